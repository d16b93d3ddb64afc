#include "sim/engine/dated/ledger.h"

#include "models/claims/disability.h"
#include "models/claims/service.h"
#include "sim/engine/dated/ledger_cases.h"
#include "sim/engine/dated/ledger_draws.h"
#include "sim/engine/trials/seats.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

/* Records drawn at a time, service by service: some 600 kB, which a second-level cache holds. Many
 * of one service together keep its tables in the first-level cache. */
#define SPAN_RECORDS 32768

int sl_ledger_new(const sl_model_t *model, sl_ledger_t **ledger, sl_error_t *error)
{
  *ledger = calloc(1, sizeof **ledger);
  if (*ledger == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's claims");
  }
  (*ledger)->model = model;
  int code = sl_large_memo_init(&(*ledger)->memo, model, error);
  code = code == SL_OK ? sl_ledger_cases_new(model, &(*ledger)->cases, error) : code;
  if (code != SL_OK) {
    sl_ledger_free(*ledger);
    *ledger = NULL;
  }
  return code;
}

void sl_ledger_free(sl_ledger_t *ledger)
{
  if (ledger != NULL) {
    sl_ledger_cases_free(ledger->cases);
    free(ledger->entries);
    free(ledger->counts);
    free(ledger->records);
    free(ledger->large);
    sl_large_memo_free(&ledger->memo);
    sl_ledger_free_draws(ledger);
    free(ledger);
  }
}

static int reserve_entries(sl_ledger_t *ledger, size_t n, sl_error_t *error)
{
  if (n <= ledger->room_entries) {
    return SL_OK;
  }
  free(ledger->entries);
  free(ledger->counts);
  free(ledger->records);
  free(ledger->large);
  ledger->entries = malloc(n * sizeof *ledger->entries);
  ledger->counts = malloc(n * SL_DATED_TRIALS * sizeof *ledger->counts);
  ledger->records = malloc(n * SL_DATED_TRIALS * sizeof *ledger->records);
  ledger->large = malloc(n * SL_DATED_TRIALS * sizeof *ledger->large);
  const bool have = ledger->entries != NULL && ledger->counts != NULL && ledger->records != NULL &&
                    ledger->large != NULL;
  ledger->room_entries = have ? n : 0;
  return have ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for a family's services");
}

/* ---- entries ---- */

static const sl_plan_t *plan_of(const sl_ledger_t *ledger)
{
  return &ledger->model->scenario->plans->list[ledger->family->plan];
}

static sl_claim_dating_t dating_of(const sl_model_t *model, size_t service, int year, int first,
                                   const sl_enrolled_days_t *span)
{
  return sl_claim_dating(sl_dating_season(model->dating, service, year),
                         model->dating->services[service].lags, (uint32_t)(span->first - first),
                         (uint32_t)(span->last - first), 0);
}

static void list_person(sl_ledger_t *ledger, uint32_t i, int year)
{
  const sl_scenario_t *scenario = ledger->model->scenario;
  const sl_model_year_t *from = sl_model_year(ledger->model, year);
  const size_t p = ledger->family->first_person + i;
  const sl_person_t *person = sl_model_person(ledger->model, year, p);
  const sl_enrolled_days_t span = from->spans[p];
  int first, last;
  sl_calendar_year(&scenario->calendar, year, &first, &last);
  for (size_t k = from->first_service[p]; k < from->first_service[p + 1]; k++) {
    sl_ledger_entry_t entry = {
        .what = &from->services[k],
        .person = person,
        .span = span,
        .year_first = first,
        .dating = dating_of(ledger->model, from->services[k].service, year, first, &span),
        .index = (uint16_t)i,
        .year = year,
        .at = sl_model_year_at(ledger->model, year)};
    entry.has_records = sl_ledger_is_in_parts(ledger, &entry);
    sl_ledger_take_rule(ledger, entry.what->service, &entry);
    ledger->has_marks =
        ledger->has_marks || entry.out_below > 0 || entry.waiting_end > entry.span.first;
    ledger->entries[ledger->n_entries++] = entry;
  }
}

/* Those of cases, behind all others. */
static void list_case_entries(sl_ledger_t *ledger)
{
  ledger->n_services = ledger->n_entries;
  for (int y = ledger->model->first_year; ledger->cases != NULL && y <= 0; y++) {
    int first, last;
    sl_calendar_year(&ledger->model->scenario->calendar, y, &first, &last);
    ledger->entries[ledger->n_entries++] =
        (sl_ledger_entry_t){.year_first = first,
                            .year = y,
                            .at = sl_model_year_at(ledger->model, y),
                            .has_records = true};
  }
}

