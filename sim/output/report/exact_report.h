/* Exact figures as a page of text, and as JSON. */
#ifndef SL_SIM_OUTPUT_REPORT_EXACT_REPORT_H
#define SL_SIM_OUTPUT_REPORT_EXACT_REPORT_H

#include "models/core/error.h"
#include "sim/output/text/paper.h"
#include "sim/study/exact/exact.h"

/* *text is the caller's to free. */
int sl_exact_report_text(const sl_scenario_t *scenario, const sl_exact_t *exact,
                         const sl_paper_t *paper, char **text, sl_error_t *error);

/* {"version": 1, "name", "currency", "reasons": [...], "group": {name: {"value", "bound"}},
 * "arrangements": [{"name", "reasons", "figures": {...}, "cost_quantiles": [...]}]}. Figures that
 * are not known are left out; "value": null is infinity. */
int sl_exact_report_json(const sl_scenario_t *scenario, const sl_exact_t *exact, char **text,
                         sl_error_t *error);

#endif
