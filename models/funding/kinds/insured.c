/* The kinds in which an insurer pays all claims, whatever they come to. */
#include "models/funding/kinds/kinds.h"

void sl_kind_insure(const sl_arrangement_t *arrangement, const sl_price_t *price,
                    const sl_trial_claims_t *claims, sl_trial_cost_t *cost)
{
  (void)arrangement;
  (void)price;
  cost->insured_claims = claims->plan_paid;
}

double sl_kind_all_plan_paid(const sl_arrangement_t *arrangement, const sl_trial_claims_t *claims,
                             const sl_trial_cost_t *cost)
{
  (void)arrangement;
  (void)cost;
  return claims->plan_paid;
}

const sl_arrangement_kind_t sl_kind_fully_insured = {
    .name = "fully_insured",
    .doc = "Fully insured: an insurer pays all claims for a premium fixed in advance.",
    .citation = "Bluhm (ed.), Group Insurance, 7th ed. (2016), chapters on rating",
    .takes = SL_KEY_PREMIUM,
    .needs = SL_KEY_PREMIUM,
    .split_claims = sl_kind_insure,
    .premium_pays = sl_kind_all_plan_paid,
};

const sl_arrangement_kind_t sl_kind_peo = {
    .name = "peo",
    .doc = "Professional employer organization: the workers are co-employed and join the "
           "organization's master plan at its rate (the premium), for a fee per employee or as a "
           "share of payroll. Its insurer pays all claims. A human resources organization (HRO), "
           "which administers without co-employment, is a fee on any other kind.",
    .citation = "26 U.S.C. 3511 and 7705 (certified professional employer organizations)",
    .takes = SL_KEY_PREMIUM,
    .needs = SL_KEY_PREMIUM,
    .split_claims = sl_kind_insure,
    .premium_pays = sl_kind_all_plan_paid,
};
