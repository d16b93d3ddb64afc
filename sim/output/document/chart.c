#include "sim/output/document/chart.h"

#include "sim/output/document/markup.h"
#include "sim/output/text/layout.h"
#include "sim/output/text/typeset.h"

#include <math.h>
#include <string.h>

#define WIDTH 760.0
#define LETTER 7.0 /* a column of text, in units of the drawing */
#define LINE 18.0
#define BAR 16.0
#define LABEL_COLUMNS 30
#define PLOT_HEIGHT 260.0
#define COLOURS 6
#define TICKS 5.0
#define NAMES_MAX 9 /* of categories below lines */

/* Told apart by those who see colours differently, and in grey by their order of lightness. */
static const char *const colour[COLOURS] = {"#1b5e9e", "#d1700e", "#3d8f5f",
                                            "#8a4f9e", "#8c6d2f", "#5f6368"};
static const char *const dashes[3] = {"", " stroke-dasharray=\"7 4\"", " stroke-dasharray=\"2 3\""};

/* Where values stand in the drawing. */
typedef struct scale {
  double low, high, step; /* of the axis */
  double begin, end;      /* of the drawing: at low and high */
} scale_t;

static double place(const scale_t *scale, double value)
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

static scale_t scale_of(const sl_document_chart_t *chart, double begin, double end)
{
  double low = 0.0, high = 0.0;
  for (size_t s = 0; s < chart->n; s++) {
    for (size_t c = 0; c < chart->categories; c++) {
      const double value = chart->series[s].value[c];
      low = isfinite(value) ? fmin(low, value) : low;
      high = isfinite(value) ? fmax(high, value) : high;
    }
  }
  high = high > low ? high : low + 1.0;
  const double step = round_step((high / TICKS - low / TICKS));
  return (scale_t){step * floor(low / step), step * ceil(high / step), step, begin, end};
}

/* ---- words ---- */

static void put_words(FILE *out, double x, double y, const char *anchor, size_t columns,
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

/* A label in at most two lines, around the middle y. */
static void put_label(FILE *out, double y, const char *label)
{
  sl_stretch_t rest = {label, strlen(label)};
  const sl_stretch_t first = sl_next_line(&rest, LABEL_COLUMNS);
  if (rest.length == 0) {
    put_words(out, 0.0, y, "start", LABEL_COLUMNS, label);
    return;
  }
  fprintf(out, "<text x=\"0\" y=\"%.1f\">", y - 7.0);
  sl_put_markup_part(out, first.text, first.length);
  fputs("</text>\n", out);
  put_words(out, 0.0, y + 8.0, "start", LABEL_COLUMNS, rest.text);
}

/* A figure at a tick: the same unit and decimals all along the axis. */
static sl_figure_t tick_words(const sl_document_chart_t *chart, const scale_t *scale, double value)
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

static sl_figure_t bar_words(const sl_document_chart_t *chart, double value)
{
  const sl_cell_t cell = sl_cell_exact(chart->unit, value, NULL);
  sl_figure_t figure;
  if (chart->unit == SL_CELL_MONEY) {
    return sl_format_round(chart->document->symbol.text, value);
  }
  sl_cell_shown(chart->document, &cell, false, figure.text);
  return figure;
}

/* Names of the series above the plot; returns where they end. */
static double put_legend(FILE *out, const sl_document_chart_t *chart, double y)
{
  double x = 0.0;
  for (size_t s = 0; chart->n > 1 && s < chart->n; s++) {
    const double columns = fmin((double)sl_text_width(chart->series[s].name), 2.0 * LABEL_COLUMNS);
    const double width = 24.0 + LETTER * columns + 20.0;
    if (x > 0.0 && x + width > WIDTH) {
      x = 0.0;
      y += LINE;
    }
    const char *dash = chart->kind == SL_CHART_LINES ? dashes[s / COLOURS % 3] : "";
    fprintf(out,
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" "
            "stroke-width=\"%s\"%s/>\n",
            x, x + 18.0, y - 4.0, y - 4.0, colour[s % COLOURS],
            chart->kind == SL_CHART_LINES ? "2.5" : "11", dash);
    put_words(out, x + 24.0, y, "start", 2 * LABEL_COLUMNS, chart->series[s].name);
    x += width;
  }
  return chart->n > 1 ? y + LINE : y - LINE + 8.0;
}

static void put_grid_line(FILE *out, double x1, double y1, double x2, double y2, bool is_zero)
{
  fprintf(out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n", x1, y1,
          x2, y2, is_zero ? "#5f6368" : "#dadce0");
}

static size_t ticks_of(const scale_t *scale)
{
  return (size_t)nearbyint((scale->high - scale->low) / scale->step) + 1;
}

/* ---- bars ---- */

static void put_bar(FILE *out, const sl_document_chart_t *chart, const scale_t *scale, size_t s,
                    size_t c, double y)
{
  const double value = chart->series[s].value[c];
  if (!isfinite(value)) {
    return;
  }
  const double zero = place(scale, 0.0), end = place(scale, value);
  fprintf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
          fmin(zero, end), y, fabs(end - zero), BAR - 2.0, colour[s % COLOURS]);
  put_words(out, value < 0.0 ? end - 5.0 : end + 5.0, y + BAR - 4.5, value < 0.0 ? "end" : "start",
            LABEL_COLUMNS, bar_words(chart, value).text);
}

