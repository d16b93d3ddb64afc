/* The year as a short story: who was dear and why, what the contracts paid, what it cost. */
#include "sim/input/scenario/simulation.h"
#include "sim/output/text/format.h"
#include "sim/output/trace/parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define CENT 0.005

/* ---- what both words and tables say ---- */

char *sl_trace_day(const sl_trace_t *trace, int32_t day, char text[SL_DAY_TEXT])
{
  const sl_date_t date = sl_calendar_date(&trace->scenario->calendar, day);
  snprintf(text, SL_DAY_TEXT, "%04d-%02d-%02d", date.year % 10000, date.month % 100,
           date.day % 100);
  return text;
}

char *sl_trace_month(const sl_trace_t *trace, int32_t day, unsigned later, char text[SL_DAY_TEXT])
{
  const sl_date_t first = sl_calendar_date(&trace->scenario->calendar, day);
  const sl_date_t date = sl_date_add_months(first, (int)later);
  snprintf(text, SL_DAY_TEXT, "%04d-%02d", date.year % 10000, date.month % 100);
  return text;
}

unsigned sl_trace_lag(const sl_trace_t *trace, size_t arrangement)
{
  return sl_trace_arrangement(trace, arrangement)->specific.advance_funding
             ? 0
             : trace->scenario->arrangements->cash_flow.reimbursement_months;
}

const char *sl_trace_service(const sl_trace_t *trace, const sl_seen_claim_t *seen)
{
  return seen->is_year ? "all of the year" : trace->scenario->claims->services[seen->service].name;
}

const char *sl_trace_condition(const sl_trace_t *trace, const sl_seen_claim_t *seen)
{
  return seen->condition != SL_NO_CONDITION
             ? trace->scenario->claims->conditions[seen->condition].name
             : "";
}

char *sl_trace_spaced(const char *name, char text[SL_NAME_TEXT])
{
  snprintf(text, SL_NAME_TEXT, "%s", name);
  for (char *at = strchr(text, '_'); at != NULL; at = strchr(at, '_')) {
    *at = ' ';
  }
  return text;
}

/* ---- the group ---- */

static size_t with_claims(const sl_trace_t *trace)
{
  size_t n = 0;
  for (size_t p = 0; p < trace->n_persons; p++) {
    n += trace->person[p].allowed > 0.0;
  }
  return n;
}

static void put_group(sl_document_t *document, const sl_trace_t *trace, const char *symbol)
{
  const double allowed = trace->trial_value[SL_TRIAL_ALLOWED];
  const double claims = trace->trial_value[SL_TRIAL_CLAIMS];
  char number[SL_FIGURE_SIZE + 16] = "Claims";
  if (!isnan(claims)) {
    snprintf(number, sizeof number, "%s claims", sl_format_count(claims).text);
  }
  sl_document_paragraph(document,
                        "%s of %zu persons come to %s. The members pay %s of it, the plan %s.",
                        number, with_claims(trace), sl_format_exact(symbol, allowed).text,
                        sl_format_exact(symbol, trace->trial_value[SL_TRIAL_MEMBER_PAID]).text,
                        sl_format_exact(symbol, trace->trial_value[SL_TRIAL_PLAN_PAID]).text);
  if (trace->group_factor != 1.0) {
    sl_document_paragraph(document,
                          "In this year everybody has %.2f times as many claims as expected: that "
                          "is the uncertainty of the assumptions, drawn once a year.",
                          trace->group_factor);
  }
  if (trace->by_year) {
    sl_document_note(document, "The scenario draws annual totals (sampler: totals): there are no "
                               "single claims and no days, only each person's year.");
  }
}

/* ---- a person ---- */

/* Of the person's claims in the year the dearest to the plan. */
static const sl_trace_claim_t *dearest_claim(const sl_trace_t *trace, size_t p)
{
  const sl_trace_person_t *person = &trace->person[p];
  const sl_trace_claim_t *dearest = NULL;
  for (size_t c = person->first; c < person->first + person->n; c++) {
    const sl_trace_claim_t *claim = &trace->claim[c];
    if (claim->in_year && (dearest == NULL || claim->seen.plan_paid > dearest->seen.plan_paid)) {
      dearest = claim;
    }
  }
  return dearest;
}

/* What the dearest claim's condition comes to in all. */
static double paid_for(const sl_trace_t *trace, size_t p, uint32_t condition)
{
  const sl_trace_person_t *person = &trace->person[p];
  double sum = 0.0;
  for (size_t c = person->first; c < person->first + person->n; c++) {
    const sl_trace_claim_t *claim = &trace->claim[c];
    sum += claim->in_year && claim->seen.condition == condition ? claim->seen.plan_paid : 0.0;
  }
  return sum;
}

