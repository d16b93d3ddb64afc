/* Cash by month. */
#include "sim/output/decision/chapters.h"
#include "sim/output/decision/words.h"

#include "models/funding/arrangement.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What one row tells: means, and the 95% line of the cash so far; a pattern for each, in which ^ is
 * the month. */
typedef struct month_figure {
  const char *head, *source, *later; /* later: of all months after the plan year, from ^ on */
} month_figure_t;

#define FIGURES 6
static const month_figure_t figures[FIGURES] = {
    {"plan pays", "month_paid_mean[^,@]", "sum(month_paid_mean[^:,@])"},
    {"fixed", "month_fixed_mean[^,@]", "sum(month_fixed_mean[^:,@])"},
    {"received", "month_reimbursed_mean[^,@] + month_advanced_mean[^,@]",
     "sum(month_reimbursed_mean[^:,@] + month_advanced_mean[^:,@])"},
    {"net", "month_net_mean[^,@]", "sum(month_net_mean[^:,@])"},
    {"net so far", "month_cumulative_mean[^,@]", "month_cumulative_mean[-1,@]"},
    {"95 years in 100", "month_cumulative_quantile[6,^,@]", "month_cumulative_quantile[6,-1,@]"},
};
#define SO_FAR 4 /* from here on the last month tells all */

/* Months of the plan year that the file has. */
static size_t year_of(const sl_decision_t *d)
{
  const size_t plan_months = (size_t)d->results->facts->enrolment.plan_months;
  return plan_months < d->results->months->n_months ? plan_months : d->results->months->n_months;
}

static double figure_of(const sl_months_t *months, size_t f, size_t a, size_t m)
{
  static const sl_months_variable_t variables[FIGURES] = {
      SL_MONTH_PAID_MEAN, SL_MONTH_FIXED_MEAN,      SL_MONTH_REIMBURSED_MEAN,
      SL_MONTH_NET_MEAN,  SL_MONTH_CUMULATIVE_MEAN, SL_MONTH_CUMULATIVE_QUANTILE};
  const size_t level = variables[f] == SL_MONTH_CUMULATIVE_QUANTILE ? SL_QUANTILE_95 : 0;
  const double advanced = variables[f] == SL_MONTH_REIMBURSED_MEAN
                              ? sl_months_at(months, SL_MONTH_ADVANCED_MEAN, 0, m, a)
                              : 0.0;
  return sl_months_at(months, variables[f], level, m, a) + advanced;
}

/* Premiums that an insurer collects: nothing but fixed costs, and nothing afterwards. */
static bool is_fixed(const sl_months_t *months, size_t a, size_t year)
{
  bool fixed = true;
  for (size_t m = 0; m < months->n_months; m++) {
    const double net = sl_months_at(months, SL_MONTH_NET_MEAN, 0, m, a);
    fixed = fixed && sl_months_at(months, SL_MONTH_PAID_MEAN, 0, m, a) == 0.0 &&
            (m < year || net == 0.0) &&
            fabs(net - sl_months_at(months, SL_MONTH_FIXED_MEAN, 0, m, a)) <= SL_DEFICIT_TOLERANCE;
  }
  return fixed;
}

/* The sample has no error of a month's figure. */
static sl_cell_t cell_of(double value, sl_source_text_t *source)
{
  return sl_cell_estimate(SL_CELL_MONEY, (sl_estimate_t){value, (double)NAN}, source->text);
}

static void put_month(sl_document_table_t *table, const sl_decision_t *d, size_t a, size_t m)
{
  const sl_date_t day = sl_month_first_day(d->results->facts, m);
  char label[32];
  snprintf(label, sizeof label, "%04d-%02d", day.year, day.month);
  sl_table_row(table, SL_ROW_PLAIN, label);
  for (size_t f = 0; f < FIGURES; f++) {
    sl_source_text_t source = sl_source_of(figures[f].source, a, 0, m);
    sl_table_cell(table, cell_of(figure_of(d->results->months, f, a, m), &source));
  }
}

/* The months after the plan year, in one row. */
static void put_later(sl_document_table_t *table, const sl_decision_t *d, size_t a, size_t year)
{
  const sl_months_t *months = d->results->months;
  sl_table_row(table, SL_ROW_PLAIN, "later");
  for (size_t f = 0; f < FIGURES; f++) {
    double value = figure_of(months, f, a, f < SO_FAR ? year : months->n_months - 1);
    for (size_t m = year + 1; f < SO_FAR && m < months->n_months; m++) {
      value += figure_of(months, f, a, m);
    }
    sl_source_text_t source = sl_source_of(figures[f].later, a, 0, year);
    sl_table_cell(table, cell_of(value, &source));
  }
}

