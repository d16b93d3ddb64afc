#include "models/precision.h"

#include <math.h>

#define Z95 1.95996398454005423552 /* two-sided 95% of the standard normal */

double sl_precision_of_mean(sl_estimate_t mean)
{
  if (mean.standard_error == 0.0) {
    return 0.0;
  }
  return mean.value == 0.0 || isnan(mean.standard_error) ? (double)INFINITY
                                                         : mean.standard_error / fabs(mean.value);
}

double sl_precision_of_share(size_t hits, size_t n)
{
  const double count = (double)n, p = (double)hits / count, z2 = Z95 * Z95;
  const double scale = 1.0 + z2 / count;
  const double centre = (p + z2 / (2.0 * count)) / scale;
  const double half = Z95 / scale * sqrt(p * (1.0 - p) / count + z2 / (4.0 * count * count));
  return (fabs(centre - p) + half) / Z95;
}

double sl_precision_reached(const sl_precision_t *precision, sl_estimate_t mean, size_t hits,
                            size_t n)
{
  switch (precision->goal) {
  case SL_PRECISION_COST:
    return sl_precision_of_mean(mean);
  case SL_PRECISION_DEFICIT:
    return sl_precision_of_share(hits, n);
  case SL_PRECISION_NONE:
    break;
  }
  return (double)NAN;
}

uint64_t sl_precision_trials(const sl_precision_t *precision, double reached, uint64_t n,
                             uint64_t most)
{
  const double ratio = reached / precision->target;
  const double trials = ceil((double)n * ratio * ratio);
  if (!(trials < (double)most)) {
    return most;
  }
  const uint64_t least = SL_PRECISION_LEAST_TRIALS;
  const uint64_t wanted = (uint64_t)trials;
  return wanted > least ? wanted : least < most ? least : most;
}
