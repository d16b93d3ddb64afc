/* Monthly accruals and IBNR: what to book for claims by month, and what to hold for those not yet
 * paid.
 *
 *   accrual of a month = plan paid in it + IBNR at its end - IBNR at its beginning
 *
 * which are the claims incurred in it, on average. At the beginning of the first month the IBNR is
 * 0 where the arrangement's claims begin with the plan year; else the file does not hold it. */
#include "sim/output/decision/cells.h"
#include "sim/output/decision/chapters.h"
#include "sim/output/text/format.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define QUANTILE SL_QUANTILE_95

typedef struct accruals {
  sl_document_table_t *table;
  const sl_months_t *months;
  size_t a, n; /* months of the plan year */
  bool begins; /* no claims before the plan year: an opening IBNR of 0 */
  bool
      is_own; /* no line is insured: what is paid and the IBNR, the whole plan's, are of the same */
} accruals_t;

static double mean_of(const accruals_t *of, sl_months_variable_t variable, size_t month)
{
  return sl_months_at(of->months, variable, 0, month, of->a);
}

static double accrual_of(const accruals_t *of, size_t month)
{
  const double opening = month > 0    ? mean_of(of, SL_MONTH_IBNR_MEAN, month - 1)
                         : of->begins ? 0.0
                                      : (double)NAN;
  return of->is_own ? mean_of(of, SL_MONTH_PAID_MEAN, month) +
                          mean_of(of, SL_MONTH_IBNR_MEAN, month) - opening
                    : (double)NAN;
}

/* The file holds means by month, and nothing that tells their errors. */
static sl_estimate_t without_error(double value) { return (sl_estimate_t){value, (double)NAN}; }

static void put_accrual(const accruals_t *of, size_t month)
{
  const sl_estimate_t accrual = without_error(accrual_of(of, month));
  if (month == 0) {
    sl_put_figure(of->table, SL_CELL_MONEY, accrual, "month_paid_mean[0,%zu] + ibnr_mean[0,%zu]",
                  of->a, of->a);
  } else {
    sl_put_figure(of->table, SL_CELL_MONEY, accrual,
                  "month_paid_mean[%zu,%zu] + ibnr_mean[%zu,%zu] - ibnr_mean[%zu,%zu]", month,
                  of->a, month, of->a, month - 1, of->a);
  }
}

static void put_month(const accruals_t *of, const sl_run_facts_t *facts, size_t month)
{
  const sl_date_t day = sl_month_first_day(facts, month);
  char label[40];
  snprintf(label, sizeof label, "%04d-%02d", day.year, day.month);
  sl_table_row(of->table, SL_ROW_PLAIN, label);
  sl_put_figure(of->table, SL_CELL_MONEY, without_error(mean_of(of, SL_MONTH_PAID_MEAN, month)),
                "month_paid_mean[%zu,%zu]", month, of->a);
  put_accrual(of, month);
  sl_put_figure(of->table, SL_CELL_MONEY, without_error(mean_of(of, SL_MONTH_FIXED_MEAN, month)),
                "month_fixed_mean[%zu,%zu]", month, of->a);
  sl_put_figure(of->table, SL_CELL_MONEY, without_error(mean_of(of, SL_MONTH_IBNR_MEAN, month)),
                "ibnr_mean[%zu,%zu]", month, of->a);
  sl_put_figure(
      of->table, SL_CELL_MONEY,
      without_error(sl_months_at(of->months, SL_MONTH_IBNR_QUANTILE, QUANTILE, month, of->a)),
      "ibnr_quantile[%d,%zu,%zu]", QUANTILE, month, of->a);
}

