#include "sim/output/report/contracts.h"
#include "sim/output/report/funding.h"
#include "sim/output/report/panel.h"
#include "sim/output/report/rare.h"

#include <math.h>
#include <string.h>

#define COLUMN_MIN 17 /* three arrangements on 80 columns */
#define COLUMN_MAX 22
#define NAME_GAP "  " /* names of several lines stand apart */

SL_AMOUNT_CELL(expected_cost, sl_page_summary(page, a)->expected_cost)
SL_AMOUNT_CELL(expected_pepm, sl_page_summary(page, a)->expected_pepm)
SL_AMOUNT_CELL(quantile_05, sl_page_summary(page, a)->quantile[SL_QUANTILE_05])
SL_AMOUNT_CELL(quantile_25, sl_page_summary(page, a)->quantile[SL_QUANTILE_25])
SL_AMOUNT_CELL(quantile_50, sl_page_summary(page, a)->quantile[SL_QUANTILE_50])
SL_AMOUNT_CELL(quantile_75, sl_page_summary(page, a)->quantile[SL_QUANTILE_75])
SL_AMOUNT_CELL(quantile_95, sl_page_summary(page, a)->quantile[SL_QUANTILE_95])
SL_AMOUNT_CELL(quantile_99, sl_page_summary(page, a)->quantile[SL_QUANTILE_99])
SL_AMOUNT_CELL(gap_in_95, sl_page_summary(page, a)->gap_in_tail95)
SL_AMOUNT_CELL(gap_in_99, sl_page_summary(page, a)->gap_in_tail99)
SL_AMOUNT_CELL(tail_mean_95, sl_page_summary(page, a)->tail_mean95)
SL_AMOUNT_CELL(tail_mean, sl_page_summary(page, a)->tail_mean99)
SL_AMOUNT_CELL(budget, sl_page_facts(page, a)->price.budget)
SL_AMOUNT_CELL(deficit, sl_page_summary(page, a)->expected_deficit)
SL_AMOUNT_CELL(deficit_given, sl_page_summary(page, a)->expected_deficit_given)
SL_AMOUNT_CELL(reserve_95, sl_page_summary(page, a)->reserve95)
SL_AMOUNT_CELL(reserve_99, sl_page_summary(page, a)->reserve99)
SL_COMPONENT_CELL(retained, SL_COST_RETAINED_CLAIMS)
SL_COMPONENT_CELL(fees, SL_COST_FEES)
SL_COMPONENT_CELL(taxes, SL_COST_TAXES)
SL_COMPONENT_CELL(hsa, SL_COST_HSA_CONTRIBUTIONS)
SL_COMPONENT_CELL(refunds, SL_COST_REFUNDS)
SL_COMPONENT_CELL(by_specific, SL_COST_SPECIFIC_REIMBURSEMENT)
SL_COMPONENT_CELL(by_aggregate, SL_COST_AGGREGATE_REIMBURSEMENT)
SL_COMPONENT_CELL(by_captive, SL_COST_CAPTIVE_CLAIMS)
SL_COMPONENT_CELL(advance, SL_COST_LARGEST_ADVANCE)
SL_COMPONENT_CELL(by_insurer, SL_COST_INSURED_CLAIMS)
SL_AMOUNT_CELL(saving, sl_page_summary(page, a)->baseline_saving)
SL_AMOUNT_CELL(attachment, sl_page_facts(page, a)->price.attachment)

/* The same in every trial, yet with an error where the pricing pass set it. */
static sl_figure_t premiums(const sl_page_t *page, size_t a)
{
  const sl_price_t *price = &sl_page_facts(page, a)->price;
  sl_estimate_t sum = sl_page_summary(page, a)->component[SL_COST_PREMIUMS];
  const double settled[] = {
      price->specific_premium.standard_error,      price->aggregate_premium.standard_error,
      price->insured_premium.standard_error,       price->captive_premium.standard_error,
      price->insured_lines_premium.standard_error, price->terminal_premium.standard_error};
  for (size_t i = 0; i < sizeof settled / sizeof settled[0]; i++) {
    sum.standard_error = hypot(sum.standard_error, settled[i]);
  }
  return sl_page_amount(page, sum);
}

static sl_figure_t maximum_cost(const sl_page_t *page, size_t a)
{
  return sl_page_amount(page, sl_page_summary(page, a)->maximum_cost);
}

static sl_figure_t specific_deductible(const sl_page_t *page, size_t a)
{
  return sl_format_exact(page->symbol.text, sl_page_facts(page, a)->specific_deductible);
}

static sl_figure_t deficit_chance(const sl_page_t *page, size_t a)
{
  return sl_format_share(sl_page_summary(page, a)->deficit_probability,
                         page->results->facts->trials);
}

