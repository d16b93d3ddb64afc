/* Covers of one step (sim/engine/compile/one_step.h), from a person's claims of a trial listed.
 *
 * Checked by tests/unit/test_above_deductibles.c.
 */
#ifndef SL_SIM_ENGINE_DATED_TAKE_ONE_STEP_H
#define SL_SIM_ENGINE_DATED_TAKE_ONE_STEP_H

#include "sim/engine/dated/covers.h"
#include "sim/engine/dated/listing.h"

/* Of a person (within the family) and trial k of those listed what every cover of such a ladder
 * asks, added to the sums of `trial` of the block. year: his plan paid of the plan year's claims.
 * Cost: O(claims of the family in that trial) for each such ladder passed. */
void sl_take_one_step(const sl_model_t *model, const sl_family_claims_t *claims,
                      const sl_listing_t *listing, size_t k, size_t person, double year,
                      size_t trial, sl_unit_sums_t *sums);

#endif