static void put_person(sl_document_t *document, const sl_trace_t *trace, size_t p,
                       const char *symbol)
{
  const sl_trace_person_t *person = &trace->person[p];
  const sl_trace_claim_t *claim = dearest_claim(trace, p);
  const uint32_t row = sl_trace_row(trace, p);
  char incurred[SL_DAY_TEXT], paid[SL_DAY_TEXT], cause[400] = "", name[SL_NAME_TEXT];
  if (claim == NULL || person->plan_paid < CENT) {
    return;
  }
  if (trace->by_year) {
    sl_document_item(document, "Census row %u (row %u of the spreadsheet) costs the plan %s.", row,
                     row + 1, sl_format_exact(symbol, person->plan_paid).text);
    return;
  }
  if (claim->seen.condition != SL_NO_CONDITION) {
    const double sum = paid_for(trace, p, claim->seen.condition);
    snprintf(cause, sizeof cause, ", %s of it for %s%s",
             person->plan_paid - sum < CENT ? "all" : sl_format_exact(symbol, sum).text,
             claim->seen.of_child ? "a child's " : "",
             sl_trace_spaced(sl_trace_condition(trace, &claim->seen), name));
  }
  sl_document_item(document,
                   "Census row %u (row %u of the spreadsheet) costs the plan %s%s. The dearest "
                   "claim is %s: incurred %s, paid %s, %s.",
                   row, row + 1, sl_format_exact(symbol, person->plan_paid).text, cause,
                   sl_trace_spaced(sl_trace_service(trace, &claim->seen), name),
                   sl_trace_day(trace, claim->seen.incurred, incurred),
                   sl_trace_day(trace, claim->seen.paid, paid),
                   sl_format_exact(symbol, claim->seen.plan_paid).text);
}

/* ---- an arrangement ---- */

/* On how many persons' claims the specific pays, and from when. */
static size_t reimbursed_persons(const sl_trace_t *trace, size_t a, int32_t *first)
{
  size_t n = 0;
  for (size_t p = 0; p < trace->n_persons; p++) {
    const sl_trace_person_t *person = &trace->person[p];
    bool any = false;
    for (size_t c = person->first; c < person->first + person->n; c++) {
      if (sl_trace_share(trace, c, a)->specific > 0.0) {
        *first = n == 0 && !any ? trace->claim[c].seen.paid : *first;
        *first = trace->claim[c].seen.paid < *first ? trace->claim[c].seen.paid : *first;
        any = true;
      }
    }
    n += any;
  }
  return n;
}

/* Above a captive's layer the specific begins at its limit. */
static double attaches_at(const sl_trace_t *trace, size_t a)
{
  const sl_arrangement_t *arrangement = sl_trace_arrangement(trace, a);
  return arrangement->has_captive && arrangement->captive.limit > arrangement->specific.deductible
             ? arrangement->captive.limit
             : arrangement->specific.deductible;
}

static void put_specific(sl_document_t *document, const sl_trace_t *trace, size_t a,
                         const sl_trace_share_t *sum, const char *symbol)
{
  const double paid = trace->cost[SL_COST_SPECIFIC_REIMBURSEMENT][a];
  const sl_specific_t *specific = &sl_trace_arrangement(trace, a)->specific;
  const char *name = sl_trace_arrangement(trace, a)->name;
  char day[SL_DAY_TEXT];
  int32_t first = 0;
  const size_t n = reimbursed_persons(trace, a, &first);
  if (paid < CENT) {
    sl_document_item(document, "%s: the specific pays nothing; %s above the deductibles.", name,
                     sum->excess < CENT ? "nobody is"
                                        : "an aggregating deductible takes all that is");
  } else if (trace->by_year) {
    sl_document_item(document, "%s: the specific pays %s, above %s a person, on %zu %s.", name,
                     sl_format_exact(symbol, paid).text,
                     sl_format_exact(symbol, attaches_at(trace, a)).text, n,
                     n == 1 ? "person" : "persons");
  } else {
    sl_document_item(document,
                     "%s: the specific pays %s, above %s a %s, on the claims of %zu %s, from those "
                     "paid on %s on.",
                     name, sl_format_exact(symbol, paid).text,
                     sl_format_exact(symbol, attaches_at(trace, a)).text,
                     specific->per_certificate ? "family" : "person", n,
                     n == 1 ? "person" : "persons", sl_trace_day(trace, first, day));
  }
}

