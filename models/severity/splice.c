#include "models/core/elementary.h"
#include "models/severity/internal.h"

#include <math.h>

/* below, conditioned on X <= at, with probability `under`; above, conditioned on X > at, with
 * probability `over`. */
typedef struct splice {
  const sl_severity_t *below, *above;
  double at, under, over;
  double below_cdf, below_survival, above_survival; /* of the parts themselves, at `at` */
} splice_t;

static splice_t splice_of(const sl_severity_t *s)
{
  splice_t p = {.below = &s->parts[0], .above = &s->parts[1], .at = s->parameter[0]};
  p.below_cdf = sl_severity_cdf(p.below, p.at);
  p.below_survival = sl_severity_survival(p.below, p.at);
  p.above_survival = sl_severity_survival(p.above, p.at);
  p.over = isnan(s->parameter[1]) ? p.below_survival : s->parameter[1];
  p.under = isnan(s->parameter[1]) ? p.below_cdf : 1.0 - s->parameter[1];
  return p;
}

static double cdf(const sl_severity_t *s, double x)
{
  const splice_t p = splice_of(s);
  if (x < p.at) {
    return p.under > 0.0 ? p.under * (sl_severity_cdf(p.below, x) / p.below_cdf) : 0.0;
  }
  if (!(p.over > 0.0)) {
    return 1.0;
  }
  return 1.0 - p.over * (sl_severity_survival(p.above, x) / p.above_survival);
}

static double survival(const sl_severity_t *s, double x)
{
  const splice_t p = splice_of(s);
  if (x >= p.at) {
    return p.over > 0.0 ? p.over * (sl_severity_survival(p.above, x) / p.above_survival) : 0.0;
  }
  if (!(p.under > 0.0)) {
    return 1.0;
  }
  const double left = sl_severity_survival(p.below, x) - p.below_survival;
  return p.over + p.under * (fmax(0.0, left) / p.below_cdf);
}

static double log_density(const sl_severity_t *s, double x)
{
  const splice_t p = splice_of(s);
  const bool above = x >= p.at;
  const double weight = above ? p.over : p.under;
  const double mass = above ? p.above_survival : p.below_cdf;
  return weight > 0.0 ? sl_det_log(weight) - sl_det_log(mass) +
                            sl_severity_log_density(above ? p.above : p.below, x)
                      : -(double)INFINITY;
}

/* At tail = F <= under, or tail = 1 - F < over where upper. */
static double quantile_below(const splice_t *p, double tail)
{
  return fmin(p->at, sl_severity_quantile(p->below, tail * (p->below_cdf / p->under)));
}

static double quantile_above(const splice_t *p, double tail)
{
  const double q = tail * (p->above_survival / p->over);
  return fmax(p->at, sl_severity_quantile_upper(p->above, q));
}

static double quantile(const sl_severity_t *s, double level)
{
  const splice_t p = splice_of(s);
  return level <= p.under ? quantile_below(&p, level) : quantile_above(&p, 1.0 - level);
}

static double quantile_upper(const sl_severity_t *s, double level)
{
  const splice_t p = splice_of(s);
  if (level < p.over) {
    return quantile_above(&p, level);
  }
  const double q = p.below_survival + (level - p.over) * (p.below_cdf / p.under);
  return fmin(p.at, sl_severity_quantile_upper(p.below, q));
}

typedef double (*limited_t)(const sl_severity_t *part, double limit);

/* E[min(X, limit)^power] from the parts' own limited moments. */
static double limited(const sl_severity_t *s, double limit, limited_t moment, double power)
{
  const splice_t p = splice_of(s);
  const double least = fmin(limit, p.at), level = sl_det_pow(least, power);
  double sum = 0.0;
  if (p.under > 0.0) {
    /* min(below, least) with what below has above `at` taken away, at its value there */
    sum += p.under * ((moment(p.below, least) - level * p.below_survival) / p.below_cdf);
  }
  if (!(p.over > 0.0)) {
    return sum;
  }
  if (limit <= p.at) {
    return sum + p.over * level;
  }
  const double excess = moment(p.above, limit) - moment(p.above, p.at);
  return sum + p.over * (level + excess / p.above_survival);
}

static double limited_mean(const sl_severity_t *s, double limit)
{
  return limited(s, limit, sl_severity_limited_mean, 1.0);
}

static double limited_square(const sl_severity_t *s, double limit)
{
  return limited(s, limit, sl_severity_limited_square, 2.0);
}

static double mean(const sl_severity_t *s) { return limited_mean(s, INFINITY); }

static double variance(const sl_severity_t *s)
{
  const double m = mean(s), square = limited_square(s, INFINITY);
  return isinf(square) ? square : fmax(0.0, square - m * m);
}

static double lowest(const sl_severity_t *s)
{
  const splice_t p = splice_of(s);
  return p.under > 0.0 ? sl_severity_lowest(p.below) : fmax(p.at, sl_severity_lowest(p.above));
}

static double highest(const sl_severity_t *s)
{
  const splice_t p = splice_of(s);
  return p.over > 0.0 ? sl_severity_highest(p.above) : fmin(p.at, sl_severity_highest(p.below));
}

/* Kinks of the parts count on their own side only; the others do no harm. */
static size_t kinks(const sl_severity_t *s, double *x, size_t capacity)
{
  const splice_t p = splice_of(s);
  size_t n = sl_severity_add_kink(x, capacity, 0, p.at);
  for (int i = 0; i < 2; i++) {
    const sl_severity_t *part = i == 0 ? p.below : p.above;
    n += sl_severity_kinks(part, n < capacity ? x + n : NULL, n < capacity ? capacity - n : 0);
    n = sl_severity_add_kink(x, capacity, n, sl_severity_lowest(part));
    if (isfinite(sl_severity_highest(part))) {
      n = sl_severity_add_kink(x, capacity, n, sl_severity_highest(part));
    }
  }
  return n;
}

static int validate(sl_severity_t *s, sl_error_t *error)
{
  const double weight = s->parameter[1];
  if (!isnan(weight) && !(weight >= 0.0 && weight <= 1.0)) {
    return sl_fail(error, SL_ERR_INPUT, "splice: weight_above is %.10g; it must be between 0 and 1",
                   weight);
  }
  const splice_t p = splice_of(s);
  if (weight != 1.0 && !(p.below_cdf > 0.0)) {
    return sl_fail(error, SL_ERR_INPUT,
                   "splice: `below` has no amounts up to %.10g, where it "
                   "should end",
                   p.at);
  }
  if (p.over > 0.0 && !(p.above_survival > 0.0)) {
    return sl_fail(error, SL_ERR_INPUT,
                   "splice: `above` has no amounts over %.10g, where it "
                   "should begin",
                   p.at);
  }
  return SL_OK;
}

static const sl_parameter_t parameters[] = {
    {.name = "at",
     .unit = "amount",
     .low = 0.0,
     .low_open = true,
     .high = SL_AMOUNT_MAX,
     .doc = "amount where `below` ends and `above` begins"}};

const sl_severity_family_t sl_severity_splice = {
    .name = "splice",
    .doc = "below given X <= at, above given X > at; P(X > at) is weight_above, or below's own",
    .citation = "Klugman, Panjer & Willmot (2019), Loss Models, 5th ed., 5.2.6",
    .shape = SL_SEVERITY_SPLICE,
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
    .lowest = lowest,
    .highest = highest,
    .limited_mean = limited_mean,
    .limited_square = limited_square,
    .kinks = kinks};
