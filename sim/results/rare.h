/* Rare years: trials of a group of their own, drawn more often where the year is dear, each with
 * the weight that makes up for it (models/frequency/tilt.h), and what they say of each arrangement
 * (models/statistics/weighted.h).
 */
#ifndef SL_SIM_RESULTS_RARE_H
#define SL_SIM_RESULTS_RARE_H

#include "models/core/error.h"
#include "models/statistics/statistics.h"
#include "models/statistics/weighted.h"
#include "sim/results/variables.h"

#include <stddef.h>

#define SL_RARE_LAWS_MAX SL_STRATA_MAX /* the plain law and the tilted ones */

/* One arrangement. */
typedef struct sl_rare_summary {
  sl_estimate_t deficit_probability, expected_deficit;
  sl_estimate_t quantile95, quantile99; /* of cost */
  sl_estimate_t tail_mean99;
  sl_estimate_t expected_aggregate;    /* E[aggregate reimbursement] */
  sl_estimate_t aggregate_probability; /* P(aggregate reimbursement > 0) */
  sl_estimate_t expected_cost;
  double equivalent_deficit;    /* plain trials that would give P(deficit) the same standard error;
                                   NaN where the chance is 0 or 1 */
  double equivalent_quantile99; /* likewise of the chance to be above the 99% quantile */
} sl_rare_summary_t;

typedef struct sl_rare {
  size_t trials; /* law by law, the plain one first; 0 in a loaded one, which has figures alone */
  size_t n_laws;
  size_t n_arrangements;
  double count; /* trials, as a variable; also in a loaded one */
  size_t law_trials[SL_RARE_LAWS_MAX];
  double law_strength[SL_RARE_LAWS_MAX];    /* theta: per unit of cost; 0 for the plain law */
  double *trial[SL_N_RARE_TRIAL_VARIABLES]; /* [trials] */
  double *cost[SL_N_RARE_COST_VARIABLES];   /* [trials][n_arrangements] */
  double *control;                          /* [trials][n_laws - 1]; NULL in a loaded one */
  sl_estimate_t mean_weight;                /* 1 but for chance */
  double effective_size;                    /* of the weights: Kish's */
  sl_rare_summary_t *arrangements;
} sl_rare_t;

/* Room for trials, filled with zeros. SL_ERR_MEMORY. */
int sl_rare_new(size_t trials, size_t n_laws, size_t n_arrangements, sl_rare_t **rare,
                sl_error_t *error);
void sl_rare_free(sl_rare_t *rare);

/* Calibrate the weights and fill in the figures. Every law has two trials or more. SL_ERR_MEMORY.
 * Cost: O(trials log trials) an arrangement. */
int sl_rare_summarize(sl_rare_t *rare, sl_error_t *error);

/* The place of a variable of the table in variables.h. */
double *sl_rare_number(sl_rare_t *rare, sl_rare_number_t variable);
double *sl_rare_field(sl_rare_summary_t *summary, sl_rare_variable_t variable);

#endif
