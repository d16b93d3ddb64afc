#include "sim/results/identities.h"

#include "models/funding/arrangement.h"
#include "models/funding/trial.h"

#include <math.h>
#include <stdbool.h>

/* All are written so that a NaN breaks them. */

static const char *of_claims(const sl_block_t *block, size_t t, double tiny)
{
  double *const *trial = block->trial;
  const double paid = trial[SL_TRIAL_PLAN_PAID][t], member = trial[SL_TRIAL_MEMBER_PAID][t];
  const double largest = trial[SL_TRIAL_LARGEST_CLAIMANT][t];
  return !(fabs(trial[SL_TRIAL_ALLOWED][t] - member - paid) <= tiny)
             ? "plan_paid is not allowed - member_paid"
         : !(member >= -tiny && paid >= -tiny) ? "a payer of claims pays less than nothing"
         : !(largest >= -tiny && largest <= paid + tiny) ? "largest_claimant is more than plan_paid"
                                                         : NULL;
}

static bool is_whole(const sl_block_t *block, size_t t, size_t i, double tiny)
{
  double *const *cost = block->cost;
  const double earlier = cost[SL_COST_EARLIER_CLAIMS][i];
  const double plan = block->trial[SL_TRIAL_PLAN_PAID][t] - earlier;
  const double retained = cost[SL_COST_RETAINED_CLAIMS][i];
  const double specific = cost[SL_COST_SPECIFIC_REIMBURSEMENT][i];
  const double aggregate = cost[SL_COST_AGGREGATE_REIMBURSEMENT][i];
  const double other = cost[SL_COST_REIMBURSEMENT_OTHER][i];
  const double captive = cost[SL_COST_CAPTIVE_CLAIMS][i];
  const double insured = cost[SL_COST_INSURED_CLAIMS][i];
  const double reimbursed = specific + aggregate - other + captive + insured;
  const double rounding = tiny + 1e-9 * (specific + aggregate);
  return fabs(plan - retained - reimbursed) <= rounding && retained >= -rounding &&
         reimbursed <= plan + rounding && specific >= 0.0 && aggregate >= 0.0 &&
         other >= -rounding && other <= specific + aggregate + rounding && captive >= -tiny &&
         insured >= -tiny && earlier >= 0.0;
}

static bool meets_budget(const sl_block_t *block, size_t i, double budget, double tiny)
{
  const double deficit = block->cost[SL_COST_DEFICIT][i];
  const double surplus = block->cost[SL_COST_SURPLUS][i];
  const bool neither = deficit == 0.0 && surplus == 0.0;
  const double rounding = tiny + (neither ? SL_DEFICIT_TOLERANCE : 0.0);
  return deficit >= 0.0 && surplus >= 0.0 && (deficit > 0.0 ? surplus <= 0.0 : true) &&
         fabs(deficit - surplus - (block->cost[SL_COST_COST][i] - budget)) <= rounding;
}

/* What the contracts bound, and nothing but the reasons named beyond it. */
static bool is_bounded(const sl_block_t *block, size_t i, const sl_price_t *price, double tiny)
{
  double most = price->maximum_cost.value;
  bool named = true;
  for (size_t r = 0; r < SL_N_BEYOND; r++) {
    const double size = block->cost[SL_COST_BEYOND_CONTRACT + r][i];
    most += size;
    named = named && size >= -tiny && (size == 0.0 || (price->exceeded_by >> r & 1U) != 0U);
  }
  return named && block->cost[SL_COST_COST][i] <= most + tiny &&
         block->cost[SL_COST_GAP_ABOVE][i] <= block->cost[SL_COST_GAP][i] + tiny;
}

const char *sl_identity_broken(const sl_block_t *block, size_t t, size_t arrangement,
                               const sl_price_t *price)
{
  const size_t i = t * block->n_arrangements + arrangement;
  const double allowed = block->trial[SL_TRIAL_ALLOWED][t];
  const double tiny = 1e-9 * allowed;
  const double larger = tiny + 1e-9 * (fabs(block->cost[SL_COST_COST][i]) + price->budget.value);
  const char *broken = of_claims(block, t, tiny);
  return broken != NULL ? broken
         : !is_whole(block, t, i, tiny)
             ? "plan_paid is not what the employer and those who reimburse it pay together"
         : !meets_budget(block, i, price->budget.value, larger)
             ? "deficit and surplus are not those of cost and budget"
         : !is_bounded(block, i, price, larger)
             ? "cost is above maximum_cost and what its reasons add to it"
             : NULL;
}
