/* A chart of dots in characters. Inside sim/output/document only. */
#ifndef SL_SIM_OUTPUT_DOCUMENT_TEXT_DOTS_H
#define SL_SIM_OUTPUT_DOCUMENT_TEXT_DOTS_H

#include "sim/output/document/parts.h"

/* For each series its name and a line as wide as the paper, less a margin: two columns are a bin,
 * as high as its values are many, 8 at most in UTF-8; in ASCII their number, # for 10 and more.
 * Checked by tests/unit/test_charts.c. */
void sl_put_text_dots(FILE *out, const sl_document_chart_t *chart, const sl_paper_t *paper);

#endif
