/* Prices that rest on simulated claims: premiums by loss ratio, attachment by corridor, budget. */
#ifndef SL_MODELS_FUNDING_PRICING_H
#define SL_MODELS_FUNDING_PRICING_H

#include "models/funding/arrangement.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether claims can change what the year costs: not where an insurer pays them for a premium that
 * is fixed in advance, and no fee, tax or refund follows the claims. */
bool sl_arrangement_cost_is_random(const sl_arrangement_t *arrangement);

/* Whether settling the price needs the pricing pass's trials. */
bool sl_arrangement_needs_pricing(const sl_arrangement_t *arrangement);

/* Settle premiums, attachment, expected cost, budget and maximum cost.
 * trials: n trials of the pricing pass (n = 0 allowed when sl_arrangement_needs_pricing is
 * false). The underwriter's exhibit is told apart (models/funding/exhibit.h). Cost: O(n log n). */
int sl_arrangement_price(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                         const sl_trial_claims_t *trials, size_t n, sl_price_t *price,
                         sl_error_t *error);

/* Leveraged trend: by how much trend raises the expected excess over the deductible,
 *   mean of excess, trended / mean of excess - 1
 * over the excess of the same n trials adjudicated with amounts of the plan year and of a year
 * later. Standard error by the delta method on pairs. NaN where n = 0 or the mean is 0. Cost: O(n).
 * Source: models/MODEL.md, "Cost". Checked by tests/unit/test_pricing.c. */
sl_estimate_t sl_leveraged_trend(const double *now, const double *later, size_t n);

#endif
