#include "sim/study/track/track.h"

#include "models/core/amounts.h"
#include "models/funding/pricing.h"
#include "models/stoploss/contract.h"
#include "sim/engine/trials/trial_claims.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/study/track/parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Everybody else is known to have no more than this share of the deductible. */
#define LISTED_ABOVE 0.5

/* What the functions of one track share. */
typedef struct work {
  sl_track_t *track;
  const sl_scenario_t *scenario;
  const sl_track_terms_t *terms;
  sl_track_enrolled_t enrolled;
  sl_price_t *price;            /* owned, by arrangement: of the scenario's enrolment */
  double *start, *deficit;      /* owned, [arrangement][trials]: at the start of the year */
  double *by_now;               /* owned, likewise: paid in the months known */
  bool *left_out;               /* owned, by person; NULL = nobody */
  sl_listed_claimant_t *listed; /* owned: room for the list under one arrangement */
  sl_weighed_value_t *sorted;   /* owned: room */
} work_t;

static size_t trials_of(const work_t *w) { return (size_t)w->scenario->simulation->trials; }

static sl_track_year_t year_of(const work_t *w, size_t a)
{
  const sl_scenario_t *scenario = w->scenario;
  const sl_arrangement_t *arrangement = &scenario->arrangements->list[a];
  const sl_enrolment_t *enrolment = &w->enrolled.enrolment;
  const sl_price_t *price = &w->track->list[a].price;
  return (sl_track_year_t){.scenario = scenario,
                           .arrangement = arrangement,
                           .enrolment = enrolment,
                           .price = price,
                           .months = w->track->months,
                           .n_months = w->track->n_months,
                           .cash =
                               sl_cash_terms(arrangement, enrolment, price,
                                             scenario->arrangements->cash_flow.reimbursement_months,
                                             scenario->months, w->track->n_months)};
}

/* ---- prices, and the year as it looked at its start ---- */

static int ignore(void *context, sl_further_level_t level, uint64_t block, size_t n_trials,
                  const struct sl_unit_sums *sums, sl_error_t *error)
{
  (void)context, (void)level, (void)block, (void)n_trials, (void)sums, (void)error;
  return SL_OK;
}

/* On those enrolled; the budget stays, as the board has passed it. */
static int price_enrolled(const work_t *w, const sl_engine_t *engine, size_t a, sl_error_t *error)
{
  size_t n = 0;
  const sl_trial_claims_t *claims = sl_engine_priced_claims(engine, a, &n);
  sl_price_t *price = &w->track->list[a].price;
  const int code = sl_arrangement_price(&w->scenario->arrangements->list[a], &w->enrolled.enrolment,
                                        claims, n, price, error);
  price->budget = w->price[a].budget;
  return code;
}

static int settle(const work_t *w, sl_engine_t *engine, sl_error_t *error)
{
  int code = sl_engine_price(engine, w->price, error);
  for (size_t a = 0; code == SL_OK && a < w->track->n; a++) {
    w->track->list[a].price = w->price[a];
    if (w->enrolled.differs) {
      code = price_enrolled(w, engine, a, error);
    }
  }
  return code;
}

static int take_start(void *context, const sl_block_t *block, sl_error_t *error)
{
  const work_t *w = context;
  const size_t n = trials_of(w);
  (void)error;
  for (size_t a = 0; a < block->n_arrangements; a++) {
    const double *paid = block->month_cost[SL_MONTH_PAID] + a * block->n_months * SL_BLOCK_TRIALS;
    for (size_t t = 0; t < block->n_trials; t++) {
      const size_t at = a * n + (size_t)block->first_trial + t;
      w->start[at] = block->cost[SL_COST_COST][t * block->n_arrangements + a];
      w->deficit[at] = block->cost[SL_COST_DEFICIT][t * block->n_arrangements + a];
      for (size_t m = 0; m < w->track->months; m++) {
        w->by_now[at] += paid[m * SL_BLOCK_TRIALS + t];
      }
    }
  }
  return SL_OK;
}

