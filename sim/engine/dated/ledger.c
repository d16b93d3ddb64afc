#include "sim/engine/dated/ledger.h"

#include "models/claims/disability.h"
#include "models/claims/service.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Claims drawn at a time, service by service: some 400 kB, which a second-level cache holds. Many
 * of one service together keep its tables in the first-level cache. */
#define SPAN_CLAIMS 16384

/* Of them, claims listed at a time: they stay in the first-level cache. */
#define CHUNK_CLAIMS 384

/* Plan years, from the model's first on: sl_model_year_at says which. */
#define YEARS (SL_YEARS_BEFORE_MAX + 1)

/* One person, service and plan year of the family. */
typedef struct entry {
  const sl_person_service_t *what;
  const sl_person_t *person;
  sl_enrolled_days_t span;
  int32_t waiting_end; /* claims incurred before are within the waiting period */
  uint64_t out_below;  /* words below are out of network; 0 = no claim is */
  uint16_t index;      /* of the person within the family */
  int year;
  size_t at;   /* of the year */
  size_t next; /* of the claims drawn, the first that is not yet listed */
} entry_t;

struct sl_ledger {
  const sl_model_t *model;
  const sl_trials_t *trials; /* of the last count */
  entry_t *entries;
  size_t n_entries, room_entries;
  uint32_t *counts; /* [entry][SL_DATED_TRIALS]: claims drawn */
  uint32_t *rows;   /* likewise: claims listed, more where a disability is listed by payment */
  size_t size[YEARS][SL_DATED_TRIALS];
  size_t first[YEARS][SL_DATED_TRIALS]; /* of the listed trials: where the slice begins */
  size_t next[YEARS][SL_DATED_TRIALS];
  sl_claim_t *claims;
  size_t room_claims;
  size_t span_end; /* the trial before which claims are drawn */
  double *amounts; /* these by claim drawn, entry by entry */
  int32_t *days, *lags;
  bool *outside;   /* of the network */
  uint64_t *words; /* scratch of one entry */
  size_t room_draws;
  uint64_t trial_words[SL_DATED_TRIALS];
  double multiplier[SL_DATED_TRIALS];
};

int sl_ledger_new(const sl_model_t *model, sl_ledger_t **ledger, sl_error_t *error)
{
  *ledger = calloc(1, sizeof **ledger);
  if (*ledger == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's claims");
  }
  (*ledger)->model = model;
  return SL_OK;
}

static void free_draws(sl_ledger_t *ledger)
{
  free(ledger->amounts);
  free(ledger->days);
  free(ledger->lags);
  free(ledger->outside);
  free(ledger->words);
}

void sl_ledger_free(sl_ledger_t *ledger)
{
  if (ledger != NULL) {
    free(ledger->entries);
    free(ledger->counts);
    free(ledger->rows);
    free(ledger->claims);
    free_draws(ledger);
    free(ledger);
  }
}

/* ---- room ---- */

static int reserve_entries(sl_ledger_t *ledger, size_t n, sl_error_t *error)
{
  if (n <= ledger->room_entries) {
    return SL_OK;
  }
  free(ledger->entries);
  free(ledger->counts);
  free(ledger->rows);
  ledger->entries = malloc(n * sizeof *ledger->entries);
  ledger->counts = malloc(n * SL_DATED_TRIALS * sizeof *ledger->counts);
  ledger->rows = malloc(n * SL_DATED_TRIALS * sizeof *ledger->rows);
  const bool have = ledger->entries != NULL && ledger->counts != NULL && ledger->rows != NULL;
  ledger->room_entries = have ? n : 0;
  return have ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for a family's services");
}

static int reserve_claims(sl_ledger_t *ledger, size_t n, sl_error_t *error)
{
  if (n <= ledger->room_claims) {
    return SL_OK;
  }
  free(ledger->claims);
  ledger->claims = malloc(n * sizeof *ledger->claims);
  ledger->room_claims = ledger->claims != NULL ? n : 0;
  return ledger->claims != NULL ? SL_OK
                                : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claims", n);
}

