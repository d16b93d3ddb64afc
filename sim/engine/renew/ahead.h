/* All that an engine has of several plan years: plan, models, what the pricing pass tells, and the
 * renewals that follow from it. */
#ifndef SL_SIM_ENGINE_RENEW_AHEAD_H
#define SL_SIM_ENGINE_RENEW_AHEAD_H

#include "models/funding/price.h"
#include "sim/engine/compile/model.h"
#include "sim/engine/compile/options.h"
#include "sim/engine/trials/unit_sums.h"
#include "sim/results/years_block.h"

typedef struct sl_ahead sl_ahead_t;

/* Compile what a scenario's plan years need beside the first one's model, which goes claim by claim
 * and outlives them. *ahead is NULL where there is one plan year. */
int sl_ahead_new(const sl_model_t *first, const sl_engine_options_t *options, int threads,
                 sl_ahead_t **ahead, sl_error_t *error);
void sl_ahead_free(sl_ahead_t *ahead); /* NULL is fine */

/* The models of the pricing pass, whose arrangements begin with the scenario's, and of the run. */
const sl_model_t *sl_ahead_pricing_model(const sl_ahead_t *ahead);
const sl_model_t *sl_ahead_model(const sl_ahead_t *ahead);

/* A block of the pricing pass, in order; the first block begins it. */
void sl_ahead_take_priced(sl_ahead_t *ahead, uint64_t block, size_t n_trials,
                          const sl_unit_sums_t *sums);

/* Arrangements that are priced: the scenario's, and then those without a promise of their carrier,
 * which have their prices settled by the caller. */
size_t sl_ahead_lines(const sl_ahead_t *ahead);
const sl_arrangement_t *sl_ahead_line(const sl_ahead_t *ahead, size_t line);

/* Their renewals at these prices, after the pricing pass. */
int sl_ahead_renew(sl_ahead_t *ahead, const sl_price_t *prices, sl_error_t *error);

/* The plan years of a block of the run: *years is the caller's until the next call. */
int sl_ahead_cost(sl_ahead_t *ahead, size_t n_trials, const sl_unit_sums_t *sums,
                  const sl_years_block_t **years, sl_error_t *error);

#endif
