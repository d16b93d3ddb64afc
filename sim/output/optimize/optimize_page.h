/* Which way to fund the plans: what sl_optimize found, as a document and for programs. */
#ifndef SL_SIM_OUTPUT_OPTIMIZE_OPTIMIZE_PAGE_H
#define SL_SIM_OUTPUT_OPTIMIZE_OPTIMIZE_PAGE_H

#include "sim/output/document/document.h"
#include "sim/study/optimize/optimize.h"

/* What is best and why, the table of all choices (lowest expected cost first), the frontier as a
 * chart, what is dominated by what. NULL without memory, as sl_document_new. Checked by
 * tests/cli/test_optimize.c. */
sl_document_t *sl_optimize_document(const sl_optimize_result_t *result);

/* {"version", "title", "currency", "trials", "seed", "risk", "budget", "limits", "best", "choices":
 * [{name, offered, allowed, frontier, dominated_by, cost, above_best, ...}]}. The caller frees
 * *text. SL_ERR_MEMORY. */
int sl_optimize_json(const sl_optimize_result_t *result, char **text, sl_error_t *error);

#endif
