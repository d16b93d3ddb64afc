#include "sim/output/report/months.h"

#include "models/funding/arrangement.h"

#include <math.h>
#include <stdbool.h>

#define LABEL 10
#define COLUMN 14
#define COLUMNS 5
#define TEXT_SIZE 1400

/* What one row tells: means, and the 95% line of the cash so far. */
typedef struct month_row {
  double paid, fixed, received, net, cumulative, bad;
} month_row_t;

static month_row_t row_of(const sl_months_t *months, size_t a, size_t m)
{
  return (month_row_t){
      .paid = sl_months_at(months, SL_MONTH_PAID_MEAN, 0, m, a),
      .fixed = sl_months_at(months, SL_MONTH_FIXED_MEAN, 0, m, a),
      .received = sl_months_at(months, SL_MONTH_REIMBURSED_MEAN, 0, m, a) +
                  sl_months_at(months, SL_MONTH_ADVANCED_MEAN, 0, m, a),
      .net = sl_months_at(months, SL_MONTH_NET_MEAN, 0, m, a),
      .cumulative = sl_months_at(months, SL_MONTH_CUMULATIVE_MEAN, 0, m, a),
      .bad = sl_months_at(months, SL_MONTH_CUMULATIVE_QUANTILE, SL_QUANTILE_95, m, a),
  };
}

/* The months after the plan year, in one row. */
static month_row_t row_after(const sl_months_t *months, size_t a, size_t first)
{
  month_row_t sum = row_of(months, a, first);
  for (size_t m = first + 1; m < months->n_months; m++) {
    const month_row_t row = row_of(months, a, m);
    sum.paid += row.paid;
    sum.fixed += row.fixed;
    sum.received += row.received;
    sum.net += row.net;
    sum.cumulative = row.cumulative;
    sum.bad = row.bad;
  }
  return sum;
}

/* Premiums that an insurer collects: nothing but fixed costs, and nothing afterwards. */
static bool is_fixed(const sl_months_t *months, size_t a, size_t year, double *least, double *most)
{
  *least = HUGE_VAL;
  *most = -HUGE_VAL;
  for (size_t m = 0; m < months->n_months; m++) {
    const double net = sl_months_at(months, SL_MONTH_NET_MEAN, 0, m, a);
    const double fixed = sl_months_at(months, SL_MONTH_FIXED_MEAN, 0, m, a);
    if (fabs(net - fixed) > SL_DEFICIT_TOLERANCE || (m >= year && net != 0.0) ||
        sl_months_at(months, SL_MONTH_PAID_MEAN, 0, m, a) != 0.0) {
      return false;
    }
    *least = m < year ? fmin(*least, net) : *least;
    *most = m < year ? fmax(*most, net) : *most;
  }
  return true;
}

static void put_fixed(const sl_page_t *page, const char *name, double least, double most)
{
  const sl_figure_t low = sl_format_exact(page->symbol.text, least);
  char text[TEXT_SIZE];
  if (most - least <= SL_DEFICIT_TOLERANCE) {
    snprintf(text, sizeof text, "%s: %s every month", name, low.text);
  } else {
    snprintf(text, sizeof text, "%s: %s to %s a month, by the number of employees", name, low.text,
             sl_format_exact(page->symbol.text, most).text);
  }
  putc('\n', page->out);
  sl_put_paragraph(page->out, 0, 2, text);
}

static void put_row(const sl_page_t *page, const char *label, const month_row_t *row)
{
  const double cells[] = {row->paid, row->fixed, row->received, row->net, row->cumulative};
  fputs("  ", page->out);
  sl_put_left(page->out, label, LABEL - 2);
  for (size_t c = 0; c < sizeof cells / sizeof cells[0]; c++) {
    sl_put_right(page->out, sl_format_round("", cells[c]).text, COLUMN - 2);
  }
  sl_put_right(page->out, sl_format_round("", row->bad).text, COLUMN - 4);
  putc('\n', page->out);
}

static void put_heading(const sl_page_t *page)
{
  static const char *const heads[] = {"plan pays", "fixed", "received", "net", "so far"};
  sl_put_left(page->out, "", LABEL);
  for (size_t c = 0; c < sizeof heads / sizeof heads[0]; c++) {
    sl_put_right(page->out, heads[c], COLUMN - 2);
  }
  sl_put_right(page->out, "95 in 100", COLUMN - 4);
  putc('\n', page->out);
}

static void put_shortfall(const sl_page_t *page, size_t a)
{
  const sl_arrangement_summary_t *s = sl_page_summary(page, a);
  char text[TEXT_SIZE];
  if (s->component[SL_COST_PEAK_SHORTFALL].value == 0.0) {
    sl_put_paragraph(page->out, 2, 2,
                     "The budget paid in month by month is enough in every simulated year.");
    return;
  }
  snprintf(text, sizeof text,
           "Against the budget paid in month by month the cash is short by %s at the worst moment "
           "of an average year; %s of working capital is enough in %.0f years of 100.",
           sl_page_amount(page, s->component[SL_COST_PEAK_SHORTFALL]).text,
           sl_page_amount(page, s->working_capital).text,
           100.0 * page->results->facts->cash_flow.level);
  sl_put_paragraph(page->out, 2, 2, text);
}

static void put_table(const sl_page_t *page, size_t a, size_t year)
{
  const sl_months_t *months = page->results->months;
  int gives_back = 0;
  put_heading(page);
  for (size_t m = 0; m < year; m++) {
    const sl_date_t day = sl_month_first_day(page->results->facts, m);
    const month_row_t row = row_of(months, a, m);
    char label[32];
    gives_back |= row.received < 0.0;
    snprintf(label, sizeof label, "%04d-%02d", day.year, day.month);
    put_row(page, label, &row);
  }
  if (year < months->n_months) {
    const month_row_t row = row_after(months, a, year);
    put_row(page, "later", &row);
  }
  if (gives_back) {
    sl_put_paragraph(page->out, 2, 2,
                     "Less than nothing received: advances repaid, or money put into the claims "
                     "fund.");
  }
  put_shortfall(page, a);
}

void sl_page_months(const sl_page_t *page)
{
  const sl_months_t *months = page->results->months;
  if (months == NULL) {
    return;
  }
  const size_t plan_months = (size_t)page->results->facts->enrolment.plan_months;
  const size_t year = plan_months < months->n_months ? plan_months : months->n_months;
  fprintf(page->out, "\nMonth by month (%.8s)\n", page->results->facts->currency);
  sl_put_paragraph(page->out, 2, 2,
                   "Averages. Net is after refunds; the last column is what the net cash so far "
                   "stays below in 95 years of 100.");
  for (size_t a = 0; a < page->summary->n_arrangements; a++) {
    const char *name = sl_page_facts(page, a)->name;
    double least, most;
    if (is_fixed(months, a, year, &least, &most)) {
      put_fixed(page, name, least, most);
    } else {
      fprintf(page->out, "\n%s\n", name);
      put_table(page, a, year);
    }
  }
}
