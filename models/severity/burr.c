#include "models/core/elementary.h"
#include "models/core/special_functions.h"
#include "models/severity/internal.h"

#include <math.h>

/* z = (x / scale)^shape2; F = 1 - (1 + z)^(-shape1) */
static double z_at(const sl_severity_t *s, double x)
{
  return sl_det_pow(x / s->parameter[2], s->parameter[1]);
}

static double cdf(const sl_severity_t *s, double x)
{
  return -sl_det_expm1(-s->parameter[0] * sl_det_log1p(z_at(s, x)));
}

static double survival(const sl_severity_t *s, double x)
{
  return sl_det_exp(-s->parameter[0] * sl_det_log1p(z_at(s, x)));
}

static double log_density(const sl_severity_t *s, double x)
{
  const double log_scale = sl_det_log(s->parameter[2]), log_x = sl_det_log(x) - log_scale;
  const double log_z = s->parameter[1] * log_x;
  const double tail = log_z > 40.0 ? log_z : sl_det_log1p(sl_det_exp(log_z));
  return isinf(x)
             ? -x
             : sl_det_log(s->parameter[0] * s->parameter[1]) - log_scale +
                   sl_severity_log_power(s->parameter[1], log_x) - (s->parameter[0] + 1.0) * tail;
}

static double quantile(const sl_severity_t *s, double p)
{
  return s->parameter[2] *
         sl_det_pow(sl_det_expm1(-sl_det_log1p(-p) / s->parameter[0]), 1.0 / s->parameter[1]);
}

static double quantile_upper(const sl_severity_t *s, double q)
{
  return s->parameter[2] *
         sl_det_pow(sl_det_expm1(-sl_det_log(q) / s->parameter[0]), 1.0 / s->parameter[1]);
}

/* E[X^k], infinite where shape1 x shape2 <= k. */
static double moment(const sl_severity_t *s, double k)
{
  const double a = 1.0 + k / s->parameter[1], b = s->parameter[0] - k / s->parameter[1];
  if (b <= 0.0) {
    return INFINITY;
  }
  return sl_det_pow(s->parameter[2], k) *
         sl_det_exp(sl_log_gamma(a) + sl_log_gamma(b) - sl_log_gamma(s->parameter[0]));
}

static double mean(const sl_severity_t *s) { return moment(s, 1.0); }

static double variance(const sl_severity_t *s)
{
  const double m = moment(s, 1.0), square = moment(s, 2.0);
  return isinf(square) ? square : square - m * m;
}

/* E[min(X, limit)^k] = integral of k x^k S(x) over log x, by 8-point Gauss-Legendre on panels no
 * wider than 1 and 1 / shape2; below exp(-45 / k) of the scale or limit nothing is left. */
static double limited_by_quadrature(const sl_severity_t *s, double limit, double k)
{
  static const double node[4] = {0.18343464249564980, 0.52553240991632899, 0.79666647741362674,
                                 0.96028985649753623};
  static const double weight[4] = {0.36268378337836198, 0.31370664587788729, 0.22238103445337447,
                                   0.10122853629037626};
  const double top = sl_det_log(limit) - sl_det_log(s->parameter[2]),
               bottom = fmin(top, 0.0) - 45.0 / k;
  const double panels = ceil((top - bottom) * fmax(2.0, 2.0 * s->parameter[1]));
  const double half = 0.5 * (top - bottom) / panels;
  double sum = 0.0;
  for (double i = 0.0; i < panels; i += 1.0) {
    const double middle = bottom + (2.0 * i + 1.0) * half;
    for (int j = 0; j < 4; j++) {
      for (int side = -1; side <= 1; side += 2) {
        const double y = middle + side * node[j] * half;
        const double tail = sl_det_log1p(sl_det_exp(s->parameter[1] * y));
        sum += weight[j] * sl_det_exp(k * y - s->parameter[0] * tail);
      }
    }
  }
  return sl_det_pow(s->parameter[2], k) * k * half * sum;
}

static double limited(const sl_severity_t *s, double limit, double k)
{
  const double a = 1.0 + k / s->parameter[1], b = s->parameter[0] - k / s->parameter[1];
  if (isinf(limit)) {
    return moment(s, k);
  }
  if (b < 1e-3) {
    return limited_by_quadrature(s, limit, k);
  }
  const double z = z_at(s, limit);
  const double below = isinf(z) ? 1.0 : sl_beta_lower(z / (1.0 + z), 1.0 / (1.0 + z), a, b);
  return moment(s, k) * below + sl_det_pow(limit, k) * survival(s, limit);
}

static double limited_mean(const sl_severity_t *s, double limit) { return limited(s, limit, 1.0); }

static double limited_square(const sl_severity_t *s, double limit)
{
  return limited(s, limit, 2.0);
}

static int validate(sl_severity_t *s, sl_error_t *error)
{
  const double tail = s->parameter[0] * s->parameter[1];
  if (tail >= 0.1) {
    return SL_OK;
  }
  return sl_fail(error, SL_ERR_INPUT,
                 "burr: shape1 x shape2, the tail index, is %.10g; it must "
                 "be at least 0.1",
                 tail);
}

static const sl_parameter_t parameters[] = {
    {.name = "shape1",
     .unit = "1",
     .low = 0.01,
     .high = 1000.0,
     .doc = "outer shape (alpha in Loss Models)"},
    {.name = "shape2",
     .unit = "1",
     .low = 0.05,
     .high = 100.0,
     .doc = "inner shape (gamma in Loss Models); the k-th moment is finite where shape1 x shape2 "
            "is above k"},
    {.name = "scale",
     .unit = "amount",
     .low = 0.0,
     .low_open = true,
     .high = SL_AMOUNT_MAX,
     .doc = "scale (theta in Loss Models)"}};

const sl_severity_family_t sl_severity_burr = {
    .name = "burr",
    .doc = "F(x) = 1 - (1 + (x / scale)^shape2)^(-shape1), x >= 0",
    .citation = "Klugman, Panjer & Willmot (2019), Loss Models, 5th ed., A.2.2.2",
    .parameters = parameters,
    .n_parameters = SL_COUNT_OF(parameters),
    .validate = validate,
    .mean = mean,
    .variance = variance,
    .cdf = cdf,
    .survival = survival,
    .log_density = log_density,
    .quantile = quantile,
    .quantile_upper = quantile_upper,
    .lowest = sl_severity_zero,
    .highest = sl_severity_infinity,
    .limited_mean = limited_mean,
    .limited_square = limited_square};
