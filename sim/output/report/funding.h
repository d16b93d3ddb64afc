/* What only some arrangements have: funds and reserves, contributions, a built-up premium, and the
 * underwriter's exhibit of a stop-loss. Sections without a figure are left out. */
#ifndef SL_SIM_OUTPUT_REPORT_FUNDING_H
#define SL_SIM_OUTPUT_REPORT_FUNDING_H

#include "sim/output/report/panel.h"

void sl_page_funding(const sl_page_t *page, const sl_panel_t *panel);

#endif