static sl_figure_t cheaper_chance(const sl_page_t *page, size_t a)
{
  return sl_format_share(sl_page_summary(page, a)->baseline_cheaper, page->results->facts->trials);
}

static const sl_row_t cost_rows[] = {
    {"Expected", expected_cost},
    {"per employee per month", expected_pepm},
    {"5 years in 100 stay below", quantile_05},
    {"25 years in 100", quantile_25},
    {"50 (the middling year)", quantile_50},
    {"75 years in 100", quantile_75},
    {"95 (bad: 1 year in 20)", quantile_95},
    {"99 (worse: 1 year in 100)", quantile_99},
    {"Average of the worst 1%", tail_mean},
    {"Maximum inside contracts", maximum_cost},
    {NULL, NULL},
};

static const sl_row_t budget_rows[] = {
    {"Budget", budget},
    {"Chance of a deficit", deficit_chance},
    {"Its size when it happens", deficit_given},
    {"Expected, all years counted", deficit},
    {"Reserve for 95 years in 100", reserve_95},
    {"Reserve for 99 years in 100", reserve_99},
    {NULL, NULL},
};

/* The worst years, and what of them lies in nobody's contract. */
static const sl_row_t gap_rows[] = {
    {"Worst 5% of years, average", tail_mean_95},
    {"of it in no contract (gap)", gap_in_95},
    {"Worst 1% of years, average", tail_mean},
    {"of it in no contract (gap)", gap_in_99},
    {NULL, NULL},
};

static const sl_row_t component_rows[] = {
    {"Claims the employer keeps", retained},
    {"Fees less rebates", fees},
    {"Premiums", premiums},
    {"Taxes", taxes},
    {"Health savings accounts", hsa},
    {"Refunds (taken off)", refunds},
    {NULL, NULL},
};

static const sl_row_t cover_rows[] = {
    {"Specific deductible", specific_deductible}, {"Paid by the specific", by_specific},
    {"Paid by the captive", by_captive},          {"Aggregate attachment point", attachment},
    {"Paid by the aggregate", by_aggregate},      {"Largest monthly advance", advance},
    {"Paid by the insurer", by_insurer},          {NULL, NULL},
};

static const sl_row_t comparison_rows[] = {
    {"Chance that it costs less", cheaper_chance},
    {"What it saves, expected", saving},
    {NULL, NULL},
};

static void put_heading(const sl_page_t *page, const sl_panel_t *panel)
{
  putc('\n', page->out);
  sl_put_left(page->out, "", SL_LABEL_WIDTH);
  for (size_t c = 0; c < panel->n; c++) {
    fputs(NAME_GAP, page->out);
    sl_put_right(page->out, sl_page_facts(page, panel->first + c)->name,
                 panel->width - strlen(NAME_GAP));
  }
  putc('\n', page->out);
  sl_put_rule(page->out, '-', SL_LABEL_WIDTH + panel->n * panel->width);
}

static int any_gap(const sl_page_t *page, const sl_panel_t *panel)
{
  const sl_row_t row = {"", gap_in_95};
  return !sl_row_is_empty(page, panel, &row);
}

static void put_panel(const sl_page_t *page, const sl_panel_t *panel)
{
  char title[1000];
  put_heading(page, panel);
  sl_put_section(page, panel, "What a year costs", cost_rows, 0);
  if (any_gap(page, panel)) {
    sl_put_section(page, panel, "The gap inside the bad years", gap_rows, 1);
  }
  sl_put_section(page, panel, "Against the budget", budget_rows, 0);
  sl_put_section(page, panel, "What the expected cost is made of", component_rows, 1);
  sl_put_section(page, panel, "Stop-loss and insurance, average year", cover_rows, 1);
  if (page->summary->n_arrangements > 1) {
    snprintf(title, sizeof title, "%s compared with each", sl_page_facts(page, 0)->name);
    sl_put_section(page, panel, title, comparison_rows, 1);
  }
  sl_page_rare(page, panel);
  sl_page_contract_rows(page, panel);
  sl_page_funding(page, panel);
}

void sl_page_tables(const sl_page_t *page)
{
  const size_t n = page->summary->n_arrangements;
  const size_t abreast = (page->width - SL_LABEL_WIDTH) / COLUMN_MIN;
  const size_t panels = (n + abreast - 1) / abreast;
  for (size_t p = 0; p < panels; p++) {
    sl_panel_t panel = {.first = p * n / panels};
    panel.n = (p + 1) * n / panels - panel.first;
    const size_t width = (page->width - SL_LABEL_WIDTH) / panel.n;
    panel.width = width < COLUMN_MAX ? width : COLUMN_MAX;
    put_panel(page, &panel);
  }
}