static int reserve_draws(sl_ledger_t *ledger, size_t n, sl_error_t *error)
{
  if (n <= ledger->room_draws) {
    return SL_OK;
  }
  free_draws(ledger);
  ledger->amounts = malloc(n * sizeof *ledger->amounts);
  ledger->days = malloc(n * sizeof *ledger->days);
  ledger->lags = malloc(n * sizeof *ledger->lags);
  ledger->outside = malloc(n * sizeof *ledger->outside);
  ledger->words = malloc(n * sizeof *ledger->words);
  const bool have = ledger->amounts != NULL && ledger->days != NULL && ledger->lags != NULL &&
                    ledger->outside != NULL && ledger->words != NULL;
  ledger->room_draws = have ? n : 0;
  return have ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claims", n);
}

/* ---- counts ---- */

static uint64_t words_below(double share)
{
  return share >= 1.0 ? UINT64_MAX : (uint64_t)(share * 0x1p63) << 1;
}

static void list_person(sl_ledger_t *ledger, const sl_family_t *family, uint32_t i, int year)
{
  const sl_scenario_t *scenario = ledger->model->scenario;
  const sl_model_year_t *from = sl_model_year(ledger->model, year);
  const sl_plan_t *plan = &scenario->plans->list[family->plan];
  const size_t p = family->first_person + i;
  for (size_t k = from->first_service[p]; k < from->first_service[p + 1]; k++) {
    const sl_service_rule_t *rule = &plan->rule[from->services[k].service];
    ledger->entries[ledger->n_entries++] =
        (entry_t){.what = &from->services[k],
                  .person = &scenario->group->persons[p],
                  .span = from->spans[p],
                  .waiting_end = sl_dating_waiting_end(
                      &scenario->calendar, &scenario->group->persons[p], rule->waiting_months),
                  .out_below = rule->benefit == 0 ? words_below(plan->out_of_network) : 0,
                  .index = (uint16_t)i,
                  .year = year,
                  .at = sl_model_year_at(ledger->model, year)};
  }
}

static int list_entries(sl_ledger_t *ledger, const sl_family_t *family, sl_error_t *error)
{
  const sl_model_t *model = ledger->model;
  const size_t first = family->first_person, end = first + family->n_persons;
  size_t n = 0;
  for (int y = model->first_year; y <= 0; y++) {
    const sl_model_year_t *year = sl_model_year(model, y);
    n += year->first_service[end] - year->first_service[first];
  }
  const int code = reserve_entries(ledger, n, error);
  ledger->n_entries = 0;
  for (int y = model->first_year; code == SL_OK && y <= 0; y++) {
    for (uint32_t i = 0; i < family->n_persons; i++) {
      list_person(ledger, family, i, y);
    }
  }
  return code;
}

static const sl_service_t *service_of(const sl_ledger_t *ledger, const entry_t *entry)
{
  return &ledger->model->scenario->claims->services[entry->what->service];
}

/* A disability is entered payment by payment. */
static bool is_by_payment(const sl_ledger_t *ledger, const entry_t *entry)
{
  return service_of(ledger, entry)->disability != NULL;
}

static uint32_t rows_of(const sl_service_t *service, const sl_person_t *person, double duration)
{
  const size_t n = sl_disability_payments(service->disability, duration, person->age);
  return n > 0 ? (uint32_t)n : 1; /* a claim without benefit is still a claim */
}

static const uint32_t *counts_of(const sl_ledger_t *ledger, const entry_t *entry)
{
  return ledger->counts + (size_t)(entry - ledger->entries) * SL_DATED_TRIALS;
}

static size_t drawn_in(const sl_ledger_t *ledger, const entry_t *entry, size_t first, size_t end)
{
  const uint32_t *counts = counts_of(ledger, entry);
  size_t n = 0;
  for (size_t t = first; t < end; t++) {
    n += counts[t];
  }
  return n;
}

/* The claims of one entry in trials first .. end - 1: n of them, from `at` of the arrays. */
typedef struct draws {
  const entry_t *entry;
  size_t first, end, at, n;
} draws_t;

static void draw_amounts(sl_ledger_t *ledger, const draws_t *draws);

