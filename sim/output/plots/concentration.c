/* What the dearest members have of all dollars. */
#include "sim/output/plots/validation_pictures.h"

#include <math.h>

#define LEFT 84.0
#define RIGHT 36.0
#define FOOT 84.0
#define FEWEST 1e-4 /* members at the left end, of all */

static void write_title(const sl_validation_t *v, char *title, size_t size)
{
  const size_t i = sl_validation_nearest(v, SL_SHARE_OF_TOP, 0.01);
  char share[64], simulated[64], published[64];
  if (i == SIZE_MAX) {
    snprintf(title, size, "How much of all dollars the dearest members have");
    return;
  }
  const sl_target_t *target = &v->targets->list[i];
  sl_plot_text_percent(target->amount, share, sizeof share);
  sl_validation_share(v->validated->figure[i].value, simulated, sizeof simulated);
  sl_validation_share(target->target, published, sizeof published);
  snprintf(title, size, "The dearest %s of members have %s of all dollars (published: %s)", share,
           simulated, published);
}

static void tick_members(sl_chart_t *chart, double share)
{
  char text[64];
  sl_plot_text_percent(share, text, sizeof text);
  sl_chart_tick_x(chart, share, text);
}

static sl_chart_key_t draw_points(const sl_validation_t *v, sl_chart_t *chart)
{
  sl_chart_key_t key = {.line = true};
  for (size_t i = 0; i < v->targets->n; i++) {
    const sl_target_t *target = &v->targets->list[i];
    if (target->quantity == SL_SHARE_OF_TOP && target->amount > 0.0) {
      sl_validation_point(chart, target, 1, target->amount, target->target, target->low,
                          target->high, &key);
    } else if (target->quantity == SL_SHARE_OF_LOWER_HALF) {
      sl_validation_point(chart, target, 1, 0.5, 1.0 - target->target, 1.0 - target->high,
                          1.0 - target->low, &key);
    }
  }
  return key;
}

int sl_validation_concentration(const sl_validation_t *validation, sl_plot_format_t format,
                                FILE *out, sl_error_t *error)
{
  const sl_curves_t *curves = &validation->validated->curves;
  sl_chart_t chart = sl_validation_chart(validation, out, SL_SHEET_HEIGHT, 2);
  sl_plot_point_t places[SL_CURVE_MOST];
  char title[SL_PLOT_TEXT], text[64];
  write_title(validation, title, sizeof title);
  sl_picture_begin(&chart.picture, format, title, LEFT, RIGHT, FOOT);
  chart.x = (sl_scale_t){.low = FEWEST, .high = 1.0, .logarithmic = true};
  chart.y = (sl_scale_t){.low = 0.0, .high = 1.0};
  const int code = sl_chart_begin(&chart, error);
  if (code == SL_OK) {
    sl_picture_caption(&chart.picture, "share of all dollars that they have");
    sl_chart_ticks(&chart, &chart.x, tick_members);
    for (int t = 0; t <= 5; t++) {
      sl_plot_text_percent(0.2 * t, text, sizeof text);
      sl_chart_tick_y(&chart, 0.2 * t, text);
    }
    sl_chart_abscissa(&chart, "dearest members, share of all");
    for (size_t k = 0; k < curves->n; k++) {
      places[k] = sl_chart_place(&chart, curves->share[k], curves->dollars[k]);
    }
    sl_chart_line(&chart, places, curves->n, NULL);
    const sl_chart_key_t key = draw_points(validation, &chart);
    sl_chart_key(&chart, &key);
    sl_chart_end(&chart);
  }
  sl_chart_free(&chart);
  return code;
}
