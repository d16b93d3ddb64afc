/* The decision page and its machine-readable twin, both from sl_summary_t. */
#ifndef SL_SIM_OUTPUT_REPORT_REPORT_H
#define SL_SIM_OUTPUT_REPORT_REPORT_H

#include "sim/output/text/paper.h"
#include "sim/results/results.h"
#include "sim/results/summary.h"

/* The decision page as text, no wider than the paper but where a figure is. The caller frees *text.
 */
int sl_report_text(const sl_results_t *results, const sl_summary_t *summary,
                   const sl_paper_t *paper, char **text, sl_error_t *error);

/* The same as one JSON object (jansson), numbers unrounded. The caller frees *text. */
int sl_report_json(const sl_results_t *results, const sl_summary_t *summary, char **text,
                   sl_error_t *error);

#endif
