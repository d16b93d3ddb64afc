/* From a block's sums to what one trial's claims come to under one cover, and so under every
 * arrangement that has it. */
#ifndef SL_SIM_ENGINE_TRIALS_TRIAL_CLAIMS_H
#define SL_SIM_ENGINE_TRIALS_TRIAL_CLAIMS_H

#include "models/funding/trial.h"
#include "sim/engine/trials/unit_sums.h"

#include <stddef.h>

/* Room for the paths that a trial's claims point to; they point into sums. */
typedef struct sl_trial_paths {
  sl_paid_path_t settled, monthly;
} sl_trial_paths_t;

/* paths: used on the claim-by-claim path. */
sl_trial_claims_t sl_trial_claims_of(const sl_unit_sums_t *sums, size_t cover, size_t trial,
                                     sl_trial_paths_t *paths);

#endif
