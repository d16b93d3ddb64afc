/* Exponential, Pareto, Lomax and generalized Pareto: one law,
 *   X = threshold + spread (exp(tail E) - 1) / tail, E standard exponential,
 * at different (threshold, spread, tail). */
#include "models/core/elementary.h"
#include "models/severity/internal.h"

#include <math.h>

typedef struct law {
  double threshold;
  double spread;
  double tail; /* > 0 heavy, 0 exponential, < 0 bounded */
} law_t;

static law_t law_of(const sl_severity_t *severity)
{
  const double *p = severity->parameter;
  if (severity->family == &sl_severity_exponential) {
    return (law_t){.threshold = 0.0, .spread = p[0], .tail = 0.0};
  }
  if (severity->family == &sl_severity_pareto) {
    return (law_t){.threshold = p[1], .spread = p[1] / p[0], .tail = 1.0 / p[0]};
  }
  if (severity->family == &sl_severity_lomax) {
    return (law_t){.threshold = 0.0, .spread = p[1] / p[0], .tail = 1.0 / p[0]};
  }
  return (law_t){.threshold = p[2], .spread = p[1], .tail = p[0]};
}

static double highest(const sl_severity_t *severity)
{
  const law_t law = law_of(severity);
  return law.tail < 0.0 ? law.threshold - law.spread / law.tail : (double)INFINITY;
}

static double lowest(const sl_severity_t *severity) { return law_of(severity).threshold; }

/* The standard exponential's point that X = x comes from: S(x) = exp(-it). */
static double exponential_at(const law_t *law, double x)
{
  const double z = (x - law->threshold) / law->spread;
  if (z <= 0.0) {
    return 0.0;
  }
  if (law->tail == 0.0 || isinf(z)) {
    return z;
  }
  return law->tail * z <= -1.0 ? (double)INFINITY : sl_det_log1p(law->tail * z) / law->tail;
}

static double amount_at(const law_t *law, double e)
{
  return law->threshold +
         law->spread * (law->tail == 0.0 ? e : sl_det_expm1(law->tail * e) / law->tail);
}

static double cdf(const sl_severity_t *severity, double x)
{
  const law_t law = law_of(severity);
  return -sl_det_expm1(-exponential_at(&law, x));
}

static double survival(const sl_severity_t *severity, double x)
{
  const law_t law = law_of(severity);
  return sl_det_exp(-exponential_at(&law, x));
}

/* f = (1 + tail z)^(-1 - 1 / tail) / spread, and 1 + tail z = exp(tail e). */
static double log_density(const sl_severity_t *severity, double x)
{
  const law_t law = law_of(severity);
  if (x < law.threshold || x > highest(severity) || isinf(x)) {
    return -(double)INFINITY;
  }
  const double decline = 1.0 + law.tail;
  return -sl_det_log(law.spread) - (decline == 0.0 ? 0.0 : decline * exponential_at(&law, x));
}

static double quantile(const sl_severity_t *severity, double p)
{
  const law_t law = law_of(severity);
  return amount_at(&law, -sl_det_log1p(-p));
}

static double quantile_upper(const sl_severity_t *severity, double q)
{
  const law_t law = law_of(severity);
  return amount_at(&law, -sl_det_log(q));
}

static double mean(const sl_severity_t *severity)
{
  const law_t law = law_of(severity);
  return law.tail >= 1.0 ? (double)INFINITY : law.threshold + law.spread / (1.0 - law.tail);
}

static double variance(const sl_severity_t *severity)
{
  const law_t law = law_of(severity);
  if (law.tail >= 0.5) {
    return INFINITY;
  }
  const double ratio = law.spread / (1.0 - law.tail);
  return ratio * ratio / (1.0 - 2.0 * law.tail);
}

/* Integral of exp(-c v) over v from 0 to e. */
static double decay(double c, double e)
{
  if (c == 0.0) {
    return e;
  }
  return isinf(e) && c < 0.0 ? (double)INFINITY : -sl_det_expm1(-c * e) / c;
}

/* Integral of v exp(-c v) over v from 0 to e, for c near 1. */
static double decay_moment(double c, double e)
{
  return isinf(e) ? 1.0 / (c * c) : (decay(c, e) - e * sl_det_exp(-c * e)) / c;
}

static double limited_mean(const sl_severity_t *severity, double limit)
{
  const law_t law = law_of(severity);
  if (limit <= law.threshold) {
    return limit;
  }
  return law.threshold + law.spread * decay(1.0 - law.tail, exponential_at(&law, limit));
}

