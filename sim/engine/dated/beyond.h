/* What of a family's claims can make a year cost more than its maximum inside the contracts:
 * outside a cover's window or services, above the run-in maximum (models/funding/maximum_cost.h).
 *
 * Of the persons' own deductibles: claims of C that the specific does not hold; its run-in claims
 * above their maximum. Of the attachment point: claims of C that the aggregate does not hold; and
 * of a person whose claims under the aggregate, E', pass D, what of E' the specific does not hold,
 * at most E' - D: so much of the room up to D they may take from claims that the specific leaves.
 * Claims of C outside the covers are sums of claims, read from the readings' cells; here is the
 * rest.
 *
 * Checked by tests/unit/test_maximum_cost.c and, in every trial, tests/verify/test_maximum.c.
 */
#ifndef SL_SIM_ENGINE_DATED_BEYOND_H
#define SL_SIM_ENGINE_DATED_BEYOND_H

#include "sim/engine/dated/covers.h"

/* Of one person or certificate: what the run-in maximum and the claims between the covers leave.
 * totals: by take. */
void sl_beyond_between(const sl_model_t *model, const sl_ladder_t *ladder,
                       const sl_paid_claims_t *claims, const sl_cover_total_t *totals, size_t trial,
                       sl_unit_sums_t *sums);

#endif
