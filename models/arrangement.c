/* What is the same for every kind: charges, and the cost of one trial. */
#include "models/arrangement.h"

#include "models/maximum_cost.h"

#include <math.h>
#include <stdlib.h>

static void free_lines(sl_arrangement_t *arrangement)
{
  for (size_t i = 0; i < arrangement->n_insured_lines; i++) {
    free(arrangement->insured_lines[i].services);
  }
  free(arrangement->insured_lines);
  free(arrangement->insured);
}

void sl_arrangement_free(sl_arrangement_t *arrangement)
{
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    free(arrangement->fees[i].name);
  }
  for (size_t i = 0; i < arrangement->n_taxes; i++) {
    free(arrangement->taxes[i].name);
  }
  free(arrangement->fees);
  free(arrangement->taxes);
  free(arrangement->specific.lasers);
  free(arrangement->specific.services);
  free(arrangement->aggregate.services);
  free_lines(arrangement);
  free(arrangement->name);
}

double sl_fees_at(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                  double paid_claims, double claims, double premiums)
{
  double fees = 0.0;
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    const sl_fee_t *fee = &arrangement->fees[i];
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
    fees += fee->amount * units;
  }
  return fees;
}

double sl_price_premiums(const sl_price_t *price)
{
  return price->specific_premium.value + price->aggregate_premium.value +
         price->insured_premium.value + price->captive_premium.value +
         price->insured_lines_premium.value + price->terminal_premium.value;
}

sl_price_t sl_price_one_error_higher(const sl_price_t *price)
{
  sl_price_t higher = *price;
  sl_estimate_t *const estimates[] = {&higher.specific_premium, &higher.aggregate_premium,
                                      &higher.insured_premium,  &higher.insured_lines_premium,
                                      &higher.captive_premium,  &higher.terminal_premium,
                                      &higher.attachment};
  for (size_t i = 0; i < sizeof estimates / sizeof estimates[0]; i++) {
    estimates[i]->value += estimates[i]->standard_error;
  }
  return higher;
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
