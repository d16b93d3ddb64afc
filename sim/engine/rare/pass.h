/* Rare years: a pilot that finds which laws to draw from, then the trials of each law.
 *
 * Aims (tilt_aim.h). Of an arrangement's cost over the pilot's plain trials the median and half the
 * distance between its quantiles at 15.87% and 84.13% (sd where it is normal) tell what many claims
 * do, whatever a rare one adds. Laws at many claims are sought under which the median lies z of
 * these further out, z = 1.5, 2.3 and 3.3 (the last further where the budget or the aggregate's
 * attachment lies further out, 4.5 at most), first with theta = z / sd, then corrected once by the
 * median that a pilot under that law shows; one law more has one dear claim on top. Where another
 * arrangement's cost follows the first one's loosely (correlation below 0.97) both have laws at
 * many claims with z = 1.4 and 2.7, and one at one claim.
 *
 * Shares (rare_shares.h). A last pilot of all these laws tells how many years each is given, so
 * that no figure is known less well than from as many plain years; where that cannot be, all years
 * are plain, with weight 1. A tenth at least is drawn as it comes, so that no trial weighs more
 * than 10.
 *
 * The pilots' trials have random words of their own: given what they found, the estimates are
 * unbiased.
 */
#ifndef SL_SIM_ENGINE_RARE_PASS_H
#define SL_SIM_ENGINE_RARE_PASS_H

#include "models/funding/price.h"
#include "sim/engine/pass/wave.h"
#include "sim/results/rare.h"

typedef struct sl_rare_terms {
  const sl_model_t *model;
  const sl_price_t *prices; /* by arrangement */
  sl_wave_t *wave;
  const sl_engine_options_t *options;
  uint64_t trials;
} sl_rare_terms_t;

/* Cost: trials and some 3,500 of the pilots (5,000 where two arrangements go their own ways), each
 * about 1.3 plain ones; a copy of the count laws for each tilted law. */
int sl_rare_pass(const sl_rare_terms_t *terms, sl_rare_t **rare, sl_error_t *error);

#endif
