/* Which tilted laws the rare years are drawn from: see rare_pass.h. */
#ifndef SL_SIM_ENGINE_RARE_AIMS_H
#define SL_SIM_ENGINE_RARE_AIMS_H

#include "models/funding/price.h"
#include "sim/engine/tilt/tilting.h"
#include "sim/results/rare.h"

typedef struct sl_rare_aims {
  size_t n, n_many; /* those at many claims stand first */
  sl_tilt_aim_t aim[SL_TILTS_MAX];
  double middle[SL_TILTS_MAX]; /* of many claims: the median of the aim's arrangement, plain */
  double target[SL_TILTS_MAX]; /* the median that is sought */
} sl_rare_aims_t;

/* From a pilot of plain trials. No aims where no arrangement's cost can vary. SL_ERR_MEMORY. */
int sl_rare_aims_choose(sl_rare_aims_t *aims, const sl_scenario_t *scenario,
                        const sl_price_t *prices, const sl_rare_t *pilot, sl_error_t *error);

/* Correct aim k's theta by the median that a pilot under it shows. SL_ERR_MEMORY. */
int sl_rare_aims_correct(sl_rare_aims_t *aims, size_t k, const sl_rare_t *pilot, sl_error_t *error);

/* Keep those for which keep[k]. */
void sl_rare_aims_keep(sl_rare_aims_t *aims, const bool *keep);

#endif
