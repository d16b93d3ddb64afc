#include "sim/engine/annual/person_claims.h"

#include "sim/engine/trials/claim_sums.h"
#include "sim/engine/trials/recast.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/results/block.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Claims that are listed at a time: words, amounts and lists stay in the caches. */
#define LIST_CLAIMS 8192

struct sl_person_claims {
  uint64_t trial_words[SL_BLOCK_TRIALS];
  double multiplier[SL_BLOCK_TRIALS];
  sl_claim_sums_t *sums;
  const sl_person_service_t **service; /* those of the person with any claim */
  uint32_t (*counts)[SL_BLOCK_TRIALS]; /* of each of these */
  uint32_t (*large)[SL_BLOCK_TRIALS];  /* of each, those of sl_trials_counts; where some_large */
  bool *some_large;
  sl_large_memo_t memo;
  size_t n_services;
  uint64_t *words;
  double *amounts;
  size_t room_words;
  double *events, *dollars; /* not owned; by service; NULL: nobody asks */
};

/* ---- buffers ---- */

static size_t most_services(const sl_model_t *model)
{
  size_t most = 0;
  for (int y = model->first_year; y <= 0; y++) {
    const sl_model_year_t *year = sl_model_year(model, y);
    for (size_t p = 0; p < model->scenario->group->n_persons; p++) {
      const size_t n = year->first_service[p + 1] - year->first_service[p];
      most = n > most ? n : most;
    }
  }
  return most;
}

static double *renew(double *old, size_t n)
{
  free(old);
  return calloc(n + SL_SLACK, sizeof *old);
}

static int no_memory(size_t n, sl_error_t *error)
{
  return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claims of one person", n);
}

static int reserve_words(sl_person_claims_t *claims, size_t n, sl_error_t *error)
{
  if (n <= claims->room_words) {
    return SL_OK;
  }
  claims->room_words = 0;
  free(claims->words);
  claims->words = malloc(n * sizeof *claims->words);
  claims->amounts = renew(claims->amounts, n);
  if (claims->words == NULL || claims->amounts == NULL) {
    return no_memory(n, error);
  }
  claims->room_words = n;
  return SL_OK;
}

int sl_person_claims_new(const sl_model_t *model, sl_person_claims_t **claims, sl_error_t *error)
{
  const size_t n = most_services(model) + 1;
  sl_person_claims_t *made = calloc(1, sizeof *made);
  int code = SL_OK;
  if (made != NULL) {
    made->service = malloc(n * sizeof(*made->service));
    made->counts = malloc(n * sizeof *made->counts);
    made->large = malloc(n * sizeof *made->large);
    made->some_large = calloc(n, sizeof *made->some_large);
  }
  if (made == NULL || made->service == NULL || made->counts == NULL || made->large == NULL ||
      made->some_large == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's buffers");
  }
  code = code == SL_OK ? sl_large_memo_init(&made->memo, model, error) : code;
  code = code == SL_OK ? sl_claim_sums_new(&made->sums, error) : code;
  code = code == SL_OK ? reserve_words(made, LIST_CLAIMS, error) : code;
  if (code != SL_OK) {
    sl_person_claims_free(made);
    made = NULL;
  }
  *claims = made;
  return code;
}

void sl_person_claims_free(sl_person_claims_t *claims)
{
  if (claims == NULL) {
    return;
  }
  sl_claim_sums_free(claims->sums);
  free(claims->amounts);
  free(claims->words);
  sl_large_memo_free(&claims->memo);
  free(claims->counts);
  free(claims->large);
  free(claims->some_large);
  free(claims->service);
  free(claims);
}

/* ---- counts ---- */

/* A service without a claim in any trial is not heard of again. */
static void keep_service(sl_person_claims_t *claims, const sl_person_service_t *entry, size_t n)
{
  sl_claim_sums_count(claims->sums, claims->counts[claims->n_services], n, entry->copay);
  claims->service[claims->n_services++] = entry;
}

