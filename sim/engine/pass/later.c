#include "sim/engine/pass/later.h"

#include "models/funding/pricing.h"
#include "sim/engine/compile/annual_totals.h"
#include "sim/engine/trials/trial_claims.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

/* A family and trial alone costs so many times what it costs among a unit's. */
#define ALONE_COST 8

/* Totals from another table may differ from totals times the inflation by what the tables err. */
#define TABLE_SLACK 1.05

typedef struct thread {
  sl_reach_t *reach;
  sl_unit_sums_t sums;
} thread_t;

struct sl_later {
  const sl_model_t *model;
  const sl_engine_path_t *path;
  double inflation;
  sl_annual_totals_t *totals; /* of the amounts a year later, where those of now do not do */
  int n_threads;
  thread_t *threads;
};

static int new_threads(sl_later_t *later, int threads, sl_error_t *error)
{
  const double slack = later->totals != NULL ? TABLE_SLACK : 1.0;
  int code = SL_OK;
  later->threads = calloc((size_t)threads, sizeof *later->threads);
  if (later->threads == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %d threads", threads);
  }
  for (later->n_threads = 0; code == SL_OK && later->n_threads < threads; later->n_threads++) {
    thread_t *thread = &later->threads[later->n_threads];
    code = sl_reach_new(later->model, later->inflation, slack, &thread->reach, error);
    code = code == SL_OK
               ? sl_unit_sums_init(&thread->sums, later->model, later->path->layout, error)
               : code;
    if (code == SL_OK && later->path->takes_again) {
      thread->reach->again = &thread->sums;
    }
  }
  return code;
}

int sl_later_new(const sl_model_t *model, const sl_engine_path_t *path, int threads,
                 sl_later_t **later, sl_error_t *error)
{
  sl_later_t *made = calloc(1, sizeof *made);
  int code = SL_OK;
  *later = NULL;
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for leveraged trend");
  }
  made->model = model;
  made->path = path;
  made->inflation = 1.0 + model->scenario->claims->trend;
  if (model->path == SL_ENGINE_TOTALS && sl_annual_totals_bend(model->scenario)) {
    code = sl_annual_totals_new(model, made->inflation, threads, &made->totals, error);
  }
  code = code == SL_OK ? new_threads(made, threads, error) : code;
  if (code != SL_OK) {
    sl_later_free(made);
    return code;
  }
  *later = made;
  return SL_OK;
}

void sl_later_free(sl_later_t *later)
{
  if (later == NULL) {
    return;
  }
  for (int i = 0; i < later->n_threads; i++) {
    sl_reach_free(later->threads[i].reach);
    sl_unit_sums_free(&later->threads[i].sums);
  }
  free(later->threads);
  sl_annual_totals_free(later->totals);
  free(later);
}

sl_reach_t *sl_later_begin(sl_later_t *later, int thread, const sl_tile_t *tile, size_t n)
{
  thread_t *own = &later->threads[thread];
  sl_reach_start(own->reach, tile, n);
  if (later->path->takes_again) {
    sl_unit_sums_clear(&own->sums);
  }
  return own->reach;
}

/* What the functions of one unit share. */
typedef struct unit {
  const sl_later_t *later;
  const sl_reach_t *reach;
  sl_unit_sums_t *sums; /* scratch */
  const sl_trials_t *trials;
  size_t n;
  const sl_tile_t *tile;
  void *space;
  double *excess;
  sl_error_t *error;
} unit_t;

/* n trials from `first` (of the unit) on, added to the scratch. */
static int simulate(const unit_t *u, size_t first, size_t n, const sl_tile_t *families)
{
  sl_trials_t trials = *u->trials;
  trials.inflation = u->later->inflation;
  trials.totals = u->later->totals;
  trials.reach = NULL;
  trials.first += (uint32_t)first;
  trials.n = n;
  return u->later->path->simulate(&trials, families, u->space, u->sums, u->error);
}

