#include "sim/engine/pass/band_pass.h"

#include "models/counts/coupled.h"
#include "sim/engine/trials/cost_block.h"
#include "sim/engine/trials/recast.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* ---- the run's own costs ---- */

struct sl_own_costs {
  size_t n_arrangements;
  uint64_t room, taken; /* trials: those kept, and all of the run */
  double *cost;         /* [trial][arrangement] */
  bool *deficit;        /* likewise */
};

int sl_own_costs_new(size_t n_arrangements, uint64_t trials, sl_own_costs_t **costs,
                     sl_error_t *error)
{
  sl_own_costs_t *made = calloc(1, sizeof *made);
  const uint64_t room = sl_band_trials(trials);
  const size_t n = (size_t)room * n_arrangements;
  if (made != NULL) {
    *made = (sl_own_costs_t){.n_arrangements = n_arrangements, .room = room};
    made->cost = malloc((n + 1) * sizeof *made->cost);
    made->deficit = malloc((n + 1) * sizeof *made->deficit);
  }
  if (made == NULL || made->cost == NULL || made->deficit == NULL) {
    sl_own_costs_free(made);
    *costs = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the assumption band");
  }
  *costs = made;
  return SL_OK;
}

void sl_own_costs_free(sl_own_costs_t *costs)
{
  if (costs != NULL) {
    free(costs->cost);
    free(costs->deficit);
    free(costs);
  }
}

void sl_own_costs_take(sl_own_costs_t *costs, const sl_block_t *block)
{
  const size_t n = costs->n_arrangements;
  costs->taken = block->first_trial + block->n_trials;
  for (size_t t = 0; t < block->n_trials && block->first_trial + t < costs->room; t++) {
    for (size_t a = 0; a < n; a++) {
      const size_t at = (size_t)(block->first_trial + t) * n + a;
      costs->cost[at] = block->cost[SL_COST_COST][t * n + a];
      costs->deficit[at] = block->cost[SL_COST_DEFICIT][t * n + a] > 0.0;
    }
  }
}

/* ---- laws that are drawn afresh ---- */

bool sl_band_is_possible(const sl_model_t *model) { return model->path != SL_ENGINE_TOTALS; }

static void free_raised(sl_count_law_t **raised, size_t n)
{
  for (size_t i = 0; raised != NULL && i < n; i++) {
    sl_count_law_free(raised[i]);
  }
  free(raised);
}

static int raise_laws(const sl_model_t *model, sl_count_law_t ***raised, sl_error_t *error)
{
  sl_count_law_t **laws = calloc(model->n_laws + 1, sizeof(sl_count_law_t *));
  int code = laws != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for count laws");
  for (size_t i = 0; code == SL_OK && i < model->n_laws; i++) {
    const sl_law_terms_t *terms = &model->law_terms[i];
    if (!sl_counts_can_add(model->laws[i])) {
      code = sl_count_law_new(&model->scenario->claims->services[terms->service].frequency,
                              fmin(1.0, 1.1 * terms->exposure), false, &laws[i], error);
    }
  }
  if (code != SL_OK) {
    free_raised(laws, model->n_laws);
    laws = NULL;
  }
  *raised = laws;
  return code;
}

/* Which services these are. */
static int name_afresh(const sl_model_t *model, sl_count_law_t *const *raised, sl_band_t *band,
                       sl_error_t *error)
{
  const sl_claims_t *claims = model->scenario->claims;
  size_t length = 1;
  for (size_t s = 0; s < claims->n_services; s++) {
    length += strlen(claims->services[s].name) + 2;
  }
  char *text = realloc(band->afresh, length);
  if (text == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the names of services");
  }
  band->afresh = text;
  bool *named = calloc(claims->n_services + 1, sizeof *named);
  if (named == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the names of services");
  }
  for (size_t i = 0; i < model->n_laws; i++) {
    const uint32_t service = model->law_terms[i].service;
    if (raised[i] != NULL && !named[service]) {
      strcat(text, text[0] != '\0' ? "; " : "");
      strcat(text, claims->services[service].name);
      named[service] = true;
    }
  }
  free(named);
  return SL_OK;
}

