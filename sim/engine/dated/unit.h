/* The unit of work of the claim-by-claim path: as sl_unit_simulate, with every claim's days. */
#ifndef SL_SIM_ENGINE_DATED_UNIT_H
#define SL_SIM_ENGINE_DATED_UNIT_H

#include "sim/engine/trials/draws.h"
#include "sim/engine/trials/unit_sums.h"

/* A thread's own buffers. Memory: some hundred kB, and what the trial with the most claims of one
 * family needs. */
typedef struct sl_dated_space sl_dated_space_t;
int sl_dated_space_new(const sl_model_t *model, sl_dated_space_t **space, sl_error_t *error);
void sl_dated_space_free(sl_dated_space_t *space);

/* Simulate the trials of one tile claim by claim into sums (cleared first). What is allowed of the
 * plan year's claims has the annual path's bits. Errors: SL_ERR_MEMORY only. */
int sl_dated_unit_simulate(const sl_trials_t *trials, const sl_tile_t *tile,
                           sl_dated_space_t *space, sl_unit_sums_t *sums, sl_error_t *error);

#endif
