#include "sim/engine/compile/stopping.h"

#include <math.h>
#include <stdlib.h>

typedef struct arrangement_state {
  sl_precision_sample_t sample;
  bool can_vary;
} arrangement_state_t;

struct sl_stopping {
  sl_precision_t precision;
  uint64_t trials;
  double reached; /* by the arrangement that is worst */
  size_t n_arrangements;
  arrangement_state_t *arrangements;
};

int sl_stopping_new(const sl_precision_t *precision, const bool *can_vary, size_t n_arrangements,
                    sl_stopping_t **stopping, sl_error_t *error)
{
  sl_stopping_t *s = calloc(1, sizeof *s);
  arrangement_state_t *arrangements = calloc(n_arrangements + 1, sizeof *arrangements);
  *stopping = NULL;
  if (s == NULL || arrangements == NULL) {
    free(s);
    free(arrangements);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the precision");
  }
  s->precision = *precision;
  s->n_arrangements = n_arrangements;
  s->arrangements = arrangements;
  for (size_t a = 0; a < n_arrangements; a++) {
    arrangements[a].can_vary = can_vary[a];
  }
  *stopping = s;
  return SL_OK;
}

void sl_stopping_free(sl_stopping_t *stopping)
{
  if (stopping != NULL) {
    free(stopping->arrangements);
    free(stopping);
  }
}

static double take_arrangement(sl_stopping_t *stopping, const sl_block_t *block, size_t a)
{
  arrangement_state_t *state = &stopping->arrangements[a];
  sl_precision_take(&state->sample, block->cost[SL_COST_COST] + a, block->cost[SL_COST_DEFICIT] + a,
                    block->n_trials, block->n_arrangements);
  return sl_precision_reached(&stopping->precision, &state->sample, state->can_vary);
}

void sl_stopping_take(sl_stopping_t *stopping, const sl_block_t *block)
{
  stopping->trials += block->n_trials;
  stopping->reached = 0.0;
  for (size_t a = 0; a < stopping->n_arrangements; a++) {
    stopping->reached = fmax(stopping->reached, take_arrangement(stopping, block, a));
  }
}

bool sl_stopping_is_met(const sl_stopping_t *stopping)
{
  return stopping->trials >= SL_PRECISION_LEAST_TRIALS &&
         stopping->reached <= stopping->precision.target;
}

uint64_t sl_stopping_estimate(const sl_stopping_t *stopping, uint64_t most)
{
  const uint64_t least = SL_PRECISION_LEAST_TRIALS;
  if (stopping->trials == 0) {
    return least < most ? least : most;
  }
  return sl_precision_trials(&stopping->precision, stopping->reached, stopping->trials, most);
}