static void count_claims(sl_person_claims_t *claims, const sl_trials_t *trials, int plan_year,
                         size_t p, const double *group_factor)
{
  const sl_model_t *model = trials->model;
  const sl_model_year_t *year = sl_model_year(model, plan_year);
  const uint32_t row = model->scenario->group->persons[p].row;
  const double *multipliers = sl_trials_multipliers(trials, plan_year, row, group_factor,
                                                    claims->trial_words, claims->multiplier);
  claims->n_services = 0;
  sl_claim_sums_clear(claims->sums);
  for (size_t i = year->first_service[p]; i < year->first_service[p + 1]; i++) {
    const sl_person_service_t *entry = &year->services[i];
    const sl_counted_t of = {plan_year, row, entry, multipliers};
    const size_t at = claims->n_services;
    const uint64_t total = sl_trials_counts(trials, &of, &claims->memo, claims->counts[at],
                                            claims->large[at], &claims->some_large[at]);
    if (total > 0) {
      keep_service(claims, entry, trials->n);
    }
    if (claims->events != NULL) {
      claims->events[entry->service] += (double)total;
    }
  }
}

/* ---- amounts ---- */

static size_t sum_of(const uint32_t *counts, sl_trial_run_t run)
{
  size_t sum = 0;
  for (size_t t = run.first; t < run.first + run.n; t++) {
    sum += counts[t];
  }
  return sum;
}

static double sum_of_amounts(const double *amounts, size_t n)
{
  double sum = 0.0;
  for (size_t j = 0; j < n; j++) {
    sum += amounts[j];
  }
  return sum;
}

/* As many trials from `first` as have LIST_CLAIMS claims; at least one. */
static sl_trial_run_t run_from(const sl_person_claims_t *claims, size_t first, size_t n_trials)
{
  const uint32_t *counts = sl_claim_sums_counts(claims->sums);
  size_t total = counts[first], end = first + 1;
  while (end < n_trials && total + counts[end] <= LIST_CLAIMS) {
    total += counts[end++];
  }
  return (sl_trial_run_t){first, end - first};
}

/* One person and plan year. */
typedef struct person_year {
  const sl_trials_t *trials;
  int year;
  uint32_t row;
} person_year_t;

/* By way of the words, which a tilt maps and counts, and large claims that were added share. */
static void draw_by_words(sl_person_claims_t *claims, const sl_trials_t *trials,
                          const sl_counted_t *of, size_t i, const sl_claims_run_t *run, size_t n)
{
  const sl_person_service_t *entry = of->what;
  const sl_kernels_t *kernels = trials->model->kernels;
  const sl_stream_t stream = sl_trials_stream(trials, SL_DRAW_AMOUNT, of->year, entry->service);
  kernels->words_by_claim(&stream, trials->first + (uint32_t)run->first, run->n, of->row,
                          run->counts, claims->words);
  sl_trials_take_words(trials, of->year, entry->service, run->first, run->n, run->counts,
                       claims->words);
  if (claims->some_large[i]) {
    sl_recast_words(trials, of, &claims->memo, run, claims->words);
  }
  kernels->draw_amounts(trials->model->samplers[entry->service], claims->words, n,
                        entry->scale * trials->inflation, entry->limit, claims->amounts);
}

static sl_amount_law_t law_of(const sl_trials_t *trials, const sl_person_service_t *entry)
{
  return (sl_amount_law_t){trials->model->samplers[entry->service],
                           entry->scale * trials->inflation, entry->limit};
}

static int draw_amounts(sl_person_claims_t *claims, const person_year_t *of, size_t i,
                        sl_trial_run_t run, sl_error_t *error)
{
  const sl_trials_t *trials = of->trials;
  const sl_person_service_t *entry = claims->service[i];
  const sl_counted_t counted = {of->year, of->row, entry, NULL};
  const sl_claims_run_t drawn = {run.first, run.n, claims->counts[i] + run.first,
                                 claims->large[i] + run.first};
  const size_t n = sum_of(claims->counts[i], run);
  const int code = reserve_words(claims, n, error);
  if (code == SL_OK && trials->tilted == NULL && !claims->some_large[i]) {
    const sl_stream_t stream = sl_trials_stream(trials, SL_DRAW_AMOUNT, of->year, entry->service);
    const sl_amount_law_t law = law_of(trials, entry);
    trials->model->kernels->claim_amounts(&stream, trials->first + (uint32_t)run.first, run.n,
                                          of->row, drawn.counts, &law, claims->amounts);
  } else if (code == SL_OK) {
    draw_by_words(claims, trials, &counted, i, &drawn, n);
  }
  if (code == SL_OK) {
    sl_recast_amounts(trials, &counted, &drawn, claims->amounts);
  }
  if (code == SL_OK && claims->dollars != NULL) {
    claims->dollars[entry->service] += sum_of_amounts(claims->amounts, n);
  }
  return code;
}

