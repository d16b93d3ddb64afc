/* The tables of a year: what it cost, who was dear, what the contracts paid and when, which claims.
 */
#include "sim/output/trace/trace_page.h"

#include "sim/input/scenario/simulation.h"
#include "sim/output/trace/parts.h"

#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>

#define LABEL 80

static void put_money(sl_document_table_t *table, double amount, const char *source)
{
  sl_table_cell(table, isnan(amount) ? sl_cell_unknown(source)
                                     : sl_cell_exact(SL_CELL_MONEY, amount, source));
}

static void put_columns(sl_document_table_t *table, size_t n, const char *const *headers)
{
  for (size_t i = 0; i < n; i++) {
    sl_table_column(table, headers[i]);
  }
}

/* ---- what the year cost ---- */

typedef struct figure {
  const char *header;
  sl_cost_variable_t variable;
} figure_t;

static const figure_t costs[] = {
    {"Cost", SL_COST_COST},       {"Claims retained", SL_COST_RETAINED_CLAIMS},
    {"Fees", SL_COST_FEES},       {"Premiums", SL_COST_PREMIUMS},
    {"Taxes", SL_COST_TAXES},     {"HSA", SL_COST_HSA_CONTRIBUTIONS},
    {"Refunds", SL_COST_REFUNDS}, {"Deficit", SL_COST_DEFICIT},
    {"Surplus", SL_COST_SURPLUS}};

static const figure_t payers[] = {
    {"Specific", SL_COST_SPECIFIC_REIMBURSEMENT}, {"Aggregate", SL_COST_AGGREGATE_REIMBURSEMENT},
    {"Captive", SL_COST_CAPTIVE_CLAIMS},          {"Insurer", SL_COST_INSURED_CLAIMS},
    {"Employer", SL_COST_RETAINED_CLAIMS},        {"Of it in no contract's time", SL_COST_GAP}};

/* A row an arrangement. */
static void put_figures(sl_document_table_t *table, const sl_trace_t *trace, size_t n,
                        const figure_t *figures, bool budget)
{
  char source[LABEL];
  sl_table_column(table, "Arrangement");
  for (size_t i = 0; i < n; i++) {
    sl_table_column(table, figures[i].header);
  }
  if (budget) {
    sl_table_column(table, "Budget");
  }
  for (size_t a = 0; a < trace->n_arrangements; a++) {
    sl_table_row(table, SL_ROW_PLAIN, sl_trace_arrangement(trace, a)->name);
    for (size_t i = 0; i < n; i++) {
      snprintf(source, sizeof source, "%s[%" PRIu64 ",%zu]",
               sl_cost_variables[figures[i].variable].name, trace->trial, a);
      put_money(table, trace->cost[figures[i].variable][a], source);
    }
    if (budget) {
      snprintf(source, sizeof source, "budget[%zu]", a);
      put_money(table, trace->budget[a], source);
    }
  }
}

static void put_costs(sl_document_t *document, const sl_trace_t *trace)
{
  put_figures(
      sl_document_table(document, "costs", "What the year cost under each arrangement", false),
      trace, sizeof costs / sizeof costs[0], costs, true);
  sl_document_note(document, "Cost = claims retained + fees + premiums + taxes + HSA contributions "
                             "- refunds.");
  put_figures(sl_document_table(document, "payers", "Who paid the claims", false), trace,
              sizeof payers / sizeof payers[0], payers, false);
  sl_document_note(document, "What a contract pays on claims outside the cost (run-in) is in its "
                             "column too.");
}

/* ---- who was dear ---- */

static void label_of(const sl_trace_t *trace, size_t p, char label[LABEL])
{
  snprintf(label, LABEL, "Census row %u", sl_trace_row(trace, p));
}

