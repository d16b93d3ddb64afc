#include "models/exact/frequency_transform.h"

#include "models/exact/complex_number.h"
#include "models/exact/polar.h"

#include <math.h>

static double complex log_transform(const sl_frequency_t *frequency, double exposure,
                                    double complex z);

static double complex panjer_log(sl_panjer_t law, double exposure, double complex z)
{
  const double mean = law.mean * exposure;
  switch (law.law) {
  case SL_PANJER_NEGATIVE_BINOMIAL:
    return -law.size * sl_complex_log(1.0 + mean / law.size * (1.0 - z));
  case SL_PANJER_BINOMIAL: {
    const double q = fmin(1.0, mean);
    return law.size * sl_complex_log(1.0 - q + q * z);
  }
  case SL_PANJER_POISSON:
    break;
  }
  return mean * (z - 1.0);
}

static double complex table_log(const sl_frequency_t *frequency, double complex z)
{
  double complex p = 0.0;
  for (size_t i = frequency->n; i-- > 0;) {
    p = p * z + frequency->probabilities[i];
  }
  return sl_complex_log(p);
}

static double complex zero_modified_log(const sl_frequency_t *frequency, double complex z)
{
  const double zero = frequency->parameter[0];
  const double own = sl_frequency_pmf(frequency->part, 0);
  const double complex part = sl_complex_exp(log_transform(frequency->part, 1.0, z));
  return sl_complex_log(zero + (1.0 - zero) / (1.0 - own) * (part - own));
}

static double complex log_transform(const sl_frequency_t *frequency, double exposure,
                                    double complex z)
{
  if (frequency->family->panjer != NULL) {
    return panjer_log(frequency->family->panjer(frequency), exposure, z);
  }
  const double complex thinned = 1.0 - exposure + exposure * z;
  return frequency->family->shape == SL_FREQUENCY_TABLE ? table_log(frequency, thinned)
                                                        : zero_modified_log(frequency, thinned);
}

bool sl_frequency_is_poisson(const sl_frequency_t *frequency)
{
  return frequency->family->panjer != NULL &&
         frequency->family->panjer(frequency).law == SL_PANJER_POISSON;
}

/* Most services are Poisson or negative binomial, and most time would go here: as plain real loops.
 */
static void add_poisson(double mean, const double *z, size_t n, double *sum)
{
  for (size_t k = 0; k < n; k++) {
    sum[2 * k] += mean * (z[2 * k] - 1.0);
    sum[2 * k + 1] += mean * z[2 * k + 1];
  }
}

void sl_frequency_add_log_transform(const sl_frequency_t *frequency, double exposure,
                                    const double complex *z, size_t n, double complex *sum)
{
  if (sl_frequency_is_poisson(frequency)) {
    const double mean = frequency->family->panjer(frequency).mean * exposure;
    add_poisson(mean, (const double *)z, n, (double *)sum);
    return;
  }
  if (frequency->family->panjer != NULL) {
    const sl_panjer_t law = frequency->family->panjer(frequency);
    if (law.law == SL_PANJER_NEGATIVE_BINOMIAL) {
      sl_add_logs(n, -law.size, law.mean * exposure / law.size, (const double *)z, (double *)sum);
      return;
    }
  }
  for (size_t k = 0; k < n; k++) {
    sum[k] += log_transform(frequency, exposure, z[k]);
  }
}
