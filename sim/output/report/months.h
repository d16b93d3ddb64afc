/* The cash flow, month by month. */
#ifndef SL_SIM_OUTPUT_REPORT_MONTHS_H
#define SL_SIM_OUTPUT_REPORT_MONTHS_H

#include "sim/output/report/panel.h"

/* A table for each arrangement whose months differ; nothing without a cash flow. */
void sl_page_months(const sl_page_t *page);

#endif
