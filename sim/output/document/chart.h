/* A chart as a drawing: plain SVG, as a page shows it. Inside sim/output/document only. */
#ifndef SL_SIM_OUTPUT_DOCUMENT_CHART_H
#define SL_SIM_OUTPUT_DOCUMENT_CHART_H

#include "sim/output/document/parts.h"

/* Bars lie, one below the other, so that long names can be read; lines run from left to right over
 * the categories. The axis begins at 0 or includes it; a value that is not finite is left out.
 * Cost: O(values). Checked by tests/unit/test_document_forms.c. */
void sl_put_chart(FILE *out, const sl_document_chart_t *chart);

#endif
