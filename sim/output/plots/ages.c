/* What members of an age and sex cost, over the mean of all. */
#include "models/group/person.h"
#include "sim/output/plots/validation_pictures.h"

#include <math.h>

#define LEFT 70.0
#define RIGHT 36.0
#define FOOT 84.0
#define PLACES (2 * SL_AGE_BANDS)
#define BOTH 2 /* the third series */

static void write_title(const sl_validation_t *v, char *title, size_t size)
{
  for (size_t i = 0; i < v->targets->n; i++) {
    const sl_target_t *target = &v->targets->list[i];
    if (target->quantity == SL_AGE_RATIO && isfinite(v->validated->figure[i].value)) {
      snprintf(title, size, "Ages %.40s cost %.2f times the mean (published: %.2f)", target->at,
               v->validated->figure[i].value, target->target);
      return;
    }
  }
  snprintf(title, size, "What members of each age and sex cost, over the mean of all");
}

/* Up to the last band in which there is somebody. */
static void set_scales(const sl_validation_t *v, sl_chart_t *chart)
{
  double top = 1.0;
  size_t bands = 1;
  for (size_t b = 0; b < SL_AGE_BANDS; b++) {
    for (size_t sex = 0; sex < 2; sex++) {
      const double ratio = v->validated->curves.age[sex][b];
      bands = isnan(ratio) ? bands : b + 1;
      top = isnan(ratio) ? top : fmax(top, ratio);
    }
  }
  for (size_t i = 0; i < v->targets->n; i++) {
    const sl_target_t *target = &v->targets->list[i];
    top = target->quantity == SL_AGE_RATIO ? fmax(top, fmax(target->target, target->high)) : top;
  }
  chart->x = (sl_scale_t){.low = 0.0, .high = fmin(100.0, sl_age_bands[bands])};
  chart->y = (sl_scale_t){.low = 0.0, .high = 1.08 * top};
}

static void draw_ticks(sl_chart_t *chart)
{
  char text[32];
  const double step = sl_picture_step(chart->y.high, 6.0);
  for (double age = 0.0; age <= chart->x.high; age += 10.0) {
    snprintf(text, sizeof text, "%.0f", age);
    sl_chart_tick_x(chart, age, text);
  }
  for (double k = 0.0; k * step <= chart->y.high; k++) {
    snprintf(text, sizeof text, "%g", k * step);
    sl_chart_tick_y(chart, k * step, text);
  }
}

/* Two places to a band: a step. */
static size_t step_places(const sl_validation_t *v, const sl_chart_t *chart, sl_sex_t sex,
                          sl_plot_point_t places[PLACES])
{
  size_t n = 0;
  for (size_t b = 0; b < SL_AGE_BANDS; b++) {
    const double ratio = v->validated->curves.age[sex][b];
    if (!isnan(ratio)) {
      const double end = fmin(sl_age_bands[b + 1], chart->x.high);
      places[n++] = sl_chart_place(chart, sl_age_bands[b], ratio);
      places[n++] = sl_chart_place(chart, end, ratio);
    }
  }
  return n;
}

/* The ages of a published figure as a line; its mark in the middle, that of one sex beside it. */
static void draw_point(sl_chart_t *chart, const sl_target_t *target, sl_chart_key_t *key)
{
  const int colour = target->sex < 0 ? BOTH : target->sex;
  const double from = target->age_from, end = fmin(target->age_to + 1.0, chart->x.high);
  const double aside = target->sex < 0 ? 0.0 : target->sex == SL_FEMALE ? -0.1 : 0.1;
  sl_chart_range(chart, colour, sl_chart_place(chart, from, target->target),
                 sl_chart_place(chart, end, target->target));
  sl_validation_point(chart, target, colour, from + (0.5 + aside) * (end - from), target->target,
                      target->low, target->high, key);
}

static void draw_all(const sl_validation_t *v, sl_chart_t *chart)
{
  static const char *const names[] = {[SL_FEMALE] = "women and girls", [SL_MALE] = "men and boys"};
  sl_plot_point_t places[2][PLACES];
  size_t n[2];
  sl_chart_key_t key = {.line = true};
  for (int sex = SL_FEMALE; sex <= SL_MALE; sex++) {
    n[sex] = step_places(v, chart, (sl_sex_t)sex, places[sex]);
    sl_chart_ink(chart, places[sex], n[sex]);
  }
  for (size_t i = 0; i < v->targets->n; i++) {
    if (v->targets->list[i].quantity == SL_AGE_RATIO) {
      draw_point(chart, &v->targets->list[i], &key);
    }
  }
  for (int sex = SL_FEMALE; sex <= SL_MALE; sex++) {
    sl_chart_line(chart, places[sex], n[sex], names[sex]);
  }
  sl_chart_key(chart, &key);
}

int sl_validation_ages(const sl_validation_t *validation, sl_plot_format_t format, FILE *out,
                       sl_error_t *error)
{
  sl_chart_t chart = sl_validation_chart(validation, out, SL_SHEET_HEIGHT, 3);
  char title[SL_PLOT_TEXT];
  write_title(validation, title, sizeof title);
  sl_picture_begin(&chart.picture, format, title, LEFT, RIGHT, FOOT);
  set_scales(validation, &chart);
  const int code = sl_chart_begin(&chart, error);
  if (code == SL_OK) {
    sl_picture_caption(&chart.picture, "mean cost over that of all members; published figures of "
                                       "both sexes together in black");
    draw_ticks(&chart);
    sl_chart_abscissa(&chart, "age");
    draw_all(validation, &chart);
    sl_chart_end(&chart);
  }
  sl_chart_free(&chart);
  return code;
}
