/* Simulated figures beside exact ones, and estimates by control variates. */
#ifndef SL_SIM_OUTPUT_REPORT_CHECKS_H
#define SL_SIM_OUTPUT_REPORT_CHECKS_H

#include "sim/output/report/page.h"

#include <jansson.h>

/* The section of the page; nothing where the run was not asked for it. */
void sl_page_checks(const sl_page_t *page);

/* null where the run was not asked for it. */
json_t *sl_checks_json(const sl_results_t *results, const sl_summary_t *summary);

#endif
