/* The block record: the results of up to SL_BLOCK_TRIALS consecutive trials. A pure function of
 * (scenario, seed, block index); the unit of work, of result chunks and of checkpoints.
 */
#ifndef SL_SIM_RESULTS_BLOCK_H
#define SL_SIM_RESULTS_BLOCK_H

#include "models/core/error.h"
#include "sim/results/variables.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */
typedef struct sl_year sl_year_t;         /* sim/results/year.h */

#define SL_BLOCK_TRIALS 512

typedef struct sl_block {
  uint64_t index; /* first_trial = index x SL_BLOCK_TRIALS */
  uint64_t first_trial;
  size_t n_trials; /* SL_BLOCK_TRIALS but for the last block */
  size_t n_arrangements;
  double *trial[SL_N_TRIAL_VARIABLES];           /* [n_trials] */
  double *cost[SL_N_COST_VARIABLES];             /* [n_trials][n_arrangements]; evenly apart */
  size_t n_months;                               /* 0 without a cash flow */
  double *month_cost[SL_N_MONTH_COST_VARIABLES]; /* [n_arrangements][n_months][SL_BLOCK_TRIALS] */
  const struct sl_years_block *years; /* not owned; NULL where the scenario has one plan year */
} sl_block_t;

/* Put the years of trials first .. first + n - 1 under an arrangement into the cost columns. Some
 * at a time: a year is a line in each of many columns. */
void sl_block_put_years(sl_block_t *block, size_t arrangement, size_t first, const sl_year_t *years,
                        size_t n);

/* The number of trials in block `index` of a run of `trials`; index < trials / SL_BLOCK_TRIALS,
 * rounded up. */
size_t sl_block_trials(uint64_t trials, uint64_t index);

#define SL_RUN_OUT_MONTHS 12 /* after the plan year, whatever its length */

/* The months of a scenario's cash flow: those of the plan year and, where cost counts incurred
 * claims, SL_RUN_OUT_MONTHS of run-out; 0 where it asks for none. */
size_t sl_cash_flow_months(const sl_scenario_t *scenario);

int sl_block_new(size_t n_arrangements, size_t n_months, sl_block_t **block, sl_error_t *error);
void sl_block_free(sl_block_t *block);

#endif
