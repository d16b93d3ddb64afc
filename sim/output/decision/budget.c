/* What a finance officer asks of each arrangement: the budget and what another one would do, the
 * reserve to hold, the covenant, the working capital and its interest. */
#include "sim/output/decision/cells.h"
#include "sim/output/decision/chapters.h"
#include "sim/output/decision/weigh.h"

#include <math.h>
#include <stdio.h>

typedef struct view {
  sl_document_table_t *table;
  const sl_decision_t *decision;
  const sl_shown_t *shown;
} view_t;

/* A row of one figure of each arrangement, whose source is `format` of its index. */
typedef sl_estimate_t figure_t(const sl_decision_t *decision, size_t a);

#define FIGURE(name, expression)                                                                   \
  static sl_estimate_t name(const sl_decision_t *decision, size_t a) { return (expression); }
FIGURE(budget, sl_decision_facts(decision, a)->price.budget)
FIGURE(expected, sl_decision_summary(decision, a)->expected_cost)
FIGURE(surplus, sl_decision_summary(decision, a)->component[SL_COST_SURPLUS])
FIGURE(deficit, sl_decision_summary(decision, a)->component[SL_COST_DEFICIT])
FIGURE(reserve95, sl_decision_summary(decision, a)->reserve95)
FIGURE(reserve99, sl_decision_summary(decision, a)->reserve99)

static void put_row(const view_t *view, const char *label, figure_t *figure, const char *before,
                    const char *behind)
{
  sl_table_row(view->table, SL_ROW_PLAIN, label);
  for (size_t i = 0; i < view->shown->n; i++) {
    const size_t a = view->shown->list[i];
    sl_put_figure(view->table, SL_CELL_MONEY, figure(view->decision, a), "%s%zu%s", before, a,
                  behind);
  }
}

static void put_chance_row(const view_t *view)
{
  sl_table_row(view->table, SL_ROW_PLAIN, "Chance of a deficit");
  for (size_t i = 0; i < view->shown->n; i++) {
    const size_t a = view->shown->list[i];
    sl_put_chance(view->table, sl_decision_summary(view->decision, a)->deficit_probability,
                  view->decision->summary->trials, "deficit_probability[%zu]", a);
  }
}

static void put_reserve_row(const view_t *view, const char *label, figure_t *figure, int level)
{
  sl_table_row(view->table, SL_ROW_PLAIN, label);
  for (size_t i = 0; i < view->shown->n; i++) {
    const size_t a = view->shown->list[i];
    sl_put_figure(view->table, SL_CELL_MONEY, figure(view->decision, a),
                  "maximum(cost_quantile[%d,%zu] - budget[%zu], 0)", level, a, a);
  }
}

static void put_side_by_side(sl_document_t *document, const sl_decision_t *decision,
                             const sl_shown_t *shown)
{
  const view_t view = {sl_shown_table(document, decision, shown, "budget_and_reserve",
                                      "A year against the budget that the scenario sets"),
                       decision, shown};
  put_row(&view, "Budget", budget, "budget[", "]");
  put_row(&view, "Expected cost", expected, "cost_mean[", "]");
  put_row(&view, "Surplus, mean of all years", surplus, "mean(surplus[:,", "])");
  put_row(&view, "Deficit, mean of all years", deficit, "mean(deficit[:,", "])");
  put_chance_row(&view);
  put_reserve_row(&view, "Reserve beyond the budget, for 95 of 100 years", reserve95,
                  SL_QUANTILE_95);
  put_reserve_row(&view, "Reserve beyond the budget, for 99 of 100 years", reserve99,
                  SL_QUANTILE_99);
  sl_put_covenant(view.table, decision, shown);
  sl_put_interest(view.table, decision, shown);
}

/* ---- other budgets ---- */

static void put_budget(sl_document_table_t *table, const sl_decision_t *decision, size_t a,
                       size_t level)
{
  const sl_other_budget_t *other = &decision->weighed[a].other[level];
  const double p = sl_budget_levels[level];
  char label[60];
  snprintf(label, sizeof label, "enough in %.0f of 100 years", 100.0 * p);
  sl_table_row(table, SL_ROW_PLAIN, label);
  sl_put_figure(table, SL_CELL_MONEY, other->budget, "quantile(cost[:,%zu], %.2f)", a, p);
  sl_put_chance(table, other->chance, decision->summary->trials,
                "mean(cost[:,%zu] - quantile(cost[:,%zu], %.2f) > 0.005)", a, a, p);
  sl_put_figure(table, SL_CELL_MONEY, other->deficit,
                "mean(maximum(cost[:,%zu] - quantile(cost[:,%zu], %.2f), 0))", a, a, p);
  sl_put_figure(table, SL_CELL_MONEY, other->surplus,
                "mean(maximum(quantile(cost[:,%zu], %.2f) - cost[:,%zu], 0))", a, p, a);
}

static void put_budgets(sl_document_t *document, const sl_decision_t *decision, size_t a)
{
  char name[40];
  snprintf(name, sizeof name, "budgets_%zu", a);
  sl_document_table_t *table =
      sl_document_table(document, name, sl_decision_name(decision, a), true);
  sl_table_column(table, "a budget that is");
  sl_table_column(table, "budget");
  sl_table_column(table, "chance of a deficit");
  sl_table_column(table, "deficit, mean of all years");
  sl_table_column(table, "surplus, mean of all years");
  for (size_t level = 0; level < SL_BUDGETS; level++) {
    put_budget(table, decision, a, level);
  }
}

void sl_chapter_budget(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_shown_t shown = sl_shown(decision);
  const sl_interest_terms_t interest = sl_interest_of(decision);
  sl_document_heading(document, 1, "Budget, reserve and working capital");
  put_side_by_side(document, decision, &shown);
  if (decision->results->facts->n_months == 0) {
    sl_document_note(document, "With cash_flow: {} in the scenario the working capital, monthly "
                               "accruals and IBNR would stand here.");
  } else if (isnan(interest.rate)) {
    sl_document_note(document, "With interest: {rate: ...} in the scenario the yearly cost of the "
                               "working capital would stand here.");
  }
  sl_document_heading(document, 2, "What another budget would do");
  for (size_t i = 0; i < shown.n; i++) {
    if (!sl_cost_is_fixed(sl_decision_facts(decision, shown.list[i]))) {
      put_budgets(document, decision, shown.list[i]);
    }
  }
  sl_document_note(document, "An arrangement whose cost is fixed has no table: its budget is its "
                             "price.");
}

void sl_chapter_limits(sl_document_t *document, const sl_decision_t *decision)
{
  const bool has_covenant = !isnan(sl_suitability_of(decision).covenant);
  const bool has_interest =
      !isnan(sl_interest_of(decision).rate) && decision->results->facts->n_months > 0;
  const sl_shown_t shown = sl_shown(decision);
  if (has_covenant || has_interest) {
    sl_document_table_t *table =
        sl_shown_table(document, decision, &shown, "limits",
                       has_covenant ? "The covenant" : "Working capital and its interest");
    sl_put_covenant(table, decision, &shown);
    if (has_interest) {
      sl_put_interest(table, decision, &shown);
    }
  }
}
