/* The figures of the decision page for programs, from sl_summary_t. */
#ifndef SL_SIM_OUTPUT_REPORT_REPORT_H
#define SL_SIM_OUTPUT_REPORT_REPORT_H

#include "sim/results/results.h"
#include "sim/results/summary.h"

/* One JSON object (jansson), numbers unrounded. The caller frees *text. */
int sl_report_json(const sl_results_t *results, const sl_summary_t *summary, char **text,
                   sl_error_t *error);

#endif
