/* Progress of a run that its passes cannot tell by themselves: towards a precision, whose total is
 * an estimate that becomes better, and over the parts that one run is made of. */
#ifndef SL_SIM_ENGINE_PROGRESS_H
#define SL_SIM_ENGINE_PROGRESS_H

#include "sim/engine/compile/options.h"
#include "sim/engine/compile/stopping.h"

typedef struct sl_expectation {
  const sl_engine_options_t *options;
  const sl_stopping_t *stopping;
} sl_expectation_t;

/* The options with progress towards the expected total; they hold as long as the expectation. */
sl_engine_options_t sl_expecting(sl_expectation_t *expectation);

typedef struct sl_run_part {
  const sl_engine_options_t *options;
  uint64_t before, total; /* trials */
} sl_run_part_t;

/* Likewise with progress over the whole run. */
sl_engine_options_t sl_reporting_part(sl_run_part_t *part);

#endif
