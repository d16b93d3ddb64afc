#include "sim/engine/trials/draws.h"

#include "sim/engine/trials/seats.h"
#include "sim/input/scenario/claims.h"
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
  return sl_stream_init(trials->model->scenario->simulation->seed, trials->pass, kind,
                        sl_plan_year(trials, year), service);
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

/* The model's year that is plan year 0: the level of later ones, and the first frailties, are its.
 */
static int first_plan_year(const sl_trials_t *trials) { return -trials->model->plan_year; }

void sl_trials_group_factor(const sl_trials_t *trials, int year, uint64_t *words, double *factor)
{
  const sl_tilted_t *tilted = tilted_in(trials, year);
  const int first = first_plan_year(trials);
  words_by_trial(trials, SL_DRAW_GROUP, year < first ? year : first, SL_ROW_GROUP, words);
  if (tilted != NULL) {
    sl_tilted_factor_words(tilted, trials->n, words);
  }
  trials->model->kernels->draw_amounts(trials->model->group_factor, words, trials->n, 1.0,
                                       (double)INFINITY, factor);
}

void sl_trials_year_factor(const sl_trials_t *trials, int year, uint64_t *words, double *factor)
{
  const sl_model_t *model = trials->model;
  if (model->year_factor == NULL || sl_plan_year(trials, year) < 0) {
    for (size_t t = 0; t < trials->n; t++) {
      factor[t] = 1.0;
    }
    return;
  }
  const sl_stream_t stream = sl_trials_stream(trials, SL_DRAW_GROUP, year, 0);
  model->kernels->words_by_trial(&stream, trials->first, trials->n, SL_ROW_GROUP, 1, words);
  model->kernels->draw_amounts(model->year_factor, words, trials->n, 1.0, (double)INFINITY, factor);
}

/* ---- frailty ---- */

static double frailty_scale(const sl_trials_t *trials, int year, uint32_t row)
{
  const sl_tilted_t *tilted = tilted_in(trials, year);
  return tilted != NULL ? sl_tilted_frailty_scale(tilted, row) : 1.0;
}

/* The plan year in which a seat began is drawn first, where years hang together. */
static bool follows(const sl_trials_t *trials, int year)
{
  return year != first_plan_year(trials) && trials->model->frailty_kept != NULL;
}

/* T of the year before or after: what B keeps of T, and what is new. a: the frailty's shape. */
static double frailty_beside(double frailty, double kept, double lost, double fresh, double a)
{
  return (kept > 0.0 ? kept / (kept + lost) : 0.0) * frailty + fresh / a;
}

static void draw_gamma(const sl_trials_t *trials, int year, uint32_t row, uint32_t draw,
                       uint64_t *words, double *gamma)
{
  const sl_model_t *model = trials->model;
  const sl_stream_t stream = sl_trials_stream(trials, SL_DRAW_PERSISTENCE, year, 0);
  model->kernels->words_by_trial(&stream, trials->first, trials->n, row, draw, words);
  model->kernels->draw_amounts(draw == 0 ? model->frailty_kept : model->frailty_fresh, words,
                               trials->n, 1.0, (double)INFINITY, gamma);
}

static void draw_fresh(const sl_trials_t *trials, int year, uint32_t row, uint64_t *words,
                       double *frailty)
{
  words_by_trial(trials, SL_DRAW_FRAILTY, year, row, words);
  trials->model->kernels->draw_amounts(trials->model->frailty, words, trials->n,
                                       frailty_scale(trials, year, row), (double)INFINITY, frailty);
}

/* From the year beside to this one, in place. */
static void step(const sl_trials_t *trials, int year, uint32_t row, uint64_t *words,
                 double *frailty)
{
  const double a = trials->model->scenario->claims->frailty_shape;
  double kept[SL_BLOCK_TRIALS], lost[SL_BLOCK_TRIALS], fresh[SL_BLOCK_TRIALS];
  draw_gamma(trials, year, row, 0, words, kept);
  draw_gamma(trials, year, row, 1, words, lost);
  draw_gamma(trials, year, row, 2, words, fresh);
  for (size_t t = 0; t < trials->n; t++) {
    frailty[t] = frailty_beside(frailty[t], kept[t], lost[t], fresh[t], a);
  }
}

