#include "models/core/elementary.h"
#include "models/core/special_functions.h"
#include "models/severity/internal.h"

#include <math.h>

/* P(Z > z) exp(z^2 / 2), Z standard normal, z >= 0: stays of order 1 / z where P underflows.
 * Beyond 5 by Laplace's continued fraction z + 1/(z + 2/(z + 3/(z + ...))), from the far end. */
static double scaled_tail(double z)
{
  if (z < 5.0) {
    return sl_normal_survival(z) * sl_det_exp(0.5 * z * z);
  }
  double fraction = z;
  for (int k = (int)(12.0 + 900.0 / (z * z)); k > 0; k--) {
    fraction = z + k / fraction;
  }
  return 0.3989422804014327 / fraction; /* 1 / sqrt(2 pi) */
}

/* F(x) = P(Z < a) + exp(2 shape / mean) P(Z > b), and
 * a^2 / 2 = b^2 / 2 - 2 shape / mean, so that exp(-a^2 / 2) factors out of both. */
typedef struct arguments {
  double a, b, common;
} arguments_t;

static arguments_t arguments_at(const sl_severity_t *s, double x)
{
  const double root = sqrt(s->parameter[1] / x), ratio = x / s->parameter[0];
  const double a = root * (ratio - 1.0);
  return (arguments_t){.a = a, .b = root * (ratio + 1.0), .common = sl_det_exp(-0.5 * a * a)};
}

static double cdf(const sl_severity_t *s, double x)
{
  if (x <= 0.0 || isinf(x)) {
    return x > 0.0 ? 1.0 : 0.0;
  }
  const arguments_t at = arguments_at(s, x);
  const double second = at.common * scaled_tail(at.b);
  return fmin(1.0, second + (at.a < 0.0 ? at.common * scaled_tail(-at.a) : sl_normal_cdf(at.a)));
}

static double survival(const sl_severity_t *s, double x)
{
  if (x <= 0.0 || isinf(x)) {
    return x > 0.0 ? 0.0 : 1.0;
  }
  const arguments_t at = arguments_at(s, x);
  if (at.a < 0.0) {
    return 1.0 - cdf(s, x);
  }
  return fmax(0.0, at.common * (scaled_tail(at.a) - scaled_tail(at.b)));
}

static double density(const sl_severity_t *s, double x)
{
  return 0.3989422804014327 * sqrt(s->parameter[1] / x) / x * arguments_at(s, x).common;
}

static double log_density(const sl_severity_t *s, double x)
{
  if (x <= 0.0 || isinf(x)) {
    return -(double)INFINITY;
  }
  const double a = arguments_at(s, x).a;
  return 0.5 * (sl_det_log(s->parameter[1]) - 3.0 * sl_det_log(x)) - SL_HALF_LOG_2_PI - 0.5 * a * a;
}

static double mean(const sl_severity_t *s) { return s->parameter[0]; }

static double variance(const sl_severity_t *s)
{
  const double m = s->parameter[0];
  return m * (m / s->parameter[1]) * m;
}

/* E[X; X <= x] */
static double partial_mean(const sl_severity_t *s, double x)
{
  const arguments_t at = arguments_at(s, x);
  const double first = at.a < 0.0 ? at.common * scaled_tail(-at.a) : sl_normal_cdf(at.a);
  return s->parameter[0] * fmax(0.0, first - at.common * scaled_tail(at.b));
}

static double limited_mean(const sl_severity_t *s, double limit)
{
  return partial_mean(s, limit) + limit * survival(s, limit);
}

/* E[X^2; X <= x] by integrating x^2 f'(x) by parts. */
static double limited_square(const sl_severity_t *s, double limit)
{
  const double m = s->parameter[0], square = m * m;
  if (isinf(limit)) {
    return square + variance(s);
  }
  const double below =
      square * cdf(s, limit) +
      square / s->parameter[1] * (partial_mean(s, limit) - 2.0 * limit * limit * density(s, limit));
  return fmax(0.0, below) + limit * limit * survival(s, limit);
}

/* The quantile of the lognormal with the same mean and variance. */
static double start(const sl_severity_t *s, double normal)
{
  const double spread = sl_det_log1p(s->parameter[0] / s->parameter[1]);
  return s->parameter[0] * sl_det_exp(sqrt(spread) * normal - 0.5 * spread);
}

static double quantile(const sl_severity_t *s, double p)
{
  return sl_severity_newton(s, (sl_level_t){.tail = p}, density, start(s, sl_normal_quantile(p)));
}

static double quantile_upper(const sl_severity_t *s, double q)
{
  return sl_severity_newton(s, (sl_level_t){.tail = q, .upper = true}, density,
                            start(s, sl_normal_quantile_upper(q)));
}

static const sl_parameter_t parameters[] = {
    {.name = "mean",
     .unit = "amount",
     .low = 0.0,
     .low_open = true,
     .high = SL_AMOUNT_MAX,
     .doc = "mean amount"},
    {.name = "shape",
     .unit = "amount",
     .low = 0.0,
     .low_open = true,
     .high = 1e18,
     .doc = "shape (lambda, theta in Loss Models); CV is sqrt(mean / shape)"}};

const sl_severity_family_t sl_severity_inverse_gaussian = {
    .name = "inverse_gaussian",
    .doc = "density sqrt(shape / (2 pi x^3)) exp(-shape (x - mean)^2 / (2 mean^2 x)), x > 0",
    .citation = "Klugman, Panjer & Willmot (2019), Loss Models, 5th ed., A.5.1.2",
    .parameters = parameters,
    .n_parameters = SL_COUNT_OF(parameters),
    .mean = mean,
    .variance = variance,
    .cdf = cdf,
    .survival = survival,
    .log_density = log_density,
    .quantile = quantile,
    .quantile_upper = quantile_upper,
    .quantile_iterates = true,
    .lowest = sl_severity_zero,
    .highest = sl_severity_infinity,
    .limited_mean = limited_mean,
    .limited_square = limited_square};
