#include "sim/study/trace/stored.h"

#include <inttypes.h>
#include <math.h>

/* What the sink of the one block shares with it. */
typedef struct stored {
  const sl_results_t *results;
  sl_block_t *block;
} stored_t;

static bool same(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

static int differs(const sl_block_t *block, size_t t, const char *name, double stored, double now,
                   sl_error_t *error)
{
  return sl_fail(
      error, SL_ERR_INPUT,
      "the result was made from another census or claims basis than the scenario's files "
      "hold now, or by another version of stoploss: %s of trial %" PRIu64
      " is %.2f in it, and comes to %.2f here",
      name, block->first_trial + t, stored, now);
}

static int compare(void *context, const sl_block_t *now, sl_error_t *error)
{
  static const sl_trial_variable_t of_claims[] = {SL_TRIAL_ALLOWED, SL_TRIAL_MEMBER_PAID,
                                                  SL_TRIAL_PLAN_PAID, SL_TRIAL_LARGEST_CLAIMANT};
  const stored_t *s = context;
  const sl_block_t *then = s->block;
  s->block->first_trial = now->first_trial;
  s->block->n_trials = now->n_trials;
  int code = s->results->source.read_block(s->results->source.context, s->block, error);
  for (size_t i = 0; code == SL_OK && i < sizeof of_claims / sizeof of_claims[0]; i++) {
    const size_t v = of_claims[i];
    for (size_t t = 0; code == SL_OK && t < now->n_trials; t++) {
      if (!same(then->trial[v][t], now->trial[v][t])) {
        code =
            differs(now, t, sl_trial_variables[v].name, then->trial[v][t], now->trial[v][t], error);
      }
    }
  }
  for (size_t i = 0; code == SL_OK && i < now->n_trials * now->n_arrangements; i++) {
    const double stored = then->cost[SL_COST_COST][i], cost = now->cost[SL_COST_COST][i];
    if (!same(stored, cost)) {
      code = differs(now, i / now->n_arrangements, "cost", stored, cost, error);
    }
  }
  return code;
}

int sl_trace_same(sl_tracer_t *tracer, const sl_results_t *results, sl_error_t *error)
{
  stored_t stored = {.results = results};
  int code = sl_block_new(results->facts->n_arrangements, 0, &stored.block, error);
  code = code == SL_OK ? sl_tracer_run(tracer, compare, &stored, error) : code;
  sl_block_free(stored.block);
  return code;
}
