/* What every arrangement costs in every trial of a run, in memory: for studies that compare them.
 */
#ifndef SL_SIM_STUDY_COSTS_H
#define SL_SIM_STUDY_COSTS_H

#include "models/statistics/statistics.h"
#include "sim/engine/engine.h"

/* Simulate the scenario. cost: [n_arrangements][trials of the scenario]; budget: [n_arrangements],
 * as settled, NULL = not asked for. Errors as of sl_run_new and sl_run_into. Cost: that of a run.
 * Checked by tests/cli/test_optimize.c and tests/cli/test_sensitivity.c, to the bits of a run. */
int sl_run_costs(const sl_scenario_t *scenario, const sl_engine_options_t *options, double *cost,
                 sl_estimate_t *budget, sl_error_t *error);

#endif
