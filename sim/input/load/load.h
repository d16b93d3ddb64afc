/* From a file and its census to a scenario, or to all of its faults. */
#ifndef SL_SIM_INPUT_LOAD_LOAD_H
#define SL_SIM_INPUT_LOAD_LOAD_H

#include "sim/input/read/faults.h"
#include "sim/input/read/input_file.h"
#include "sim/input/scenario/overrides.h"

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

/* Read, check and compile path. On SL_ERR_INPUT / SL_ERR_MISSING / SL_ERR_UNSUPPORTED *faults
 * lists every fault found (the caller frees it in any case); *scenario is NULL on failure. */
int sl_scenario_load(const char *path, const sl_overrides_t *overrides, sl_scenario_t **scenario,
                     sl_faults_t *faults);

/* The same where the scenario and every file that it names are a provider's (NULL = the disk). */
int sl_scenario_load_from(const sl_provider_t *provider, const char *path,
                          const sl_overrides_t *overrides, sl_scenario_t **scenario,
                          sl_faults_t *faults);

#endif
