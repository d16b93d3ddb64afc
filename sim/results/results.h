/* The results of a whole run: metadata, prices and, where loaded, the columns of every trial.
 *
 * The run's facts (sl_run_facts_t) are known before the first trial; the columns arrive block by
 * block and are read back from the result file where something needs them all.
 */
#ifndef SL_SIM_RESULTS_RESULTS_H
#define SL_SIM_RESULTS_RESULTS_H

#include "models/arrangement.h"
#include "sim/input/scenario.h"
#include "sim/results/block.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_arrangement_facts {
  char *name;
  const char *kind; /* a name of the registry of kinds; not owned */
  int has_specific;
  double specific_deductible; /* NaN without */
  int has_aggregate;
  sl_price_t price;
} sl_arrangement_facts_t;

typedef struct sl_run_facts {
  char *title; /* the scenario's name */
  char *currency;
  char *resolved; /* the resolved scenario */
  uint64_t trials, seed, pricing_trials;
  sl_enrolment_t enrolment;
  int infinite_variance; /* some severity has no finite variance: standard errors of means of
                            uncapped amounts mean nothing */
  size_t n_arrangements;
  sl_arrangement_facts_t *arrangements;
} sl_run_facts_t;

/* Copy what the outputs need of a scenario and its prices (n_arrangements of them). */
int sl_run_facts_new(const sl_scenario_t *scenario, const sl_price_t *prices,
                     sl_run_facts_t **facts, sl_error_t *error);
int sl_run_facts_copy(const sl_run_facts_t *facts, sl_run_facts_t **copy, sl_error_t *error);
void sl_run_facts_free(sl_run_facts_t *facts);

/* The place of a price or group variable of the table in variables.h. */
double *sl_price_field(sl_arrangement_facts_t *facts, sl_price_variable_t variable);
double *sl_group_field(sl_enrolment_t *enrolment, sl_group_variable_t variable);
double *sl_tier_field(sl_enrolment_t *enrolment, sl_tier_variable_t variable); /* [SL_TIERS] */

typedef struct sl_results {
  sl_run_facts_t *facts;               /* owned */
  double *trial[SL_N_TRIAL_VARIABLES]; /* [trials] */
  double *cost[SL_N_COST_VARIABLES];   /* [n_arrangements][trials]: one column per arrangement */
} sl_results_t;

/* Takes facts over, on failure too. Columns are allocated and filled with NaN. */
int sl_results_new(sl_run_facts_t *facts, sl_results_t **results, sl_error_t *error);
void sl_results_free(sl_results_t *results);

/* The column of one variable of one arrangement. */
const double *sl_results_cost_column(const sl_results_t *results, sl_cost_variable_t variable,
                                     size_t arrangement);

/* Copy a block into the columns. Its trials must lie within the run. */
void sl_results_put_block(sl_results_t *results, const sl_block_t *block);

#endif
