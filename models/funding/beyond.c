#include "models/funding/beyond.h"

#include "models/core/amounts.h"
#include "models/funding/settlement.h"

const char *sl_beyond_words(sl_beyond_t reason)
{
  static const char *const words[SL_N_BEYOND] = {
      [SL_BEYOND_OUTSIDE] = "claims outside the contracts' windows or services",
      [SL_BEYOND_RUN_IN] = "run-in claims above the specific's maximum for them",
      [SL_BEYOND_COINSURANCE] = "the carrier's coinsurance",
      [SL_BEYOND_PERSON_MAXIMUM] = "claims above the carrier's maximum per person",
      [SL_BEYOND_EXCLUSION] = "claims of an excluded person",
      [SL_BEYOND_AGGREGATE_MAXIMUM] = "claims above the aggregate's maximum",
      [SL_BEYOND_ASSESSMENT] = "an assessment without a maximum",
      [SL_BEYOND_CHARGES] = "fees and taxes on claims beyond the maximum",
  };
  return words[reason];
}

void sl_beyond_maximum(const sl_arrangement_t *arrangement, const sl_price_t *price,
                       const sl_trial_claims_t *claims, double assessment, sl_trial_cost_t *cost)
{
  const sl_beyond_claims_t *of = &claims->beyond;
  const bool aggregate = price->maximum_by == SL_BOUND_AGGREGATE;
  const unsigned by_group = 1U << SL_BEYOND_AGGREGATE_MAXIMUM;
  const double sizes[SL_N_BEYOND] = {
      [SL_BEYOND_OUTSIDE] = aggregate ? of->outside_aggregate : of->outside_specific,
      [SL_BEYOND_RUN_IN] = aggregate ? of->run_in_aggregate : of->run_in_specific,
      [SL_BEYOND_COINSURANCE] = of->kept.coinsurance,
      [SL_BEYOND_PERSON_MAXIMUM] = of->kept.maximum,
      [SL_BEYOND_EXCLUSION] = of->kept.exclusion,
      [SL_BEYOND_AGGREGATE_MAXIMUM] =
          (price->exceeded_by & by_group) != 0U
              ? sl_settle_above_maximum(arrangement, price->attachment.value, claims)
              : 0.0,
      [SL_BEYOND_ASSESSMENT] = assessment,
      [SL_BEYOND_CHARGES] = sl_larger(0.0, cost->fees + cost->taxes - price->charges_at_maximum),
  };
  for (size_t i = 0; i < SL_N_BEYOND; i++) {
    cost->beyond[i] = (price->exceeded_by >> i & 1U) != 0U ? sizes[i] : 0.0;
  }
}
