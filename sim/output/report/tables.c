#include "sim/output/report/page.h"

#include <math.h>
#include <string.h>

#define LABEL_WIDTH 29
#define PANEL_MAX 3
#define COLUMN_MAX 22

typedef sl_figure_t (*cell_t)(const sl_page_t *page, size_t a);

typedef struct row {
  const char *label;
  cell_t cell;
} row_t;

/* Arrangements shown side by side, all sections below each other. */
typedef struct panel {
  size_t first, n, width;
} panel_t;

static const sl_arrangement_summary_t *summary_of(const sl_page_t *page, size_t a)
{
  return &page->summary->arrangements[a];
}

static const sl_arrangement_facts_t *facts_of(const sl_page_t *page, size_t a)
{
  return &page->results->facts->arrangements[a];
}

static sl_figure_t amount(const sl_page_t *page, sl_estimate_t estimate)
{
  return sl_format_amount(page->symbol.text, estimate);
}

#define AMOUNT_CELL(name, expression)                                                              \
  static sl_figure_t name(const sl_page_t *page, size_t a) { return amount(page, expression); }

AMOUNT_CELL(expected_cost, summary_of(page, a)->expected_cost)
AMOUNT_CELL(expected_pepm, summary_of(page, a)->expected_pepm)
AMOUNT_CELL(quantile_05, summary_of(page, a)->quantile[1])
AMOUNT_CELL(quantile_25, summary_of(page, a)->quantile[2])
AMOUNT_CELL(quantile_50, summary_of(page, a)->quantile[3])
AMOUNT_CELL(quantile_75, summary_of(page, a)->quantile[4])
AMOUNT_CELL(quantile_95, summary_of(page, a)->quantile[6])
AMOUNT_CELL(quantile_99, summary_of(page, a)->quantile[7])
AMOUNT_CELL(tail_mean, summary_of(page, a)->tail_mean99)
AMOUNT_CELL(budget, facts_of(page, a)->price.budget)
AMOUNT_CELL(deficit, summary_of(page, a)->expected_deficit)
AMOUNT_CELL(deficit_given, summary_of(page, a)->expected_deficit_given)
AMOUNT_CELL(reserve_95, summary_of(page, a)->reserve95)
AMOUNT_CELL(reserve_99, summary_of(page, a)->reserve99)
AMOUNT_CELL(retained, summary_of(page, a)->component[SL_COST_RETAINED_CLAIMS])
AMOUNT_CELL(fees, summary_of(page, a)->component[SL_COST_FEES])
AMOUNT_CELL(taxes, summary_of(page, a)->component[SL_COST_TAXES])
AMOUNT_CELL(refunds, summary_of(page, a)->component[SL_COST_REFUNDS])
AMOUNT_CELL(by_specific, summary_of(page, a)->component[SL_COST_SPECIFIC_REIMBURSEMENT])
AMOUNT_CELL(by_aggregate, summary_of(page, a)->component[SL_COST_AGGREGATE_REIMBURSEMENT])
AMOUNT_CELL(by_insurer, summary_of(page, a)->component[SL_COST_INSURED_CLAIMS])
AMOUNT_CELL(saving, summary_of(page, a)->baseline_saving)
AMOUNT_CELL(attachment, facts_of(page, a)->price.attachment)

/* The same in every trial, yet with an error where the pricing pass set it. */
static sl_figure_t premiums(const sl_page_t *page, size_t a)
{
  const sl_price_t *price = &facts_of(page, a)->price;
  sl_estimate_t sum = summary_of(page, a)->component[SL_COST_PREMIUMS];
  const double stoploss =
      hypot(price->specific_premium.standard_error, price->aggregate_premium.standard_error);
  sum.standard_error =
      hypot(sum.standard_error, hypot(stoploss, price->insured_premium.standard_error));
  return amount(page, sum);
}

static sl_figure_t maximum_cost(const sl_page_t *page, size_t a)
{
  return sl_format_exact(page->symbol.text, summary_of(page, a)->maximum_cost);
}

static sl_figure_t specific_deductible(const sl_page_t *page, size_t a)
{
  return sl_format_exact(page->symbol.text, facts_of(page, a)->specific_deductible);
}

static sl_figure_t deficit_chance(const sl_page_t *page, size_t a)
{
  return sl_format_share(summary_of(page, a)->deficit_probability, page->results->facts->trials);
}

static sl_figure_t cheaper_chance(const sl_page_t *page, size_t a)
{
  return sl_format_share(summary_of(page, a)->baseline_cheaper, page->results->facts->trials);
}

