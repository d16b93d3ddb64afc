/* The simulation engine: scenario -> blocks of trials -> a sink, in order of the trials.
 *
 * Work unit: SL_BLOCK_TRIALS trials x a tile of whole families. A block's bytes depend on the
 * scenario, the seed and its index only; never on threads or on the order of the work.
 */
#ifndef SL_SIM_ENGINE_ENGINE_H
#define SL_SIM_ENGINE_ENGINE_H

#include "models/funding/price.h"
#include "models/funding/trial.h"
#include "sim/engine/compile/options.h"
#include "sim/engine/compile/unit_store.h"
#include "sim/results/band.h"
#include "sim/results/block.h"
#include "sim/results/rare.h"

#include <stdint.h>

typedef struct sl_arrangement sl_arrangement_t; /* models/funding/arrangement.h */

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

typedef struct sl_engine sl_engine_t;

/* Called from the calling thread with each finished block, in order of index. A non-zero return
 * (an SL_ERR_* code) stops the run. */
typedef int (*sl_block_sink_t)(void *context, const sl_block_t *block, sl_error_t *error);

/* Compile samplers and count laws. The scenario must outlive the engine. SL_ERR_ARGUMENT: options
 * that ask for a part with a precision, or for one beyond the last block. */
int sl_engine_new(const sl_scenario_t *scenario, const sl_engine_options_t *options,
                  sl_engine_t **engine, sl_error_t *error);
void sl_engine_free(sl_engine_t *engine);

/* Settle the prices of every arrangement (runs the pricing pass where one is needed).
 * prices: scenario->n_arrangements. Must precede sl_engine_run. With further arrangements the
 * pass's trials stay until the run begins, for sl_engine_settle. */
int sl_engine_price(sl_engine_t *engine, sl_price_t *prices, sl_error_t *error);

/* The same in two steps, for whoever prices arrangements that the scenario's covers serve (a
 * sweep): run the pricing pass and keep its trials; then settle an arrangement with the cover of
 * the scenario's `cover_of`-th arrangement, which may differ from it in what the sums do not depend
 * on (sl_coverage_equal); further arrangements count on behind the scenario's. sl_engine_settle may
 * be called from several threads. */
int sl_engine_collect(sl_engine_t *engine, sl_error_t *error);
int sl_engine_settle(const sl_engine_t *engine, const sl_arrangement_t *arrangement,
                     size_t cover_of, sl_price_t *price, sl_error_t *error);

/* The trials of the pricing pass under the cover of such an arrangement, *n of them, while they
 * stay; *n is 0 where no pass ran. */
const sl_trial_claims_t *sl_engine_priced_claims(const sl_engine_t *engine, size_t cover_of,
                                                 size_t *n);

/* Simulate all trials of the part that the options say and cost none: needs no prices. */
int sl_engine_run_sums(sl_engine_t *engine, sl_sums_sink_t sink, void *context, sl_error_t *error);

/* Simulate all trials of that part, or with a precision until every arrangement meets it, asked
 * after each block: at least SL_PRECISION_LEAST_TRIALS, at most the scenario's. */
int sl_engine_run(sl_engine_t *engine, sl_block_sink_t sink, void *context, sl_error_t *error);

/* The units of the whole run, as options.store is told of them before any other call. */
void sl_engine_plan(const sl_engine_t *engine, sl_unit_plan_t *plan);

/* Compute the units of share `at` of n into options.store and nothing else: pricing pass, main pass
 * and band together, dealt out in turn. Prices need not be settled. SL_ERR_ARGUMENT: at >= n, no
 * store, a part of the run or a precision. */
int sl_engine_work(sl_engine_t *engine, uint64_t at, uint64_t n, sl_error_t *error);

/* Complete the prices with the underwriter's exhibit after the run, where its own trials tell it:
 * where no price rests on the pricing pass. Nothing else of the prices changes, and nothing where
 * the scenario wants no exhibit. */
void sl_engine_exhibit(const sl_engine_t *engine, sl_price_t *prices);

/* The assumption band of a run that has ended, with options.band: its first sl_band_trials at other
 * levels of claims, at its prices. *band stays NULL where there is none: of a part of a run, and of
 * annual totals from tables. Nothing of the run changes. SL_ERR_ARGUMENT: no run with options.band
 * has ended. */
int sl_engine_band(sl_engine_t *engine, sl_band_t **band, sl_error_t *error);

/* Draw rare years beside the run (sim/engine/rare/pass.h): random words of their own, nothing of
 * the run changes. trials: SL_RARE_TRIALS_MIN .. SL_RARE_TRIALS_MAX. After sl_engine_price. */
#define SL_RARE_TRIALS_MIN 100
#define SL_RARE_TRIALS_MAX 100000000
int sl_engine_rare(sl_engine_t *engine, uint64_t trials, sl_rare_t **rare, sl_error_t *error);

#endif
