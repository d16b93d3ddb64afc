/* What a scenario asks of the employer's cash by month. */
#ifndef SL_SIM_INPUT_SCENARIO_CASH_FLOW_TERMS_H
#define SL_SIM_INPUT_SCENARIO_CASH_FLOW_TERMS_H

#include <stdbool.h>

/* Monthly cash flow, where the scenario asks for it. */
typedef struct sl_cash_flow_terms {
  bool wanted;
  unsigned reimbursement_months; /* from a paid claim to the carrier's reimbursement */
  double level;                  /* of the working capital: 0.95 */
} sl_cash_flow_terms_t;

#endif
