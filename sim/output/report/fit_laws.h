/* The laws of a fit on its page; for fit_page.c. */
#ifndef SL_SIM_OUTPUT_REPORT_FIT_LAWS_H
#define SL_SIM_OUTPUT_REPORT_FIT_LAWS_H

#include "sim/output/report/fit_words.h"

/* Every service with everything that was tried for it. */
void sl_fit_page_services(const sl_fit_page_t *page);

#endif
