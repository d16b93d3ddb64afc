/* The sum of one person's claims in a year, in the one order that every instruction set keeps:
 * claim j goes to lane j mod 8, and the lanes are added as ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 +
 * 7)).
 *
 * Many trials at a time: sum_claims of models/simd/kernels.h. Checked by
 * tests/unit/test_kernel_sums.c.
 */
#ifndef SL_MODELS_CLAIMS_CLAIM_SUM_H
#define SL_MODELS_CLAIMS_CLAIM_SUM_H

#include <stddef.h>

#define SL_SUM_LANES 8

static inline double sl_claim_sum_of_lanes(const double *l)
{
  return ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
}

static inline double sl_claim_sum(const double *amounts, size_t n)
{
  double lane[SL_SUM_LANES] = {0};
  for (size_t j = 0; j < n; j++) {
    lane[j % SL_SUM_LANES] += amounts[j];
  }
  return sl_claim_sum_of_lanes(lane);
}

#endif
