/* The prices of an arrangement, settled once: premiums, attachment point, budget. */
#include "models/arrangement.h"

#include <math.h>
#include <stdlib.h>

static bool is_from_loss_ratio(const sl_premium_t *premium)
{
  return premium->kind == SL_PREMIUM_LOSS_RATIO;
}

static bool has_fee_per(const sl_arrangement_t *arrangement, sl_per_t per)
{
  bool found = false;
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    found = found || arrangement->fees[i].per == per;
  }
  return found;
}

static bool cost_is_random(const sl_arrangement_t *arrangement)
{
  return arrangement->kind->retains_claims || has_fee_per(arrangement, SL_PER_PAID_CLAIMS) ||
         has_fee_per(arrangement, SL_PER_CLAIM);
}

bool sl_arrangement_needs_pricing(const sl_arrangement_t *arrangement)
{
  return (arrangement->has_specific && is_from_loss_ratio(&arrangement->specific_premium)) ||
         (arrangement->has_aggregate && (is_from_loss_ratio(&arrangement->aggregate_premium) ||
                                         arrangement->aggregate.kind == SL_ATTACHMENT_CORRIDOR)) ||
         is_from_loss_ratio(&arrangement->premium) || has_fee_per(arrangement, SL_PER_CLAIM) ||
         (arrangement->budget.kind != SL_BUDGET_AMOUNT && cost_is_random(arrangement));
}

static sl_estimate_t scaled(sl_estimate_t estimate, double factor)
{
  return (sl_estimate_t){.value = estimate.value * factor,
                         .standard_error = estimate.standard_error * factor};
}

static sl_estimate_t exactly(double value) { return (sl_estimate_t){.value = value}; }

static const sl_estimate_t unknown = {NAN, NAN};

static sl_estimate_t premium_of(const sl_premium_t *premium, const sl_enrolment_t *enrolment,
                                sl_estimate_t expected)
{
  switch (premium->kind) {
  case SL_PREMIUM_AMOUNT:
    return exactly(premium->amount * sl_per_units(premium->per, enrolment));
  case SL_PREMIUM_TIERS: {
    double sum = 0.0;
    for (int tier = 0; tier < SL_TIERS; tier++) {
      if (enrolment->tier_months[tier] > 0.0) {
        sum += premium->tier[tier] * enrolment->tier_months[tier];
      }
    }
    return exactly(sum);
  }
  case SL_PREMIUM_LOSS_RATIO:
    return scaled(expected, 1.0 / premium->loss_ratio);
  case SL_PREMIUM_AGE_RATED:
    return exactly(premium->age_rated * enrolment->age_rated_units);
  case SL_PREMIUM_BUILT_UP:
  case SL_PREMIUM_NONE:
    break;
  }
  return exactly(0.0);
}

/* One settlement: the prices known so far and the trials to take expectations over. */
typedef struct settlement {
  const sl_arrangement_t *arrangement;
  const sl_enrolment_t *enrolment;
  const sl_trial_claims_t *trials;
  size_t n;
  double *figures; /* n */
  sl_price_t *price;
} settlement_t;

typedef double (*figure_t)(const sl_trial_claims_t *claims, const sl_trial_cost_t *cost);

/* Mean over the pricing trials of one figure, at the prices settled so far. */
static sl_estimate_t expected(const settlement_t *s, figure_t figure)
{
  if (s->n == 0) {
    return unknown;
  }
  for (size_t t = 0; t < s->n; t++) {
    const sl_trial_cost_t cost =
        sl_arrangement_cost(s->arrangement, s->enrolment, s->price, &s->trials[t]);
    s->figures[t] = figure(&s->trials[t], &cost);
  }
  return sl_mean(s->figures, s->n);
}

static double figure_plan_paid(const sl_trial_claims_t *claims, const sl_trial_cost_t *cost)
{
  (void)cost;
  return claims->plan_paid;
}

static double figure_claims(const sl_trial_claims_t *claims, const sl_trial_cost_t *cost)
{
  (void)cost;
  return claims->claims;
}

static double figure_eligible(const sl_trial_claims_t *claims, const sl_trial_cost_t *cost)
{
  (void)cost;
  return claims->eligible;
}

static double figure_specific(const sl_trial_claims_t *claims, const sl_trial_cost_t *cost)
{
  (void)claims;
  return cost->specific_reimbursement;
}

static double figure_aggregate(const sl_trial_claims_t *claims, const sl_trial_cost_t *cost)
{
  (void)claims;
  return cost->aggregate_reimbursement;
}

