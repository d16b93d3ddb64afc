/* Each arrangement on a row, against the reference. */
#include "sim/output/decision/chapters.h"
#include "sim/output/decision/words.h"

#include <math.h>

#define FEW 3 /* arrangements that stay in the scenario's order */

static sl_cell_t known(sl_cell_unit_t unit, sl_estimate_t value, const char *source)
{
  return isnan(value.value) ? sl_cell_unknown(source) : sl_cell_estimate(unit, value, source);
}

static void put_row(sl_document_table_t *table, const sl_decision_t *d, size_t a)
{
  const sl_arrangement_summary_t *s = sl_decision_summary(d, a);
  const sl_against_t *against = &d->against[a];
  const size_t r = d->reference;
  sl_table_row(table, SL_ROW_PLAIN, sl_decision_name(d, a));
  sl_table_cell(table,
                known(SL_CELL_MONEY, s->expected_cost, sl_source_of("cost_mean[@]", a, r, 0).text));
  sl_table_cell(table, known(SL_CELL_MONEY, against->saving,
                             sl_source_of("mean(cost[:,#] - cost[:,@])", a, r, 0).text));
  const sl_source_text_t source = sl_source_of("mean(cost[:,#] - cost[:,@] > 0.005)", a, r, 0);
  sl_cell_t share = known(SL_CELL_SHARE, against->cheaper, source.text);
  share.trials = d->results->facts->trials;
  sl_table_cell(table, share);
  sl_table_cell(table, known(SL_CELL_MONEY, s->quantile[SL_QUANTILE_95],
                             sl_source_of("cost_quantile[6,@]", a, r, 0).text));
  sl_table_cell(table, known(SL_CELL_MONEY, against->bad_year,
                             sl_source_of("quantile(cost[:,@] - cost[:,#], 0.95)", a, r, 0).text));
}

void sl_chapter_comparison(sl_document_t *document, const sl_decision_t *d)
{
  static const char *const headers[] = {"",           "Average",      "Saves",
                                        "Cheaper in", "1 year in 20", "Excess"};
  sl_text_t caption = {0};
  if (d->reference == SL_NO_ARRANGEMENT) {
    return;
  }
  sl_text_append(&caption, "Each against %s%s (excess: what it costs more 1 year in 20)",
                 d->called[d->reference], d->n > FEW ? ", the cheapest first" : "");
  sl_document_table_t *table =
      sl_document_table(document, "comparison", sl_words_of(document, &caption), false);
  sl_text_free(&caption);
  for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
    sl_table_column(table, headers[i]);
  }
  for (size_t i = 0; i < d->n; i++) {
    put_row(table, d, d->n > FEW ? d->by_cost[i] : i);
  }
}
