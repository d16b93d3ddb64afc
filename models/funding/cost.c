#include "models/funding/cost.h"

#include "models/funding/beyond.h"
#include "models/funding/price.h"

double sl_fee_at(const sl_fee_t *fee, const sl_enrolment_t *enrolment, double paid_claims,
                 double claims, double premiums)
{
  double units;
  if (fee->by_tier) {
    return sl_monthly_by_tier(fee->tier, enrolment);
  }
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

sl_fees_t sl_fees_at(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                     double paid_claims, double claims, double premiums)
{
  sl_fees_t fees = {0};
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    const sl_fee_t *fee = &arrangement->fees[i];
    const double amount = sl_fee_at(fee, enrolment, paid_claims, claims, premiums);
    fees.all += amount;
    if (fee->taxed_as_premium) {
      fees.taxed_as_premium += amount;
    } else {
      fees.taxed_as_fees += amount;
    }
  }
  return fees;
}

sl_charges_t sl_arrangement_charges(const sl_arrangement_t *arrangement,
                                    const sl_enrolment_t *enrolment, const sl_price_t *price,
                                    double paid_claims, double claims)
{
  const double premiums = sl_price_premiums(price);
  const sl_fees_t fees = sl_fees_at(arrangement, enrolment, paid_claims, claims, premiums);
  return (sl_charges_t){.fees = fees.all,
                        .premiums = premiums,
                        .taxes = sl_taxes_at(arrangement->taxes, arrangement->n_taxes,
                                             premiums + fees.taxed_as_premium, paid_claims,
                                             fees.taxed_as_fees)};
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
