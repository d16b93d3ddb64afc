#include "tests/support/invariants.h"

#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

/* Written so that a NaN breaks it. */
static bool is_whole(const sl_block_t *block, size_t t, size_t i)
{
  double *const *cost = block->cost;
  const double paid = block->trial[SL_TRIAL_PLAN_PAID][t];
  const double tiny = 1e-9 * block->trial[SL_TRIAL_ALLOWED][t];
  const double earlier = cost[SL_COST_EARLIER_CLAIMS][i], plan = paid - earlier;
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

/* What the contracts bound, and nothing but the reasons named beyond it. */
static bool is_bounded(const sl_block_t *block, size_t t, size_t i, const sl_price_t *price)
{
  double *const *cost = block->cost;
  const double tiny = 1e-9 * (block->trial[SL_TRIAL_ALLOWED][t] + fabs(cost[SL_COST_COST][i]));
  double most = price->maximum_cost.value;
  bool named = true;
  for (size_t r = 0; r < SL_N_BEYOND; r++) {
    const double size = cost[SL_COST_BEYOND_CONTRACT + r][i];
    most += size;
    named = named && size >= -tiny && (size == 0.0 || (price->exceeded_by >> r & 1U) != 0U);
  }
  return named && cost[SL_COST_COST][i] <= most + tiny &&
         cost[SL_COST_GAP_ABOVE][i] <= cost[SL_COST_GAP][i] + tiny;
}

static void say(const sl_checked_sink_t *checked, const sl_block_t *block, size_t t, size_t a)
{
  const size_t i = t * block->n_arrangements + a;
  printf("\n    %s, trial %llu: plan paid %.17g, retained %.17g, specific %.17g, aggregate %.17g, "
         "of other claims %.17g, captive %.17g, insured %.17g, before since %.17g; cost %.17g, its "
         "maximum %.17g\n",
         checked->scenario->arrangements->list[a].name,
         (unsigned long long)(block->first_trial + t), block->trial[SL_TRIAL_PLAN_PAID][t],
         block->cost[SL_COST_RETAINED_CLAIMS][i], block->cost[SL_COST_SPECIFIC_REIMBURSEMENT][i],
         block->cost[SL_COST_AGGREGATE_REIMBURSEMENT][i],
         block->cost[SL_COST_REIMBURSEMENT_OTHER][i], block->cost[SL_COST_CAPTIVE_CLAIMS][i],
         block->cost[SL_COST_INSURED_CLAIMS][i], block->cost[SL_COST_EARLIER_CLAIMS][i],
         block->cost[SL_COST_COST][i], checked->prices[a].maximum_cost.value);
}

int sl_checked_take(void *context, const sl_block_t *block, sl_error_t *error)
{
  sl_checked_sink_t *checked = context;
  for (size_t t = 0; t < block->n_trials; t++) {
    for (size_t a = 0; a < block->n_arrangements; a++) {
      const size_t i = t * block->n_arrangements + a;
      const bool holds = is_whole(block, t, i) && is_bounded(block, t, i, &checked->prices[a]);
      if (!holds && checked->broken++ == 0) {
        say(checked, block, t, a);
      }
    }
  }
  return checked->sink(checked->context, block, error);
}
