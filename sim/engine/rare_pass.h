/* Rare years: a pilot that finds which laws to draw from, then the trials of each law.
 *
 * Aims. With mu and sd the mean and standard deviation of an arrangement's cost over the pilot's
 * plain trials, laws are sought under which cost has mean mu + z sd, z = 1.5, 2.4 and 3.4 (further
 * where the budget or the aggregate's attachment lies further out, 4.5 at most), first with theta =
 * z / sd, then corrected once by what a pilot under that law shows. Where an arrangement's cost
 * follows the first one's loosely (correlation below 0.97) two laws each, z = 2.2 and 3.3, are
 * sought for both. A tenth of the trials is drawn as it comes, so that no trial weighs more
 * than 10.
 *
 * The pilot's trials have random words of their own: given what it found, the estimates are
 * unbiased.
 */
#ifndef SL_SIM_ENGINE_RARE_PASS_H
#define SL_SIM_ENGINE_RARE_PASS_H

#include "sim/engine/wave.h"
#include "sim/results/rare.h"

typedef struct sl_rare_terms {
  const sl_model_t *model;
  const sl_price_t *prices; /* by arrangement */
  sl_wave_t *wave;
  const sl_engine_options_t *options;
  uint64_t trials;
} sl_rare_terms_t;

/* Cost: trials and some 1,500 of the pilot, each about 1.3 plain ones; a copy of the count laws for
 * each tilted law. */
int sl_rare_pass(const sl_rare_terms_t *terms, sl_rare_t **rare, sl_error_t *error);

#endif
