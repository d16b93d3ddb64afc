/* A captive between the employer and the reinsurer:
 *
 *   result     = captive premium x (1 - expense) - claims in the captive's layer, whenever paid
 *   refund     = share x max(0, result)
 *   assessment = min(share x max(0, -result), assessment maximum), added to premiums
 * An assessment is a call on the members, not an insurance premium: no commission or premium tax is
 * charged on it.
 */
#include "models/core/amounts.h"
#include "models/funding/kinds/kinds.h"

static void split(const sl_arrangement_t *arrangement, const sl_price_t *price,
                  const sl_trial_claims_t *claims, sl_trial_cost_t *cost)
{
  const sl_captive_t *captive = &arrangement->captive;
  const sl_settlement_t paid = sl_kind_retain(arrangement, price, claims, cost);
  const double result = price->captive_premium.value * (1.0 - captive->expense) - paid.captive;
  cost->refunds = captive->share * sl_larger(0.0, result);
  cost->premiums =
      sl_smaller(captive->share * sl_larger(0.0, -result), captive->assessment_maximum);
}

const sl_arrangement_kind_t sl_kind_captive = {
    .name = "captive",
    .doc = "Group captive: self-funding in which employers share a layer of each person's claims, "
           "between the specific deductible and the captive's limit, through an insurer of their "
           "own; a reinsurer pays above it. Good years return premium, bad years may call for an "
           "assessment.",
    .citation = "International Association of Insurance Supervisors, Application Paper on the "
                "Regulation and Supervision of Captive Insurers (2015)",
    .takes = SL_KEYS_RETAINED | SL_KEY_RUN_OUT_FEE | SL_KEY_CAPTIVE,
    .needs = SL_KEY_SPECIFIC | SL_KEY_CAPTIVE, /* the layer ends where the specific begins */
    .retains_claims = true,
    .settles_balance = true,
    .split_claims = split,
    .cost_is_random = sl_kind_claims_decide,
};
