/* The chapters in their order. */
#include "sim/output/decision/chapters.h"

#include "sim/input/load/reload.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/text/format.h"

#include <stdio.h>

#define SUBTITLE 240

static void say_group(const sl_run_facts_t *facts, char text[SUBTITLE])
{
  const sl_enrolment_t *e = &facts->enrolment;
  char from[40] = "";
  if (facts->start.year > 0) {
    snprintf(from, sizeof from, " from %04d-%02d-%02d", facts->start.year % 10000,
             facts->start.month % 100, facts->start.day % 100);
  }
  snprintf(text, SUBTITLE, "%.20s employees, %.20s members, %.0f months%s%s%.40s. Amounts in %.8s.",
           sl_format_count(e->employees).text, sl_format_count(e->members).text, e->plan_months,
           from, facts->jurisdiction[0] != '\0' ? ", " : "", facts->jurisdiction, facts->currency);
}

static sl_document_t *compose(const sl_decision_t *decision, sl_chapter_t *const *chapters,
                              size_t n)
{
  const sl_run_facts_t *facts = decision->results->facts;
  char subtitle[SUBTITLE];
  say_group(facts, subtitle);
  sl_document_t *document = sl_document_new(facts->title, subtitle, facts->currency);
  for (size_t i = 0; i < n; i++) {
    chapters[i](document, decision);
  }
  return document;
}

#define COMPOSE(chapters) compose(decision, chapters, sizeof chapters / sizeof chapters[0])

/* A chapter on a line each. */
/* clang-format off */
sl_document_t *sl_decision_page(const sl_decision_t *decision)
{
  static sl_chapter_t *const chapters[] = {
      sl_chapter_answers,
      sl_chapter_quotes,
      sl_chapter_comparison,
      sl_chapter_side_by_side,
      sl_chapter_contracts,
      sl_chapter_ibnr,
      sl_chapter_limits,
      sl_chapter_enough,
      sl_chapter_checks,
      sl_chapter_notes,
      sl_chapter_more,
  };
  return COMPOSE(chapters);
}

sl_document_t *sl_decision_report(const sl_decision_t *decision)
{
  static sl_chapter_t *const chapters[] = {
      sl_chapter_answers,
      sl_chapter_dots,
      sl_chapter_years,
      sl_chapter_quotes,
      sl_chapter_comparison,
      sl_chapter_levers,
      sl_chapter_all_figures,
      sl_chapter_bridge,
      sl_chapter_spread,
      sl_chapter_frontier,
      sl_chapter_claimants,
      sl_chapter_contracts,
      sl_chapter_ibnr,
      sl_chapter_budget,
      sl_chapter_cash,
      sl_chapter_months,
      sl_chapter_accruals,
      sl_chapter_suitability,
      sl_chapter_enough_by_parts,
      sl_chapter_checks,
      sl_chapter_figures,
      sl_chapter_notes,
      sl_chapter_glossary,
      sl_chapter_provenance,
  };
  return COMPOSE(chapters);
}
/* clang-format on */

/* ---- as text ---- */

int sl_decision_scenario(const sl_results_t *results, sl_scenario_t **scenario, sl_error_t *error)
{
  const sl_run_facts_t *facts = results->facts;
  sl_error_t why = {0};
  const int code = sl_scenario_reload(facts->resolved, &facts->enrolment, scenario, &why);
  if (code == SL_OK && (*scenario)->arrangements->n != facts->n_arrangements) {
    sl_scenario_free(*scenario);
    *scenario = NULL;
  }
  return code == SL_ERR_MEMORY ? sl_fail(error, code, "%s", why.text) : SL_OK;
}

int sl_decision_text(const sl_results_t *results, const sl_summary_t *summary,
                     const sl_paper_t *paper, char **text, sl_error_t *error)
{
  sl_scenario_t *scenario = NULL;
  sl_decision_t *decision = NULL;
  size_t n = 0;
  *text = NULL;
  int code = sl_decision_scenario(results, &scenario, error);
  code = code == SL_OK
             ? sl_decision_new(results, summary, scenario, SL_DECISION_PAGE, &decision, error)
             : code;
  if (code == SL_OK) {
    sl_document_t *page = sl_decision_page(decision);
    code = sl_document_text(page, paper, text, &n, error);
    sl_document_free(page);
  }
  sl_decision_free(decision);
  sl_scenario_free(scenario);
  return code;
}
