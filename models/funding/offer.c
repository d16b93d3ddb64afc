#include "models/funding/offer.h"

#include "models/funding/cost.h"
#include "models/funding/price.h"

#include <math.h>

/* ---- charges ---- */

typedef struct charges {
  double fees; /* taxed_as_premium among them, rebates not */
  double taxed_as_premium, taxed_as_fees, rebates, taxes;
} charges_t;

static void add_fee(const sl_fee_t *fee, double amount, charges_t *charges)
{
  if (amount < 0.0) {
    charges->rebates -= amount;
    return;
  }
  charges->fees += amount;
  if (fee->taxed_as_premium) {
    charges->taxed_as_premium += amount;
  } else {
    charges->taxed_as_fees += amount;
  }
}

/* The fees are in. */
static void add_taxes(const sl_arrangement_t *arrangement, double claims, double premiums,
                      charges_t *charges)
{
  charges->taxes =
      sl_taxes_at(arrangement->taxes, arrangement->n_taxes, premiums + charges->taxed_as_premium,
                  claims, charges->taxed_as_fees);
}

static charges_t charges_at(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                            double claims, double premiums)
{
  charges_t charges = {0};
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    const sl_fee_t *fee = &arrangement->fees[i];
    add_fee(fee, sl_fee_at(fee, enrolment, claims, 0.0, premiums), &charges);
  }
  add_taxes(arrangement, claims, premiums, &charges);
  return charges;
}

/* ---- claims ---- */

static bool is_given(const double by_tier[SL_TIERS])
{
  for (size_t i = 0; i < SL_TIERS; i++) {
    if (!isnan(by_tier[i])) {
      return true;
    }
  }
  return false;
}

/* The carrier's expectation; NaN where the quote says none. */
static double carrier_expects(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                              const sl_price_t *price)
{
  const sl_quoted_t *quote = arrangement->quoted;
  if (!arrangement->kind->retains_claims) {
    return 0.0;
  }
  if (quote != NULL && is_given(quote->expected)) {
    return sl_monthly_by_tier(quote->expected, enrolment);
  }
  const bool quoted =
      arrangement->has_aggregate && arrangement->aggregate.kind != SL_ATTACHMENT_CORRIDOR;
  return quoted ? price->attachment.value / arrangement->aggregate.carrier_corridor : (double)NAN;
}

static double most_claims(const sl_arrangement_t *arrangement, const sl_price_t *price)
{
  if (!arrangement->kind->retains_claims) {
    return 0.0;
  }
  return arrangement->has_aggregate ? price->attachment.value : (double)NAN;
}

static double further_exposure(const sl_arrangement_t *arrangement)
{
  const sl_specific_t *specific = &arrangement->specific;
  const sl_quoted_t *quote = arrangement->quoted;
  double sum = arrangement->has_specific ? specific->aggregating_deductible : 0.0;
  for (size_t i = 0; arrangement->has_specific && i < specific->n_lasers; i++) {
    sum += specific->lasers[i].deductible - specific->deductible;
  }
  for (size_t i = 0; arrangement->has_specific && quote != NULL && i < quote->n_lasers; i++) {
    sum += fmax(0.0, quote->lasers[i].deductible - specific->deductible);
  }
  return sum;
}

/* ---- equivalent rates ---- */

typedef struct level {
  const sl_arrangement_t *arrangement;
  const sl_enrolment_t *enrolment;
  const sl_price_t *price;
  double claims, cost; /* of the year */
} level_t;

static bool is_composite(const sl_arrangement_t *arrangement)
{
  const double *factor = arrangement->aggregate.factor;
  const bool same = arrangement->aggregate.kind != SL_ATTACHMENT_FACTORS ||
                    (factor[0] == factor[1] && factor[0] == factor[2] && factor[0] == factor[3]);
  const bool retains = arrangement->kind->retains_claims;
  const sl_premium_t *premium = retains ? &arrangement->specific_premium : &arrangement->premium;
  return (premium->kind != SL_PREMIUM_TIERS && premium->kind != SL_PREMIUM_NONE) ||
         (retains && arrangement->has_aggregate && same);
}

static void spread(const level_t *level, double rate[SL_TIERS])
{
  const double *relativity = level->arrangement->quoted->relativity;
  const double units = sl_monthly_by_tier(relativity, level->enrolment);
  for (size_t t = 0; t < SL_TIERS; t++) {
    rate[t] = level->cost / units * relativity[t];
  }
}

/* A yearly amount that no tier divides, for every contract and month. */
static double alike(const level_t *level, double amount)
{
  return level->enrolment->employee_months > 0.0 ? amount / level->enrolment->employee_months : 0.0;
}

static double premium_of_tier(const level_t *level, const sl_premium_t *premium, double amount,
                              size_t t)
{
  return premium->kind == SL_PREMIUM_TIERS ? premium->tier[t] : alike(level, amount);
}

