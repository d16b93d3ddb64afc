#include "sim/output/report/replay_page.h"

#include "models/funding/arrangement.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/text/format.h"
#include "sim/output/text/layout.h"

#include <math.h>
#include <stdlib.h>

#define YEAR_WIDTH 10
#define CLAIMANTS_WIDTH 10
#define AMOUNT_WIDTH 14
#define CELL_WIDTH 19 /* "$1,234,567 (12)" */
#define INDENT 2
#define HANGING 4
#define TEXT_SIZE 700

typedef struct page {
  FILE *out;
  size_t across; /* deductibles side by side */
  const sl_scenario_t *scenario;
  const sl_replay_t *replay;
  const sl_price_t *prices;
  const char *symbol;
} page_t;

static const sl_arrangement_t *arrangement_of(const page_t *page, const sl_replay_cover_t *cover)
{
  return &page->scenario->arrangements->list[cover->arrangement];
}

/* ---- the table ---- */

static sl_figure_t whole(const page_t *page, double amount)
{
  return sl_format_exact(page->symbol, round(amount));
}

static void put_cell(const page_t *page, const char *amount, double above)
{
  char text[2 * SL_FIGURE_SIZE];
  snprintf(text, sizeof text, "%.40s (%.20s)", amount, sl_format_count(above).text);
  sl_put_right(page->out, text, CELL_WIDTH);
}

static void put_head(const page_t *page, const sl_replay_cover_t *cover, size_t first, size_t end)
{
  sl_put_left(page->out, "plan year", YEAR_WIDTH);
  sl_put_right(page->out, "claimants", CLAIMANTS_WIDTH);
  sl_put_right(page->out, "claims", AMOUNT_WIDTH);
  for (size_t d = first; d < end; d++) {
    char text[SL_FIGURE_SIZE + 8];
    snprintf(text, sizeof text, "above %s", whole(page, cover->deductibles[d]).text);
    sl_put_right(page->out, text, CELL_WIDTH);
  }
  putc('\n', page->out);
}

static void put_year(const page_t *page, const sl_replay_cover_t *cover, size_t y, size_t first,
                     size_t end)
{
  const sl_replay_year_t *year = &cover->year[y];
  char name[16];
  snprintf(name, sizeof name, "%d", year->year);
  sl_put_left(page->out, name, YEAR_WIDTH);
  sl_put_right(page->out, sl_format_count((double)year->claimants).text, CLAIMANTS_WIDTH);
  sl_put_right(page->out, whole(page, year->claims).text, AMOUNT_WIDTH);
  for (size_t d = first; d < end; d++) {
    const sl_replay_cell_t *cell = &cover->cell[d * page->replay->n_years + y];
    put_cell(page, whole(page, cell->reimbursed).text, (double)cell->above);
  }
  putc('\n', page->out);
}

static void put_mean(const page_t *page, const sl_replay_cover_t *cover, size_t first, size_t end)
{
  const double n = (double)page->replay->n_years;
  double claimants = 0.0, claims = 0.0;
  char text[SL_FIGURE_SIZE];
  for (size_t y = 0; y < page->replay->n_years; y++) {
    claimants += (double)cover->year[y].claimants;
    claims += cover->year[y].claims;
  }
  sl_put_left(page->out, "mean year", YEAR_WIDTH);
  snprintf(text, sizeof text, "%.1f", claimants / n);
  sl_put_right(page->out, text, CLAIMANTS_WIDTH);
  sl_put_right(page->out, whole(page, claims / n).text, AMOUNT_WIDTH);
  for (size_t d = first; d < end; d++) {
    const sl_replay_sum_t sum = sl_replay_sum(page->replay, cover, d);
    char cell[2 * SL_FIGURE_SIZE];
    snprintf(cell, sizeof cell, "%.40s (%.1f)", whole(page, sum.reimbursed / n).text,
             (double)sum.above / n);
    sl_put_right(page->out, cell, CELL_WIDTH);
  }
  putc('\n', page->out);
}

