/* How often a year costs more: a curve for each arrangement. */
#include "sim/output/decision/chapters.h"
#include "sim/output/text/format.h"

#include <stdio.h>

#define HALF 49 /* chances of 50, 5 and 1 in 100 */
#define FIVE 94
#define ONE 98

static void say(sl_document_chart_t *chart, const sl_decision_t *decision, const size_t *shown,
                size_t n)
{
  const sl_figure_t symbol = sl_currency_symbol(decision->results->facts->currency);
  char words[2400] = "";
  size_t length = 0;
  for (size_t s = 0; s < n && length < sizeof words - 400; s++) {
    const double *cost = decision->exceeded[shown[s]];
    length +=
        (size_t)snprintf(words + length, sizeof words - length, "%s%.120s: ", s > 0 ? ". " : "",
                         sl_decision_name(decision, shown[s]));
    if (sl_cost_is_fixed(sl_decision_facts(decision, shown[s]))) {
      length += (size_t)snprintf(words + length, sizeof words - length, "always %s",
                                 sl_format_round(symbol.text, cost[HALF]).text);
      continue;
    }
    length += (size_t)snprintf(words + length, sizeof words - length,
                               "of 100 years 50 cost more than %s, 5 more than %s, 1 more than %s",
                               sl_format_round(symbol.text, cost[HALF]).text,
                               sl_format_round(symbol.text, cost[FIVE]).text,
                               sl_format_round(symbol.text, cost[ONE]).text);
  }
  sl_chart_describe(chart, "%s.", words);
}

void sl_chapter_spread(sl_document_t *document, const sl_decision_t *decision)
{
  size_t shown[SL_SHOWN_MOST];
  const size_t n = sl_decision_shown(decision, SL_SHOWN_MOST, shown);
  sl_document_heading(document, 1, "How often a year costs more");
  sl_document_chart_t *chart = sl_document_chart(document, SL_CHART_CURVES, "exceedance",
                                                 "Of 100 years, how many cost more than an amount",
                                                 "cost of a year", SL_CELL_MONEY);
  sl_chart_along(chart, "of 100 years so many cost more");
  for (size_t i = 0; i < decision->n_chances; i++) {
    char label[24];
    const double chance = sl_decision_chance(i);
    snprintf(label, sizeof label, "%.4g of 100", 100.0 * chance);
    sl_chart_position(chart, label, chance);
  }
  for (size_t s = 0; s < n; s++) {
    sl_chart_series(chart, sl_decision_name(decision, shown[s]), decision->exceeded[shown[s]]);
  }
  say(chart, decision, shown, n);
  sl_chart_drawing_only(chart);
  sl_document_note(document,
                   "Find an amount below and go up to the curve: at the left stands in how many "
                   "of 100 years the cost is above that amount. The steps are not even, so that "
                   "the rare, dear years can be read. A cost that cannot vary is an upright line.");
}
