/* The sum of one person's claims in each trial of a block, in the one order that every
 * instruction set keeps: claim j goes to lane j mod 8, and the lanes are added as
 * ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)).
 */
#ifndef SL_SIM_ENGINE_PERSON_SUM_H
#define SL_SIM_ENGINE_PERSON_SUM_H

#include "sim/results/block.h"

#include <stdint.h>
#include <string.h>

#define SL_SUM_LANES 8

typedef struct sl_person_sum {
  double lane[SL_BLOCK_TRIALS][SL_SUM_LANES];
  uint32_t next[SL_BLOCK_TRIALS]; /* claims added so far */
} sl_person_sum_t;

static inline void sl_person_sum_clear(sl_person_sum_t *sum, size_t n_trials)
{
  memset(sum->lane, 0, n_trials * sizeof sum->lane[0]);
  memset(sum->next, 0, n_trials * sizeof sum->next[0]);
}

static inline void sl_person_sum_add(sl_person_sum_t *sum, size_t trial, const double *amounts,
                                     uint32_t n)
{
  double *lane = sum->lane[trial];
  const uint32_t next = sum->next[trial];
  for (uint32_t j = 0; j < n; j++) {
    lane[(next + j) % SL_SUM_LANES] += amounts[j];
  }
  sum->next[trial] = next + n;
}

static inline double sl_person_sum_of_lanes(const double *l)
{
  return ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
}

static inline double sl_person_sum_total(const sl_person_sum_t *sum, size_t trial)
{
  return sl_person_sum_of_lanes(sum->lane[trial]);
}

#endif
