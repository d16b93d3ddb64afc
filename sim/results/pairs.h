/* Two arrangements on the same simulated years. */
#ifndef SL_SIM_RESULTS_PAIRS_H
#define SL_SIM_RESULTS_PAIRS_H

#include "sim/results/results.h"

typedef struct sl_pairs {
  const sl_results_t *results;
  size_t trials;
  double *first, *second, *difference; /* owned: [trials] */
} sl_pairs_t;

/* SL_ERR_MEMORY, SL_ERR_ARGUMENT without trials. Free in any case. */
int sl_pairs_new(const sl_results_t *results, sl_pairs_t *pairs, sl_error_t *error);
void sl_pairs_free(sl_pairs_t *pairs);

/* The cost of an arrangement by trial, into pairs->first. */
int sl_pairs_read(sl_pairs_t *pairs, size_t arrangement, sl_error_t *error);

/* The cost of an arrangement in ascending order, into pairs->first. */
int sl_pairs_sorted(sl_pairs_t *pairs, size_t arrangement, sl_error_t *error);

typedef struct sl_pair {
  sl_estimate_t difference; /* mean of a's cost less b's, trial by trial */
  sl_estimate_t dearer;     /* share of trials where a costs more, by half a cent at least */
} sl_pair_t;
int sl_pairs_compare(sl_pairs_t *pairs, size_t a, size_t b, sl_pair_t *pair, sl_error_t *error);

/* Of the two that were compared last: whether a's sample in ascending order is nowhere above b's.
 * Sorts what was read. */
bool sl_pairs_never_above(sl_pairs_t *pairs);

#endif
