/* The unit of work: up to SL_BLOCK_TRIALS trials of one tile. A pure function of the model, the
 * pass and the position of both; units of one block are added in order of the tiles.
 */
#ifndef SL_SIM_ENGINE_ANNUAL_UNIT_H
#define SL_SIM_ENGINE_ANNUAL_UNIT_H

#include "sim/engine/trials/draws.h"
#include "sim/engine/trials/unit_sums.h"

/* A thread's own buffers for the annual path. */
typedef struct sl_workspace sl_workspace_t;
int sl_workspace_new(const sl_model_t *model, sl_workspace_t **workspace, sl_error_t *error);
void sl_workspace_free(sl_workspace_t *workspace);

/* Simulate the trials of one tile by the annual path into sums (cleared first).
 * Errors: SL_ERR_MEMORY only. */
int sl_unit_simulate(const sl_trials_t *trials, const sl_tile_t *tile, sl_workspace_t *workspace,
                     sl_unit_sums_t *sums, sl_error_t *error);

#endif
