/* The claim's journey within a unit: counts, amounts, the person's totals, plan design, specific.
 * Outside loop over families, inside loops over the trials of the block. */
#include "sim/engine/unit.h"

#include "sim/engine/person_sum.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Claims are drawn for as many trials at a time as fit here: words and amounts stay in cache. */
#define CHUNK_CLAIMS 4096

struct sl_workspace {
  sl_person_sum_t shared;        /* allowed that deductible and coinsurance apply to */
  sl_person_sum_t copay_allowed; /* allowed of services with a copay */
  sl_person_sum_t copay_paid;    /* copays */
  double group_factor[SL_BLOCK_TRIALS];
  double multiplier[SL_BLOCK_TRIALS];
  double allowed[SL_BLOCK_TRIALS];
  double copays[SL_BLOCK_TRIALS];
  double member_paid[SL_BLOCK_TRIALS];
  double plan_paid[SL_BLOCK_TRIALS];
  sl_family_limits_t limits[SL_BLOCK_TRIALS];
  uint64_t trial_words[SL_BLOCK_TRIALS];
  uint32_t counts[SL_BLOCK_TRIALS];
  size_t capacity; /* of the two below */
  uint64_t *words;
  double *amounts;
};

/* What the functions of one unit share. */
typedef struct unit {
  const sl_model_t *model;
  sl_pass_t pass;
  uint32_t first_trial;
  size_t n; /* trials */
  sl_workspace_t *work;
  sl_unit_sums_t *sums;
  sl_error_t *error;
} unit_t;

static int reserve_claims(sl_workspace_t *work, size_t capacity, sl_error_t *error)
{
  if (capacity <= work->capacity) {
    return SL_OK;
  }
  free(work->words);
  free(work->amounts);
  work->words = malloc(capacity * sizeof *work->words);
  work->amounts = malloc(capacity * sizeof *work->amounts);
  if (work->words == NULL || work->amounts == NULL) {
    work->capacity = 0;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claims of one person", capacity);
  }
  work->capacity = capacity;
  return SL_OK;
}

int sl_workspace_new(sl_workspace_t **workspace, sl_error_t *error)
{
  *workspace = calloc(1, sizeof **workspace);
  if (*workspace == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's buffers");
  }
  const int code = reserve_claims(*workspace, CHUNK_CLAIMS, error);
  if (code != SL_OK) {
    sl_workspace_free(*workspace);
    *workspace = NULL;
  }
  return code;
}

void sl_workspace_free(sl_workspace_t *workspace)
{
  if (workspace != NULL) {
    free(workspace->words);
    free(workspace->amounts);
    free(workspace);
  }
}

static sl_stream_t stream_of(const unit_t *u, sl_draw_kind_t kind, unsigned service)
{
  return sl_stream_init(u->model->scenario->simulation.seed, u->pass, kind, 0, service);
}

/* One multiplier of exposure per trial. */
static void draw_multipliers(const unit_t *u, const sl_sampler_t *sampler, sl_draw_kind_t kind,
                             uint32_t row, double *multipliers)
{
  const sl_stream_t stream = stream_of(u, kind, 0);
  sl_stream_words_by_trial(&stream, u->first_trial, u->n, row, 0, u->work->trial_words);
  sl_sampler_draw_batch(sampler, u->work->trial_words, u->n, 1.0, (double)INFINITY, multipliers);
}

/* The random part of a person's exposure by trial; NULL where there is none. */
static const double *person_multipliers(const unit_t *u, const sl_person_t *person)
{
  sl_workspace_t *work = u->work;
  if (u->model->frailty == NULL) {
    return u->model->group_factor != NULL ? work->group_factor : NULL;
  }
  draw_multipliers(u, u->model->frailty, SL_DRAW_FRAILTY, person->row, work->multiplier);
  if (u->model->group_factor != NULL) {
    for (size_t t = 0; t < u->n; t++) {
      work->multiplier[t] *= work->group_factor[t];
    }
  }
  return work->multiplier;
}

static void add_copay_claims(sl_workspace_t *work, size_t trial, double copay, double *amounts,
                             uint32_t n)
{
  sl_person_sum_add(&work->copay_allowed, trial, amounts, n);
  for (uint32_t j = 0; j < n; j++) {
    amounts[j] = amounts[j] < copay ? amounts[j] : copay;
  }
  sl_person_sum_add(&work->copay_paid, trial, amounts, n);
}

static void add_claims(sl_workspace_t *work, const sl_person_service_t *entry, size_t first,
                       size_t end)
{
  double *amounts = work->amounts;
  for (size_t t = first; t < end; t++) {
    const uint32_t n = work->counts[t];
    if (isnan(entry->copay)) {
      sl_person_sum_add(&work->shared, t, amounts, n);
    } else {
      add_copay_claims(work, t, entry->copay, amounts, n);
    }
    amounts += n;
  }
}

/* The longest run of trials from `first` whose claims fit the buffers (at least one trial). */
static size_t chunk_end(const unit_t *u, size_t first, size_t *n_claims)
{
  const uint32_t *counts = u->work->counts;
  size_t end = first + 1, total = counts[first];
  while (end < u->n && total + counts[end] <= CHUNK_CLAIMS) {
    total += counts[end++];
  }
  *n_claims = total;
  return end;
}

