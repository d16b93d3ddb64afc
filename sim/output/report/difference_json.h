/* How two results differ, for programs (schemas/diff.schema.json). */
#ifndef SL_SIM_OUTPUT_REPORT_DIFFERENCE_JSON_H
#define SL_SIM_OUTPUT_REPORT_DIFFERENCE_JSON_H

#include "sim/results/difference.h"

/* What two results say differently of where they come from. */
typedef struct sl_origin_difference {
  const char *name;
  char first[200], second[200];
} sl_origin_difference_t;

/* One JSON object, numbers unrounded. origins: n of them. The caller frees *text. SL_ERR_MEMORY. */
int sl_difference_json(const sl_difference_t *difference, const sl_results_t *const results[2],
                       const sl_origin_difference_t *origins, size_t n, char **text,
                       sl_error_t *error);

#endif
