# The employer's cost under each arrangement: one row of density each, darker above the budget.
#
# Given: $density and $above (amount, base, top), one data set for each arrangement; stems, budgets
# and labels are set. The ordinate is the sheet's own unit.

set yrange [bottom:top]
unset ytics
plot for [i=1:series] $density index (i - 1) using 1:2:3 with filledcurves fillcolor rgb Pale[shade(i)] fillstyle solid noborder, \
     for [i=1:series] $above index (i - 1) using 1:2:3 with filledcurves fillcolor rgb Middle[shade(i)] fillstyle solid noborder, \
     for [i=1:series] $density index (i - 1) using 1:3 with lines linecolor rgb Lines[i] linewidth 1.6
