/* Values as dots that are stacked where they are near each other: a row for each series, one axis
 * below all. Dots beyond the series' own mark are open. */
#include "sim/output/document/chart.h"
#include "sim/output/document/chart_axis.h"

#include <math.h>

#define DOT 13.0    /* a bin's width, and a dot's height where there is room for all */
#define STACK 117.0 /* the highest stack */
#define LEFT 30.0
#define STEPS 6.0
#define NAME_COLUMNS 50

size_t sl_dots_bin(double value, double low, double width)
{
  return (size_t)fmax(0.0, floor((value - low) / width));
}

static sl_axis_t scale_of(const sl_document_chart_t *chart)
{
  double low = (double)INFINITY, high = -(double)INFINITY;
  sl_chart_reach(chart, &low, &high);
  return sl_axis_between(low, high, sl_axis_steps(chart, STEPS), LEFT, chart->width - LEFT);
}

/* Where bins begin: a line through all rows has a bin's middle, so that what it stands for has its
 * dots on it. */
static double first_bin(const sl_document_chart_t *chart, const sl_axis_t *scale, double width)
{
  double low = scale->low;
  for (size_t m = chart->marks; m-- > 0;) {
    if (chart->mark[m].series == SL_ALL_SERIES) {
      const double value = chart->mark[m].value;
      low = value - width * (ceil((value - scale->low) / width) + 0.5);
    }
  }
  return low;
}

/* The row of one series. */
typedef struct row {
  const double *value;
  double low, width;    /* where bins begin, and of each, in values */
  double rise;          /* from one dot of a stack to the next */
  double height, limit; /* of the highest stack; where dots are open from: INFINITY */
} row_t;

/* Of the first i values those in the bin of the next one. */
static size_t dots_below(const row_t *row, size_t i)
{
  const size_t own = sl_dots_bin(row->value[i], row->low, row->width);
  size_t n = 0;
  for (size_t k = 0; k < i; k++) {
    n += isfinite(row->value[k]) && sl_dots_bin(row->value[k], row->low, row->width) == own;
  }
  return n;
}

static row_t row_of(const sl_document_chart_t *chart, const sl_axis_t *scale, size_t s)
{
  const double bins = floor((scale->end - scale->begin) / DOT);
  row_t row = {.value = chart->series[s].value,
               .width = (scale->high - scale->low) / bins,
               .limit = (double)INFINITY};
  size_t below = 0;
  row.low = first_bin(chart, scale, row.width);
  for (size_t i = 0; i < chart->categories; i++) {
    const size_t own = isfinite(row.value[i]) ? dots_below(&row, i) : 0;
    below = own > below ? own : below;
  }
  row.rise = fmin(DOT, (STACK - DOT) / fmax(1.0, (double)below));
  row.height = DOT + row.rise * (double)below;
  for (size_t m = 0; m < chart->marks; m++) {
    if (chart->mark[m].series == s) {
      row.limit = chart->mark[m].value;
    }
  }
  return row;
}

/* Its name; in a narrow drawing what it is measured by has a line of its own. */
static double head_height(const sl_document_chart_t *chart)
{
  return SL_CHART_LINE * (sl_chart_is_narrow(chart) ? 2.0 : 1.0);
}

static double row_height(const sl_document_chart_t *chart, const sl_axis_t *scale, size_t s)
{
  return head_height(chart) + row_of(chart, scale, s).height + 14.0;
}

static size_t common_marks(const sl_document_chart_t *chart)
{
  size_t n = 0;
  for (size_t m = 0; m < chart->marks; m++) {
    n += chart->mark[m].series == SL_ALL_SERIES;
  }
  return n;
}

static double dots_height(const sl_document_chart_t *chart)
{
  const sl_axis_t scale = scale_of(chart);
  double height = SL_CHART_LINE * (double)(common_marks(chart) + 3);
  for (size_t s = 0; s < chart->n; s++) {
    height += row_height(chart, &scale, s);
  }
  return height;
}

