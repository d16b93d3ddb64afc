/* The head of a scenario: name, currency, calendar, jurisdiction, accounting, what money
 * costs, and what the plan is weighed against. */
#ifndef SL_SIM_INPUT_LOAD_HEAD_H
#define SL_SIM_INPUT_LOAD_HEAD_H

#include "sim/input/build/build.h"

/* SL_OK or SL_ERR_MEMORY. */
int sl_build_head(sl_build_t *build);

#endif
