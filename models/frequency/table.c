/* A table of probabilities, and a distribution with its probability of zero replaced. */
#include "models/frequency/families.h"

#include <limits.h>
#include <math.h>

static int table_validate(const sl_frequency_t *f, sl_error_t *error)
{
  double sum = 0.0;
  if (f->n == 0 || f->probabilities == NULL) {
    return sl_fail(error, SL_ERR_INPUT, "table: probabilities must list at least one number");
  }
  for (size_t i = 0; i < f->n; i++) {
    if (!(f->probabilities[i] >= 0.0 && f->probabilities[i] <= 1.0)) {
      return sl_fail(error, SL_ERR_INPUT, "table: probabilities[%zu] = %.15g must be from 0 to 1",
                     i, f->probabilities[i]);
    }
    sum += f->probabilities[i];
  }
  if (!(fabs(sum - 1.0) <= 1e-9)) {
    return sl_fail(error, SL_ERR_INPUT, "table: the probabilities sum to %.15g, not 1", sum);
  }
  for (size_t i = 0; i < f->n; i++) {
    f->probabilities[i] /= sum;
  }
  return SL_OK;
}

static double table_mean(const sl_frequency_t *f)
{
  double sum = 0.0;
  for (size_t i = 1; i < f->n; i++) {
    sum += (double)i * f->probabilities[i];
  }
  return sum;
}

static double table_variance(const sl_frequency_t *f)
{
  const double mean = table_mean(f);
  double sum = 0.0;
  for (size_t i = 0; i < f->n; i++) {
    sum += ((double)i - mean) * ((double)i - mean) * f->probabilities[i];
  }
  return sum;
}

static double table_pmf(const sl_frequency_t *f, unsigned long n)
{
  return n < f->n ? f->probabilities[n] : 0.0;
}

static double table_cdf(const sl_frequency_t *f, double n)
{
  double sum = 0.0;
  if (n >= (double)f->n - 1.0) {
    return 1.0;
  }
  for (size_t i = 0; (double)i <= n; i++) {
    sum += f->probabilities[i];
  }
  return fmin(sum, 1.0);
}

static unsigned long table_quantile(const sl_frequency_t *f, double p)
{
  size_t last = f->n - 1, n = 0;
  while (last > 0 && f->probabilities[last] == 0.0) {
    last--;
  }
  for (double sum = f->probabilities[0]; n < last && sum < p; sum += f->probabilities[n]) {
    n++;
  }
  return n;
}

static double table_limited_mean(const sl_frequency_t *f, double limit)
{
  double sum = 0.0;
  for (size_t i = 1; i < f->n; i++) {
    sum += fmin((double)i, limit) * f->probabilities[i];
  }
  return sum;
}

const sl_frequency_family_t sl_frequency_table = {
    .name = "table",
    .doc = "p(n) = probabilities[n], the first for no claim; claims are kept one by one with "
           "probability exposure",
    .citation = "S. A. Klugman, H. H. Panjer, G. E. Willmot, Loss Models, 4th ed. 2012, 6.1",
    .shape = SL_FREQUENCY_TABLE,
    .exposure = SL_EXPOSURE_THINNING,
    .validate = table_validate,
    .mean = table_mean,
    .variance = table_variance,
    .pmf = table_pmf,
    .cdf = table_cdf,
    .quantile = table_quantile,
    .limited_mean = table_limited_mean};

/* Probabilities other than that of zero are those of the part times this. E[min(N, 1)] is the
 * part's probability of any claim without the cancellation of 1 - p(0). */
static double modified_scale(const sl_frequency_t *f)
{
  return (1.0 - f->parameter[0]) / sl_frequency_limited_mean(f->part, 1.0);
}

static int modified_validate(const sl_frequency_t *f, sl_error_t *error)
{
  if (f->part == NULL) {
    return sl_fail(error, SL_ERR_INPUT, "zero_modified: needs of, the distribution it modifies");
  }
  if (!(sl_frequency_limited_mean(f->part, 1.0) > 0.0)) {
    return sl_fail(error, SL_ERR_INPUT,
                   "zero_modified: the distribution in of never gives a claim, so that it cannot "
                   "be scaled to give one with probability %.15g",
                   1.0 - f->parameter[0]);
  }
  return SL_OK;
}

static double modified_mean(const sl_frequency_t *f)
{
  return modified_scale(f) * sl_frequency_mean(f->part);
}

static double modified_variance(const sl_frequency_t *f)
{
  const double scale = modified_scale(f), of = sl_frequency_mean(f->part);
  return scale * (sl_frequency_variance(f->part) + of * of) - scale * of * scale * of;
}

static double modified_pmf(const sl_frequency_t *f, unsigned long n)
{
  return n == 0 ? f->parameter[0] : modified_scale(f) * sl_frequency_pmf(f->part, n);
}

static double modified_cdf(const sl_frequency_t *f, double n)
{
  return n < 0.0 ? 0.0
                 : fmax(f->parameter[0],
                        1.0 - modified_scale(f) * (1.0 - sl_frequency_cdf(f->part, n)));
}

static unsigned long modified_quantile(const sl_frequency_t *f, double p)
{
  if (p <= f->parameter[0]) {
    return 0;
  }
  const unsigned long n = sl_frequency_quantile(f->part, 1.0 - (1.0 - p) / modified_scale(f));
  return n > 0 ? n : 1;
}

static double modified_limited_mean(const sl_frequency_t *f, double limit)
{
  return modified_scale(f) * sl_frequency_limited_mean(f->part, limit);
}

static const sl_parameter_t modified_parameters[] = {
    {.name = "zero",
     .unit = "1",
     .low = 0.0,
     .high = 1.0,
     .doc = "probability of no claim; the others keep their proportions"}};

const sl_frequency_family_t sl_frequency_zero_modified = {
    .name = "zero_modified",
    .doc = "p(0) = zero, p(n) = (1 - zero) / (1 - of(0)) of(n); claims are kept one by one with "
           "probability exposure",
    .citation = "S. A. Klugman, H. H. Panjer, G. E. Willmot, Loss Models, 4th ed. 2012, 6.6",
    .shape = SL_FREQUENCY_ZERO_MODIFIED,
    .exposure = SL_EXPOSURE_THINNING,
    .parameters = modified_parameters,
    .n_parameters = 1,
    .validate = modified_validate,
    .mean = modified_mean,
    .variance = modified_variance,
    .pmf = modified_pmf,
    .cdf = modified_cdf,
    .quantile = modified_quantile,
    .limited_mean = modified_limited_mean};
