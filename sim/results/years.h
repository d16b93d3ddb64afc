/* Several plan years of a run, told by arrangement and year: what group /years of a result file
 * holds beside the trials. Only runs of more than one plan year have it (facts.n_years > 1).
 *
 * Means, chances and quantiles are the plain sample statistics of the run's trials, with their
 * standard errors (models/statistics/statistics.h); savings are differences within a trial, and so
 * is what a promise saves. Checked by tests/unit/test_years.c.
 */
#ifndef SL_SIM_RESULTS_YEARS_H
#define SL_SIM_RESULTS_YEARS_H

#include "models/statistics/statistics.h"
#include "sim/results/block.h"
#include "sim/results/variables.h"
#include "sim/results/year_variables.h"
#include "sim/results/years_block.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_run_facts sl_run_facts_t;         /* sim/results/results.h */
typedef struct sl_column_source sl_column_source_t; /* likewise */
typedef struct sl_results sl_results_t;             /* likewise */

/* One arrangement in one plan year. */
typedef struct sl_year_figures {
  sl_estimate_t mean[SL_N_YEAR_VARIABLES];
  sl_estimate_t deficit_probability;
  sl_estimate_t call_probability, call_so_far;
  /* Of cumulative_cost, against the baseline (arrangement 0), trial by trial; NaN for the baseline:
   * the baseline's less this one's, and P(this one's < the baseline's). */
  sl_estimate_t saving, cheaper;
  sl_estimate_t cost_quantile[SL_N_QUANTILES], cumulative_quantile[SL_N_QUANTILES];
  sl_estimate_t saving_quantile[SL_N_QUANTILES], reserve_quantile[SL_N_QUANTILES];
  sl_estimate_t rate_quantile[SL_N_QUANTILES];
  double largest_cumulative;
} sl_year_figures_t;

/* A promise: whose, which (sl_promise_kind_t), and what it saves over all plan years. */
typedef struct sl_promise_figures {
  double arrangement, kind;
  sl_estimate_t saved;
} sl_promise_figures_t;

typedef struct sl_years {
  size_t n_arrangements, n_years, n_promises;
  sl_year_figures_t *figures; /* owned, [n_arrangements][n_years] */
  sl_promise_figures_t *promises;
} sl_years_t;

/* Zeros. SL_ERR_MEMORY. */
int sl_years_new(size_t n_arrangements, size_t n_years, size_t n_promises, sl_years_t **years,
                 sl_error_t *error);
void sl_years_free(sl_years_t *years); /* NULL is fine */

const sl_year_figures_t *sl_years_at(const sl_years_t *years, size_t arrangement, size_t year);

/* The list of promises as blocks have it, from the figures. n_promises of them. */
void sl_years_promises(const sl_years_t *years, sl_promise_t *promises);

/* Columns of a variable: of one arrangement, plan years first .. first + n - 1, trials first_trial,
 * a multiple of SL_BLOCK_TRIALS, to first_trial + trials - 1. */
typedef struct sl_year_range {
  sl_year_variable_t variable;
  size_t arrangement, first, n;
  uint64_t first_trial, trials;
} sl_year_range_t;

/* The figures, while the blocks come in order: each block with its plan years, then the columns
 * that must be sorted by source->read_year_columns. The facts must outlive the tally; their number
 * of trials is not read. Memory: not growing with the trials but for up to 32 MB of columns, or two
 * columns where they are longer. Cost: O(trials log trials) an arrangement and plan year.
 * SL_ERR_MEMORY; SL_ERR_ARGUMENT: a block without plan years, or of others than those before it. */
typedef struct sl_years_tally sl_years_tally_t;
int sl_years_tally_new(const sl_run_facts_t *facts, sl_years_tally_t **tally, sl_error_t *error);
int sl_years_tally_take(sl_years_tally_t *tally, const sl_block_t *block, sl_error_t *error);
int sl_years_tally_tell(const sl_years_tally_t *tally, const sl_column_source_t *source,
                        sl_years_t **years, sl_error_t *error);
void sl_years_tally_free(sl_years_tally_t *tally); /* NULL is fine */

/* The same of a run whose blocks can be read. *years stays NULL where it has one plan year. */
int sl_years_of_results(const sl_results_t *results, sl_years_t **years, sl_error_t *error);

#endif
