#include "sim/output/report/contracts.h"

#include "models/funding/arrangement.h"
#include "models/stoploss/window.h"
#include "sim/output/text/window_words.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_SIZE 2000
#define INDENT 4
#define DEFAULT_CONTRACT "incurred in the plan year"

static double mean_of(const sl_page_t *page, size_t a, sl_cost_variable_t variable)
{
  return sl_page_summary(page, a)->component[variable].value;
}

/* A contract that leaves no question open, or none at all. */
static bool is_plain(const char *contract)
{
  return contract[0] == '\0' || strcmp(contract, DEFAULT_CONTRACT) == 0;
}

static int retains(const sl_page_t *page, size_t a)
{
  return sl_arrangement_kind(sl_page_facts(page, a)->kind)->retains_claims;
}

static int in_question(const sl_page_t *page)
{
  static const sl_cost_variable_t outside[] = {
      SL_COST_GAP, SL_COST_RUN_OUT, SL_COST_REIMBURSEMENT_OTHER, SL_COST_TERMINAL_LIABILITY};
  if (page->results->facts->accounting == SL_ACCOUNT_PAID) {
    return 1;
  }
  for (size_t a = 0; a < page->summary->n_arrangements; a++) {
    const sl_arrangement_facts_t *facts = sl_page_facts(page, a);
    if (!is_plain(facts->specific_contract) || !is_plain(facts->aggregate_contract)) {
      return 1;
    }
    for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
      if (fabs(mean_of(page, a, outside[i])) > 0.0) { /* not where it is unknown */
        return 1;
      }
    }
  }
  return 0;
}

static sl_figure_t in_words(const sl_page_t *page, size_t a, sl_cost_variable_t variable)
{
  return sl_format_words(page->symbol.text, sl_page_summary(page, a)->component[variable]);
}

/* Text grows sentence by sentence; what does not fit is cut. */
#define APPEND(text, ...) snprintf((text) + strlen(text), TEXT_SIZE - strlen(text), __VA_ARGS__)

static void say_covers(const sl_page_t *page, size_t a, char text[TEXT_SIZE])
{
  const sl_arrangement_facts_t *facts = sl_page_facts(page, a);
  char specific[SL_WINDOW_WORDS], aggregate[SL_WINDOW_WORDS];
  sl_window_words(facts->specific_contract, specific);
  sl_window_words(facts->aggregate_contract, aggregate);
  if (facts->has_specific && facts->has_aggregate && strcmp(specific, aggregate) == 0) {
    APPEND(text, " Specific and aggregate cover claims %s.", specific);
    return;
  }
  if (facts->has_specific) {
    APPEND(text, " The specific covers claims %s.", specific);
  }
  if (facts->has_aggregate) {
    APPEND(text, " The aggregate covers claims %s.", aggregate);
  }
}

static void say_outside(const sl_page_t *page, size_t a, char text[TEXT_SIZE])
{
  if (mean_of(page, a, SL_COST_GAP) > 0.0) {
    APPEND(text, " %s of an average year's claims lie in no contract's window: the gap.",
           in_words(page, a, SL_COST_GAP).text);
  }
  if (mean_of(page, a, SL_COST_REIMBURSEMENT_OTHER) > 0.0) {
    APPEND(text, " The contracts pay %s on claims that the cost does not count.",
           in_words(page, a, SL_COST_REIMBURSEMENT_OTHER).text);
  }
  if (mean_of(page, a, SL_COST_RUN_OUT) > 0.0) {
    APPEND(text, " %s is still to be paid when the year ends: the run-out.",
           in_words(page, a, SL_COST_RUN_OUT).text);
  }
}

/* Where it is not the plan year's first day, which goes without saying; what is paid in the year of
 * older claims. */
