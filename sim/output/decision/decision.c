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
  static sl_chapter_t *const chapters[] = {0};
  return COMPOSE(chapters);
}

sl_document_t *sl_decision_report(const sl_decision_t *decision)
{
  static sl_chapter_t *const chapters[] = {sl_chapter_levers};
  return COMPOSE(chapters);
}
