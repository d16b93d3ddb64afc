/* The trials of the pricing pass, kept in memory until every price is settled.
 *
 * Memory: about 150 bytes a trial and cover, 16 more where it tells leveraged trend, and on the
 * claim-by-claim path the trial's paid path: 16 bytes a column and slot, of which there are one, or
 * a month's worth each, or, where the order of single days decides what falls on claims outside the
 * year, one a day: 50 MB a column for a year's days at the default number of pricing trials.
 */
#ifndef SL_SIM_ENGINE_PASS_PRICING_PASS_H
#define SL_SIM_ENGINE_PASS_PRICING_PASS_H

#include "models/funding/trial.h"
#include "sim/engine/trials/unit_sums.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_collection sl_collection_t;

/* later: how many of the trials have a later excess. */
int sl_collection_new(const sl_model_t *model, size_t trials, size_t later,
                      sl_collection_t **collection, sl_error_t *error);
void sl_collection_free(sl_collection_t *collection);

/* Keep a block's trials. context: the collection. */
int sl_collection_take(void *context, uint64_t block, size_t n_trials, const sl_unit_sums_t *sums,
                       sl_error_t *error);

/* The trials of one arrangement. */
const sl_trial_claims_t *sl_collection_claims(const sl_collection_t *collection,
                                              size_t arrangement);

/* Its leveraged trend; NaN where no trial has a later excess, and for a further arrangement whose
 * cover is its own. */
sl_estimate_t sl_collection_leveraged_trend(const sl_collection_t *collection, size_t arrangement);

#endif
