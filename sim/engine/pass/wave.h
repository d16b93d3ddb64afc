/* A pass over the trials: units of work computed by all threads, added over tiles in order, and the
 * finished blocks handed on in order by the calling thread, while the others go on.
 *
 * The wave is what rolls from the first unit to the last: the units that are being computed or wait
 * for their turn. A thread takes the next unit as soon as there is room; nobody waits for the
 * slowest of a batch, and costing and writing a block hold up one thread only. The last units are
 * taken in parts, so that threads end together and few blocks employ many.
 */
#ifndef SL_SIM_ENGINE_PASS_WAVE_H
#define SL_SIM_ENGINE_PASS_WAVE_H

#include "sim/engine/compile/options.h"
#include "sim/engine/compile/unit_store.h"
#include "sim/engine/trials/draws.h"
#include "sim/engine/trials/unit_sums.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_wave sl_wave_t;

/* A share of the units of several passes, all taken together: unit u of all is of share u mod n. */
typedef struct sl_unit_share {
  uint64_t at, n;  /* at < n */
  uint64_t before; /* units of the passes before this one */
} sl_unit_share_t;

/* What a pass simulates. */
typedef struct sl_pass_terms {
  sl_pass_t pass;
  uint64_t first_block;
  uint64_t trials; /* where the pass ends: those of the blocks before its first count */
  uint64_t later;  /* the sums of so many trials, from the first on, have a later excess */
  const sl_tilted_t *tilted;    /* NULL = as the scenario says; else the sums have scores */
  const sl_recast_t *recast;    /* NULL = as the scenario says */
  const sl_unit_share_t *share; /* NULL = all units; else those of a share alone, which nobody adds
                              up: only options->store is told of them */
} sl_pass_terms_t;

/* threads >= 1. Memory: 8 units of sums per thread (sl_unit_sums_size each), fewer where they would
 * pass 256 MB, but at least one per thread, and one alone where there is one thread; and those of
 * one block. */
int sl_wave_new(const sl_model_t *model, int threads, sl_wave_t **wave, sl_error_t *error);
void sl_wave_free(sl_wave_t *wave);

/* Compute every block of a pass; each goes to sink, from the calling thread, in order of index.
 * What sink is handed depends on the model, the pass and the block alone, never on the threads.
 * After a failure of a unit or of sink no later block is handed on; the lowest unit's error is
 * reported. Units of the pricing pass, the main one and the band are asked of options->store first,
 * and told it as soon as they are computed. sink is NULL with a share. */
int sl_wave_run(sl_wave_t *wave, const sl_pass_terms_t *pass, sl_sums_sink_t sink, void *context,
                const sl_engine_options_t *options, sl_error_t *error);

#endif
