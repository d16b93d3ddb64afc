/* A path: one way to simulate a unit of work. What a pass needs of it is a row of functions; the
 * rows are listed in sim/engine/pass/paths.c, and nobody else knows a path by its name.
 *
 * The unit of work: up to SL_BLOCK_TRIALS trials of one tile. A pure function of the model, the
 * pass and the position of both; units of one block are added in order of the tiles.
 */
#ifndef SL_SIM_ENGINE_TRIALS_ENGINE_PATH_H
#define SL_SIM_ENGINE_TRIALS_ENGINE_PATH_H

#include "sim/engine/trials/draws.h"
#include "sim/engine/trials/unit_sums.h"

/* Blocks simulated in one, where a path can. */
#define SL_BLOCKS_MOST 16

typedef struct sl_engine_path {
  /* A thread's own buffers; *space is NULL after a failure. */
  int (*space_new)(const sl_model_t *model, void **space, sl_error_t *error);
  void (*space_free)(void *space); /* NULL is fine */
  /* The trials of one tile, added to sums that have this path's layout, and whoever reaches a
   * deductible noted where trials->reach asks. Errors: SL_ERR_MEMORY only. */
  int (*simulate)(const sl_trials_t *trials, const sl_tile_t *tile, void *space,
                  sl_unit_sums_t *sums, sl_error_t *error);
  /* The trials of several blocks of one tile, each added to sums of its own as by simulate: person
   * by person, so that what all blocks look at is looked at while it lies in the cache. n at most
   * SL_BLOCKS_MOST; without trials->reach and observer. NULL where that is no gain. */
  int (*simulate_blocks)(const sl_trials_t *trials, size_t n, const sl_tile_t *tile, void *space,
                         sl_unit_sums_t *const *sums, sl_error_t *error);
  sl_sums_layout_t layout; /* the columns that it fills */
  size_t together;         /* trials begin at a multiple of this */
  bool takes_again; /* who is noted is simulated again at once, with amounts a year later, while the
                       claims drawn are at hand: added to trials->reach->again, excess alone */
} sl_engine_path_t;

#endif
