/* Two arrangements on the same simulated years. */
#ifndef SL_SIM_RESULTS_PAIRS_H
#define SL_SIM_RESULTS_PAIRS_H

#include "sim/results/summary.h"

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

/* Of several arrangements: which one dominates `a`. One that is offered, costs no more than a at
 * any place of the two samples in ascending order (first-order stochastic dominance of the sample:
 * at every amount no more years cost more, to half a cent), and whose mean is lower by more than
 * SL_DOMINANCE_ERRORS standard errors of the paired difference; of several the one with the lowest
 * mean. SL_NOT_DOMINATED: none. offered: [arrangements]. Cost: O(trials log trials) for each that
 * the stored quantiles leave in question. Checked by tests/unit/test_comparison.c. */
#define SL_DOMINANCE_ERRORS 2.0
#define SL_NOT_DOMINATED SIZE_MAX
int sl_pairs_dominated(sl_pairs_t *pairs, const sl_summary_t *summary, const bool *offered,
                       size_t a, size_t *by, sl_error_t *error);

/* Of the two that were compared last: whether a's sample in ascending order is nowhere above b's.
 * Sorts what was read. */
bool sl_pairs_never_above(sl_pairs_t *pairs);

#endif