static int draw_service(const unit_t *u, const sl_person_t *person,
                        const sl_person_service_t *entry, const double *multipliers)
{
  sl_workspace_t *work = u->work;
  const sl_stream_t count_stream = stream_of(u, SL_DRAW_COUNT, entry->service);
  const sl_stream_t amount_stream = stream_of(u, SL_DRAW_AMOUNT, entry->service);
  if (sl_count_law_batch(entry->law, &count_stream, u->first_trial, u->n, person->row, multipliers,
                         work->trial_words, work->counts) == 0) {
    return SL_OK;
  }
  for (size_t first = 0, end = 0; first < u->n; first = end) {
    size_t n_claims;
    end = chunk_end(u, first, &n_claims);
    const int code = reserve_claims(work, n_claims, u->error);
    if (code != SL_OK) {
      return code;
    }
    sl_stream_words_by_claim(&amount_stream, u->first_trial + (uint32_t)first, end - first,
                             person->row, work->counts + first, work->words);
    sl_sampler_draw_batch(u->model->samplers[entry->service], work->words, n_claims, entry->scale,
                          entry->limit, work->amounts);
    add_claims(work, entry, first, end);
  }
  for (size_t t = 0; t < u->n; t++) {
    u->sums->claims[t] += work->counts[t];
  }
  return SL_OK;
}

/* Split the person's totals between member and plan. */
static void adjudicate(const unit_t *u, const sl_plan_t *plan)
{
  sl_workspace_t *work = u->work;
  for (size_t t = 0; t < u->n; t++) {
    work->allowed[t] = sl_person_sum_total(&work->shared, t);
    work->copays[t] = sl_person_sum_total(&work->copay_paid, t);
  }
  sl_plan_member_cost_batch(plan, u->n, work->allowed, work->copays, work->limits,
                            work->member_paid);
  for (size_t t = 0; t < u->n; t++) {
    const double allowed = work->allowed[t] + sl_person_sum_total(&work->copay_allowed, t);
    const double paid = allowed - work->member_paid[t];
    /* Sums of copays and of allowed amounts round apart: a plan never pays less than nothing. */
    work->plan_paid[t] = paid > 0.0 ? paid : 0.0;
    u->sums->allowed[t] += allowed;
    u->sums->member_paid[t] += work->member_paid[t];
    if (work->plan_paid[t] > u->sums->largest[t]) {
      u->sums->largest[t] = work->plan_paid[t];
    }
  }
}

static void take_specific(const unit_t *u, const sl_person_t *person)
{
  const sl_scenario_t *scenario = u->model->scenario;
  for (size_t a = 0; a < scenario->n_arrangements; a++) {
    const sl_arrangement_t *arrangement = &scenario->arrangements[a];
    if (!arrangement->kind->takes_stoploss) {
      continue;
    }
    const sl_specific_t *specific = arrangement->has_specific ? &arrangement->specific : NULL;
    bool excluded = false;
    const double deductible = specific != NULL
                                  ? sl_specific_deductible_of(specific, person->row, &excluded)
                                  : (double)INFINITY;
    sl_specific_accumulate_batch(specific, u->n, u->work->plan_paid, deductible, excluded,
                                 u->sums->excess + a * SL_BLOCK_TRIALS,
                                 u->sums->eligible + a * SL_BLOCK_TRIALS);
  }
}

static int simulate_person(const unit_t *u, size_t p, const sl_plan_t *plan)
{
  const sl_person_t *person = &u->model->scenario->persons[p];
  const size_t first = u->model->first_service[p], end = u->model->first_service[p + 1];
  if (first == end) {
    return SL_OK;
  }
  sl_person_sum_clear(&u->work->shared, u->n);
  sl_person_sum_clear(&u->work->copay_allowed, u->n);
  sl_person_sum_clear(&u->work->copay_paid, u->n);
  const double *multipliers = person_multipliers(u, person);
  for (size_t i = first; i < end; i++) {
    const int code = draw_service(u, person, &u->model->services[i], multipliers);
    if (code != SL_OK) {
      return code;
    }
  }
  adjudicate(u, plan);
  take_specific(u, person);
  return SL_OK;
}

static int simulate_family(const unit_t *u, const sl_family_t *family)
{
  const sl_plan_t *plan = &u->model->scenario->plans[family->plan];
  for (size_t t = 0; t < u->n; t++) {
    u->work->limits[t] = sl_plan_family_limits(plan);
  }
  int code = SL_OK;
  for (uint32_t i = 0; code == SL_OK && i < family->n_persons; i++) {
    code = simulate_person(u, family->first_person + i, plan);
  }
  return code;
}

int sl_unit_simulate(const sl_model_t *model, sl_pass_t pass, uint32_t first_trial, size_t n_trials,
                     const sl_tile_t *tile, sl_workspace_t *workspace, sl_unit_sums_t *sums,
                     sl_error_t *error)
{
  const unit_t unit = {model, pass, first_trial, n_trials, workspace, sums, error};
  int code = SL_OK;
  sl_unit_sums_clear(sums);
  if (model->group_factor != NULL) {
    draw_multipliers(&unit, model->group_factor, SL_DRAW_GROUP, SL_ROW_GROUP,
                     workspace->group_factor);
  }
  for (size_t f = 0; code == SL_OK && f < tile->n_families; f++) {
    code = simulate_family(&unit, &model->scenario->families[tile->first_family + f]);
  }
  return code;
}
