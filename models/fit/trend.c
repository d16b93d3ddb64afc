#include "models/fit/trend.h"

#include "models/core/elementary.h"
#include "models/core/special_functions.h"
#include "models/fit/matrix.h"

#include <math.h>

#define COLUMNS 13 /* level, slope and eleven seasons; the twelfth is less their sum */

double sl_student_two_sided(double tail, double freedom)
{
  double low = 0.0, high = 1.0;
  for (int turn = 0; turn < 200; turn++) { /* until the bracket is two neighbours: 1 - u^2 below */
    const double u = 0.5 * (low + high), t2 = u * u / (1.0 - u * u);
    const double x = freedom / (freedom + t2);
    const bool above = sl_beta_lower(x, t2 / (freedom + t2), 0.5 * freedom, 0.5) > tail;
    low = above ? u : low;
    high = above ? high : u;
  }
  return low / sqrt(1.0 - low * low);
}

typedef struct problem {
  const double *amount, *weight;
  size_t months, columns;
  unsigned first_month;
} problem_t;

static double weight_of(const problem_t *p, size_t t)
{
  return p->weight != NULL ? p->weight[t] : 1.0;
}

/* Time is counted from the middle, so that level and slope hardly lean on each other. */
static void row_of(const problem_t *p, size_t t, double *row)
{
  const unsigned month = (p->first_month + (unsigned)(t % 12)) % 12;
  row[0] = 1.0;
  row[1] = (double)t - 0.5 * (double)(p->months - 1);
  for (size_t k = 2; k < p->columns; k++) {
    row[k] = month == 11 ? -1.0 : month == k - 2 ? 1.0 : 0.0;
  }
}

static bool solve(const problem_t *p, double *beta, double inverse[COLUMNS][COLUMNS])
{
  double square[COLUMNS][COLUMNS] = {{0.0}}, right[COLUMNS] = {0.0}, row[COLUMNS];
  for (size_t t = 0; t < p->months; t++) {
    const double w = weight_of(p, t), y = sl_det_log(p->amount[t]);
    row_of(p, t, row);
    for (size_t i = 0; i < p->columns; i++) {
      right[i] += w * row[i] * y;
      for (size_t j = 0; j < p->columns; j++) {
        square[i][j] += w * row[i] * row[j];
      }
    }
  }
  if (!sl_invert_definite(p->columns, COLUMNS, square[0], inverse[0])) {
    return false;
  }
  for (size_t i = 0; i < p->columns; i++) {
    beta[i] = 0.0;
    for (size_t j = 0; j < p->columns; j++) {
      beta[i] += inverse[i][j] * right[j];
    }
  }
  return true;
}

static void tell_residuals(const problem_t *p, const double *beta, sl_trend_fit_t *fit)
{
  double squares = 0.0, all = 0.0, pairs = 0.0, plain = 0.0, before = 0.0, sum = 0.0, total = 0.0;
  for (size_t t = 0; t < p->months; t++) {
    sum += weight_of(p, t) * sl_det_log(p->amount[t]);
    total += weight_of(p, t);
  }
  for (size_t t = 0; t < p->months; t++) {
    const double w = weight_of(p, t), y = sl_det_log(p->amount[t]);
    double row[COLUMNS], rest = y;
    row_of(p, t, row);
    for (size_t i = 0; i < p->columns; i++) {
      rest -= beta[i] * row[i];
    }
    squares += w * rest * rest;
    all += w * (y - sum / total) * (y - sum / total);
    plain += rest * rest;
    pairs += t > 0 ? rest * before : 0.0;
    before = rest;
  }
  fit->sigma = sqrt(squares / (double)(p->months - p->columns));
  fit->r_squared = 1.0 - squares / all;
  fit->autocorrelation = pairs / plain;
}

static int check(const problem_t *p, sl_error_t *error)
{
  const size_t least = p->columns > 2 ? 24 : 3;
  if (p->months < least || p->first_month > 11) {
    return sl_fail(error, SL_ERR_INPUT, "%zu months are too few for a trend%s; it takes %zu",
                   p->months, p->columns > 2 ? " with seasons" : "", least);
  }
  for (size_t t = 0; t < p->months; t++) {
    if (!(p->amount[t] > 0.0 && isfinite(p->amount[t]) && weight_of(p, t) > 0.0 &&
          isfinite(weight_of(p, t)))) {
      return sl_fail(error, SL_ERR_INPUT,
                     "month %zu: amount %.10g of weight %.10g; both are above 0", t + 1,
                     p->amount[t], weight_of(p, t));
    }
  }
  return SL_OK;
}

int sl_fit_trend(const double *amount, const double *weight, size_t months, unsigned first_month,
                 bool seasons, sl_trend_fit_t *fit, sl_error_t *error)
{
  const problem_t p = {.amount = amount,
                       .weight = weight,
                       .months = months,
                       .columns = seasons ? COLUMNS : 2,
                       .first_month = first_month};
  double beta[COLUMNS], inverse[COLUMNS][COLUMNS];
  *fit = (sl_trend_fit_t){.months = months, .parameters = p.columns};
  const int code = check(&p, error);
  if (code != SL_OK) {
    return code;
  }
  if (!solve(&p, beta, inverse)) {
    return sl_fail(error, SL_ERR_INPUT, "the weights of %zu months leave no trend to be seen",
                   months);
  }
  tell_residuals(&p, beta, fit);
  fit->slope = (sl_estimate_t){beta[1], fit->sigma * sqrt(inverse[1][1])};
  fit->level = beta[0] - beta[1] * 0.5 * (double)(months - 1);
  for (size_t k = 2; k < p.columns; k++) {
    fit->season[k - 2] = beta[k];
    fit->season[11] -= beta[k];
  }
  const double wide =
      fit->slope.standard_error * sl_student_two_sided(0.05, (double)(months - p.columns));
  fit->annual.value = sl_det_expm1(12.0 * beta[1]);
  fit->annual.standard_error = 12.0 * sl_det_exp(12.0 * beta[1]) * fit->slope.standard_error;
  fit->annual_low = sl_det_expm1(12.0 * (beta[1] - wide));
  fit->annual_high = sl_det_expm1(12.0 * (beta[1] + wide));
  return SL_OK;
}
