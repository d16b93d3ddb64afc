#include "sim/output/sensitivity/sensitivity_page.h"

#include "sim/output/text/format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define SHOWN_FACTORS 3 /* in words */
#define COMPARED_MAX 6  /* arrangements beside each other */
#define HEADER_TEXT 260

static bool is_insured(const sl_sensitivity_result_t *result)
{
  return result->insured != SL_NOT_INSURED;
}

/* What the sizes are of. */
static sl_estimate_t main_change(const sl_sensitivity_result_t *result,
                                 const sl_sensitivity_case_t *one)
{
  return is_insured(result) ? one->saving : one->cost[result->arrangement];
}

/* ---- in words ---- */

static void put_change(sl_document_t *document, const sl_sensitivity_result_t *result,
                       const sl_sensitivity_case_t *one, const char *symbol)
{
  sl_estimate_t change = main_change(result, one);
  const bool less = change.value < 0.0;
  change.value = fabs(change.value);
  const char *what = is_insured(result) ? (less ? "saves less" : "saves more")
                                        : (less ? "costs less" : "costs more");
  sl_document_item(document, "%s: %s %s, by %s a year.", one->stress.says,
                   result->name[result->arrangement], what, sl_format_words(symbol, change).text);
}

static void put_words(sl_document_t *document, const sl_sensitivity_result_t *result,
                      const char *symbol)
{
  const char *name = result->name[result->arrangement];
  if (is_insured(result)) {
    sl_estimate_t saving = result->saving;
    const bool dearer = saving.value < 0.0;
    saving.value = fabs(saving.value);
    sl_document_paragraph(document,
                          "As the scenario says, %s costs %s a year %s than %s. What moves "
                          "that most:",
                          name, sl_format_words(symbol, saving).text, dearer ? "more" : "less",
                          result->name[result->insured]);
  } else {
    sl_document_paragraph(document,
                          "As the scenario says, %s costs %s a year. What moves that most:", name,
                          sl_format_words(symbol, result->cost[result->arrangement]).text);
  }
  for (size_t i = 0; i < result->n_factors && i < SHOWN_FACTORS; i++) {
    const sl_sensitivity_factor_t *factor = &result->factor[i];
    if (factor->left_out == NULL) {
      put_change(document, result, &factor->low, symbol);
      put_change(document, result, &factor->high, symbol);
    }
  }
}

/* ---- tables ---- */

static void put_columns(sl_document_table_t *table, const sl_sensitivity_result_t *result,
                        const char *first)
{
  char header[HEADER_TEXT];
  sl_table_column(table, first);
  sl_table_column(table, "Expected cost");
  sl_table_column(table, "Chance to pass the budget, points");
  if (is_insured(result)) {
    snprintf(header, sizeof header, "Saving against %s", result->name[result->insured]);
    sl_table_column(table, header);
  }
}

static void put_case(sl_document_table_t *table, const sl_sensitivity_result_t *result,
                     const sl_sensitivity_case_t *one, const char *label)
{
  const size_t a = result->arrangement;
  sl_table_row(table, SL_ROW_PLAIN, label);
  sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY, one->cost[a], "mean of cost - as it is"));
  sl_table_cell(table,
                sl_cell_estimate(SL_CELL_GROWTH, one->deficit[a], "P(cost > budget) - as it is"));
  if (is_insured(result)) {
    sl_table_cell(
        table, sl_cell_estimate(SL_CELL_MONEY, one->saving, "mean of (insured - own) - as it is"));
  }
}

static void put_tornado(sl_document_t *document, const sl_sensitivity_result_t *result)
{
  char caption[HEADER_TEXT];
  snprintf(caption, sizeof caption, "What each factor changes of %s, largest first",
           result->name[result->arrangement]);
  sl_document_table_t *table = sl_document_table(document, "tornado", caption, true);
  put_columns(table, result, "Factor");
  for (size_t i = 0; i < result->n_factors; i++) {
    const sl_sensitivity_factor_t *factor = &result->factor[i];
    if (factor->left_out == NULL) {
      put_case(table, result, &factor->low, factor->low.stress.says);
      put_case(table, result, &factor->high, factor->high.stress.says);
    }
  }
}

