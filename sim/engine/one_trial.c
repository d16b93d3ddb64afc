#include "sim/engine/one_trial.h"

#include "sim/engine/compile/compile.h"
#include "sim/engine/compile/threads.h"
#include "sim/engine/pass/paths.h"
#include "sim/engine/trials/cost_block.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"

#include <omp.h>
#include <stdlib.h>

struct sl_one_trial {
  sl_model_t *model;
  const sl_engine_path_t *path;
  void *space;
  sl_unit_sums_t unit, sums; /* of a tile; of all */
  double group_factor;
};

static int make(sl_one_trial_t *one, const sl_scenario_t *scenario,
                const sl_engine_options_t *options, sl_error_t *error)
{
  const int threads =
      sl_threads_start(options->threads > 0 ? options->threads : omp_get_max_threads());
  const sl_engine_options_t own = {.kernels = options->kernels,
                                   .cache = options->cache,
                                   .claim_by_claim =
                                       scenario->simulation->sampler != SL_SAMPLE_TOTALS};
  int code = sl_model_new(scenario, &own, threads, &one->model, error);
  if (code == SL_OK) {
    one->path = sl_engine_path_of(one->model);
    code = one->path->space_new(one->model, &one->space, error);
  }
  code = code == SL_OK ? sl_unit_sums_init(&one->unit, one->model, one->path->layout, error) : code;
  return code == SL_OK ? sl_unit_sums_init(&one->sums, one->model, one->path->layout, error) : code;
}

int sl_one_trial_new(const sl_scenario_t *scenario, const sl_engine_options_t *options,
                     sl_one_trial_t **one, sl_error_t *error)
{
  *one = calloc(1, sizeof **one);
  if (*one == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a trial");
  }
  const int code = make(*one, scenario, options, error);
  if (code != SL_OK) {
    sl_one_trial_free(*one);
    *one = NULL;
  }
  return code;
}

void sl_one_trial_free(sl_one_trial_t *one)
{
  if (one == NULL) {
    return;
  }
  if (one->path != NULL) {
    one->path->space_free(one->space);
  }
  sl_unit_sums_free(&one->unit);
  sl_unit_sums_free(&one->sums);
  sl_model_free(one->model);
  free(one);
}

const sl_model_t *sl_one_trial_model(const sl_one_trial_t *one) { return one->model; }

double sl_one_trial_group_factor(const sl_one_trial_t *one) { return one->group_factor; }

/* Units are added in the order of a pass, for the same bits. */
static int simulate_tiles(sl_one_trial_t *one, const sl_trials_t *trials, sl_error_t *error)
{
  int code = SL_OK;
  sl_unit_sums_clear_first(&one->sums, trials->n);
  for (size_t i = 0; code == SL_OK && i < one->model->n_tiles; i++) {
    sl_unit_sums_clear_first(&one->unit, trials->n);
    code = one->path->simulate(trials, &one->model->tiles[i], one->space, &one->unit, error);
    if (i == 0) {
      const sl_unit_sums_t other = one->sums;
      one->sums = one->unit;
      one->unit = other;
    } else {
      sl_unit_sums_add(&one->sums, &one->unit);
    }
  }
  return code;
}

int sl_one_trial_simulate(sl_one_trial_t *one, const sl_observer_t *observer,
                          const sl_price_t *prices, sl_block_t *block, size_t *at,
                          sl_error_t *error)
{
  uint64_t words[SL_BLOCK_TRIALS];
  double factor[SL_BLOCK_TRIALS];
  *at = observer->trial % one->path->together;
  const sl_trials_t trials = {.model = one->model,
                              .pass = SL_PASS_MAIN,
                              .inflation = 1.0,
                              .first = observer->trial - (uint32_t)*at,
                              .n = *at + 1,
                              .observer = observer};
  const int code = simulate_tiles(one, &trials, error);
  one->group_factor = 1.0;
  if (code == SL_OK) {
    if (one->model->group_factor != NULL) {
      sl_trials_group_factor(&trials, 0, words, factor);
      one->group_factor = factor[*at];
    }
    sl_cost_block(one->model->scenario, prices, 0, *at + 1, &one->sums, NULL, block);
  }
  return code;
}
