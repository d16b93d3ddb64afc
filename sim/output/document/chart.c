#include "sim/output/document/chart.h"

#include "sim/output/document/chart_axis.h"

#include <math.h>

#define LETTER SL_CHART_LETTER
#define LINE SL_CHART_LINE
#define BAR 16.0
#define LABEL_COLUMNS 30
#define STEPS 5.0 /* of an axis */

/* With 0 in it. */
static sl_axis_t scale_of(const sl_document_chart_t *chart, double begin, double end)
{
  double low = 0.0, high = 0.0;
  sl_chart_reach(chart, &low, &high);
  return sl_axis_between(low, high > low ? high : low + 1.0, sl_axis_steps(chart, STEPS), begin,
                         end);
}

/* ---- bars ---- */

static void put_bar(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *scale, size_t s,
                    size_t c, double y)
{
  const double value = chart->series[s].value[c];
  if (!isfinite(value)) {
    return;
  }
  const double zero = sl_axis_place(scale, 0.0), end = sl_axis_place(scale, value);
  fprintf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
          fmin(zero, end), y, fabs(end - zero), BAR - 2.0, sl_chart_colour(s));
  sl_put_words(out, value < 0.0 ? end - 5.0 : end + 5.0, y + BAR - 4.5,
               value < 0.0 ? "end" : "start", LABEL_COLUMNS, sl_chart_figure(chart, value).text);
}

/* A label has a line of its own where the drawing is narrow. */
static double label_height(const sl_document_chart_t *chart)
{
  return sl_chart_is_narrow(chart) ? LINE : 0.0;
}

static double group_height(const sl_document_chart_t *chart)
{
  return BAR * (double)chart->n + 12.0 + label_height(chart);
}

static void put_bars(FILE *out, const sl_document_chart_t *chart, double top)
{
  const double group = group_height(chart), above = label_height(chart);
  const double bottom = top + group * (double)chart->categories + 4.0;
  const double room = 11.0 * LETTER; /* of the figure at a bar's end */
  sl_axis_t scale = scale_of(chart, sl_label_width(chart), chart->width - room);
  if (scale.low < 0.0) {
    scale.begin += room;
  }
  sl_put_axis_below(out, chart, &scale, top, bottom);
  for (size_t c = 0; c < chart->categories; c++) {
    const double y = top + group * (double)c + 8.0;
    sl_put_label(out, chart, above > 0.0 ? y + 8.0 : y + 0.5 * BAR * (double)chart->n + 3.5,
                 chart->category[c]);
    for (size_t s = 0; s < chart->n; s++) {
      put_bar(out, chart, &scale, s, c, y + above + BAR * (double)s);
    }
  }
}

/* ---- lines ---- */

static void put_line(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *across,
                     const sl_axis_t *up, size_t s)
{
  bool is_open = false;
  fputs("<path d=\"", out);
  for (size_t c = 0; c < chart->categories; c++) {
    const double value = chart->series[s].value[c];
    if (isfinite(value)) {
      fprintf(out, "%s%.1f %.1f", is_open ? " L" : " M", sl_axis_place(across, (double)c),
              sl_axis_place(up, value));
    }
    is_open = isfinite(value);
  }
  fprintf(out,
          "\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\" stroke-linejoin=\"round\" "
          "stroke-linecap=\"round\"%s/>\n",
          sl_chart_colour(s), sl_line_dash(chart, s));
}

/* Values without a neighbour are no line: dots. */
static void put_lone_points(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *across,
                            const sl_axis_t *up, size_t s)
{
  const double *value = chart->series[s].value;
  for (size_t c = 0; c < chart->categories; c++) {
    const bool before = c > 0 && isfinite(value[c - 1]);
    const bool behind = c + 1 < chart->categories && isfinite(value[c + 1]);
    if (isfinite(value[c]) && !before && !behind) {
      fprintf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" fill=\"%s\"/>\n",
              sl_axis_place(across, (double)c), sl_axis_place(up, value[c]), sl_chart_colour(s));
    }
  }
}

static void put_lines(FILE *out, const sl_document_chart_t *chart, double top)
{
  top += LINE + 6.0;
  const double last = chart->categories > 1 ? (double)(chart->categories - 1) : 1.0;
  const double bottom = top + SL_CHART_PLOT;
  const sl_axis_t up = scale_of(chart, bottom, top);
  const sl_axis_t across = {0.0, last, 1.0, 11.0 * LETTER, chart->width - 5.0 * LETTER};
  sl_put_axis_beside(out, chart, &up, across.begin, across.end, chart->axis);
  for (size_t s = 0; s < chart->n; s++) {
    put_line(out, chart, &across, &up, s);
    put_lone_points(out, chart, &across, &up, s);
  }
  sl_put_categories(out, chart, &across, bottom + LINE + 2.0);
}

/* ---- all kinds ---- */

static double bars_height(const sl_document_chart_t *chart)
{
  return LINE * (double)sl_legend_lines(chart) + group_height(chart) * (double)chart->categories +
         3.0 * LINE;
}

static void put_bars_below(FILE *out, const sl_document_chart_t *chart, double top)
{
  put_bars(out, chart, sl_put_legend(out, chart, top) - 8.0);
}

static double lines_height(const sl_document_chart_t *chart)
{
  return LINE * (double)sl_legend_lines(chart) + SL_CHART_PLOT + 4.0 * LINE;
}

static void put_lines_below(FILE *out, const sl_document_chart_t *chart, double top)
{
  put_lines(out, chart, sl_put_legend(out, chart, top));
}

static const sl_chart_drawing_t drawing_bars = {bars_height, put_bars_below};
static const sl_chart_drawing_t drawing_lines = {lines_height, put_lines_below};

void sl_put_chart(FILE *out, const sl_document_chart_t *chart, bool is_narrow)
{
  static const sl_chart_drawing_t *const drawings[] = {
      [SL_CHART_BARS] = &drawing_bars,      [SL_CHART_LINES] = &drawing_lines,
      [SL_CHART_DOTS] = &sl_drawing_dots,   [SL_CHART_YEARS] = &sl_drawing_years,
      [SL_CHART_STEPS] = &sl_drawing_steps, [SL_CHART_CURVES] = &sl_drawing_curves,
      [SL_CHART_FAN] = &sl_drawing_fan,     [SL_CHART_POINTS] = &sl_drawing_points,
  };
  const sl_chart_drawing_t *drawing = drawings[chart->kind];
  const double top = 14.0;
  sl_document_chart_t drawn = *chart;
  drawn.width = is_narrow ? SL_CHART_NARROW : SL_CHART_WIDE;
  fprintf(out,
          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" font-size=\"13\" "
          "fill=\"#202124\" stroke-width=\"1\" aria-hidden=\"true\">\n",
          drawn.width, drawing->height(&drawn) + 4.0);
  drawing->put(out, &drawn, top);
  fputs("</svg>\n", out);
}
