/* Families with light tails: constant, uniform, gamma, inverse Gaussian. */
#include "models/core/elementary.h"
#include "models/core/special_functions.h"
#include "models/severity/internal.h"

#include <math.h>

/* Constant */

static double constant_value(const sl_severity_t *s) { return s->parameter[0]; }

static double constant_cdf(const sl_severity_t *s, double x)
{
  return x >= s->parameter[0] ? 1.0 : 0.0;
}

static double constant_survival(const sl_severity_t *s, double x)
{
  return x >= s->parameter[0] ? 0.0 : 1.0;
}

static double constant_quantile(const sl_severity_t *s, double p)
{
  (void)p;
  return s->parameter[0];
}

static double constant_limited_mean(const sl_severity_t *s, double limit)
{
  return fmin(s->parameter[0], limit);
}

static double constant_limited_square(const sl_severity_t *s, double limit)
{
  const double least = fmin(s->parameter[0], limit);
  return least * least;
}

static size_t constant_kinks(const sl_severity_t *s, double *x, size_t capacity)
{
  return sl_severity_add_kink(x, capacity, 0, s->parameter[0]);
}

static const sl_parameter_t constant_parameters[] = {
    {.name = "value", .unit = "amount", .low = 0.0, .high = SL_AMOUNT_MAX, .doc = "the amount"}};

const sl_severity_family_t sl_severity_constant = {.name = "constant",
                                                   .doc = "every amount is value",
                                                   .citation = "degenerate distribution",
                                                   .parameters = constant_parameters,
                                                   .n_parameters = SL_COUNT_OF(constant_parameters),
                                                   .mean = constant_value,
                                                   .variance = sl_severity_zero,
                                                   .cdf = constant_cdf,
                                                   .survival = constant_survival,
                                                   .quantile = constant_quantile,
                                                   .quantile_upper = constant_quantile,
                                                   .lowest = constant_value,
                                                   .highest = constant_value,
                                                   .limited_mean = constant_limited_mean,
                                                   .limited_square = constant_limited_square,
                                                   .kinks = constant_kinks};

/* Uniform */

static double uniform_low(const sl_severity_t *s) { return s->parameter[0]; }
static double uniform_high(const sl_severity_t *s) { return s->parameter[1]; }

static int uniform_validate(sl_severity_t *s, sl_error_t *error)
{
  if (s->parameter[0] < s->parameter[1]) {
    return SL_OK;
  }
  return sl_fail(error, SL_ERR_INPUT,
                 "uniform: low is %.10g and high is %.10g; low must be below "
                 "high",
                 s->parameter[0], s->parameter[1]);
}

static double uniform_mean(const sl_severity_t *s)
{
  return 0.5 * (s->parameter[0] + s->parameter[1]);
}

static double uniform_variance(const sl_severity_t *s)
{
  const double width = s->parameter[1] - s->parameter[0];
  return width * width / 12.0;
}

static double uniform_cdf(const sl_severity_t *s, double x)
{
  return fmin(1.0, fmax(0.0, (x - s->parameter[0]) / (s->parameter[1] - s->parameter[0])));
}

static double uniform_survival(const sl_severity_t *s, double x)
{
  return fmin(1.0, fmax(0.0, (s->parameter[1] - x) / (s->parameter[1] - s->parameter[0])));
}

static double uniform_log_density(const sl_severity_t *s, double x)
{
  return x < s->parameter[0] || x > s->parameter[1]
             ? -(double)INFINITY
             : -sl_det_log(s->parameter[1] - s->parameter[0]);
}

static double uniform_quantile(const sl_severity_t *s, double p)
{
  return s->parameter[0] + p * (s->parameter[1] - s->parameter[0]);
}

static double uniform_quantile_upper(const sl_severity_t *s, double q)
{
  return s->parameter[1] - q * (s->parameter[1] - s->parameter[0]);
}

double sl_uniform_limited_mean(double low, double high, double limit)
{
  if (limit <= low) {
    return limit;
  }
  const double top = fmin(limit, high), part = (top - low) / (high - low);
  return 0.5 * part * (low + top) + (limit < high ? (1.0 - part) * limit : 0.0);
}

double sl_uniform_limited_square(double low, double high, double limit)
{
  if (limit <= low) {
    return limit * limit;
  }
  const double top = fmin(limit, high), part = (top - low) / (high - low);
  const double square = (low * low + low * top + top * top) / 3.0;
  return part * square + (limit < high ? (1.0 - part) * limit * limit : 0.0);
}

static double uniform_limited_mean(const sl_severity_t *s, double limit)
{
  return sl_uniform_limited_mean(s->parameter[0], s->parameter[1], limit);
}

static double uniform_limited_square(const sl_severity_t *s, double limit)
{
  return sl_uniform_limited_square(s->parameter[0], s->parameter[1], limit);
}

static const sl_parameter_t uniform_parameters[] = {
    {.name = "low", .unit = "amount", .low = 0.0, .high = SL_AMOUNT_MAX, .doc = "smallest amount"},
    {.name = "high",
     .unit = "amount",
     .low = 0.0,
     .low_open = true,
     .high = SL_AMOUNT_MAX,
     .doc = "largest amount"}};