static double premiums_of_tier(const level_t *level, size_t t)
{
  const sl_arrangement_t *arrangement = level->arrangement;
  const sl_price_t *price = level->price;
  const double known =
      price->specific_premium.value + price->aggregate_premium.value + price->insured_premium.value;
  return premium_of_tier(level, &arrangement->specific_premium, price->specific_premium.value, t) +
         premium_of_tier(level, &arrangement->aggregate_premium, price->aggregate_premium.value,
                         t) +
         premium_of_tier(level, &arrangement->premium, price->insured_premium.value, t) +
         alike(level, sl_price_premiums(price) - known);
}

/* Claims by tier in the proportion that the quote gives, summing to the level's. */
static double claims_of_tier(const level_t *level, size_t t)
{
  const sl_arrangement_t *arrangement = level->arrangement;
  const sl_quoted_t *quote = arrangement->quoted;
  const bool stated = quote != NULL && is_given(quote->expected);
  const bool factors =
      arrangement->has_aggregate && arrangement->aggregate.kind == SL_ATTACHMENT_FACTORS;
  if (!stated && !factors) {
    return alike(level, level->claims);
  }
  const double *by_tier = stated ? quote->expected : arrangement->aggregate.factor;
  const double sum = sl_monthly_by_tier(by_tier, level->enrolment);
  return sum > 0.0 ? by_tier[t] * (level->claims / sum) : alike(level, level->claims);
}

/* Of a contract of the tier. */
static double fee_of_tier(const level_t *level, const sl_fee_t *fee, size_t t, double claims,
                          double premiums)
{
  const bool follows = fee->per == SL_PER_PAID_CLAIMS || fee->per == SL_PER_PREMIUM;
  if (fee->by_tier) {
    return fee->tier[t];
  }
  const double amount = sl_fee_at(fee, level->enrolment, claims, 0.0, premiums);
  return follows ? amount : alike(level, amount);
}

static void line_by_line(const level_t *level, double rate[SL_TIERS])
{
  const sl_arrangement_t *arrangement = level->arrangement;
  for (size_t t = 0; t < SL_TIERS; t++) {
    const double claims = claims_of_tier(level, t), premiums = premiums_of_tier(level, t);
    charges_t charges = {0};
    for (size_t i = 0; i < arrangement->n_fees; i++) {
      const sl_fee_t *fee = &arrangement->fees[i];
      add_fee(fee, fee_of_tier(level, fee, t, claims, premiums), &charges);
    }
    add_taxes(arrangement, claims, premiums, &charges);
    rate[t] = premiums + claims + charges.fees + charges.taxes;
  }
}

static bool is_spread(const sl_arrangement_t *arrangement)
{
  return arrangement->quoted != NULL && is_given(arrangement->quoted->relativity) &&
         is_composite(arrangement);
}

void sl_offer_equivalent(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                         const sl_price_t *price, double claims, double rate[SL_TIERS])
{
  const level_t level = {arrangement, enrolment, price, claims,
                         sl_offer_cost_at(arrangement, enrolment, price, claims)};
  if (is_spread(arrangement)) {
    spread(&level, rate);
  } else {
    line_by_line(&level, rate);
  }
}

/* ---- the offer ---- */

double sl_offer_fee(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                    const sl_price_t *price, size_t fee, double claims)
{
  return sl_fee_at(&arrangement->fees[fee], enrolment, claims, 0.0, sl_price_premiums(price));
}

double sl_offer_cost_at(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                        const sl_price_t *price, double claims)
{
  const double premiums = sl_price_premiums(price);
  const charges_t charges = charges_at(arrangement, enrolment, claims, premiums);
  return premiums + charges.fees + charges.taxes + claims;
}

void sl_offer_of(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                 const sl_price_t *price, sl_offer_t *offer)
{
  const double premiums = sl_price_premiums(price);
  const double expected = carrier_expects(arrangement, enrolment, price);
  const charges_t charges =
      charges_at(arrangement, enrolment, isnan(expected) ? 0.0 : expected, premiums);
  const sl_quoted_t *quote = arrangement->quoted;
  *offer = (sl_offer_t){
      .specific_premium = price->specific_premium.value,
      .aggregate_premium = price->aggregate_premium.value,
      .insured_premium = price->insured_premium.value + price->insured_lines_premium.value,
      .other_premiums = price->captive_premium.value + price->terminal_premium.value,
      .fees = charges.fees,
      .taxes = charges.taxes,
      .fixed_cost = premiums + charges.fees + charges.taxes,
      .rebates =
          charges.rebates + (quote != NULL ? quote->rebates * enrolment->employee_months : 0.0),
      .expected_claims = expected,
      .maximum_claims = most_claims(arrangement, price),
      .aggregating_and_lasers = further_exposure(arrangement),
      .spread = is_spread(arrangement)};
  offer->expected_cost = offer->fixed_cost + expected;
  offer->maximum_cost = sl_offer_cost_at(arrangement, enrolment, price, offer->maximum_claims);
  sl_offer_equivalent(arrangement, enrolment, price, expected, offer->equivalent_expected);
  sl_offer_equivalent(arrangement, enrolment, price, offer->maximum_claims,
                      offer->equivalent_maximum);
}
