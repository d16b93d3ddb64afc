/* How often a year costs more: a curve for each arrangement. */
#include "sim/output/decision/parts.h"

#include <stdio.h>

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
  sl_chart_drawing_only(chart);
  sl_document_note(document,
                   "Find an amount below and go up to the curve: at the left stands in how many "
                   "of 100 years the cost is above that amount. The steps are not even, so that "
                   "the rare, dear years can be read. A cost that cannot vary is an upright line.");
}
