/* A scenario with the quotes of a file in the place of its arrangements, in memory. */
#ifndef SL_SIM_CLI_QUOTES_SCENARIO_H
#define SL_SIM_CLI_QUOTES_SCENARIO_H

#include "sim/input/overrides/overrides.h"
#include "sim/input/read/faults.h"

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

/* As `stoploss import quotes FILE --into SCENARIO` makes it, with the overrides on top. SL_OK; else
 * the code of the faults, and *scenario is NULL. What is not placed is told on standard error. */
int cli_quotes_scenario(const char *quotes_path, const char *scenario_path,
                        const sl_overrides_t *overrides, sl_scenario_t **scenario,
                        sl_faults_t *faults);

#endif
