/* The most that a plan year can cost inside its contracts, and what can make it cost more.
 *
 *   maximum = kept + fees + premiums + taxes at that level + HSA contributions + assessment maximum
 *   kept    = the smaller of
 *             A: attachment + aggregating deductible + sum over lasers of (laser - D)
 *             B: sum over persons (or certificates) of their own deductible + aggregating
 * deductible A needs an aggregate, B a specific; an excluded person counts with D. Without either
 * nothing bounds what a retaining employer keeps; an insured kind keeps nothing. In every trial
 *
 *   cost <= maximum + sum over the reasons of their size in the trial
 *
 * where only the reasons of the smaller bound count: an aggregate's maximum is none where the
 * persons' own deductibles bind. All prices are those settled; the standard error is by moving them
 * up by one standard error each at once, which errs on the safe side.
 *
 * Source: models/MODEL.md, "Cost". Checked by tests/unit/test_maximum_cost.c, in every trial by
 * tests/verify/test_maximum.c.
 */
#ifndef SL_MODELS_FUNDING_MAXIMUM_COST_H
#define SL_MODELS_FUNDING_MAXIMUM_COST_H

#include "models/funding/arrangement.h"

/* Fill maximum_cost, maximum_by, exceeded_by and charges_at_maximum of a price that is settled in
 * all else. expected_claims: their number, for fees per claim; 0 where there are none.
 * Cost: O(lasers + fees + taxes). */
void sl_maximum_cost(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                     double expected_claims, sl_price_t *price);

#endif
