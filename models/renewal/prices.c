/* From a trial's state to the prices of its plan year. */
#include "models/core/amounts.h"
#include "models/renewal/internal.h"
#include "models/renewal/renewal.h"

#include <math.h>

double sl_renewal_contracts_ratio(const sl_renewal_t *renewal, unsigned from, unsigned to)
{
  const double before = renewal->year[from].contracts;
  return before > 0.0 ? renewal->year[to].contracts / before : 1.0;
}

double sl_renewal_trend(const sl_renewal_t *renewal)
{
  const double t = renewal->terms.trend;
  return isnan(t) ? renewal->g : t;
}

/* ---- premiums ---- */

static const sl_estimate_t unknown = {NAN, NAN};

/* Whether the premium is an amount for the group, whoever is in it. */
static bool is_of_group(const sl_premium_t *premium)
{
  return premium->kind == SL_PREMIUM_LOSS_RATIO || premium->kind == SL_PREMIUM_BUILT_UP ||
         (premium->kind == SL_PREMIUM_AMOUNT &&
          (premium->per == SL_PER_MONTH || premium->per == SL_PER_YEAR));
}

/* Premiums that one price sums, of which year 0 knows the sum alone. */
typedef struct premiums {
  double of_group; /* year 0's sum less what goes by exposure */
  double by_unit;  /* at year 0's rates and the enrolment of the year */
} premiums_t;

static void add_premium(const sl_renewal_t *renewal, const sl_premium_t *premium,
                        const sl_enrolment_t *enrolment, premiums_t *sum)
{
  if (!is_of_group(premium)) {
    sum->of_group -= sl_premium_of(premium, &renewal->enrolment, unknown).value;
    sum->by_unit += sl_premium_of(premium, enrolment, unknown).value;
  }
}

/* One premium by its factor; `load` is in year 0's price, not in its rate. */
static sl_estimate_t renewed(const sl_renewal_t *renewal, const sl_premium_t *premium,
                             double first_value, double load, double factor, unsigned year,
                             const sl_enrolment_t *enrolment)
{
  const double amount = is_of_group(premium)
                            ? first_value * sl_renewal_contracts_ratio(renewal, 0, year)
                            : sl_premium_of(premium, enrolment, unknown).value * (1.0 + load);
  return (sl_estimate_t){.value = amount * factor};
}

static sl_estimate_t several(const premiums_t *sum, bool some_of_group, double ratio, double factor)
{
  const double of_group = some_of_group ? sum->of_group * ratio : 0.0;
  return (sl_estimate_t){.value = (of_group + sum->by_unit) * factor};
}

static sl_estimate_t renewed_lines(const sl_renewal_t *renewal, double factor, unsigned year,
                                   const sl_enrolment_t *enrolment)
{
  const sl_arrangement_t *first = renewal->first;
  premiums_t sum = {.of_group = renewal->price.insured_lines_premium.value};
  bool some_of_group = false;
  for (size_t i = 0; i < first->n_insured_lines; i++) {
    add_premium(renewal, &first->insured_lines[i].premium, enrolment, &sum);
    some_of_group = some_of_group || is_of_group(&first->insured_lines[i].premium);
  }
  return several(&sum, some_of_group, sl_renewal_contracts_ratio(renewal, 0, year), factor);
}

static sl_estimate_t renewed_terminal(const sl_renewal_t *renewal, double factor, unsigned year,
                                      const sl_enrolment_t *enrolment)
{
  const sl_arrangement_t *first = renewal->first;
  const bool specific = first->specific.terminal_months > 0;
  const bool aggregate = first->aggregate.terminal_months > 0;
  premiums_t sum = {.of_group = renewal->price.terminal_premium.value};
  if (specific) {
    add_premium(renewal, &first->specific_terminal_premium, enrolment, &sum);
  }
  if (aggregate) {
    add_premium(renewal, &first->aggregate_terminal_premium, enrolment, &sum);
  }
  return several(&sum,
                 (specific && is_of_group(&first->specific_terminal_premium)) ||
                     (aggregate && is_of_group(&first->aggregate_terminal_premium)),
                 sl_renewal_contracts_ratio(renewal, 0, year), factor);
}

static void settle_premiums(const sl_renewal_t *renewal, const sl_renewal_state_t *state,
                            const sl_enrolment_t *enrolment, sl_price_t *price)
{
  const sl_arrangement_t *first = renewal->first;
  const sl_price_t *before = &renewal->price;
  const unsigned year = state->year;
  const double grown = sl_renewal_power(1.0 + sl_renewal_trend(renewal), year);
  price->insured_premium = renewed(renewal, &first->premium, before->insured_premium.value, 0.0,
                                   state->insured, year, enrolment);
  price->specific_premium =
      renewed(renewal, &first->specific_premium, before->specific_premium.value,
              first->specific_load, state->specific, year, enrolment);
  price->aggregate_premium =
      renewed(renewal, &first->aggregate_premium, before->aggregate_premium.value, 0.0,
              state->aggregate, year, enrolment);
  price->captive_premium = renewed(renewal, &first->captive.premium, before->captive_premium.value,
                                   0.0, grown, year, enrolment);
  price->pooling_charge = renewed(renewal, &first->pooling_charge, before->pooling_charge.value,
                                  0.0, grown, year, enrolment);
  price->insured_lines_premium = renewed_lines(renewal, grown, year, enrolment);
  price->terminal_premium = renewed_terminal(renewal, grown, year, enrolment);
}

