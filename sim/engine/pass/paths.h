/* The table of paths. Checked by tests/unit/test_engine_paths.c. */
#ifndef SL_SIM_ENGINE_PASS_PATHS_H
#define SL_SIM_ENGINE_PASS_PATHS_H

#include "sim/engine/trials/engine_path.h"

/* The path that the model takes. */
const sl_engine_path_t *sl_engine_path_of(const sl_model_t *model);

#endif
