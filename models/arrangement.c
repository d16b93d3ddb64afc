/* What is the same for every kind: fees, premiums, and the cost of one trial. */
#include "models/arrangement.h"

#include <math.h>
#include <stdlib.h>

const char *const sl_per_names[SL_PER_COUNT] = {
    "employee_month", "member_month", "employee_year", "member_year", "certificate", "person",
    "month",          "year",         "payroll",       "paid_claims", "claim",       "premium"};

void sl_arrangement_free(sl_arrangement_t *arrangement)
{
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    free(arrangement->fees[i].name);
  }
  free(arrangement->fees);
  free(arrangement->specific.lasers);
  free(arrangement->name);
}

double sl_per_units(sl_per_t per, const sl_enrolment_t *enrolment)
{
  switch (per) {
  case SL_PER_EMPLOYEE_MONTH:
    return enrolment->employee_months;
  case SL_PER_MEMBER_MONTH:
    return enrolment->member_months;
  case SL_PER_EMPLOYEE_YEAR:
  case SL_PER_CERTIFICATE:
    return enrolment->employee_months / 12.0;
  case SL_PER_MEMBER_YEAR:
  case SL_PER_PERSON:
    return enrolment->member_months / 12.0;
  case SL_PER_MONTH:
    return enrolment->plan_months;
  case SL_PER_YEAR:
    return enrolment->plan_months / 12.0;
  case SL_PER_PAYROLL:
    return enrolment->payroll;
  case SL_PER_PAID_CLAIMS:
  case SL_PER_CLAIM:
  case SL_PER_PREMIUM:
  case SL_PER_COUNT:
    break;
  }
  return NAN;
}

double sl_fees_at(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                  double paid_claims, double claims)
{
  double fees = 0.0;
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    const sl_fee_t *fee = &arrangement->fees[i];
    double units;
    if (fee->per == SL_PER_PAID_CLAIMS) {
      units = paid_claims;
    } else if (fee->per == SL_PER_CLAIM) {
      units = claims;
    } else {
      units = sl_per_units(fee->per, enrolment);
    }
    fees += fee->amount * units;
  }
  return fees;
}

sl_trial_cost_t sl_arrangement_cost(const sl_arrangement_t *arrangement,
                                    const sl_enrolment_t *enrolment, const sl_price_t *price,
                                    const sl_trial_claims_t *claims)
{
  sl_trial_cost_t cost = {0};
  arrangement->kind->split_claims(arrangement, price, claims, &cost);
  cost.fees = sl_fees_at(arrangement, enrolment, claims->plan_paid, claims->claims);
  cost.premiums =
      price->specific_premium.value + price->aggregate_premium.value + price->insured_premium.value;
  cost.cost = cost.retained_claims + cost.fees + cost.premiums + cost.taxes - cost.refunds;
  const double over = cost.cost - price->budget.value;
  cost.deficit = over > SL_DEFICIT_TOLERANCE ? over : 0.0;
  cost.surplus = -over > SL_DEFICIT_TOLERANCE ? -over : 0.0;
  return cost;
}
