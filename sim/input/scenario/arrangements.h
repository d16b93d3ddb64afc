/* A part of the scenario: what the employer is compared to pay for. */
#ifndef SL_SIM_INPUT_SCENARIO_ARRANGEMENTS_H
#define SL_SIM_INPUT_SCENARIO_ARRANGEMENTS_H

#include "models/funding/arrangement.h"
#include "sim/input/scenario/cash_flow_terms.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_ARRANGEMENTS_MAX 4000 /* what an object header of a result file holds */

typedef struct sl_arrangements {
  sl_arrangement_t *list; /* the first is the baseline */
  size_t n;
  sl_accounting_t accounting;
  sl_cash_flow_terms_t cash_flow;
} sl_arrangements_t;

#endif
