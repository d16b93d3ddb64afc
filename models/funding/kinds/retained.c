/* What every kind shares in which the employer retains its claims. */
#include "models/funding/kinds/kinds.h"

bool sl_kind_claims_decide(const sl_arrangement_t *arrangement)
{
  (void)arrangement;
  return true;
}

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
  cost->gap_above = arrangement->has_specific ? claims->gap_above : 0.0;
  cost->run_out = claims->run_out;
  cost->terminal_liability = claims->run_out + price->run_out_fee -
                             sl_settle_terminal(arrangement, price->attachment.value, claims);
  return paid;
}
