#include "sim/output/import/quotes_figures.h"

#include "models/funding/cost.h"

#include <math.h>
#include <string.h>

static void add(sl_quotes_figures_t *figures, const char *name, double value)
{
  if (figures->n < SL_QUOTES_FIGURES_MAX) {
    figures->list[figures->n++] = (sl_quotes_figure_t){name, value, false};
  }
}

/* Positive fees at the expected claims: those that are taxed as premium, or the others. */
static double fees_of(const sl_offers_t *offers, const sl_offered_t *o, bool as_premium)
{
  const double claims = isnan(o->offer.expected_claims) ? 0.0 : o->offer.expected_claims;
  double sum = 0.0;
  for (size_t i = 0; i < o->arrangement.n_fees; i++) {
    const sl_fee_t *fee = &o->arrangement.fees[i];
    const double amount =
        sl_fee_at(fee, &offers->enrolment, claims, 0.0, sl_price_premiums(&o->price));
    sum += fee->taxed_as_premium == as_premium && amount > 0.0 ? amount : 0.0;
  }
  return sum;
}

static void add_taxes(sl_quotes_figures_t *figures, const sl_offers_t *offers,
                      const sl_offered_t *o)
{
  const double claims = isnan(o->offer.expected_claims) ? 0.0 : o->offer.expected_claims;
  const double as_premium = fees_of(offers, o, true), other = fees_of(offers, o, false);
  for (size_t i = 0; i < o->arrangement.n_taxes; i++) {
    const char *name = o->arrangement.taxes[i].name;
    add(figures,
        strstr(name, "sales") != NULL     ? "sales_tax"
        : strstr(name, "premium") != NULL ? "premium_tax"
                                          : name,
        sl_taxes_at(&o->arrangement.taxes[i], 1, sl_price_premiums(&o->price) + as_premium, claims,
                    other));
  }
}

static void add_refund(sl_quotes_figures_t *figures, const sl_offered_t *o)
{
  const sl_offer_t *offer = &o->offer;
  const double share = o->arrangement.surplus_share;
  const double refund = share * fmax(0.0, offer->maximum_claims - offer->expected_claims);
  add(figures, "surplus_refund_share", share);
  figures->list[figures->n - 1].is_share = true;
  add(figures, "expected_refund", refund);
  add(figures, "expected_cost_after_refund", offer->maximum_cost - refund);
  if (share == 0.5) {
    add(figures, "expected_cost_after_half_refund", offer->maximum_cost - refund);
  }
}

void sl_quotes_figures(const sl_offers_t *offers, const sl_offered_t *offered,
                       sl_quotes_figures_t *figures)
{
  const sl_offer_t *offer = &offered->offer;
  figures->n = 0;
  if (!offered->has_figures) {
    return;
  }
  const bool insured = !offered->arrangement.kind->retains_claims;
  add(figures, "specific_premium", offer->specific_premium);
  add(figures, "aggregate_premium", offer->aggregate_premium);
  add(figures, "fees", offer->fees);
  add(figures, "fixed_cost", offer->fixed_cost);
  add(figures, "expected_claims", insured ? (double)NAN : offer->expected_claims);
  add(figures, "maximum_claims_liability", insured ? (double)NAN : offer->maximum_claims);
  add(figures, "expected_cost", offer->expected_cost);
  add(figures, "maximum_cost", offer->maximum_cost);
  add(figures, "aggregating_and_lasers_at_most", offer->aggregating_and_lasers);
  add(figures, "maximum_cost_with_aggregating_and_lasers",
      offer->maximum_cost + offer->aggregating_and_lasers);
  add(figures, "rebates", offer->rebates);
  if (insured) {
    add(figures, "premium", offer->insured_premium);
  }
  if (offered->quote->specific.contract.basis == SL_QUOTE_BASIS_POOLED) {
    add(figures, "pooling_premium", offer->specific_premium);
  }
  if (sl_quote_has_price(&offered->quote->out_of_country)) {
    add(figures, "out_of_country_premium", fees_of(offers, offered, true));
  }
  add(figures, "administration", fees_of(offers, offered, false));
  add(figures, "taxes", offer->taxes);
  add_taxes(figures, offers, offered);
  if (offered->quote->kind == SL_QUOTE_LEVEL_FUNDED) {
    add_refund(figures, offered);
  }
}
