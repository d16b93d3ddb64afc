#include "sim/engine/dated/ledger_draws.h"

#include "models/claims/disability.h"
#include "models/claims/service.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- room ---- */

void sl_ledger_free_draws(sl_ledger_t *ledger)
{
  free(ledger->amounts);
  free(ledger->keys);
  free(ledger->outside);
  free(ledger->words);
  free(ledger->durations);
}

int sl_ledger_reserve_draws(sl_ledger_t *ledger, size_t n, sl_error_t *error)
{
  const size_t room = n + SL_SLACK;
  if (n <= ledger->room_draws && ledger->amounts != NULL) { /* sums look at eight of none */
    return SL_OK;
  }
  sl_ledger_free_draws(ledger);
  ledger->amounts = malloc(room * sizeof *ledger->amounts);
  ledger->keys = malloc(room * sizeof *ledger->keys);
  ledger->outside = malloc(room * sizeof *ledger->outside);
  ledger->words = malloc(room * sizeof *ledger->words);
  ledger->durations = malloc(room * sizeof *ledger->durations);
  const bool have = ledger->amounts != NULL && ledger->keys != NULL && ledger->outside != NULL &&
                    ledger->words != NULL && ledger->durations != NULL;
  ledger->room_draws = have ? n : 0;
  return have ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claims", n);
}

/* ---- one entry ---- */

/* The claims of one entry in trials first .. end - 1. */
typedef struct draws {
  const sl_ledger_entry_t *entry;
  size_t first, end;
  const uint32_t *counts; /* of trial `first` on */
  size_t n;               /* claims */
} draws_t;

static draws_t draws_of(const sl_ledger_t *ledger, const sl_ledger_entry_t *entry, size_t first,
                        size_t end)
{
  draws_t draws = {entry, first, end, sl_ledger_counts(ledger, entry) + first, 0};
  for (size_t t = 0; t < end - first; t++) {
    draws.n += draws.counts[t];
  }
  return draws;
}

static const sl_service_t *service_of(const sl_ledger_t *ledger, const sl_ledger_entry_t *entry)
{
  return &ledger->model->scenario->claims->services[entry->what->service];
}

static void draw_words(sl_ledger_t *ledger, const draws_t *draws, sl_draw_kind_t kind)
{
  const sl_ledger_entry_t *entry = draws->entry;
  const sl_stream_t stream =
      sl_trials_stream(ledger->trials, kind, entry->year, entry->what->service);
  ledger->model->kernels->words_by_claim(&stream, ledger->trials->first + (uint32_t)draws->first,
                                         draws->end - draws->first, entry->person->row,
                                         draws->counts, ledger->words);
}

/* Of amounts; of durations, of a disability. */
static sl_amount_law_t law_of(const sl_ledger_t *ledger, const sl_ledger_entry_t *entry)
{
  const sl_person_service_t *what = entry->what;
  const double inflation =
      service_of(ledger, entry)->disability != NULL ? 1.0 : ledger->trials->inflation;
  return (sl_amount_law_t){ledger->model->samplers[what->service], what->scale * inflation,
                           what->limit};
}

static sl_stream_t stream_of(const sl_ledger_t *ledger, const draws_t *draws, sl_draw_kind_t kind)
{
  return sl_trials_stream(ledger->trials, kind, draws->entry->year, draws->entry->what->service);
}

static uint32_t first_of(const sl_ledger_t *ledger, const draws_t *draws)
{
  return ledger->trials->first + (uint32_t)draws->first;
}

static sl_counted_t counted_of(const sl_ledger_entry_t *entry)
{
  return (sl_counted_t){entry->year, entry->person->row, entry->what, NULL};
}

static sl_claims_run_t run_of(const sl_ledger_t *ledger, const draws_t *draws)
{
  const size_t e = (size_t)(draws->entry - ledger->entries);
  return (sl_claims_run_t){draws->first, draws->end - draws->first, draws->counts,
                           ledger->large + e * SL_DATED_TRIALS + draws->first};
}

/* Words that a tilted law maps, and those of large claims that were added, are drawn apart. */
static bool by_words(const sl_ledger_t *ledger, const draws_t *draws)
{
  return ledger->trials->tilted != NULL || draws->entry->some_large;
}

static void draw_amounts(sl_ledger_t *ledger, const draws_t *draws, double *amounts)
{
  const sl_ledger_entry_t *entry = draws->entry;
  const sl_kernels_t *kernels = ledger->model->kernels;
  const size_t n_trials = draws->end - draws->first;
  const sl_amount_law_t law = law_of(ledger, entry);
  if (!by_words(ledger, draws)) {
    const sl_stream_t stream = stream_of(ledger, draws, SL_DRAW_AMOUNT);
    kernels->claim_amounts(&stream, first_of(ledger, draws), n_trials, entry->person->row,
                           draws->counts, &law, amounts);
    return;
  }
  draw_words(ledger, draws, SL_DRAW_AMOUNT);
  sl_trials_take_words(ledger->trials, entry->year, entry->what->service, draws->first, n_trials,
                       draws->counts, ledger->words);
  if (entry->some_large) {
    const sl_counted_t of = counted_of(entry);
    const sl_claims_run_t run = run_of(ledger, draws);
    sl_recast_words(ledger->trials, &of, &ledger->memo, &run, ledger->words);
  }
  kernels->draw_amounts(law.sampler, ledger->words, draws->n, law.scale, law.limit, amounts);
}

