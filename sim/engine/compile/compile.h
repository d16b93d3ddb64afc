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

/* The same model with the covers of n further arrangements behind its own, whose places and bits
 * stay as they are: a claim is drawn and adjudicated once for all of them. They may ask for nothing
 * that no arrangement of the scenario asks for: the same windows and services, another deductible.
 * The model and the list must outlive it. SL_ERR_MEMORY. Checked by tests/unit/test_levers.c. */
int sl_model_further(const sl_model_t *model, const sl_arrangement_t *list, size_t n,
                     sl_model_t **further, sl_error_t *error);
void sl_model_further_free(sl_model_t *further); /* NULL is fine */

#endif