/* Fewer trials are not worth putting in order. */
#define DRAWN_LEAST 16

/* Whether nobody asks for an amount by itself. */
static bool asks_for_sums(const sl_person_claims_t *claims, const sl_trials_t *trials)
{
  return claims->n_services == 1 && isnan(claims->service[0]->copay) && trials->tilted == NULL &&
         !claims->some_large[0] && !sl_recast_is(trials, SL_BAND_LARGE_HALVED) &&
         claims->dollars == NULL && trials->n >= DRAWN_LEAST;
}

static void draw_sums(sl_person_claims_t *claims, const person_year_t *of)
{
  const sl_trials_t *trials = of->trials;
  const sl_person_service_t *entry = claims->service[0];
  const sl_stream_t stream = sl_trials_stream(trials, SL_DRAW_AMOUNT, of->year, entry->service);
  const sl_amount_law_t law = law_of(trials, entry);
  sl_claim_sums_drawn(claims->sums, trials->model->kernels, &stream, trials->first, trials->n,
                      of->row, &law);
}

static int sum_one_service(sl_person_claims_t *claims, const person_year_t *of, sl_trial_run_t run,
                           sl_error_t *error)
{
  const int code = draw_amounts(claims, of, 0, run, error);
  if (code == SL_OK) {
    sl_claim_sums_alone(claims->sums, of->trials->model->kernels, run, claims->amounts,
                        claims->service[0]->copay);
  }
  return code;
}

static int sum_services(sl_person_claims_t *claims, const person_year_t *of, sl_trial_run_t run,
                        sl_error_t *error)
{
  const sl_kernels_t *kernels = of->trials->model->kernels;
  int code = sl_claim_sums_begin(claims->sums, run, error);
  for (size_t i = 0; code == SL_OK && i < claims->n_services; i++) {
    code = draw_amounts(claims, of, i, run, error);
    if (code == SL_OK) {
      sl_claim_sums_place(claims->sums, kernels, run, claims->counts[i] + run.first,
                          claims->amounts, claims->service[i]->copay);
    }
  }
  if (code == SL_OK) {
    sl_claim_sums_end(claims->sums, kernels, run);
  }
  return code;
}

static int sum_runs(sl_person_claims_t *claims, const person_year_t *of, sl_error_t *error)
{
  const size_t n = of->trials->n;
  int code = SL_OK;
  for (sl_trial_run_t run = {0, 0}; code == SL_OK && run.first < n; run.first += run.n) {
    run = run_from(claims, run.first, n);
    code = claims->n_services == 1 ? sum_one_service(claims, of, run, error)
                                   : sum_services(claims, of, run, error);
  }
  return code;
}

static void tell_totals(const sl_person_claims_t *claims, sl_person_totals_t *totals)
{
  const sl_claim_totals_t told = sl_claim_sums_tell(claims->sums);
  *totals = (sl_person_totals_t){.allowed = told.allowed,
                                 .shared = told.shared,
                                 .copays = told.copays,
                                 .claims = sl_claim_sums_counts(claims->sums)};
}

int sl_person_claims_draw(sl_person_claims_t *claims, const sl_trials_t *trials, int year, size_t p,
                          const double *group_factor, sl_person_totals_t *totals, sl_error_t *error)
{
  const person_year_t of = {trials, year, trials->model->scenario->group->persons[p].row};
  int code = SL_OK;
  *totals = (sl_person_totals_t){0};
  count_claims(claims, trials, year, p, group_factor);
  if (claims->n_services == 0) {
    return SL_OK;
  }
  if (asks_for_sums(claims, trials)) {
    draw_sums(claims, &of);
  } else {
    code = sum_runs(claims, &of, error);
  }
  tell_totals(claims, totals);
  return code;
}

void sl_person_claims_tally(sl_person_claims_t *claims, double *events, double *dollars)
{
  claims->events = events;
  claims->dollars = dollars;
}
