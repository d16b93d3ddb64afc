/* When a run with a precision has enough trials: the rule of models/statistics/precision.h, asked
 * after each block in order, so that the number of trials is the same for any number of threads.
 *
 * Every arrangement must meet the goal: the page compares them all. */
#ifndef SL_SIM_ENGINE_COMPILE_STOPPING_H
#define SL_SIM_ENGINE_COMPILE_STOPPING_H

#include "models/statistics/precision.h"
#include "sim/results/block.h"

#include <stdbool.h>

typedef struct sl_stopping sl_stopping_t;

/* can_vary[n_arrangements]: sl_scenario_cost_can_vary. */
int sl_stopping_new(const sl_precision_t *precision, const bool *can_vary, size_t n_arrangements,
                    sl_stopping_t **stopping, sl_error_t *error);
void sl_stopping_free(sl_stopping_t *stopping);

/* Take the next block. */
void sl_stopping_take(sl_stopping_t *stopping, const sl_block_t *block);

/* Whether the goal is met, after at least SL_PRECISION_LEAST_TRIALS. */
bool sl_stopping_is_met(const sl_stopping_t *stopping);

/* About how many trials it will take altogether, at most `most`. */
uint64_t sl_stopping_estimate(const sl_stopping_t *stopping, uint64_t most);

#endif
