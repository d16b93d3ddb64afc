# Two kinds of points in amounts, both axes logarithmic: quantiles of claims by those of the law
# fitted (diagonal = 1), and mean excess over thresholds (with the line of a tail).
#
# Given: $points (x, y, low, high), $line (x, y; none where its first x is not a number), diagonal;
# the ranges and labels are set.

set logscale xy
if (diagonal) plot x with lines linecolor rgb muted linewidth 1.2 dashtype (8, 5), \
     $points using 1:2 with points pointtype 7 pointsize 0.75*point linecolor rgb Lines[1]
if (!diagonal) plot $points using 1:2:3:4 with yerrorbars pointtype 7 pointsize 0.9*point linecolor rgb Lines[1] linewidth 1.2, \
     $line using 1:2 with lines linecolor rgb Lines[2] linewidth 2
