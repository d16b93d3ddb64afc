#include "sim/output/report/sweep_page.h"

#include "sim/output/text/format.h"
#include "sim/output/text/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LABEL_WIDTH 14
#define CELL_WIDTH 11
#define THOUSANDS_FROM 1e6 /* the lowest expected cost from which tables show thousands */
#define ALIKE 2.0          /* standard errors within which two combinations are called alike */

typedef struct page {
  FILE *out;
  size_t across; /* corridors side by side */
  const sl_sweep_result_t *result;
  sl_figure_t symbol;
  double unit; /* of the amounts in the tables */
} page_t;

static size_t n_points(const sl_sweep_result_t *result)
{
  return result->n_specific * result->n_corridor;
}

/* ---- the tables ---- */

typedef double (*figure_t)(const sl_sweep_point_t *point);

static double cost_of(const sl_sweep_point_t *point) { return point->cost.value; }
static double cost_error_of(const sl_sweep_point_t *point) { return point->cost.standard_error; }
static double quantile95_of(const sl_sweep_point_t *point)
{
  return point->quantile[SL_QUANTILE_95].value;
}
static double quantile95_error_of(const sl_sweep_point_t *point)
{
  return point->quantile[SL_QUANTILE_95].standard_error;
}
static double deficit_of(const sl_sweep_point_t *point) { return point->deficit_probability.value; }
static double deficit_error_of(const sl_sweep_point_t *point)
{
  return point->deficit_probability.standard_error;
}

static size_t lowest_by(const sl_sweep_result_t *result, figure_t figure)
{
  size_t lowest = 0;
  for (size_t p = 1; p < n_points(result); p++) {
    if (figure(&result->point[p]) < figure(&result->point[lowest])) {
      lowest = p;
    }
  }
  return lowest;
}

static double largest(const sl_sweep_result_t *result, figure_t figure)
{
  double most = 0.0;
  for (size_t p = 0; p < n_points(result); p++) {
    most = figure(&result->point[p]) > most ? figure(&result->point[p]) : most;
  }
  return most;
}

static sl_figure_t corridor_label(double corridor)
{
  sl_figure_t label;
  if (isnan(corridor)) {
    snprintf(label.text, sizeof label.text, "as it is");
  } else {
    snprintf(label.text, sizeof label.text, "%.4g%%", 100.0 * corridor);
  }
  return label;
}

static sl_figure_t specific_label(const page_t *page, double specific)
{
  sl_figure_t none = {"no specific"};
  return isinf(specific) ? none : sl_format_exact(page->symbol.text, specific);
}

static sl_figure_t cell(const page_t *page, figure_t figure, size_t p, bool is_share)
{
  const double value = figure(&page->result->point[p]);
  sl_figure_t text;
  if (is_share) {
    snprintf(text.text, sizeof text.text, "%.1f%%", 100.0 * value);
    return text;
  }
  return sl_format_count(round(value / page->unit));
}

static void put_columns(const page_t *page, figure_t figure, bool is_share, size_t first,
                        size_t end)
{
  const sl_sweep_result_t *result = page->result;
  const size_t lowest = lowest_by(result, figure);
  sl_put_right(page->out, "corridor", LABEL_WIDTH);
  for (size_t c = first; c < end; c++) {
    sl_put_right(page->out, corridor_label(result->corridor[c]).text, CELL_WIDTH);
  }
  putc('\n', page->out);
  for (size_t s = 0; s < result->n_specific; s++) {
    sl_put_right(page->out, specific_label(page, result->specific[s]).text, LABEL_WIDTH);
    for (size_t c = first; c < end; c++) {
      const size_t p = s * result->n_corridor + c;
      sl_put_right(page->out, cell(page, figure, p, is_share).text, CELL_WIDTH - 1);
      if (p == lowest || c + 1 < end) {
        putc(p == lowest ? '*' : ' ', page->out);
      }
    }
    putc('\n', page->out);
  }
}

static void put_table(const page_t *page, const char *title, figure_t figure, figure_t error,
                      bool is_share)
{
  const sl_sweep_result_t *result = page->result;
  fprintf(page->out, "\n%s\n", title);
  for (size_t first = 0; first < result->n_corridor; first += page->across) {
    const size_t end =
        first + page->across < result->n_corridor ? first + page->across : result->n_corridor;
    put_columns(page, figure, is_share, first, end);
  }
  const double most = largest(result, error);
  if (most < (is_share ? 1e-9 : 0.005)) { /* such as a cost that an aggregate has capped */
    fputs("(* lowest)\n", page->out);
  } else if (is_share) {
    fprintf(page->out, "(* lowest; standard errors up to %.2g points)\n", 100.0 * most);
  } else {
    fprintf(page->out, "(* lowest; standard errors up to %s)\n", sl_format_error(most).text);
  }
}

/* ---- what can be said ---- */