static void tell_start(const work_t *w)
{
  const size_t n = trials_of(w);
  for (size_t a = 0; a < w->track->n; a++) {
    sl_track_arrangement_t *into = &w->track->list[a];
    into->at_start = sl_track_spread(w->start + a * n, NULL, n, w->sorted);
    into->deficit_at_start = sl_weighed_share(w->deficit + a * n, NULL, n, 0.0);
    into->expected_by_now = sl_mean(w->by_now + a * n, n).value;
    size_t below = 0;
    for (size_t t = 0; t < n; t++) {
      below += w->by_now[a * n + t] < into->paid_so_far;
    }
    into->rank = (double)below / (double)n;
  }
}

/* ---- before the first month: the run's own trials ---- */

typedef struct whole {
  const work_t *work;
  sl_track_columns_t *columns; /* by arrangement */
} whole_t;

static int take_whole(void *context, uint64_t block, size_t n_trials,
                      const struct sl_unit_sums *sums, sl_error_t *error)
{
  const whole_t *whole = context;
  (void)error;
  for (size_t a = 0; a < whole->work->track->n; a++) {
    const sl_track_year_t year = year_of(whole->work, a);
    for (size_t t = 0; t < n_trials; t++) {
      sl_trial_paths_t paths;
      const sl_trial_claims_t claims =
          sl_trial_claims_of(sums, sums->model->cover_of[a], t, &paths);
      sl_track_put(&year, &claims, 0.0, (size_t)block * SL_BLOCK_TRIALS + t, &whole->columns[a]);
    }
  }
  return SL_OK;
}

static int keep_cost(const sl_track_columns_t *columns, sl_track_arrangement_t *into,
                     sl_error_t *error)
{
  into->trial_cost = malloc((columns->trials + 1) * sizeof *into->trial_cost);
  if (into->trial_cost == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the costs of %zu trials", columns->trials);
  }
  memcpy(into->trial_cost, columns->cost, columns->trials * sizeof *into->trial_cost);
  return SL_OK;
}

static int tell_whole(const work_t *w, const sl_track_columns_t *columns, sl_error_t *error)
{
  int code = SL_OK;
  for (size_t a = 0; code == SL_OK && a < w->track->n; a++) {
    const sl_track_year_t year = year_of(w, a);
    sl_track_arrangement_t *into = &w->track->list[a];
    sl_track_tell(&year, &columns[a], w->sorted, into);
    into->effective = (double)columns[a].trials;
    into->at_start = into->cost;
    into->deficit_at_start = into->deficit_probability;
    code = keep_cost(&columns[a], into, error);
  }
  return code;
}

static int track_whole(const work_t *w, sl_engine_t *engine, sl_error_t *error)
{
  const size_t n = w->track->n;
  sl_track_columns_t *columns = calloc(n, sizeof *columns);
  whole_t whole = {w, columns};
  int code = columns != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for a track");
  for (size_t a = 0; code == SL_OK && a < n; a++) {
    code = sl_track_columns_new(trials_of(w), w->track->n_months, &columns[a], error);
  }
  code = code == SL_OK ? sl_engine_run_sums(engine, take_whole, &whole, error) : code;
  code = code == SL_OK ? tell_whole(w, columns, error) : code;
  for (size_t a = 0; columns != NULL && a < n; a++) {
    sl_track_columns_free(&columns[a]);
  }
  free(columns);
  return code;
}

/* ---- afterwards: weighed trials, moved to the year ---- */

static sl_year_so_far_t so_far_of(const work_t *w, const sl_arrangement_t *arrangement)
{
  const sl_claimants_t *claimants = w->terms->claimants;
  const size_t n = claimants != NULL ? claimants->n : 0;
  for (size_t i = 0; i < n; i++) {
    sl_listed_claimant_t *person = &w->listed[i];
    person->deductible = (double)INFINITY;
    person->excluded = false;
    if (arrangement->has_specific) {
      person->deductible = sl_specific_deductible_of(&arrangement->specific, claimants->list[i].row,
                                                     &person->excluded);
    } else if (arrangement->has_pooling) {
      person->deductible = arrangement->pooling.deductible;
    }
  }
  return (sl_year_so_far_t){w->track->months, w->track->paid, w->listed, n};
}

