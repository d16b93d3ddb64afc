#include "models/core/elementary.h"
#include "models/severity/internal.h"

#include <math.h>

/* The law inside one bucket [low, high] of mean `mean`: two uniform pieces that meet at the mean,
 * the upper with probability (mean - low) / (high - low), which keeps the mean; an exponential
 * above low where the bucket is unbounded; an atom where the mean lies on a border. */
typedef struct bucket {
  double probability, low, high, mean;
  double upper; /* probability of the piece above the mean, given the bucket */
  bool atom;
} bucket_t;

static bucket_t bucket_of(const sl_severity_t *s, size_t i)
{
  bucket_t b = {.probability = s->probabilities[i],
                .low = i > 0 ? s->values[i - 1] : 0.0,
                .high = s->values[i],
                .mean = s->means[i]};
  b.atom = b.mean <= b.low || b.mean >= b.high;
  b.upper = isinf(b.high) || b.atom ? 0.0 : (b.mean - b.low) / (b.high - b.low);
  return b;
}

static double bucket_cdf(const bucket_t *b, double x)
{
  if (b->atom) {
    return x >= b->mean ? 1.0 : 0.0;
  }
  if (isinf(b->high)) {
    return -sl_det_expm1(-(x - b->low) / (b->mean - b->low));
  }
  return x < b->mean ? (1.0 - b->upper) * (x - b->low) / (b->mean - b->low)
                     : 1.0 - b->upper * (b->high - x) / (b->high - b->mean);
}

static double bucket_survival(const bucket_t *b, double x)
{
  if (!b->atom && isinf(b->high)) {
    return sl_det_exp(-(x - b->low) / (b->mean - b->low));
  }
  if (!b->atom && x >= b->mean) {
    return b->upper * (b->high - x) / (b->high - b->mean);
  }
  return 1.0 - bucket_cdf(b, x);
}

/* share: of the bucket's probability, from its low end (p) or its high end (q) */
static double bucket_quantile(const bucket_t *b, double p)
{
  if (b->atom) {
    return b->mean;
  }
  if (isinf(b->high)) {
    return b->low - (b->mean - b->low) * sl_det_log1p(-fmin(p, 1.0 - 1e-16));
  }
  const double lower = 1.0 - b->upper;
  return p <= lower ? b->low + (b->mean - b->low) * (p / lower)
                    : b->high - (b->high - b->mean) * (fmax(0.0, 1.0 - p) / b->upper);
}

static double bucket_quantile_upper(const bucket_t *b, double q)
{
  if (!b->atom && isinf(b->high)) {
    return b->low - (b->mean - b->low) * sl_det_log(fmin(q, 1.0));
  }
  if (!b->atom && q <= b->upper) {
    return b->high - (b->high - b->mean) * (q / b->upper);
  }
  return bucket_quantile(b, 1.0 - q);
}

static double bucket_limited(const bucket_t *b, double limit, int power)
{
  if (limit <= b->low || b->atom) {
    const double least = b->atom ? fmin(limit, b->mean) : limit;
    return power == 1 ? least : least * least;
  }
  if (isinf(b->high)) {
    const double spread = b->mean - b->low, e = (limit - b->low) / spread, left = sl_det_exp(-e);
    const double first = -spread * sl_det_expm1(-e);
    if (power == 1) {
      return b->low + first;
    }
    const double second = 2.0 * spread * (first - (isinf(e) ? 0.0 : spread * e * left));
    return b->low * b->low + 2.0 * b->low * first + second;
  }
  double (*piece)(double, double, double) =
      power == 1 ? sl_uniform_limited_mean : sl_uniform_limited_square;
  return (1.0 - b->upper) * piece(b->low, b->mean, limit) +
         b->upper * piece(b->mean, b->high, limit);
}