/* ---- one level ---- */

/* The sums of one arrangement: a figure, and its change. */
typedef struct tally {
  sl_running_t cost, deficit, cheaper, cost_change, deficit_change, cheaper_change;
} tally_t;

typedef struct level {
  sl_band_level_t level;
  const sl_band_terms_t *terms;
  const sl_engine_options_t *options;
  sl_block_t *block;
  tally_t *tallies; /* by arrangement */
} level_t;

static void add(sl_running_t *figure, sl_running_t *change, const double *values, const double *own,
                size_t n)
{
  double changes[SL_BLOCK_TRIALS];
  for (size_t t = 0; t < n; t++) {
    changes[t] = values[t] - own[t];
  }
  sl_running_add(figure, values, n, 1);
  sl_running_add(change, changes, n, 1);
}

static void tally_arrangement(const level_t *level, size_t a)
{
  const sl_block_t *block = level->block;
  const sl_own_costs_t *own = level->terms->own;
  const size_t n = block->n_trials, width = own->n_arrangements;
  double value[3][SL_BLOCK_TRIALS] = {{0.0}}, before[3][SL_BLOCK_TRIALS] = {{0.0}};
  for (size_t t = 0; t < n; t++) {
    const size_t first = (size_t)(block->first_trial + t) * width;
    const double *cost = block->cost[SL_COST_COST] + t * width;
    value[0][t] = cost[a];
    before[0][t] = own->cost[first + a];
    value[1][t] = block->cost[SL_COST_DEFICIT][t * width + a] > 0.0 ? 1.0 : 0.0;
    before[1][t] = own->deficit[first + a] ? 1.0 : 0.0;
    value[2][t] = cost[0] < cost[a] ? 1.0 : 0.0;
    before[2][t] = own->cost[first] < own->cost[first + a] ? 1.0 : 0.0;
  }
  tally_t *tally = &level->tallies[a];
  add(&tally->cost, &tally->cost_change, value[0], before[0], n);
  add(&tally->deficit, &tally->deficit_change, value[1], before[1], n);
  add(&tally->cheaper, &tally->cheaper_change, value[2], before[2], n);
}

/* Further arrangements are shown the levels of all claims alone. */
static int show_further(const level_t *level, uint64_t index, size_t n_trials,
                        const sl_unit_sums_t *sums, sl_error_t *error)
{
  const sl_further_t *further = &level->terms->options->further;
  if (further->sink == NULL || (level->level != SL_BAND_FEWER && level->level != SL_BAND_MORE)) {
    return SL_OK;
  }
  return further->sink(further->context,
                       level->level == SL_BAND_FEWER ? SL_FURTHER_FEWER : SL_FURTHER_MORE, index,
                       n_trials, sums, error);
}

static int take_block(void *context, uint64_t index, size_t n_trials, const sl_unit_sums_t *sums,
                      sl_error_t *error)
{
  const level_t *level = context;
  const sl_scenario_t *scenario = level->terms->model->scenario;
  sl_cost_block(scenario, level->terms->prices, index, n_trials, sums, NULL, level->block);
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    tally_arrangement(level, a);
  }
  return show_further(level, index, n_trials, sums, error);
}

static void tell(const tally_t *tally, bool is_baseline, sl_band_figures_t *figures)
{
  const sl_estimate_t none = {(double)NAN, (double)NAN};
  *figures = (sl_band_figures_t){.cost = sl_running_mean(&tally->cost),
                                 .deficit = sl_running_mean(&tally->deficit),
                                 .cheaper = is_baseline ? none : sl_running_mean(&tally->cheaper),
                                 .cost_change = sl_running_mean(&tally->cost_change),
                                 .deficit_change = sl_running_mean(&tally->deficit_change),
                                 .cheaper_change =
                                     is_baseline ? none : sl_running_mean(&tally->cheaper_change)};
}