/* What is paid of others, and comes, in every trial. */
static void put_amounts(const work_t *w, const sl_track_trials_t *trials, size_t cover,
                        double *so_far, double *to_come)
{
  const size_t months = trials->months;
  for (size_t t = 0; t < trials->trials; t++) {
    sl_progress_path_t path;
    sl_track_path(trials, cover, t, &path);
    so_far[t] = w->enrolled.so_far * sl_larger(0.0, sl_progress_so_far(&path, months) -
                                                        trials->cover[cover].trial[t].above);
    to_come[t] = w->enrolled.later * sl_progress_to_come(&path, months, trials->n_months);
  }
}

/* A trial without any later claim has none to scale: what it is moved to comes in equal parts. */
static double scale_of(const sl_in_progress_t *progress, double raw, double moved,
                       sl_progress_path_t *path)
{
  if (raw > 0.0) {
    return moved / raw;
  }
  const size_t first = progress->months < progress->n ? progress->months : progress->n - 1;
  const size_t end = first < progress->plan_months ? progress->plan_months : first + 1;
  for (size_t m = first; moved > 0.0 && m < end; m++) {
    path->paid[m + 1][1] = path->eligible[m + 1][1] = moved / (double)(end - first);
  }
  return 1.0;
}

static void put_trials(const work_t *w, const sl_track_year_t *year,
                       const sl_in_progress_t *progress, const sl_track_trials_t *trials,
                       size_t cover, const double *moved, sl_track_columns_t *columns)
{
  for (size_t t = 0; t < trials->trials; t++) {
    const sl_track_trial_t *trial = &trials->cover[cover].trial[t];
    const sl_trial_claims_t total = {.plan_paid = trial->plan_paid,
                                     .insured = trial->insured,
                                     .insured_run_out = trial->insured_run_out,
                                     .claims = trial->claims};
    sl_progress_path_t later, whole;
    sl_paid_path_t path;
    sl_trial_claims_t claims;
    sl_track_path(trials, cover, t, &later);
    const double raw = sl_progress_to_come(&later, progress->months, progress->n);
    const double scale = scale_of(progress, raw, moved[t], &later);
    sl_in_progress_claims(progress, &total, &later, scale, &whole, &path, &claims);
    sl_track_put(year, &claims, trial->ibnr * (raw > 0.0 ? scale : w->enrolled.later), t, columns);
  }
}

/* Weights and places to the arrangement, which keeps the weights. */
static int condition(const work_t *w, const sl_track_trials_t *trials, size_t cover,
                     sl_track_arrangement_t *into, double *moved, sl_error_t *error)
{
  sl_conditioning_t conditioning;
  double *so_far = malloc((trials->trials + 1) * sizeof *so_far);
  if (so_far == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu trials", trials->trials);
  }
  put_amounts(w, trials, cover, so_far, moved);
  const int code = sl_conditioning_init(&conditioning, into->known, so_far, trials->trials, error);
  if (code == SL_OK) {
    sl_conditioning_move(&conditioning, moved, moved);
    into->effective = conditioning.effective;
    into->weight = conditioning.weight;
    conditioning.weight = NULL;
    sl_conditioning_free(&conditioning);
  }
  free(so_far);
  return code;
}

static int track_arrangement(const work_t *w, const sl_track_trials_t *trials, size_t a,
                             double *moved, sl_track_columns_t *columns, sl_error_t *error)
{
  const sl_track_year_t year = year_of(w, a);
  const size_t cover = trials->cover_of[a];
  sl_track_arrangement_t *into = &w->track->list[a];
  const sl_year_so_far_t so_far = so_far_of(w, year.arrangement);
  sl_in_progress_t progress;
  sl_in_progress_init(&progress, year.arrangement, &w->scenario->calendar,
                      w->scenario->arrangements->accounting, w->track->n_months, &so_far);
  into->known = progress.paid_so_far - progress.listed_so_far;
  into->paid_so_far = progress.paid_so_far;
  int code = condition(w, trials, cover, into, moved, error);
  if (code == SL_OK) {
    put_trials(w, &year, &progress, trials, cover, moved, columns);
    columns->weight = into->weight;
    sl_track_tell(&year, columns, w->sorted, into);
    into->receivable = sl_larger(0.0, progress.excess_so_far - into->reimbursed_so_far);
    code = keep_cost(columns, into, error);
  }
  return code;
}

