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
  sl_person_sum_t all;         /* allowed of every claim */
  sl_person_sum_t shared;      /* of it, what deductible and coinsurance apply to */
  sl_person_sum_t copays_paid; /* copays of the rest */
  double group_factor[SL_BLOCK_TRIALS];
  double multiplier[SL_BLOCK_TRIALS];
  double allowed[SL_BLOCK_TRIALS];
  double shared_allowed[SL_BLOCK_TRIALS];
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
  const sl_trials_t *trials;
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

static void add_copays(sl_workspace_t *work, size_t trial, double copay, double *amounts,
                       uint32_t n)
{
  for (uint32_t j = 0; j < n; j++) {
    amounts[j] = amounts[j] < copay ? amounts[j] : copay;
  }
  sl_person_sum_add(&work->copays_paid, trial, amounts, n);
}

/* All claims are summed in the order drawn, whatever the plan makes of them: so what is allowed
 * keeps its bits when only the plan changes. */
static void add_claims(sl_workspace_t *work, const sl_person_service_t *entry, bool has_copays,
                       size_t first, size_t end)
{
  double *amounts = work->amounts;
  for (size_t t = first; t < end; t++) {
    const uint32_t n = work->counts[t];
    sl_person_sum_add(&work->all, t, amounts, n);
    if (has_copays && isnan(entry->copay)) {
      sl_person_sum_add(&work->shared, t, amounts, n);
    } else if (has_copays) {
      add_copays(work, t, entry->copay, amounts, n);
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
                        const sl_person_service_t *entry, bool has_copays,
                        const double *multipliers)
{
  sl_workspace_t *work = u->work;
  const sl_stream_t count_stream = sl_trials_stream(u->trials, SL_DRAW_COUNT, 0, entry->service);
  const sl_stream_t amount_stream = sl_trials_stream(u->trials, SL_DRAW_AMOUNT, 0, entry->service);
  if (sl_count_law_batch(u->model->laws[entry->law], u->model->kernels, &count_stream,
                         u->trials->first, u->n, person->row, multipliers, work->trial_words,
                         work->counts) == 0) {
    return SL_OK;
  }
  for (size_t first = 0, end = 0; first < u->n; first = end) {
    size_t n_claims;
    end = chunk_end(u, first, &n_claims);
    const int code = reserve_claims(work, n_claims, u->error);
    if (code != SL_OK) {
      return code;
    }
    u->model->kernels->words_by_claim(&amount_stream, u->trials->first + (uint32_t)first,
                                      end - first, person->row, work->counts + first, work->words);
    u->model->kernels->draw_amounts(u->model->samplers[entry->service], work->words, n_claims,
                                    entry->scale * u->trials->inflation,
                                    entry->limit * u->trials->inflation, work->amounts);
    add_claims(work, entry, has_copays, first, end);
  }
  for (size_t t = 0; t < u->n; t++) {
    u->sums->claims[t] += work->counts[t];
  }
  return SL_OK;
}

/* The person's totals by trial. Without copays everything is shared. */
static void total_claims(sl_workspace_t *work, size_t n, bool has_copays)
{
  for (size_t t = 0; t < n; t++) {
    work->allowed[t] = sl_person_sum_total(&work->all, t);
    work->shared_allowed[t] = work->allowed[t];
    work->copays[t] = 0.0;
  }
  for (size_t t = 0; has_copays && t < n; t++) {
    work->shared_allowed[t] = sl_person_sum_total(&work->shared, t);
    work->copays[t] = sl_person_sum_total(&work->copays_paid, t);
  }
}

/* Split the person's totals between member and plan. */
static void adjudicate(const unit_t *u, const sl_plan_t *plan)
{
  sl_workspace_t *work = u->work;
  sl_plan_member_cost_batch(plan, u->n, work->shared_allowed, work->copays, work->limits,
                            work->member_paid);
  for (size_t t = 0; t < u->n; t++) {
    const double paid = work->allowed[t] - work->member_paid[t];
    /* Sums of copays and of allowed amounts round apart: a plan never pays less than nothing. */
    work->plan_paid[t] = paid > 0.0 ? paid : 0.0;
    u->sums->allowed[t] += work->allowed[t];
    u->sums->member_paid[t] += work->member_paid[t];
    if (work->plan_paid[t] > u->sums->largest[t]) {
      u->sums->largest[t] = work->plan_paid[t];
    }
  }
}

/* Only the pricing pass tells of claimants. */
static void count_claimants(const unit_t *u, size_t cover, double deductible)
{
  double *half = u->sums->claimants_half + cover * SL_BLOCK_TRIALS;
  double *full = u->sums->claimants_full + cover * SL_BLOCK_TRIALS;
  for (size_t t = 0; t < u->n; t++) {
    half[t] += u->work->plan_paid[t] > 0.5 * deductible;
    full[t] += u->work->plan_paid[t] > deductible;
  }
}

static void take_specific(const unit_t *u, const sl_person_t *person)
{
  for (size_t c = 0; c < u->model->n_covers; c++) {
    const sl_arrangement_t *arrangement = u->model->covers[c].arrangement;
    if (!arrangement->kind->takes_stoploss) {
      continue;
    }
    const sl_specific_t *specific = arrangement->has_specific ? &arrangement->specific : NULL;
    bool excluded = false;
    const double deductible = specific != NULL
                                  ? sl_specific_deductible_of(specific, person->row, &excluded)
                                  : (double)INFINITY;
    sl_specific_accumulate_batch(specific, u->n, u->work->plan_paid, deductible, excluded,
                                 u->sums->excess + c * SL_BLOCK_TRIALS,
                                 u->sums->eligible + c * SL_BLOCK_TRIALS);
    if (specific != NULL && u->trials->pass == SL_PASS_PRICING) {
      count_claimants(u, c, deductible);
    }
  }
}

static bool any_copay(const sl_person_service_t *services, size_t n)
{
  bool any = false;
  for (size_t i = 0; i < n; i++) {
    any = any || !isnan(services[i].copay);
  }
  return any;
}

static void clear_sums(sl_workspace_t *work, size_t n, bool has_copays)
{
  sl_person_sum_clear(&work->all, n);
  if (has_copays) {
    sl_person_sum_clear(&work->shared, n);
    sl_person_sum_clear(&work->copays_paid, n);
  }
}

static int simulate_person(const unit_t *u, size_t p, const sl_plan_t *plan)
{
  const sl_person_t *person = &u->model->scenario->persons[p];
  const sl_model_year_t *year = &u->model->year[0];
  const size_t first = year->first_service[p];
  const size_t n_services = year->first_service[p + 1] - first;
  const sl_person_service_t *services = year->services + first;
  if (n_services == 0) {
    return SL_OK;
  }
  const bool has_copays = any_copay(services, n_services);
  const double *multipliers = sl_trials_multipliers(
      u->trials, 0, person->row, u->work->group_factor, u->work->trial_words, u->work->multiplier);
  clear_sums(u->work, u->n, has_copays);
  for (size_t i = 0; i < n_services; i++) {
    const int code = draw_service(u, person, &services[i], has_copays, multipliers);
    if (code != SL_OK) {
      return code;
    }
  }
  total_claims(u->work, u->n, has_copays);
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

int sl_unit_simulate(const sl_trials_t *trials, const sl_tile_t *tile, sl_workspace_t *workspace,
                     sl_unit_sums_t *sums, sl_error_t *error)
{
  const sl_model_t *model = trials->model;
  const unit_t unit = {model, trials, trials->n, workspace, sums, error};
  int code = SL_OK;
  sl_unit_sums_clear(sums);
  if (model->group_factor != NULL) {
    sl_trials_group_factor(trials, 0, workspace->trial_words, workspace->group_factor);
  }
  for (size_t f = 0; code == SL_OK && f < tile->n_families; f++) {
    code = simulate_family(&unit, &model->scenario->families[tile->first_family + f]);
  }
  return code;
}
