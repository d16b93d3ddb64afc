/* The prices of an arrangement, settled once: premiums, attachment point, budget. */
#include "models/funding/pricing.h"

#include "models/funding/cost.h"
#include "models/funding/maximum_cost.h"
#include "models/funding/settlement.h"

#include <math.h>
#include <stdlib.h>

static bool has_fee_per(const sl_arrangement_t *arrangement, sl_per_t per)
{
  bool found = false;
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    found = found || arrangement->fees[i].per == per;
  }
  return found;
}

/* Whether a fee or a tax is a share of the claims that the plan pays. */
static bool is_charged_on_claims(const sl_arrangement_t *arrangement)
{
  bool charged = has_fee_per(arrangement, SL_PER_PAID_CLAIMS);
  for (size_t i = 0; i < arrangement->n_taxes; i++) {
    charged = charged || (arrangement->taxes[i].on & SL_TAX_ON_PAID_CLAIMS) != 0U;
  }
  return charged;
}

bool sl_arrangement_cost_is_random(const sl_arrangement_t *arrangement)
{
  return (arrangement->kind->cost_is_random != NULL &&
          arrangement->kind->cost_is_random(arrangement)) ||
         is_charged_on_claims(arrangement) || has_fee_per(arrangement, SL_PER_CLAIM);
}

static bool premiums_need_pricing(const sl_arrangement_t *arrangement)
{
  bool needed =
      sl_premium_needs_pricing(&arrangement->premium) ||
      sl_premium_needs_pricing(&arrangement->pooling_charge) ||
      sl_premium_needs_pricing(&arrangement->specific_terminal_premium) ||
      sl_premium_needs_pricing(&arrangement->aggregate_terminal_premium) ||
      (arrangement->has_captive && sl_premium_needs_pricing(&arrangement->captive.premium)) ||
      (arrangement->has_specific && sl_premium_needs_pricing(&arrangement->specific_premium)) ||
      (arrangement->has_aggregate && sl_premium_needs_pricing(&arrangement->aggregate_premium));
  for (size_t i = 0; i < arrangement->n_insured_lines; i++) {
    needed = needed || sl_premium_needs_pricing(&arrangement->insured_lines[i].premium);
  }
  return needed;
}

bool sl_arrangement_needs_pricing(const sl_arrangement_t *arrangement)
{
  return premiums_need_pricing(arrangement) ||
         (arrangement->has_aggregate && arrangement->aggregate.kind == SL_ATTACHMENT_CORRIDOR) ||
         has_fee_per(arrangement, SL_PER_CLAIM) ||
         (arrangement->budget.kind != SL_BUDGET_AMOUNT &&
          sl_arrangement_cost_is_random(arrangement));
}

static sl_estimate_t exactly(double value) { return (sl_estimate_t){.value = value}; }

static const sl_estimate_t unknown = {NAN, NAN};

/* One settlement: the prices known so far and the trials to take expectations over. */
typedef struct settling {
  const sl_arrangement_t *arrangement;
  const sl_enrolment_t *enrolment;
  const sl_trial_claims_t *trials;
  size_t n;
  double *figures; /* n */
  sl_price_t *price;
} settling_t;

/* ---- expectations over the pricing trials ---- */

typedef double (*claims_figure_t)(const sl_trial_claims_t *claims);
typedef double (*cost_figure_t)(const sl_arrangement_t *arrangement,
                                const sl_trial_claims_t *claims, const sl_trial_cost_t *cost);

static sl_estimate_t mean_of_figures(const settling_t *s)
{
  return s->n > 0 ? sl_mean(s->figures, s->n) : unknown;
}

static sl_estimate_t expected_claims(const settling_t *s, claims_figure_t figure)
{
  for (size_t t = 0; t < s->n; t++) {
    s->figures[t] = figure(&s->trials[t]);
  }
  return mean_of_figures(s);
}

