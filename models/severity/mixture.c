#include "models/core/elementary.h"
#include "models/severity/internal.h"

#include <math.h>

typedef double (*property_t)(const sl_severity_t *part, double argument);

/* Weighted sum over the parts; a part of weight 0 does not count, even where infinite. */
static double weigh(const sl_severity_t *s, property_t property, double argument)
{
  double sum = 0.0;
  for (size_t i = 0; i < s->n; i++) {
    if (s->probabilities[i] > 0.0) {
      sum += s->probabilities[i] * property(&s->parts[i], argument);
    }
  }
  return sum;
}

static double cdf(const sl_severity_t *s, double x)
{
  return fmin(1.0, weigh(s, sl_severity_cdf, x));
}

static double survival(const sl_severity_t *s, double x)
{
  return fmin(1.0, weigh(s, sl_severity_survival, x));
}

/* The largest term is taken out, so that nothing overflows. */
static double log_density(const sl_severity_t *s, double x)
{
  double most = -(double)INFINITY, sum = 0.0;
  for (size_t i = 0; i < s->n; i++) {
    const double term = s->probabilities[i] > 0.0 ? sl_det_log(s->probabilities[i]) +
                                                        sl_severity_log_density(&s->parts[i], x)
                                                  : -(double)INFINITY;
    if (term > most) {
      sum = sum > 0.0 ? sum * sl_det_exp(most - term) : 0.0;
      most = term;
    }
    if (isfinite(term)) {
      sum += sl_det_exp(term - most);
    }
  }
  return isfinite(most) ? most + sl_det_log(sum) : most;
}

static double limited_mean(const sl_severity_t *s, double limit)
{
  return weigh(s, sl_severity_limited_mean, limit);
}

static double limited_square(const sl_severity_t *s, double limit)
{
  return weigh(s, sl_severity_limited_square, limit);
}

static double mean(const sl_severity_t *s) { return limited_mean(s, INFINITY); }

static double variance(const sl_severity_t *s)
{
  const double m = mean(s);
  if (isinf(m)) {
    return INFINITY;
  }
  double sum = 0.0;
  for (size_t i = 0; i < s->n; i++) {
    if (s->probabilities[i] > 0.0) {
      const double off = sl_severity_mean(&s->parts[i]) - m;
      sum += s->probabilities[i] * (sl_severity_variance(&s->parts[i]) + off * off);
    }
  }
  return sum;
}

static double lowest(const sl_severity_t *s)
{
  double x = INFINITY;
  for (size_t i = 0; i < s->n; i++) {
    x = s->probabilities[i] > 0.0 ? fmin(x, sl_severity_lowest(&s->parts[i])) : x;
  }
  return x;
}

static double highest(const sl_severity_t *s)
{
  double x = 0.0;
  for (size_t i = 0; i < s->n; i++) {
    x = s->probabilities[i] > 0.0 ? fmax(x, sl_severity_highest(&s->parts[i])) : x;
  }
  return x;
}

/* The mixture's quantile lies between the least and the greatest of its parts'. */
static double solve(const sl_severity_t *s, sl_level_t level)
{
  const property_t inverse = level.upper ? sl_severity_quantile_upper : sl_severity_quantile;
  double low = INFINITY, high = 0.0;
  for (size_t i = 0; i < s->n; i++) {
    if (s->probabilities[i] > 0.0) {
      const double x = inverse(&s->parts[i], level.tail);
      low = fmin(low, x);
      high = fmax(high, x);
    }
  }
  return sl_severity_solve(s, level, low, high);
}

static double quantile(const sl_severity_t *s, double p)
{
  return solve(s, (sl_level_t){.tail = p});
}

static double quantile_upper(const sl_severity_t *s, double q)
{
  return solve(s, (sl_level_t){.tail = q, .upper = true});
}

/* Where a part has a kink, begins or ends. */
static size_t kinks(const sl_severity_t *s, double *x, size_t capacity)
{
  size_t n = 0;
  for (size_t i = 0; i < s->n; i++) {
    if (s->probabilities[i] == 0.0) {
      continue;
    }
    const sl_severity_t *part = &s->parts[i];
    n += sl_severity_kinks(part, n < capacity ? x + n : NULL, n < capacity ? capacity - n : 0);
    n = sl_severity_add_kink(x, capacity, n, sl_severity_lowest(part));
    if (isfinite(sl_severity_highest(part))) {
      n = sl_severity_add_kink(x, capacity, n, sl_severity_highest(part));
    }
  }
  return n;
}

const sl_severity_family_t sl_severity_mixture = {
    .name = "mixture",
    .doc = "F(x) = sum of weight x F of each part",
    .citation = "Klugman, Panjer & Willmot (2019), Loss Models, 5th ed., 4.2.3",
    .shape = SL_SEVERITY_MIXTURE,
    .mean = mean,
    .variance = variance,
    .cdf = cdf,
    .survival = survival,
    .log_density = log_density,
    .quantile = quantile,
    .quantile_upper = quantile_upper,
    .quantile_iterates = true,
    .lowest = lowest,
    .highest = highest,
    .limited_mean = limited_mean,
    .limited_square = limited_square,
    .kinks = kinks};
