/* States and provinces whose rules a scenario can name. */
#ifndef SL_SIM_INPUT_RULES_JURISDICTION_H
#define SL_SIM_INPUT_RULES_JURISDICTION_H

#include <stdbool.h>

/* Whether code is "US-" and one of the 50 states or DC, or "CA-" and one of the 10 provinces and 3
 * territories, by their two capital letters (ISO 3166-2). Checked by
 * tests/unit/test_scenario_warnings.c. */
bool sl_jurisdiction_is_known(const char *code);

/* The known code that a mistyped one differs from by letter case, or by a missing country where
 * only one has it ("TX"); NULL if there is none. */
const char *sl_jurisdiction_nearest(const char *code);

#endif