static double label_width(const sl_document_chart_t *chart)
{
  size_t columns = 0;
  for (size_t c = 0; c < chart->categories; c++) {
    const size_t own = sl_text_width(chart->category[c]);
    columns = own > columns ? own : columns;
  }
  return LETTER * fmin((double)columns, LABEL_COLUMNS) + 12.0;
}

static void put_bars(FILE *out, const sl_document_chart_t *chart, double top)
{
  const double group = BAR * (double)chart->n + 12.0;
  const double bottom = top + group * (double)chart->categories + 4.0;
  const double room = 11.0 * LETTER; /* of the figure at a bar's end */
  scale_t scale = scale_of(chart, label_width(chart), WIDTH - room);
  if (scale.low < 0.0) {
    scale.begin += room;
  }
  for (size_t t = 0; t < ticks_of(&scale); t++) {
    const double value = scale.low + (double)t * scale.step, x = place(&scale, value);
    put_grid_line(out, x, top, x, bottom, fabs(value) < 0.5 * scale.step);
    put_words(out, x, bottom + LINE - 2.0, "middle", LABEL_COLUMNS,
              tick_words(chart, &scale, value).text);
  }
  for (size_t c = 0; c < chart->categories; c++) {
    const double y = top + group * (double)c + 8.0;
    put_label(out, y + 0.5 * BAR * (double)chart->n + 3.5, chart->category[c]);
    for (size_t s = 0; s < chart->n; s++) {
      put_bar(out, chart, &scale, s, c, y + BAR * (double)s);
    }
  }
  put_words(out, 0.5 * (scale.begin + scale.end), bottom + 2.0 * LINE, "middle", 80, chart->axis);
}

/* ---- lines ---- */

static void put_line(FILE *out, const sl_document_chart_t *chart, const scale_t *across,
                     const scale_t *up, size_t s)
{
  bool is_open = false;
  fputs("<path d=\"", out);
  for (size_t c = 0; c < chart->categories; c++) {
    const double value = chart->series[s].value[c];
    if (isfinite(value)) {
      fprintf(out, "%s%.1f %.1f", is_open ? " L" : " M", place(across, (double)c),
              place(up, value));
    }
    is_open = isfinite(value);
  }
  fprintf(out,
          "\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\" stroke-linejoin=\"round\" "
          "stroke-linecap=\"round\"%s/>\n",
          colour[s % COLOURS], dashes[s / COLOURS % 3]);
}

