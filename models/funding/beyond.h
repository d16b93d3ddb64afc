/* Why, and by how much, a year can cost more than its maximum inside the contracts; see
 * models/funding/maximum_cost.h. */
#ifndef SL_MODELS_FUNDING_BEYOND_H
#define SL_MODELS_FUNDING_BEYOND_H

#include "models/funding/arrangement.h"

/* The reasons' sizes in one trial, from the claims and a cost that is complete but for them; 0 of
 * reasons that the price does not name. assessment: a captive's of the trial. */
void sl_beyond_maximum(const sl_arrangement_t *arrangement, const sl_price_t *price,
                       const sl_trial_claims_t *claims, double assessment, sl_trial_cost_t *cost);

/* A reason in words: "claims outside the contracts' windows or services". */
const char *sl_beyond_words(sl_beyond_t reason);

#endif
