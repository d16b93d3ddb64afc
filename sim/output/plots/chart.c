#include "sim/output/plots/chart.h"

#include <math.h>

#define LINE_INK 10.0
#define MARK_INK 20.0
#define MARK_SIZE 12.0
#define KEY_DOWN 58.0 /* of the key, below the plot area */
#define CLOSE 130.0   /* units of a power of ten with room for no more than itself */
#define ANCHORS 60
#define FROM_EDGE 14.0 /* of names */

extern const char sl_plots_chart[];

double sl_scale_at(const sl_scale_t *scale, double value)
{
  const double part = scale->logarithmic ? log(value / scale->low) / log(scale->high / scale->low)
                                         : (value - scale->low) / (scale->high - scale->low);
  return scale->from + part * (scale->to - scale->from);
}

bool sl_scale_holds(const sl_scale_t *scale, double value)
{
  return value >= scale->low * (1.0 - 1e-9) && value <= scale->high * (1.0 + 1e-9);
}

int sl_chart_begin(sl_chart_t *chart, sl_error_t *error)
{
  const sl_picture_t *picture = &chart->picture;
  chart->x.from = picture->left;
  chart->x.to = picture->right;
  chart->y.from = picture->bottom;
  chart->y.to = picture->top;
  return sl_label_field_init(&chart->field, picture->left, picture->right, picture->bottom,
                             picture->top, error);
}

void sl_chart_free(sl_chart_t *chart) { sl_label_field_free(&chart->field); }

sl_plot_point_t sl_chart_place(const sl_chart_t *chart, double x, double y)
{
  return (sl_plot_point_t){sl_scale_at(&chart->x, x), sl_scale_at(&chart->y, y)};
}

void sl_chart_tick_x(sl_chart_t *chart, double x, const char *text)
{
  sl_picture_t *picture = &chart->picture;
  const double at = sl_scale_at(&chart->x, x);
  sl_picture_line(picture, "faint_line", SL_COLOUR_FAINT, (sl_plot_point_t){at, picture->bottom},
                  (sl_plot_point_t){at, picture->top});
  sl_picture_label(picture, at, picture->bottom - 15.0, SL_ALIGN_CENTRE, SL_TYPE_SMALL,
                   SL_COLOUR_MUTED, text);
}

void sl_chart_tick_y(sl_chart_t *chart, double y, const char *text)
{
  sl_picture_t *picture = &chart->picture;
  const double at = sl_scale_at(&chart->y, y);
  sl_picture_line(picture, "faint_line", SL_COLOUR_FAINT, (sl_plot_point_t){picture->left, at},
                  (sl_plot_point_t){picture->right, at});
  sl_picture_label(picture, picture->left - 8.0, at, SL_ALIGN_RIGHT, SL_TYPE_SMALL, SL_COLOUR_MUTED,
                   text);
}

void sl_chart_abscissa(sl_chart_t *chart, const char *caption)
{
  sl_picture_label(&chart->picture, chart->picture.right, chart->picture.bottom - 36.0,
                   SL_ALIGN_RIGHT, SL_TYPE_SMALL, SL_COLOUR_MUTED, caption);
}

void sl_chart_ticks(sl_chart_t *chart, const sl_scale_t *scale, sl_chart_tick_t tick)
{
  static const double parts[] = {1.0, 2.0, 5.0};
  const double decades = log10(scale->high / scale->low);
  const size_t n = fabs(scale->to - scale->from) / decades < CLOSE ? 1 : 3;
  for (double k = floor(log10(scale->low)); k <= ceil(log10(scale->high)); k++) {
    for (size_t p = 0; p < n; p++) {
      const double value = parts[p] * pow(10.0, k);
      if (sl_scale_holds(scale, value)) {
        tick(chart, value);
      }
    }
  }
}

static bool is_seen(const sl_chart_t *chart, sl_plot_point_t place)
{
  const sl_picture_t *picture = &chart->picture;
  return place.x >= picture->left + FROM_EDGE && place.x <= picture->right - FROM_EDGE &&
         place.y >= picture->bottom + FROM_EDGE && place.y <= picture->top - FROM_EDGE;
}

static void name_line(sl_chart_t *chart, const sl_plot_point_t *points, size_t n, const char *name)
{
  const size_t step = n / ANCHORS + 1;
  sl_plot_point_t anchors[ANCHORS];
  size_t found = 0;
  for (size_t i = 0; i < n; i += step) {
    if (is_seen(chart, points[i])) {
      anchors[found++] = points[i];
    }
  }
  if (found > 0) {
    sl_picture_place(&chart->picture, &chart->field, anchors, found, SL_TYPE_STRONG,
                     chart->lines - 1, name, NULL);
  }
}

