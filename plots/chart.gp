# Lines at places of the sheet; marks, ranges and labels are set.
#
# Given: $line1 .. (horizontal, vertical, in units of the sheet), lines: how many.

set xrange [left:right]
set yrange [bottom:top]
unset xtics
unset ytics
plot for [i=1:lines] sprintf('$line%d', i) using 1:2 with lines linecolor rgb Lines[i] linewidth 2 dashtype Dash[shade(i)]