static void put_persons(sl_document_t *document, const sl_trace_t *trace, size_t n)
{
  static const char *const headers[] = {
      "Person", "Row of the spreadsheet", "Claims", "Allowed", "Member pays", "Plan pays"};
  sl_document_table_t *table =
      sl_document_table(document, "persons", "The dearest persons of the year", false);
  put_columns(table, sizeof headers / sizeof headers[0], headers);
  for (size_t p = 0; p < n; p++) {
    const sl_trace_person_t *person = &trace->person[p];
    char label[LABEL];
    label_of(trace, p, label);
    sl_table_row(table, SL_ROW_PLAIN, label);
    sl_table_cell(table,
                  sl_cell_exact(SL_CELL_COUNT, sl_trace_row(trace, p) + 1.0, "spreadsheet row"));
    sl_table_cell(table, trace->by_year
                             ? sl_cell_unknown("claims")
                             : sl_cell_exact(SL_CELL_COUNT, (double)person->n, "claims"));
    put_money(table, person->allowed, "allowed");
    put_money(table, person->allowed - person->plan_paid, "member_paid");
    put_money(table, person->plan_paid, "plan_paid");
  }
}

/* ---- what the contracts paid on them ---- */

static bool has_contract(const sl_arrangement_t *arrangement)
{
  return arrangement->kind->retains_claims &&
         (arrangement->has_specific || arrangement->has_aggregate);
}

static void put_contract(sl_document_table_t *table, const sl_trace_t *trace, size_t p, size_t a)
{
  const sl_arrangement_t *arrangement = sl_trace_arrangement(trace, a);
  const sl_trace_cover_t *cover = &trace->cover[p * trace->n_arrangements + a];
  const sl_trace_share_t sum = sl_trace_person_sum(trace, p, a);
  char label[LABEL];
  label_of(trace, p, label);
  sl_table_row(table, SL_ROW_PLAIN, label);
  sl_table_cell(table, sl_cell_text(arrangement->name));
  if (cover->excluded) {
    sl_table_cell(table, sl_cell_text("excluded"));
  } else {
    put_money(table, cover->deductible, "D_p");
  }
  put_money(table, sum.excess, "excess");
  put_money(table, sum.specific, "specific");
  put_money(table, sum.eligible, "eligible");
  put_money(table, sum.aggregate, "aggregate");
  put_money(table, sum.captive, "captive");
  put_money(table, sum.retained, "retained");
}

static void put_contracts(sl_document_t *document, const sl_trace_t *trace, size_t n)
{
  static const char *const headers[] = {"Person",         "Arrangement",   "Deductible",
                                        "Above it",       "Specific pays", "Towards the aggregate",
                                        "Aggregate pays", "Captive pays",  "Employer keeps"};
  sl_document_table_t *table =
      sl_document_table(document, "contracts", "What the contracts paid on their claims", false);
  put_columns(table, sizeof headers / sizeof headers[0], headers);
  for (size_t p = 0; p < n; p++) {
    for (size_t a = 0; a < trace->n_arrangements; a++) {
      if (has_contract(sl_trace_arrangement(trace, a))) {
        put_contract(table, trace, p, a);
      }
    }
  }
  sl_document_note(document, "A claim's excess and what counts towards the aggregate fall on the "
                             "claims in the order in which they are paid.");
}

/* ---- when ---- */

#define NO_MONTH INT_MIN

static int month_of(const sl_trace_t *trace, size_t c)
{
  return sl_calendar_month(&trace->scenario->calendar, trace->claim[c].seen.paid);
}

/* The first month after `after` in which the specific pays on a person's claims; NO_MONTH: none. */
static int next_month(const sl_trace_t *trace, size_t p, size_t a, int after)
{
  const sl_trace_person_t *person = &trace->person[p];
  int next = NO_MONTH;
  for (size_t c = person->first; c < person->first + person->n; c++) {
    const int month = month_of(trace, c);
    if (sl_trace_share(trace, c, a)->specific > 0.0 && month > after &&
        (next == NO_MONTH || month < next)) {
      next = month;
    }
  }
  return next;
}

