/* The assumption band (sim/results/band.h): the run's first trials once more at each level of
 * claims, costed at the run's prices, beside the run's own costs of the same trials.
 *
 * Four passes of the wave, one a level. Sums are taken by the calling thread in order of the
 * trials, so nothing depends on threads. Checked by tests/verify/test_band.c.
 */
#ifndef SL_SIM_ENGINE_PASS_BAND_PASS_H
#define SL_SIM_ENGINE_PASS_BAND_PASS_H

#include "models/funding/price.h"
#include "sim/engine/pass/wave.h"
#include "sim/results/band.h"
#include "sim/results/block.h"

#include <stddef.h>
#include <stdint.h>

/* The run's own costs of its first trials: 9 bytes a trial and arrangement. */
typedef struct sl_own_costs sl_own_costs_t;

/* trials: of the run, or the most that it may take. */
int sl_own_costs_new(size_t n_arrangements, uint64_t trials, sl_own_costs_t **costs,
                     sl_error_t *error);
void sl_own_costs_free(sl_own_costs_t *costs); /* NULL is fine */

/* Every block of the run, in order. */
void sl_own_costs_take(sl_own_costs_t *costs, const sl_block_t *block);

/* Whether a model has a band: annual totals from tables have claims of one level only. */
bool sl_band_is_possible(const sl_model_t *model);

typedef struct sl_band_terms {
  const sl_model_t *model;
  const sl_price_t *prices; /* by arrangement */
  const sl_own_costs_t *own;
  sl_wave_t *wave;
  const sl_engine_options_t *options;
  const sl_unit_share_t *share; /* of sl_band_work, with the units before the first level */
} sl_band_terms_t;

/* All blocks of the run have been taken. SL_ERR_MEMORY, SL_ERR_INTERRUPTED. */
int sl_band_pass(const sl_band_terms_t *terms, sl_band_t **band, sl_error_t *error);

/* The units of a share of all levels' first `trials` trials, for options->store alone; prices and
 * the run's own costs are not looked at. */
int sl_band_work(const sl_band_terms_t *terms, uint64_t trials, sl_error_t *error);

#endif