/* At the prices settled so far. */
static sl_estimate_t expected_cost(const settling_t *s, cost_figure_t figure)
{
  for (size_t t = 0; t < s->n; t++) {
    const sl_trial_cost_t cost =
        sl_arrangement_cost(s->arrangement, s->enrolment, s->price, &s->trials[t]);
    s->figures[t] = figure(s->arrangement, &s->trials[t], &cost);
  }
  return mean_of_figures(s);
}

static double claims_drawn(const sl_trial_claims_t *claims) { return claims->claims; }
static double claims_of_insured_lines(const sl_trial_claims_t *claims)
{
  return claims->insured - claims->insured_run_out;
}
static double claims_excess(const sl_trial_claims_t *claims) { return claims->excess; }
static double claims_eligible(const sl_trial_claims_t *claims) { return claims->eligible; }
static double claims_captive(const sl_trial_claims_t *claims) { return claims->captive; }

static double specific_paid(const sl_arrangement_t *arrangement, const sl_trial_claims_t *claims,
                            const sl_trial_cost_t *cost)
{
  (void)arrangement;
  (void)claims;
  return cost->specific_reimbursement;
}

static double aggregate_paid(const sl_arrangement_t *arrangement, const sl_trial_claims_t *claims,
                             const sl_trial_cost_t *cost)
{
  (void)arrangement;
  (void)claims;
  return cost->aggregate_reimbursement;
}

static double whole_cost(const sl_arrangement_t *arrangement, const sl_trial_claims_t *claims,
                         const sl_trial_cost_t *cost)
{
  (void)arrangement;
  (void)claims;
  return cost->cost;
}

/* ---- premiums ---- */

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

/* The lines of the means. A line is linear in the means below and above the pooling point, so the
 * same lines of every trial tell its error. */
static sl_estimate_t built_up_premium(const settling_t *s)
{
  const sl_build_up_t *build_up = &s->arrangement->premium.build_up;
  const double life_years = sl_life_years(s->enrolment);
  const double manual = expected_claims(s, claims_eligible).value;
  const double charge = expected_claims(s, claims_excess).value;
  sl_build_up_lines_t *lines = &s->price->build_up, *errors = &s->price->build_up_error;
  sl_running_t running[SL_BUILD_UP_LINES] = {{0}};
  *lines = sl_build_up_premium(build_up, life_years, manual, charge);
  for (size_t t = 0; t < s->n; t++) {
    sl_build_up_lines_t own =
        sl_build_up_premium(build_up, life_years, s->trials[t].eligible, s->trials[t].excess);
    for (size_t i = 0; i < SL_BUILD_UP_LINES; i++) {
      sl_running_add(&running[i], sl_build_up_line(&own, i), 1, 1);
    }
  }
  for (size_t i = 0; i < SL_BUILD_UP_LINES; i++) {
    *sl_build_up_line(errors, i) = s->n > 0 ? sl_running_mean(&running[i]).standard_error : 0.0;
  }
  return (sl_estimate_t){lines->premium, errors->premium};
}

static sl_estimate_t own_premium(const settling_t *s)
{
  const sl_arrangement_t *arrangement = s->arrangement;
  if (arrangement->kind->premium_pays == NULL) {
    return exactly(0.0);
  }
  if (arrangement->premium.kind == SL_PREMIUM_BUILT_UP) {
    return built_up_premium(s);
  }
  const sl_estimate_t pays = arrangement->premium.kind == SL_PREMIUM_LOSS_RATIO
                                 ? expected_cost(s, arrangement->kind->premium_pays)
                                 : unknown;
  return sl_premium_of(&arrangement->premium, s->enrolment, pays);
}

/* To the bit what it was without a load. */
static sl_estimate_t loaded(sl_estimate_t premium, double load)
{
  return (sl_estimate_t){premium.value * (1.0 + load), premium.standard_error * (1.0 + load)};
}