static void put_month(sl_document_table_t *table, const sl_trace_t *trace, size_t p, size_t a,
                      int month)
{
  const sl_trace_person_t *person = &trace->person[p];
  const int32_t day = sl_calendar_month_start(&trace->scenario->calendar, month);
  char label[LABEL], paid[SL_DAY_TEXT], back[SL_DAY_TEXT];
  double sum = 0.0;
  for (size_t c = person->first; c < person->first + person->n; c++) {
    sum += month_of(trace, c) == month ? sl_trace_share(trace, c, a)->specific : 0.0;
  }
  label_of(trace, p, label);
  sl_table_row(table, SL_ROW_PLAIN, label);
  sl_table_cell(table, sl_cell_text(sl_trace_arrangement(trace, a)->name));
  sl_table_cell(table, sl_cell_text(sl_trace_month(trace, day, 0, paid)));
  put_money(table, sum, "specific");
  if (trace->scenario->arrangements->cash_flow.wanted) {
    sl_table_cell(table, sl_cell_text(sl_trace_month(trace, day, sl_trace_lag(trace, a), back)));
  } else {
    sl_table_cell(table, sl_cell_unknown("reimbursement_months"));
  }
}

static bool some_payment(const sl_trace_t *trace, size_t n)
{
  bool any = false;
  for (size_t p = 0; p < n && !any && !trace->by_year; p++) {
    for (size_t a = 0; a < trace->n_arrangements && !any; a++) {
      any = sl_trace_person_sum(trace, p, a).specific >= SL_TRACE_TOLERANCE;
    }
  }
  return any;
}

static void put_payments(sl_document_t *document, const sl_trace_t *trace, size_t n)
{
  static const char *const headers[] = {"Person", "Arrangement", "Claims paid in", "Specific pays",
                                        "Reimbursed in"};
  if (!some_payment(trace, n)) {
    return;
  }
  sl_document_table_t *table =
      sl_document_table(document, "payments", "When the specific pays on their claims", false);
  put_columns(table, sizeof headers / sizeof headers[0], headers);
  for (size_t p = 0; p < n; p++) {
    for (size_t a = 0; a < trace->n_arrangements; a++) {
      for (int m = next_month(trace, p, a, NO_MONTH); m != NO_MONTH;
           m = next_month(trace, p, a, m)) {
        put_month(table, trace, p, a, m);
      }
    }
  }
  if (!trace->scenario->arrangements->cash_flow.wanted) {
    sl_document_note(document, "When the carrier pays back is told where the scenario has a "
                               "cash_flow with reimbursement_months.");
  }
}

/* ---- their claims ---- */

/* The amount below which a person's claims are not shown one by one: SL_TRACE_LINES are. */
static double least_shown(const sl_trace_t *trace, size_t p)
{
  const sl_trace_person_t *person = &trace->person[p];
  const sl_trace_claim_t *claims = trace->claim + person->first;
  double least = -1.0;
  size_t above = person->n;
  while (above > SL_TRACE_LINES) {
    double next = (double)INFINITY;
    for (size_t c = 0; c < person->n; c++) {
      const double allowed = claims[c].seen.allowed;
      next = allowed > least && allowed < next ? allowed : next;
    }
    least = next;
    above = 0;
    for (size_t c = 0; c < person->n; c++) {
      above += claims[c].seen.allowed > least;
    }
  }
  return least;
}

static const char *remark(const sl_trace_claim_t *claim)
{
  if (!claim->in_year) {
    return "not of the year";
  }
  if (claim->seen.of_child) {
    return "with a child's";
  }
  return claim->seen.outside ? "out of network" : "";
}

