#include "sim/output/exhibit/exhibit.h"

#include "sim/output/exhibit/parts.h"

sl_document_t *sl_exhibit_document(const sl_comparison_t *comparison)
{
  const sl_run_facts_t *facts = comparison->results->facts;
  sl_document_t *document = sl_document_new(facts->title, "Quotes side by side", facts->currency);
  sl_exhibit_findings(document, comparison);
  sl_exhibit_terms(document, comparison);
  sl_exhibit_costs(document, comparison);
  sl_exhibit_risk(document, comparison);
  sl_exhibit_chart(document, comparison);
  sl_exhibit_words(document, comparison);
  sl_exhibit_notes(document, comparison);
  return document;
}
