/* The figures of the decision page, computed once from the columns and used by the terminal page,
 * JSON, the plots and the stored summary variables alike.
 *
 * Every figure is the plain sample statistic of the run's trials (models/MODEL.md, "Estimates")
 * with its standard error; the budget counts as a given number, not as an estimate. Checked by
 * tests/unit/test_summary.c. */
#ifndef SL_SIM_RESULTS_SUMMARY_H
#define SL_SIM_RESULTS_SUMMARY_H

#include "models/statistics/statistics.h"
#include "sim/results/enough.h"
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
  sl_estimate_t tail_mean95, tail_mean99; /* TVaR of cost */
  /* Of the worst 5% and 1% of years by cost, the mean of gap; 0 without a gap. */
  sl_estimate_t gap_in_tail95, gap_in_tail99;
  /* The cost less gap_above_deductible: the same year where the contracts are renewed with a window
   * over the gap. Mean, 95% and 99% quantile; NaN where that changes nothing. */
  sl_estimate_t renewed_cost, renewed95, renewed99;
  /* Why a year can cost more than the maximum: 95% quantile and mean of the worst 1% of each
   * reason's size; the mean is component[SL_COST_BEYOND_CONTRACT + reason]. */
  sl_estimate_t beyond95[SL_N_BEYOND], beyond99[SL_N_BEYOND];
  sl_estimate_t component[SL_N_COST_VARIABLES]; /* mean of every cost variable */
  sl_estimate_t working_capital; /* quantile of peak_shortfall at the cash flow's level; NaN without
                                    a cash flow */
  sl_estimate_t maximum_cost;    /* inside the contracts; INFINITY = not bounded */
  double largest_cost;           /* of all trials */
  sl_enough_t enough;            /* spread of parts of the run; against the budget given */
  /* against the baseline (arrangement 0), trial by trial; NaN (0) for the baseline itself */
  size_t baseline_cheaper_trials, baseline_dearer_trials;
  sl_estimate_t baseline_cheaper; /* P(baseline's cost < this one's) */
  sl_estimate_t baseline_saving;  /* E[this cost - baseline's cost] */
} sl_arrangement_summary_t;

typedef struct sl_summary {
  sl_estimate_t trial_mean[SL_N_TRIAL_VARIABLES];
  uint64_t trials;
  double precision_reached; /* of the goal of facts, by the arrangement that is worst; else NaN */
  size_t n_arrangements;
  sl_arrangement_summary_t *arrangements;
} sl_summary_t;

/* One pass over the blocks for sums, then the columns that must be sorted. Cost: O(trials log
 * trials) per arrangement. Memory: 12 bytes a trial, and up to 32 MB of further columns at once.
 * SL_ERR_MEMORY, SL_ERR_ARGUMENT without trials, or the error of the columns' source. */
int sl_summary_new(const sl_results_t *results, sl_summary_t **summary, sl_error_t *error);
void sl_summary_free(sl_summary_t *summary);

/* The same while the blocks come, for a writer: each block in order, then the columns by
 * source->read_columns. The facts must outlive the tally; their number of trials is not read. */
typedef struct sl_tally sl_tally_t;
int sl_tally_new(const sl_run_facts_t *facts, sl_tally_t **tally, sl_error_t *error);
void sl_tally_take(void *tally, const sl_block_t *block);
int sl_tally_summarize(const sl_tally_t *tally, const sl_column_source_t *source,
                       sl_summary_t **summary, sl_error_t *error);
void sl_tally_free(sl_tally_t *tally);

/* What a quantile of cost takes beyond a budget, max(0, quantile - budget), with the standard error
 * of reserve95 above. */
sl_estimate_t sl_reserve(sl_estimate_t quantile, double budget);

/* The value of a summary or quantile variable of the table in variables.h. */
double sl_summary_value(const sl_arrangement_summary_t *summary, sl_summary_variable_t variable);
double sl_quantile_value(const sl_arrangement_summary_t *summary, sl_quantile_variable_t variable,
                         size_t level);

#endif