/* Those of seats that begin in the year are drawn by themselves. */
static void begin_seats(const sl_trials_t *trials, int year, uint32_t row, uint64_t *words,
                        double *frailty)
{
  const int k = sl_plan_year(trials, year);
  double fresh[SL_BLOCK_TRIALS];
  bool some = false;
  for (size_t t = 0; trials->seats != NULL && trials->seats->entry != NULL && t < trials->n; t++) {
    some = some || trials->seats->entry[t] == k;
  }
  if (some) {
    draw_fresh(trials, year, row, words, fresh);
  }
  for (size_t t = 0; some && t < trials->n; t++) {
    frailty[t] = trials->seats->entry[t] == k ? fresh[t] : frailty[t];
  }
}

static void draw_frailty(const sl_trials_t *trials, int year, uint32_t row, uint64_t *words,
                         double *frailty)
{
  const int from = follows(trials, year) ? first_plan_year(trials) : year;
  draw_fresh(trials, from, row, words, frailty);
  for (int y = from - 1; y >= year; y--) {
    step(trials, y, row, words, frailty);
  }
  for (int y = from + 1; y <= year; y++) {
    step(trials, y, row, words, frailty);
    begin_seats(trials, y, row, words, frailty);
  }
  if (tilted_in(trials, year) != NULL) {
    sl_tilted_score_frailty(trials->tilted, row, trials->n, frailty, trials->score);
  }
}

static double gamma_at(const sl_trials_t *trials, int year, uint32_t row, uint32_t trial,
                       uint32_t draw)
{
  const sl_model_t *model = trials->model;
  const sl_stream_t stream = sl_trials_stream(trials, SL_DRAW_PERSISTENCE, year, 0);
  return sl_sampler_draw(draw == 0 ? model->frailty_kept : model->frailty_fresh,
                         sl_stream_word(&stream, trial, row, draw));
}

static double step_at(const sl_trials_t *trials, int year, uint32_t row, uint32_t trial,
                      double frailty)
{
  return frailty_beside(
      frailty, gamma_at(trials, year, row, trial, 0), gamma_at(trials, year, row, trial, 1),
      gamma_at(trials, year, row, trial, 2), trials->model->scenario->claims->frailty_shape);
}

double sl_trials_frailty_at(const sl_trials_t *trials, int year, uint32_t row, size_t trial)
{
  const sl_model_t *model = trials->model;
  const int begins = first_plan_year(trials) + sl_seat_entry(trials, trial);
  const int from = follows(trials, year) ? begins : year;
  const uint32_t t = trials->first + (uint32_t)trial;
  const sl_stream_t stream = sl_trials_stream(trials, SL_DRAW_FRAILTY, from, 0);
  if (model->frailty == NULL) {
    return 1.0;
  }
  double frailty = frailty_scale(trials, from, row) *
                   sl_sampler_draw(model->frailty, sl_stream_word(&stream, t, row, 0));
  for (int y = from - 1; y >= year; y--) {
    frailty = step_at(trials, y, row, t, frailty);
  }
  for (int y = from + 1; y <= year; y++) {
    frailty = step_at(trials, y, row, t, frailty);
  }
  return frailty;
}

/* ---- multipliers ---- */

const double *sl_trials_multipliers(const sl_trials_t *trials, int year, uint32_t row,
                                    const double *group_factor, uint64_t *words, double *multiplier)
{
  const sl_model_t *model = trials->model;
  const sl_tilted_t *tilted = tilted_in(trials, year);
  const double *factors =
      model->group_factor != NULL || model->year_factor != NULL ? group_factor : NULL;
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
