#include "models/funding/kinds/kinds.h"

static void split(const sl_arrangement_t *arrangement, const sl_price_t *price,
                  const sl_trial_claims_t *claims, sl_trial_cost_t *cost)
{
  (void)sl_kind_retain(arrangement, price, claims, cost);
}

const sl_arrangement_kind_t sl_kind_aso = {
    .name = "aso",
    .doc = "Administrative services only: the employer pays its people's claims, a fee for "
           "their administration, and premiums for the stop-loss it buys, if any.",
    .citation = "Bluhm (ed.), Group Insurance, 7th ed. (2016), chapters on self-funding and "
                "stop-loss",
    .takes = SL_KEYS_RETAINED | SL_KEY_RUN_OUT_FEE,
    .retains_claims = true,
    .split_claims = split,
    .cost_is_random = sl_kind_claims_decide,
};