static void put_aggregate(sl_document_t *document, const sl_trace_t *trace, size_t a,
                          const sl_trace_share_t *sum, const char *symbol)
{
  const double paid = trace->cost[SL_COST_AGGREGATE_REIMBURSEMENT][a];
  char pays[SL_FIGURE_SIZE + 16] = "nothing";
  if (paid >= CENT) {
    snprintf(pays, sizeof pays, "%s", sl_format_exact(symbol, paid).text);
  }
  sl_document_item(
      document, "%s: the aggregate pays %s: %s counts towards its attachment point of %s.",
      sl_trace_arrangement(trace, a)->name, pays, sl_format_exact(symbol, sum->eligible).text,
      sl_format_exact(symbol, trace->attachment[a]).text);
}

static void put_captive(sl_document_t *document, const sl_trace_t *trace, size_t a,
                        const char *symbol)
{
  const sl_arrangement_t *arrangement = sl_trace_arrangement(trace, a);
  sl_document_item(
      document, "%s: the captive pays %s, of each person what lies between the deductible and %s.",
      arrangement->name, sl_format_exact(symbol, trace->cost[SL_COST_CAPTIVE_CLAIMS][a]).text,
      sl_format_exact(symbol, arrangement->captive.limit).text);
}

static void put_gap(sl_document_t *document, const sl_trace_t *trace, size_t a, const char *symbol)
{
  if (trace->cost[SL_COST_GAP][a] >= CENT) {
    sl_document_item(document,
                     "%s: %s of claims are paid before or after every contract's time, so that "
                     "nobody pays them back.",
                     sl_trace_arrangement(trace, a)->name,
                     sl_format_exact(symbol, trace->cost[SL_COST_GAP][a]).text);
  }
}

static void put_balance(sl_document_t *document, const sl_trace_t *trace, size_t a,
                        const char *symbol)
{
  const double deficit = trace->cost[SL_COST_DEFICIT][a], surplus = trace->cost[SL_COST_SURPLUS][a];
  const bool over = deficit > 0.0;
  char balance[2 * SL_FIGURE_SIZE] = "exactly";
  if (deficit > 0.0 || surplus > 0.0) {
    snprintf(balance, sizeof balance, "%s %s",
             sl_format_exact(symbol, over ? deficit : surplus).text, over ? "above" : "below");
  }
  const bool retains = sl_trace_arrangement(trace, a)->kind->retains_claims;
  sl_document_item(
      document, "%s: the year costs %s, %s the budget of %s. %s %s.",
      sl_trace_arrangement(trace, a)->name,
      sl_format_exact(symbol, trace->cost[SL_COST_COST][a]).text, balance,
      sl_format_exact(symbol, trace->budget[a]).text,
      sl_format_exact(symbol,
                      trace->cost[retains ? SL_COST_RETAINED_CLAIMS : SL_COST_INSURED_CLAIMS][a])
          .text,
      retains ? "of it are claims that the employer keeps" : "are claims, which the insurer pays");
}

static void put_arrangement(sl_document_t *document, const sl_trace_t *trace, size_t a,
                            const char *symbol)
{
  const sl_arrangement_t *arrangement = sl_trace_arrangement(trace, a);
  const sl_trace_share_t sum = sl_trace_sum(trace, a);
  if (arrangement->kind->retains_claims && arrangement->has_specific) {
    put_specific(document, trace, a, &sum, symbol);
  }
  if (arrangement->kind->retains_claims && arrangement->has_aggregate) {
    put_aggregate(document, trace, a, &sum, symbol);
  }
  if (arrangement->has_captive) {
    put_captive(document, trace, a, symbol);
  }
  put_gap(document, trace, a, symbol);
  put_balance(document, trace, a, symbol);
}

void sl_trace_put_words(sl_document_t *document, const sl_trace_t *trace, size_t persons)
{
  const sl_figure_t symbol = sl_currency_symbol(trace->scenario->currency);
  sl_document_heading(document, 1, "The year in words");
  put_group(document, trace, symbol.text);
  sl_document_heading(document, 2, "Who was dear?");
  for (size_t p = 0; p < persons; p++) {
    put_person(document, trace, p, symbol.text);
  }
  sl_document_note(document, "Claims are drawn for persons of each one's age, sex and risk: they "
                             "say nothing of what anybody had or will have.");
  sl_document_heading(document, 2, "What did the contracts pay, and what did the year cost?");
  for (size_t a = 0; a < trace->n_arrangements; a++) {
    put_arrangement(document, trace, a, symbol.text);
  }
}
