/* A pass's excess with amounts a year later, for leveraged trend, beside the excess of its own: the
 * same draws, trended before they are cut at their limit and adjudicated again.
 *
 * Only families that can reach a deductible then (trials/reach.h) are simulated again, each in the
 * trials concerned: by the claim-by-claim path right after the family, whose counts and cases it
 * then still has; on the other paths right after their unit while its tables are in the cache, or
 * the whole unit, where they are many. The sums are those of the whole unit either way: what the
 * others add is 0.
 * Cost: of the machine shop some 6 microseconds a family and trial that reaches; about the unit
 * once more at most.
 */
#ifndef SL_SIM_ENGINE_PASS_LATER_H
#define SL_SIM_ENGINE_PASS_LATER_H

#include "sim/engine/trials/engine_path.h"
#include "sim/engine/trials/reach.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_later sl_later_t;

/* Memory: by thread one unit's sums, and a bit for each trial of a block and family of a tile. */
int sl_later_new(const sl_model_t *model, const sl_engine_path_t *path, int threads,
                 sl_later_t **later, sl_error_t *error);
void sl_later_free(sl_later_t *later);

/* Before a unit: where the path is to note who reaches (sl_trials_t's reach) in its first n trials.
 */
sl_reach_t *sl_later_begin(sl_later_t *later, int thread, const sl_tile_t *tile, size_t n);

/* After it: excess[covers][SL_BLOCK_TRIALS], of the model's own covers, of these n. space: of the
 * thread. */
int sl_later_take(sl_later_t *later, int thread, const sl_trials_t *trials, size_t n,
                  const sl_tile_t *tile, void *space, double *excess, sl_error_t *error);

/* Both excesses of the first trials of a pass, kept until its last block. */
typedef struct sl_excess_pairs {
  const sl_model_t *model;
  size_t room;         /* trials */
  size_t n;            /* of them taken */
  double *now, *later; /* [n_own_covers][room] */
} sl_excess_pairs_t;

/* Memory: 16 bytes a cover and trial. pairs may be freed after a failure. */
int sl_excess_pairs_init(sl_excess_pairs_t *pairs, const sl_model_t *model, size_t trials,
                         sl_error_t *error);
void sl_excess_pairs_free(sl_excess_pairs_t *pairs);

/* The next block; sums with a later excess as long as there is room. */
void sl_excess_pairs_take(sl_excess_pairs_t *pairs, size_t n_trials, const sl_unit_sums_t *sums);

/* Leveraged trend of a cover; NaN where no trial was taken. */
sl_estimate_t sl_excess_pairs_trend(const sl_excess_pairs_t *pairs, size_t cover);

#endif
