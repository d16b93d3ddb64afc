/* Cells of the chapters with their sources, and which arrangements stand side by side. */
#ifndef SL_SIM_OUTPUT_DECISION_CELLS_H
#define SL_SIM_OUTPUT_DECISION_CELLS_H

#include "models/funding/arrangement.h"
#include "sim/input/scenario/suitability.h"
#include "sim/output/decision/parts.h"
#include "sim/output/decision/weigh.h"

#define SL_SOURCE_TEXT 600

/* What the stored scenario says; nothing where it cannot be read. */
sl_suitability_terms_t sl_suitability_of(const sl_decision_t *decision);
sl_interest_terms_t sl_interest_of(const sl_decision_t *decision);
const sl_arrangement_t *sl_arrangement_of(const sl_decision_t *decision, size_t a); /* or NULL */

/* A figure with its source, an expression over the file's variables: at most SL_SOURCE_TEXT - 1
 * characters. A value that is NaN is a dash
 * without a source. */
void sl_put_figure(sl_document_table_t *table, sl_cell_unit_t unit, sl_estimate_t value,
                   const char *source, ...) SL_FORMATTED(4, 5);

/* A share of so many trials, likewise: "none of 20,000" where it is 0. */
void sl_put_chance(sl_document_table_t *table, sl_estimate_t share, uint64_t trials,
                   const char *source, ...) SL_FORMATTED(4, 5);

/* A number of the scenario, or of the page: its source is itself. */
void sl_put_stated(sl_document_table_t *table, sl_cell_unit_t unit, double value);

/* Arrangements side by side: all of them, or where they are more than SL_SIDE_BY_SIDE the subject
 * and the reference alone. */
#define SL_SIDE_BY_SIDE 12
typedef struct sl_shown {
  size_t list[SL_SIDE_BY_SIDE];
  size_t n;
} sl_shown_t;
sl_shown_t sl_shown(const sl_decision_t *decision);

/* A table with a column for each of them. */
sl_document_table_t *sl_shown_table(sl_document_t *document, const sl_decision_t *decision,
                                    const sl_shown_t *shown, const char *name, const char *caption);

#define SL_COST_TEXT 200
/* The source of the cost of each year at a level of claims, as weighed (weigh.h). */
void sl_cost_source(const sl_decision_t *decision, sl_claims_level_t level, size_t a,
                    char text[SL_COST_TEXT]);

/* Rows about the covenant, and about working capital and its interest, where the scenario states
 * them: true if there was one. */
bool sl_put_covenant(sl_document_table_t *table, const sl_decision_t *decision,
                     const sl_shown_t *shown);
bool sl_put_interest(sl_document_table_t *table, const sl_decision_t *decision,
                     const sl_shown_t *shown);

#endif
