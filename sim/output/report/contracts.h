/* Which claims each arrangement pays, and what lies outside its contracts. Only where that is in
 * question: payments by date, a contract with a window, claims of other years, an end of the plan.
 */
#ifndef SL_SIM_OUTPUT_REPORT_CONTRACTS_H
#define SL_SIM_OUTPUT_REPORT_CONTRACTS_H

#include "sim/output/report/panel.h"

/* Plain sentences. */
void sl_page_contracts(const sl_page_t *page);

/* The same as figures, below the tables' headings. */
void sl_page_contract_rows(const sl_page_t *page, const sl_panel_t *panel);

#endif
