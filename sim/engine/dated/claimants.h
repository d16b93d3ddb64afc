/* Claimants near a deductible, who ask of the covers nothing but to be counted.
 *
 * A person whose plan paid passes half of a deductible and no bound of the covers themselves has
 * neither excess nor anything above a cap. What the specific holds of him is then plan paid less
 * what is paid behind its window, which one look over his claims tells: no cell is held and no
 * cover walked. Of the machine shop's holders these are nearly half.
 *
 * Checked by tests/unit/test_claimants.c.
 */
#ifndef SL_SIM_ENGINE_DATED_CLAIMANTS_H
#define SL_SIM_ENGINE_DATED_CLAIMANTS_H

#include "sim/engine/dated/covers.h"
#include "sim/engine/dated/listing.h"

/* The first paid day of the plan year's claims that the specific of a ladder's covers does not
 * hold; INT32_MAX: it holds all; SL_CLAIMANTS_UNKNOWN: the covers are to be asked. */
#define SL_CLAIMANTS_UNKNOWN INT32_MIN
int32_t sl_claimants_end(const sl_model_t *model, size_t ladder);

/* Count a person (within the family) of trial k of those listed, to whom nothing but that applies:
 * paid is at most bounds.counted. false: nothing was counted, as a sum in another order might be on
 * the other side, or some ladder's end is unknown. trial: of the block. Cost: O(claims of the
 * family in that trial). */
bool sl_claimants_count(const sl_model_t *model, const sl_family_claims_t *claims,
                        const sl_listing_t *listing, size_t k, size_t person, size_t trial,
                        sl_unit_sums_t *sums);

#endif
