/* A part of the scenario: what the employer is compared to pay for. */
#ifndef SL_SIM_INPUT_SCENARIO_ARRANGEMENTS_H
#define SL_SIM_INPUT_SCENARIO_ARRANGEMENTS_H

#include "models/funding/arrangement.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_ARRANGEMENTS_MAX 4000 /* what an object header of a result file holds */

/* Monthly cash flow, where the scenario asks for it. */
typedef struct sl_cash_flow_terms {
  bool wanted;
  unsigned reimbursement_months; /* from a paid claim to the carrier's reimbursement */
  double level;                  /* of the working capital: 0.95 */
  bool aside; /* claims are told apart as the cash flow asks, so that no cost moves by a bit, but no
                 month is listed; never from a file */
} sl_cash_flow_terms_t;

typedef struct sl_arrangements {
  sl_arrangement_t *list; /* the first is the baseline */
  size_t n;
  sl_accounting_t accounting;
  sl_cash_flow_terms_t cash_flow;
} sl_arrangements_t;

#endif