static void put_table(const page_t *page, const sl_replay_cover_t *cover)
{
  for (size_t first = 0; first < cover->n_deductibles; first += page->across) {
    const size_t end =
        first + page->across < cover->n_deductibles ? first + page->across : cover->n_deductibles;
    putc('\n', page->out);
    put_head(page, cover, first, end);
    for (size_t y = 0; y < page->replay->n_years; y++) {
      put_year(page, cover, y, first, end);
    }
    if (page->replay->n_years > 1) {
      put_mean(page, cover, first, end);
    }
  }
}

/* ---- what can be said ---- */

static size_t own_deductible(const sl_replay_cover_t *cover)
{
  size_t d = 0;
  while (cover->deductibles[d] != cover->deductible) {
    d++;
  }
  return d;
}

/* Whoever pays above the deductible: a captive bears the first part of it. */
static const char *payer(const page_t *page, const sl_replay_cover_t *cover)
{
  return arrangement_of(page, cover)->has_captive ? "the captive and the stop-loss"
                                                  : "the specific";
}

static void put_past(const page_t *page, const sl_replay_cover_t *cover)
{
  const size_t n = page->replay->n_years, d = own_deductible(cover);
  const sl_replay_sum_t sum = sl_replay_sum(page->replay, cover, d);
  const double most = cover->cell[d * n + sum.most].reimbursed;
  char text[TEXT_SIZE];
  if (sum.reimbursed <= 0.0) {
    snprintf(text, sizeof text, "Above %.40s %s would have paid nothing in these years.",
             whole(page, cover->deductible).text, payer(page, cover));
  } else {
    snprintf(text, sizeof text,
             "Above %.40s %s would have paid %.40s a year on average, at most %.40s, in %d.",
             whole(page, cover->deductible).text, payer(page, cover),
             sl_format_round(page->symbol, sum.reimbursed / (double)n).text,
             sl_format_round(page->symbol, most).text, cover->year[sum.most].year);
  }
  sl_put_paragraph(page->out, INDENT, HANGING, text);
}

/* Beside what the scenario expects and what the cover costs. */
static void put_present(const page_t *page, const sl_replay_cover_t *cover)
{
  const sl_price_t *price = &page->prices[cover->arrangement];
  const sl_replay_sum_t sum = sl_replay_sum(page->replay, cover, own_deductible(cover));
  const double mean = sum.reimbursed / (double)page->replay->n_years;
  char text[TEXT_SIZE];
  if (arrangement_of(page, cover)->has_captive) {
    return;
  }
  if (isfinite(price->expected_specific.value)) {
    snprintf(text, sizeof text, "The scenario expects %.60s for the plan year, lasers included.",
             sl_format_words(page->symbol, price->expected_specific).text);
    sl_put_paragraph(page->out, INDENT, HANGING, text);
  }
  if (price->specific_premium.value > 0.0) {
    snprintf(text, sizeof text,
             "The specific premium is %.60s: the mean past year would have come back at %.0f%% of "
             "it.",
             sl_format_words(page->symbol, price->specific_premium).text,
             100.0 * mean / price->specific_premium.value);
    sl_put_paragraph(page->out, INDENT, HANGING, text);
  }
}

static void put_left_aside(const page_t *page, const sl_replay_cover_t *cover)
{
  if (cover->has_lasers) {
    sl_put_paragraph(page->out, INDENT, HANGING,
                     "Lasers are left aside: the file does not say who is who in the census.");
  }
  if (cover->has_services) {
    sl_put_paragraph(page->out, INDENT, HANGING,
                     "All amounts count, though this cover holds some services only.");
  }
  if (cover->per_certificate) {
    sl_put_paragraph(page->out, INDENT, HANGING,
                     "Each claimant counts as a certificate of one person.");
  }
  if (cover->reaches_back) {
    sl_put_paragraph(page->out, INDENT, HANGING,
                     "This contract holds claims of earlier years too; before the first year "
                     "listed there are none.");
  }
  for (size_t d = 0; d < cover->n_deductibles; d++) {
    if (cover->deductibles[d] < page->replay->least) {
      char text[TEXT_SIZE];
      snprintf(text, sizeof text,
               "The smallest claimant listed has %.40s: a deductible below it would have paid for "
               "others too.",
               whole(page, page->replay->least).text);
      sl_put_paragraph(page->out, INDENT, HANGING, text);
      return;
    }
  }
}