static void draw_keys(const sl_ledger_t *ledger, const draws_t *draws, uint64_t *keys)
{
  const sl_stream_t stream = stream_of(ledger, draws, SL_DRAW_DAY);
  ledger->model->kernels->claim_keys(&stream, first_of(ledger, draws), draws->end - draws->first,
                                     draws->entry->person->row, draws->counts,
                                     &draws->entry->dating, keys);
}

static void draw_both(const sl_ledger_t *ledger, const draws_t *draws, double *amounts,
                      uint64_t *keys)
{
  const sl_amount_law_t law = law_of(ledger, draws->entry);
  const sl_stream_t amount = stream_of(ledger, draws, SL_DRAW_AMOUNT);
  const sl_stream_t day = stream_of(ledger, draws, SL_DRAW_DAY);
  ledger->model->kernels->claim_draws(&amount, &day, first_of(ledger, draws),
                                      draws->end - draws->first, draws->entry->person->row,
                                      draws->counts, &law, &draws->entry->dating, amounts, keys);
}

/* ---- marks ---- */

static uint64_t words_below(double share)
{
  return share >= 1.0 ? UINT64_MAX : (uint64_t)(share * 0x1p63) << 1;
}

void sl_ledger_take_rule(const sl_ledger_t *ledger, uint32_t service, sl_ledger_entry_t *entry)
{
  const sl_plan_t *plan = &ledger->model->scenario->plans->list[ledger->family->plan];
  const sl_service_rule_t *rule = &plan->rule[service];
  entry->waiting_end = sl_dating_waiting_end(&ledger->model->scenario->calendar, entry->person,
                                             rule->waiting_months);
  entry->out_below = rule->benefit == 0 ? words_below(plan->out_of_network) : 0;
}

static void draw_network(sl_ledger_t *ledger, const draws_t *draws)
{
  memset(ledger->outside, 0, draws->n * sizeof *ledger->outside);
  if (draws->entry->out_below > 0) {
    draw_words(ledger, draws, SL_DRAW_NETWORK);
    for (size_t j = 0; j < draws->n; j++) {
      ledger->outside[j] = ledger->words[j] < draws->entry->out_below;
    }
  }
}

/* How many more persons of the contract are enrolled on each day of a plan year, first .. last,
 * than on the day before. */
static void list_changes(const sl_ledger_t *ledger, int year, int32_t first, int32_t last,
                         int16_t *change)
{
  const sl_family_t *family = ledger->family;
  const sl_enrolled_days_t *spans =
      sl_model_year(ledger->model, year)->spans + family->first_person;
  for (uint32_t i = 0; i < family->n_persons; i++) {
    const int32_t from = spans[i].first > first ? spans[i].first : first;
    const int32_t to = spans[i].last < last ? spans[i].last : last;
    if (from <= to) {
      change[from - first]++;
      change[to - first + 1]--;
    }
  }
}

void sl_ledger_list_company(sl_ledger_t *ledger)
{
  for (int y = ledger->model->first_year; y <= 0; y++) {
    int16_t change[SL_LEDGER_DAYS + 1] = {0};
    int first, last, enrolled = 0;
    sl_calendar_year(&ledger->model->scenario->calendar, y, &first, &last);
    list_changes(ledger, y, first, last, change);
    for (int d = 0; d <= last - first; d++) {
      enrolled += change[d];
      ledger->company[sl_model_year_at(ledger->model, y)][d] = enrolled >= 2 ? SL_CLAIM_COMPANY : 0;
    }
  }
}

uint64_t sl_ledger_marks(const sl_ledger_t *ledger, const sl_ledger_entry_t *entry, uint32_t day,
                         bool outside)
{
  const int32_t incurred = entry->year_first + (int32_t)day;
  const uint64_t marks = (outside ? SL_CLAIM_OUTSIDE : 0U) |
                         (incurred < entry->waiting_end ? SL_CLAIM_WAITING : 0U) |
                         ledger->company[entry->at][day];
  return marks << SL_CLAIM_LAG_BITS;
}

/* ---- claims that are one payment ---- */

static size_t draw_whole(sl_ledger_t *ledger, const draws_t *draws, bool dated)
{
  const size_t at = draws->entry->first;
  if (dated && !by_words(ledger, draws)) {
    draw_both(ledger, draws, ledger->amounts + at, ledger->keys + at);
  } else {
    draw_amounts(ledger, draws, ledger->amounts + at);
  }
  if (dated && by_words(ledger, draws)) {
    draw_keys(ledger, draws, ledger->keys + at);
  }
  const sl_counted_t of = counted_of(draws->entry);
  const sl_claims_run_t run = run_of(ledger, draws);
  sl_recast_amounts(ledger->trials, &of, &run, ledger->amounts + at);
  if (dated && ledger->has_marks) {
    draw_network(ledger, draws);
    for (size_t j = 0; j < draws->n; j++) {
      uint64_t *key = &ledger->keys[at + j];
      *key |= sl_ledger_marks(ledger, draws->entry, sl_claim_day(*key), ledger->outside[j]);
    }
  }
  return draws->n;
}