/* How many claims a disability service lists in each trial: its payments. */
static int count_payments(sl_ledger_t *ledger, const entry_t *entry, uint32_t *rows,
                          sl_error_t *error)
{
  const uint32_t *counts = counts_of(ledger, entry);
  const size_t n = drawn_in(ledger, entry, 0, ledger->trials->n);
  const int code = reserve_draws(ledger, n, error);
  if (code != SL_OK) {
    return code;
  }
  size_t j = 0;
  draw_amounts(ledger, &(draws_t){.entry = entry, .end = ledger->trials->n, .n = n});
  for (size_t t = 0; t < ledger->trials->n; t++) {
    rows[t] = 0;
    for (uint32_t k = 0; k < counts[t]; k++) {
      rows[t] += rows_of(service_of(ledger, entry), entry->person, ledger->amounts[j++]);
    }
  }
  return SL_OK;
}

static int count_entry(sl_ledger_t *ledger, size_t e, const double *multipliers, double *claims,
                       sl_error_t *error)
{
  const sl_trials_t *trials = ledger->trials;
  const entry_t *entry = &ledger->entries[e];
  uint32_t *counts = ledger->counts + e * SL_DATED_TRIALS;
  uint32_t *rows = ledger->rows + e * SL_DATED_TRIALS;
  const sl_stream_t stream =
      sl_trials_stream(trials, SL_DRAW_COUNT, entry->year, entry->what->service);
  int code = SL_OK;
  sl_count_law_batch(sl_trials_law(trials, entry->year, entry->what->law), ledger->model->kernels,
                     &stream, trials->first, trials->n, entry->person->row, multipliers, counts);
  sl_trials_take_counts(trials, entry->year, entry->what->law, counts, multipliers);
  memcpy(rows, counts, trials->n * sizeof *rows);
  if (is_by_payment(ledger, entry)) {
    code = count_payments(ledger, entry, rows, error);
  }
  for (size_t t = 0; t < trials->n; t++) {
    ledger->size[entry->at][t] += rows[t];
    claims[t] += entry->year == 0 ? counts[t] : 0;
  }
  return code;
}

int sl_ledger_count(sl_ledger_t *ledger, const sl_trials_t *trials, const sl_family_t *family,
                    const double *const *group_factor, double *claims, sl_error_t *error)
{
  int code = list_entries(ledger, family, error);
  ledger->trials = trials;
  ledger->span_end = 0;
  memset(ledger->size, 0, (sl_model_year_at(ledger->model, 0) + 1) * sizeof ledger->size[0]);
  const double *multipliers = NULL;
  for (size_t e = 0; code == SL_OK && e < ledger->n_entries; e++) {
    const entry_t *entry = &ledger->entries[e];
    if (e == 0 || entry->person != entry[-1].person || entry->year != entry[-1].year) {
      multipliers =
          sl_trials_multipliers(trials, entry->year, entry->person->row, group_factor[entry->at],
                                ledger->trial_words, ledger->multiplier);
    }
    code = count_entry(ledger, e, multipliers, claims, error);
  }
  return code;
}

/* ---- amounts and days ---- */

static void draw_words(sl_ledger_t *ledger, const draws_t *draws, sl_draw_kind_t kind)
{
  const entry_t *entry = draws->entry;
  const sl_trials_t *trials = ledger->trials;
  const sl_stream_t stream = sl_trials_stream(trials, kind, entry->year, entry->what->service);
  ledger->model->kernels->words_by_claim(&stream, trials->first + (uint32_t)draws->first,
                                         draws->end - draws->first, entry->person->row,
                                         counts_of(ledger, entry) + draws->first, ledger->words);
}

/* Amounts; durations, of a disability. */
static void draw_amounts(sl_ledger_t *ledger, const draws_t *draws)
{
  const sl_person_service_t *what = draws->entry->what;
  const double inflation =
      service_of(ledger, draws->entry)->disability != NULL ? 1.0 : ledger->trials->inflation;
  draw_words(ledger, draws, SL_DRAW_AMOUNT);
  sl_trials_take_words(ledger->trials, draws->entry->year, what->service, draws->first,
                       draws->end - draws->first, counts_of(ledger, draws->entry) + draws->first,
                       ledger->words);
  ledger->model->kernels->draw_amounts(ledger->model->samplers[what->service], ledger->words,
                                       draws->n, what->scale * inflation, what->limit,
                                       ledger->amounts + draws->at);
}

