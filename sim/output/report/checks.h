/* Simulated figures beside exact ones, and estimates by control variates, for programs. */
#ifndef SL_SIM_OUTPUT_REPORT_CHECKS_H
#define SL_SIM_OUTPUT_REPORT_CHECKS_H

#include "sim/results/summary.h"

#include <jansson.h>

/* null where the run was not asked for it. */
json_t *sl_checks_json(const sl_results_t *results, const sl_summary_t *summary);

#endif
