/* What holds in every trial of every arrangement over several plan years: one dollar is paid once.
 *
 *   reserve before the year + budget + call + interest = cost + reserve after it
 *   cumulative_cost_k = cumulative_cost_(k-1) + cost_k (1 + discount)^-k
 *   deficit = max(0, cost - budget)
 *   budget_0 = the run's own; cost_0 is not above the run's own cost (later contracts may pay back
 *   what the first leaves out), but for what leaving the arrangement after the first plan year adds
 *   call, reserve, lasers, contracts and reimbursements are not below 0; a call leaves no reserve
 *
 * The reserve before the first plan year is the arrangement's opening reserve. What is left open is
 * rounding only: 1e-9 of the amounts that are added. Checked by tests/unit/test_years.c.
 */
#ifndef SL_SIM_RESULTS_YEAR_IDENTITIES_H
#define SL_SIM_RESULTS_YEAR_IDENTITIES_H

#include "sim/results/results.h"

#include <stddef.h>

/* What does not hold in trial t of the block (0 = its first), which has plan years, under an
 * arrangement, in words, and in which plan year (0 = first); NULL where all does. NaN breaks what
 * it is part of. */
const char *sl_year_identity_broken(const sl_block_t *block, size_t t, size_t arrangement,
                                    const sl_run_facts_t *facts, size_t *year);

#endif
