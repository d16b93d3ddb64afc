/* The broker's exhibit: quotes side by side, as a document and for programs. */
#ifndef SL_SIM_OUTPUT_EXHIBIT_EXHIBIT_H
#define SL_SIM_OUTPUT_EXHIBIT_EXHIBIT_H

#include "sim/output/document/document.h"
#include "sim/output/exhibit/comparison.h"

#define SL_EXHIBIT_PERCENTILE 0.75 /* of the equivalent rates, where nobody says another */

/* The document, which the caller frees. Its failures are told by whatever renders it. NULL without
 * memory, which every renderer takes as a failure. */
sl_document_t *sl_exhibit_document(const sl_comparison_t *comparison);

/* One JSON object: {"columns": [{"name", "fixed_cost", ...}], ..., "document": {...}}, unrounded,
 * null where a figure is not defined or not bounded. The caller frees *text. SL_ERR_MEMORY.
 * Checked by tests/cli/test_exhibit.c. */
int sl_exhibit_json(const sl_comparison_t *comparison, const sl_document_t *document, char **text,
                    sl_error_t *error);

#endif