static double figure_cost(const sl_trial_claims_t *claims, const sl_trial_cost_t *cost)
{
  (void)claims;
  return cost->cost;
}

static sl_estimate_t attachment_of(const sl_aggregate_t *aggregate, const sl_enrolment_t *enrolment,
                                   sl_estimate_t eligible)
{
  sl_estimate_t attachment = exactly(sl_aggregate_attachment(aggregate, enrolment, eligible.value));
  if (aggregate->kind == SL_ATTACHMENT_CORRIDOR &&
      attachment.value == aggregate->corridor * eligible.value) {
    attachment.standard_error = aggregate->corridor * eligible.standard_error;
  }
  return attachment;
}

/* Of all fees only those per claim have no most: they are taken at the expected number of claims.
 * A percentage of claims that an insurer pays has no bound at all. */
static double maximum_cost_of(const settlement_t *s)
{
  const sl_arrangement_t *arrangement = s->arrangement;
  const sl_price_t *price = s->price;
  const double retained = arrangement->kind->maximum_retained(arrangement, price);
  if (isinf(retained) ||
      (!arrangement->kind->retains_claims && has_fee_per(arrangement, SL_PER_PAID_CLAIMS))) {
    return INFINITY;
  }
  const double claims =
      has_fee_per(arrangement, SL_PER_CLAIM) ? expected(s, figure_claims).value : 0.0;
  return retained + sl_fees_at(arrangement, s->enrolment, retained, claims) +
         price->specific_premium.value + price->aggregate_premium.value +
         price->insured_premium.value;
}

static sl_estimate_t budget_of(const sl_budget_t *budget, sl_estimate_t expected_cost,
                               double *costs, size_t n)
{
  switch (budget->kind) {
  case SL_BUDGET_AMOUNT:
    return exactly(budget->value);
  case SL_BUDGET_OF_EXPECTED:
    return scaled(expected_cost, budget->value);
  case SL_BUDGET_QUANTILE:
    if (n == 0) {
      return expected_cost;
    }
    sl_sort(costs, n);
    return sl_quantile(costs, n, budget->value);
  case SL_BUDGET_EXPECTED:
    break;
  }
  return expected_cost;
}

/* Premiums may rest on reimbursements, and those on the attachment point: hence this order. */
static void settle_premiums(const settlement_t *s)
{
  const sl_arrangement_t *arrangement = s->arrangement;
  sl_price_t *price = s->price;
  price->expected_eligible = expected(s, figure_eligible);
  if (arrangement->has_aggregate) {
    price->attachment =
        attachment_of(&arrangement->aggregate, s->enrolment, price->expected_eligible);
  }
  price->expected_specific = expected(s, figure_specific);
  price->expected_aggregate = expected(s, figure_aggregate);
  price->specific_premium =
      premium_of(&arrangement->specific_premium, s->enrolment, price->expected_specific);
  price->aggregate_premium =
      premium_of(&arrangement->aggregate_premium, s->enrolment, price->expected_aggregate);
  price->insured_premium =
      premium_of(&arrangement->premium, s->enrolment, expected(s, figure_plan_paid));
}

static sl_estimate_t expected_cost_of(const settlement_t *s)
{
  if (s->n == 0 && !cost_is_random(s->arrangement)) {
    const sl_trial_claims_t none = {0};
    return exactly(sl_arrangement_cost(s->arrangement, s->enrolment, s->price, &none).cost);
  }
  return expected(s, figure_cost);
}

int sl_arrangement_price(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                         const sl_trial_claims_t *trials, size_t n, sl_price_t *price,
                         sl_error_t *error)
{
  if (n == 0 && sl_arrangement_needs_pricing(arrangement)) {
    return sl_fail(error, SL_ERR_ARGUMENT, "'%s' needs pricing trials", arrangement->name);
  }
  double *figures = malloc((n > 0 ? n : 1) * sizeof *figures);
  if (figures == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu pricing trials", n);
  }
  const settlement_t settlement = {arrangement, enrolment, trials, n, figures, price};
  *price = (sl_price_t){.attachment = unknown};
  settle_premiums(&settlement);
  price->maximum_cost = maximum_cost_of(&settlement);
  price->expected_cost = expected_cost_of(&settlement);
  /* The figures are now the pricing trials' costs. */
  price->budget = budget_of(&arrangement->budget, price->expected_cost, figures, n);
  free(figures);
  return SL_OK;
}
