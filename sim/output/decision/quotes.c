/* Quotes that rest on other claims than the simulated. */
#include "sim/output/decision/chapters.h"
#include "sim/output/decision/words.h"

#include "models/funding/exhibit.h"

#include <math.h>
#include <stdio.h>

/* A carrier's expectation beside ours. */
typedef struct quote {
  const char *by, *carrier_source, *our_source;
  double carrier;
  sl_estimate_t ours;
} quote_t;

#define QUOTES 3

static void quotes_of(const sl_decision_t *d, size_t a, quote_t quotes[QUOTES])
{
  const sl_price_t *price = &sl_decision_facts(d, a)->price;
  quotes[0] = (quote_t){"eligible claims, by its attachment point", "implied_expected_eligible[@]",
                        "expected_eligible[@]", price->implied_eligible, price->expected_eligible};
  quotes[1] = (quote_t){"above the deductible, by its specific premium",
                        "implied_expected_specific[@]", "expected_specific_reimbursement[@]",
                        price->implied_specific, price->expected_specific};
  quotes[2] =
      (quote_t){"claims, by its premium", "implied_expected_insured[@]",
                "expected_insured_claims[@]", price->implied_insured, price->expected_insured};
}

static bool differs(const quote_t *quote)
{
  return isfinite(quote->carrier) && quote->ours.value > 0.0 &&
         fabs(quote->carrier / quote->ours.value - 1.0) > SL_EXHIBIT_TOLERANCE;
}

bool sl_decision_quotes_differ(const sl_decision_t *d)
{
  quote_t quotes[QUOTES];
  for (size_t a = 0; a < d->n; a++) {
    quotes_of(d, a, quotes);
    for (size_t i = 0; i < QUOTES; i++) {
      if (differs(&quotes[i])) {
        return true;
      }
    }
  }
  return false;
}

static void put_quote(sl_document_t *document, sl_document_table_t *table, const sl_decision_t *d,
                      size_t a, const quote_t *quote)
{
  sl_text_t label = {0};
  char pattern[SL_SOURCE_SIZE];
  sl_text_append(&label, "%s: %s", sl_decision_name(d, a), quote->by);
  sl_table_row(table, SL_ROW_PLAIN, sl_words_of(document, &label));
  sl_text_free(&label);
  sl_table_cell(table, sl_cell_exact(SL_CELL_MONEY, quote->carrier,
                                     sl_source_of(quote->carrier_source, a, 0, 0).text));
  sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY, quote->ours,
                                        sl_source_of(quote->our_source, a, 0, 0).text));
  const double times = quote->carrier / quote->ours.value;
  const double error = times * quote->ours.standard_error / quote->ours.value;
  snprintf(pattern, sizeof pattern, "%s / %s - 1", quote->carrier_source, quote->our_source);
  sl_table_cell(table, sl_cell_estimate(SL_CELL_GROWTH, (sl_estimate_t){times - 1.0, error},
                                        sl_source_of(pattern, a, 0, 0).text));
}

void sl_chapter_quotes(sl_document_t *document, const sl_decision_t *d)
{
  quote_t quotes[QUOTES];
  if (!sl_decision_quotes_differ(d)) {
    return;
  }
  sl_document_table_t *table = sl_document_table(
      document, "quotes", "Settle this first: quotes rest on other claims than these", true);
  sl_table_column(table, "");
  sl_table_column(table, "The carrier expects");
  sl_table_column(table, "Simulated");
  sl_table_column(table, "Carrier's more by");
  for (size_t a = 0; a < d->n; a++) {
    quotes_of(d, a, quotes);
    for (size_t i = 0; i < QUOTES; i++) {
      if (differs(&quotes[i])) {
        put_quote(document, table, d, a, &quotes[i]);
      }
    }
  }
  sl_document_note(document, "The carrier's are taken from the quotes by carrier_corridor and "
                             "carrier_loss_ratio of the scenario, or 1.25, 0.70 and 0.85.");
}
