/* The page's section on rare years: what further years, drawn where dear ones come up more often,
 * say of deficits and bad years. Nothing where the run had none.
 */
#ifndef SL_SIM_OUTPUT_REPORT_RARE_H
#define SL_SIM_OUTPUT_REPORT_RARE_H

#include "sim/output/report/panel.h"

void sl_page_rare(const sl_page_t *page, const sl_panel_t *panel);

/* What it rests on; below the tables. */
void sl_page_rare_note(const sl_page_t *page);

#endif
