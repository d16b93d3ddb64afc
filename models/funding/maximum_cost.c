#include "models/funding/maximum_cost.h"

#include "models/core/amounts.h"
#include "models/funding/cost.h"
#include "models/funding/price.h"
#include "models/funding/uncovered.h"

#include <math.h>

/* ---- the bounds of what a retaining employer keeps ---- */

static double lasers_above(const sl_specific_t *specific)
{
  double sum = 0.0;
  for (size_t i = 0; i < specific->n_lasers; i++) {
    const sl_laser_t *laser = &specific->lasers[i];
    if (!laser->excluded && laser->deductible > specific->deductible) {
      sum += laser->deductible - specific->deductible;
    }
  }
  return sum;
}

static double by_aggregate(const sl_arrangement_t *arrangement, const sl_price_t *price)
{
  const sl_specific_t *specific = &arrangement->specific;
  if (!arrangement->has_aggregate) {
    return INFINITY;
  }
  return arrangement->has_specific
             ? price->attachment.value + specific->aggregating_deductible + lasers_above(specific)
             : price->attachment.value;
}

static double by_deductibles(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment)
{
  const sl_specific_t *specific = &arrangement->specific;
  const double now = specific->per_certificate ? enrolment->employees : enrolment->members;
  const double ever =
      specific->per_certificate ? enrolment->contracts_at_risk : enrolment->persons_at_risk;
  const double holders = arrangement->counts_earlier_years ? ever : now;
  if (!arrangement->has_specific || isinf(specific->deductible)) {
    return INFINITY;
  }
  return holders * specific->deductible + lasers_above(specific) + specific->aggregating_deductible;
}

static sl_bound_t bound_of(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                           const sl_price_t *price, double *retained)
{
  *retained = 0.0;
  if (!arrangement->kind->retains_claims) {
    return SL_BOUND_INSURED;
  }
  const double aggregate = by_aggregate(arrangement, price);
  const double deductibles = by_deductibles(arrangement, enrolment);
  *retained = sl_smaller(aggregate, deductibles);
  if (isinf(*retained)) {
    return SL_BOUND_NONE;
  }
  return deductibles <= aggregate ? SL_BOUND_DEDUCTIBLES : SL_BOUND_AGGREGATE;
}

/* ---- the maximum ---- */

/* Fees and taxes at the most retained claims and the expected number of claims. */
static double charges_at(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                         const sl_price_t *price, double retained, double expected_claims)
{
  const sl_charges_t charges =
      sl_arrangement_charges(arrangement, enrolment, price, retained, expected_claims);
  return charges.fees + charges.taxes;
}

static bool has_assessment(const sl_arrangement_t *arrangement)
{
  return arrangement->has_captive && arrangement->captive.share > 0.0;
}

static double maximum_of(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                         const sl_price_t *price, double expected_claims)
{
  double retained;
  if (bound_of(arrangement, enrolment, price, &retained) == SL_BOUND_NONE) {
    return INFINITY;
  }
  const double kept = arrangement->kind->cost_of_retained != NULL
                          ? arrangement->kind->cost_of_retained(arrangement, price, retained)
                          : retained;
  const double most = arrangement->captive.assessment_maximum;
  const double assessment = has_assessment(arrangement) && isfinite(most) ? most : 0.0;
  return kept + sl_price_premiums(price) +
         charges_at(arrangement, enrolment, price, retained, expected_claims) + assessment +
         price->hsa_contributions;
}

/* ---- the reasons ---- */

static unsigned bit_if(bool holds, sl_beyond_t reason) { return holds ? 1U << reason : 0U; }

static bool has_exclusion(const sl_specific_t *specific)
{
  bool found = false;
  for (size_t i = 0; i < specific->n_lasers; i++) {
    found = found || specific->lasers[i].excluded;
  }
  return found;
}

/* Whether some fee or tax rises with claims. */
static bool charges_rise(const sl_arrangement_t *arrangement)
{
  bool rise = false;
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    const sl_fee_t *fee = &arrangement->fees[i];
    rise =
        rise || (fee->amount > 0.0 && (fee->per == SL_PER_PAID_CLAIMS || fee->per == SL_PER_CLAIM));
  }
  for (size_t i = 0; i < arrangement->n_taxes; i++) {
    rise = rise || (arrangement->taxes[i].on & SL_TAX_ON_PAID_CLAIMS) != 0U;
  }
  return rise;
}

static unsigned reasons_of(const sl_arrangement_t *arrangement, sl_bound_t bound)
{
  const sl_specific_t *specific = &arrangement->specific;
  const bool has_specific = arrangement->has_specific, aggregate = bound == SL_BOUND_AGGREGATE;
  const unsigned outside = aggregate ? SL_LEAVES_AGGREGATE | SL_LEAVES_BETWEEN : SL_LEAVES_SPECIFIC;
  const unsigned run_in = aggregate ? SL_LEAVES_RUN_IN_BETWEEN : SL_LEAVES_RUN_IN;
  unsigned reasons = bit_if(charges_rise(arrangement), SL_BEYOND_CHARGES);
  if (bound == SL_BOUND_INSURED) {
    return reasons;
  }
  return reasons | bit_if((arrangement->leaves & outside) != 0U, SL_BEYOND_OUTSIDE) |
         bit_if((arrangement->leaves & run_in) != 0U, SL_BEYOND_RUN_IN) |
         bit_if(has_specific && specific->coinsurance < 1.0, SL_BEYOND_COINSURANCE) |
         bit_if(has_specific && isfinite(specific->maximum), SL_BEYOND_PERSON_MAXIMUM) |
         bit_if(has_specific && has_exclusion(specific), SL_BEYOND_EXCLUSION) |
         bit_if(aggregate && isfinite(arrangement->aggregate.maximum),
                SL_BEYOND_AGGREGATE_MAXIMUM) |
         bit_if(has_assessment(arrangement) && isinf(arrangement->captive.assessment_maximum),
                SL_BEYOND_ASSESSMENT);
}

void sl_maximum_cost(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                     double expected_claims, sl_price_t *price)
{
  double retained;
  price->maximum_by = bound_of(arrangement, enrolment, price, &retained);
  price->maximum_cost =
      (sl_estimate_t){maximum_of(arrangement, enrolment, price, expected_claims), 0.0};
  price->exceeded_by = 0;
  price->charges_at_maximum = 0.0;
  if (price->maximum_by != SL_BOUND_NONE) {
    const sl_price_t higher = sl_price_one_error_higher(price);
    price->maximum_cost.standard_error =
        sl_larger(0.0, maximum_of(arrangement, enrolment, &higher, expected_claims) -
                           price->maximum_cost.value);
    price->exceeded_by = reasons_of(arrangement, price->maximum_by);
    price->charges_at_maximum =
        charges_at(arrangement, enrolment, price, retained, expected_claims);
  }
}
