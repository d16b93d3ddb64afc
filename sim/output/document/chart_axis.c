#include "sim/output/document/chart_axis.h"

#include "sim/output/document/markup.h"
#include "sim/output/text/layout.h"
#include "sim/output/text/typeset.h"

#include <math.h>
#include <string.h>

#define LABEL_COLUMNS 30
#define NARROW_COLUMNS 52 /* of a line across */
#define NARROW_LEFT 24.0
#define NAMES_MAX 9 /* of categories below lines; in a narrow drawing */
#define NAMES_NARROW 5
#define DASHES 3

const char *sl_chart_colour(size_t series)
{
  static const char *const colour[SL_CHART_COLOURS] = {"#1b5e9e", "#d1700e", "#3d8f5f",
                                                       "#8a4f9e", "#8c6d2f", "#5f6368"};
  return colour[series % SL_CHART_COLOURS];
}

const char *sl_chart_dash(size_t series)
{
  static const char *const dashes[DASHES] = {"", " stroke-dasharray=\"7 4\"",
                                             " stroke-dasharray=\"2 3\""};
  return dashes[series % DASHES];
}

/* Of curves the first six differ in both, and the next ones in the dash of a colour. */
const char *sl_line_dash(const sl_document_chart_t *chart, size_t series)
{
  const size_t round = series / SL_CHART_COLOURS;
  return sl_chart_dash(chart->kind == SL_CHART_CURVES  ? series + round
                       : chart->kind == SL_CHART_LINES ? round
                                                       : 0);
}

/* ---- axes ---- */

bool sl_chart_is_narrow(const sl_document_chart_t *chart) { return chart->width < SL_CHART_WIDE; }

double sl_axis_steps(const sl_document_chart_t *chart, double wide)
{
  return sl_chart_is_narrow(chart) ? fmin(wide, 4.0) : wide;
}

double sl_axis_place(const sl_axis_t *scale, double value)
{
  return scale->begin +
         (scale->end - scale->begin) * (value - scale->low) / (scale->high - scale->low);
}

/* 1, 2 or 5 times a power of ten. */
static double round_step(double least)
{
  const double power = pow(10.0, floor(log10(least)));
  const double times = least / power;
  return power * (times <= 1.0 ? 1.0 : times <= 2.0 ? 2.0 : times <= 5.0 ? 5.0 : 10.0);
}

sl_axis_t sl_axis_between(double low, double high, double steps, double begin, double end)
{
  if (!isfinite(low) || !isfinite(high)) {
    low = high = 0.0;
  }
  if (!(high - low > 1e-9 * fmax(fabs(low), fabs(high)))) { /* all alike, but for rounding */
    const double room = low != 0.0 ? 0.05 * fabs(low) : 0.5;
    low -= room;
    high += room;
  }
  const double step = round_step(high / steps - low / steps);
  return (sl_axis_t){step * floor(low / step), step * ceil(high / step), step, begin, end};
}

size_t sl_axis_ticks(const sl_axis_t *scale)
{
  return (size_t)nearbyint(scale->high / scale->step - scale->low / scale->step) + 1;
}

double sl_axis_tick(const sl_axis_t *scale, size_t t)
{
  const double value = scale->low + (double)t * scale->step;
  return fabs(value) < 0.5 * scale->step ? 0.0 : value;
}

void sl_chart_reach(const sl_document_chart_t *chart, double *low, double *high)
{
  for (size_t s = 0; s < chart->n; s++) {
    for (size_t c = 0; c < chart->categories; c++) {
      const double value = chart->series[s].value[c];
      *low = isfinite(value) ? fmin(*low, value) : *low;
      *high = isfinite(value) ? fmax(*high, value) : *high;
    }
  }
  for (size_t m = 0; m < chart->marks; m++) {
    *low = fmin(*low, chart->mark[m].value);
    *high = fmax(*high, chart->mark[m].value);
  }
}

/* ---- figures ---- */

