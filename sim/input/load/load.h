/* From a file and its census to a scenario, or to all of its faults. */
#ifndef SL_SIM_INPUT_LOAD_LOAD_H
#define SL_SIM_INPUT_LOAD_LOAD_H

#include "sim/input/overrides/overrides.h"
#include "sim/input/read/faults.h"
#include "sim/input/read/input_file.h"

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

/* Read, check and compile path, with the overrides (NULL: none) in place of what it says. On
 * SL_ERR_INPUT / SL_ERR_MISSING / SL_ERR_UNSUPPORTED *faults lists every fault found (the caller
 * frees it in any case); *scenario is NULL on failure. */
int sl_scenario_load(const char *path, const sl_overrides_t *overrides, sl_scenario_t **scenario,
                     sl_faults_t *faults);

/* The scenario that loading the file of `from` with these overrides behind its own would give,
 * without reading that file again: what is put at paths goes into a copy of its tree. The parts
 * that no override can change are those of `from`, by pointer; `from` may be freed before the
 * variant. The files that the scenario names (census, bases, continuance tables) are read again and
 * must be as they were; provider: as of sl_scenario_load_from. `from` was loaded, not made by hand.
 * One thread at a time for one `from`. Faults as of sl_scenario_load. Cost: that of loading. */
int sl_scenario_variant(const sl_provider_t *provider, const sl_scenario_t *from,
                        const sl_overrides_t *overrides, sl_scenario_t **variant,
                        sl_faults_t *faults);
/* The same where the scenario and every file that it names are a provider's (NULL = the disk). */
int sl_scenario_load_from(const sl_provider_t *provider, const char *path,
                          const sl_overrides_t *overrides, sl_scenario_t **scenario,
                          sl_faults_t *faults);

#endif