/* ---- claims in parts ---- */

bool sl_ledger_is_in_parts(const sl_ledger_t *ledger, const sl_ledger_entry_t *entry)
{
  return service_of(ledger, entry)->disability != NULL;
}

static uint32_t parts_of(const sl_service_t *service, const sl_person_t *person, double duration)
{
  const size_t n = sl_disability_payments(service->disability, duration, person->age);
  return n > 0 ? (uint32_t)n : 1; /* a claim without benefit is still a claim */
}

int sl_ledger_count_parts(sl_ledger_t *ledger, const sl_ledger_entry_t *entry, uint32_t *records,
                          sl_error_t *error)
{
  const draws_t draws = draws_of(ledger, entry, 0, ledger->trials->n);
  const int code = sl_ledger_reserve_draws(ledger, draws.n, error);
  if (code != SL_OK) {
    return code;
  }
  size_t j = 0;
  draw_amounts(ledger, &draws, ledger->durations);
  for (size_t t = 0; t < ledger->trials->n; t++) {
    records[t] = 0;
    for (uint32_t k = 0; k < draws.counts[t]; k++) {
      records[t] += parts_of(service_of(ledger, entry), entry->person, ledger->durations[j++]);
    }
  }
  return SL_OK;
}

/* Amounts of disabilities fall and rise by year as those of other claims do. */
static double trend_of(const sl_ledger_t *ledger, const sl_ledger_entry_t *entry)
{
  return sl_model_trended(ledger->model, entry->year, ledger->trials->inflation);
}

/* Later ones are as far away as any. */
static uint64_t key_of_part(uint64_t key, uint64_t date, uint32_t days)
{
  const uint32_t lag = sl_date_lag((uint32_t)date) + days;
  return key | sl_claim_dates(sl_date_day((uint32_t)date),
                              lag < SL_CLAIM_LAG_MOST ? lag : SL_CLAIM_LAG_MOST);
}

/* A disability's payments from record `at` on; without one, a record of 0. Where cost counts
 * incurred claims they are scaled to the present value, which is what the year's cost counts. key:
 * apart from dates. */
static size_t list_payments(sl_ledger_t *ledger, const sl_ledger_entry_t *entry, double duration,
                            uint64_t key, uint32_t date, size_t at)
{
  const sl_disability_t *disability = service_of(ledger, entry)->disability;
  const double salary = entry->person->salary;
  const unsigned age = entry->person->age;
  const size_t n = sl_disability_payments(disability, duration, age);
  double scale = trend_of(ledger, entry), sum = 0.0;
  ledger->amounts[at] = 0.0;
  ledger->keys[at] = key_of_part(key, date, 0);
  for (size_t k = 0; k < n; k++) {
    int32_t day = 0;
    ledger->amounts[at + k] = sl_disability_payment(disability, duration, salary, k, &day);
    ledger->keys[at + k] = key_of_part(key, date, (uint32_t)day);
    sum += ledger->amounts[at + k];
  }
  if (ledger->model->dating->counts_incurred && sum > 0.0) {
    scale *= sl_disability_amount(disability, duration, salary, age) / sum;
  }
  for (size_t k = 0; k < n; k++) {
    ledger->amounts[at + k] *= scale;
  }
  return parts_of(service_of(ledger, entry), entry->person, duration);
}

static size_t draw_in_parts(sl_ledger_t *ledger, const draws_t *draws)
{
  const sl_ledger_entry_t *entry = draws->entry;
  size_t at = entry->first, j = 0;
  draw_network(ledger, draws);
  draw_amounts(ledger, draws, ledger->durations);
  draw_words(ledger, draws, SL_DRAW_DAY);
  for (size_t t = 0; t < draws->end - draws->first; t++) {
    for (uint32_t k = 0; k < draws->counts[t]; k++, j++) {
      const uint32_t date = sl_claim_date(&entry->dating, ledger->words[j]);
      const uint64_t key = sl_claim_key(0, k, t, 0) |
                           sl_ledger_marks(ledger, entry, sl_date_day(date), ledger->outside[j]);
      at += list_payments(ledger, entry, ledger->durations[j], key, date, at);
    }
  }
  return at - entry->first;
}

size_t sl_ledger_draw_entry(sl_ledger_t *ledger, const sl_ledger_entry_t *entry, bool dated)
{
  const draws_t draws = draws_of(ledger, entry, ledger->begin, ledger->end);
  if (draws.n == 0) {
    return 0;
  }
  return sl_ledger_is_in_parts(ledger, entry) ? draw_in_parts(ledger, &draws)
                                              : draw_whole(ledger, &draws, dated);
}
