# The house style of every picture.
#
# Given before: format ('svg', 'png' or 'pdf'), width and height of the sheet, left, right, bottom
# and top of the plot area (in units, origin at the lower left), series (how many arrangements).
# Users' text arrives in the variable `words` alone, never on a line with a macro.

set encoding utf8

# SVG names a generic family, so that a reader without DejaVu sees the own sans serif; its bold has
# no other way in than through the attribute of the family.
face = format eq 'svg' ? 'sans-serif' : 'DejaVu Sans'
bold = format eq 'svg' ? 'sans-serif" font-weight="bold' : 'DejaVu Sans:Bold'

# One unit is a pixel of SVG, two of PNG, 1/96 inch of PDF.
if (format eq 'svg') set terminal svg size width,height fixed noenhanced butt font 'sans-serif,13' background '#ffffff'
if (format eq 'png') set terminal pngcairo size 2*width,2*height noenhanced butt font 'DejaVu Sans,13' fontscale 1.5 linewidth 2 dashlength 1 background '#ffffff'
if (format eq 'pdf') set terminal pdfcairo size (width/96.0)in,(height/96.0)in noenhanced butt font 'DejaVu Sans,13' fontscale 0.5625 linewidth 1.5 background '#ffffff'

# Ink. Series differ in hue for screens, in lightness and dashes for grey print and for the colour
# blind (after Okabe and Ito's palette); words are dark enough to read on white.
ink = '#202124'
muted = '#5f6368'
faint = '#dadce0'
paper = '#ffffff'
colours = 9
array Palette[9] = ['#0b4f8a', '#d5700a', '#222222', '#1f9e89', '#a8508f', '#c9a227', '#c1272d', '#4aa3df', '#7a5c3e']
array Dark[9] = ['#0b4f8a', '#a85400', '#222222', '#0f7565', '#8c3a75', '#7d6200', '#a81c22', '#1b6ca3', '#634a31']
array Pale[9] = ['#b5cfe6', '#f8d3ab', '#cfcfcf', '#b5e0d8', '#e6c8dd', '#f1e3b3', '#f3c4c5', '#cfe6f7', '#dcd2c7']
array Middle[9] = ['#5b8fbd', '#eda45a', '#8a8a8a', '#6cc2b3', '#c98db8', '#dcc068', '#dd7c80', '#8cc5ec', '#a8947e']
array Dash[9] = [1, 2, 3, 4, 5, 6, 1, 2, 4]
shade(i) = (i - 1) % colours + 1
array Lines[series]
array Words[series]
do for [i=1:series] {
  Lines[i] = Palette[shade(i)]
  Words[i] = Dark[shade(i)]
}
set dashtype 1 solid
set dashtype 2 (12, 5)
set dashtype 3 (3, 3)
set dashtype 4 (16, 4, 3, 4)
set dashtype 5 (7, 4)
set dashtype 6 (18, 4, 3, 4, 3, 4)

# Terminals disagree on the size of a point.
point = format eq 'png' ? 1.9 : format eq 'svg' ? 0.75 : 0.9

dot_mark = sprintf("front point pointtype 7 pointsize %g", 0.9*point)
inner_dot = sprintf("front point pointtype 7 pointsize %g", 0.5*point)
diamond = format eq 'svg' ? 0.65 : 1.3*point
diamond_mark = sprintf("front point pointtype 13 pointsize %g", diamond)
inner_diamond = sprintf("front point pointtype 13 pointsize %g", 0.5*diamond)

title_type = sprintf("font '%s,19' front noenhanced", bold)
strong_type = sprintf("font '%s,13' front noenhanced", bold)
plain_type = sprintf("font '%s,13' front noenhanced", face)
small_type = sprintf("font '%s,11.5' front noenhanced", face)

budget_line = "nohead front linewidth 1.2 dashtype (8, 5)"
value_line = "nohead back linewidth 1 dashtype (3, 6)"
base_line = "nohead front linewidth 0.8"
faint_line = "nohead back linewidth 0.7"
leader_line = "nohead front linewidth 0.7"
key_line = "nohead front linewidth 2"
range_line = "nohead front linewidth 1.4"
wide_range_line = "nohead back linewidth 9"
stem_line = "nohead front linewidth 4"
run_out_box = "behind fillcolor rgb '#f1f3f4' fillstyle solid noborder"

# The sheet: a plot area without a frame, thin grid, labels written by hand.
set lmargin at screen left / (1.0 * width)
set rmargin at screen right / (1.0 * width)
set bmargin at screen bottom / (1.0 * height)
set tmargin at screen top / (1.0 * height)
set border 0 linecolor rgb '#e6e8eb'
unset key
set tics scale 0
set format ''
set grid xtics ytics back linetype -1 linewidth 0.7 linecolor rgb '#e6e8eb' dashtype solid
