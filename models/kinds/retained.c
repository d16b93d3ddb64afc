/* What every kind shares in which the employer retains its claims. */
#include "models/kinds/kinds.h"

#include <math.h>

sl_settlement_t sl_kind_retain(const sl_arrangement_t *arrangement, const sl_price_t *price,
                               const sl_trial_claims_t *claims, sl_trial_cost_t *cost)
{
  const sl_settlement_t paid = sl_settle(arrangement, price->attachment.value, claims);
  cost->specific_reimbursement = paid.specific;
  cost->aggregate_reimbursement = paid.aggregate;
  cost->reimbursement_other =
      paid.specific - paid.specific_counted + (paid.aggregate - paid.aggregate_counted);
  cost->captive_claims = paid.captive_counted;
  cost->insured_claims = claims->insured;
  cost->retained_claims = claims->plan_paid - claims->insured - paid.specific_counted -
                          paid.aggregate_counted - paid.captive_counted;
  cost->gap = arrangement->has_specific || arrangement->has_aggregate ? claims->gap : 0.0;
  cost->run_out = claims->run_out;
  cost->terminal_liability = claims->run_out + price->run_out_fee -
                             sl_settle_terminal(arrangement, price->attachment.value, claims);
  return paid;
}

static bool specific_leaves_no_gap(const sl_specific_t *specific)
{
  bool whole = specific->coinsurance >= 1.0 && isinf(specific->maximum);
  for (size_t i = 0; i < specific->n_lasers; i++) {
    whole = whole && !specific->lasers[i].excluded;
  }
  return whole;
}

double sl_kind_maximum_retained(const sl_arrangement_t *arrangement, const sl_price_t *price)
{
  const sl_specific_t *specific = &arrangement->specific;
  if (!arrangement->has_aggregate || isfinite(arrangement->aggregate.maximum) ||
      arrangement->leaves_claims_uncovered ||
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
