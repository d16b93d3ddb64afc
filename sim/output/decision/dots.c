/* Fifty dots for each arrangement on one axis of cost. */
#include "sim/output/decision/chapters.h"
#include "sim/output/text/format.h"

#include <math.h>
#include <stdio.h>

static size_t above_budget(const sl_decision_t *decision, size_t a)
{
  const double budget = sl_decision_facts(decision, a)->price.budget.value;
  size_t n = 0;
  for (size_t i = 0; i < SL_DOTS_SHOWN; i++) {
    n += decision->dots[a][i] > budget;
  }
  return n;
}

/* Every unit where it is settled. */
static sl_figure_t settled(const sl_decision_t *decision, sl_estimate_t value)
{
  const sl_figure_t symbol = sl_currency_symbol(decision->results->facts->currency);
  return sl_is_exact(value) ? sl_format_exact(symbol.text, nearbyint(value.value))
                            : sl_format_round(symbol.text, value.value);
}

static sl_figure_t amount(const sl_decision_t *decision, double value)
{
  const sl_figure_t symbol = sl_currency_symbol(decision->results->facts->currency);
  return sl_format_round(symbol.text, value);
}

static void put_series(sl_document_chart_t *chart, const sl_decision_t *decision,
                       const size_t *shown, size_t n)
{
  for (size_t i = 0; i < SL_DOTS_SHOWN; i++) {
    char label[24];
    snprintf(label, sizeof label, "%zu of %d", i + 1, SL_DOTS_SHOWN);
    sl_chart_category(chart, label);
  }
  for (size_t s = 0; s < n; s++) {
    sl_chart_series(chart, sl_decision_name(decision, shown[s]), decision->dots[shown[s]]);
  }
}

static void put_marks(sl_document_chart_t *chart, const sl_decision_t *decision,
                      const size_t *shown, size_t n)
{
  char name[200];
  for (size_t s = 0; s < n; s++) {
    const sl_estimate_t budget = sl_decision_facts(decision, shown[s])->price.budget;
    if (isfinite(budget.value)) {
      snprintf(name, sizeof name, "budget %s: %zu of %d years above it",
               settled(decision, budget).text, above_budget(decision, shown[s]), SL_DOTS_SHOWN);
      sl_chart_mark_at(chart, name, budget.value, s);
    }
  }
  if (decision->reference != SL_NO_ARRANGEMENT &&
      sl_cost_is_fixed(sl_decision_facts(decision, decision->reference))) {
    const sl_estimate_t cost = sl_decision_summary(decision, decision->reference)->expected_cost;
    snprintf(name, sizeof name, "%.100s: always %s",
             sl_decision_name(decision, decision->reference), settled(decision, cost).text);
    sl_chart_mark_at(chart, name, cost.value, SL_ALL_SERIES);
  }
}

static void say(sl_document_chart_t *chart, const sl_decision_t *decision, const size_t *shown,
                size_t n)
{
  char words[2400] = "";
  size_t length = 0;
  for (size_t s = 0; s < n && length < sizeof words - 400; s++) {
    const double *dots = decision->dots[shown[s]];
    length +=
        (size_t)snprintf(words + length, sizeof words - length, "%s%.120s: ", s > 0 ? ". " : "",
                         sl_decision_name(decision, shown[s]));
    if (sl_cost_is_fixed(sl_decision_facts(decision, shown[s]))) {
      length += (size_t)snprintf(words + length, sizeof words - length, "always %s",
                                 amount(decision, dots[0]).text);
      continue;
    }
    length += (size_t)snprintf(words + length, sizeof words - length,
                               "the middle half of the years costs %s to %s, the dearest %s",
                               amount(decision, dots[SL_DOTS_SHOWN / 4]).text,
                               amount(decision, dots[SL_DOTS_SHOWN - 1 - SL_DOTS_SHOWN / 4]).text,
                               amount(decision, dots[SL_DOTS_SHOWN - 1]).text);
  }
  sl_chart_describe(chart, "%s.", words);
}

void sl_chapter_dots(sl_document_t *document, const sl_decision_t *decision)
{
  size_t shown[SL_SHOWN_MOST];
  const size_t n = sl_decision_shown(decision, SL_SHOWN_MOST, shown);
  sl_document_heading(document, 1, "What a year can cost");
  sl_document_chart_t *chart =
      sl_document_chart(document, SL_CHART_DOTS, "dots", "Each dot is 1 of 50 simulated years",
                        "cost of a year", SL_CELL_MONEY);
  put_series(chart, decision, shown, n);
  put_marks(chart, decision, shown, n);
  say(chart, decision, shown, n);
  sl_document_note(document,
                   "All simulated years of an arrangement in ascending order of cost, one taken "
                   "from the middle of each fiftieth: each dot is as likely as any other. An open "
                   "dot lies above the budget, which is the dashed line.%s",
                   n < decision->n ? " The other arrangements are in the tables." : "");
}
