/* How long the dimensions of a run's file are. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_RUN_LENGTHS_H
#define SL_SIM_OUTPUT_RESULT_FILE_RUN_LENGTHS_H

#include "sim/results/results.h"

/* trial: all of the run's; month: of the cash flow, or of the plan year without one. 0 where a
 * run's file has no such dimension. */
uint64_t sl_run_length(const sl_dimension_t *dimension, const sl_run_facts_t *facts);

#endif
