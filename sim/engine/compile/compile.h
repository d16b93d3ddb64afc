/* A scenario compiled into the model of sim/engine/compile/model.h. */
#ifndef SL_SIM_ENGINE_COMPILE_COMPILE_H
#define SL_SIM_ENGINE_COMPILE_COMPILE_H

#include "sim/engine/compile/model.h"
#include "sim/engine/compile/options.h"

/* Of the options: the kernels, and whether to go claim by claim in any case. threads >= 1 share the
 * work; the model does not depend on them.
 * Cost: one table per service, and one count law per distinct exposure of each service. */
int sl_model_new(const sl_scenario_t *scenario, const sl_engine_options_t *options, int threads,
                 sl_model_t **model, sl_error_t *error);
void sl_model_free(sl_model_t *model);

#endif
