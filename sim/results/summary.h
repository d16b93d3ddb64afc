/* The figures of the decision page, computed once from the columns and used by the terminal page,
 * JSON, the plots and the stored summary variables alike.
 *
 * Every figure is the plain sample statistic of the run's trials (models/MODEL.md, "Estimates")
 * with its standard error; the budget counts as a given number, not as an estimate. Checked by
 * tests/unit/test_summary.c. */
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
  sl_estimate_t expected_deficit;       /* E[deficit] */
  sl_estimate_t expected_deficit_given; /* E[deficit | deficit]; NaN where none occurred */
  /* max(0, quantile - budget). Standard error: that of max(0, X), X normal about
   * quantile - budget with the quantile's standard error s: s where the quantile lies well above
   * the budget, 0 where well below. */
  sl_estimate_t reserve95, reserve99;
  sl_estimate_t tail_mean99;                    /* TVaR 99% of cost */
  sl_estimate_t component[SL_N_COST_VARIABLES]; /* mean of every cost variable */
  sl_estimate_t working_capital; /* quantile of peak_shortfall at the cash flow's level; NaN without
                                    a cash flow */
  double maximum_cost;           /* INFINITY = not bounded */
  /* against the baseline (arrangement 0), trial by trial; NaN for the baseline itself */
  sl_estimate_t baseline_cheaper; /* P(baseline's cost < this one's) */
  sl_estimate_t baseline_saving;  /* E[this cost - baseline's cost] */
} sl_arrangement_summary_t;

typedef struct sl_summary {
  sl_estimate_t trial_mean[SL_N_TRIAL_VARIABLES];
  size_t n_arrangements;
  sl_arrangement_summary_t *arrangements;
} sl_summary_t;

/* Cost: O(trials log trials) per arrangement. SL_ERR_MEMORY, or SL_ERR_ARGUMENT without trials. */
int sl_summary_new(const sl_results_t *results, sl_summary_t **summary, sl_error_t *error);
void sl_summary_free(sl_summary_t *summary);

/* The value of a summary or quantile variable of the table in variables.h. */
double sl_summary_value(const sl_arrangement_summary_t *summary, sl_summary_variable_t variable);
double sl_quantile_value(const sl_arrangement_summary_t *summary, sl_quantile_variable_t variable,
                         size_t level);

#endif
