#include "sim/engine/trials/draws.h"

#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"

#include <math.h>

bool sl_trials_tell_claimants(const sl_trials_t *trials)
{
  return trials->pass == SL_PASS_PRICING ||
         (trials->model->counts_claimants && trials->pass == SL_PASS_MAIN);
}

sl_stream_t sl_trials_stream(const sl_trials_t *trials, sl_draw_kind_t kind, int year,
                             unsigned service)
{
  return sl_stream_init(trials->model->scenario->simulation->seed, trials->pass, kind, year,
                        service);
}

static const sl_tilted_t *tilted_in(const sl_trials_t *trials, int year)
{
  return year == 0 ? trials->tilted : NULL;
}

const sl_count_law_t *sl_trials_law(const sl_trials_t *trials, int year, uint32_t law)
{
  const sl_tilted_t *tilted = tilted_in(trials, year);
  return tilted != NULL ? sl_tilted_law(tilted, law) : trials->model->laws[law];
}

void sl_trials_take_counts(const sl_trials_t *trials, int year, uint32_t law,
                           const uint32_t *counts, const double *multipliers)
{
  const sl_tilted_t *tilted = tilted_in(trials, year);
  if (tilted != NULL) {
    sl_tilted_score_counts(tilted, law, trials->n, counts, multipliers, trials->score);
  }
}

void sl_trials_take_words(const sl_trials_t *trials, int year, uint32_t service, size_t first,
                          size_t n, const uint32_t *counts, uint64_t *words)
{
  const sl_tilted_t *tilted = tilted_in(trials, year);
  if (tilted != NULL) {
    sl_tilted_amounts(tilted, service, n, counts, words, trials->score + first * SL_TILTS_MAX);
  }
}

static void words_by_trial(const sl_trials_t *trials, sl_draw_kind_t kind, int year, uint32_t row,
                           uint64_t *words)
{
  const sl_stream_t stream = sl_trials_stream(trials, kind, year, 0);
  trials->model->kernels->words_by_trial(&stream, trials->first, trials->n, row, 0, words);
}

void sl_trials_group_factor(const sl_trials_t *trials, int year, uint64_t *words, double *factor)
{
  const sl_tilted_t *tilted = tilted_in(trials, year);
  words_by_trial(trials, SL_DRAW_GROUP, year, SL_ROW_GROUP, words);
  if (tilted != NULL) {
    sl_tilted_factor_words(tilted, trials->n, words);
  }
  trials->model->kernels->draw_amounts(trials->model->group_factor, words, trials->n, 1.0,
                                       (double)INFINITY, factor);
}

static void draw_frailty(const sl_trials_t *trials, int year, uint32_t row, uint64_t *words,
                         double *frailty)
{
  const sl_tilted_t *tilted = tilted_in(trials, year);
  const double scale = tilted != NULL ? sl_tilted_frailty_scale(tilted, row) : 1.0;
  words_by_trial(trials, SL_DRAW_FRAILTY, year, row, words);
  trials->model->kernels->draw_amounts(trials->model->frailty, words, trials->n, scale,
                                       (double)INFINITY, frailty);
  if (tilted != NULL) {
    sl_tilted_score_frailty(tilted, row, trials->n, frailty, trials->score);
  }
}

const double *sl_trials_multipliers(const sl_trials_t *trials, int year, uint32_t row,
                                    const double *group_factor, uint64_t *words, double *multiplier)
{
  const sl_model_t *model = trials->model;
  const sl_tilted_t *tilted = tilted_in(trials, year);
  const double *factors = model->group_factor != NULL ? group_factor : NULL;
  if (model->frailty != NULL) {
    draw_frailty(trials, year, row, words, multiplier);
    for (size_t t = 0; factors != NULL && t < trials->n; t++) {
      multiplier[t] *= factors[t];
    }
    factors = multiplier;
  }
  if (tilted != NULL && factors != NULL) {
    sl_tilted_score_multiplier(tilted, row, trials->n, factors, trials->score);
  }
  return factors;
}
