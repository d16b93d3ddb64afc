/* The tables of the exhibit, from top to bottom. */
#ifndef SL_SIM_OUTPUT_EXHIBIT_PARTS_H
#define SL_SIM_OUTPUT_EXHIBIT_PARTS_H

#include "sim/output/exhibit/grid.h"

/* Who offers what: carrier, enrolment, specific, aggregate. */
void sl_exhibit_terms(sl_document_t *document, const sl_comparison_t *comparison);

/* Administration and premiums of a year, to the total fixed cost. */
void sl_exhibit_charges(sl_grid_t *grid);

/* What the quotes come to: fixed, expected and maximum cost, equivalent rates. */
void sl_exhibit_costs(sl_document_t *document, const sl_comparison_t *comparison);

/* What the simulated years say, which no quote tells. */
void sl_exhibit_risk(sl_document_t *document, const sl_comparison_t *comparison);

/* The same cost as bars. */
void sl_exhibit_chart(sl_document_t *document, const sl_comparison_t *comparison);

/* Sentences: what stands out, above the tables; what the words mean and what is assumed, below. */
void sl_exhibit_findings(sl_document_t *document, const sl_comparison_t *comparison);
void sl_exhibit_words(sl_document_t *document, const sl_comparison_t *comparison);
void sl_exhibit_notes(sl_document_t *document, const sl_comparison_t *comparison);

#endif