void sl_chart_ink(sl_chart_t *chart, const sl_plot_point_t *points, size_t n)
{
  for (size_t i = 1; i < n; i++) {
    sl_label_field_line(&chart->field, points[i - 1], points[i], LINE_INK);
  }
}

void sl_chart_line(sl_chart_t *chart, const sl_plot_point_t *points, size_t n, const char *name)
{
  FILE *out = chart->picture.out;
  fprintf(out, "$line%d << END\n", ++chart->lines);
  for (size_t i = 0; i < n; i++) {
    fprintf(out, "%.3f %.3f\n", points[i].x, points[i].y);
  }
  fputs(n == 0 ? "NaN NaN\nEND\n" : "END\n", out);
  if (name != NULL) {
    name_line(chart, points, n, name);
  }
}

/* Hollow ones are white on top: an outline's width differs between terminals. */
static void put_mark(sl_picture_t *picture, sl_mark_kind_t kind, int colour, sl_plot_point_t place)
{
  static const struct {
    const char *mark, *hollow;
  } kinds[] = {[SL_MARK_SIMULATED] = {"dot_mark", NULL},
               [SL_MARK_OUTSIDE] = {"dot_mark", "inner_dot"},
               [SL_MARK_FITTED] = {"diamond_mark", NULL},
               [SL_MARK_NOT_FITTED] = {"diamond_mark", "inner_diamond"}};
  sl_picture_mark(picture, kinds[kind].mark, colour, place);
  if (kinds[kind].hollow != NULL) {
    sl_picture_mark(picture, kinds[kind].hollow, SL_COLOUR_PAPER, place);
  }
}

void sl_chart_mark(sl_chart_t *chart, sl_mark_kind_t kind, int colour, sl_plot_point_t place)
{
  put_mark(&chart->picture, kind, colour, place);
  sl_label_field_box(&chart->field, place.x - 0.5 * MARK_SIZE, place.y - 0.5 * MARK_SIZE, MARK_SIZE,
                     MARK_SIZE, MARK_INK);
}

void sl_chart_range(sl_chart_t *chart, int colour, sl_plot_point_t from, sl_plot_point_t to)
{
  sl_picture_line(&chart->picture, "range_line", colour, from, to);
  sl_label_field_line(&chart->field, from, to, LINE_INK);
}

/* ---- the key ---- */

double sl_chart_words(sl_chart_t *chart, double x, double y, const char *words)
{
  sl_picture_label(&chart->picture, x, y, SL_ALIGN_LEFT, SL_TYPE_SMALL, SL_COLOUR_MUTED, words);
  return x + SL_SMALL_SIZE * sl_plot_text_width(words) + 24.0;
}

void sl_chart_key(sl_chart_t *chart, const sl_chart_key_t *key)
{
  sl_picture_t *picture = &chart->picture;
  const double y = picture->bottom - KEY_DOWN;
  double x = SL_PICTURE_MARGIN;
  if (key->line) {
    sl_picture_line(picture, "key_line", 0, (sl_plot_point_t){x, y}, (sl_plot_point_t){x + 22, y});
    x = sl_chart_words(chart, x + 30.0, y, "simulated");
  }
  if (key->fitted) {
    put_mark(picture, SL_MARK_FITTED, SL_COLOUR_INK, (sl_plot_point_t){x + 6.0, y});
    x = sl_chart_words(chart, x + 18.0, y, "published, the basis was fitted to it");
  }
  if (key->not_fitted) {
    put_mark(picture, SL_MARK_NOT_FITTED, SL_COLOUR_INK, (sl_plot_point_t){x + 6.0, y});
    x = sl_chart_words(chart, x + 18.0, y, "published, not fitted to");
  }
  if (key->range) {
    sl_picture_line(picture, "range_line", SL_COLOUR_INK, (sl_plot_point_t){x + 4.0, y - 8.0},
                    (sl_plot_point_t){x + 4.0, y + 8.0});
    sl_chart_words(chart, x + 14.0, y, "the range aimed at");
  }
}

void sl_chart_end(sl_chart_t *chart)
{
  if (chart->lines == 0) {
    sl_chart_line(chart, NULL, 0, NULL); /* gnuplot draws no empty sheet */
  }
  fprintf(chart->picture.out, "lines = %d\n%s", chart->lines, sl_plots_chart);
}
