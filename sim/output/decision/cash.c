/* What has been paid out by the end of each month, and how far that can swing. */
#include "models/funding/arrangement.h"
#include "sim/output/decision/chapters.h"
#include "sim/output/text/format.h"
#include "sim/results/months.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
  size_t level;
  const char *name;
} fan[] = {
    {SL_QUANTILE_05, "90 of 100 years: from"}, {SL_QUANTILE_25, "50 of 100 years: from"},
    {SL_QUANTILE_50, "the middle year"},       {SL_QUANTILE_75, "50 of 100 years: to"},
    {SL_QUANTILE_95, "90 of 100 years: to"},
};

static void put_months(sl_document_chart_t *chart, const sl_run_facts_t *facts, size_t n)
{
  for (size_t m = 0; m < n; m++) {
    char label[24];
    const sl_date_t day = sl_month_first_day(facts, m);
    if (facts->start.year > 0) {
      snprintf(label, sizeof label, "%d/%d", day.month, day.year);
    } else {
      snprintf(label, sizeof label, "%zu", m + 1);
    }
    sl_chart_category(chart, label);
  }
}

static double budget_until(const sl_decision_t *decision, size_t m)
{
  const double year = decision->results->facts->enrolment.plan_months;
  const double budget = sl_decision_facts(decision, decision->subject)->price.budget.value;
  return budget * fmin(1.0, ((double)m + 1.0) / year);
}

static void say(sl_document_chart_t *chart, const sl_decision_t *decision)
{
  const sl_months_t *months = decision->results->months;
  const sl_figure_t symbol = sl_currency_symbol(decision->results->facts->currency);
  const size_t last = months->n_months - 1, a = decision->subject;
  const double low = sl_months_at(months, SL_MONTH_CUMULATIVE_QUANTILE, SL_QUANTILE_05, last, a);
  const double high = sl_months_at(months, SL_MONTH_CUMULATIVE_QUANTILE, SL_QUANTILE_95, last, a);
  sl_chart_describe(chart, "By the last month 90 of 100 years have paid out %s to %s.",
                    sl_format_round(symbol.text, low).text,
                    sl_format_round(symbol.text, high).text);
}

static void put_chart(sl_document_t *document, const sl_decision_t *decision, double *values)
{
  const sl_months_t *months = decision->results->months;
  sl_document_chart_t *chart =
      sl_document_chart(document, SL_CHART_FAN, "cash", "Paid out by the end of each month",
                        "net cash paid out since the year began", SL_CELL_MONEY);
  sl_chart_along(chart, "month");
  put_months(chart, decision->results->facts, months->n_months);
  for (size_t i = 0; i < sizeof fan / sizeof fan[0]; i++) {
    for (size_t m = 0; m < months->n_months; m++) {
      values[m] =
          sl_months_at(months, SL_MONTH_CUMULATIVE_QUANTILE, fan[i].level, m, decision->subject);
    }
    sl_chart_series(chart, fan[i].name, values);
  }
  for (size_t m = 0; m < months->n_months; m++) {
    values[m] = budget_until(decision, m);
  }
  sl_chart_series(chart, "the budget, paid in month by month", values);
  const double capital = sl_decision_summary(decision, decision->subject)->working_capital.value;
  for (size_t m = 0; m < months->n_months; m++) {
    values[m] += capital;
  }
  if (capital > SL_DEFICIT_TOLERANCE) {
    sl_chart_series(chart, "the budget and the working capital", values);
  }
  say(chart, decision);
  sl_chart_drawing_only(chart);
}

static void put_capital(sl_document_t *document, const sl_decision_t *decision)
{
  const size_t a = decision->subject;
  const double percent = 100.0 * decision->results->facts->cash_flow.level;
  char label[160], source[64];
  sl_document_table_t *table =
      sl_document_table(document, "working_capital", "Money to hold beside the budget", true);
  sl_table_column(table, "");
  sl_table_column(table, sl_decision_name(decision, a));
  snprintf(source, sizeof source, "budget[%zu]", a);
  sl_table_row(table, SL_ROW_PLAIN, "Budget of the year");
  sl_table_cell(
      table, sl_cell_estimate(SL_CELL_MONEY, sl_decision_facts(decision, a)->price.budget, source));
  snprintf(source, sizeof source, "working_capital[%zu]", a);
  snprintf(label, sizeof label, "Working capital, enough in %.4g of 100 years", percent);
  sl_table_row(table, SL_ROW_PLAIN, label);
  sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY,
                                        sl_decision_summary(decision, a)->working_capital, source));
}

void sl_chapter_cash(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_months_t *months = decision->results->months;
  if (months == NULL || months->n_months == 0) {
    return;
  }
  double *values = malloc(months->n_months * sizeof *values);
  if (values == NULL) {
    sl_document_fail(document, SL_ERR_MEMORY);
    return;
  }
  sl_document_heading(document, 1, "Cash, month by month: %s",
                      sl_decision_name(decision, decision->subject));
  put_chart(document, decision, values);
  put_capital(document, decision);
  sl_document_note(document,
                   "The budget is paid in evenly over the plan year. Where more has been paid out "
                   "than in, the difference must be at hand: the most of it in a year is the "
                   "working capital.%s",
                   (double)months->n_months > decision->results->facts->enrolment.plan_months
                       ? " After the plan year its claims are still being paid."
                       : "");
  free(values);
}
