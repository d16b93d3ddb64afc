/* A scenario file loaded, priced and ready to simulate inside a test. */
#ifndef SL_TESTS_SUPPORT_RUN_H
#define SL_TESTS_SUPPORT_RUN_H

#include "sim/input/overrides/overrides.h"
#include "sim/input/scenario/scenario.h"
#include "sim/results/results.h"
#include "sim/study/run.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct sl_test_run {
  sl_scenario_t *scenario;
  sl_run_t *run;
  const sl_price_t *prices; /* the run's, by arrangement */
} sl_test_run_t;

/* Load path (relative to the source tree unless absolute), compile and price it. trials 0: as the
 * scenario says; threads 0: all processors. Prints every fault and returns false where it fails;
 * close in any case. */
bool sl_test_run_open(sl_test_run_t *run, const char *path, uint64_t trials, int threads);
/* The same with further values in place of the scenario's, as of --set. */
bool sl_test_run_open_with(sl_test_run_t *run, const char *path, const sl_overrides_t *overrides,
                           int threads);
void sl_test_run_close(sl_test_run_t *run);

/* Simulate into a sink, once; prints and returns false where it fails. */
bool sl_test_run_simulate(sl_test_run_t *run, sl_block_sink_t sink, void *context);

/* Simulate into columns, for runs of few trials; NULL where it fails. The caller frees it. */
sl_results_t *sl_test_run_results(sl_test_run_t *run);

#endif
