/* The unit of work: up to SL_BLOCK_TRIALS trials of one tile. A pure function of the model, the
 * pass and the position of both; units of one block are added in order of the tiles.
 */
#ifndef SL_SIM_ENGINE_UNIT_H
#define SL_SIM_ENGINE_UNIT_H

#include "models/streams.h"
#include "sim/engine/model.h"
#include "sim/results/block.h"

/* Sums over persons in each trial, as columns of SL_BLOCK_TRIALS. */
typedef struct sl_unit_sums {
  size_t n_arrangements;
  double *allowed;
  double *member_paid;
  double *largest; /* plan paid of the dearest person */
  double *claims;
  double *excess;   /* [n_arrangements][SL_BLOCK_TRIALS] */
  double *eligible; /* likewise */
  double *store;    /* what all of them point into */
} sl_unit_sums_t;

int sl_unit_sums_init(sl_unit_sums_t *sums, size_t n_arrangements, sl_error_t *error);
void sl_unit_sums_free(sl_unit_sums_t *sums);
void sl_unit_sums_clear(sl_unit_sums_t *sums);

/* into += from, trial by trial (largest: the larger of both). */
void sl_unit_sums_add(sl_unit_sums_t *into, const sl_unit_sums_t *from);

/* A thread's own buffers. */
typedef struct sl_workspace sl_workspace_t;
int sl_workspace_new(sl_workspace_t **workspace, sl_error_t *error);
void sl_workspace_free(sl_workspace_t *workspace);

/* Simulate trials first_trial .. first_trial + n_trials - 1 of one tile into sums (cleared first).
 * Errors: SL_ERR_MEMORY only. */
int sl_unit_simulate(const sl_model_t *model, sl_pass_t pass, uint32_t first_trial, size_t n_trials,
                     const sl_tile_t *tile, sl_workspace_t *workspace, sl_unit_sums_t *sums,
                     sl_error_t *error);

#endif