static void put_dots(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *scale, size_t s,
                     double base)
{
  const row_t row = row_of(chart, scale, s);
  for (size_t i = 0; i < chart->categories; i++) {
    const double value = row.value[i];
    if (!isfinite(value)) {
      continue;
    }
    const double bin = (double)sl_dots_bin(value, row.low, row.width);
    const double x = sl_axis_place(scale, row.low + row.width * (bin + 0.5));
    const double y = base - 0.5 * DOT - row.rise * (double)dots_below(&row, i);
    if (value > row.limit) {
      fprintf(out,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5.2\" fill=\"#fff\" stroke=\"%s\" "
              "stroke-width=\"2\"/>\n",
              x, y, SL_CHART_MORE);
    } else {
      fprintf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6.2\" fill=\"%s\"/>\n", x, y,
              sl_chart_colour(0));
    }
  }
}

/* A short line of the series' own mark, its name beside it. */
static void put_own_marks(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *scale,
                          size_t s, double top, double base)
{
  for (size_t m = 0; m < chart->marks; m++) {
    const sl_chart_mark_line_t *mark = &chart->mark[m];
    if (mark->series == s) {
      const double x = sl_axis_place(scale, mark->value);
      sl_put_line(out, x, top, x, base + 5.0,
                  " stroke=\"" SL_CHART_INK "\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"");
    }
  }
}

/* Lines through all rows; their names above, one a line. */
static void put_common_marks(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *scale,
                             double top, double bottom)
{
  for (size_t m = 0; m < chart->marks; m++) {
    const sl_chart_mark_line_t *mark = &chart->mark[m];
    if (mark->series != SL_ALL_SERIES) {
      continue;
    }
    const double x = sl_axis_place(scale, mark->value);
    const bool is_left = x > 0.5 * chart->width;
    sl_put_line(out, x, top - 10.0, x, bottom, " stroke=\"" SL_CHART_INK "\" stroke-width=\"1.5\"");
    sl_put_words(out, is_left ? x - 5.0 : x + 5.0, top, is_left ? "end" : "start", NAME_COLUMNS,
                 mark->name);
    top += SL_CHART_LINE;
  }
}

/* What the open dots lie beyond. */
static const char *mark_name(const sl_document_chart_t *chart, size_t s)
{
  const char *name = "";
  for (size_t m = 0; m < chart->marks; m++) {
    name = chart->mark[m].series == s ? chart->mark[m].name : name;
  }
  return name;
}

static void put_row(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *scale, size_t s,
                    double top)
{
  const double base = top + row_height(chart, scale, s) - 14.0;
  const char *mark = mark_name(chart, s);
  fputs("<g font-weight=\"bold\">", out);
  sl_put_words(out, 0.0, top + 10.0, "start", NAME_COLUMNS, chart->series[s].name);
  fputs("</g>\n", out);
  if (sl_chart_is_narrow(chart)) {
    sl_put_words_on_white(out, 0.0, top + SL_CHART_LINE + 10.0, "start", NAME_COLUMNS, mark);
  } else {
    sl_put_words_on_white(out, chart->width, top + 10.0, "end", NAME_COLUMNS, mark);
  }
  sl_put_line(out, scale->begin, base, scale->end, base, " stroke=\"" SL_CHART_MUTED "\"");
  put_dots(out, chart, scale, s, base);
  put_own_marks(out, chart, scale, s, top + head_height(chart) - 4.0, base);
}

static void put_all(FILE *out, const sl_document_chart_t *chart, double top)
{
  const sl_axis_t scale = scale_of(chart);
  const double first = top + SL_CHART_LINE * (double)common_marks(chart);
  double bottom = first, y = first;
  for (size_t s = 0; s < chart->n; s++) {
    bottom += row_height(chart, &scale, s);
  }
  sl_put_axis_below(out, chart, &scale, first, bottom);
  put_common_marks(out, chart, &scale, top, bottom);
  for (size_t s = 0; s < chart->n; s++) {
    put_row(out, chart, &scale, s, y);
    y += row_height(chart, &scale, s);
  }
}

const sl_chart_drawing_t sl_drawing_dots = {dots_height, put_all};
