/* What holds in every trial of every arrangement, whatever the scenario: one dollar is paid once.
 *
 *   plan paid = retained + specific + aggregate - reimbursement of other claims + captive + insured
 *   specific + aggregate + captive + insured <= plan paid, as far as they fall on its claims
 *   0 <= retained, and no payer pays less than nothing
 *   cost <= maximum cost inside the contracts + what each reason adds to it in the trial
 *   gap above the deductible <= gap
 *
 * Plan paid is without what was incurred before the arrangement's `since` (earlier_claims >= 0).
 * What is left open is rounding only: 1e-9 of what is allowed in the trial. */
#ifndef SL_TESTS_SUPPORT_INVARIANTS_H
#define SL_TESTS_SUPPORT_INVARIANTS_H

#include "sim/engine/engine.h"

#include <stddef.h>

/* A sink that looks at every trial before it hands the block on; prints what is broken first. */
typedef struct sl_checked_sink {
  sl_block_sink_t sink;
  void *context;
  const sl_scenario_t *scenario; /* names the arrangements */
  const sl_price_t *prices;      /* of each */
  size_t broken;                 /* trials and arrangements */
} sl_checked_sink_t;

/* context: a sl_checked_sink_t. */
int sl_checked_take(void *context, const sl_block_t *block, sl_error_t *error);

#endif
