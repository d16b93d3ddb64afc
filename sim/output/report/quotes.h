/* What the carriers' quotes say of their own expectations, where it is not ours. */
#ifndef SL_SIM_OUTPUT_REPORT_QUOTES_H
#define SL_SIM_OUTPUT_REPORT_QUOTES_H

#include "sim/output/report/page.h"

/* One sentence for every quote whose implied claims differ from the simulated by more than
 * SL_EXHIBIT_TOLERANCE, under a line that says why it comes first; nothing where none does. */
void sl_page_quotes(const sl_page_t *page);

#endif
