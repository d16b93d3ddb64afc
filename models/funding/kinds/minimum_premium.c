/* Minimum premium: the employer pays claims up to a limit (the aggregate's attachment point), the
 * insurer those above it, for a premium that holds its retention, risk charge and the charge for
 * the reserve. The run-out is the insurer's. */
#include "models/funding/kinds/kinds.h"

static void split(const sl_arrangement_t *arrangement, const sl_price_t *price,
                  const sl_trial_claims_t *claims, sl_trial_cost_t *cost)
{
  (void)sl_kind_retain(arrangement, price, claims, cost);
  cost->run_out = 0.0;
  cost->terminal_liability = 0.0;
}

/* The premium pays the run-out of what the year's cost counts. A cover with a premium of its own is
 * not paid for twice. */
static double premium_pays(const sl_arrangement_t *arrangement, const sl_trial_claims_t *claims,
                           const sl_trial_cost_t *cost)
{
  double pays = claims->insured_run_out;
  if (arrangement->aggregate_premium.kind == SL_PREMIUM_NONE) {
    pays += cost->aggregate_reimbursement;
  }
  if (arrangement->specific_premium.kind == SL_PREMIUM_NONE) {
    pays += cost->specific_reimbursement;
  }
  return pays;
}

const sl_arrangement_kind_t sl_kind_minimum_premium = {
    .name = "minimum_premium",
    .doc = "Minimum premium: the employer pays claims up to a limit, the aggregate's attachment "
           "point; an insurer pays those above it and all claims that run out after the year, for "
           "a premium that is small because it covers no more than that.",
    .citation = "Bluhm (ed.), Group Insurance, 7th ed. (2016), chapters on funding methods",
    .takes = SL_KEYS_RETAINED | SL_KEY_PREMIUM,
    .needs = SL_KEY_PREMIUM | SL_KEY_AGGREGATE, /* its attachment is the limit */
    .retains_claims = true,
    .insurer_runs_out = true,
    .split_claims = split,
    .cost_is_random = sl_kind_claims_decide,
    .premium_pays = premium_pays,
};
