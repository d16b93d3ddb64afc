/* Years beside each other: in each the cost in question (a disc where it is the lower one, else a
 * triangle), what it is compared with (a bar), and the others, faint. */
#include "sim/output/document/chart.h"
#include "sim/output/document/chart_axis.h"

#include <math.h>

#define STEPS 6.0
#define NAME_COLUMNS 90
#define NARROW_COLUMNS 52
#define NUMBER 22.0 /* the room of a year's number */
#define LEFT (9.0 * SL_CHART_LETTER)

typedef enum mark { MARK_LESS, MARK_MORE, MARK_OTHER, MARK_FAINT } mark_t;

static void put_mark(FILE *out, mark_t mark, double x, double y)
{
  switch (mark) {
  case MARK_LESS:
    fprintf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5.5\" fill=\"%s\"/>\n", x, y,
            sl_chart_colour(0));
    break;
  case MARK_MORE:
    fprintf(out,
            "<path d=\"M%.1f %.1fl6.5 11h-13z\" fill=\"#fff\" stroke=\"%s\" "
            "stroke-width=\"2\"/>\n",
            x, y - 6.0, SL_CHART_MORE);
    break;
  case MARK_OTHER:
    fprintf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"14\" height=\"4\" fill=\"%s\"/>\n", x - 7.0,
            y - 2.0, SL_CHART_INK);
    break;
  case MARK_FAINT:
    fprintf(out,
            "<path d=\"M%.1f %.1fl6 6m0 -6l-6 6\" fill=\"none\" stroke=\"#9aa0a6\" "
            "stroke-width=\"1.5\"/>\n",
            x - 3.0, y - 3.0);
    break;
  }
}

/* One name a line: what the marks are. */
static size_t names_of(const sl_document_chart_t *chart)
{
  return chart->n < 2 ? 0 : 3 + (chart->n > 2);
}

static void put_name(FILE *out, const sl_document_chart_t *chart, mark_t mark, double y,
                     const char *name, const char *after)
{
  char words[300];
  snprintf(words, sizeof words, "%.240s%s", name, after);
  put_mark(out, mark, 10.0, y - 4.0);
  sl_put_words(out, 26.0, y, "start", sl_chart_is_narrow(chart) ? NARROW_COLUMNS : NAME_COLUMNS,
               words);
}

static double put_names(FILE *out, const sl_document_chart_t *chart, double y)
{
  if (chart->n < 2) {
    return y;
  }
  const char *own = chart->series[0].name;
  put_name(out, chart, MARK_LESS, y, own, ", where it costs less");
  put_name(out, chart, MARK_MORE, y + SL_CHART_LINE, own, ", where it costs more");
  put_name(out, chart, MARK_OTHER, y + 2.0 * SL_CHART_LINE, chart->series[1].name, "");
  if (chart->n > 2) {
    put_name(out, chart, MARK_FAINT, y + 3.0 * SL_CHART_LINE,
             chart->n == 3 ? chart->series[2].name : "the other arrangements", "");
  }
  return y + SL_CHART_LINE * (double)names_of(chart);
}

static double years_height(const sl_document_chart_t *chart)
{
  return SL_CHART_LINE * (double)names_of(chart) + SL_CHART_PLOT + 4.5 * SL_CHART_LINE;
}

static void put_year(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *up, size_t c,
                     double x)
{
  for (size_t s = 2; s < chart->n; s++) {
    if (isfinite(chart->series[s].value[c])) {
      put_mark(out, MARK_FAINT, x, sl_axis_place(up, chart->series[s].value[c]));
    }
  }
  if (chart->n < 2) {
    put_mark(out, MARK_LESS, x, sl_axis_place(up, chart->series[0].value[c]));
    return;
  }
  const double own = chart->series[0].value[c], other = chart->series[1].value[c];
  const double from = sl_axis_place(up, other), to = sl_axis_place(up, own);
  sl_put_line(out, x, from, x, to,
              own < other ? " stroke=\"#1b5e9e\" stroke-width=\"2\""
                          : " stroke=\"" SL_CHART_MORE "\" stroke-width=\"2\"");
  put_mark(out, MARK_OTHER, x, from);
  put_mark(out, own < other ? MARK_LESS : MARK_MORE, x, to);
}

static void put_years(FILE *out, const sl_document_chart_t *chart, double top)
{
  double low = (double)INFINITY, high = -(double)INFINITY;
  const double above = put_names(out, chart, top) + SL_CHART_LINE + 6.0;
  const double bottom = above + SL_CHART_PLOT;
  sl_chart_reach(chart, &low, &high);
  const sl_axis_t up = sl_axis_between(low, high, STEPS, bottom, above);
  const double right = chart->width - SL_CHART_LETTER;
  const double pitch = (right - LEFT) / fmax(1.0, (double)chart->categories);
  const size_t every = (size_t)ceil(NUMBER / pitch);
  sl_put_axis_beside(out, chart, &up, LEFT, right, chart->axis);
  for (size_t c = 0; chart->n > 0 && c < chart->categories; c++) {
    const double x = LEFT + pitch * ((double)c + 0.5);
    put_year(out, chart, &up, c, x);
    if (c % every == 0) {
      sl_put_words(out, x, bottom + SL_CHART_LINE + 4.0, "middle", 6, chart->category[c]);
    }
  }
  sl_put_words(out, 0.5 * (LEFT + right), bottom + 2.0 * SL_CHART_LINE + 6.0, "middle", 80,
               chart->along);
}

const sl_chart_drawing_t sl_drawing_years = {years_height, put_years};
