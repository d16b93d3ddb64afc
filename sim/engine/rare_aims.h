/* Which tilted laws the rare years are drawn from: see rare_pass.h. */
#ifndef SL_SIM_ENGINE_RARE_AIMS_H
#define SL_SIM_ENGINE_RARE_AIMS_H

#include "models/arrangement.h"
#include "sim/engine/tilting.h"
#include "sim/results/rare.h"

#define SL_PILOT_TRIALS 512 /* of each law, and plain ones */

typedef struct sl_rare_aims {
  size_t n;
  sl_tilt_aim_t aim[SL_TILTS_MAX];
  double mean[SL_TILTS_MAX];   /* of the aim's arrangement, plain */
  double target[SL_TILTS_MAX]; /* the mean that is sought */
} sl_rare_aims_t;

/* From a pilot of plain trials. No aims where no arrangement's cost varies. */
void sl_rare_aims_choose(sl_rare_aims_t *aims, const sl_scenario_t *scenario,
                         const sl_price_t *prices, const sl_rare_t *pilot);

/* Correct aim k's theta by the mean that a pilot under it shows. */
void sl_rare_aims_correct(sl_rare_aims_t *aims, size_t k, const sl_rare_t *pilot);

#endif