/* The upper half of a claim's word is its incurred day, the lower half its lag. */
static void draw_dates(sl_ledger_t *ledger, const draws_t *draws)
{
  const entry_t *entry = draws->entry;
  const sl_service_dating_t *dating = &ledger->model->dating->services[entry->what->service];
  const sl_season_t *season =
      sl_dating_season(ledger->model->dating, entry->what->service, entry->year);
  const uint64_t *words = ledger->words;
  int32_t *days = ledger->days + draws->at, *lags = ledger->lags + draws->at;
  draw_words(ledger, draws, SL_DRAW_DAY);
  if (season->below == NULL) {
    for (size_t j = 0; j < draws->n; j++) {
      days[j] = sl_dating_uniform_day(entry->span.first, entry->span.last, words[j]);
    }
  } else {
    for (size_t j = 0; j < draws->n; j++) {
      days[j] = sl_dating_day(season, entry->span.first, entry->span.last, words[j]);
    }
  }
  for (size_t j = 0; j < draws->n; j++) {
    lags[j] = sl_dating_lag(dating, words[j]);
  }
}

static void draw_network(sl_ledger_t *ledger, const draws_t *draws)
{
  bool *outside = ledger->outside + draws->at;
  if (draws->entry->out_below == 0) {
    memset(outside, 0, draws->n * sizeof *outside);
    return;
  }
  draw_words(ledger, draws, SL_DRAW_NETWORK);
  for (size_t j = 0; j < draws->n; j++) {
    outside[j] = ledger->words[j] < draws->entry->out_below;
  }
}

/* All claims of trials from `first` on, as many as fit the cache (at least one trial). */
static int draw_span(sl_ledger_t *ledger, size_t first, sl_error_t *error)
{
  size_t end = first + 1, total = sl_ledger_size(ledger, first), at = 0;
  while (end < ledger->trials->n && total + sl_ledger_size(ledger, end) <= SPAN_CLAIMS) {
    total += sl_ledger_size(ledger, end++);
  }
  const int code = reserve_draws(ledger, total, error);
  for (size_t e = 0; code == SL_OK && e < ledger->n_entries; e++) {
    entry_t *entry = &ledger->entries[e];
    const draws_t draws = {entry, first, end, at, drawn_in(ledger, entry, first, end)};
    entry->next = at;
    at += draws.n;
    if (draws.n > 0) {
      draw_amounts(ledger, &draws);
      draw_dates(ledger, &draws);
      draw_network(ledger, &draws);
    }
  }
  ledger->span_end = end;
  return code;
}

/* ---- entering ---- */

static sl_claim_t claim_of(const sl_ledger_t *ledger, const entry_t *entry, uint32_t draw, size_t j)
{
  const int32_t incurred = ledger->days[j];
  return (sl_claim_t){.incurred = incurred,
                      .paid = incurred + ledger->lags[j],
                      .service = entry->what->service,
                      .draw = draw,
                      .person = entry->index,
                      .out_of_network = ledger->outside[j],
                      .waiting = incurred < entry->waiting_end,
                      .allowed = ledger->amounts[j]};
}

/* Field by field: what the adjudicator fills in is not cleared first. */
static void enter_claims(sl_ledger_t *ledger, const entry_t *entry, size_t first, size_t end)
{
  const uint32_t *counts = counts_of(ledger, entry);
  size_t j = entry->next;
  for (size_t t = first; t < end; t++) {
    sl_claim_t *into = ledger->claims + ledger->next[entry->at][t];
    for (uint32_t k = 0; k < counts[t]; k++, j++) {
      into[k].incurred = ledger->days[j];
      into[k].paid = ledger->days[j] + ledger->lags[j];
      into[k].service = entry->what->service;
      into[k].draw = k;
      into[k].person = entry->index;
      into[k].out_of_network = ledger->outside[j];
      into[k].waiting = ledger->days[j] < entry->waiting_end;
      into[k].in_company = false; /* marked later, where a plan asks */
      into[k].allowed = ledger->amounts[j];
    }
    ledger->next[entry->at][t] += counts[t];
  }
}

