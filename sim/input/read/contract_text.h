/* A contract basis as a scenario writes it on one line: `paid`, or a/b in months. */
#ifndef SL_SIM_INPUT_READ_CONTRACT_TEXT_H
#define SL_SIM_INPUT_READ_CONTRACT_TEXT_H

#include "models/stoploss/window.h"

#include <stdbool.h>

#define SL_CONTRACT_MONTHS_MIN SL_CONTRACT_YEAR
#define SL_CONTRACT_MONTHS_MAX 60

/* Read text as "paid" or as "a/b", both whole numbers of months from 12 to 60, without sign, blank
 * or leading zero; false, and *contract as it was, for anything else. contract NULL: only checks.
 * Checked by tests/unit/test_scenario_contract.c. */
bool sl_contract_parse(const char *text, sl_contract_t *contract);

#endif