static const row_t cost_rows[] = {
    {"Expected", expected_cost},
    {"per employee per month", expected_pepm},
    {"5 years in 100 stay below", quantile_05},
    {"25 years in 100", quantile_25},
    {"50 (the middling year)", quantile_50},
    {"75 years in 100", quantile_75},
    {"95 (bad: 1 year in 20)", quantile_95},
    {"99 (worse: 1 year in 100)", quantile_99},
    {"Average of the worst 1%", tail_mean},
    {"Maximum cost by contract", maximum_cost},
    {NULL, NULL},
};

static const row_t budget_rows[] = {
    {"Budget", budget},
    {"Chance of a deficit", deficit_chance},
    {"Its size when it happens", deficit_given},
    {"Expected, all years counted", deficit},
    {"Reserve for 95 years in 100", reserve_95},
    {"Reserve for 99 years in 100", reserve_99},
    {NULL, NULL},
};

static const row_t component_rows[] = {
    {"Claims the employer keeps", retained},
    {"Fees less rebates", fees},
    {"Premiums", premiums},
    {"Taxes", taxes},
    {"Refunds (taken off)", refunds},
    {NULL, NULL},
};

static const row_t cover_rows[] = {
    {"Specific deductible", specific_deductible}, {"Paid by the specific", by_specific},
    {"Aggregate attachment point", attachment},   {"Paid by the aggregate", by_aggregate},
    {"Paid by the insurer", by_insurer},          {NULL, NULL},
};

static const row_t comparison_rows[] = {
    {"Chance that it costs less", cheaper_chance},
    {"What it saves, expected", saving},
    {NULL, NULL},
};

/* A row of zeros or dashes only tells nothing. */
static int is_empty_row(const sl_page_t *page, const panel_t *panel, const row_t *row)
{
  const sl_figure_t zero = sl_format_exact(page->symbol.text, 0.0);
  for (size_t c = 0; c < panel->n; c++) {
    const sl_figure_t figure = row->cell(page, panel->first + c);
    if (strcmp(figure.text, zero.text) != 0 && strcmp(figure.text, "-") != 0) {
      return 0;
    }
  }
  return 1;
}

static void put_section(const sl_page_t *page, const panel_t *panel, const char *title,
                        const row_t *rows, int drop_empty)
{
  fprintf(page->out, "\n%s\n", title);
  for (const row_t *row = rows; row->label != NULL; row++) {
    if (drop_empty && is_empty_row(page, panel, row)) {
      continue;
    }
    fputs("  ", page->out);
    sl_put_left(page->out, row->label, LABEL_WIDTH - 2);
    for (size_t c = 0; c < panel->n; c++) {
      sl_put_right(page->out, row->cell(page, panel->first + c).text, panel->width);
    }
    putc('\n', page->out);
  }
}

static void put_heading(const sl_page_t *page, const panel_t *panel)
{
  putc('\n', page->out);
  sl_put_left(page->out, "", LABEL_WIDTH);
  for (size_t c = 0; c < panel->n; c++) {
    const sl_cut_text_t name =
        sl_cut_text(facts_of(page, panel->first + c)->name, panel->width - 2);
    sl_put_right(page->out, name.text, panel->width);
  }
  putc('\n', page->out);
  sl_put_rule(page->out, '-', LABEL_WIDTH + panel->n * panel->width);
}

static void put_panel(const sl_page_t *page, const panel_t *panel)
{
  char title[128];
  put_heading(page, panel);
  put_section(page, panel, "What a year costs", cost_rows, 0);
  put_section(page, panel, "Against the budget", budget_rows, 0);
  put_section(page, panel, "What the expected cost is made of", component_rows, 1);
  put_section(page, panel, "Stop-loss and insurance, average year", cover_rows, 1);
  if (page->summary->n_arrangements > 1) {
    const sl_cut_text_t baseline = sl_cut_text(facts_of(page, 0)->name, 24);
    snprintf(title, sizeof title, "%.100s compared with each", baseline.text);
    put_section(page, panel, title, comparison_rows, 1);
  }
}

void sl_page_tables(const sl_page_t *page)
{
  const size_t n = page->summary->n_arrangements;
  const size_t panels = (n + PANEL_MAX - 1) / PANEL_MAX;
  for (size_t p = 0; p < panels; p++) {
    panel_t panel = {.first = p * n / panels};
    panel.n = (p + 1) * n / panels - panel.first;
    const size_t width = (SL_PAGE_WIDTH - LABEL_WIDTH) / panel.n;
    panel.width = width < COLUMN_MAX ? width : COLUMN_MAX;
    put_panel(page, &panel);
  }
}