static void put_chart(sl_document_t *document, const sl_sensitivity_result_t *result)
{
  double *low = calloc(result->n_factors + 1, sizeof *low);
  double *high = calloc(result->n_factors + 1, sizeof *high);
  size_t n = 0;
  sl_document_chart_t *chart = sl_document_chart(
      document, SL_CHART_BARS, "tornado-chart", "What moves the result",
      is_insured(result) ? "change of the saving of a year" : "change of the cost of a year",
      SL_CELL_MONEY);
  for (size_t i = 0; i < result->n_factors && low != NULL && high != NULL; i++) {
    const sl_sensitivity_factor_t *factor = &result->factor[i];
    if (factor->left_out == NULL) {
      low[n] = main_change(result, &factor->low).value;
      high[n++] = main_change(result, &factor->high).value;
      sl_chart_category(chart, factor->name);
    }
  }
  if (low != NULL && high != NULL) {
    sl_chart_series(chart, "lower", low);
    sl_chart_series(chart, "higher", high);
  } else {
    sl_document_fail(document, SL_ERR_MEMORY);
  }
  free(low);
  free(high);
}

static void put_stresses(sl_document_t *document, const sl_sensitivity_result_t *result)
{
  sl_document_heading(document, 2, "What if?");
  for (size_t i = 0; i < result->n_stresses; i++) {
    if (result->stress_left_out[i] == NULL) {
      const sl_stress_t *stress = &result->stress[i].stress;
      sl_document_item(document, "%s: %s.", stress->name, stress->says);
    }
  }
  sl_document_table_t *table =
      sl_document_table(document, "stresses", "What each stress changes", true);
  put_columns(table, result, "Stress");
  for (size_t i = 0; i < result->n_stresses; i++) {
    if (result->stress_left_out[i] == NULL) {
      put_case(table, result, &result->stress[i], result->stress[i].stress.name);
    }
  }
}

/* ---- every arrangement ---- */

static void put_costs(sl_document_table_t *table, const sl_sensitivity_result_t *result,
                      const sl_sensitivity_case_t *one, const char *label)
{
  sl_table_row(table, SL_ROW_PLAIN, label);
  for (size_t a = 0; a < result->n_arrangements && a < COMPARED_MAX; a++) {
    sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY, one->cost[a], "mean of cost - as it is"));
  }
}

static void put_arrangements(sl_document_t *document, const sl_sensitivity_result_t *result)
{
  if (result->n_arrangements < 2) {
    return;
  }
  sl_document_table_t *table = sl_document_table(
      document, "arrangements",
      result->n_arrangements <= COMPARED_MAX ? "Change of each arrangement's expected cost"
                                             : "Change of the first arrangements' expected cost",
      true);
  sl_table_column(table, "Case");
  for (size_t a = 0; a < result->n_arrangements && a < COMPARED_MAX; a++) {
    sl_table_column(table, result->name[a]);
  }
  for (size_t i = 0; i < result->n_factors; i++) {
    if (result->factor[i].left_out == NULL) {
      put_costs(table, result, &result->factor[i].low, result->factor[i].low.stress.says);
      put_costs(table, result, &result->factor[i].high, result->factor[i].high.stress.says);
    }
  }
  for (size_t i = 0; i < result->n_stresses; i++) {
    if (result->stress_left_out[i] == NULL) {
      put_costs(table, result, &result->stress[i], result->stress[i].stress.name);
    }
  }
}

static void put_left_out(sl_document_t *document, const sl_sensitivity_result_t *result)
{
  for (size_t i = 0; i < result->n_factors; i++) {
    if (result->factor[i].left_out != NULL) {
      sl_document_item(document, "Left out: %s (%s).", result->factor[i].name,
                       result->factor[i].left_out);
    }
  }
  for (size_t i = 0; i < result->n_stresses; i++) {
    if (result->stress_left_out[i] != NULL) {
      sl_document_item(document, "Left out: %s (%s).", result->stress[i].stress.name,
                       result->stress_left_out[i]);
    }
  }
}

sl_document_t *sl_sensitivity_document(const sl_sensitivity_result_t *result)
{
  const sl_figure_t symbol = sl_currency_symbol(result->currency);
  sl_document_t *document =
      sl_document_new(result->title, "What moves the cost most", result->currency);
  put_words(document, result, symbol.text);
  put_tornado(document, result);
  put_chart(document, result);
  put_stresses(document, result);
  put_arrangements(document, result);
  put_left_out(document, result);
  sl_document_note(
      document,
      "One thing at a time, on the same %s simulated years (seed %llu), so a change is "
      "known better than the difference of two runs. Passing the budget means the "
      "budget of the scenario as it is. Prices that the model works out follow the "
      "change; quoted ones stay as quoted.",
      sl_format_count((double)result->trials).text, (unsigned long long)result->seed);
  sl_document_note(document,
                   "How likely a change is, these figures do not say: by how much trend, "
                   "morbidity and the others are varied is a convention, not a forecast.");
  return document;
}