static int run_level(level_t *level, const sl_recast_t *recast, sl_band_t *band, sl_error_t *error)
{
  const sl_band_terms_t *terms = level->terms;
  const sl_pass_terms_t pass = {.pass = SL_PASS_MAIN, .trials = band->trials, .recast = recast};
  level->level = recast->level;
  memset(level->tallies, 0, band->n_arrangements * sizeof *level->tallies);
  const int code = sl_wave_run(terms->wave, &pass, take_block, level, level->options, error);
  for (size_t a = 0; code == SL_OK && a < band->n_arrangements; a++) {
    tell(&level->tallies[a], a == 0, &band->arrangements[a].level[recast->level]);
  }
  return code;
}

/* ---- all of them ---- */

/* One progress over all levels. */
typedef struct steps {
  const sl_engine_options_t *options;
  uint64_t done; /* levels */
} steps_t;

static void report(void *context, const char *phase, uint64_t done, uint64_t total)
{
  const steps_t *steps = context;
  steps->options->progress(steps->options->progress_context, phase, steps->done * total + done,
                           SL_N_BAND_LEVELS * total);
}

static int run_levels(const sl_band_terms_t *terms, sl_count_law_t *const *raised, sl_band_t *band,
                      sl_error_t *error)
{
  steps_t steps = {.options = terms->options};
  sl_engine_options_t options = *terms->options;
  level_t level = {.terms = terms,
                   .options = &options,
                   .tallies = calloc(band->n_arrangements + 1, sizeof(tally_t))};
  /* Without months: the band tells a year's cost. */
  int code = level.tallies != NULL
                 ? sl_block_new(band->n_arrangements, 0, &level.block, error)
                 : sl_fail(error, SL_ERR_MEMORY, "no memory for the assumption band");
  if (options.progress != NULL) {
    options.progress = report;
    options.progress_context = &steps;
  }
  for (int k = 0; code == SL_OK && k < SL_N_BAND_LEVELS; k++) {
    steps.done = (uint64_t)k;
    const sl_recast_t recast = {.level = (sl_band_level_t)k, .raised = raised};
    code = run_level(&level, &recast, band, error);
  }
  sl_block_free(level.block);
  free(level.tallies);
  return code;
}

int sl_band_pass(const sl_band_terms_t *terms, sl_band_t **band, sl_error_t *error)
{
  sl_count_law_t **raised = NULL;
  int code = sl_band_new(terms->own->n_arrangements, band, error);
  code = code == SL_OK ? raise_laws(terms->model, &raised, error) : code;
  if (code == SL_OK) {
    (*band)->trials = sl_band_trials(terms->own->taken);
    code = name_afresh(terms->model, raised, *band, error);
  }
  code = code == SL_OK ? run_levels(terms, raised, *band, error) : code;
  free_raised(raised, terms->model->n_laws);
  if (code != SL_OK) {
    sl_band_free(*band);
    *band = NULL;
  }
  return code;
}

int sl_band_work(const sl_band_terms_t *terms, uint64_t trials, sl_error_t *error)
{
  sl_count_law_t **raised = NULL;
  sl_unit_share_t share = *terms->share;
  int code = raise_laws(terms->model, &raised, error);
  for (int k = 0; code == SL_OK && k < SL_N_BAND_LEVELS; k++) {
    const sl_recast_t recast = {.level = (sl_band_level_t)k, .raised = raised};
    const sl_pass_terms_t pass = {
        .pass = SL_PASS_MAIN, .trials = trials, .recast = &recast, .share = &share};
    code = sl_wave_run(terms->wave, &pass, NULL, NULL, terms->options, error);
    share.before += (trials + SL_BLOCK_TRIALS - 1) / SL_BLOCK_TRIALS * terms->model->n_tiles;
  }
  free_raised(raised, terms->model->n_laws);
  return code;
}