static double limited_square(const sl_severity_t *severity, double limit)
{
  const law_t law = law_of(severity);
  if (limit <= law.threshold) {
    return limit * limit;
  }
  const double e = exponential_at(&law, limit), c = 1.0 - law.tail;
  if (isinf(e) && law.tail >= 0.5) {
    return INFINITY;
  }
  const double first = law.spread * decay(c, e);
  /* The difference quotient in the tail loses its digits near 0; the derivative halfway does not
   * and is off by order tail^2. */
  const double spread2 = 2.0 * law.spread * law.spread;
  const double second = fabs(law.tail) < 1e-5
                            ? spread2 * decay_moment(1.0 - 1.5 * law.tail, e)
                            : spread2 / law.tail * (decay(c - law.tail, e) - decay(c, e));
  return law.threshold * law.threshold + 2.0 * law.threshold * first + second;
}

#define SHARED_CALLBACKS                                                                           \
  .mean = mean, .variance = variance, .cdf = cdf, .survival = survival,                            \
  .log_density = log_density, .quantile = quantile, .quantile_upper = quantile_upper,              \
  .limited_mean = limited_mean, .limited_square = limited_square, .lowest = lowest,                \
  .highest = highest

static const sl_parameter_t exponential_parameters[] = {{.name = "mean",
                                                         .unit = "amount",
                                                         .low = 0.0,
                                                         .low_open = true,
                                                         .high = SL_AMOUNT_MAX,
                                                         .doc = "mean amount"}};

const sl_severity_family_t sl_severity_exponential = {
    .name = "exponential",
    .doc = "F(x) = 1 - exp(-x / mean), x >= 0",
    .citation = "Klugman, Panjer & Willmot (2019), Loss Models, 5th ed., A.3.3.1",
    .parameters = exponential_parameters,
    .n_parameters = SL_COUNT_OF(exponential_parameters),
    SHARED_CALLBACKS};

static const sl_parameter_t pareto_parameters[] = {
    {.name = "shape",
     .unit = "1",
     .low = 0.1,
     .high = 1000.0,
     .doc = "tail index; the mean is infinite at 1 or less, the variance at 2 or less"},
    {.name = "scale",
     .unit = "amount",
     .low = 0.0,
     .low_open = true,
     .high = SL_AMOUNT_MAX,
     .doc = "smallest amount"}};

const sl_severity_family_t sl_severity_pareto = {
    .name = "pareto",
    .doc = "F(x) = 1 - (scale / x)^shape, x >= scale (single-parameter Pareto)",
    .citation = "Klugman, Panjer & Willmot (2019), Loss Models, 5th ed., A.4.1.4",
    .parameters = pareto_parameters,
    .n_parameters = SL_COUNT_OF(pareto_parameters),
    SHARED_CALLBACKS};

static const sl_parameter_t lomax_parameters[] = {
    {.name = "shape",
     .unit = "1",
     .low = 0.1,
     .high = 1000.0,
     .doc = "tail index; the mean is infinite at 1 or less, the variance at 2 or less"},
    {.name = "scale",
     .unit = "amount",
     .low = 0.0,
     .low_open = true,
     .high = SL_AMOUNT_MAX,
     .doc = "scale"}};

const sl_severity_family_t sl_severity_lomax = {
    .name = "lomax",
    .doc = "F(x) = 1 - (1 + x / scale)^(-shape), x >= 0 (Pareto of the second kind)",
    .citation = "Klugman, Panjer & Willmot (2019), Loss Models, 5th ed., A.2.3.1",
    .parameters = lomax_parameters,
    .n_parameters = SL_COUNT_OF(lomax_parameters),
    SHARED_CALLBACKS};

static const sl_parameter_t generalized_pareto_parameters[] = {
    {.name = "shape",
     .unit = "1",
     .low = -10.0,
     .high = 10.0,
     .doc = "tail: above 0 heavy, 0 exponential, below 0 bounded; the mean is infinite at 1 or "
            "more, the variance at 1/2 or more"},
    {.name = "scale",
     .unit = "amount",
     .low = 0.0,
     .low_open = true,
     .high = SL_AMOUNT_MAX,
     .doc = "scale of the excess over the threshold"},
    {.name = "threshold",
     .unit = "amount",
     .low = 0.0,
     .high = SL_AMOUNT_MAX,
     .doc = "smallest amount"}};

const sl_severity_family_t sl_severity_generalized_pareto = {
    .name = "generalized_pareto",
    .doc = "F(x) = 1 - (1 + shape (x - threshold) / scale)^(-1 / shape), x >= threshold",
    .citation = "J. Pickands (1975), Annals of Statistics 3, 119-131; Embrechts, Klueppelberg & "
                "Mikosch (1997), Modelling Extremal Events, 3.4",
    .parameters = generalized_pareto_parameters,
    .n_parameters = SL_COUNT_OF(generalized_pareto_parameters),
    SHARED_CALLBACKS};
