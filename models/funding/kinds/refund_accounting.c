/* Refund (retention) accounting:
 *
 *   year     = premium - pooled claims - pooling charge - retention x premium
 *   interest = i x opening reserve + i / 2 x year      the year's money comes in evenly; i is a
 *                                                      plan year's: yearly interest x months / 12
 *   balance  = opening reserve + year + interest
 *   refund   = max(0, balance - reserve target)
 *   fund balance carried forward = balance - refund    negative: a deficit, recovered later
 * Pooled claims are sum_p min(E_p, pooling point), all plan paid without `pooling`; what lies above
 * is the insurer's for the charge. A pooling point that only the premium was built up with pools
 * nothing here, as no charge is taken from the balance for it. A deficit is no cost of the year: it
 * is shown by itself.
 */
#include "models/core/amounts.h"
#include "models/funding/kinds/kinds.h"

static void split(const sl_arrangement_t *arrangement, const sl_price_t *price,
                  const sl_trial_claims_t *claims, sl_trial_cost_t *cost)
{
  const sl_refund_terms_t *terms = &arrangement->refund;
  const double premium = price->insured_premium.value;
  const bool pools =
      arrangement->has_pooling && arrangement->pooling_charge.kind != SL_PREMIUM_NONE;
  const double pooled = pools ? claims->eligible : claims->plan_paid;
  const double year = premium - pooled - price->pooling_charge.value - terms->retention * premium;
  const double interest = terms->interest * (terms->opening_reserve + 0.5 * year);
  const double balance = terms->opening_reserve + year + interest;
  sl_kind_insure(arrangement, price, claims, cost);
  cost->refunds = sl_larger(0.0, balance - terms->reserve_target);
  cost->fund_balance = balance - cost->refunds;
}

const sl_arrangement_kind_t sl_kind_refund_accounting = {
    .name = "refund_accounting",
    .doc = "Refund (retention) accounting: an insurer pays all claims for a premium, and at the "
           "year's end returns what premium and reserve exceed the group's claims up to a pooling "
           "point, the pooling charge, its retention and a target for the claims fluctuation "
           "reserve. A deficit is carried forward and recovered from later surpluses.",
    .citation = "Bluhm (ed.), Group Insurance, 7th ed. (2016), chapters on experience refunds",
    .takes = SL_KEY_PREMIUM | SL_KEY_REFUND | SL_KEY_POOLING,
    .needs = SL_KEY_PREMIUM,
    .settles_balance = true,
    .split_claims = split,
    .cost_is_random = sl_kind_claims_decide,
    .premium_pays = sl_kind_all_plan_paid,
};
