/* A fan: five series in ascending order as two bands and a line, and further lines. */
#include "sim/output/document/chart.h"
#include "sim/output/document/chart_axis.h"

#include <math.h>
#include <string.h>

#define BANDS 5 /* series of the fan itself */
#define MIDDLE 2
#define STEPS 6.0
#define LEFT (9.0 * SL_CHART_LETTER)
#define NAME_COLUMNS 50

static const char *const band_fill[MIDDLE] = {"#d3e2f1", "#9dc0e0"};
static const char *const middle_line = " stroke=\"#1b5e9e\" stroke-width=\"2.5\"";
static const char *const other_line[MIDDLE] = {
    " stroke=\"" SL_CHART_INK "\" stroke-width=\"2\" stroke-dasharray=\"7 4\"",
    " stroke=\"" SL_CHART_MORE "\" stroke-width=\"2\" stroke-dasharray=\"2 3\""};

static const char *line_of(size_t s)
{
  return s == MIDDLE ? middle_line : other_line[(s - BANDS) % MIDDLE];
}

static double right_of(const sl_document_chart_t *chart)
{
  return chart->width - 3.0 * SL_CHART_LETTER;
}

static size_t others(const sl_document_chart_t *chart)
{
  return chart->n > BANDS ? chart->n - BANDS : 0;
}

static double fan_height(const sl_document_chart_t *chart)
{
  return SL_CHART_LINE * (double)(3 + others(chart)) + SL_CHART_PLOT + 4.5 * SL_CHART_LINE;
}

static void put_path(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *across,
                     const sl_axis_t *up, size_t s, bool backwards, const char *first)
{
  for (size_t i = 0; i < chart->categories; i++) {
    const size_t c = backwards ? chart->categories - 1 - i : i;
    const double value = chart->series[s].value[c];
    if (isfinite(value)) {
      fprintf(out, "%s%.1f %.1f", first, sl_axis_place(across, (double)c),
              sl_axis_place(up, value));
      first = "L";
    }
  }
}

static void put_band(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *across,
                     const sl_axis_t *up, size_t s)
{
  fputs("<path d=\"", out);
  put_path(out, chart, across, up, s, false, "M");
  put_path(out, chart, across, up, BANDS - 1 - s, true, "L");
  fprintf(out, "z\" fill=\"%s\"/>\n", band_fill[s]);
}

static void put_series(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *across,
                       const sl_axis_t *up, size_t s)
{
  fputs("<path d=\"", out);
  put_path(out, chart, across, up, s, false, "M");
  fprintf(out, "\" fill=\"none\"%s/>\n", line_of(s));
}

static void put_names(FILE *out, const sl_document_chart_t *chart, double y)
{
  for (size_t s = 0; s < MIDDLE; s++) {
    char name[160];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(chart->series[s].name, ":"),
             chart->series[s].name);
    fprintf(out, "<rect x=\"0\" y=\"%.1f\" width=\"18\" height=\"11\" fill=\"%s\"/>\n", y - 10.0,
            band_fill[s]);
    sl_put_words(out, 24.0, y, "start", NAME_COLUMNS, name);
    y += SL_CHART_LINE;
  }
  for (size_t s = MIDDLE; s < chart->n; s = s == MIDDLE ? BANDS : s + 1) {
    sl_put_line(out, 0.0, y - 4.0, 18.0, y - 4.0, line_of(s));
    sl_put_words(out, 24.0, y, "start", NAME_COLUMNS, chart->series[s].name);
    y += SL_CHART_LINE;
  }
}

static void put_fan(FILE *out, const sl_document_chart_t *chart, double top)
{
  double low = 0.0, high = 0.0;
  const double above = top + SL_CHART_LINE * (double)(4 + others(chart)) + 6.0;
  const double bottom = above + SL_CHART_PLOT;
  const double last = chart->categories > 1 ? (double)(chart->categories - 1) : 1.0;
  if (chart->n < BANDS) {
    return;
  }
  sl_chart_reach(chart, &low, &high);
  const sl_axis_t up = sl_axis_between(low, high, STEPS, bottom, above);
  const sl_axis_t across = {0.0, last, 1.0, LEFT + 3.0 * SL_CHART_LETTER, right_of(chart)};
  put_names(out, chart, top);
  sl_put_axis_beside(out, chart, &up, LEFT, right_of(chart), chart->axis);
  put_band(out, chart, &across, &up, 0);
  put_band(out, chart, &across, &up, 1);
  put_series(out, chart, &across, &up, MIDDLE);
  for (size_t s = BANDS; s < chart->n; s++) {
    put_series(out, chart, &across, &up, s);
  }
  sl_put_categories(out, chart, &across, bottom + SL_CHART_LINE + 2.0);
  sl_put_words(out, 0.5 * (LEFT + right_of(chart)), bottom + 2.0 * SL_CHART_LINE + 4.0, "middle",
               80, chart->along);
}

const sl_chart_drawing_t sl_drawing_fan = {fan_height, put_fan};
