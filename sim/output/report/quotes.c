#include "sim/output/report/quotes.h"

#include "models/funding/exhibit.h"

#include <math.h>

#define TEXT_SIZE 600
#define INDENT 4

/* A carrier's expectation beside ours. */
typedef struct quote {
  const char *implied; /* by what */
  const char *claims;
  double carrier;
  sl_estimate_t ours;
} quote_t;

static int differs(const quote_t *quote)
{
  return isfinite(quote->carrier) && quote->ours.value > 0.0 &&
         fabs(quote->carrier / quote->ours.value - 1.0) > SL_EXHIBIT_TOLERANCE;
}

static void put_quote(const sl_page_t *page, const char *name, const quote_t *quote)
{
  const double times = quote->carrier / quote->ours.value - 1.0;
  char text[TEXT_SIZE];
  snprintf(text, sizeof text,
           "%s: by its %s the carrier expects %s %s, %.0f%% %s than the %s simulated.", name,
           quote->implied, sl_format_round(page->symbol.text, quote->carrier).text, quote->claims,
           100.0 * fabs(times), times > 0.0 ? "more" : "less",
           sl_format_words(page->symbol.text, quote->ours).text);
  sl_put_paragraph(page->out, 2, INDENT, text);
}

void sl_page_quotes(const sl_page_t *page)
{
  int found = 0;
  for (size_t a = 0; a < page->summary->n_arrangements; a++) {
    const sl_arrangement_facts_t *facts = &page->results->facts->arrangements[a];
    const sl_price_t *price = &facts->price;
    const quote_t quotes[] = {
        {"attachment point", "of eligible claims", price->implied_eligible,
         price->expected_eligible},
        {"specific premium", "above the deductible", price->implied_specific,
         price->expected_specific},
        {"premium", "of claims", price->implied_insured, price->expected_insured}};
    for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++) {
      if (differs(&quotes[i])) {
        if (!found++) {
          putc('\n', page->out);
          sl_put_paragraph(page->out, 0, 0,
                           "Settle this first: quotes rest on other claims than these.");
        }
        put_quote(page, facts->name, &quotes[i]);
      }
    }
  }
  if (found) {
    sl_put_paragraph(page->out, 2, INDENT,
                     "(Taken from the quotes by carrier_corridor and carrier_loss_ratio of the "
                     "scenario, or 1.25, 0.70 and 0.85.)");
  }
}
