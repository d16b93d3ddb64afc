#include "sim/output/report/rare.h"

#include <math.h>

static const sl_rare_summary_t *rare_of(const sl_page_t *page, size_t a)
{
  return &page->results->rare->arrangements[a];
}

SL_AMOUNT_CELL(expected_deficit, rare_of(page, a)->expected_deficit)
SL_AMOUNT_CELL(quantile_99, rare_of(page, a)->quantile99)
SL_AMOUNT_CELL(tail_mean, rare_of(page, a)->tail_mean99)
SL_AMOUNT_CELL(by_aggregate, rare_of(page, a)->expected_aggregate)

/* None seen is no chance of 0, unless nothing can happen. */
static sl_figure_t share(const sl_page_t *page, sl_estimate_t estimate, int can_happen)
{
  sl_figure_t figure = {.text = "0%"};
  if (estimate.value > 0.0) {
    return sl_format_ratio(estimate);
  }
  if (can_happen) {
    snprintf(figure.text, sizeof figure.text, "none of %.24s",
             sl_format_count(page->results->rare->count).text);
  }
  return figure;
}

static sl_figure_t deficit_chance(const sl_page_t *page, size_t a)
{
  return share(page, rare_of(page, a)->deficit_probability,
               !sl_cost_is_fixed(&page->results->facts->arrangements[a]));
}

static sl_figure_t aggregate_chance(const sl_page_t *page, size_t a)
{
  return share(page, rare_of(page, a)->aggregate_probability,
               page->results->facts->arrangements[a].has_aggregate);
}

/* What is linear in the laws' densities is known but for rounding. */
#define MANY_TIMES 1e6

/* How many plain years one rare year is worth. */
static sl_figure_t worth(const sl_page_t *page, double equivalent)
{
  const double times = equivalent / page->results->rare->count;
  sl_figure_t figure = {.text = "-"};
  if (times > MANY_TIMES) {
    return (sl_figure_t){.text = "as if exact"};
  }
  if (isfinite(times)) {
    snprintf(figure.text, sizeof figure.text, times < 10.0 ? "%.1f times" : "%.0f times", times);
  }
  return figure;
}

static sl_figure_t worth_deficit(const sl_page_t *page, size_t a)
{
  return worth(page, rare_of(page, a)->equivalent_deficit);
}

static sl_figure_t worth_99(const sl_page_t *page, size_t a)
{
  return worth(page, rare_of(page, a)->equivalent_quantile99);
}

static const sl_row_t rows[] = {
    {"Chance of a deficit", deficit_chance},
    {"looked at more closely", worth_deficit},
    {"Expected deficit, all years", expected_deficit},
    {"99 (worse: 1 year in 100)", quantile_99},
    {"looked at more closely", worth_99},
    {"Average of the worst 1%", tail_mean},
    {"Chance the aggregate pays", aggregate_chance},
    {"Paid by the aggregate", by_aggregate},
    {NULL, NULL},
};

void sl_page_rare(const sl_page_t *page, const sl_panel_t *panel)
{
  if (page->results->rare != NULL) {
    sl_put_section(page, panel, "Rare years, looked at more closely", rows, 1);
  }
}

/* Only where every weight is 1. */
static int are_plain(const sl_rare_t *rare) { return rare->effective_size >= rare->count; }

void sl_page_rare_note(const sl_page_t *page)
{
  char text[400];
  if (page->results->rare == NULL) {
    return;
  }
  snprintf(
      text, sizeof text,
      are_plain(page->results->rare)
          ? "Rare years: %.24s further years, drawn as they come: no way was found to draw dear "
            "ones more often that would tell every figure better. They tell as much as so "
            "many plain years."
          : "Rare years: %.24s further years, drawn so that dear ones come up more often, and each "
            "counted for less by just as much. \"25 times\" means that one of them tells as much "
            "as 25 of the plain years; below 1, plain years tell more. Where the two answers "
            "differ, believe the one with the smaller \xc2\xb1.",
      sl_format_count(page->results->rare->count).text);
  putc('\n', page->out);
  sl_put_paragraph(page->out, 0, 0, text);
}
