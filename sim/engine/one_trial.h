/* One trial of a run by itself, its claims seen one by one.
 *
 * The claims are those of the run, and so are all sums, to the bit: a trial is a pure function of
 * scenario, seed and number. Where the run adds claims up by year without their days, the
 * claim-by-claim path is taken, whose days come from words of their own and change no amount. Where
 * the run draws annual totals (simulation.sampler: totals) there are no claims: one line a person
 * stands for the year.
 * Checked by tests/unit/test_trace.c.
 */
#ifndef SL_SIM_ENGINE_ONE_TRIAL_H
#define SL_SIM_ENGINE_ONE_TRIAL_H

#include "models/funding/price.h"
#include "sim/engine/compile/model.h"
#include "sim/engine/trials/observer.h"
#include "sim/results/block.h"

#include <stdint.h>

typedef struct sl_one_trial sl_one_trial_t;

/* Compile. The scenario must outlive it. Of options threads (for compiling), kernels, cache and
 * few_threads count. *one is NULL on failure. */
int sl_one_trial_new(const sl_scenario_t *scenario, const sl_engine_options_t *options,
                     sl_one_trial_t **one, sl_error_t *error);
void sl_one_trial_free(sl_one_trial_t *one); /* NULL is fine */

const sl_model_t *sl_one_trial_model(const sl_one_trial_t *one);

/* What multiplies everybody's number of claims in the trial simulated last; 1 without one. */
double sl_one_trial_group_factor(const sl_one_trial_t *one);

/* Simulate the observer's trial, whether or not the run has so many, and cost it by these prices
 * (by arrangement): its place in block (of the scenario's arrangements and cash-flow months) is
 * *at. SL_ERR_MEMORY. Cost: that of one trial among few, several times its share of a block. */
int sl_one_trial_simulate(sl_one_trial_t *one, const sl_observer_t *observer,
                          const sl_price_t *prices, sl_block_t *block, size_t *at,
                          sl_error_t *error);

#endif
