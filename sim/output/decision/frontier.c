/* Which arrangements are worth a choice: the average year against a bad one. */
#include "sim/output/decision/chapters.h"

#include <stdio.h>
#include <stdlib.h>

static bool is_dominated(const sl_decision_t *decision, size_t a)
{
  return decision->dominated_by[a] != SL_NO_ARRANGEMENT;
}

static sl_estimate_t bad_year(const sl_decision_t *decision, size_t a)
{
  return sl_decision_summary(decision, a)->quantile[SL_QUANTILE_95];
}

static void put_chart(sl_document_t *document, const sl_decision_t *decision, double *along,
                      double *up)
{
  sl_document_chart_t *chart =
      sl_document_chart(document, SL_CHART_POINTS, "frontier", "An average year and a bad one",
                        "average year", SL_CELL_MONEY);
  sl_chart_along(chart, "1 year in 20 costs this or more");
  for (size_t a = 0; a < decision->n; a++) {
    char label[200];
    snprintf(label, sizeof label, "%.160s%s", sl_decision_name(decision, a),
             is_dominated(decision, a)             ? " (dominated)"
             : sl_decision_can_choose(decision, a) ? ""
                                                   : " (current)");
    sl_chart_category(chart, label);
    if (is_dominated(decision, a)) {
      sl_chart_apart(chart);
    }
    along[a] = sl_decision_summary(decision, a)->expected_cost.value;
    up[a] = bad_year(decision, a).value;
  }
  sl_chart_series(chart, "average year", along);
  sl_chart_series(chart, "1 year in 20", up);
  sl_chart_drawing_only(chart);
}

static void put_table(sl_document_t *document, const sl_decision_t *decision)
{
  sl_document_table_t *table =
      sl_document_table(document, "frontier", "What there is to choose", true);
  sl_table_column(table, "");
  sl_table_column(table, "Average year");
  sl_table_column(table, "1 year in 20, at least");
  sl_table_column(table, "Dominated by");
  for (size_t a = 0; a < decision->n; a++) {
    char source[64];
    sl_table_row(table, SL_ROW_PLAIN, sl_decision_name(decision, a));
    snprintf(source, sizeof source, "cost_mean[%zu]", a);
    sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY,
                                          sl_decision_summary(decision, a)->expected_cost, source));
    snprintf(source, sizeof source, "cost_quantile[%d,%zu]", SL_QUANTILE_95, a);
    sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY, bad_year(decision, a), source));
    sl_table_cell(table,
                  sl_cell_text(is_dominated(decision, a)
                                   ? sl_decision_name(decision, decision->dominated_by[a])
                               : sl_decision_can_choose(decision, a) ? "none"
                                                                     : "current: not on offer"));
  }
}

void sl_chapter_frontier(sl_document_t *document, const sl_decision_t *decision)
{
  if (sl_decision_choices(decision) < SL_CHOICE_LEAST) {
    return;
  }
  double *values = malloc(2 * decision->n * sizeof *values);
  if (values == NULL) {
    sl_document_fail(document, SL_ERR_MEMORY);
    return;
  }
  sl_document_heading(document, 1, "Which arrangements are worth a choice");
  put_chart(document, decision, values, values + decision->n);
  put_table(document, decision);
  sl_document_note(document,
                   "Left is cheaper on average, low is cheaper in a bad year. Dominated (an open "
                   "dot): another one on offer costs less on average, and at no amount do more of "
                   "its simulated years cost more.");
  free(values);
}
