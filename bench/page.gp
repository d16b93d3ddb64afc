# The comparison on one sheet: speeds beside the peers, growth, and every ratio beside its target.
#
# Given, after plots/style.gp: the sheet's heading as Head[1..2]; of each panel its box in units as
# an array (left, right, bottom, top).
#   $speeds (row, million member-years a second, kind: 1 ours, 2 peer, 3 limit), Speed[], SpeedNote[],
#   SpeedValue[], SpeedMost
#   $members, $trials (size, processor seconds), MembersAt and TrialsAt (what
#   they are), FromSize, ToSize, FromTime, ToTime
#   $ratios (row, value in units of its target, kind: 1 met, 2 not met, 3 not judged), Ratio[],
#   Value[], Target[], Verdict[], VerdictKind[]; Worst and Best, the ends of the abscissa

sx(x) = x / (1.0 * width)
sy(y) = y / (1.0 * height)
margin(side, at) = sprintf("set %smargin at screen %g; ", side, at)
box(l, r, b, t) = margin("l", sx(l)) . margin("r", sx(r)) . margin("b", sy(b)) . margin("t", sy(t))
kind_ink(k) = k == 1 ? 0x0b4f8a : k == 2 ? 0xd5700a : 0x8a8a8a

set multiplot
set boxwidth 0.62
set style fill solid noborder

# Heading and the panels' headings stand on the sheet, so the first panel draws them.
words = Head[1]
set label 1 words at screen sx(40), sy(height - 34) left @title_type textcolor rgb ink
words = Head[2]
set label 2 words at screen sx(40), sy(height - 58) left @small_type textcolor rgb muted
words = 'Workload W on one core, million member-years a second'
set label 3 words at screen sx(40), sy(Speeds[4] + 18) left @strong_type textcolor rgb ink
words = 'Time grows with the work'
set label 4 words at screen sx(Growth[1] - 46), sy(Growth[4] + 18) left @strong_type textcolor rgb ink
words = 'Every promised ratio beside its target'
set label 5 words at screen sx(40), sy(Ratios[4] + 38) left @strong_type textcolor rgb ink
do for [i=1:|Speed|] {
  words = Speed[i]
  set label 100+i words at screen sx(Speeds[1] - 10), first i right @plain_type textcolor rgb ink
  words = SpeedNote[i]
  set label 200+i words at SpeedValue[i], first i left offset screen sx(6), 0 @small_type textcolor rgb muted
}
eval box(Speeds[1], Speeds[2], Speeds[3], Speeds[4])
set yrange [|Speed| + 0.6 : 0.4]
set xrange [0 : SpeedMost]
unset xtics
unset ytics
plot $speeds using ($2/2):1:($2/2):(0.31):(kind_ink($3)) with boxxyerror fillcolor rgb variable
unset label

# Growth: double logarithmic, with a line of slope 1.
eval box(Growth[1], Growth[2], Growth[3], Growth[4])
set logscale xy
set grid noxtics noytics
set xrange [FromSize:ToSize]
set yrange [FromTime:ToTime]
do for [k=0:6] {
  if (10**k >= FromSize && 10**k <= ToSize) {
    words = k < 3 ? sprintf('%d', 10**k) : k < 6 ? sprintf('%d,000', 10**(k - 3)) : '1 million'
    set arrow 300+k from 10**k, FromTime to 10**k, ToTime @faint_line linecolor rgb '#e6e8eb'
    set label 300+k words at 10**k, screen sy(Growth[3] - 14) center @small_type textcolor rgb muted
  }
}
do for [k=-3:4] {
  if (10**k >= FromTime * 0.999 && 10**k <= ToTime) {
    words = sprintf('%g s', 10**k)
    set arrow 320+k from FromSize, 10**k to ToSize, 10**k @faint_line linecolor rgb '#e6e8eb'
    set label 320+k words at screen sx(Growth[1] - 8), first 10**k right @small_type textcolor rgb muted
  }
}
words = MembersAt
set label 340 words at screen sx(Growth[2] - 8), sy(Growth[3] + 14) right @small_type textcolor rgb Dark[1]
words = TrialsAt
set label 341 words at screen sx(Growth[1] + 12), sy(Growth[4] - 14) left @small_type textcolor rgb Dark[2]
plot $members using 1:2 with lines linewidth 2 linecolor rgb Palette[1] dashtype Dash[1], \
     $members using 1:2 with points pointtype 7 pointsize 0.8*point linecolor rgb Palette[1], \
     $trials using 1:2 with lines linewidth 2 linecolor rgb Palette[2] dashtype Dash[2], \
     $trials using 1:2 with points pointtype 7 pointsize 0.8*point linecolor rgb Palette[2]
unset label
unset arrow
unset logscale

# Ratios: how far each is from its target, the target at 1.
eval box(Ratios[1], Ratios[2], Ratios[3], Ratios[4])
set logscale x 2
set xrange [Worst:Best]
set yrange [|Ratio| + 0.6 : 0.4]
set grid xtics noytics
set xtics 2
do for [k=-4:4] {
  if (2.0**k >= Worst * 0.999 && 2.0**k <= Best * 1.001) {
    words = k < 0 ? sprintf('1/%d', 2**(-k)) : k == 0 ? 'target' : sprintf('%d ×', 2**k)
    set label 500+k words at 2.0**k, screen sy(Ratios[4] + 12) center @small_type textcolor rgb (k == 0 ? ink : muted)
  }
}
do for [i=1:|Ratio|] {
  words = Ratio[i]
  set label 1000+i words at screen sx(Ratios[1] - 12), first i right @plain_type textcolor rgb ink
  words = Value[i]
  set label 2000+i words at screen sx(Ratios[2] + 62), first i right @strong_type textcolor rgb ink
  words = Target[i]
  set label 3000+i words at screen sx(Ratios[2] + 72), first i left @small_type textcolor rgb muted
  words = Verdict[i]
  set label 4000+i words at screen sx(Ratios[2] + 128), first i left @small_type textcolor rgb (VerdictKind[i] == 2 ? Dark[2] : VerdictKind[i] == 1 ? Dark[1] : muted)
}
set arrow 1 from 1, graph 0 to 1, graph 1 @budget_line linecolor rgb ink
plot $ratios using (1):1:($2-1):(0) with vectors nohead linewidth 2 linecolor rgb faint, \
     $ratios using 2:1:(kind_ink($3)) with points pointtype 7 pointsize 1.1*point linecolor rgb variable
unset multiplot