static void put_year(const accruals_t *of)
{
  double paid = 0.0, accrued = 0.0, fixed = 0.0;
  for (size_t month = 0; month < of->n; month++) {
    paid += mean_of(of, SL_MONTH_PAID_MEAN, month);
    accrued += accrual_of(of, month);
    fixed += mean_of(of, SL_MONTH_FIXED_MEAN, month);
  }
  sl_table_row(of->table, SL_ROW_TOTAL, "Plan year");
  sl_put_figure(of->table, SL_CELL_MONEY, without_error(paid), "sum(month_paid_mean[:%zu,%zu])",
                of->n, of->a);
  sl_put_figure(of->table, SL_CELL_MONEY, without_error(accrued),
                "sum(month_paid_mean[:%zu,%zu]) + ibnr_mean[%zu,%zu]", of->n, of->a, of->n - 1,
                of->a);
  sl_put_figure(of->table, SL_CELL_MONEY, without_error(fixed), "sum(month_fixed_mean[:%zu,%zu])",
                of->n, of->a);
}

static sl_document_table_t *new_table(sl_document_t *document, const sl_decision_t *decision,
                                      size_t a)
{
  static const char *const columns[] = {"month",
                                        "plan pays",
                                        "accrual: claims incurred",
                                        "fees, premiums, taxes",
                                        "IBNR at the end, mean",
                                        "IBNR, 95 of 100 years below"};
  char name[40];
  snprintf(name, sizeof name, "accruals_%zu", a);
  sl_document_table_t *table =
      sl_document_table(document, name, sl_decision_name(decision, a), false);
  for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++) {
    sl_table_column(table, columns[c]);
  }
  return table;
}

static bool begins_with_the_year(const sl_run_facts_t *facts, size_t a)
{
  char start[SL_SINCE_TEXT];
  snprintf(start, sizeof start, "%04d-%02d-%02d", facts->start.year % 10000,
           facts->start.month % 100, facts->start.day % 100);
  return strcmp(facts->arrangements[a].since, start) == 0;
}

static void put_accruals(sl_document_t *document, const sl_decision_t *decision, size_t a, size_t n)
{
  const sl_run_facts_t *facts = decision->results->facts;
  const sl_arrangement_t *arrangement = sl_arrangement_of(decision, a);
  const accruals_t of = {new_table(document, decision, a),
                         decision->results->months,
                         a,
                         n,
                         begins_with_the_year(facts, a),
                         arrangement == NULL || arrangement->n_insured_lines == 0};
  for (size_t month = 0; month < n; month++) {
    put_month(&of, facts, month);
  }
  put_year(&of);
  if (!of.is_own) {
    sl_document_note(document,
                     "\"%s\": some of its lines are insured, while IBNR is of the whole plan: no "
                     "accrual can be told.",
                     sl_decision_name(decision, a));
  } else if (!of.begins) {
    sl_document_note(document,
                     "\"%s\": claims of before the plan year count too, and the file does not hold "
                     "what of them was unpaid when it began: no accrual of the first month.",
                     sl_decision_name(decision, a));
  }
}

/* Whether the plan itself pays claims. */
static bool pays_claims(const sl_months_t *months, size_t a, size_t n)
{
  double paid = 0.0;
  for (size_t month = 0; month < n; month++) {
    paid += sl_months_at(months, SL_MONTH_PAID_MEAN, 0, month, a);
  }
  return paid > 0.0;
}

void sl_chapter_accruals(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_months_t *months = decision->results->months;
  const sl_shown_t shown = sl_shown(decision);
  const size_t n = (size_t)decision->results->facts->enrolment.plan_months;
  if (months == NULL || n == 0 || n > months->n_months) {
    return;
  }
  sl_document_heading(document, 1, "Monthly accruals and IBNR");
  sl_document_paragraph(
      document,
      "What to book each month, on average: the claims incurred in it, which are the claims paid "
      "and what the IBNR grew by; before stop-loss pays anything back. The last column is the IBNR "
      "reserve that is enough in 95 of 100 years, each month by itself.");
  sl_document_note(
      document,
      "A condition's cost of the year is all incurred within the plan year, as the claims basis "
      "has "
      "it: where one begins late its months are few and dear, which makes the last month's accrual "
      "larger than a real one.");
  for (size_t i = 0; i < shown.n; i++) {
    if (pays_claims(months, shown.list[i], n)) {
      put_accruals(document, decision, shown.list[i], n);
    }
  }
}
