/* Which claims each arrangement pays. */
#include "sim/output/decision/chapters.h"
#include "sim/output/decision/words.h"

#include "models/funding/arrangement.h"
#include "models/stoploss/window.h"
#include "sim/output/text/window_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define DEFAULT_CONTRACT "incurred in the plan year"

static double mean_of(const sl_decision_t *d, size_t a, sl_cost_variable_t variable)
{
  return sl_decision_summary(d, a)->component[variable].value;
}

/* A contract that leaves no question open, or none at all. */
static bool is_plain(const char *contract)
{
  return contract[0] == '\0' || strcmp(contract, DEFAULT_CONTRACT) == 0;
}

static bool retains(const sl_decision_t *d, size_t a)
{
  const sl_arrangement_kind_t *kind = sl_arrangement_kind(sl_decision_facts(d, a)->kind);
  return kind != NULL && kind->retains_claims;
}

static bool is_in_question(const sl_decision_t *d)
{
  static const sl_cost_variable_t outside[] = {
      SL_COST_GAP, SL_COST_RUN_OUT, SL_COST_REIMBURSEMENT_OTHER, SL_COST_TERMINAL_LIABILITY};
  bool found = d->results->facts->accounting == SL_ACCOUNT_PAID;
  for (size_t a = 0; a < d->n; a++) {
    const sl_arrangement_facts_t *facts = sl_decision_facts(d, a);
    found |= !is_plain(facts->specific_contract) || !is_plain(facts->aggregate_contract);
    for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
      found |= fabs(mean_of(d, a, outside[i])) > 0.0; /* not where it is unknown */
    }
  }
  return found;
}

static void say_covers(const sl_decision_t *d, size_t a, sl_text_t *text)
{
  const sl_arrangement_facts_t *facts = sl_decision_facts(d, a);
  char specific[SL_WINDOW_WORDS], aggregate[SL_WINDOW_WORDS];
  sl_window_words(facts->specific_contract, specific);
  sl_window_words(facts->aggregate_contract, aggregate);
  if (facts->has_specific && facts->has_aggregate && strcmp(specific, aggregate) == 0) {
    sl_text_append(text, " Specific and aggregate cover claims %s.", specific);
    return;
  }
  if (facts->has_specific) {
    sl_text_append(text, " The specific covers claims %s.", specific);
  }
  if (facts->has_aggregate) {
    sl_text_append(text, " The aggregate covers claims %s.", aggregate);
  }
}

/* Where it is not the plan year's first day, which goes without saying. */
static void say_since(const sl_decision_t *d, size_t a, sl_text_t *text)
{
  const sl_run_facts_t *facts = d->results->facts;
  const char *since = sl_decision_facts(d, a)->since;
  char start[SL_SINCE_TEXT];
  snprintf(start, sizeof start, "%04d-%02d-%02d", facts->start.year % 10000,
           facts->start.month % 100, facts->start.day % 100);
  if (since[0] != '\0' && strcmp(since, start) != 0) {
    sl_text_append(text, " It bears claims incurred since %s.", since);
  }
}

/* What an insurer pays where the employer retains its claims; NULL = nothing. */
static const char *insured_part(const sl_decision_t *d, size_t a)
{
  const sl_arrangement_kind_t *kind = sl_arrangement_kind(sl_decision_facts(d, a)->kind);
  if (!(mean_of(d, a, SL_COST_INSURED_CLAIMS) > 0.0)) {
    return NULL;
  }
  return kind != NULL && kind->insurer_runs_out
             ? "what an insurer pays: insured lines, and all that is paid after the year's end"
             : "the insured lines";
}

static void say_arrangement(sl_document_t *document, const sl_decision_t *d, size_t a)
{
  const sl_arrangement_facts_t *facts = sl_decision_facts(d, a);
  const char *insured = insured_part(d, a);
  const bool has_stoploss = facts->has_specific || facts->has_aggregate;
  sl_text_t text = {0};
  sl_text_append(&text, "%s:", facts->name);
  if (!retains(d, a)) {
    sl_text_append(&text, " the insurer pays them all%s.",
                   d->results->facts->accounting == SL_ACCOUNT_INCURRED
                       ? ", those paid after the year's end too"
                       : "");
  } else {
    sl_text_append(&text, " the employer pays them%s%s%s%s.", insured != NULL ? ", but for " : "",
                   insured != NULL ? insured : "", insured != NULL && has_stoploss ? "," : "",
                   has_stoploss ? " and recovers what its stop-loss covers" : "");
    say_since(d, a, &text);
    say_covers(d, a, &text);
  }
  sl_document_item(document, "%s", sl_words_of(document, &text));
  sl_text_free(&text);
}

/* Contracts of different bases in one year: whose gap it is decides the comparison. */
static bool bases_differ(const sl_decision_t *d)
{
  const sl_arrangement_facts_t *first = NULL;
  bool gap = false, differ = false;
  for (size_t a = 0; a < d->n; a++) {
    const sl_arrangement_facts_t *facts = sl_decision_facts(d, a);
    gap |= mean_of(d, a, SL_COST_GAP) > 0.0;
    if (!facts->has_specific && !facts->has_aggregate) {
      continue;
    }
    differ |= first != NULL && (strcmp(first->specific_contract, facts->specific_contract) != 0 ||
                                strcmp(first->aggregate_contract, facts->aggregate_contract) != 0);
    first = first == NULL ? facts : first;
  }
  return gap && differ && d->results->facts->accounting == SL_ACCOUNT_INCURRED;
}

void sl_chapter_contracts(sl_document_t *document, const sl_decision_t *d)
{
  if (!is_in_question(d)) {
    return;
  }
  sl_document_heading(document, 2, "Which claims does each arrangement pay?");
  sl_document_paragraph(document,
                        d->results->facts->accounting == SL_ACCOUNT_PAID
                            ? "The cost counts the claims paid in the plan year, whenever "
                              "incurred: each once, and no other."
                            : "The cost counts the claims incurred in the plan year, whenever "
                              "paid: each once, and no other.");
  for (size_t a = 0; a < d->n; a++) {
    say_arrangement(document, d, a);
  }
  if (bases_differ(d)) {
    sl_document_paragraph(
        document, "Beware: contracts of different bases are compared in one year. A contract "
                  "renewed as 24/12 would pay this year's run-out above each person's deductible; "
                  "one that ends leaves it to the employer. The rows \"if renewed\" above tell "
                  "both ends on the same claims.");
  }
}