/* Of earlier years: amounts of disabilities fall as those of other claims do. */
static double deflator_of(const sl_ledger_t *ledger, const entry_t *entry)
{
  double factor = ledger->trials->inflation;
  for (int y = entry->year; y < 0; y++) {
    factor /= 1.0 + ledger->model->scenario->claims->trend;
  }
  return factor;
}

/* A disability as its payments. Where cost counts incurred claims they are scaled to the present
 * value, which is what the year's cost counts. */
static size_t enter_payments(const sl_ledger_t *ledger, const entry_t *entry, sl_claim_t claim,
                             sl_claim_t *into)
{
  const sl_disability_t *disability = service_of(ledger, entry)->disability;
  const double duration = claim.allowed, salary = entry->person->salary;
  const unsigned age = entry->person->age;
  const uint32_t rows = rows_of(service_of(ledger, entry), entry->person, duration);
  const size_t n = sl_disability_payments(disability, duration, age);
  double scale = deflator_of(ledger, entry), sum = 0.0;
  const int32_t lag = claim.paid - claim.incurred;
  claim.allowed = 0.0;
  into[0] = claim;
  for (size_t k = 0; k < n; k++) {
    int32_t day = 0;
    into[k] = claim;
    into[k].allowed = sl_disability_payment(disability, duration, salary, k, &day);
    into[k].paid = claim.incurred + day + lag;
    sum += into[k].allowed;
  }
  if (ledger->model->dating->counts_incurred && sum > 0.0) {
    scale *= sl_disability_amount(disability, duration, salary, age) / sum;
  }
  for (size_t k = 0; k < n; k++) {
    into[k].allowed *= scale;
  }
  return rows;
}

static void enter_disabilities(sl_ledger_t *ledger, const entry_t *entry, size_t first, size_t end)
{
  const uint32_t *counts = counts_of(ledger, entry);
  size_t j = entry->next;
  for (size_t t = first; t < end; t++) {
    for (uint32_t k = 0; k < counts[t]; k++, j++) {
      sl_claim_t *into = ledger->claims + ledger->next[entry->at][t];
      ledger->next[entry->at][t] +=
          enter_payments(ledger, entry, claim_of(ledger, entry, k, j), into);
    }
  }
}

static void enter(sl_ledger_t *ledger, entry_t *entry, size_t first, size_t end)
{
  const size_t n = drawn_in(ledger, entry, first, end);
  if (n == 0) {
    return;
  }
  if (is_by_payment(ledger, entry)) {
    enter_disabilities(ledger, entry, first, end);
  } else {
    enter_claims(ledger, entry, first, end);
  }
  entry->next += n;
}

/* ---- slices ---- */

size_t sl_ledger_size(const sl_ledger_t *ledger, size_t trial)
{
  size_t n = 0;
  for (size_t at = 0; at <= sl_model_year_at(ledger->model, 0); at++) {
    n += ledger->size[at][trial];
  }
  return n;
}

sl_claim_t *sl_ledger_slice(const sl_ledger_t *ledger, int year, size_t trial, size_t *n)
{
  const size_t at = sl_model_year_at(ledger->model, year);
  *n = ledger->size[at][trial];
  return ledger->claims + ledger->first[at][trial];
}

/* A trial's years stand together, so that a trial is read in one go. */
static size_t place_slices(sl_ledger_t *ledger, size_t first, size_t *end)
{
  size_t t = first, total = 0;
  for (; t < ledger->span_end; t++) {
    const size_t n = sl_ledger_size(ledger, t);
    if (t > first && total + n > CHUNK_CLAIMS) {
      break;
    }
    for (size_t at = 0; at <= sl_model_year_at(ledger->model, 0); at++) {
      ledger->first[at][t] = ledger->next[at][t] = total;
      total += ledger->size[at][t];
    }
  }
  *end = t;
  return total;
}

int sl_ledger_fill(sl_ledger_t *ledger, size_t first, size_t *end, sl_error_t *error)
{
  int code = first < ledger->span_end ? SL_OK : draw_span(ledger, first, error);
  if (code == SL_OK) {
    code = reserve_claims(ledger, place_slices(ledger, first, end), error);
  }
  for (size_t e = 0; code == SL_OK && e < ledger->n_entries; e++) {
    enter(ledger, &ledger->entries[e], first, *end);
  }
  return code;
}
