/* What holds in every trial of every arrangement, whatever the scenario: one dollar is paid once.
 *
 *   plan paid = allowed - member paid, of which the largest claimant is a part
 *   plan paid = retained + specific + aggregate - reimbursement of other claims + captive + insured
 *   specific + aggregate + captive + insured <= plan paid, as far as they fall on its claims
 *   0 <= retained, and no payer pays less than nothing
 *   deficit - surplus = cost - budget, neither of them below 0, one of them 0
 *   cost <= maximum cost inside the contracts + what each reason adds to it in the trial
 *   gap above the deductible <= gap
 *
 * Plan paid is without what was incurred before the arrangement's `since` (earlier_claims >= 0).
 * What is left open is rounding only: 1e-9 of what is allowed in the trial, or of the cost.
 *
 * Checked by tests/cli/test_verify.c; every test that simulates a file asks it.
 */
#ifndef SL_SIM_RESULTS_IDENTITIES_H
#define SL_SIM_RESULTS_IDENTITIES_H

#include "models/funding/price.h"
#include "sim/results/block.h"

#include <stddef.h>

/* What does not hold in trial t of the block (0 = its first) under an arrangement, in words; NULL
 * where all does. price: the arrangement's. NaN breaks what it is part of. */
const char *sl_identity_broken(const sl_block_t *block, size_t t, size_t arrangement,
                               const sl_price_t *price);

#endif
