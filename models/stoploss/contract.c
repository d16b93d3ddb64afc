#include "models/stoploss/contract.h"

#include "models/core/amounts.h"
#include "models/stoploss/excess.h"

#include <math.h>

double sl_specific_deductible_of(const sl_specific_t *specific, uint32_t row, bool *excluded)
{
  for (size_t i = 0; i < specific->n_lasers; i++) {
    const sl_laser_t *laser = &specific->lasers[i];
    if (laser->row == row) {
      *excluded = laser->excluded;
      return laser->excluded ? (double)INFINITY
                             : sl_larger(laser->deductible, specific->deductible);
    }
  }
  *excluded = false;
  return specific->deductible;
}

double sl_specific_excess(const sl_specific_t *specific, double plan_paid, double deductible)
{
  return sl_excess_over(specific, plan_paid, deductible);
}

void sl_specific_accumulate_batch(const sl_specific_t *specific, size_t n, const double *plan_paid,
                                  double deductible, bool excluded, double *excess,
                                  double *eligible)
{
  const double cap = sl_eligible_most(specific);
  for (size_t t = 0; t < n; t++) {
    eligible[t] += sl_smaller(plan_paid[t], cap);
  }
  if (specific == NULL || excluded) {
    return;
  }
  for (size_t t = 0; t < n; t++) {
    excess[t] += sl_excess_over(specific, plan_paid[t], deductible);
  }
}

static double sum_of_factors(const sl_aggregate_t *aggregate, const double *contracts)
{
  double sum = 0.0;
  for (int tier = 0; tier < SL_TIERS; tier++) {
    /* A tier that nobody is in may have no factor at all. */
    if (contracts[tier] > 0.0) {
      sum += contracts[tier] * aggregate->factor[tier];
    }
  }
  return sum;
}

double sl_aggregate_attachment(const sl_aggregate_t *aggregate, const sl_enrolment_t *enrolment,
                               double expected_eligible)
{
  double attachment = aggregate->attachment;
  double minimum = aggregate->minimum;
  if (aggregate->kind == SL_ATTACHMENT_CORRIDOR) {
    attachment = aggregate->corridor * expected_eligible;
  } else if (aggregate->kind == SL_ATTACHMENT_FACTORS) {
    const double first_month = sum_of_factors(aggregate, enrolment->tier_first_month);
    attachment = sum_of_factors(aggregate, enrolment->tier_months);
    minimum = sl_larger(minimum,
                        aggregate->minimum_of_first_month * enrolment->plan_months * first_month);
  }
  return sl_larger(attachment, minimum);
}

sl_kept_above_t sl_specific_kept_above(const sl_specific_t *specific, double plan_paid,
                                       double deductible, bool excluded)
{
  if (excluded) {
    return (sl_kept_above_t){.exclusion = sl_larger(0.0, plan_paid - specific->deductible)};
  }
  const double over = sl_larger(0.0, plan_paid - deductible);
  return (sl_kept_above_t){.coinsurance = (1.0 - specific->coinsurance) * over,
                           .maximum =
                               sl_larger(0.0, specific->coinsurance * over - specific->maximum)};
}
