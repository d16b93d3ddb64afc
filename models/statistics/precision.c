#include "models/statistics/precision.h"

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

void sl_precision_take(sl_precision_sample_t *sample, const double *cost, const double *deficit,
                       size_t n, size_t stride)
{
  sl_running_add(&sample->cost, cost, n, stride);
  for (size_t t = 0; t < n; t++) {
    const double d = cost[t * stride] - sample->cost.first;
    sample->cubes += d * d * d;
    sample->fourths += d * d * d * d;
    sample->deficits += deficit[t * stride] > 0.0;
  }
}

double sl_precision_telling(const sl_precision_sample_t *sample)
{
  const double n = (double)sample->cost.n, mean = sample->cost.sum / n;
  const double second = sample->cost.squares - n * mean * mean;
  const double fourth = sample->fourths - 4.0 * mean * sample->cubes +
                        6.0 * mean * mean * sample->cost.squares -
                        3.0 * n * mean * mean * mean * mean;
  return second > 0.0 && fourth > 0.0 ? second * second / fourth : 0.0;
}

static double reached_of_mean(const sl_precision_sample_t *sample)
{
  return sl_precision_telling(sample) < SL_PRECISION_LEAST_TELLING
             ? (double)INFINITY
             : sl_precision_of_mean(sl_running_mean(&sample->cost));
}

double sl_precision_reached(const sl_precision_t *precision, const sl_precision_sample_t *sample,
                            bool can_vary)
{
  if (precision->goal != SL_PRECISION_NONE && !can_vary) {
    return 0.0;
  }
  switch (precision->goal) {
  case SL_PRECISION_COST:
    return reached_of_mean(sample);
  case SL_PRECISION_DEFICIT:
    return sl_precision_of_share(sample->deficits, sample->cost.n);
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
