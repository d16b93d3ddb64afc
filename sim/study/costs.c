#include "sim/study/costs.h"

#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/study/run.h"

typedef struct columns {
  double *cost;
  size_t trials;
} columns_t;

static int take_block(void *context, const sl_block_t *block, sl_error_t *error)
{
  const columns_t *into = context;
  (void)error;
  for (size_t a = 0; a < block->n_arrangements; a++) {
    double *column = into->cost + a * into->trials + block->first_trial;
    for (size_t t = 0; t < block->n_trials; t++) {
      column[t] = block->cost[SL_COST_COST][t * block->n_arrangements + a];
    }
  }
  return SL_OK;
}

int sl_run_costs(const sl_scenario_t *scenario, const sl_engine_options_t *options, double *cost,
                 sl_estimate_t *budget, sl_error_t *error)
{
  const sl_run_options_t run_options = {.engine = *options};
  columns_t into = {cost, (size_t)scenario->simulation->trials};
  const sl_run_sink_t sink = {.context = &into, .block = take_block};
  sl_run_t *run = NULL;
  int code = sl_run_new(scenario, &run_options, &run, error);
  code = code == SL_OK ? sl_run_into(run, &sink, error) : code;
  for (size_t a = 0; code == SL_OK && budget != NULL && a < scenario->arrangements->n; a++) {
    budget[a] = sl_run_prices(run)[a].budget;
  }
  sl_run_free(run);
  return code;
}