static int list_entries(sl_ledger_t *ledger, sl_error_t *error)
{
  const sl_model_t *model = ledger->model;
  const size_t first = ledger->family->first_person, end = first + ledger->family->n_persons;
  size_t n = 0;
  for (int y = model->first_year; y <= 0; y++) {
    const sl_model_year_t *year = sl_model_year(model, y);
    n += year->first_service[end] - year->first_service[first];
  }
  const int code = reserve_entries(ledger, n + SL_LEDGER_YEARS, error);
  ledger->n_entries = 0;
  ledger->has_marks = sl_plan_looks_at_company(plan_of(ledger));
  for (int y = model->first_year; code == SL_OK && y <= 0; y++) {
    for (uint32_t i = 0; i < ledger->family->n_persons; i++) {
      list_person(ledger, i, y);
    }
  }
  if (code == SL_OK) {
    list_case_entries(ledger);
    sl_ledger_list_company(ledger);
  }
  return code;
}

/* ---- counts ---- */

/* The person's age in the model's year 0. */
static unsigned age_now(const sl_ledger_t *ledger, const sl_ledger_entry_t *entry)
{
  const size_t p = ledger->family->first_person + entry->index;
  return ledger->model->scenario->group->persons[p].age;
}

/* Returns at least the largest of them, below twice as much. */
static uint32_t add_counts(const uint32_t *restrict counts, size_t n, uint32_t *restrict sums)
{
  uint32_t bits = 0;
  for (size_t t = 0; t < n; t++) {
    sums[t] += counts[t];
    bits |= counts[t];
  }
  return bits;
}

/* bits: see add_counts. */
static int check_counts(const sl_ledger_t *ledger, const uint32_t *counts, uint32_t bits,
                        sl_error_t *error)
{
  const uint32_t told = SL_CLAIM_DRAWS - (ledger->cases != NULL ? SL_CLAIM_PARTS : 0);
  const size_t n = ledger->trials->n;
  const bool may = bits > told;
  for (size_t t = 0; may && t < n; t++) {
    if (counts[t] > told) {
      return sl_fail(error, SL_ERR_UNSUPPORTED,
                     "%u claims of one person, service and plan year: claims with days are told "
                     "apart up to %u",
                     counts[t], told);
    }
  }
  return SL_OK;
}

/* What an entry has more records than claims. */
static int count_parts(sl_ledger_t *ledger, const sl_ledger_entry_t *entry, const uint32_t *counts,
                       sl_error_t *error)
{
  uint32_t *records = ledger->records + (size_t)(entry - ledger->entries) * SL_DATED_TRIALS;
  const int code = sl_ledger_count_parts(ledger, entry, records, error);
  for (size_t t = 0; code == SL_OK && t < ledger->trials->n; t++) {
    ledger->size[entry->at][t] += records[t] - counts[t];
  }
  return code;
}

static int count_entry(sl_ledger_t *ledger, size_t e, const double *multipliers, sl_error_t *error)
{
  const sl_trials_t *trials = ledger->trials;
  sl_ledger_entry_t *entry = &ledger->entries[e];
  uint32_t *counts = ledger->counts + e * SL_DATED_TRIALS;
  const sl_counted_t of = {entry->year, entry->person->row, entry->what, multipliers};
  int code = SL_OK;
  sl_trials_counts(trials, &of, &ledger->memo, counts, ledger->large + e * SL_DATED_TRIALS,
                   &entry->some_large);
  sl_seats_mask(trials, entry->year, age_now(ledger, entry), counts);
  sl_seats_end(trials, entry->year,
               &ledger->model->scenario->claims->services[entry->what->service], entry->person->row,
               counts);
  const uint32_t bits = add_counts(counts, trials->n, ledger->claims[entry->at]);
  if (entry->has_records) {
    code = count_parts(ledger, entry, counts, error);
  }
  return code == SL_OK ? check_counts(ledger, counts, bits, error) : code;
}

static void add_claims(sl_ledger_t *ledger, size_t *claims)
{
  const size_t plan_year = sl_model_year_at(ledger->model, 0), n = ledger->trials->n;
  for (size_t at = 0; at <= plan_year; at++) {
    for (size_t t = 0; t < n; t++) {
      ledger->size[at][t] += ledger->claims[at][t];
    }
  }
  for (size_t t = 0; t < n; t++) {
    claims[t] += ledger->claims[plan_year][t];
  }
}