sl_figure_t sl_tick_words(const sl_document_chart_t *chart, const sl_axis_t *scale, double value)
{
  const bool is_money = chart->unit == SL_CELL_MONEY || chart->unit == SL_CELL_CENTS;
  const bool is_share = chart->unit == SL_CELL_SHARE || chart->unit == SL_CELL_GROWTH;
  const double largest = fmax(fabs(scale->low), fabs(scale->high));
  const double unit = is_share            ? 0.01
                      : largest >= 2e9    ? 1e9
                      : largest >= 2e6    ? 1e6
                      : largest >= 2000.0 ? 1e3
                                          : 1.0;
  const char *letter = is_share      ? "%"
                       : unit == 1e9 ? "B"
                       : unit == 1e6 ? "M"
                       : unit == 1e3 ? "k"
                                     : "";
  const double shown = fabs(value) < 0.5 * scale->step ? 0.0 : value / unit;
  const int decimals = (int)fmin(6.0, fmax(0.0, ceil(-log10(scale->step / unit) - 1e-9)));
  sl_figure_t figure;
  snprintf(figure.text, sizeof figure.text, "%s%.9s%.*f%s", shown < 0.0 ? "-" : "",
           is_money ? chart->document->symbol.text : "", decimals, fabs(shown),
           shown == 0.0 && !is_share ? "" : letter);
  return figure;
}

sl_figure_t sl_chart_figure(const sl_document_chart_t *chart, double value)
{
  const sl_cell_t cell = sl_cell_exact(chart->unit, value, NULL);
  sl_figure_t figure;
  if (chart->unit == SL_CELL_MONEY) {
    return sl_format_round(chart->document->symbol.text, value);
  }
  sl_cell_shown(chart->document, &cell, false, figure.text);
  return figure;
}

/* ---- words and lines ---- */

void sl_put_words(FILE *out, double x, double y, const char *anchor, size_t columns,
                  const char *words)
{
  size_t width;
  const size_t all = strlen(words);
  const size_t fits = sl_text_measure(words, all, columns, &width);
  fprintf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
  if (fits < all) { /* the whole of it for a pointer, and for whoever does not see it */
    sl_put_element(out, "title", "", words);
  }
  sl_put_markup_part(out, words,
                     fits < all ? sl_text_measure(words, all, columns - 1, &width) : all);
  fputs(fits < all ? "\xe2\x80\xa6</text>\n" : "</text>\n", out);
}

void sl_put_words_on_white(FILE *out, double x, double y, const char *anchor, size_t columns,
                           const char *words)
{
  const double width = SL_CHART_LETTER * fmin((double)sl_text_width(words), (double)columns) + 4.0;
  fprintf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"16\" fill=\"#fff\"/>\n",
          strcmp(anchor, "end") == 0 ? x - width : x, y - 12.0, width);
  sl_put_words(out, x, y, anchor, columns, words);
}

void sl_put_line(FILE *out, double x1, double y1, double x2, double y2, const char *attributes)
{
  fprintf(out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"%s/>\n", x1, y1, x2, y2,
          attributes);
}

void sl_put_grid_line(FILE *out, double x1, double y1, double x2, double y2, bool is_zero)
{
  sl_put_line(out, x1, y1, x2, y2,
              is_zero ? " stroke=\"" SL_CHART_MUTED "\"" : " stroke=\"" SL_CHART_GRID "\"");
}

void sl_put_axis_below(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *across,
                       double top, double bottom)
{
  for (size_t t = 0; t < sl_axis_ticks(across); t++) {
    const double value = sl_axis_tick(across, t), x = sl_axis_place(across, value);
    sl_put_grid_line(out, x, top, x, bottom, value == 0.0);
    sl_put_words(out, x, bottom + SL_CHART_LINE - 2.0, "middle", LABEL_COLUMNS,
                 sl_tick_words(chart, across, value).text);
  }
  sl_put_words(out, 0.5 * (across->begin + across->end), bottom + 2.0 * SL_CHART_LINE, "middle", 80,
               chart->axis);
}

void sl_put_axis_beside(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *up,
                        double left, double right, const char *axis)
{
  sl_put_words(out, 0.0, up->end - 14.0, "start", 80, axis);
  for (size_t t = 0; t < sl_axis_ticks(up); t++) {
    const double value = sl_axis_tick(up, t), y = sl_axis_place(up, value);
    sl_put_grid_line(out, left, y, right, y, value == 0.0);
    sl_put_words(out, left - 8.0, y + 4.0, "end", LABEL_COLUMNS,
                 sl_tick_words(chart, up, value).text);
  }
}

