/* The kinds of funding. */
#include "models/arrangement.h"

#include <math.h>
#include <string.h>

static void retain_after_stoploss(const sl_arrangement_t *arrangement, const sl_price_t *price,
                                  const sl_trial_claims_t *claims, sl_trial_cost_t *cost)
{
  if (arrangement->has_specific) {
    cost->specific_reimbursement =
        sl_specific_reimbursement(&arrangement->specific, claims->excess);
  }
  if (arrangement->has_aggregate) {
    cost->aggregate_reimbursement = sl_aggregate_reimbursement(
        &arrangement->aggregate, claims->eligible, price->attachment.value);
  }
  cost->retained_claims =
      claims->plan_paid - cost->specific_reimbursement - cost->aggregate_reimbursement;
}

static bool specific_leaves_no_gap(const sl_specific_t *specific)
{
  bool whole = specific->coinsurance >= 1.0 && isinf(specific->maximum);
  for (size_t i = 0; i < specific->n_lasers; i++) {
    whole = whole && !specific->lasers[i].excluded;
  }
  return whole;
}

/* attachment + aggregating deductible + sum over lasers above D of (laser - D) */
static double maximum_after_stoploss(const sl_arrangement_t *arrangement, const sl_price_t *price)
{
  const sl_specific_t *specific = &arrangement->specific;
  if (!arrangement->has_aggregate || isfinite(arrangement->aggregate.maximum) ||
      (arrangement->has_specific && !specific_leaves_no_gap(specific))) {
    return INFINITY;
  }
  double maximum = price->attachment.value;
  if (arrangement->has_specific) {
    maximum += specific->aggregating_deductible;
    for (size_t i = 0; i < specific->n_lasers; i++) {
      maximum += fmax(0.0, specific->lasers[i].deductible - specific->deductible);
    }
  }
  return maximum;
}

static void insure_everything(const sl_arrangement_t *arrangement, const sl_price_t *price,
                              const sl_trial_claims_t *claims, sl_trial_cost_t *cost)
{
  (void)arrangement;
  (void)price;
  cost->insured_claims = claims->plan_paid;
}

static double retain_nothing(const sl_arrangement_t *arrangement, const sl_price_t *price)
{
  (void)arrangement;
  (void)price;
  return 0.0;
}

static const sl_arrangement_kind_t aso = {
    .name = "aso",
    .doc = "Administrative services only: the employer pays its people's claims, a fee for "
           "their administration, and premiums for the stop-loss it buys, if any.",
    .citation = "Bluhm (ed.), Group Insurance, 7th ed. (2016), chapters on self-funding and "
                "stop-loss",
    .retains_claims = true,
    .takes_stoploss = true,
    .takes_premium = false,
    .split_claims = retain_after_stoploss,
    .maximum_retained = maximum_after_stoploss,
};

static const sl_arrangement_kind_t fully_insured = {
    .name = "fully_insured",
    .doc = "Fully insured: an insurer pays all claims for a premium fixed in advance.",
    .citation = "Bluhm (ed.), Group Insurance, 7th ed. (2016), chapters on rating",
    .retains_claims = false,
    .takes_stoploss = false,
    .takes_premium = true,
    .split_claims = insure_everything,
    .maximum_retained = retain_nothing,
};

static const sl_arrangement_kind_t *const kinds[] = {&aso, &fully_insured};

const sl_arrangement_kind_t *const *sl_arrangement_kinds(size_t *n)
{
  *n = sizeof kinds / sizeof kinds[0];
  return kinds;
}

const sl_arrangement_kind_t *sl_arrangement_kind(const char *name)
{
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    if (strcmp(kinds[i]->name, name) == 0) {
      return kinds[i];
    }
  }
  return NULL;
}