static int track_months(const work_t *w, const sl_engine_options_t *options, sl_error_t *error)
{
  sl_engine_options_t known = *options;
  sl_track_trials_t trials = {0};
  known.known =
      (sl_known_year_t){.months = (unsigned)w->track->months,
                        .share = w->terms->claimants != NULL ? LISTED_ABOVE : (double)INFINITY,
                        .left_out = w->left_out};
  double *moved = malloc((trials_of(w) + 1) * sizeof *moved);
  int code = moved != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for a track");
  code = code == SL_OK ? sl_track_simulate(w->scenario, &known, &trials, error) : code;
  for (size_t a = 0; code == SL_OK && a < w->track->n; a++) {
    sl_track_columns_t columns;
    code = sl_track_columns_new(trials.trials, trials.n_months, &columns, error);
    code = code == SL_OK ? track_arrangement(w, &trials, a, moved, &columns, error) : code;
    sl_track_columns_free(&columns);
  }
  sl_track_trials_free(&trials);
  free(moved);
  return code;
}

/* ---- the watch list ---- */

static int by_use(const void *left, const void *right)
{
  const sl_track_watch_t *a = left, *b = right;
  const int order = (a->used < b->used) - (a->used > b->used);
  return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

static size_t month_passed(const sl_track_t *track, const sl_track_watch_t *watch)
{
  const size_t left = track->plan_months > track->months ? track->plan_months - track->months : 0;
  if (watch->used >= 1.0 || watch->will_use <= 1.0 || left == 0) {
    return 0;
  }
  const double each = watch->to_come / (double)left;
  const double months = ceil((watch->deductible - watch->paid) / each);
  return track->months + (months < (double)left ? (size_t)months : left);
}

static int watch(const work_t *w, size_t a, sl_error_t *error)
{
  sl_track_arrangement_t *into = &w->track->list[a];
  const sl_claimants_t *claimants = w->terms->claimants;
  if (!into->has_specific || claimants == NULL) {
    return SL_OK;
  }
  (void)so_far_of(w, &w->scenario->arrangements->list[a]);
  into->watch = calloc(claimants->n + 1, sizeof *into->watch);
  if (into->watch == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claimants", claimants->n);
  }
  for (size_t i = 0; i < claimants->n; i++) {
    const sl_listed_claimant_t *person = &w->listed[i];
    sl_track_watch_t *one = &into->watch[i];
    *one =
        (sl_track_watch_t){.line = claimants->list[i].line,
                           .deductible = person->excluded ? (double)INFINITY : person->deductible,
                           .paid = person->paid,
                           .to_come = person->to_come};
    one->used = one->paid / one->deductible;
    one->will_use = (one->paid + one->to_come) / one->deductible;
    one->passes = month_passed(w->track, one);
  }
  qsort(into->watch, claimants->n, sizeof *into->watch, by_use);
  return SL_OK;
}

/* ---- what is given ---- */

static int take_claimants(work_t *w, sl_error_t *error)
{
  const sl_claimants_t *claimants = w->terms->claimants;
  const size_t n = claimants != NULL ? claimants->n : 0;
  sl_track_t *track = w->track;
  w->listed = calloc(n + 1, sizeof *w->listed);
  w->left_out = calloc(w->scenario->group->n_persons + 1, sizeof *w->left_out);
  if (w->listed == NULL || w->left_out == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claimants", n);
  }
  track->lists_claimants = claimants != NULL;
  track->n_listed = n;
  for (size_t i = 0; i < n; i++) {
    const sl_claimant_t *claimant = &claimants->list[i];
    const bool told = !isnan(claimant->to_come);
    w->listed[i].paid = claimant->paid;
    w->listed[i].to_come =
        told ? claimant->to_come
             : sl_claimants_at_pace(claimant->paid, track->months, track->plan_months);
    track->at_pace = track->at_pace || (!told && w->listed[i].to_come > 0.0);
    track->listed_so_far += claimant->paid;
    track->listed_to_come += w->listed[i].to_come;
    if (claimant->person != SL_CLAIMANTS_NOBODY) {
      w->left_out[claimant->person] = true;
      track->n_out++;
    }
  }
  return SL_OK;
}

static int check(const work_t *w, sl_error_t *error)
{
  const sl_track_t *track = w->track;
  double paid = 0.0;
  for (size_t m = 0; m < track->months; m++) {
    paid += track->paid[m];
  }
  if (w->scenario->simulation->sampler == SL_SAMPLE_TOTALS) {
    return sl_fail(error, SL_ERR_INPUT,
                   "annual totals have no months: simulation.sampler must be claims");
  }
  if (track->listed_so_far > paid + SL_DEFICIT_TOLERANCE) {
    return sl_fail(error, SL_ERR_INPUT,
                   "the claimants listed had %.2f, more than the %.2f that was paid in all months",
                   track->listed_so_far, paid);
  }
  if (track->months == track->n_months && track->listed_to_come > 0.0) {
    return sl_fail(error, SL_ERR_INPUT,
                   "%.2f are expected to come after the last month of the year and its run-out",
                   track->listed_to_come);
  }
  return SL_OK;
}

/* ---- the whole ---- */

static int allocate_arrangement(const work_t *w, size_t a, sl_error_t *error)
{
  const sl_arrangement_t *arrangement = &w->scenario->arrangements->list[a];
  sl_track_arrangement_t *into = &w->track->list[a];
  const bool wanted[SL_TRACK_FANS] = {arrangement->kind->retains_claims, arrangement->has_aggregate,
                                      true};
  into->name = arrangement->name;
  into->retains = arrangement->kind->retains_claims;
  into->has_specific = arrangement->has_specific;
  into->has_aggregate = arrangement->has_aggregate;
  into->rank = into->expected_by_now = into->paid_so_far = into->fixed_so_far = (double)NAN;
  into->reimbursed_so_far = into->receivable = into->budget_so_far = (double)NAN;
  into->eligible_so_far = into->attachment_so_far = into->advance = (double)NAN;
  bool have = true;
  for (size_t f = 0; have && f < SL_TRACK_FANS; f++) {
    const size_t size = SL_TRACK_BANDS * w->track->n_months;
    into->fan[f] = wanted[f] ? calloc(size, sizeof *into->fan[f]) : NULL;
    have = !wanted[f] || into->fan[f] != NULL;
  }
  if (have && arrangement->has_aggregate) {
    into->attachment = calloc(w->track->plan_months, sizeof *into->attachment);
    have = into->attachment != NULL;
  }
  return have ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for '%s'", arrangement->name);
}

static int allocate(work_t *w, sl_error_t *error)
{
  const size_t n = w->scenario->arrangements->n, cells = n * trials_of(w);
  sl_track_t *track = w->track;
  track->list = calloc(n, sizeof *track->list);
  track->n = track->list != NULL ? n : 0;
  w->price = calloc(n, sizeof *w->price);
  w->start = calloc(cells, sizeof *w->start);
  w->deficit = calloc(cells, sizeof *w->deficit);
  w->by_now = calloc(cells, sizeof *w->by_now);
  w->sorted = calloc(trials_of(w), sizeof *w->sorted);
  int code =
      track->list != NULL && w->price != NULL && w->start != NULL && w->deficit != NULL &&
              w->by_now != NULL && w->sorted != NULL
          ? SL_OK
          : sl_fail(error, SL_ERR_MEMORY, "no memory for a track of %zu trials", trials_of(w));
  for (size_t a = 0; code == SL_OK && a < n; a++) {
    code = allocate_arrangement(w, a, error);
  }
  return code;
}

static void tell_attachment(const work_t *w)
{
  for (size_t a = 0; a < w->track->n; a++) {
    sl_track_arrangement_t *into = &w->track->list[a];
    if (into->has_aggregate) {
      sl_attachment_so_far(&w->scenario->arrangements->list[a], &w->enrolled.enrolment,
                           &into->price, w->track->plan_months, into->attachment);
    }
  }
}

static int follow(work_t *w, const sl_engine_options_t *options, sl_error_t *error)
{
  sl_engine_options_t own = *options;
  sl_engine_t *engine = NULL;
  if (w->enrolled.differs) { /* the pricing pass's trials stay */
    own.further = (sl_further_t){.sink = ignore};
  }
  int code = sl_engine_new(w->scenario, &own, &engine, error);
  code = code == SL_OK ? settle(w, engine, error) : code;
  if (code == SL_OK) {
    tell_attachment(w);
    code = w->track->months == 0 ? track_whole(w, engine, error)
                                 : sl_engine_run(engine, take_start, w, error);
  }
  sl_engine_free(engine);
  if (code == SL_OK && w->track->months > 0) {
    code = track_months(w, options, error);
    tell_start(w);
  }
  for (size_t a = 0; code == SL_OK && a < w->track->n; a++) {
    code = watch(w, a, error);
  }
  return code;
}

static void release(work_t *w)
{
  free(w->price);
  free(w->start);
  free(w->deficit);
  free(w->by_now);
  free(w->left_out);
  free(w->listed);
  free(w->sorted);
}

/* Months are a cash flow's: one is asked for where the scenario does not. */
static int with_months(const sl_scenario_t *scenario, sl_track_t *track, sl_faults_t *faults)
{
  static const sl_override_t list[] = {{"cash_flow", "{}"}};
  static const sl_overrides_t overrides = {list, 1};
  int code = SL_OK;
  if (!scenario->arrangements->cash_flow.wanted) {
    code = sl_scenario_variant(NULL, scenario, &overrides, &track->own, faults);
  }
  track->scenario = track->own != NULL ? track->own : scenario;
  return code;
}

static void take_months(const sl_track_terms_t *terms, const work_t *w)
{
  sl_track_t *track = w->track;
  track->trials = w->scenario->simulation->trials;
  track->plan_months = w->scenario->months;
  track->n_months = sl_cash_flow_months(w->scenario);
  track->months = terms->months < track->n_months ? terms->months : track->n_months;
  memcpy(track->paid, terms->actual->paid, sizeof track->paid);
  track->enrolled = w->enrolled.later;
}

static size_t main_of(const sl_track_t *track)
{
  size_t a = 0;
  while (a < track->n && !track->list[a].retains) {
    a++;
  }
  return a < track->n ? a : 0;
}

int sl_track_new(const sl_scenario_t *scenario, const sl_track_terms_t *terms,
                 const sl_engine_options_t *options, sl_track_t **track, sl_faults_t *faults,
                 sl_error_t *error)
{
  work_t w = {.terms = terms};
  w.track = *track = calloc(1, sizeof **track);
  if (*track == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a track");
  }
  int code = with_months(scenario, *track, faults);
  if (code == SL_OK) {
    w.scenario = (*track)->scenario;
    sl_track_enrol(w.scenario, terms, &w.enrolled);
    take_months(terms, &w);
    code = take_claimants(&w, error);
    code = code == SL_OK ? check(&w, error) : code;
    code = code == SL_OK ? allocate(&w, error) : code;
    code = code == SL_OK ? follow(&w, options, error) : code;
  }
  release(&w);
  if (code != SL_OK) {
    sl_track_free(*track);
    *track = NULL;
    return code;
  }
  (*track)->main = main_of(*track);
  return code;
}

void sl_track_free(sl_track_t *track)
{
  if (track == NULL) {
    return;
  }
  for (size_t a = 0; a < track->n; a++) {
    sl_track_arrangement_t *one = &track->list[a];
    for (size_t f = 0; f < SL_TRACK_FANS; f++) {
      free(one->fan[f]);
    }
    free(one->attachment);
    free(one->watch);
    free(one->trial_cost);
    free(one->weight);
  }
  free(track->list);
  sl_scenario_free(track->own);
  free(track);
}
