#include "models/funding/premium.h"

#include "models/core/calendar.h"

#include <math.h>

const char *const sl_per_names[SL_PER_COUNT] = {
    "employee_month", "member_month", "employee_year", "member_year", "certificate", "person",
    "month",          "year",         "payroll",       "paid_claims", "claim",       "premium"};

double sl_life_years(const sl_enrolment_t *enrolment)
{
  return enrolment->member_months / SL_MONTHS_PER_YEAR;
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
    return enrolment->employee_months / SL_MONTHS_PER_YEAR;
  case SL_PER_MEMBER_YEAR:
  case SL_PER_PERSON:
    return sl_life_years(enrolment);
  case SL_PER_MONTH:
    return enrolment->plan_months;
  case SL_PER_YEAR:
    return enrolment->plan_months / SL_MONTHS_PER_YEAR;
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

double sl_monthly_by_tier(const double amount[SL_TIERS], const sl_enrolment_t *enrolment)
{
  double sum = 0.0;
  for (int tier = 0; tier < SL_TIERS; tier++) {
    if (enrolment->tier_months[tier] > 0.0) {
      sum += amount[tier] * enrolment->tier_months[tier];
    }
  }
  return sum;
}

bool sl_premium_needs_pricing(const sl_premium_t *premium)
{
  return premium->kind == SL_PREMIUM_LOSS_RATIO ||
         (premium->kind == SL_PREMIUM_BUILT_UP &&
          (isnan(premium->build_up.manual_claims) || isnan(premium->build_up.pooling_charge)));
}

static sl_estimate_t exactly(double value) { return (sl_estimate_t){.value = value}; }

sl_estimate_t sl_premium_of(const sl_premium_t *premium, const sl_enrolment_t *enrolment,
                            sl_estimate_t expected)
{
  switch (premium->kind) {
  case SL_PREMIUM_AMOUNT:
    return exactly(premium->amount * sl_per_units(premium->per, enrolment));
  case SL_PREMIUM_TIERS:
    return exactly(sl_monthly_by_tier(premium->tier, enrolment));
  case SL_PREMIUM_LOSS_RATIO: {
    const double factor = 1.0 / premium->loss_ratio;
    return (sl_estimate_t){.value = expected.value * factor,
                           .standard_error = expected.standard_error * factor};
  }
  case SL_PREMIUM_AGE_RATED:
    return exactly(premium->age_rated * enrolment->age_rated_units);
  case SL_PREMIUM_BUILT_UP:
    return exactly(
        sl_build_up_premium(&premium->build_up, sl_life_years(enrolment), (double)NAN, (double)NAN)
            .premium);
  case SL_PREMIUM_NONE:
    break;
  }
  return exactly(0.0);
}