static void put_point(const page_t *page, size_t p, char *text, size_t size)
{
  const sl_sweep_result_t *result = page->result;
  const double corridor = result->corridor[p % result->n_corridor];
  const double specific = result->specific[p / result->n_corridor];
  snprintf(text, size, "%s%s%s%s%s", isinf(specific) ? "" : "a specific deductible of ",
           specific_label(page, specific).text, isnan(corridor) ? "" : " with a corridor of ",
           isnan(corridor) ? "" : corridor_label(corridor).text, "");
}

/* By the paired difference: what the claims have in common is not in its standard error. */
static void put_cheapest(const page_t *page)
{
  const sl_sweep_result_t *result = page->result;
  const sl_sweep_point_t *lowest = &result->point[result->lowest];
  char where[200], text[700];
  size_t alike = 0;
  for (size_t p = 0; p < n_points(result); p++) {
    const sl_estimate_t above = result->point[p].above_lowest;
    alike += p != result->lowest && above.value <= ALIKE * above.standard_error;
  }
  put_point(page, result->lowest, where, sizeof where);
  snprintf(text, sizeof text, "Lowest expected cost: %s, %s.", where,
           sl_format_amount(page->symbol.text, lowest->cost).text);
  const size_t length = strlen(text);
  if (n_points(result) > 1 && alike == 0) {
    snprintf(text + length, sizeof text - length,
             " On the same claims every other combination is dearer by more than two standard "
             "errors of the difference.");
  } else if (n_points(result) > 1) {
    snprintf(text + length, sizeof text - length,
             " On the same claims %zu of the other %zu combinations %s within two standard errors "
             "of the difference: more trials would be needed to put them in order.",
             alike, n_points(result) - 1, alike == 1 ? "is" : "are");
  }
  sl_put_paragraph(page->out, 0, 2, text);
}

static void put_lowest(const page_t *page, const char *what, figure_t figure, bool is_share)
{
  const size_t p = lowest_by(page->result, figure);
  const sl_sweep_point_t *point = &page->result->point[p];
  const sl_figure_t value =
      is_share ? sl_format_share(point->deficit_probability, page->result->run->trials)
               : sl_format_amount(page->symbol.text, point->quantile[SL_QUANTILE_95]);
  char where[200], text[400];
  put_point(page, p, where, sizeof where);
  snprintf(text, sizeof text, "%s: %s, %s.", what, where, value.text);
  sl_put_paragraph(page->out, 0, 2, text);
}

static bool budgets_differ(const sl_sweep_result_t *result)
{
  bool differ = false;
  for (size_t p = 1; p < n_points(result); p++) {
    differ = differ || result->point[p].price.budget.value != result->point[0].price.budget.value;
  }
  return differ;
}

static void put_findings(const page_t *page)
{
  putc('\n', page->out);
  put_cheapest(page);
  put_lowest(page, "Lowest cost of a bad year (95%)", quantile95_of, false);
  if (!budgets_differ(page->result)) {
    put_lowest(page, "Lowest chance of a deficit", deficit_of, true);
  }
}

/* ---- prices by deductible ---- */

static void put_prices(const page_t *page)
{
  const sl_sweep_result_t *result = page->result;
  fputs("\nBy specific deductible\n", page->out);
  sl_put_right(page->out, "", LABEL_WIDTH);
  sl_put_right(page->out, "reimbursed", 20);
  sl_put_right(page->out, "premium", 22);
  sl_put_right(page->out, "leveraged trend", 20);
  putc('\n', page->out);
  for (size_t s = 0; s < result->n_specific; s++) {
    const sl_sweep_point_t *point = &result->point[s * result->n_corridor];
    sl_put_right(page->out, specific_label(page, result->specific[s]).text, LABEL_WIDTH);
    sl_put_right(page->out, sl_format_amount(page->symbol.text, point->specific_reimbursement).text,
                 20);
    sl_put_right(page->out, sl_format_amount(page->symbol.text, point->price.specific_premium).text,
                 22);
    sl_put_right(page->out, sl_format_growth(point->price.leveraged_trend).text, 20);
    putc('\n', page->out);
  }
}

/* ---- notes ---- */

static void put_quoted(const page_t *page, const char *cover, const char *option, const char *low)
{
  char text[500];
  snprintf(text, sizeof text,
           "Beware: the %s premium is a quoted amount and stays the same in every combination. A "
           "carrier would ask for more with a lower %s, so the costs cannot be compared along it. "
           "Let the model price it: %s 0.75 (or `quoted`, the loss ratio that the quote comes to).",
           cover, low, option);
  putc('\n', page->out);
  sl_put_paragraph(page->out, 0, 0, text);
}

static void put_rule(const page_t *page, const char *cover, const sl_sweep_premium_t *premium)
{
  char text[300];
  if (premium->rule == SL_SWEEP_AS_GIVEN) {
    return;
  }
  snprintf(text, sizeof text, "The %s premium is the expected reimbursement divided by %.4g%s.",
           cover, premium->loss_ratio,
           premium->rule == SL_SWEEP_AS_QUOTED
               ? ", the loss ratio that the scenario's quote comes to"
               : "");
  putc('\n', page->out);
  sl_put_paragraph(page->out, 0, 0, text);
}