static void add_to(sl_estimate_t *sum, sl_estimate_t part)
{
  sum->value += part.value;
  sum->standard_error += part.standard_error;
}

static sl_estimate_t insured_lines_premium(const settling_t *s)
{
  const sl_estimate_t paid = expected_claims(s, claims_of_insured_lines);
  sl_estimate_t sum = exactly(0.0);
  for (size_t i = 0; i < s->arrangement->n_insured_lines; i++) {
    add_to(&sum, sl_premium_of(&s->arrangement->insured_lines[i].premium, s->enrolment, paid));
  }
  return sum;
}

/* What one terminal liability option is expected to pay: `only` has no other. */
static sl_estimate_t expected_terminal(const settling_t *s, const sl_arrangement_t *only)
{
  for (size_t t = 0; t < s->n; t++) {
    s->figures[t] = sl_settle_terminal(only, s->price->attachment.value, &s->trials[t]);
  }
  return mean_of_figures(s);
}

static sl_estimate_t terminal_premium(const settling_t *s)
{
  const sl_arrangement_t *arrangement = s->arrangement;
  sl_estimate_t sum = exactly(0.0);
  if (arrangement->specific.terminal_months > 0) {
    sl_arrangement_t only = *arrangement;
    only.aggregate.terminal_months = 0;
    add_to(&sum, sl_premium_of(&arrangement->specific_terminal_premium, s->enrolment,
                               expected_terminal(s, &only)));
  }
  if (arrangement->aggregate.terminal_months > 0) {
    sl_arrangement_t only = *arrangement;
    only.specific.terminal_months = 0;
    add_to(&sum, sl_premium_of(&arrangement->aggregate_terminal_premium, s->enrolment,
                               expected_terminal(s, &only)));
  }
  return sum;
}

static void settle_terms(const settling_t *s)
{
  const sl_arrangement_t *arrangement = s->arrangement;
  sl_price_t *price = s->price;
  price->terminal_premium = terminal_premium(s);
  price->run_out_fee = arrangement->run_out_fee;
  price->hsa_contributions = s->enrolment->hsa_contributions;
  price->employee_contributions = sl_monthly_by_tier(arrangement->contribution, s->enrolment);
}

/* Premiums may rest on reimbursements, and those on the attachment point: hence this order. */
static void settle_premiums(const settling_t *s)
{
  const sl_arrangement_t *arrangement = s->arrangement;
  const sl_enrolment_t *enrolment = s->enrolment;
  sl_price_t *price = s->price;
  price->expected_eligible =
      arrangement->has_specific || arrangement->has_aggregate || arrangement->has_pooling
          ? expected_claims(s, claims_eligible)
          : unknown;
  if (arrangement->has_aggregate) {
    price->attachment = attachment_of(&arrangement->aggregate, enrolment, price->expected_eligible);
  }
  price->expected_specific = expected_cost(s, specific_paid);
  price->expected_aggregate = expected_cost(s, aggregate_paid);
  price->specific_premium =
      loaded(sl_premium_of(&arrangement->specific_premium, enrolment, price->expected_specific),
             arrangement->specific_load);
  price->aggregate_premium =
      sl_premium_of(&arrangement->aggregate_premium, enrolment, price->expected_aggregate);
  price->insured_premium = own_premium(s);
  price->insured_lines_premium = insured_lines_premium(s);
  if (arrangement->has_captive) {
    price->captive_premium =
        sl_premium_of(&arrangement->captive.premium, enrolment, expected_claims(s, claims_captive));
  }
  if (arrangement->has_pooling) {
    price->pooling_charge =
        sl_premium_of(&arrangement->pooling_charge, enrolment, expected_claims(s, claims_excess));
  }
  settle_terms(s);
  if (arrangement->kind->settle != NULL) {
    arrangement->kind->settle(arrangement, enrolment, price);
  }
}

/* ---- maximum and expected cost, budget ---- */