/* ---- the attachment ---- */

double sl_renewal_attachment(const sl_renewal_t *renewal, const sl_renewal_state_t *state,
                             const sl_enrolment_t *enrolment, bool with_minimum)
{
  sl_aggregate_t aggregate = renewal->first->aggregate;
  const double amount = state->attachment * sl_renewal_contracts_ratio(renewal, 0, state->year);
  aggregate.attachment *= amount;
  aggregate.minimum *= with_minimum ? amount : 0.0;
  aggregate.minimum_of_first_month *= with_minimum ? 1.0 : 0.0;
  for (int tier = 0; tier < SL_TIERS; tier++) {
    aggregate.factor[tier] *= state->attachment;
  }
  return sl_aggregate_attachment(&aggregate, enrolment, renewal->expected.eligible * amount);
}

/* ---- all prices ---- */

/* What the pricing pass said of year 0 and nobody works out for a trial's own year. */
static void forget_expectations(sl_price_t *price)
{
  sl_estimate_t *const of_first_year[] = {&price->expected_specific,
                                          &price->expected_aggregate,
                                          &price->expected_eligible,
                                          &price->expected_cost,
                                          &price->maximum_cost,
                                          &price->leveraged_trend,
                                          &price->expected_claimants_half,
                                          &price->expected_claimants_full,
                                          &price->specific_loss_ratio,
                                          &price->aggregate_loss_ratio,
                                          &price->attachment_ratio,
                                          &price->expected_insured,
                                          &price->premium_multiple};
  for (size_t i = 0; i < sizeof of_first_year / sizeof of_first_year[0]; i++) {
    *of_first_year[i] = unknown;
  }
  price->maximum_by = SL_BOUND_NONE;
  price->exceeded_by = 0;
  price->charges_at_maximum = (double)NAN;
  price->implied_eligible = price->implied_specific = price->implied_insured = (double)NAN;
}

void sl_renewal_price(const sl_renewal_t *renewal, const sl_renewal_state_t *state,
                      const sl_enrolment_t *enrolment, sl_price_t *price)
{
  const sl_arrangement_t *arrangement = &renewal->year[state->year].arrangement;
  *price = renewal->price;
  if (state->year == 0) {
    return;
  }
  forget_expectations(price);
  settle_premiums(renewal, state, enrolment, price);
  if (arrangement->has_aggregate) {
    price->attachment =
        (sl_estimate_t){.value = sl_renewal_attachment(renewal, state, enrolment, true)};
  }
  price->run_out_fee = arrangement->run_out_fee;
  price->hsa_contributions = enrolment->hsa_contributions;
  price->employee_contributions = sl_monthly_by_tier(arrangement->contribution, enrolment);
  price->budget = (sl_estimate_t){.value = state->budget};
  if (arrangement->kind->settle != NULL) {
    arrangement->kind->settle(arrangement, enrolment, price);
  }
}

sl_trial_cost_t sl_renewal_cost(const sl_renewal_t *renewal, const sl_renewal_state_t *state,
                                const sl_enrolment_t *enrolment, const sl_price_t *price,
                                const sl_trial_claims_t *claims)
{
  const sl_arrangement_t *arrangement = &renewal->year[state->year].arrangement;
  if ((arrangement->kind->takes & SL_KEY_REFUND) == 0U) {
    return sl_arrangement_cost(arrangement, enrolment, price, claims);
  }
  /* The balance carried forward is the trial's own; all else stays the year's, and its owner's. */
  sl_arrangement_t own = *arrangement;
  own.refund.opening_reserve = state->opening_reserve;
  return sl_arrangement_cost(&own, enrolment, price, claims);
}

double sl_renewal_fixed_costs(const sl_renewal_t *renewal, unsigned year,
                              const sl_enrolment_t *enrolment, const sl_price_t *price)
{
  const double ratio = sl_renewal_contracts_ratio(renewal, 0, year);
  const double growth = sl_renewal_power(1.0 + renewal->g, year) * ratio;
  const sl_charges_t charges = sl_arrangement_charges(&renewal->year[year].arrangement, enrolment,
                                                      price, renewal->expected.paid_claims * growth,
                                                      renewal->expected.claims * ratio);
  return charges.fees + charges.premiums + charges.taxes + price->hsa_contributions;
}
