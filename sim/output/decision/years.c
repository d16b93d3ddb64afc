/* The run's first years, side by side. */
#include "models/funding/arrangement.h"
#include "sim/output/decision/chapters.h"

#include <stdio.h>

static size_t cheaper_of_first(const sl_decision_t *decision)
{
  const double *own = decision->years[decision->subject];
  const double *other = decision->years[decision->reference];
  size_t n = 0;
  for (size_t t = 0; t < decision->n_years; t++) {
    n += own[t] < other[t] - SL_DEFICIT_TOLERANCE;
  }
  return n;
}

static void put_counts(sl_document_t *document, const sl_decision_t *decision)
{
  const size_t s = decision->subject, r = decision->reference;
  char label[300], source[160];
  sl_document_table_t *table =
      sl_document_table(document, "first_years", "How often it costs less", true);
  sl_table_column(table, "");
  snprintf(label, sizeof label, "Of these %zu years", decision->n_years);
  sl_table_column(table, label);
  sl_table_column(table, "Of 100 years");
  snprintf(label, sizeof label, "%.120s costs less than %.120s", sl_decision_name(decision, s),
           sl_decision_name(decision, r));
  sl_table_row(table, SL_ROW_PLAIN, label);
  snprintf(source, sizeof source, "sum(cost[:%zu,%zu] < cost[:%zu,%zu] - 0.005)", decision->n_years,
           s, decision->n_years, r);
  sl_table_cell(table, sl_cell_exact(SL_CELL_COUNT, (double)cheaper_of_first(decision), source));
  snprintf(source, sizeof source, "100 * mean(cost[:,%zu] < cost[:,%zu] - 0.005)", s, r);
  const sl_estimate_t share = decision->against[s].cheaper;
  sl_table_cell(table,
                sl_cell_estimate(SL_CELL_COUNT,
                                 (sl_estimate_t){100.0 * share.value, 100.0 * share.standard_error},
                                 source));
}

static void put_chart(sl_document_t *document, const sl_decision_t *decision)
{
  size_t shown[SL_SHOWN_MOST];
  const size_t n = sl_decision_shown(decision, SL_SHOWN_MOST, shown);
  char title[60];
  snprintf(title, sizeof title, "The first %zu simulated years", decision->n_years);
  sl_document_chart_t *chart = sl_document_chart(document, SL_CHART_YEARS, "years", title,
                                                 "cost of the year", SL_CELL_MONEY);
  sl_chart_along(chart, "simulated year");
  for (size_t t = 0; t < decision->n_years; t++) {
    char label[24];
    snprintf(label, sizeof label, "%zu", t + 1);
    sl_chart_category(chart, label);
  }
  sl_chart_series(chart, sl_decision_name(decision, decision->subject),
                  decision->years[decision->subject]);
  if (decision->reference != SL_NO_ARRANGEMENT) {
    sl_chart_series(chart, sl_decision_name(decision, decision->reference),
                    decision->years[decision->reference]);
  }
  for (size_t i = 0; i < n; i++) {
    if (shown[i] != decision->subject && shown[i] != decision->reference) {
      sl_chart_series(chart, sl_decision_name(decision, shown[i]), decision->years[shown[i]]);
    }
  }
}

void sl_chapter_years(sl_document_t *document, const sl_decision_t *decision)
{
  sl_document_heading(document, 1, "Here are %zu simulated years, side by side", decision->n_years);
  if (decision->reference != SL_NO_ARRANGEMENT) {
    sl_document_paragraph(document, "In %zu of these %zu years %s costs less than %s.",
                          cheaper_of_first(decision), decision->n_years,
                          sl_decision_name(decision, decision->subject),
                          sl_decision_name(decision, decision->reference));
  }
  put_chart(document, decision);
  if (decision->reference != SL_NO_ARRANGEMENT) {
    put_counts(document, decision);
  }
  sl_document_note(document, "They are the first of the run, not chosen ones. Year 1 is trial 0 of "
                             "the result file: stoploss trace tells it claim by claim.");
}