/* The first bucket whose upper limit is at least x. */
static size_t bucket_at(const sl_severity_t *s, double x)
{
  size_t low = 0, high = s->n - 1;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (s->values[middle] >= x) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

static double cdf(const sl_severity_t *s, double x)
{
  if (x >= s->values[s->n - 1]) {
    return 1.0;
  }
  const size_t i = bucket_at(s, x);
  const bucket_t b = bucket_of(s, i);
  const double before = i > 0 ? s->below[i - 1] : 0.0;
  const double here = before + b.probability * bucket_cdf(&b, x);
  /* an atom on the border belongs to the bucket above, which starts there */
  const bucket_t next = bucket_of(s, i + (x == b.high));
  return x == b.high && next.atom && next.mean == x ? here + next.probability : here;
}

static double survival(const sl_severity_t *s, double x)
{
  if (x >= s->values[s->n - 1]) {
    return 0.0;
  }
  const size_t i = bucket_at(s, x);
  const bucket_t b = bucket_of(s, i);
  const double here = s->above[i] + b.probability * bucket_survival(&b, x);
  const bucket_t next = bucket_of(s, i + (x == b.high));
  return x == b.high && next.atom && next.mean == x ? here - next.probability : here;
}

static double log_density(const sl_severity_t *s, double x)
{
  const bucket_t b = bucket_of(s, bucket_at(s, x));
  if (x > b.high || isinf(x) || b.atom || !(b.probability > 0.0)) {
    return -(double)INFINITY;
  }
  if (isinf(b.high)) {
    const double spread = b.mean - b.low;
    return sl_det_log(b.probability) - sl_det_log(spread) - (x - b.low) / spread;
  }
  const bool below = x < b.mean;
  return sl_det_log(b.probability) + sl_det_log(below ? 1.0 - b.upper : b.upper) -
         sl_det_log(below ? b.mean - b.low : b.high - b.mean);
}

static double quantile(const sl_severity_t *s, double p)
{
  size_t low = 0, high = s->n - 1;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (s->below[middle] >= p) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  const bucket_t b = bucket_of(s, low);
  const double before = low > 0 ? s->below[low - 1] : 0.0;
  return b.probability > 0.0 ? bucket_quantile(&b, (p - before) / b.probability) : b.low;
}

static double quantile_upper(const sl_severity_t *s, double q)
{
  size_t low = 0, high = s->n - 1;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (s->above[middle] <= q) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  const bucket_t b = bucket_of(s, low);
  return b.probability > 0.0 ? bucket_quantile_upper(&b, (q - s->above[low]) / b.probability)
                             : b.low;
}

static double limited(const sl_severity_t *s, double limit, int power)
{
  double sum = 0.0;
  for (size_t i = 0; i < s->n; i++) {
    const bucket_t b = bucket_of(s, i);
    sum += b.probability > 0.0 ? b.probability * bucket_limited(&b, limit, power) : 0.0;
  }
  return sum;
}

static double limited_mean(const sl_severity_t *s, double limit) { return limited(s, limit, 1); }
static double limited_square(const sl_severity_t *s, double limit) { return limited(s, limit, 2); }
static double mean(const sl_severity_t *s) { return limited(s, INFINITY, 1); }

static double variance(const sl_severity_t *s)
{
  const double m = mean(s);
  return fmax(0.0, limited(s, INFINITY, 2) - m * m);
}

static double lowest(const sl_severity_t *s)
{
  size_t i = 0;
  while (s->probabilities[i] == 0.0) {
    i++;
  }
  const bucket_t b = bucket_of(s, i);
  return b.atom ? b.mean : b.low;
}

static double highest(const sl_severity_t *s)
{
  size_t i = s->n - 1;
  while (s->probabilities[i] == 0.0) {
    i--;
  }
  const bucket_t b = bucket_of(s, i);
  return b.atom ? b.mean : b.high;
}

static size_t kinks(const sl_severity_t *s, double *x, size_t capacity)
{
  size_t n = sl_severity_add_kink(x, capacity, 0, 0.0);
  for (size_t i = 0; i < s->n; i++) {
    if (isfinite(s->values[i])) {
      n = sl_severity_add_kink(x, capacity, n, s->values[i]);
    }
    if (s->probabilities[i] > 0.0 && isfinite(s->values[i])) {
      n = sl_severity_add_kink(x, capacity, n, s->means[i]);
    }
  }
  return n;
}

static int validate_bucket(const sl_severity_t *s, size_t i, sl_error_t *error)
{
  const double low = i > 0 ? s->values[i - 1] : 0.0, high = s->values[i];
  const bool last = i + 1 == s->n;
  if (!(i == 0 ? high >= 0.0 : high > low) || (!last && isinf(high))) {
    return sl_fail(error, SL_ERR_INPUT,
                   "continuance: upper limit %zu is %.10g; the limits must "
                   "increase, and only the last may be infinite",
                   i + 1, high);
  }
  if (s->probabilities[i] == 0.0) {
    return SL_OK;
  }
  const double m = s->means[i];
  if (!(m >= low && m <= high) || (isinf(high) && !(m > low && isfinite(m)))) {
    return sl_fail(error, SL_ERR_INPUT,
                   "continuance: the mean of bucket %zu is %.10g; it must lie "
                   "within the bucket, %.10g to %.10g",
                   i + 1, m, low, high);
  }
  return SL_OK;
}

static int validate(sl_severity_t *s, sl_error_t *error)
{
  if (s->values == NULL || s->means == NULL) {
    return sl_fail(error, SL_ERR_INPUT, "continuance: the upper limits or the means are missing");
  }
  for (size_t i = 0; i < s->n; i++) {
    const int code = validate_bucket(s, i, error);
    if (code != SL_OK) {
      return code;
    }
  }
  return sl_severity_accumulate(s, error);
}

const sl_severity_family_t sl_severity_continuance = {
    .name = "continuance",
    .doc = "buckets of amounts with their probabilities and means; two uniform pieces in each, an "
           "exponential in an unbounded last one",
    .citation = "Society of Actuaries continuance tables; CMS Actuarial Value Calculator "
                "methodology (2026)",
    .shape = SL_SEVERITY_CONTINUANCE,
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