static void put_table(sl_document_t *document, const sl_decision_t *d, size_t a, size_t year)
{
  const sl_months_t *months = d->results->months;
  sl_text_t caption = {0};
  char name[32];
  bool gives_back = false;
  snprintf(name, sizeof name, "months_%zu", a);
  sl_text_append(&caption, "Month by month, averages: %s", sl_decision_name(d, a));
  sl_document_table_t *table =
      sl_document_table(document, name, sl_words_of(document, &caption), false);
  sl_text_free(&caption);
  sl_table_column(table, "");
  for (size_t f = 0; f < FIGURES; f++) {
    sl_table_column(table, figures[f].head);
  }
  for (size_t m = 0; m < year; m++) {
    put_month(table, d, a, m);
    gives_back |= figure_of(months, 2, a, m) < 0.0;
  }
  if (year < months->n_months) {
    put_later(table, d, a, year);
  }
  if (gives_back) {
    sl_document_note(document, "Less than nothing received: advances repaid, or money put into "
                               "the claims fund.");
  }
}

static void put_fixed(sl_document_table_t *table, const sl_decision_t *d, size_t a, size_t year)
{
  const sl_months_t *months = d->results->months;
  double least = HUGE_VAL, most = -HUGE_VAL;
  for (size_t m = 0; m < year; m++) {
    const double net = sl_months_at(months, SL_MONTH_NET_MEAN, 0, m, a);
    least = fmin(least, net);
    most = fmax(most, net);
  }
  sl_table_row(table, SL_ROW_PLAIN, sl_decision_name(d, a));
  sl_table_cell(table, sl_cell_exact(SL_CELL_CENTS, least,
                                     sl_source_of("min(month_net_mean[:^,@])", a, 0, year).text));
  sl_table_cell(table, sl_cell_exact(SL_CELL_CENTS, most,
                                     sl_source_of("max(month_net_mean[:^,@])", a, 0, year).text));
}

static void put_all_fixed(sl_document_t *document, const sl_decision_t *d, size_t year)
{
  sl_document_table_t *table = NULL;
  for (size_t a = 0; a < d->n; a++) {
    if (!is_fixed(d->results->months, a, year)) {
      continue;
    }
    if (table == NULL) {
      table = sl_document_table(document, "months_fixed",
                                "A fixed amount a month, by the number of employees", false);
      sl_table_column(table, "");
      sl_table_column(table, "least");
      sl_table_column(table, "most");
    }
    put_fixed(table, d, a, year);
  }
}

void sl_chapter_months(sl_document_t *document, const sl_decision_t *d)
{
  const sl_months_t *months = d->results->months;
  if (months == NULL || year_of(d) == 0) {
    return;
  }
  bool any = false;
  for (size_t a = 0; a < d->n; a++) {
    if (!is_fixed(months, a, year_of(d))) {
      put_table(document, d, a, year_of(d));
      any = true;
    }
  }
  if (any) {
    sl_document_note(document, "Net is after refunds; the last column is what the net cash so far "
                               "stays below in 95 years of 100.");
  }
  put_all_fixed(document, d, year_of(d));
}

/* ---- incurred and not yet paid ---- */

/* The first arrangement that bears claims since the same day: they have one IBNR. */
static bool is_first_since(const sl_decision_t *d, size_t a)
{
  size_t first = 0;
  while (strcmp(sl_decision_facts(d, first)->since, sl_decision_facts(d, a)->since) != 0) {
    first++;
  }
  return first == a;
}

/* A row for each day since when claims are borne, whoever pays. */
static void put_since(sl_document_table_t *table, const sl_decision_t *d, size_t a)
{
  const sl_months_t *months = d->results->months;
  const size_t last = year_of(d) - 1;
  const char *since = sl_decision_facts(d, a)->since;
  sl_source_text_t mean = sl_source_of("ibnr_mean[^,@]", a, 0, last);
  sl_source_text_t bad = sl_source_of("ibnr_quantile[6,^,@]", a, 0, last);
  char label[64];
  snprintf(label, sizeof label, "incurred %s%s", since[0] != '\0' ? "since " : "at any time",
           since);
  sl_table_row(table, SL_ROW_PLAIN, label);
  sl_table_cell(table, cell_of(sl_months_at(months, SL_MONTH_IBNR_MEAN, 0, last, a), &mean));
  sl_table_cell(
      table, cell_of(sl_months_at(months, SL_MONTH_IBNR_QUANTILE, SL_QUANTILE_95, last, a), &bad));
}

void sl_chapter_ibnr(sl_document_t *document, const sl_decision_t *d)
{
  const size_t plan_months = (size_t)d->results->facts->enrolment.plan_months;
  if (d->results->months == NULL || plan_months < 1 || plan_months > d->results->months->n_months) {
    return;
  }
  sl_document_table_t *table = sl_document_table(
      document, "ibnr", "Incurred and not yet paid (IBNR) at the year's end", false);
  sl_table_column(table, "");
  sl_table_column(table, "average");
  sl_table_column(table, "1 year in 20");
  for (size_t a = 0; a < d->n; a++) {
    if (is_first_since(d, a)) {
      put_since(table, d, a);
    }
  }
}