void sl_put_categories(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *across,
                       double y)
{
  const size_t most = sl_chart_is_narrow(chart) ? NAMES_NARROW : NAMES_MAX;
  const size_t every = (chart->categories + most - 1) / most;
  const size_t shown = every > 0 ? (chart->categories + every - 1) / every : 1;
  const size_t columns = (size_t)((across->end - across->begin) / SL_CHART_LETTER / (double)shown);
  for (size_t c = 0; c < chart->categories; c += every) {
    sl_put_words(out, sl_axis_place(across, (double)c), y, "middle", columns > 2 ? columns : 2,
                 chart->category[c]);
  }
}

/* ---- labels and legends ---- */

void sl_put_label(FILE *out, const sl_document_chart_t *chart, double y, const char *label)
{
  if (sl_chart_is_narrow(chart)) {
    sl_put_words_on_white(out, 0.0, y, "start", NARROW_COLUMNS, label);
    return;
  }
  sl_stretch_t rest = {label, strlen(label)};
  const sl_stretch_t first = sl_next_line(&rest, LABEL_COLUMNS);
  if (rest.length == 0) {
    sl_put_words(out, 0.0, y, "start", LABEL_COLUMNS, label);
    return;
  }
  fprintf(out, "<text x=\"0\" y=\"%.1f\">", y - 7.0);
  sl_put_markup_part(out, first.text, first.length);
  fputs("</text>\n", out);
  sl_put_words(out, 0.0, y + 8.0, "start", LABEL_COLUMNS, rest.text);
}

static bool is_bars(const sl_document_chart_t *chart) { return chart->kind == SL_CHART_BARS; }

static double legend_columns(const sl_document_chart_t *chart, size_t s)
{
  const double most = sl_chart_is_narrow(chart) ? NARROW_COLUMNS - 4.0 : 2.0 * LABEL_COLUMNS;
  return fmin((double)sl_text_width(chart->series[s].name), most);
}

size_t sl_legend_lines(const sl_document_chart_t *chart)
{
  double x = 0.0;
  size_t lines = chart->n > 1;
  for (size_t s = 0; chart->n > 1 && s < chart->n; s++) {
    const double columns = legend_columns(chart, s);
    const double width = 24.0 + SL_CHART_LETTER * columns + 20.0;
    lines += x > 0.0 && x + width > chart->width;
    x = x > 0.0 && x + width > chart->width ? width : x + width;
  }
  return lines;
}

double sl_put_legend(FILE *out, const sl_document_chart_t *chart, double y)
{
  double x = 0.0;
  for (size_t s = 0; chart->n > 1 && s < chart->n; s++) {
    const double columns = legend_columns(chart, s);
    const double width = 24.0 + SL_CHART_LETTER * columns + 20.0;
    if (x > 0.0 && x + width > chart->width) {
      x = 0.0;
      y += SL_CHART_LINE;
    }
    fprintf(out,
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" "
            "stroke-width=\"%s\"%s/>\n",
            x, x + 18.0, y - 4.0, y - 4.0, sl_chart_colour(s), is_bars(chart) ? "11" : "2.5",
            sl_line_dash(chart, s));
    sl_put_words(out, x + 24.0, y, "start", (size_t)legend_columns(chart, s) + 1,
                 chart->series[s].name);
    x += width;
  }
  return chart->n > 1 ? y + SL_CHART_LINE : y - SL_CHART_LINE + 8.0;
}

double sl_label_width(const sl_document_chart_t *chart)
{
  size_t columns = 0;
  if (sl_chart_is_narrow(chart)) {
    return NARROW_LEFT;
  }
  for (size_t c = 0; c < chart->categories; c++) {
    const size_t own = sl_text_width(chart->category[c]);
    columns = own > columns ? own : columns;
  }
  return SL_CHART_LETTER * fmin((double)columns, LABEL_COLUMNS) + 12.0;
}