static void say_since(const sl_page_t *page, size_t a, char text[TEXT_SIZE])
{
  const sl_run_facts_t *facts = page->results->facts;
  const char *since = sl_page_facts(page, a)->since;
  char start[SL_SINCE_TEXT];
  snprintf(start, sizeof start, "%04d-%02d-%02d", facts->start.year % 10000,
           facts->start.month % 100, facts->start.day % 100);
  if (since[0] != '\0' && strcmp(since, start) != 0) {
    APPEND(text, " It bears claims incurred since %s.", since);
  }
  if (mean_of(page, a, SL_COST_EARLIER_CLAIMS) > SL_DEFICIT_TOLERANCE) {
    APPEND(text,
           " %s is paid in an average year on claims incurred before %s: they are not the "
           "employer's.",
           in_words(page, a, SL_COST_EARLIER_CLAIMS).text, since);
  }
}

/* What an insurer pays where the employer retains its claims; NULL = nothing. */
static const char *insured_part(const sl_page_t *page, size_t a)
{
  const sl_arrangement_kind_t *kind = sl_arrangement_kind(sl_page_facts(page, a)->kind);
  if (mean_of(page, a, SL_COST_INSURED_CLAIMS) <= 0.0) {
    return NULL;
  }
  return kind != NULL && kind->insurer_runs_out
             ? "what an insurer pays: insured lines, and all that is paid after the year's end"
             : "the insured lines";
}

static void say_arrangement(const sl_page_t *page, size_t a)
{
  const sl_arrangement_facts_t *facts = sl_page_facts(page, a);
  const char *insured = insured_part(page, a);
  const bool has_stoploss = facts->has_specific || facts->has_aggregate;
  char text[TEXT_SIZE] = "";
  APPEND(text, "%s:", facts->name);
  if (!retains(page, a)) {
    APPEND(text, " the insurer pays them all%s.",
           page->results->facts->accounting == SL_ACCOUNT_INCURRED
               ? ", those paid after the year's end too"
               : "");
  } else {
    APPEND(text, " the employer pays them%s%s%s%s.", insured != NULL ? ", but for " : "",
           insured != NULL ? insured : "", insured != NULL && has_stoploss ? "," : "",
           has_stoploss ? " and recovers what its stop-loss covers" : "");
    say_since(page, a, text);
    say_covers(page, a, text);
    say_outside(page, a, text);
  }
  sl_put_paragraph(page->out, 2, INDENT, text);
}

static double ibnr_mean(const sl_page_t *page, size_t a, size_t month)
{
  return sl_months_at(page->results->months, SL_MONTH_IBNR_MEAN, 0, month, a);
}

static double ibnr_bad(const sl_page_t *page, size_t a, size_t month)
{
  return sl_months_at(page->results->months, SL_MONTH_IBNR_QUANTILE, SL_QUANTILE_95, month, a);
}

/* The first arrangement that bears claims since the same day: they have one IBNR. */
static size_t first_since(const sl_page_t *page, size_t a)
{
  size_t first = 0;
  while (strcmp(sl_page_facts(page, first)->since, sl_page_facts(page, a)->since) != 0) {
    first++;
  }
  return first;
}

static int one_since(const sl_page_t *page)
{
  int one = 1;
  for (size_t a = 1; a < page->summary->n_arrangements; a++) {
    one = one && first_since(page, a) == 0;
  }
  return one;
}

/* One sentence for all where they bear claims since one day, else one for each day. Whoever pays.
 */
static void say_ibnr(const sl_page_t *page)
{
  const size_t year = (size_t)page->results->facts->enrolment.plan_months;
  const int one = one_since(page);
  char text[TEXT_SIZE] = "";
  if (page->results->months == NULL || year < 1 || year > page->results->months->n_months) {
    return;
  }
  APPEND(text, "Incurred but not yet paid (IBNR) at the year's end:");
  for (size_t a = 0; a < page->summary->n_arrangements; a++) {
    if (first_since(page, a) < a) {
      continue;
    }
    const char *since = sl_page_facts(page, a)->since;
    APPEND(text, "%s %s on average, %s or more in 1 year of 20", a > 0 ? ";" : "",
           sl_format_round(page->symbol.text, ibnr_mean(page, a, year - 1)).text,
           sl_format_round(page->symbol.text, ibnr_bad(page, a, year - 1)).text);
    if (!one) {
      APPEND(text, ", of claims incurred %s%s", since[0] != '\0' ? "since " : "at any time", since);
    }
  }
  APPEND(text, ".");
  sl_put_paragraph(page->out, 2, INDENT, text);
}

