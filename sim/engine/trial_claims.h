/* From a block's sums to what one trial's claims come to under one cover, and so under every
 * arrangement that has it. */
#ifndef SL_SIM_ENGINE_TRIAL_CLAIMS_H
#define SL_SIM_ENGINE_TRIAL_CLAIMS_H

#include "models/arrangement.h"
#include "sim/engine/unit_sums.h"

#include <stddef.h>

/* path: room for the trial's paid path, which the result points to on the claim-by-claim path; it
 * points into sums. */
sl_trial_claims_t sl_trial_claims_of(const sl_unit_sums_t *sums, size_t cover, size_t trial,
                                     sl_paid_path_t *path);

#endif
