/* Lognormal, Weibull and Burr: tails between the exponential and the power. */
#include "models/core/elementary.h"
#include "models/core/special_functions.h"
#include "models/severity/internal.h"

#include <math.h>

/* Lognormal */

static double lognormal_z(const sl_severity_t *s, double x)
{
  return (sl_det_log(x) - s->parameter[0]) / s->parameter[1];
}

static double lognormal_cdf(const sl_severity_t *s, double x)
{
  return x > 0.0 ? sl_normal_cdf(lognormal_z(s, x)) : 0.0;
}

static double lognormal_survival(const sl_severity_t *s, double x)
{
  return x > 0.0 ? sl_normal_survival(lognormal_z(s, x)) : 1.0;
}

static double lognormal_log_density(const sl_severity_t *s, double x)
{
  if (x <= 0.0 || isinf(x)) {
    return -(double)INFINITY;
  }
  const double z = lognormal_z(s, x);
  return -0.5 * z * z - sl_det_log(x) - sl_det_log(s->parameter[1]) - SL_HALF_LOG_2_PI;
}

static double lognormal_quantile(const sl_severity_t *s, double p)
{
  return sl_det_exp(s->parameter[0] + s->parameter[1] * sl_normal_quantile(p));
}

static double lognormal_quantile_upper(const sl_severity_t *s, double q)
{
  return sl_det_exp(s->parameter[0] + s->parameter[1] * sl_normal_quantile_upper(q));
}

static double lognormal_moment(const sl_severity_t *s, double k)
{
  return sl_det_exp(k * (s->parameter[0] + 0.5 * k * s->parameter[1] * s->parameter[1]));
}

static double lognormal_mean(const sl_severity_t *s) { return lognormal_moment(s, 1.0); }

static double lognormal_variance(const sl_severity_t *s)
{
  const double m = lognormal_mean(s);
  return m * m * sl_det_expm1(s->parameter[1] * s->parameter[1]);
}

static double lognormal_limited_mean(const sl_severity_t *s, double limit)
{
  const double z = lognormal_z(s, limit), sigma = s->parameter[1];
  return lognormal_moment(s, 1.0) * sl_normal_cdf(z - sigma) + limit * sl_normal_survival(z);
}

static double lognormal_limited_square(const sl_severity_t *s, double limit)
{
  const double square = lognormal_moment(s, 2.0);
  if (isinf(limit)) {
    return square;
  }
  const double z = lognormal_z(s, limit), sigma = s->parameter[1];
  return square * sl_normal_cdf(z - 2.0 * sigma) + limit * limit * sl_normal_survival(z);
}

static void lognormal_from_mean_cv(const double *given, double *canonical)
{
  const double variance = sl_det_log1p(given[1] * given[1]);
  canonical[0] = sl_det_log(given[0]) - 0.5 * variance;
  canonical[1] = sqrt(variance);
}

static const sl_parameter_t lognormal_parameters[] = {
    {.name = "mu",
     .unit = "log amount",
     .low = -40.0,
     .high = 40.0,
     .doc = "mean of the logarithm; the median is exp(mu)"},
    {.name = "sigma",
     .unit = "log amount",
     .low = 0.0,
     .low_open = true,
     .high = 10.0,
     .doc = "standard deviation of the logarithm"}};

static const sl_parameter_t lognormal_alternative[] = {
    {.name = "mean",
     .unit = "amount",
     .low = 0.0,
     .low_open = true,
     .high = SL_AMOUNT_MAX,
     .doc = "mean amount"},
    {.name = "cv",
     .unit = "1",
     .low = 0.0,
     .low_open = true,
     .high = 1e6,
     .doc = "coefficient of variation: standard deviation / mean"}};

