/* What is left of a scenario in a result file: its resolved text, without the census. */
#ifndef SL_SIM_INPUT_LOAD_RELOAD_H
#define SL_SIM_INPUT_LOAD_RELOAD_H

#include "models/core/error.h"
#include "models/group/enrolment.h"

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

/* The head and the arrangements of a resolved text, with the enrolment that the result file holds;
 * no claims, plans or persons, so that no cover's list of services is known but as the scenario's
 * tree has it. The text may be a
 * stranger's: SL_ERR_INPUT where it is no scenario, SL_ERR_MEMORY. Free it with sl_scenario_free.
 * Cost: O(length). Checked by tests/unit/test_reload.c. */
int sl_scenario_reload(const char *resolved, const sl_enrolment_t *enrolment,
                       sl_scenario_t **scenario, sl_error_t *error);

#endif
