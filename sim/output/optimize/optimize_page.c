#include "sim/output/optimize/optimize_page.h"

#include "sim/output/text/format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHARTED_MAX 12 /* choices that a chart can hold */
#define VERDICT_TEXT 200

static const char *risk_words(sl_risk_t risk)
{
  static const char *const words[SL_RISKS] = {"the average of the worst 5 years of 100",
                                              "the average of the worst year of 100",
                                              "the chance of passing the budget"};
  return words[risk];
}

/* A choice that cannot be told from the best: within the error of the difference. */
static bool is_alike(const sl_optimize_result_t *result, size_t i)
{
  const sl_choice_t *choice = &result->choice[i];
  return i != result->best && choice->offered && choice->allowed &&
         fabs(choice->above_best.value) <= SL_TOLD_APART * choice->above_best.standard_error;
}

/* ---- in words ---- */

static void put_limits(sl_document_t *document, const sl_optimize_result_t *result,
                       const char *symbol)
{
  const sl_optimize_terms_t *terms = &result->terms;
  if (!isnan(terms->most_deficit)) {
    sl_document_item(
        document, "Only choices that pass the budget of %s in at most %.3g years of 100.",
        sl_format_exact(symbol, result->budget.value).text, 100.0 * terms->most_deficit);
  }
  if (!isnan(terms->most_reserve)) {
    sl_document_item(document,
                     "Only choices for which %s beyond the budget of %s is enough in 95 years of "
                     "100.",
                     sl_format_exact(symbol, terms->most_reserve).text,
                     sl_format_exact(symbol, result->budget.value).text);
  }
}

static void put_best(sl_document_t *document, const sl_optimize_result_t *result,
                     const char *symbol)
{
  if (result->best == SL_NO_CHOICE) {
    sl_document_paragraph(document, "No choice that is offered keeps the limits.");
    return;
  }
  const sl_choice_t *best = &result->choice[result->best];
  sl_document_paragraph(document, "Lowest expected cost%s: %s, %s a year.",
                        isnan(result->terms.most_deficit) && isnan(result->terms.most_reserve)
                            ? ""
                            : " within the limits",
                        best->name, sl_format_words(symbol, best->cost).text);
  for (size_t i = 0; i < result->n; i++) {
    if (is_alike(result, i)) {
      sl_document_item(document,
                       "%s is as good as far as %llu simulated years can tell: the two differ by "
                       "less than twice the error of the difference.",
                       result->choice[i].name, (unsigned long long)result->trials);
    }
  }
}

static void put_dominated(sl_document_t *document, const sl_optimize_result_t *result)
{
  for (size_t i = 0; i < result->n; i++) {
    const size_t by = result->choice[i].dominated_by;
    if (by != SL_NO_CHOICE) {
      sl_document_item(document,
                       "%s is dominated by %s: cheaper on average, and in good years and bad never "
                       "dearer.",
                       result->choice[i].name, result->choice[by].name);
    }
  }
}

static const char *verdict(const sl_optimize_result_t *result, size_t i, char text[VERDICT_TEXT])
{
  const sl_choice_t *choice = &result->choice[i];
  const char *words = "";
  if (i == result->best) {
    words = "lowest cost";
  } else if (!choice->offered) {
    words = "not offered";
  } else if (!choice->allowed) {
    words = "over a limit";
  } else if (choice->dominated_by != SL_NO_CHOICE) {
    words = "dominated";
  } else if (is_alike(result, i)) {
    words = "as good";
  } else if (!choice->frontier) {
    words = "dearer and riskier"; /* than one on the frontier, though not in every year */
  }
  snprintf(text, VERDICT_TEXT, "%s%s%s", words, choice->frontier && words[0] != '\0' ? ", " : "",
           choice->frontier ? "on the frontier" : "");
  return text;
}

/* ---- figures ---- */

static void put_table(sl_document_t *document, const sl_optimize_result_t *result)
{
  static const char *const headers[] = {"Choice",
                                        "Expected cost",
                                        "Above the lowest",
                                        "Worst 5% of years",
                                        "Chance to pass the budget",
                                        "Reserve for 95 of 100",
                                        "What to make of it"};
  sl_document_table_t *table =
      sl_document_table(document, "choices", "All choices, lowest expected cost first", true);
  for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
    sl_table_column(table, headers[i]);
  }
  for (size_t i = 0; i < result->n; i++) {
    const sl_choice_t *choice = &result->choice[i];
    char text[VERDICT_TEXT];
    sl_cell_t deficit =
        sl_cell_estimate(SL_CELL_SHARE, choice->deficit_probability, "P(cost > budget)");
    deficit.trials = result->trials;
    sl_table_row(table, SL_ROW_PLAIN, choice->name);
    sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY, choice->cost, "mean of cost"));
    sl_table_cell(table, i == result->best || result->best == SL_NO_CHOICE
                             ? sl_cell_unknown("mean of cost - cost of the best")
                             : sl_cell_estimate(SL_CELL_MONEY, choice->above_best,
                                                "mean of cost - cost of the best"));
    sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY, choice->tail95, "TVaR 95% of cost"));
    sl_table_cell(table, deficit);
    sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY, choice->reserve95,
                                          "max(0, VaR 95% of cost - budget)"));
    sl_table_cell(table, sl_cell_text(verdict(result, i, text)));
  }
}

/* Mean and risk of the first choices, or of those on the frontier where there are too many. */
static void put_chart(sl_document_t *document, const sl_optimize_result_t *result)
{
  const bool money = result->terms.risk != SL_RISK_DEFICIT;
  double mean[CHARTED_MAX], risk[CHARTED_MAX];
  size_t n = 0;
  sl_document_chart_t *chart =
      sl_document_chart(document, SL_CHART_BARS, "frontier", "Expected cost and bad years",
                        "cost of a year", SL_CELL_MONEY);
  for (size_t i = 0; i < result->n && n < CHARTED_MAX; i++) {
    const sl_choice_t *choice = &result->choice[i];
    if (result->n <= CHARTED_MAX || choice->frontier) {
      mean[n] = choice->cost.value;
      risk[n++] = (money ? sl_choice_risk(choice, result->terms.risk) : choice->tail95).value;
      sl_chart_category(chart, choice->name);
    }
  }
  sl_chart_series(chart, "expected cost", mean);
  sl_chart_series(chart, money ? risk_words(result->terms.risk) : risk_words(SL_RISK_TVAR95), risk);
}

sl_document_t *sl_optimize_document(const sl_optimize_result_t *result)
{
  const sl_figure_t symbol = sl_currency_symbol(result->currency);
  sl_document_t *document =
      sl_document_new(result->title, "Which way to fund the plans", result->currency);
  put_best(document, result, symbol.text);
  put_limits(document, result, symbol.text);
  put_dominated(document, result);
  put_table(document, result);
  put_chart(document, result);
  sl_document_note(document,
                   "On the frontier: no other choice that is offered has both a lower expected "
                   "cost and a lower risk, which here is %s. Passing the budget means costing more "
                   "than %s, for every choice the same.",
                   risk_words(result->terms.risk),
                   sl_format_words(symbol.text, result->budget).text);
  sl_document_note(document,
                   "All choices have the same %s simulated years (seed %llu), so the difference "
                   "between two is known better than either cost. The errors are those of the "
                   "simulation; they say nothing of how well the assumptions fit the group.",
                   sl_format_count((double)result->trials).text, (unsigned long long)result->seed);
  return document;
}