/* A trial of the scratch becomes the unit's. */
static void tell(const unit_t *u, size_t at, size_t trial)
{
  for (size_t c = 0; c < u->later->model->n_own_covers; c++) {
    sl_trial_paths_t paths;
    u->excess[c * SL_BLOCK_TRIALS + trial] = sl_trial_claims_of(u->sums, c, at, &paths).excess;
  }
}

static void tell_all(const unit_t *u)
{
  for (size_t t = 0; t < u->n; t++) {
    tell(u, t, t);
  }
}

static int take_whole(const unit_t *u)
{
  sl_unit_sums_clear(u->sums);
  const int code = simulate(u, 0, u->n, u->tile);
  tell_all(u);
  return code;
}

/* Those who reach in one trial, in the order of the families. Some paths draw trials together. */
static int take_trial(const unit_t *u, size_t trial)
{
  const size_t together = u->later->path->together, first = trial - trial % together;
  const size_t n = first + together <= u->trials->n ? together : u->trials->n - first;
  int code = SL_OK;
  bool any = false;
  for (size_t f = 0; code == SL_OK && f < u->tile->n_families; f++) {
    const sl_tile_t family = {.first_family = u->tile->first_family + f, .n_families = 1};
    if (sl_reach_is_noted(u->reach, family.first_family, trial)) {
      if (!any) {
        sl_unit_sums_clear_first(u->sums, together);
      }
      any = true;
      code = simulate(u, first, n, &family);
    }
  }
  if (any) {
    tell(u, trial - first, trial);
  }
  return code;
}

int sl_later_take(sl_later_t *later, int thread, const sl_trials_t *trials, size_t n,
                  const sl_tile_t *tile, void *space, double *excess, sl_error_t *error)
{
  thread_t *own = &later->threads[thread];
  const unit_t unit = {.later = later,
                       .reach = own->reach,
                       .sums = &own->sums,
                       .trials = trials,
                       .n = n,
                       .tile = tile,
                       .space = space,
                       .excess = excess,
                       .error = error};
  int code = SL_OK;
  if (later->path->takes_again) {
    tell_all(&unit);
    return SL_OK;
  }
  if (own->reach->n > tile->n_families * trials->n / ALONE_COST) {
    return take_whole(&unit);
  }
  memset(excess, 0, later->model->n_covers * SL_BLOCK_TRIALS * sizeof *excess);
  for (size_t t = 0; code == SL_OK && t < n; t++) {
    code = take_trial(&unit, t);
  }
  return code;
}

/* ---- pairs ---- */

int sl_excess_pairs_init(sl_excess_pairs_t *pairs, const sl_model_t *model, size_t trials,
                         sl_error_t *error)
{
  const size_t n = model->n_own_covers * trials + 1;
  *pairs = (sl_excess_pairs_t){.model = model,
                               .room = trials,
                               .now = malloc(n * sizeof *pairs->now),
                               .later = malloc(n * sizeof *pairs->later)};
  return pairs->now != NULL && pairs->later != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu trials of leveraged trend", trials);
}

void sl_excess_pairs_free(sl_excess_pairs_t *pairs)
{
  free(pairs->now);
  free(pairs->later);
  *pairs = (sl_excess_pairs_t){0};
}

void sl_excess_pairs_take(sl_excess_pairs_t *pairs, size_t n_trials, const sl_unit_sums_t *sums)
{
  const size_t left = pairs->room - pairs->n, n = n_trials < left ? n_trials : left;
  for (size_t c = 0; c < pairs->model->n_own_covers; c++) {
    for (size_t t = 0; t < n; t++) {
      const size_t at = c * pairs->room + pairs->n + t;
      sl_trial_paths_t paths;
      pairs->now[at] = sl_trial_claims_of(sums, c, t, &paths).excess;
      pairs->later[at] = sums->later[c * SL_BLOCK_TRIALS + t];
    }
  }
  pairs->n += n;
}

sl_estimate_t sl_excess_pairs_trend(const sl_excess_pairs_t *pairs, size_t cover)
{
  const size_t at = cover * pairs->room;
  return sl_leveraged_trend(pairs->now + at, pairs->later + at, pairs->n);
}
