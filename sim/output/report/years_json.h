/* Several plan years of a run, for programs. */
#ifndef SL_SIM_OUTPUT_REPORT_YEARS_JSON_H
#define SL_SIM_OUTPUT_REPORT_YEARS_JSON_H

#include "sim/results/results.h"

#include <jansson.h>

/* By the names of the variables in the file's group, which results->years has. */
json_t *sl_years_json(const sl_results_t *results);

#endif
