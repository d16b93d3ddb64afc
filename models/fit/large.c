#include "models/fit/large.h"

#include "models/core/special_functions.h"

#include <math.h>
#include <stdbool.h>

#define COUNT_MOST 9999.0 /* of the incomplete gamma function */

/* x with Q(a, x) = q (upper) or P(a, x) = q, by halving. */
static double gamma_quantile(double a, double q, bool upper)
{
  double low = 0.0, high = a + 60.0 + 12.0 * sqrt(a);
  for (int turn = 0; turn < 200 && low < high; turn++) {
    const double x = 0.5 * (low + high);
    const bool beyond = upper ? sl_gamma_upper(a, x) < q : sl_gamma_lower(a, x) > q;
    if (x == low || x == high) {
      break;
    }
    low = beyond ? low : x;
    high = beyond ? x : high;
  }
  return 0.5 * (low + high);
}

static double by_cube_root(double a, double z)
{
  const double root = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * sqrt(a));
  return a * root * root * root;
}

sl_interval_t sl_poisson_interval(double n, double level)
{
  const double tail = 0.5 * (1.0 - level);
  if (n > COUNT_MOST) {
    const double z = sl_normal_quantile_upper(tail);
    return (sl_interval_t){by_cube_root(n, -z), by_cube_root(n + 1.0, z)};
  }
  return (sl_interval_t){n > 0.0 ? gamma_quantile(n, tail, false) : 0.0,
                         gamma_quantile(n + 1.0, tail, true)};
}

void sl_count_claimants(const double *amount, size_t n, double member_years,
                        const double *deductible, size_t n_deductibles, sl_claimants_t *above)
{
  for (size_t k = 0; k < n_deductibles; k++) {
    sl_claimants_t *c = &above[k];
    *c = (sl_claimants_t){.deductible = deductible[k]};
    for (size_t i = 0; i < n; i++) {
      c->count += amount[i] > deductible[k];
      c->excess += fmax(amount[i] - deductible[k], 0.0);
    }
    const sl_interval_t of_count = sl_poisson_interval(c->count, 0.95);
    const double scale = 1000.0 / member_years;
    c->per_thousand = scale * c->count;
    c->of_per_thousand = (sl_interval_t){scale * of_count.low, scale * of_count.high};
  }
}

sl_loading_t sl_pooling_loading(const sl_pooling_t *p)
{
  const double z = p->credibility, own = p->count / p->member_years;
  const double frequency = z * own + (1.0 - z) * p->manual_frequency.value;
  const double of_own = z * sqrt(p->count) / p->member_years;
  const double of_manual = (1.0 - z) * p->manual_frequency.standard_error;
  const double of_frequency = sl_joined_error(of_own, of_manual);
  return (sl_loading_t){
      .own_frequency = own,
      .frequency = frequency,
      .pure_premium = {frequency * p->mean_excess.value,
                       sl_joined_error(of_frequency * p->mean_excess.value,
                                       frequency * p->mean_excess.standard_error)}};
}

double sl_excess_mean(const sl_severity_t *severity, double point)
{
  return sl_severity_mean(severity) - sl_severity_limited_mean(severity, point);
}

double sl_excess_trend(const sl_severity_t *severity, double point, double factor)
{
  const double now = sl_excess_mean(severity, point);
  const double then = factor * sl_excess_mean(severity, point / factor);
  return now > 0.0 && isfinite(now) ? then / now - 1.0 : (double)NAN;
}

sl_estimate_t sl_tail_mean_excess(double point, double threshold, sl_estimate_t shape,
                                  sl_estimate_t scale, double covariance)
{
  const double over = point - threshold, rest = 1.0 - shape.value;
  if (!(rest > 0.0)) {
    return (sl_estimate_t){INFINITY, NAN};
  }
  const double value = (scale.value + shape.value * over) / rest;
  const double by_scale = 1.0 / rest, by_shape = (over + value) / rest;
  return (sl_estimate_t){value,
                         sqrt(by_scale * by_scale * scale.standard_error * scale.standard_error +
                              by_shape * by_shape * shape.standard_error * shape.standard_error +
                              2.0 * by_scale * by_shape * covariance)};
}
