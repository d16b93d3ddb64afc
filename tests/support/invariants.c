#include "tests/support/invariants.h"

#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/results/identities.h"

#include <stdio.h>

static void say(const sl_checked_sink_t *checked, const sl_block_t *block, size_t t, size_t a,
                const char *broken)
{
  const size_t i = t * block->n_arrangements + a;
  printf(
      "\n    %s, trial %llu: %s: plan paid %.17g, retained %.17g, specific %.17g, aggregate %.17g, "
      "of other claims %.17g, captive %.17g, insured %.17g, before since %.17g; cost %.17g, its "
      "maximum %.17g\n",
      checked->scenario->arrangements->list[a].name, (unsigned long long)(block->first_trial + t),
      broken, block->trial[SL_TRIAL_PLAN_PAID][t], block->cost[SL_COST_RETAINED_CLAIMS][i],
      block->cost[SL_COST_SPECIFIC_REIMBURSEMENT][i],
      block->cost[SL_COST_AGGREGATE_REIMBURSEMENT][i], block->cost[SL_COST_REIMBURSEMENT_OTHER][i],
      block->cost[SL_COST_CAPTIVE_CLAIMS][i], block->cost[SL_COST_INSURED_CLAIMS][i],
      block->cost[SL_COST_EARLIER_CLAIMS][i], block->cost[SL_COST_COST][i],
      checked->prices[a].maximum_cost.value);
}

int sl_checked_take(void *context, const sl_block_t *block, sl_error_t *error)
{
  sl_checked_sink_t *checked = context;
  for (size_t t = 0; t < block->n_trials; t++) {
    for (size_t a = 0; a < block->n_arrangements; a++) {
      const char *broken = sl_identity_broken(block, t, a, &checked->prices[a]);
      if (broken != NULL && checked->broken++ == 0) {
        say(checked, block, t, a, broken);
      }
    }
  }
  return checked->sink(checked->context, block, error);
}