/* Which of the deductibles pass the most lasers. */
static size_t highest(const sl_sweep_result_t *result)
{
  size_t at = 0;
  for (size_t s = 1; s < result->n_specific; s++) {
    at = result->specific[s] > result->specific[at] ? s : at;
  }
  return at;
}

static void put_lasers(const page_t *page)
{
  const sl_sweep_result_t *result = page->result;
  const size_t at = highest(result), raised = result->lasers_raised[at];
  char text[300];
  if (raised == 0) {
    return;
  }
  snprintf(text, sizeof text,
           "Lasers rise with the deductible: a person with a laser bears the larger of laser and "
           "deductible. At %s that raises %zu of %zu laser%s.",
           specific_label(page, result->specific[at]).text, raised, result->n_lasers,
           result->n_lasers == 1 ? "" : "s");
  putc('\n', page->out);
  sl_put_paragraph(page->out, 0, 0, text);
}

static void put_notes(const page_t *page)
{
  const sl_sweep_result_t *result = page->result;
  put_lasers(page);
  put_rule(page, "specific", &result->specific_premium);
  put_rule(page, "aggregate", &result->aggregate_premium);
  if (result->specific_quoted && result->n_specific > 1) {
    put_quoted(page, "specific", "--specific-loss-ratio", "deductible");
  }
  if (result->aggregate_quoted && n_points(result) > 1) {
    put_quoted(page, "aggregate", "--aggregate-loss-ratio", "attachment point");
  }
  putc('\n', page->out);
  if (budgets_differ(result)) {
    sl_put_paragraph(
        page->out, 0, 0,
        "The budget follows each combination's own costs, so that chances of a deficit "
        "say little between combinations; a budget as an amount would compare them.");
  }
  if (result->run->cash_flow.wanted) {
    sl_put_paragraph(page->out, 0, 0,
                     "A sweep leaves the monthly cash flow out: see `stoploss run` for a "
                     "combination's.");
  }
  sl_put_paragraph(page->out, 0, 0,
                   "Every combination has the same claims. Standard errors are those of the "
                   "simulation; they say nothing of how well the assumptions fit this group.");
  if (result->run->notes[0] != '\0') {
    sl_put_paragraph(page->out, 0, 0, result->run->notes);
  }
  if (result->run->infinite_variance) {
    sl_put_paragraph(page->out, 0, 0,
                     "Beware: a severity of this scenario has infinite variance. Standard errors "
                     "of amounts that no contract caps cannot be trusted.");
  }
}

static void put_head(const page_t *page)
{
  const sl_sweep_result_t *result = page->result;
  const sl_run_facts_t *run = result->run;
  char text[1400];
  sl_put_paragraph(page->out, 0, 0, run->title);
  snprintf(text, sizeof text,
           "%s: %zu specific deductible%s and %zu corridor%s of the aggregate. %.24s simulated "
           "year%s, seed %llu. Amounts in %s%.8s.",
           run->arrangements[0].name, result->n_specific, result->n_specific == 1 ? "" : "s",
           result->n_corridor, result->n_corridor == 1 ? "" : "s",
           sl_format_count((double)run->trials).text, run->trials == 1 ? "" : "s",
           (unsigned long long)run->seed, page->unit > 1.0 ? "thousands of " : "", run->currency);
  sl_put_paragraph(page->out, 0, 0, text);
}

static void put_deficits(const page_t *page)
{
  const sl_sweep_result_t *result = page->result;
  char title[200];
  if (budgets_differ(result)) {
    snprintf(title, sizeof title, "Chance of a deficit: cost above the combination's own budget");
  } else {
    snprintf(title, sizeof title, "Chance of a deficit: cost above the budget of %s",
             sl_format_exact(page->symbol.text, result->point[0].price.budget.value).text);
  }
  put_table(page, title, deficit_of, deficit_error_of, true);
}

int sl_sweep_text(const sl_sweep_result_t *result, const sl_paper_t *paper, char **text,
                  sl_error_t *error)
{
  char *composed = NULL;
  size_t size = 0;
  *text = NULL;
  page_t page = {.out = open_memstream(&composed, &size), .result = result};
  if (page.out == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the page");
  }
  page.across = (paper->width - LABEL_WIDTH) / CELL_WIDTH;
  page.symbol = sl_currency_symbol(result->run->currency);
  page.unit = result->point[result->lowest].cost.value >= THOUSANDS_FROM ? 1e3 : 1.0;
  put_head(&page);
  put_table(&page, "Expected cost of the plan year", cost_of, cost_error_of, false);
  put_table(&page, "Cost of a bad year: 95 of 100 years cost less", quantile95_of,
            quantile95_error_of, false);
  put_deficits(&page);
  if (!isinf(result->specific[0])) {
    put_prices(&page);
  }
  put_findings(&page);
  put_notes(&page);
  return sl_typeset_composed(page.out, &composed, paper, text, error);
}