static void put_claim(sl_document_table_t *table, const sl_trace_t *trace,
                      const sl_trace_claim_t *claim)
{
  char incurred[SL_DAY_TEXT], paid[SL_DAY_TEXT];
  char service[SL_NAME_TEXT], condition[SL_NAME_TEXT];
  const sl_cell_t none = {.unit = SL_CELL_NONE};
  sl_table_row(table, SL_ROW_PLAIN, sl_trace_day(trace, claim->seen.incurred, incurred));
  sl_table_cell(table, (sl_cell_t){.unit = SL_CELL_DATE,
                                   .text = sl_trace_day(trace, claim->seen.paid, paid)});
  sl_table_cell(table,
                sl_cell_text(sl_trace_spaced(sl_trace_service(trace, &claim->seen), service)));
  sl_trace_spaced(sl_trace_condition(trace, &claim->seen), condition);
  sl_table_cell(table, condition[0] != '\0' ? sl_cell_text(condition) : none);
  put_money(table, claim->seen.allowed, "allowed");
  put_money(table, claim->seen.allowed - claim->seen.plan_paid, "member_paid");
  put_money(table, claim->seen.plan_paid, "plan_paid");
  if (remark(claim)[0] != '\0') {
    sl_table_cell(table, sl_cell_text(remark(claim)));
  }
}

/* label, then the sums of claims of the year: those of at most `most`, or all. */
static void put_sum(sl_document_table_t *table, const sl_trace_t *trace, size_t p, double most,
                    sl_row_kind_t kind, const char *label)
{
  const sl_trace_person_t *person = &trace->person[p];
  const sl_cell_t none = {.unit = SL_CELL_NONE};
  double allowed = 0.0, plan = 0.0;
  for (size_t c = person->first; c < person->first + person->n; c++) {
    const sl_seen_claim_t *seen = &trace->claim[c].seen;
    const bool summed = trace->claim[c].in_year && seen->allowed <= most;
    allowed += summed ? seen->allowed : 0.0;
    plan += summed ? seen->plan_paid : 0.0;
  }
  sl_table_row(table, kind, label);
  for (size_t i = 0; i < 3; i++) {
    sl_table_cell(table, none);
  }
  put_money(table, allowed, "allowed");
  put_money(table, allowed - plan, "member_paid");
  put_money(table, plan, "plan_paid");
}

static void put_claims(sl_document_t *document, const sl_trace_t *trace, size_t p)
{
  static const char *const headers[] = {"Incurred", "Paid",        "Service",   "Condition",
                                        "Allowed",  "Member pays", "Plan pays", "Remark"};
  const sl_trace_person_t *person = &trace->person[p];
  const double least = least_shown(trace, p);
  char name[LABEL], caption[LABEL], label[LABEL];
  size_t smaller = person->n;
  snprintf(name, sizeof name, "claims_%u", sl_trace_row(trace, p));
  snprintf(caption, sizeof caption, "Claims of census row %u", sl_trace_row(trace, p));
  sl_document_table_t *table = sl_document_table(document, name, caption, false);
  put_columns(table, sizeof headers / sizeof headers[0], headers);
  for (size_t c = person->first; c < person->first + person->n; c++) {
    if (trace->claim[c].seen.allowed > least) {
      put_claim(table, trace, &trace->claim[c]);
      smaller--;
    }
  }
  if (smaller > 0) {
    snprintf(label, sizeof label, "%zu smaller", smaller);
    put_sum(table, trace, p, least, SL_ROW_PLAIN, label);
  }
  put_sum(table, trace, p, (double)INFINITY, SL_ROW_TOTAL, "All of the year");
}

/* ---- the document ---- */

static sl_document_t *begin(const sl_trace_t *trace)
{
  const sl_scenario_t *scenario = trace->scenario;
  char subtitle[200];
  snprintf(subtitle, sizeof subtitle,
           "One simulated year: trial %" PRIu64 " of seed %" PRIu64 ", counted from 0",
           trace->trial, scenario->simulation->seed);
  return sl_document_new(scenario->name, subtitle, scenario->currency);
}

sl_document_t *sl_trace_document(const sl_trace_t *trace, size_t persons)
{
  const size_t all = trace->n_persons, n = persons == 0 || persons > all ? all : persons;
  sl_document_t *document = begin(trace);
  sl_trace_put_words(document, trace, n);
  sl_document_heading(document, 1, "The figures");
  put_costs(document, trace);
  put_persons(document, trace, n);
  put_contracts(document, trace, n);
  put_payments(document, trace, n);
  for (size_t p = 0; p < n && !trace->by_year; p++) {
    put_claims(document, trace, p);
  }
  return document;
}
