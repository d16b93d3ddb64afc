/* The simulation engine: scenario -> blocks of trials -> a sink, in order of the trials.
 *
 * Work unit: SL_BLOCK_TRIALS trials x a tile of whole families. A block's bytes depend on the
 * scenario, the seed and its index only; never on threads or on the order of the work.
 */
#ifndef SL_SIM_ENGINE_ENGINE_H
#define SL_SIM_ENGINE_ENGINE_H

#include "models/arrangement.h"
#include "models/precision.h"
#include "models/simd/kernels.h"
#include "sim/input/scenario.h"
#include "sim/results/block.h"
#include "sim/results/rare.h"

#include <signal.h>
#include <stdint.h>

typedef struct sl_engine sl_engine_t;
struct sl_unit_sums;

/* Called from the calling thread with each finished block, in order of index. A non-zero return
 * (an SL_ERR_* code) stops the run. */
typedef int (*sl_block_sink_t)(void *context, const sl_block_t *block, sl_error_t *error);

/* Called from the calling thread now and then; phase is "pricing" or "simulating".
 * With a precision the total is an estimate. */
typedef void (*sl_progress_t)(void *context, const char *phase, uint64_t done, uint64_t total);

/* Called once where fewer threads can be started than are wanted. Results do not depend on it. */
typedef void (*sl_few_threads_t)(void *context, int started, int wanted);

typedef struct sl_engine_options {
  int threads;                 /* 0 = all processors this process may use */
  sl_precision_t precision;    /* goal SL_PRECISION_NONE: all trials of the scenario */
  const sl_kernels_t *kernels; /* NULL = the fastest of this processor; the bits are the same */
  sl_progress_t progress;
  sl_few_threads_t few_threads;
  void *progress_context;            /* of both */
  const volatile sig_atomic_t *stop; /* non-zero: leave with SL_ERR_INTERRUPTED; NULL = never */
} sl_engine_options_t;

/* Compile samplers and count laws. The scenario must outlive the engine. */
int sl_engine_new(const sl_scenario_t *scenario, const sl_engine_options_t *options,
                  sl_engine_t **engine, sl_error_t *error);
void sl_engine_free(sl_engine_t *engine);

/* Settle the prices of every arrangement (runs the pricing pass where one is needed).
 * prices: scenario->n_arrangements. Must precede sl_engine_run. */
int sl_engine_price(sl_engine_t *engine, sl_price_t *prices, sl_error_t *error);

/* The same in two steps, for whoever prices arrangements that the scenario's covers serve (a
 * sweep): run the pricing pass and keep its trials; then settle an arrangement with the cover of
 * the scenario's `cover_of`-th arrangement, which may differ from it in what the sums do not depend
 * on (sl_coverage_equal). sl_engine_settle may be called from several threads. */
int sl_engine_collect(sl_engine_t *engine, sl_error_t *error);
int sl_engine_settle(const sl_engine_t *engine, const sl_arrangement_t *arrangement,
                     size_t cover_of, sl_price_t *price, sl_error_t *error);

/* Called from the calling thread with a block's sums, by cover (sim/engine/unit_sums.h). */
typedef int (*sl_sums_sink_t)(void *context, uint64_t block, size_t n_trials,
                              const struct sl_unit_sums *sums, sl_error_t *error);

/* Simulate all trials and cost none: needs no prices. */
int sl_engine_run_sums(sl_engine_t *engine, sl_sums_sink_t sink, void *context, sl_error_t *error);

/* Simulate all trials, or with a precision until every arrangement meets it, asked after each
 * block: at least SL_PRECISION_LEAST_TRIALS, at most the scenario's. */
int sl_engine_run(sl_engine_t *engine, sl_block_sink_t sink, void *context, sl_error_t *error);

/* Complete the prices with the underwriter's exhibit after the run, where its own trials tell it:
 * where no price rests on the pricing pass. Nothing else of the prices changes, and nothing where
 * the scenario wants no exhibit. Cost: the first trials once more at next year's amounts, a quarter
 * of the pricing trials at most, where there are a trend and a specific. */
int sl_engine_exhibit(sl_engine_t *engine, sl_price_t *prices, sl_error_t *error);

/* Draw rare years beside the run (sim/engine/rare_pass.h): random words of their own, nothing of
 * the run changes. trials: SL_RARE_TRIALS_MIN .. SL_RARE_TRIALS_MAX. After sl_engine_price. */
#define SL_RARE_TRIALS_MIN 100
#define SL_RARE_TRIALS_MAX 100000000
int sl_engine_rare(sl_engine_t *engine, uint64_t trials, sl_rare_t **rare, sl_error_t *error);

#endif