/* Values without a neighbour are no line: dots. */
static void put_lone_points(FILE *out, const sl_document_chart_t *chart, const scale_t *across,
                            const scale_t *up, size_t s)
{
  const double *value = chart->series[s].value;
  for (size_t c = 0; c < chart->categories; c++) {
    const bool before = c > 0 && isfinite(value[c - 1]);
    const bool behind = c + 1 < chart->categories && isfinite(value[c + 1]);
    if (isfinite(value[c]) && !before && !behind) {
      fprintf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" fill=\"%s\"/>\n",
              place(across, (double)c), place(up, value[c]), colour[s % COLOURS]);
    }
  }
}

/* As many names of categories as have room, at equal distances. */
static void put_categories(FILE *out, const sl_document_chart_t *chart, const scale_t *across,
                           double y)
{
  const size_t every = (chart->categories + NAMES_MAX - 1) / NAMES_MAX;
  const size_t shown = every > 0 ? (chart->categories + every - 1) / every : 1;
  const size_t columns = (size_t)((across->end - across->begin) / LETTER / (double)shown);
  for (size_t c = 0; c < chart->categories; c += every) {
    put_words(out, place(across, (double)c), y, "middle", columns > 2 ? columns : 2,
              chart->category[c]);
  }
}

static void put_lines(FILE *out, const sl_document_chart_t *chart, double top)
{
  top += LINE + 6.0;
  const double last = chart->categories > 1 ? (double)(chart->categories - 1) : 1.0;
  const double bottom = top + PLOT_HEIGHT;
  const scale_t up = scale_of(chart, bottom, top);
  const scale_t across = {0.0, last, 1.0, 11.0 * LETTER, WIDTH - 5.0 * LETTER};
  put_words(out, 0.0, top - 14.0, "start", 80, chart->axis);
  for (size_t t = 0; t < ticks_of(&up); t++) {
    const double value = up.low + (double)t * up.step, y = place(&up, value);
    put_grid_line(out, across.begin, y, across.end, y, fabs(value) < 0.5 * up.step);
    put_words(out, across.begin - 8.0, y + 4.0, "end", LABEL_COLUMNS,
              tick_words(chart, &up, value).text);
  }
  for (size_t s = 0; s < chart->n; s++) {
    put_line(out, chart, &across, &up, s);
    put_lone_points(out, chart, &across, &up, s);
  }
  put_categories(out, chart, &across, bottom + LINE + 2.0);
}

static size_t legend_lines(const sl_document_chart_t *chart)
{
  double x = 0.0;
  size_t lines = chart->n > 1;
  for (size_t s = 0; chart->n > 1 && s < chart->n; s++) {
    const double columns = fmin((double)sl_text_width(chart->series[s].name), 2.0 * LABEL_COLUMNS);
    const double width = 24.0 + LETTER * columns + 20.0;
    lines += x > 0.0 && x + width > WIDTH;
    x = x > 0.0 && x + width > WIDTH ? width : x + width;
  }
  return lines;
}

void sl_put_chart(FILE *out, const sl_document_chart_t *chart)
{
  const double top = 14.0;
  const double legend = LINE * (double)legend_lines(chart);
  const double height =
      chart->kind == SL_CHART_BARS
          ? legend + (BAR * (double)chart->n + 12.0) * (double)chart->categories + 3.0 * LINE
          : legend + PLOT_HEIGHT + 4.0 * LINE;
  fprintf(out,
          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" font-size=\"13\" "
          "fill=\"#202124\" stroke-width=\"1\" aria-hidden=\"true\">\n",
          WIDTH, height + 4.0);
  const double below = put_legend(out, chart, top);
  if (chart->kind == SL_CHART_BARS) {
    put_bars(out, chart, below - 8.0);
  } else {
    put_lines(out, chart, below);
  }
  fputs("</svg>\n", out);
}