/* Contracts of different bases in one year: whose gap it is decides the comparison. */
static int bases_differ(const sl_page_t *page)
{
  const sl_arrangement_facts_t *first = NULL;
  int gap = 0, differ = 0;
  for (size_t a = 0; a < page->summary->n_arrangements; a++) {
    const sl_arrangement_facts_t *facts = sl_page_facts(page, a);
    gap |= mean_of(page, a, SL_COST_GAP) > 0.0;
    if (!facts->has_specific && !facts->has_aggregate) {
      continue;
    }
    differ |= first != NULL && (strcmp(first->specific_contract, facts->specific_contract) != 0 ||
                                strcmp(first->aggregate_contract, facts->aggregate_contract) != 0);
    first = first == NULL ? facts : first;
  }
  return gap && differ && page->results->facts->accounting == SL_ACCOUNT_INCURRED;
}

static void say_bases(const sl_page_t *page)
{
  if (!bases_differ(page)) {
    return;
  }
  sl_put_paragraph(page->out, 2, INDENT,
                   "Beware: contracts of different bases are compared in one year. A contract "
                   "renewed as 24/12 would pay this year's run-out above each person's deductible; "
                   "one that ends leaves it to the employer. Both ends, on the same claims:");
  for (size_t a = 0; a < page->summary->n_arrangements; a++) {
    const sl_arrangement_summary_t *s = sl_page_summary(page, a);
    const char *symbol = page->symbol.text;
    char text[TEXT_SIZE] = "";
    if (isfinite(s->renewed_cost.value)) {
      APPEND(text, "%s: if it ends, ", sl_page_facts(page, a)->name);
      APPEND(text, "%s on average", sl_format_words(symbol, s->expected_cost).text);
      APPEND(text, " and %s in 1 year of 100; ",
             sl_format_words(symbol, s->quantile[SL_QUANTILE_99]).text);
      APPEND(text, "if it is renewed, %s", sl_format_words(symbol, s->renewed_cost).text);
      APPEND(text, " and %s.", sl_format_words(symbol, s->renewed99).text);
      sl_put_paragraph(page->out, INDENT, INDENT + 2, text);
    }
  }
}

void sl_page_contracts(const sl_page_t *page)
{
  if (!in_question(page)) {
    return;
  }
  fputs("\nWhich claims does each arrangement pay?\n", page->out);
  sl_put_paragraph(
      page->out, 2, INDENT,
      page->results->facts->accounting == SL_ACCOUNT_PAID
          ? "The cost counts the claims paid in the plan year, whenever incurred: each "
            "once, and no other."
          : "The cost counts the claims incurred in the plan year, whenever paid: each "
            "once, and no other.");
  for (size_t a = 0; a < page->summary->n_arrangements; a++) {
    say_arrangement(page, a);
  }
  say_ibnr(page);
  say_bases(page);
}

SL_COMPONENT_CELL(gap, SL_COST_GAP)
SL_COMPONENT_CELL(other, SL_COST_REIMBURSEMENT_OTHER)
SL_COMPONENT_CELL(run_out, SL_COST_RUN_OUT)
SL_COMPONENT_CELL(terminal_liability, SL_COST_TERMINAL_LIABILITY)

void sl_page_contract_rows(const sl_page_t *page, const sl_panel_t *panel)
{
  static const sl_row_t rows[] = {
      {"In no contract: the gap", gap},
      {"Paid on claims not counted", other},
      {"Run-out after the year", run_out},
      {"Owed if the plan stops", terminal_liability},
      {NULL, NULL},
  };
  sl_put_section(page, panel, "Outside the contracts and the year", rows, 1);
}
