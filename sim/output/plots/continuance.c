/* How many members have a year above an amount. */
#include "sim/output/plots/validation_pictures.h"

#include <math.h>

#define LEFT 122.0
#define RIGHT 36.0
#define FOOT 84.0
#define FLOOR 1e-6 /* of the ordinate, whatever is published */

static bool is_point(const sl_target_t *target)
{
  return target->quantity == SL_SHARE_ABOVE || target->quantity == SL_PER_MILLION_ABOVE;
}

static double per_person(const sl_target_t *target)
{
  return target->quantity == SL_PER_MILLION_ABOVE ? 1e-6 : 1.0;
}

static void write_title(const sl_validation_t *v, char *title, size_t size)
{
  const size_t i = sl_validation_nearest(v, SL_SHARE_ABOVE, 1e5);
  char amount[64], simulated[64], published[64];
  if (i == SIZE_MAX) {
    snprintf(title, size, "How many members have a dear year");
    return;
  }
  const sl_target_t *target = &v->targets->list[i];
  sl_plot_text_money(v->facts->currency, target->amount, 0.0, amount, sizeof amount);
  sl_validation_share(v->validated->figure[i].value, simulated, sizeof simulated);
  sl_validation_share(target->target, published, sizeof published);
  snprintf(title, size, "%s of members have a year above %s (published: %s)", simulated, amount,
           published);
}

/* The amounts and shares that the picture must hold. */
typedef struct extent {
  double low, high, least;
} extent_t;

static void stretch(extent_t *extent, double amount, double share)
{
  if (amount > 0.0 && share > 0.0) {
    extent->low = fmin(extent->low, amount);
    extent->high = fmax(extent->high, amount);
    extent->least = fmin(extent->least, share);
  }
}

/* From the smallest amount that somebody published or that half of the members exceed, a tenfold at
 * least. */
static void set_scales(const sl_validation_t *v, sl_chart_t *chart)
{
  const sl_curves_t *curves = &v->validated->curves;
  extent_t extent = {HUGE_VAL, 1.0, 0.1};
  for (size_t i = 0; i < v->targets->n; i++) {
    const sl_target_t *target = &v->targets->list[i];
    if (is_point(target)) {
      stretch(&extent, target->amount, target->target * per_person(target));
    }
  }
  for (size_t k = 0; k < curves->n; k++) {
    if (curves->above[k] <= 0.5) {
      stretch(&extent, curves->amount[k], curves->above[k]);
    }
  }
  extent.low = fmin(extent.low, 0.1 * extent.high);
  chart->x = (sl_scale_t){.low = extent.low / 1.1, .high = extent.high * 1.1, .logarithmic = true};
  chart->y = (sl_scale_t){
      .low = pow(10.0, floor(log10(fmax(extent.least, FLOOR)))), .high = 1.0, .logarithmic = true};
}

static void tick_amount(sl_chart_t *chart, double amount)
{
  char text[64];
  sl_plot_text_money(chart->picture.currency, amount, amount, text, sizeof text);
  sl_chart_tick_x(chart, amount, text);
}

static void tick_shares(sl_chart_t *chart)
{
  sl_chart_tick_y(chart, 1.0, "every member");
  for (unsigned long long n = 10; 1.0 / (double)n >= chart->y.low * (1.0 - 1e-9); n *= 10) {
    char count[64], text[80];
    sl_plot_text_count(n, count, sizeof count);
    snprintf(text, sizeof text, "1 in %s", count);
    sl_chart_tick_y(chart, 1.0 / (double)n, text);
  }
}

static size_t curve_places(const sl_validation_t *v, const sl_chart_t *chart,
                           sl_plot_point_t places[SL_CURVE_MOST])
{
  const sl_curves_t *curves = &v->validated->curves;
  size_t n = 0;
  for (size_t k = 0; k < curves->n; k++) {
    if (curves->amount[k] > 0.0 && curves->above[k] > 0.0) {
      places[n++] = sl_chart_place(chart, curves->amount[k], curves->above[k]);
    }
  }
  return n;
}

static sl_chart_key_t draw_points(const sl_validation_t *v, sl_chart_t *chart)
{
  sl_chart_key_t key = {.line = true};
  for (size_t i = 0; i < v->targets->n; i++) {
    const sl_target_t *target = &v->targets->list[i];
    const double unit = per_person(target);
    if (is_point(target) && target->amount > 0.0) {
      sl_validation_point(chart, target, 1, target->amount, unit * target->target,
                          unit * target->low, unit * target->high, &key);
    }
  }
  return key;
}

int sl_validation_continuance(const sl_validation_t *validation, sl_plot_format_t format, FILE *out,
                              sl_error_t *error)
{
  sl_chart_t chart = sl_validation_chart(validation, out, SL_SHEET_HEIGHT, 2);
  sl_plot_point_t places[SL_CURVE_MOST];
  char title[SL_PLOT_TEXT];
  write_title(validation, title, sizeof title);
  sl_picture_begin(&chart.picture, format, title, LEFT, RIGHT, FOOT);
  set_scales(validation, &chart);
  const int code = sl_chart_begin(&chart, error);
  if (code == SL_OK) {
    sl_picture_caption(&chart.picture, "share of members whose year is above the amount");
    sl_chart_ticks(&chart, &chart.x, tick_amount);
    tick_shares(&chart);
    sl_chart_abscissa(&chart, "allowed amounts of a member's year");
    const size_t n = curve_places(validation, &chart, places);
    sl_chart_line(&chart, places, n, NULL);
    const sl_chart_key_t key = draw_points(validation, &chart);
    sl_chart_key(&chart, &key);
    sl_chart_end(&chart);
  }
  sl_chart_free(&chart);
  return code;
}
