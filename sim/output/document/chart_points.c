/* Points with their names: the first series along, the second up. */
#include "sim/output/document/chart.h"
#include "sim/output/document/chart_axis.h"
#include "sim/output/text/layout.h"

#include <math.h>

#define STEPS 5.0
#define LEFT (10.0 * SL_CHART_LETTER)
#define PLOT 320.0
#define NAME_COLUMNS 34
#define TRIES 12 /* of a name's place, so far apart */
#define NUDGE 7.0
#define KEYED 12 /* from so many points on they have numbers, and the names stand below */

static double right_of(const sl_document_chart_t *chart)
{
  return chart->width - 4.0 * SL_CHART_LETTER;
}

static bool is_keyed(const sl_document_chart_t *chart)
{
  return chart->categories >= KEYED || sl_chart_is_narrow(chart);
}

static size_t key_columns(const sl_document_chart_t *chart)
{
  return sl_chart_is_narrow(chart) ? 1 : 2;
}

static size_t key_lines(const sl_document_chart_t *chart)
{
  return is_keyed(chart) ? (chart->categories + key_columns(chart) - 1) / key_columns(chart) : 0;
}

static double points_height(const sl_document_chart_t *chart)
{
  return PLOT + SL_CHART_LINE * (5.0 + (double)key_lines(chart));
}

static void range(const sl_document_chart_t *chart, size_t s, double *low, double *high)
{
  *low = (double)INFINITY;
  *high = -(double)INFINITY;
  for (size_t c = 0; c < chart->categories; c++) {
    const double value = chart->series[s].value[c];
    *low = isfinite(value) ? fmin(*low, value) : *low;
    *high = isfinite(value) ? fmax(*high, value) : *high;
  }
}

/* Where a name stands beside its point. */
typedef struct place {
  double x, y; /* of the point */
  double from, to, line;
  bool is_left;
} place_t;

static bool meet(const place_t *a, const place_t *b)
{
  return a->from < b->to + 6.0 && b->from < a->to + 6.0 &&
         fabs(a->line - b->line) < SL_CHART_LINE - 3.0;
}

static bool covers(const place_t *name, const place_t *point)
{
  return point->x + 8.0 > name->from && point->x - 8.0 < name->to &&
         fabs(point->y - (name->line - 4.5)) < 13.0;
}

static bool is_free(const sl_document_chart_t *chart, const place_t *place, size_t i)
{
  bool free = true;
  for (size_t k = 0; k < chart->categories; k++) {
    free = free && (k == i || !covers(&place[i], &place[k])) &&
           (k >= i || !meet(&place[i], &place[k]));
  }
  return free;
}

/* Beside the point, on the side where there is room, above or below what is there. */
static void put_beside(const sl_document_chart_t *chart, place_t *place, size_t i)
{
  const double columns = fmin((double)sl_text_width(chart->category[i]), NAME_COLUMNS);
  const double width = SL_CHART_LETTER * columns;
  place_t *own = &place[i];
  own->is_left = own->x + 10.0 + width > SL_CHART_WIDE;
  own->from = own->is_left ? own->x - 10.0 - width : own->x + 10.0;
  own->to = own->from + width;
  for (size_t try = 0; try < TRIES; try++) {
    own->line = own->y + 4.5 + NUDGE * (double)((try + 1) / 2) * (try % 2 == 0 ? 1.0 : -1.0);
    if (is_free(chart, place, i)) {
      return;
    }
  }
}

static void put_point(FILE *out, const sl_document_chart_t *chart, const place_t *place, size_t c)
{
  char number[24];
  const bool is_hollow = chart->is_apart[c];
  snprintf(number, sizeof number, "%zu", c + 1);
  fprintf(out,
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" fill=\"%s\" stroke=\"%s\" "
          "stroke-width=\"2\"/>\n",
          place->x, place->y, is_hollow ? "#fff" : sl_chart_colour(0),
          is_hollow ? SL_CHART_MORE : sl_chart_colour(0));
  sl_put_words(out, place->is_left ? place->x - 10.0 : place->x + 10.0, place->line,
               place->is_left ? "end" : "start", NAME_COLUMNS,
               is_keyed(chart) ? number : chart->category[c]);
}

static void put_key(FILE *out, const sl_document_chart_t *chart, double y)
{
  const size_t lines = key_lines(chart);
  for (size_t c = 0; c < chart->categories; c++) {
    char number[24];
    const double x = c < lines ? 0.0 : 0.5 * chart->width;
    const double line = y + SL_CHART_LINE * (double)(c % lines);
    snprintf(number, sizeof number, "%zu", c + 1);
    sl_put_words(out, x + 20.0, line, "end", 4, number);
    sl_put_words(out, x + 28.0, line, "start", 48, chart->category[c]);
  }
}

/* Points with their names: all places are known before the first name is put. */
static void put_named(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *along,
                      const sl_axis_t *up)
{
  place_t place[KEYED];
  for (size_t c = 0; c < chart->categories; c++) {
    const double x = chart->series[0].value[c], y = chart->series[1].value[c];
    const bool is_known = isfinite(x) && isfinite(y);
    place[c] = (place_t){.x = is_known ? sl_axis_place(along, x) : -SL_CHART_WIDE,
                         .y = is_known ? sl_axis_place(up, y) : -SL_CHART_WIDE};
  }
  for (size_t c = 0; c < chart->categories; c++) {
    if (place[c].x > 0.0) {
      put_beside(chart, place, c);
      put_point(out, chart, &place[c], c);
    }
  }
}

static void put_numbered(FILE *out, const sl_document_chart_t *chart, const sl_axis_t *along,
                         const sl_axis_t *up)
{
  for (size_t c = 0; c < chart->categories; c++) {
    const double x = chart->series[0].value[c], y = chart->series[1].value[c];
    if (isfinite(x) && isfinite(y)) {
      place_t own = {.x = sl_axis_place(along, x), .y = sl_axis_place(up, y)};
      own.line = own.y + 4.5;
      put_point(out, chart, &own, c);
    }
  }
}

static void put_points(FILE *out, const sl_document_chart_t *chart, double top)
{
  double low, high;
  const double above = top + SL_CHART_LINE + 6.0, bottom = above + PLOT;
  if (chart->n < 2) {
    return;
  }
  range(chart, 0, &low, &high);
  const sl_axis_t along =
      sl_axis_between(low, high, sl_axis_steps(chart, STEPS), LEFT, right_of(chart));
  range(chart, 1, &low, &high);
  const sl_axis_t up = sl_axis_between(low, high, STEPS, bottom, above);
  sl_put_axis_below(out, chart, &along, above, bottom);
  sl_put_axis_beside(out, chart, &up, LEFT, right_of(chart), chart->along);
  if (is_keyed(chart)) {
    put_numbered(out, chart, &along, &up);
    put_key(out, chart, bottom + 3.0 * SL_CHART_LINE + 6.0);
  } else {
    put_named(out, chart, &along, &up);
  }
}

const sl_chart_drawing_t sl_drawing_points = {points_height, put_points};
