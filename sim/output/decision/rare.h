/* What further years, drawn where dear ones come up more often, say of deficits and bad years.
 * Nothing where the run had none. Inside sim/output/decision only. */
#ifndef SL_SIM_OUTPUT_DECISION_RARE_H
#define SL_SIM_OUTPUT_DECISION_RARE_H

#include "sim/output/decision/parts.h"

/* Rows of arrangements first .. end - 1. */
void sl_put_rare_rows(sl_document_table_t *table, const sl_decision_t *decision, size_t first,
                      size_t end);

/* What they rest on. */
void sl_put_rare_note(sl_document_t *document, const sl_decision_t *decision);

#endif
