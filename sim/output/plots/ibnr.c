#include "sim/output/plots/fans.h"
#include "sim/output/plots/text.h"

#include <math.h>

#define LEFT 100.0
#define SIDE 60.0
#define INK 8.0

static void write_title(const sl_fans_t *fans, double mean, char *title, size_t size)
{
  char amount[64];
  sl_plot_amount(fans->picture.data, mean, amount, sizeof amount);
  snprintf(title, size, "On average, %s of claims are not yet paid when the plan year ends",
           amount);
}

/* The fan's ink, and the best spot for what is said of the year's end. */
static int label_year_end(sl_fans_t *fans, double mean, sl_error_t *error)
{
  sl_picture_t *picture = &fans->picture;
  const double year = (double)fans->year;
  const double bad = sl_fans_value(fans, 0, SL_QUANTILE_95, fans->year - 1);
  sl_label_field_t field = {.ink = NULL};
  char first[SL_PLOT_TEXT], second[SL_PLOT_TEXT], amount[64];
  const int code = sl_label_field_init(&field, picture->left, picture->right, picture->bottom,
                                       picture->top, error);
  for (size_t m = 0; code == SL_OK && m < fans->months->n_months; m++) {
    for (double part = 0.1; part < 1.05; part += 0.1) {
      const double at = (double)m + part;
      const size_t before = m > 0 ? m - 1 : m;
      const double low = sl_fans_value(fans, 0, SL_QUANTILE_05, before);
      const double high = fmax(sl_fans_value(fans, 0, SL_QUANTILE_95, before),
                               sl_fans_value(fans, 0, SL_QUANTILE_95, m));
      sl_label_field_line(&field, sl_fans_place(fans, 0, at, low), sl_fans_place(fans, 0, at, high),
                          INK);
    }
  }
  if (code == SL_OK) {
    const sl_plot_point_t anchor = sl_fans_place(fans, 0, year, bad);
    sl_plot_amount(picture->data, mean, amount, sizeof amount);
    snprintf(first, sizeof first, "%s on average at the year's end", amount);
    sl_plot_amount(picture->data, bad, amount, sizeof amount);
    snprintf(second, sizeof second, "more than %s in 5 of 100 years", amount);
    sl_picture_place(picture, &field, &anchor, 1, SL_TYPE_STRONG, 0, first, second);
  }
  sl_label_field_free(&field);
  return code;
}

int sl_plot_ibnr(const sl_plot_data_t *data, sl_plot_format_t format, FILE *out, sl_error_t *error)
{
  char title[3 * SL_PLOT_TEXT];
  sl_fans_t fans = {.picture = {.out = out, .data = data},
                    .months = data->results->months,
                    .variable = SL_MONTH_IBNR_QUANTILE,
                    .rows = 1};
  const double plan_months = data->results->facts->enrolment.plan_months;
  const size_t year = (size_t)fmax(1.0, fmin(plan_months, (double)fans.months->n_months));
  const double mean = sl_months_at(fans.months, SL_MONTH_IBNR_MEAN, 0, year - 1, 0);
  write_title(&fans, mean, title, sizeof title);
  sl_fans_begin(&fans, format, title,
                "incurred but not yet paid (IBNR) at each month's end, whoever pays; bands hold 50 "
                "and 90 of 100 simulated years",
                LEFT, SIDE, 0);
  const int code = label_year_end(&fans, mean, error);
  sl_fans_end(&fans, 0);
  return code;
}