const sl_severity_family_t sl_severity_lognormal = {
    .name = "lognormal",
    .doc = "F(x) = Phi((log x - mu) / sigma), x > 0",
    .citation = "Klugman, Panjer & Willmot (2019), Loss Models, 5th ed., A.5.1.1",
    .parameters = lognormal_parameters,
    .n_parameters = SL_COUNT_OF(lognormal_parameters),
    .alternative = lognormal_alternative,
    .n_alternative = SL_COUNT_OF(lognormal_alternative),
    .from_alternative = lognormal_from_mean_cv,
    .mean = lognormal_mean,
    .variance = lognormal_variance,
    .cdf = lognormal_cdf,
    .survival = lognormal_survival,
    .log_density = lognormal_log_density,
    .quantile = lognormal_quantile,
    .quantile_upper = lognormal_quantile_upper,
    .lowest = sl_severity_zero,
    .highest = sl_severity_infinity,
    .limited_mean = lognormal_limited_mean,
    .limited_square = lognormal_limited_square};

/* Weibull */

static double weibull_e(const sl_severity_t *s, double x)
{
  return sl_det_pow(x / s->parameter[1], s->parameter[0]);
}

static double weibull_cdf(const sl_severity_t *s, double x)
{
  return -sl_det_expm1(-weibull_e(s, x));
}

static double weibull_survival(const sl_severity_t *s, double x)
{
  return sl_det_exp(-weibull_e(s, x));
}

static double weibull_log_density(const sl_severity_t *s, double x)
{
  const double shape = s->parameter[0], log_scale = sl_det_log(s->parameter[1]);
  return isinf(x) ? -x
                  : sl_det_log(shape) - log_scale +
                        sl_severity_log_power(shape, sl_det_log(x) - log_scale) - weibull_e(s, x);
}

static double weibull_quantile(const sl_severity_t *s, double p)
{
  return s->parameter[1] * sl_det_pow(-sl_det_log1p(-p), 1.0 / s->parameter[0]);
}

static double weibull_quantile_upper(const sl_severity_t *s, double q)
{
  return s->parameter[1] * sl_det_pow(-sl_det_log(q), 1.0 / s->parameter[0]);
}

static double weibull_moment(const sl_severity_t *s, double k)
{
  return sl_det_pow(s->parameter[1], k) * sl_gamma(1.0 + k / s->parameter[0]);
}

static double weibull_mean(const sl_severity_t *s) { return weibull_moment(s, 1.0); }

static double weibull_variance(const sl_severity_t *s)
{
  const double m = weibull_mean(s), a = 1.0 / s->parameter[0];
  return m * m * sl_det_expm1(sl_log_gamma(1.0 + 2.0 * a) - 2.0 * sl_log_gamma(1.0 + a));
}

static double weibull_limited(const sl_severity_t *s, double limit, double k)
{
  if (isinf(limit)) {
    return weibull_moment(s, k);
  }
  const double e = weibull_e(s, limit);
  const double below = sl_gamma_lower(1.0 + k / s->parameter[0], e);
  return weibull_moment(s, k) * below + sl_det_pow(limit, k) * sl_det_exp(-e);
}

static double weibull_limited_mean(const sl_severity_t *s, double limit)
{
  return weibull_limited(s, limit, 1.0);
}

static double weibull_limited_square(const sl_severity_t *s, double limit)
{
  return weibull_limited(s, limit, 2.0);
}

static const sl_parameter_t weibull_parameters[] = {
    {.name = "shape",
     .unit = "1",
     .low = 0.05,
     .high = 100.0,
     .doc = "below 1 a heavier tail than the exponential, above 1 a lighter one"},
    {.name = "scale",
     .unit = "amount",
     .low = 0.0,
     .low_open = true,
     .high = SL_AMOUNT_MAX,
     .doc = "scale; 63% of amounts are below it"}};

const sl_severity_family_t sl_severity_weibull = {
    .name = "weibull",
    .doc = "F(x) = 1 - exp(-(x / scale)^shape), x >= 0",
    .citation = "Klugman, Panjer & Willmot (2019), Loss Models, 5th ed., A.3.2.3",
    .parameters = weibull_parameters,
    .n_parameters = SL_COUNT_OF(weibull_parameters),
    .mean = weibull_mean,
    .variance = weibull_variance,
    .cdf = weibull_cdf,
    .survival = weibull_survival,
    .log_density = weibull_log_density,
    .quantile = weibull_quantile,
    .quantile_upper = weibull_quantile_upper,
    .lowest = sl_severity_zero,
    .highest = sl_severity_infinity,
    .limited_mean = weibull_limited_mean,
    .limited_square = weibull_limited_square};
