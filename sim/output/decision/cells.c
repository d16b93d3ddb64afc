#include "sim/output/decision/cells.h"

#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

sl_suitability_terms_t sl_suitability_of(const sl_decision_t *decision)
{
  static const double none = (double)NAN;
  return decision->scenario != NULL
             ? decision->scenario->suitability
             : (sl_suitability_terms_t){none, none, none, none, none, none, none, none};
}

sl_interest_terms_t sl_interest_of(const sl_decision_t *decision)
{
  return decision->scenario != NULL
             ? decision->scenario->interest
             : (sl_interest_terms_t){.rate = (double)NAN, .of = SL_INTEREST_LOAN};
}

const sl_arrangement_t *sl_arrangement_of(const sl_decision_t *decision, size_t a)
{
  return decision->scenario != NULL ? &decision->scenario->arrangements->list[a] : NULL;
}

static void put(sl_document_table_t *table, sl_cell_t cell, const char *source, va_list arguments)
    SL_FORMATTED(3, 0);
static void put(sl_document_table_t *table, sl_cell_t cell, const char *source, va_list arguments)
{
  char text[SL_SOURCE_TEXT];
  vsnprintf(text, sizeof text, source, arguments);
  cell.source = text;
  sl_table_cell(table, isnan(cell.value.value) ? sl_cell_unknown(NULL) : cell);
}

void sl_put_figure(sl_document_table_t *table, sl_cell_unit_t unit, sl_estimate_t value,
                   const char *source, ...)
{
  va_list arguments;
  va_start(arguments, source);
  put(table, sl_cell_estimate(unit, value, NULL), source, arguments);
  va_end(arguments);
}

void sl_put_chance(sl_document_table_t *table, sl_estimate_t share, uint64_t trials,
                   const char *source, ...)
{
  sl_cell_t cell = sl_cell_estimate(SL_CELL_SHARE, share, NULL);
  va_list arguments;
  va_start(arguments, source);
  cell.trials = trials;
  put(table, cell, source, arguments);
  va_end(arguments);
}

void sl_put_stated(sl_document_table_t *table, sl_cell_unit_t unit, double value)
{
  sl_put_figure(table, unit, (sl_estimate_t){value, 0.0}, "%.17g", value);
}

sl_shown_t sl_shown(const sl_decision_t *decision)
{
  sl_shown_t shown = {.n = 0};
  for (size_t a = 0; decision->n <= SL_SIDE_BY_SIDE && a < decision->n; a++) {
    shown.list[shown.n++] = a;
  }
  if (shown.n == 0) {
    shown.list[shown.n++] = decision->subject;
    shown.list[shown.n++] = decision->reference;
  }
  return shown;
}

sl_document_table_t *sl_shown_table(sl_document_t *document, const sl_decision_t *decision,
                                    const sl_shown_t *shown, const char *name, const char *caption)
{
  sl_document_table_t *table = sl_document_table(document, name, caption, true);
  sl_table_column(table, "");
  for (size_t i = 0; i < shown->n; i++) {
    sl_table_column(table, sl_decision_name(decision, shown->list[i]));
  }
  return table;
}

/* ---- covenant and working capital ---- */

void sl_cost_source(const sl_decision_t *decision, sl_claims_level_t level, size_t a,
                    char text[SL_COST_TEXT])
{
  const sl_weighed_t *weighed = &decision->weighed[a];
  if (level == SL_AS_RUN) {
    snprintf(text, SL_COST_TEXT, "cost[:,%zu]", a);
  } else if (weighed->is_capped) {
    snprintf(text, SL_COST_TEXT,
             "minimum(cost[:,%zu] + aggregate_reimbursement[:,%zu] + %.17g, maximum_cost[%zu])", a,
             a, weighed->level[level].shift, a);
  } else {
    snprintf(text, SL_COST_TEXT, "cost[:,%zu] + band_cost_mean_change[%d,%zu]", a,
             level == SL_LOWER ? SL_BAND_FEWER : SL_BAND_MORE, a);
  }
}

static void put_covenant_chances(sl_document_table_t *table, const sl_decision_t *decision,
                                 const sl_shown_t *shown, sl_claims_level_t level,
                                 const char *label)
{
  const double covenant = sl_suitability_of(decision).covenant;
  sl_table_row(table, SL_ROW_PLAIN, label);
  for (size_t i = 0; i < shown->n; i++) {
    const size_t a = shown->list[i];
    const sl_estimate_t chance = decision->weighed[a].level[level].above_covenant;
    char cost[SL_COST_TEXT];
    sl_cost_source(decision, level, a, cost);
    sl_put_chance(table, chance, level == SL_AS_RUN ? decision->summary->trials : 0,
                  "mean(%s - %.17g > 0.005)", cost, covenant);
  }
}

bool sl_put_covenant(sl_document_table_t *table, const sl_decision_t *decision,
                     const sl_shown_t *shown)
{
  const double covenant = sl_suitability_of(decision).covenant;
  if (isnan(covenant)) {
    return false;
  }
  sl_table_row(table, SL_ROW_PLAIN, "Covenant: a cost that must not be passed");
  for (size_t i = 0; i < shown->n; i++) {
    sl_put_stated(table, SL_CELL_MONEY, covenant);
  }
  put_covenant_chances(table, decision, shown, SL_AS_RUN, "Chance that a year passes it");
  if (decision->results->band != NULL) {
    put_covenant_chances(table, decision, shown, SL_LOWER,
                         "The same if claims run 10% lower, about");
    put_covenant_chances(table, decision, shown, SL_HIGHER,
                         "The same if claims run 10% higher, about");
  }
  return true;
}

bool sl_put_interest(sl_document_table_t *table, const sl_decision_t *decision,
                     const sl_shown_t *shown)
{
  const sl_interest_terms_t interest = sl_interest_of(decision);
  const sl_run_facts_t *facts = decision->results->facts;
  const double years = facts->enrolment.plan_months / SL_MONTHS_PER_YEAR;
  if (facts->n_months == 0) {
    return false;
  }
  sl_table_row(table, SL_ROW_PLAIN, "Working capital");
  for (size_t i = 0; i < shown->n; i++) {
    const size_t a = shown->list[i];
    sl_put_figure(table, SL_CELL_MONEY, sl_decision_summary(decision, a)->working_capital,
                  "working_capital[%zu]", a);
  }
  if (isnan(interest.rate)) {
    return true;
  }
  sl_table_row(table, SL_ROW_PLAIN,
               interest.of == SL_INTEREST_LOAN ? "Interest, if it is drawn all year"
                                               : "Interest forgone, if it is set aside all year");
  for (size_t i = 0; i < shown->n; i++) {
    const size_t a = shown->list[i];
    const sl_estimate_t capital = sl_decision_summary(decision, a)->working_capital;
    const double factor = interest.rate * years;
    sl_put_figure(table, SL_CELL_MONEY,
                  (sl_estimate_t){factor * capital.value, factor * capital.standard_error},
                  "working_capital[%zu] * %.17g * plan_months / 12", a, interest.rate);
  }
  return true;
}
