/* A run from a scenario to its sinks: the order in which prices, facts, trials, exhibit,
 * assumption band, levers, rare years and checks come, so that whoever runs a scenario only says
 * where they go.
 *
 * Checked by tests/unit/test_run_order.c and by every test that simulates a file.
 */
#ifndef SL_SIM_STUDY_RUN_H
#define SL_SIM_STUDY_RUN_H

#include "sim/engine/engine.h"
#include "sim/results/band.h"
#include "sim/results/block.h"
#include "sim/results/checks.h"
#include "sim/results/levers.h"
#include "sim/results/rare.h"
#include "sim/results/results.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct sl_run_options {
  sl_engine_options_t engine;
  uint64_t rare; /* rare years beside the run: SL_RARE_TRIALS_MIN .. SL_RARE_TRIALS_MAX; 0 = none */
  bool exact;    /* exact figures beside the simulated ones, and control variates */
  bool levers;   /* what a page's sliders need; of whole runs alone, part of a run has none */
} sl_run_options_t;

/* Where a run goes, in the order of the calls, all from the calling thread. Any may be NULL. What
 * is not SL_OK ends the run with it. What they are given is the run's and ends with the call. */
typedef struct sl_run_sink {
  void *context;
  /* Prices are settled and no trial is drawn yet. With a precision facts->trials is the most that
   * may come. */
  int (*open)(void *context, const sl_run_facts_t *facts, sl_error_t *error);
  /* Every block of trials, in order. */
  int (*block)(void *context, const sl_block_t *block, sl_error_t *error);
  /* The prices once more, complete with the exhibit, which is worked out only where this is given;
   * costs rest on nothing that differs. */
  int (*exhibit)(void *context, const sl_price_t *prices, sl_error_t *error);
  /* Where the engine's options ask for a band and the run can have one. */
  int (*band)(void *context, const sl_band_t *band, sl_error_t *error);
  /* Where levers were asked for and some arrangement has a specific cover. */
  int (*levers)(void *context, const sl_levers_t *levers, sl_error_t *error);
  /* Where rare years were asked for. */
  int (*rare)(void *context, sl_rare_t *rare, sl_error_t *error);
  /* Where exact figures were asked for. */
  int (*checks)(void *context, const sl_checks_t *checks, sl_error_t *error);
  /* All is there. */
  int (*finish)(void *context, sl_error_t *error);
} sl_run_sink_t;

typedef struct sl_run sl_run_t;

/* Compile the scenario, which must outlive the run, and settle its prices: the pricing pass where
 * one is needed. *run is NULL on failure. */
int sl_run_new(const sl_scenario_t *scenario, const sl_run_options_t *options, sl_run_t **run,
               sl_error_t *error);
void sl_run_free(sl_run_t *run);

/* Compute the units at, at + n, ... of such a run for options->engine.store alone: of whole runs
 * without a precision. SL_ERR_ARGUMENT else. */
int sl_run_share(const sl_scenario_t *scenario, const sl_run_options_t *options, uint64_t at,
                 uint64_t n, sl_error_t *error);

/* By arrangement; complete with the exhibit after a run whose sink takes that. */
const sl_price_t *sl_run_prices(const sl_run_t *run);

/* Simulate into the sink. Once for each run. */
int sl_run_into(sl_run_t *run, const sl_run_sink_t *sink, sl_error_t *error);

#endif
