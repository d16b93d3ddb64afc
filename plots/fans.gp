# Fans: how the simulated years spread month by month; one row each, run-out months shaded.
#
# Given: $fans (month, 5%, 25%, 50%, 75%, 95%), one data set for each of `rows`; budgets and labels
# are set. The ordinate is the sheet's own unit, months are counted from the start of the plan year.

set yrange [bottom:top]
unset ytics
set grid noytics
plot for [i=1:rows] $fans index (i - 1) using 1:2:6 with filledcurves fillcolor rgb Pale[shade(i)] fillstyle solid noborder, \
     for [i=1:rows] $fans index (i - 1) using 1:3:5 with filledcurves fillcolor rgb Middle[shade(i)] fillstyle solid noborder, \
     for [i=1:rows] $fans index (i - 1) using 1:4 with lines linecolor rgb Lines[i] linewidth 2
