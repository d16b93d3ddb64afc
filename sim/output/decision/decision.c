/* The chapters in their order. */
#include "sim/output/decision/parts.h"

static sl_document_t *compose(const sl_decision_t *decision, sl_chapter_t *const *chapters,
                              size_t n)
{
  const sl_run_facts_t *facts = decision->results->facts;
  sl_document_t *document = sl_document_new(facts->title, "", facts->currency);
  for (size_t i = 0; i < n && chapters[i] != NULL; i++) {
    chapters[i](document, decision);
  }
  return document;
}

#define COMPOSE(chapters) compose(decision, chapters, sizeof chapters / sizeof chapters[0])

sl_document_t *sl_decision_page(const sl_decision_t *decision)
{
  static sl_chapter_t *const chapters[] = {sl_chapter_limits};
  return COMPOSE(chapters);
}

sl_document_t *sl_decision_report(const sl_decision_t *decision)
{
  static sl_chapter_t *const chapters[] = {
      sl_chapter_dots,       sl_chapter_years,     sl_chapter_bridge,      sl_chapter_spread,
      sl_chapter_cash,       sl_chapter_claimants, sl_chapter_frontier,    sl_chapter_levers,
      sl_chapter_budget,     sl_chapter_accruals,  sl_chapter_suitability, sl_chapter_glossary,
      sl_chapter_provenance,
  };
  return COMPOSE(chapters);
}
