/* A wave: enough blocks at once to keep every thread busy, computed unit by unit in parallel and
 * summed over tiles in order. The only place with OpenMP.
 */
#ifndef SL_SIM_ENGINE_WAVE_H
#define SL_SIM_ENGINE_WAVE_H

#include "sim/engine/engine.h"
#include "sim/engine/unit.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_wave sl_wave_t;

/* What a pass simulates. */
typedef struct sl_pass_terms {
  sl_pass_t pass;
  double inflation; /* see sl_trials_t */
  uint64_t trials;
  const sl_tilted_t *tilted; /* NULL = as the scenario says; else the sums have scores */
} sl_pass_terms_t;

/* threads >= 1. Memory: 8 units of sums per thread (sl_unit_sums_size each), fewer where they and
 * the blocks they are added into would pass 256 MB, but at least one per thread. */
int sl_wave_new(const sl_model_t *model, int threads, sl_wave_t **wave, sl_error_t *error);
void sl_wave_free(sl_wave_t *wave);

/* The number of blocks computed at once. */
size_t sl_wave_blocks(const sl_wave_t *wave);

/* Compute blocks first_block .. first_block + n_blocks - 1 of a pass. After
 * success sl_wave_sums(wave, i) is block first_block + i. The lowest failed unit's error is
 * reported, whatever the order of the work. */
int sl_wave_compute(sl_wave_t *wave, const sl_pass_terms_t *pass, uint64_t first_block,
                    size_t n_blocks, const sl_engine_options_t *options, sl_error_t *error);
const sl_unit_sums_t *sl_wave_sums(const sl_wave_t *wave, size_t i);

#endif