int sl_ledger_count(sl_ledger_t *ledger, const sl_trials_t *trials, const sl_family_t *family,
                    const sl_ledger_factors_t *factors, size_t *claims, sl_error_t *error)
{
  ledger->trials = trials;
  ledger->family = family;
  ledger->begin = ledger->end = 0;
  int code = list_entries(ledger, error);
  memset(ledger->size, 0, (sl_model_year_at(ledger->model, 0) + 1) * sizeof ledger->size[0]);
  memset(ledger->claims, 0, (sl_model_year_at(ledger->model, 0) + 1) * sizeof ledger->claims[0]);
  const double *multipliers = NULL;
  for (size_t e = 0; code == SL_OK && e < ledger->n_services; e++) {
    const sl_ledger_entry_t *entry = &ledger->entries[e];
    if (e == 0 || entry->person != entry[-1].person || entry->year != entry[-1].year) {
      multipliers = sl_trials_multipliers(trials, entry->year, entry->person->row,
                                          factors->services[entry->at], ledger->trial_words,
                                          ledger->multiplier);
    }
    code = count_entry(ledger, e, multipliers, error);
  }
  add_claims(ledger, claims);
  return code == SL_OK && ledger->cases != NULL
             ? sl_ledger_count_cases(ledger, factors, claims, error)
             : code;
}

size_t sl_ledger_size(const sl_ledger_t *ledger, size_t trial)
{
  size_t n = 0;
  for (size_t at = 0; at <= sl_model_year_at(ledger->model, 0); at++) {
    n += ledger->size[at][trial];
  }
  return n;
}

/* ---- draws ---- */

/* Amounts of cases are known; their parts are needed only with their days. at: behind the claims of
 * services. */
static int draw_cases(sl_ledger_t *ledger, size_t at, size_t total, bool dated, sl_error_t *error)
{
  const int code = sl_ledger_reserve_parts(ledger, total - at, error);
  for (size_t e = ledger->n_services; code == SL_OK && e < ledger->n_entries; e++) {
    ledger->entries[e].first = at;
    at += dated ? sl_ledger_draw_parts(ledger, &ledger->entries[e]) : 0;
  }
  return code;
}

static void keep_some(uint32_t *numbers, size_t n_entries, const uint32_t *kept)
{
  for (size_t e = 0; e < n_entries; e++) {
    for (size_t t = 0; t < SL_DATED_TRIALS; t++) {
      numbers[e * SL_DATED_TRIALS + t] &= kept[t];
    }
  }
}

void sl_ledger_trend(sl_ledger_t *ledger, const sl_trials_t *trials, const uint32_t *kept)
{
  ledger->trials = trials;
  keep_some(ledger->counts, ledger->n_services, kept);
  keep_some(ledger->large, ledger->n_services, kept);
  for (size_t e = 0; e < ledger->n_entries; e++) {
    if (ledger->entries[e].has_records) {
      keep_some(ledger->records + e * SL_DATED_TRIALS, 1, kept);
    }
  }
  for (size_t at = 0; at <= sl_model_year_at(ledger->model, 0); at++) {
    for (size_t t = 0; t < SL_DATED_TRIALS; t++) {
      ledger->size[at][t] = kept[t] != 0 ? ledger->size[at][t] : 0;
    }
  }
  if (ledger->cases != NULL) {
    sl_ledger_trend_cases(ledger, kept);
  }
}

int sl_ledger_draw(sl_ledger_t *ledger, size_t first, size_t most, bool dated, sl_error_t *error)
{
  size_t end = first + 1, total = sl_ledger_size(ledger, first), at = 0;
  while (end < most && total + sl_ledger_size(ledger, end) <= SPAN_RECORDS) {
    total += sl_ledger_size(ledger, end++);
  }
  const int code = sl_ledger_reserve_draws(ledger, total, error);
  ledger->begin = first;
  ledger->end = end;
  for (size_t e = 0; code == SL_OK && e < ledger->n_services; e++) {
    ledger->entries[e].first = at;
    at += sl_ledger_draw_entry(ledger, &ledger->entries[e], dated);
  }
  return code == SL_OK && ledger->cases != NULL ? draw_cases(ledger, at, total, dated, error)
                                                : code;
}
