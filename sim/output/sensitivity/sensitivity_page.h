/* What moves the costs most: what sl_sensitivity found, as a document and for programs. */
#ifndef SL_SIM_OUTPUT_SENSITIVITY_SENSITIVITY_PAGE_H
#define SL_SIM_OUTPUT_SENSITIVITY_SENSITIVITY_PAGE_H

#include "sim/output/document/document.h"
#include "sim/study/sensitivity/sensitivity.h"

/* In words, the tornado as table and chart, the stresses, every arrangement. NULL without memory,
 * as sl_document_new. Checked by tests/cli/test_sensitivity.c. */
sl_document_t *sl_sensitivity_document(const sl_sensitivity_result_t *result);

/* {"version", "title", "currency", "trials", "seed", "arrangement", "insured", "saving",
 * "arrangements", "factors": [{name, size, left_out, low, high}], "stresses": [...]}, by
 * sim/output/schemas/sensitivity.schema.json. The caller frees *text. SL_ERR_MEMORY. */
int sl_sensitivity_json(const sl_sensitivity_result_t *result, char **text, sl_error_t *error);

#endif