const sl_severity_family_t sl_severity_uniform = {
    .name = "uniform",
    .doc = "F(x) = (x - low) / (high - low), low <= x <= high",
    .citation =
        "Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 26",
    .parameters = uniform_parameters,
    .n_parameters = SL_COUNT_OF(uniform_parameters),
    .validate = uniform_validate,
    .mean = uniform_mean,
    .variance = uniform_variance,
    .cdf = uniform_cdf,
    .survival = uniform_survival,
    .log_density = uniform_log_density,
    .quantile = uniform_quantile,
    .quantile_upper = uniform_quantile_upper,
    .lowest = uniform_low,
    .highest = uniform_high,
    .limited_mean = uniform_limited_mean,
    .limited_square = uniform_limited_square};

/* Gamma */

static double gamma_cdf(const sl_severity_t *s, double x)
{
  return sl_gamma_lower(s->parameter[0], x / s->parameter[1]);
}

static double gamma_survival(const sl_severity_t *s, double x)
{
  return sl_gamma_upper(s->parameter[0], x / s->parameter[1]);
}

static double gamma_density(const sl_severity_t *s, double x)
{
  const double a = s->parameter[0], z = x / s->parameter[1];
  return sl_det_exp((a - 1.0) * sl_det_log(z) - z - sl_log_gamma(a)) / s->parameter[1];
}

static double gamma_log_density(const sl_severity_t *s, double x)
{
  const double a = s->parameter[0], log_scale = sl_det_log(s->parameter[1]);
  return isinf(x) ? -x
                  : sl_severity_log_power(a, sl_det_log(x) - log_scale) - x / s->parameter[1] -
                        sl_log_gamma(a) - log_scale;
}

/* Wilson & Hilferty (1931) in the body, the leading term of the series near 0. */
static double gamma_start(const sl_severity_t *s, double normal, double log_p)
{
  const double a = s->parameter[0], cube = 1.0 - 1.0 / (9.0 * a) + normal / (3.0 * sqrt(a));
  const double series = sl_det_exp((log_p + sl_log_gamma(a + 1.0)) / a);
  if (cube <= 0.3 || series < 0.2 * (a + 1.0)) {
    return s->parameter[1] * series;
  }
  return s->parameter[1] * a * cube * cube * cube;
}

static double gamma_quantile(const sl_severity_t *s, double p)
{
  const double start = gamma_start(s, sl_normal_quantile(p), sl_det_log(p));
  return sl_severity_newton(s, (sl_level_t){.tail = p}, gamma_density, start);
}

static double gamma_quantile_upper(const sl_severity_t *s, double q)
{
  const double start = gamma_start(s, sl_normal_quantile_upper(q), sl_det_log1p(-q));
  return sl_severity_newton(s, (sl_level_t){.tail = q, .upper = true}, gamma_density, start);
}

static double gamma_mean(const sl_severity_t *s) { return s->parameter[0] * s->parameter[1]; }

static double gamma_variance(const sl_severity_t *s)
{
  return s->parameter[0] * s->parameter[1] * s->parameter[1];
}

static double gamma_limited_mean(const sl_severity_t *s, double limit)
{
  const double a = s->parameter[0], scale = s->parameter[1];
  return a * scale * sl_gamma_lower(a + 1.0, limit / scale) + limit * gamma_survival(s, limit);
}

static double gamma_limited_square(const sl_severity_t *s, double limit)
{
  const double a = s->parameter[0], scale = s->parameter[1], square = a * (a + 1.0) * scale * scale;
  if (isinf(limit)) {
    return square;
  }
  return square * sl_gamma_lower(a + 2.0, limit / scale) + limit * limit * gamma_survival(s, limit);
}

static const sl_parameter_t gamma_parameters[] = {
    {.name = "shape", .unit = "1", .low = 1e-3, .high = 1e4, .doc = "shape; CV is 1 / sqrt(shape)"},
    {.name = "scale",
     .unit = "amount",
     .low = 0.0,
     .low_open = true,
     .high = SL_AMOUNT_MAX,
     .doc = "scale; the mean is shape x scale"}};

const sl_severity_family_t sl_severity_gamma = {
    .name = "gamma",
    .doc = "density x^(shape - 1) exp(-x / scale) / (scale^shape Gamma(shape)), x > 0",
    .citation = "Klugman, Panjer & Willmot (2019), Loss Models, 5th ed., A.3.2.1",
    .parameters = gamma_parameters,
    .n_parameters = SL_COUNT_OF(gamma_parameters),
    .mean = gamma_mean,
    .variance = gamma_variance,
    .cdf = gamma_cdf,
    .survival = gamma_survival,
    .log_density = gamma_log_density,
    .quantile = gamma_quantile,
    .quantile_upper = gamma_quantile_upper,
    .quantile_iterates = true,
    .lowest = sl_severity_zero,
    .highest = sl_severity_infinity,
    .limited_mean = gamma_limited_mean,
    .limited_square = gamma_limited_square};
