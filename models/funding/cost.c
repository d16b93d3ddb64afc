#include "models/funding/cost.h"

#include "models/funding/beyond.h"
#include "models/funding/price.h"

double sl_fee_at(const sl_fee_t *fee, const sl_enrolment_t *enrolment, double paid_claims,
                 double claims, double premiums)
{
  double units;
  if (fee->per == SL_PER_PAID_CLAIMS) {
    units = paid_claims;
  } else if (fee->per == SL_PER_CLAIM) {
    units = claims;
  } else if (fee->per == SL_PER_PREMIUM) {
    units = premiums;
  } else {
    units = sl_per_units(fee->per, enrolment);
  }
  return fee->amount * units;
}

double sl_fees_at(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                  double paid_claims, double claims, double premiums)
{
  double fees = 0.0;
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    fees += sl_fee_at(&arrangement->fees[i], enrolment, paid_claims, claims, premiums);
  }
  return fees;
}

sl_charges_t sl_arrangement_charges(const sl_arrangement_t *arrangement,
                                    const sl_enrolment_t *enrolment, const sl_price_t *price,
                                    double paid_claims, double claims)
{
  const double premiums = sl_price_premiums(price);
  const double fees = sl_fees_at(arrangement, enrolment, paid_claims, claims, premiums);
  return (sl_charges_t){
      .fees = fees,
      .premiums = premiums,
      .taxes = sl_taxes_at(arrangement->taxes, arrangement->n_taxes, premiums, paid_claims, fees)};
}

sl_trial_cost_t sl_arrangement_cost(const sl_arrangement_t *arrangement,
                                    const sl_enrolment_t *enrolment, const sl_price_t *price,
                                    const sl_trial_claims_t *claims)
{
  sl_trial_cost_t cost = {0};
  arrangement->kind->split_claims(arrangement, price, claims, &cost);
  const double by_claims = cost.premiums;
  const sl_charges_t charges = sl_arrangement_charges(
      arrangement, enrolment, price, claims->plan_paid - claims->insured, claims->claims);
  cost.fees = charges.fees;
  cost.premiums += charges.premiums;
  cost.taxes = charges.taxes;
  cost.hsa_contributions = price->hsa_contributions;
  cost.earlier_claims = claims->earlier;
  cost.cost = cost.retained_claims + cost.fees + cost.premiums + cost.taxes +
              cost.hsa_contributions - cost.refunds;
  cost.net_cost = cost.cost - price->employee_contributions;
  if (price->exceeded_by != 0U) {
    sl_beyond_maximum(arrangement, price, claims, by_claims, &cost);
  }
  const double over = cost.cost - price->budget.value;
  cost.deficit = over > SL_DEFICIT_TOLERANCE ? over : 0.0;
  cost.surplus = -over > SL_DEFICIT_TOLERANCE ? -over : 0.0;
  return cost;
}
