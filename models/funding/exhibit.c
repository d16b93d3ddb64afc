#include "models/funding/exhibit.h"

#include "models/funding/cost.h"

#include <math.h>

static void add(sl_running_t *running, double value) { sl_running_add(running, &value, 1, 1); }

void sl_exhibit_take(sl_exhibit_tally_t *tally, const sl_arrangement_t *arrangement,
                     const sl_trial_claims_t *claims, const sl_trial_cost_t *cost)
{
  add(&tally->eligible, claims->eligible);
  add(&tally->specific, cost->specific_reimbursement);
  add(&tally->aggregate, cost->aggregate_reimbursement);
  add(&tally->claimants_half, claims->claimants_half);
  add(&tally->claimants_full, claims->claimants_full);
  if (arrangement->kind->premium_pays != NULL) {
    add(&tally->insured, arrangement->kind->premium_pays(arrangement, claims, cost));
  }
}

/* part / whole. A whole with an error is a multiple of the same mean as the part, or the part of
 * the whole: then the ratio is the same in all samples. */
static sl_estimate_t ratio(sl_estimate_t part, sl_estimate_t whole)
{
  if (!(whole.value > 0.0)) {
    return (sl_estimate_t){NAN, NAN};
  }
  const double value = part.value / whole.value;
  if (part.standard_error > 0.0 && whole.standard_error > 0.0) {
    return (sl_estimate_t){value, 0.0};
  }
  return (sl_estimate_t){value, (part.standard_error + value * whole.standard_error) / whole.value};
}

/* What the carrier expects, by an attachment that it quotes: its minimum says nothing of that. */
static double implied_eligible(const sl_aggregate_t *aggregate, const sl_enrolment_t *enrolment)
{
  sl_aggregate_t quoted = *aggregate;
  quoted.minimum = quoted.minimum_of_first_month = 0.0;
  return aggregate->kind == SL_ATTACHMENT_CORRIDOR
             ? (double)NAN
             : sl_aggregate_attachment(&quoted, enrolment, NAN) / aggregate->carrier_corridor;
}

static bool is_quoted(const sl_premium_t *premium)
{
  return premium->kind == SL_PREMIUM_AMOUNT || premium->kind == SL_PREMIUM_TIERS ||
         premium->kind == SL_PREMIUM_AGE_RATED;
}

static double implied_claims(const sl_premium_t *premium, double amount)
{
  return is_quoted(premium) && amount > 0.0 ? amount * premium->carrier_loss_ratio : (double)NAN;
}

static void tell_specific(const sl_exhibit_tally_t *tally, const sl_arrangement_t *arrangement,
                          sl_price_t *price)
{
  price->expected_claimants_half = sl_running_mean(&tally->claimants_half);
  price->expected_claimants_full = sl_running_mean(&tally->claimants_full);
  price->specific_loss_ratio = ratio(price->expected_specific, price->specific_premium);
  price->implied_specific =
      implied_claims(&arrangement->specific_premium, price->specific_premium.value);
}

void sl_exhibit_tell(const sl_exhibit_tally_t *tally, const sl_arrangement_t *arrangement,
                     const sl_enrolment_t *enrolment, sl_price_t *price)
{
  price->expected_specific = sl_running_mean(&tally->specific);
  price->expected_aggregate = sl_running_mean(&tally->aggregate);
  if (arrangement->has_specific || arrangement->has_aggregate || arrangement->has_pooling) {
    price->expected_eligible = sl_running_mean(&tally->eligible);
  }
  if (arrangement->has_specific) {
    tell_specific(tally, arrangement, price);
  }
  if (arrangement->has_aggregate) {
    price->aggregate_loss_ratio = ratio(price->expected_aggregate, price->aggregate_premium);
    price->attachment_ratio = ratio(price->attachment, price->expected_eligible);
    price->implied_eligible = implied_eligible(&arrangement->aggregate, enrolment);
  }
  if (!arrangement->kind->retains_claims) {
    price->expected_insured = sl_running_mean(&tally->insured);
    price->premium_multiple = ratio(price->insured_premium, price->expected_insured);
    price->implied_insured = implied_claims(&arrangement->premium, price->insured_premium.value);
  }
}

void sl_exhibit_settle(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                       const sl_trial_claims_t *trials, size_t n, sl_price_t *price)
{
  sl_exhibit_tally_t tally = {0};
  for (size_t t = 0; t < n; t++) {
    const sl_trial_cost_t cost = sl_arrangement_cost(arrangement, enrolment, price, &trials[t]);
    sl_exhibit_take(&tally, arrangement, &trials[t], &cost);
  }
  if (n > 0) {
    sl_exhibit_tell(&tally, arrangement, enrolment, price);
  }
}
