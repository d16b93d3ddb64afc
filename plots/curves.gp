# Curves of P(cost > x), with their confidence bands, and marks on them.
#
# Given: $curves (amount, probability, low, high), one data set for each arrangement; Shown[i] = 0
# hides one; floor, the lowest probability of a logarithmic ordinate (0 = linear); $marks (amount,
# probability, arrangement); labels are set.

at(p) = p > floor ? p : floor
if (floor > 0) {
  set logscale y
  set yrange [floor:1]
  set ytics 10
} else {
  set yrange [0:1]
  set ytics 0, 0.2
}
plot for [i=1:series] $curves index (i - 1) using 1:(Shown[i] ? at($3) : NaN):(at($4)) with filledcurves fillcolor rgb Lines[i] fillstyle transparent solid 0.16 noborder, \
     for [i=1:series] $curves index (i - 1) using 1:(Shown[i] ? at($2) : NaN) with lines linecolor rgb Lines[i] linewidth 2 dashtype Dash[shade(i)], \
     $marks using 1:(at($2)) with points pointtype 7 pointsize 1.2*point linecolor rgb '#ffffff', \
     for [i=1:series] $marks using 1:($3 == i ? at($2) : NaN) with points pointtype 6 pointsize 0.9*point linewidth 1.6 linecolor rgb Lines[i]
