#include "sim/input/offers/offers.h"

#include "models/funding/pricing.h"

#include <math.h>

sl_tier_t sl_offers_tier(const sl_quote_tier_t *tier)
{
  if (tier->covers[SL_TIER_FAMILY]) {
    return SL_TIER_FAMILY;
  }
  for (size_t t = 0; t < SL_TIERS; t++) {
    if (tier->covers[t]) {
      return (sl_tier_t)t;
    }
  }
  return SL_TIER_FAMILY;
}

bool sl_offers_is_by_tier(const sl_quote_price_t *price)
{
  for (size_t i = 0; i < SL_QUOTE_TIERS_MAX; i++) {
    if (price->tier[i].known) {
      return true;
    }
  }
  return false;
}

int sl_offers_figure(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                     sl_price_t *price, sl_offer_t *offer)
{
  sl_arrangement_t settled = *arrangement; /* owns nothing */
  sl_error_t error;
  settled.budget = (sl_budget_t){SL_BUDGET_AMOUNT, 0.0};
  if (settled.has_aggregate && settled.aggregate.kind == SL_ATTACHMENT_CORRIDOR) {
    settled.aggregate.kind = SL_ATTACHMENT_AMOUNT;
    settled.aggregate.attachment = NAN;
    settled.aggregate.minimum = 0.0; /* a known one must not stand in for what is not known */
  }
  const int code = sl_arrangement_price(&settled, enrolment, NULL, 0, price, &error);
  if (code == SL_OK) {
    sl_offer_of(&settled, enrolment, price, offer);
  }
  return code;
}