static void put_cover(const page_t *page, const sl_replay_cover_t *cover)
{
  const sl_arrangement_t *arrangement = arrangement_of(page, cover);
  char contract[SL_CONTRACT_TEXT], text[TEXT_SIZE];
  sl_contract_describe(&arrangement->specific.contract, contract, sizeof contract);
  snprintf(text, sizeof text, "%.200s: specific %.40s, contract %.96s", arrangement->name,
           whole(page, cover->deductible).text, contract);
  putc('\n', page->out);
  sl_put_paragraph(page->out, 0, 0, text);
  put_table(page, cover);
  putc('\n', page->out);
  put_past(page, cover);
  put_present(page, cover);
  put_left_aside(page, cover);
}

static void put_assumptions(const page_t *page)
{
  const sl_replay_t *replay = page->replay;
  char text[TEXT_SIZE];
  snprintf(text, sizeof text,
           "Large claimants of %d to %d, each year taken as the plan year that begins in %d: "
           "amounts grow by %.4g%% a year; the group is the size it was then. In brackets how many "
           "claimants pass the deductible. Amounts in %.8s.",
           replay->covers[0].year[0].year, replay->covers[0].year[replay->n_years - 1].year,
           replay->plan_year, 100.0 * replay->trend, page->scenario->currency);
  sl_put_paragraph(page->out, 0, 0, text);
}

static void put_dates(const page_t *page)
{
  putc('\n', page->out);
  if (!page->replay->has_paid) {
    sl_put_paragraph(page->out, 0, 0,
                     "The file does not say when claims were paid: each counts as paid within its "
                     "plan year. What was paid later would be inside a contract such as 12/15 and "
                     "outside 12/12.");
  } else {
    sl_put_paragraph(page->out, 0, 0,
                     "Claims without a paid month count as paid within their plan year, those "
                     "without an incurred month as incurred in the month paid, within it.");
  }
  sl_put_paragraph(page->out, 0, 0,
                   "A few past years say little about rare claimants: set them beside the "
                   "simulated years, not in their place. An aggregate cannot be replayed from "
                   "large claimants alone.");
}

static void put_page(const page_t *page)
{
  sl_put_paragraph(page->out, 0, 0, page->scenario->name);
  sl_put_rule(page->out, '=', sl_text_width(page->scenario->name));
  put_assumptions(page);
  for (size_t i = 0; i < page->replay->n_covers; i++) {
    put_cover(page, &page->replay->covers[i]);
  }
  put_dates(page);
}

int sl_replay_text(const sl_scenario_t *scenario, const sl_replay_t *replay,
                   const sl_price_t *prices, const sl_paper_t *paper, char **text,
                   sl_error_t *error)
{
  const size_t fixed = YEAR_WIDTH + CLAIMANTS_WIDTH + AMOUNT_WIDTH;
  const sl_figure_t symbol = sl_currency_symbol(scenario->currency);
  char *composed = NULL;
  size_t size = 0;
  *text = NULL;
  const page_t page = {.out = open_memstream(&composed, &size),
                       .across = (paper->width - fixed) / CELL_WIDTH +
                                 (paper->width < fixed + CELL_WIDTH),
                       .scenario = scenario,
                       .replay = replay,
                       .prices = prices,
                       .symbol = symbol.text};
  if (page.out == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the page");
  }
  put_page(&page);
  return sl_typeset_composed(page.out, &composed, paper, text, error);
}
