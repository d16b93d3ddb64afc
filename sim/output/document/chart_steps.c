/* From a level to the next by steps: a row for each, one below the other. A step down is an open
 * bar, a step up a filled one. The axis need not begin at 0: a level is then a bar with a torn end.
 */
#include "sim/output/document/chart.h"
#include "sim/output/document/chart_axis.h"

#include <math.h>

#define STEPS 5.0
#define ROW 34.0
#define BAR 18.0
#define FROM_ZERO 0.5 /* the axis begins at 0 where the lowest level is below this share */

static bool is_from_zero(double low, double high) { return low < FROM_ZERO * high; }

/* The lowest and the highest place that the steps reach. */
static void reach(const sl_document_chart_t *chart, double *low, double *high)
{
  double level = 0.0;
  *low = (double)INFINITY;
  *high = -(double)INFINITY;
  for (size_t c = 0; chart->n > 0 && c < chart->categories; c++) {
    const double value = chart->series[0].value[c];
    level = chart->is_apart[c] ? value : level + value;
    *low = fmin(*low, level);
    *high = fmax(*high, level);
  }
}

static sl_axis_t scale_of(const sl_document_chart_t *chart, double begin, double end)
{
  double low, high;
  reach(chart, &low, &high);
  if (is_from_zero(low, high)) {
    low = fmin(0.0, low);
  } else {
    low -= 0.12 * (high - low); /* a stump of the lowest level */
  }
  return sl_axis_between(low, high, sl_axis_steps(chart, STEPS), begin, end);
}

/* In a narrow drawing a label stands above its bar. */
static double label_height(const sl_document_chart_t *chart)
{
  return sl_chart_is_narrow(chart) ? SL_CHART_LINE : 0.0;
}

static double row_height(const sl_document_chart_t *chart) { return ROW + label_height(chart); }

static double steps_height(const sl_document_chart_t *chart)
{
  return row_height(chart) * (double)chart->categories + 4.0 * SL_CHART_LINE;
}

static void put_level(FILE *out, const sl_axis_t *scale, double value, double y)
{
  const bool is_whole = scale->low <= 0.0;
  const double end = sl_axis_place(scale, value);
  const double begin = is_whole ? sl_axis_place(scale, 0.0) : scale->begin;
  fprintf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
          fmin(begin, end), y, fabs(end - begin), BAR, sl_chart_colour(0));
  if (!is_whole) { /* torn */
    fprintf(out,
            "<path d=\"M%.1f %.1fl4 4.5l-4 4.5l4 4.5l-4 4.5\" fill=\"none\" stroke=\"#fff\" "
            "stroke-width=\"2.5\"/>\n",
            begin + 6.0, y);
  }
}

static void put_step(FILE *out, const sl_axis_t *scale, double from, double to, double y)
{
  const double begin = sl_axis_place(scale, from), end = sl_axis_place(scale, to);
  const bool is_less = to < from;
  fprintf(out,
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" "
          "stroke=\"%s\" stroke-width=\"2\"/>\n",
          fmin(begin, end), y + 1.0, fmax(1.0, fabs(end - begin)), BAR - 2.0,
          is_less ? "#fff" : SL_CHART_MORE, is_less ? SL_CHART_LESS : SL_CHART_MORE);
}

static void put_figure(FILE *out, const sl_document_chart_t *chart, bool is_level, double value,
                       double x, double y)
{
  char words[SL_FIGURE_SIZE + 4];
  snprintf(words, sizeof words, "%s%s", !is_level && value >= 0.0 ? "+" : "",
           sl_chart_figure(chart, value).text);
  fprintf(out, "<g font-weight=\"%s\">", is_level ? "bold" : "normal");
  sl_put_words(out, x + 6.0, y + BAR - 4.5, "start", 20, words);
  fputs("</g>\n", out);
}

static void put_steps(FILE *out, const sl_document_chart_t *chart, double top)
{
  const double bottom = top + row_height(chart) * (double)chart->categories;
  const sl_axis_t scale =
      scale_of(chart, sl_label_width(chart), chart->width - 11.0 * SL_CHART_LETTER);
  double level = 0.0;
  sl_put_axis_below(out, chart, &scale, top, bottom);
  for (size_t c = 0; chart->n > 0 && c < chart->categories; c++) {
    const double value = chart->series[0].value[c], above = label_height(chart);
    const double y = top + row_height(chart) * (double)c + 8.0 + above;
    const double from = level;
    level = chart->is_apart[c] ? value : level + value;
    sl_put_label(out, chart, above > 0.0 ? y - 6.0 : y + 13.5, chart->category[c]);
    if (chart->is_apart[c]) {
      put_level(out, &scale, value, y);
    } else {
      put_step(out, &scale, from, level, y);
    }
    if (c + 1 < chart->categories) { /* to the next row */
      const double x = sl_axis_place(&scale, level);
      sl_put_line(out, x, y + BAR, x, y + row_height(chart), " stroke=\"" SL_CHART_MUTED "\"");
    }
    put_figure(out, chart, chart->is_apart[c], value,
               sl_axis_place(&scale, chart->is_apart[c] ? value : fmax(from, level)), y);
  }
  if (scale.low > 0.0) {
    sl_put_words(out, 0.0, bottom + 3.0 * SL_CHART_LINE, "start", 30,
                 "The axis does not begin at 0.");
  }
}

const sl_chart_drawing_t sl_drawing_steps = {steps_height, put_steps};