/* Of all fees only those per claim have no level at the maximum: they are taken at the expected
 * number of claims. */
static void settle_maximum(const settling_t *s)
{
  const double claims =
      has_fee_per(s->arrangement, SL_PER_CLAIM) ? expected_claims(s, claims_drawn).value : 0.0;
  sl_maximum_cost(s->arrangement, s->enrolment, claims, s->price);
}

static sl_estimate_t expected_cost_of(const settling_t *s)
{
  if (s->n == 0 && !sl_arrangement_cost_is_random(s->arrangement)) {
    const sl_trial_claims_t none = {0};
    return exactly(sl_arrangement_cost(s->arrangement, s->enrolment, s->price, &none).cost);
  }
  return expected_cost(s, whole_cost);
}

static sl_estimate_t budget_of(const sl_budget_t *budget, sl_estimate_t expected, double *costs,
                               size_t n)
{
  switch (budget->kind) {
  case SL_BUDGET_AMOUNT:
    return exactly(budget->value);
  case SL_BUDGET_OF_EXPECTED:
    return (sl_estimate_t){.value = expected.value * budget->value,
                           .standard_error = expected.standard_error * budget->value};
  case SL_BUDGET_QUANTILE:
    if (n == 0) {
      return expected;
    }
    sl_sort(costs, n);
    return sl_quantile(costs, n, budget->value);
  case SL_BUDGET_EXPECTED:
    break;
  }
  return expected;
}

#define UNKNOWN                                                                                    \
  {                                                                                                \
    .value = NAN, .standard_error = NAN                                                            \
  }
#define UNKNOWN_LINES                                                                              \
  {                                                                                                \
    .manual_claims = NAN, .experience_claims = NAN, .credibility = NAN, .expected_claims = NAN,    \
    .pooling_charge = NAN, .administration = NAN, .commission = NAN, .profit = NAN, .tax = NAN,    \
    .premium = NAN                                                                                 \
  }
static const sl_price_t unsettled = {
    .attachment = UNKNOWN,
    .claims_fund = UNKNOWN,
    .level_payment = UNKNOWN,
    .build_up = UNKNOWN_LINES,
    .build_up_error = UNKNOWN_LINES,
    .leveraged_trend = UNKNOWN,
    .expected_claimants_half = UNKNOWN,
    .expected_claimants_full = UNKNOWN,
    .specific_loss_ratio = UNKNOWN,
    .aggregate_loss_ratio = UNKNOWN,
    .attachment_ratio = UNKNOWN,
    .expected_insured = UNKNOWN,
    .premium_multiple = UNKNOWN,
    .implied_eligible = NAN,
    .implied_specific = NAN,
    .implied_insured = NAN,
};

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
  const settling_t settling = {.arrangement = arrangement,
                               .enrolment = enrolment,
                               .trials = trials,
                               .n = n,
                               .figures = figures,
                               .price = price};
  *price = unsettled;
  settle_premiums(&settling);
  settle_maximum(&settling);
  price->expected_cost = expected_cost_of(&settling);
  /* The figures are now the pricing trials' costs. */
  price->budget = budget_of(&arrangement->budget, price->expected_cost, figures, n);
  free(figures);
  return SL_OK;
}

sl_estimate_t sl_leveraged_trend(const double *now, const double *later, size_t n)
{
  double base = 0.0, above = 0.0, squares = 0.0;
  for (size_t t = 0; t < n; t++) {
    base += now[t];
    above += later[t];
  }
  if (n == 0 || base <= 0.0) {
    return unknown;
  }
  const double growth = above / base;
  for (size_t t = 0; t < n; t++) {
    const double residual = later[t] - growth * now[t];
    squares += residual * residual;
  }
  const double mean = base / (double)n;
  return (sl_estimate_t){.value = growth - 1.0,
                         .standard_error = sqrt(squares / ((double)n - 1.0) / (double)n) / mean};
}
