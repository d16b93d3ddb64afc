/* The trials of a year in progress, by month: what each cover's tell. */
#include "sim/engine/trials/trial_claims.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/study/track/parts.h"

#include <stdlib.h>
#include <string.h>

typedef struct gathering {
  sl_track_trials_t *into;
  size_t n_arrangements;
} gathering_t;

static int allocate(gathering_t *g, const sl_model_t *model, sl_error_t *error)
{
  sl_track_trials_t *into = g->into;
  into->n_covers = model->n_covers;
  into->cover = calloc(model->n_covers + 1, sizeof *into->cover);
  into->cover_of = calloc(g->n_arrangements + 1, sizeof *into->cover_of);
  bool have = into->cover != NULL && into->cover_of != NULL;
  for (size_t c = 0; have && c < model->n_covers; c++) {
    into->cover[c].trial = calloc(into->trials, sizeof *into->cover[c].trial);
    into->cover[c].path =
        calloc(into->trials * SL_TRACK_KEPT * (into->n_months + 1), sizeof *into->cover[c].path);
    have = into->cover[c].trial != NULL && into->cover[c].path != NULL;
  }
  for (size_t a = 0; have && a < g->n_arrangements; a++) {
    into->cover_of[a] = model->cover_of[a];
  }
  return have ? SL_OK
              : sl_fail(error, SL_ERR_MEMORY, "no memory for the months of %zu trials",
                        into->trials);
}

/* Days and later months belong to the months listed. */
static void add_column(const sl_timeline_t *timeline, const double *from, int counted,
                       size_t n_months, double *into)
{
  for (size_t slot = 0; from != NULL && slot < timeline->n_slots; slot++) {
    const int month = timeline->month_of_slot[slot];
    const size_t at = month < 0 ? 0 : (size_t)month + 1;
    into[at < n_months ? at : n_months] += from[2 * slot + (size_t)counted];
  }
}

static void keep_path(const sl_paid_path_t *path, size_t n_months, double *into)
{
  const double *const columns[SL_TRACK_KEPT] = {path->paid,     path->excess,   path->excess,
                                                path->eligible, path->eligible, path->captive,
                                                path->captive};
  for (size_t k = 0; k < SL_TRACK_KEPT; k++) {
    add_column(path->timeline, columns[k], k == 0 || k % 2 == 0, n_months,
               into + k * (n_months + 1));
  }
}

static int take_block(void *context, uint64_t block, size_t n_trials,
                      const struct sl_unit_sums *sums, sl_error_t *error)
{
  gathering_t *g = context;
  sl_track_trials_t *into = g->into;
  const size_t width = SL_TRACK_KEPT * (into->n_months + 1);
  const int code = into->cover == NULL ? allocate(g, sums->model, error) : SL_OK;
  for (size_t c = 0; code == SL_OK && c < into->n_covers; c++) {
    const double *above = sl_unit_sums_beyond(sums, c, SL_COLUMN_KNOWN_ABOVE);
    for (size_t t = 0; t < n_trials; t++) {
      const size_t trial = (size_t)block * SL_BLOCK_TRIALS + t;
      sl_trial_paths_t paths;
      const sl_trial_claims_t claims = sl_trial_claims_of(sums, c, t, &paths);
      const double *ibnr = sl_unit_sums_ibnr(sums, sums->model->covers[c].since_at, t);
      into->cover[c].trial[trial] =
          (sl_track_trial_t){.plan_paid = claims.plan_paid,
                             .insured = claims.insured,
                             .insured_run_out = claims.insured_run_out,
                             .claims = claims.claims,
                             .above = above != NULL ? above[t] : 0.0,
                             .ibnr = into->months > 0 ? ibnr[into->months - 1] : 0.0};
      keep_path(claims.months, into->n_months, into->cover[c].path + trial * width);
    }
  }
  return code;
}

int sl_track_simulate(const sl_scenario_t *scenario, const sl_engine_options_t *options,
                      sl_track_trials_t *trials, sl_error_t *error)
{
  gathering_t g = {trials, scenario->arrangements->n};
  sl_engine_t *engine = NULL;
  *trials = (sl_track_trials_t){.trials = (size_t)scenario->simulation->trials,
                                .n_months = sl_cash_flow_months(scenario),
                                .months = options->known.months};
  int code = sl_engine_new(scenario, options, &engine, error);
  code = code == SL_OK ? sl_engine_run_sums(engine, take_block, &g, error) : code;
  sl_engine_free(engine);
  return code;
}

void sl_track_trials_free(sl_track_trials_t *trials)
{
  for (size_t c = 0; trials->cover != NULL && c < trials->n_covers; c++) {
    free(trials->cover[c].trial);
    free(trials->cover[c].path);
  }
  free(trials->cover);
  free(trials->cover_of);
  *trials = (sl_track_trials_t){0};
}

void sl_track_path(const sl_track_trials_t *trials, size_t cover, size_t trial,
                   sl_progress_path_t *path)
{
  const size_t slots = trials->n_months + 1;
  const double *from = trials->cover[cover].path + trial * SL_TRACK_KEPT * slots;
  memset(path, 0, sizeof *path);
  for (size_t s = 0; s < slots; s++) {
    path->paid[s][1] = from[s];
    path->excess[s][0] = from[slots + s];
    path->excess[s][1] = from[2 * slots + s];
    path->eligible[s][0] = from[3 * slots + s];
    path->eligible[s][1] = from[4 * slots + s];
    path->captive[s][0] = from[5 * slots + s];
    path->captive[s][1] = from[6 * slots + s];
  }
}
