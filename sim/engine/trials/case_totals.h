/* What cases of conditions add to one person's annual totals, alike on all paths.
 *
 *   allowed += A, after the services' claims, which keep their bits
 *   part i of the spread: without a copay A x share is subject to deductible and coinsurance; with
 *   one, `events` claims of A x share / events each pay min(copay, claim)
 * Charges are added in the order in which they are given: a trial's own cases in order of
 * condition, then what falls on a mother, in order of the child's row.
 *
 * Checked by tests/unit/test_cases.c.
 */
#ifndef SL_SIM_ENGINE_TRIALS_CASE_TOTALS_H
#define SL_SIM_ENGINE_TRIALS_CASE_TOTALS_H

#include "models/claims/condition.h"
#include "models/plan/design.h"
#include "sim/engine/trials/claim_sums.h"
#include "sim/results/block.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_case_charge {
  size_t trial;
  double amount;
  const sl_condition_spread_t *spread;
} sl_case_charge_t;

typedef struct sl_case_totals {
  size_t n; /* trials */
  bool has_copays;
  double allowed[SL_BLOCK_TRIALS];
  double shared[SL_BLOCK_TRIALS]; /* this and copays: where has_copays */
  double copays[SL_BLOCK_TRIALS];
  uint32_t claims[SL_BLOCK_TRIALS];
} sl_case_totals_t;

/* Begin with the totals of n trials, which are copied. allowed and claims NULL: none. */
void sl_case_totals_begin(sl_case_totals_t *totals, const sl_claim_totals_t *from,
                          const uint32_t *claims, size_t n);

/* plan: the person's; NULL where nobody asks which part has a copay, and all is shared. */
void sl_case_totals_add(sl_case_totals_t *totals, const sl_plan_t *plan,
                        const sl_case_charge_t *charge);

/* They hold until the next begin. */
sl_claim_totals_t sl_case_totals_tell(const sl_case_totals_t *totals);

#endif
