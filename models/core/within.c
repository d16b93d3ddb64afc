#include "models/core/within.h"

#define LANES 8

/* NaN is neither the smaller nor the larger, so it is kept apart: 0 x NaN is NaN, and 0 of whatever
 * may be within. */
bool sl_all_within(const double *x, size_t n, double low, double high)
{
  double least[LANES], most[LANES], unknown[LANES];
  bool within = true;
  size_t i = 0;
  for (size_t k = 0; k < LANES; k++) {
    least[k] = high;
    most[k] = low;
    unknown[k] = 0.0;
  }
  for (; i + LANES <= n; i += LANES) {
    for (size_t k = 0; k < LANES; k++) {
      const double value = x[i + k];
      least[k] = value < least[k] ? value : least[k];
      most[k] = value > most[k] ? value : most[k];
      unknown[k] += 0.0 * value;
    }
  }
  for (size_t k = 0; k < LANES; k++) {
    within = within && least[k] >= low && most[k] <= high && unknown[k] == 0.0;
  }
  for (; i < n; i++) {
    within = within && x[i] >= low && x[i] <= high;
  }
  return within;
}
