/* The path of several plan years: a unit is its trials of the first year, as the claim-by-claim
 * path has them, and then those of each later year on its own model. Who holds which slot is drawn
 * once for all years. */
#ifndef SL_SIM_ENGINE_YEARS_PATH_H
#define SL_SIM_ENGINE_YEARS_PATH_H

#include "sim/engine/trials/engine_path.h"

extern const sl_engine_path_t sl_years_path;

#endif
