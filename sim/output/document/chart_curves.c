/* Values along, and up how often more is seen, by its logarithm, so that what is rare can be read.
 */
#include "sim/output/document/chart.h"
#include "sim/output/document/chart_axis.h"

#include <math.h>

#define STEPS 6.0
#define LEFT (6.0 * SL_CHART_LETTER)
#define HUNDRED 100.0

static double right_of(const sl_document_chart_t *chart)
{
  return chart->width - 4.0 * SL_CHART_LETTER;
}

static double curves_height(const sl_document_chart_t *chart)
{
  return SL_CHART_LINE * (double)sl_legend_lines(chart) + SL_CHART_PLOT + 4.5 * SL_CHART_LINE;
}

/* From the smallest position up to all: in logarithms. */
static sl_axis_t positions_of(const sl_document_chart_t *chart, double bottom, double top)
{
  double least = 1.0;
  for (size_t c = 0; c < chart->categories; c++) {
    least = chart->position[c] > 0.0 ? fmin(least, chart->position[c]) : least;
  }
  return (sl_axis_t){log10(fmin(0.5, least)), 0.0, 1.0, bottom, top};
}

/* Of 100 years so many: 100, 50, 20, 10, ... */
static void put_positions(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *up)
{
  static const double times[] = {1.0, 0.5, 0.2};
  const size_t n = sizeof times / sizeof times[0];
  sl_put_words(out, 0.0, up->end - 14.0, "start", 80, chart->along);
  for (double power = 1.0; log10(power) >= up->low - 1e-9; power /= 10.0) {
    for (size_t i = 0; i < n && log10(power * times[i]) >= up->low - 1e-9; i++) {
      char words[24];
      const double y = sl_axis_place(up, log10(power * times[i]));
      snprintf(words, sizeof words, "%.4g", HUNDRED * power * times[i]);
      sl_put_grid_line(out, LEFT, y, right_of(chart), y, false);
      sl_put_words(out, LEFT - 8.0, y + 4.0, "end", 10, words);
    }
  }
}

static void put_curve(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *along,
                      const sl_axis_t *up, size_t s)
{
  const char *next = "M";
  fputs("<path d=\"", out);
  for (size_t c = 0; c < chart->categories; c++) {
    const double value = chart->series[s].value[c];
    if (isfinite(value) && chart->position[c] > 0.0) {
      fprintf(out, "%s%.1f %.1f", next, sl_axis_place(along, value),
              sl_axis_place(up, log10(chart->position[c])));
      next = "L";
    }
  }
  fprintf(out,
          "\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\" stroke-linejoin=\"round\"%s/>\n",
          sl_chart_colour(s), sl_line_dash(chart, s));
}

static void put_curves(FILE *out, const sl_document_chart_t *chart, double top)
{
  double low = (double)INFINITY, high = -(double)INFINITY;
  const double above = sl_put_legend(out, chart, top) + SL_CHART_LINE + 6.0;
  const double bottom = above + SL_CHART_PLOT;
  sl_chart_reach(chart, &low, &high);
  const sl_axis_t along =
      sl_axis_between(low, high, sl_axis_steps(chart, STEPS), LEFT, right_of(chart));
  const sl_axis_t up = positions_of(chart, bottom, above);
  sl_put_axis_below(out, chart, &along, above, bottom);
  put_positions(out, chart, &up);
  for (size_t m = 0; m < chart->marks; m++) {
    const double x = sl_axis_place(&along, chart->mark[m].value);
    const bool is_left = x > 0.5 * chart->width;
    sl_put_line(out, x, above, x, bottom, " stroke=\"" SL_CHART_INK "\" stroke-dasharray=\"4 3\"");
    sl_put_words(out, is_left ? x - 5.0 : x + 5.0, bottom - 6.0, is_left ? "end" : "start", 40,
                 chart->mark[m].name);
  }
  for (size_t s = 0; s < chart->n; s++) {
    put_curve(out, chart, &along, &up, s);
  }
}

const sl_chart_drawing_t sl_drawing_curves = {curves_height, put_curves};
