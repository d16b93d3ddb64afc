/* The figures of the decision page, computed once from the columns and used by the terminal page,
 * JSON, the plots and the stored summary variables alike. */
#ifndef SL_SIM_RESULTS_SUMMARY_H
#define SL_SIM_RESULTS_SUMMARY_H

#include "models/statistics.h"
#include "sim/results/results.h"

#include <stddef.h>

typedef struct sl_arrangement_summary {
  sl_estimate_t expected_cost;            /* per plan year */
  sl_estimate_t expected_pepm;            /* the same per employee per month */
  sl_estimate_t quantile[SL_N_QUANTILES]; /* of cost, at sl_quantile_levels */
  sl_estimate_t deficit_probability;
  sl_estimate_t expected_deficit;               /* E[deficit] */
  sl_estimate_t expected_deficit_given;         /* E[deficit | deficit]; NaN where none occurred */
  sl_estimate_t reserve95, reserve99;           /* max(0, quantile - budget) */
  sl_estimate_t tail_mean99;                    /* TVaR 99% of cost */
  sl_estimate_t component[SL_N_COST_VARIABLES]; /* mean of every cost variable */
  double maximum_cost;                          /* INFINITY = not bounded */
  /* against the baseline (arrangement 0), trial by trial; NaN for the baseline itself */
  sl_estimate_t baseline_cheaper; /* P(baseline's cost < this one's) */
  sl_estimate_t baseline_saving;  /* E[this cost - baseline's cost] */
} sl_arrangement_summary_t;

typedef struct sl_summary {
  sl_estimate_t trial_mean[SL_N_TRIAL_VARIABLES];
  size_t n_arrangements;
  sl_arrangement_summary_t *arrangements;
} sl_summary_t;

int sl_summary_new(const sl_results_t *results, sl_summary_t **summary, sl_error_t *error);
void sl_summary_free(sl_summary_t *summary);

#endif
