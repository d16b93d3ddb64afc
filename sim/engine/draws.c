#include "sim/engine/draws.h"

#include <math.h>

sl_stream_t sl_trials_stream(const sl_trials_t *trials, sl_draw_kind_t kind, unsigned year,
                             unsigned service)
{
  return sl_stream_init(trials->model->scenario->simulation.seed, trials->pass, kind, year,
                        service);
}

static void draw_multipliers(const sl_trials_t *trials, const sl_sampler_t *sampler,
                             sl_draw_kind_t kind, unsigned year, uint32_t row, uint64_t *words,
                             double *multipliers)
{
  const sl_stream_t stream = sl_trials_stream(trials, kind, year, 0);
  trials->model->kernels->words_by_trial(&stream, trials->first, trials->n, row, 0, words);
  trials->model->kernels->draw_amounts(sampler, words, trials->n, 1.0, (double)INFINITY,
                                       multipliers);
}

void sl_trials_group_factor(const sl_trials_t *trials, unsigned year, uint64_t *words,
                            double *factor)
{
  draw_multipliers(trials, trials->model->group_factor, SL_DRAW_GROUP, year, SL_ROW_GROUP, words,
                   factor);
}

const double *sl_trials_multipliers(const sl_trials_t *trials, unsigned year, uint32_t row,
                                    const double *group_factor, uint64_t *words, double *multiplier)
{
  const sl_model_t *model = trials->model;
  if (model->frailty == NULL) {
    return model->group_factor != NULL ? group_factor : NULL;
  }
  draw_multipliers(trials, model->frailty, SL_DRAW_FRAILTY, year, row, words, multiplier);
  if (model->group_factor != NULL) {
    for (size_t t = 0; t < trials->n; t++) {
      multiplier[t] *= group_factor[t];
    }
  }
  return multiplier;
}
