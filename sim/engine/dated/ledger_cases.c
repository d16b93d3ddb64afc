#include "sim/engine/dated/ledger_cases.h"

#include "models/claims/wait.h"
#include "sim/engine/dated/ledger_draws.h"
#include "sim/engine/dated/part_lists.h"
#include "sim/engine/trials/case_totals.h"
#include "sim/engine/trials/cases.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

/* A case of the family. */
typedef struct found {
  sl_case_t drawn;
  uint32_t person; /* within the family */
  uint32_t mother; /* likewise; SL_NO_MOTHER where nothing falls on her */
  size_t at;       /* of the plan year */
  double mother_amount;
  uint32_t own_parts, mother_parts; /* claims of each */
} found_t;

/* Parts of a case, those of a mother behind its own: draws of its stream. Whether a part falls
 * outside the network is drawn behind all dates, and only where a plan asks. */
#define PARTS_MOST (2 * SL_CONDITION_EVENTS_MAX)
#define FIRST_NETWORK PARTS_MOST

/* A word of each part of one case. */
typedef struct part_words {
  uint64_t dates[PARTS_MOST + SL_SLACK];
  uint64_t networks[PARTS_MOST + SL_SLACK];
} part_words_t;

struct sl_ledger_cases {
  sl_cases_work_t *work;
  sl_case_list_t list; /* of one person, the plan year first */
  found_t *found;      /* as drawn: by person, then year */
  uint32_t *sorted;    /* of these the indices, by year and trial, then person and condition */
  size_t n, room;
  uint32_t first[SL_LEDGER_YEARS * SL_DATED_TRIALS + 1]; /* of sorted, by year and trial */
  uint32_t of_person[SL_CLAIM_PERSONS + 1];              /* of found: where each person's begin */
  bool brings;                                           /* something falls on a mother */
  bool *marks;                                           /* by plan: some part may have a mark */
  sl_part_lists_t lists;                                 /* of the model's conditions */
  part_words_t words[2];                                 /* of the case at hand and the next */
  uint32_t parts[SL_CLAIM_PERSONS];                      /* of one trial and year: zero between */
  uint16_t *services;                                    /* of the records drawn */
  size_t room_services;
  sl_case_totals_t totals;
};

/* ---- room ---- */

static size_t most_children(const sl_scenario_t *scenario)
{
  size_t most = 0;
  for (size_t f = 0; f < scenario->group->n_families; f++) {
    most = scenario->group->families[f].n_persons > most ? scenario->group->families[f].n_persons
                                                         : most;
  }
  return most;
}

/* What may fall on one person in a plan year at most. */
static size_t most_parts(const sl_model_t *model)
{
  const size_t children = most_children(model->scenario);
  size_t n = 0;
  for (size_t i = 0; i < model->conditions->n; i++) {
    n += sl_condition_events(&model->conditions->list[i].spread) +
         children * sl_condition_events(&model->conditions->list[i].mother_spread);
  }
  return n;
}

static bool may_mark(const sl_plan_t *plan, size_t n_services)
{
  bool may = sl_plan_looks_at_company(plan) || plan->out_of_network > 0.0;
  for (size_t s = 0; s < n_services; s++) {
    may = may || plan->rule[s].waiting_months > 0;
  }
  return may;
}

static bool list_marks(const sl_model_t *model, sl_ledger_cases_t *cases)
{
  const sl_plans_t *plans = model->scenario->plans;
  cases->marks = malloc((plans->n + 1) * sizeof *cases->marks);
  for (size_t i = 0; cases->marks != NULL && i < plans->n; i++) {
    cases->marks[i] = may_mark(&plans->list[i], model->scenario->claims->n_services);
  }
  return cases->marks != NULL;
}

int sl_ledger_cases_new(const sl_model_t *model, sl_ledger_cases_t **cases, sl_error_t *error)
{
  *cases = NULL;
  if (model->conditions == NULL) {
    return SL_OK;
  }
  const size_t most = most_parts(model);
  if (most > SL_CLAIM_PARTS) {
    return sl_fail(error, SL_ERR_UNSUPPORTED,
                   "%zu claims of one person's cases of conditions in a plan year are possible: "
                   "claims with days are told apart up to %u",
                   most, SL_CLAIM_PARTS);
  }
  *cases = calloc(1, sizeof **cases);
  const bool have = *cases != NULL && list_marks(model, *cases);
  int code = have ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's cases");
  code = code == SL_OK ? sl_cases_work_new(&(*cases)->work, error) : code;
  code = code == SL_OK ? sl_part_lists_init(&(*cases)->lists, model, error) : code;
  if (code != SL_OK) {
    sl_ledger_cases_free(*cases);
    *cases = NULL;
  }
  return code;
}

void sl_ledger_cases_free(sl_ledger_cases_t *cases)
{
  if (cases != NULL) {
    sl_cases_work_free(cases->work);
    sl_case_list_free(&cases->list);
    sl_part_lists_free(&cases->lists);
    free(cases->found);
    free(cases->sorted);
    free(cases->services);
    free(cases->marks);
    free(cases);
  }
}

static int reserve(sl_ledger_cases_t *cases, size_t n, sl_error_t *error)
{
  if (n <= cases->room) {
    return SL_OK;
  }
  const size_t room = 2 * n;
  found_t *found = realloc(cases->found, room * sizeof *found);
  cases->found = found != NULL ? found : cases->found;
  free(cases->sorted);
  cases->sorted = malloc(room * sizeof *cases->sorted);
  const bool have = found != NULL && cases->sorted != NULL;
  cases->room = have ? room : 0;
  return have ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu cases", room);
}

int sl_ledger_reserve_parts(sl_ledger_t *ledger, size_t n, sl_error_t *error)
{
  sl_ledger_cases_t *cases = ledger->cases;
  if (n > cases->room_services) {
    free(cases->services);
    cases->services = malloc(n * sizeof *cases->services);
    cases->room_services = cases->services != NULL ? n : 0;
  }
  return n <= cases->room_services ? SL_OK
                                   : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claims", n);
}

const uint16_t *sl_ledger_part_services(const sl_ledger_t *ledger)
{
  return ledger->cases->services;
}

/* ---- who has which ---- */

/* The cases of a person and year, those of the list from `first` on. */
static int note_cases(sl_ledger_t *ledger, uint32_t person, int year, size_t first,
                      sl_error_t *error)
{
  const sl_model_t *model = ledger->model;
  sl_ledger_cases_t *cases = ledger->cases;
  const size_t p = ledger->family->first_person + person;
  const int code = reserve(cases, cases->n + cases->list.n - first, error);
  const uint32_t mother =
      code == SL_OK && cases->list.n > first && sl_cases_may_bring(model, year, p)
          ? sl_cases_mother(model, year, ledger->family)
          : SL_NO_MOTHER;
  for (size_t k = first; code == SL_OK && k < cases->list.n; k++) {
    if (cases->list.cases[k].left_out) {
      continue;
    }
    found_t *found = &cases->found[cases->n++];
    const size_t condition = cases->list.cases[k].condition;
    *found = (found_t){.drawn = cases->list.cases[k],
                       .person = person,
                       .mother = SL_NO_MOTHER,
                       .at = sl_model_year_at(model, year),
                       .own_parts = (uint32_t)cases->lists.own[condition].list.n};
    if (mother != SL_NO_MOTHER && model->conditions->mothers[condition] != NULL) {
      found->mother = mother;
      found->mother_amount = sl_case_mother_amount(ledger->trials, year, p, &found->drawn);
      found->mother_parts = (uint32_t)cases->lists.of_mothers[condition].list.n;
      cases->brings = true;
    }
  }
  return code;
}

/* From the plan year backwards, as a year hangs on the one after it. */
static int draw_person(sl_ledger_t *ledger, uint32_t person, const sl_ledger_factors_t *factors,
                       sl_error_t *error)
{
  const sl_model_t *model = ledger->model;
  sl_case_list_t *list = &ledger->cases->list;
  size_t n_after = 0;
  int code = SL_OK;
  list->n = 0;
  for (int y = 0; code == SL_OK && y >= model->first_year; y--) {
    const size_t before = list->n;
    const double *factor = factors->cases[sl_model_year_at(model, y)];
    code = sl_cases_draw(ledger->cases->work, ledger->trials, y,
                         ledger->family->first_person + person, factor, n_after, list, error);
    code = code == SL_OK ? note_cases(ledger, person, y, before, error) : code;
    n_after = list->n - before;
  }
  return code;
}

static const found_t *sorted_at(const sl_ledger_cases_t *cases, size_t k)
{
  return &cases->found[cases->sorted[k]];
}

static size_t place_of(const found_t *found)
{
  return found->at * SL_DATED_TRIALS + found->drawn.trial;
}

/* Stable, by a count. */
static void sort_by_trial(sl_ledger_cases_t *cases, size_t n_years)
{
  const size_t n_places = n_years * SL_DATED_TRIALS;
  memset(cases->first, 0, (n_places + 1) * sizeof *cases->first);
  for (size_t k = 0; k < cases->n; k++) {
    cases->first[place_of(&cases->found[k]) + 1]++;
  }
  for (size_t i = 1; i <= n_places; i++) {
    cases->first[i] += cases->first[i - 1];
  }
  for (size_t k = 0; k < cases->n; k++) {
    cases->sorted[cases->first[place_of(&cases->found[k])]++] = (uint32_t)k;
  }
  memmove(cases->first + 1, cases->first, n_places * sizeof *cases->first);
  cases->first[0] = 0;
}

static void count_parts(sl_ledger_t *ledger, size_t *claims)
{
  const sl_ledger_cases_t *cases = ledger->cases;
  const size_t plan_year = sl_model_year_at(ledger->model, 0);
  uint32_t *records = ledger->records + ledger->n_services * SL_DATED_TRIALS;
  memset(records, 0, (plan_year + 1) * SL_DATED_TRIALS * sizeof *records);
  for (size_t k = 0; k < cases->n; k++) {
    const found_t *found = &cases->found[k];
    const uint32_t n = found->own_parts + found->mother_parts;
    records[place_of(found)] += n;
    ledger->size[found->at][found->drawn.trial] += n;
    claims[found->drawn.trial] += found->at == plan_year ? n : 0;
  }
}

int sl_ledger_count_cases(sl_ledger_t *ledger, const sl_ledger_factors_t *factors, size_t *claims,
                          sl_error_t *error)
{
  sl_ledger_cases_t *cases = ledger->cases;
  int code = SL_OK;
  cases->n = 0;
  cases->brings = false;
  for (uint32_t i = 0; code == SL_OK && i < ledger->family->n_persons; i++) {
    cases->of_person[i] = (uint32_t)cases->n;
    code = draw_person(ledger, i, factors, error);
    cases->of_person[i + 1] = (uint32_t)cases->n;
  }
  if (code == SL_OK) {
    sort_by_trial(cases, sl_model_year_at(ledger->model, 0) + 1);
    count_parts(ledger, claims);
  }
  return code;
}

/* Those of other trials fall away. */
static void keep_cases(sl_ledger_cases_t *cases, size_t n_persons, const uint32_t *kept)
{
  uint32_t from = 0, n = 0;
  for (size_t i = 0; i < n_persons; i++) {
    const uint32_t end = cases->of_person[i + 1];
    for (; from < end; from++) {
      if (kept[cases->found[from].drawn.trial] != 0) {
        cases->found[n++] = cases->found[from];
      }
    }
    cases->of_person[i + 1] = n;
  }
  cases->n = n;
}

void sl_ledger_trend_cases(sl_ledger_t *ledger, const uint32_t *kept)
{
  sl_ledger_cases_t *cases = ledger->cases;
  keep_cases(cases, ledger->family->n_persons, kept);
  for (size_t k = 0; k < cases->n; k++) {
    found_t *found = &cases->found[k];
    const size_t p = ledger->family->first_person + found->person;
    const int year = ledger->model->first_year + (int)found->at;
    found->drawn.amount = sl_case_amount(ledger->trials, year, p, &found->drawn);
    if (found->mother != SL_NO_MOTHER) {
      found->mother_amount = sl_case_mother_amount(ledger->trials, year, p, &found->drawn);
    }
  }
  sort_by_trial(cases, sl_model_year_at(ledger->model, 0) + 1);
}

/* ---- parts ---- */

/* Parts of one spread on their way into the draws. */
typedef struct put {
  sl_ledger_t *ledger;
  const sl_ledger_entry_t *of;
  const sl_condition_spread_t *spread;
  const sl_spread_parts_t *parts;
  const uint64_t *dates, *networks; /* a word of each a part */
  double amount;
  uint32_t person; /* on whom they fall */
  sl_part_dating_t dating;
  size_t trial, at;
} put_t;

static const sl_plan_t *plan_of(const sl_ledger_t *ledger)
{
  return &ledger->model->scenario->plans->list[ledger->family->plan];
}

/* From the onset to the last day of the child's or of whoever has the case. */
static void set_wait(put_t *put, const sl_wait_t *wait, uint32_t onset, uint32_t most)
{
  put->dating.wait = wait;
  put->dating.onset = onset;
  put->dating.days = most - onset + 1;
  put->dating.mass = sl_wait_mass(wait, put->dating.days);
}

/* Into the days of whom it falls on: of a mother, who may not be enrolled when the child is. */
static void set_person(put_t *put, uint32_t person)
{
  const sl_ledger_t *ledger = put->ledger;
  const sl_enrolled_days_t *span =
      &sl_model_year(ledger->model, put->of->year)->spans[ledger->family->first_person + person];
  put->person = person;
  put->dating.first = (uint32_t)(span->first - put->of->year_first);
  put->dating.last = (uint32_t)(span->last - put->of->year_first);
}

static void mark_part(const put_t *put, sl_ledger_entry_t *entry, const sl_condition_part_t *part,
                      size_t first)
{
  uint64_t *keys = put->ledger->keys + put->at + first;
  sl_ledger_take_rule(put->ledger, part->service, entry);
  for (uint32_t k = 0; k < part->events; k++) {
    keys[k] |= sl_ledger_marks(put->ledger, entry, sl_claim_day(keys[k]),
                               put->networks[first + k] < entry->out_below);
  }
}

/* What marks depend on is the entry of that person and the year. */
static void mark_parts(const put_t *put)
{
  const sl_ledger_t *ledger = put->ledger;
  const size_t p = ledger->family->first_person + put->person;
  sl_ledger_entry_t entry = *put->of;
  entry.person = &ledger->model->scenario->group->persons[p];
  entry.span = sl_model_year(ledger->model, entry.year)->spans[p];
  size_t first = 0;
  for (size_t i = 0; i < put->spread->n; i++) {
    mark_part(put, &entry, &put->spread->parts[i], first);
    first += put->spread->parts[i].events;
  }
}

static void put_parts(put_t *put)
{
  sl_ledger_t *ledger = put->ledger;
  const size_t n = put->parts->list.n, first = ledger->entries[ledger->n_services].first;
  uint32_t *parts = &ledger->cases->parts[put->person];
  const uint32_t draw = SL_CLAIM_DRAWS - 1 - *parts;
  ledger->model->kernels->case_parts(&put->dating, &put->parts->list, put->dates, put->amount,
                                     sl_claim_key(put->person, draw, put->trial, 0),
                                     ledger->keys + put->at, ledger->amounts + put->at);
  memcpy(ledger->cases->services + (put->at - first), put->parts->services,
         n * sizeof *put->parts->services);
  if (ledger->cases->marks[ledger->family->plan]) {
    mark_parts(put);
  }
  *parts += (uint32_t)n;
  put->dates += n;
  put->networks += n;
  put->at += n;
}

static void send_for_lags(const sl_part_list_t *parts, const uint64_t *words)
{
  for (size_t k = 0; k < parts->n; k++) {
    __builtin_prefetch(parts->lowest + parts->cells[k] +
                       ((uint32_t)words[k] >> (32 - SL_STEPS_BITS)));
  }
}

static uint32_t row_of(const sl_ledger_t *ledger, const found_t *found)
{
  return ledger->model->scenario->group->persons[ledger->family->first_person + found->person].row;
}

/* Of case k of those sorted. Services' tables of lags do not fit the first cache together: where
 * they will be asked is under way while the case before is put. */
static void draw_words(sl_ledger_t *ledger, int year, uint32_t k)
{
  const found_t *found = sorted_at(ledger->cases, k);
  const size_t condition = found->drawn.condition;
  const sl_stream_t stream =
      sl_trials_stream(ledger->trials, SL_DRAW_PAYMENT, year, 1U + found->drawn.condition);
  part_words_t *words = &ledger->cases->words[k % 2];
  const uint32_t trial = ledger->trials->first + found->drawn.trial, row = row_of(ledger, found);
  const uint32_t n = found->own_parts + found->mother_parts;
  const sl_kernels_t *kernels = ledger->model->kernels;
  kernels->words_by_draw(&stream, trial, row, 0, n, words->dates);
  if (ledger->cases->marks[ledger->family->plan]) {
    kernels->words_by_draw(&stream, trial, row, FIRST_NETWORK, n, words->networks);
  }
  send_for_lags(&ledger->cases->lists.own[condition].list, words->dates);
  if (found->mother != SL_NO_MOTHER) {
    send_for_lags(&ledger->cases->lists.of_mothers[condition].list,
                  words->dates + found->own_parts);
  }
}

/* Returns the record behind the case's. */
static size_t put_case(sl_ledger_t *ledger, const sl_ledger_entry_t *of, uint32_t k, size_t at)
{
  sl_ledger_cases_t *cases = ledger->cases;
  const found_t *found = sorted_at(cases, k);
  const size_t condition = found->drawn.condition;
  const sl_conditions_t *conditions = ledger->model->conditions;
  put_t put = {.ledger = ledger,
               .of = of,
               .spread = &conditions->list[condition].spread,
               .parts = &cases->lists.own[condition],
               .dates = cases->words[k % 2].dates,
               .networks = cases->words[k % 2].networks,
               .amount = found->drawn.amount,
               .trial = found->drawn.trial - ledger->begin,
               .at = at};
  set_person(&put, found->person);
  const uint32_t most = put.dating.last;
  const uint32_t onset = sl_case_onset(ledger->trials, of->year, row_of(ledger, found),
                                       &found->drawn, put.dating.first, most);
  set_wait(&put, &conditions->waits[condition], onset, most);
  put_parts(&put);
  if (found->mother != SL_NO_MOTHER) {
    put.spread = &conditions->list[condition].mother_spread;
    put.parts = &cases->lists.of_mothers[condition];
    put.amount = found->mother_amount;
    set_person(&put, found->mother);
    set_wait(&put, &conditions->of_mothers, onset, most);
    put_parts(&put);
  }
  return put.at;
}

size_t sl_ledger_draw_parts(sl_ledger_t *ledger, const sl_ledger_entry_t *entry)
{
  sl_ledger_cases_t *cases = ledger->cases;
  const uint32_t *first = cases->first + entry->at * SL_DATED_TRIALS;
  const uint32_t end = first[ledger->end];
  size_t at = entry->first;
  if (first[ledger->begin] < end) {
    draw_words(ledger, entry->year, first[ledger->begin]);
  }
  for (size_t t = ledger->begin; t < ledger->end; t++) {
    for (uint32_t k = first[t]; k < first[t + 1]; k++) {
      if (k + 1 < end) {
        draw_words(ledger, entry->year, k + 1);
      }
      at = put_case(ledger, entry, k, at);
    }
    for (uint32_t k = first[t]; k < first[t + 1]; k++) {
      const found_t *found = sorted_at(cases, k);
      cases->parts[found->person] = 0;
      if (found->mother != SL_NO_MOTHER) {
        cases->parts[found->mother] = 0;
      }
    }
  }
  return at - entry->first;
}

/* Parts are numbered by person from 1 on, in the order of put_case. */
uint32_t sl_ledger_condition_of(const sl_ledger_t *ledger, size_t at, size_t trial, uint64_t key,
                                bool *of_child)
{
  const sl_ledger_cases_t *cases = ledger->cases;
  const uint32_t *first = cases->first + at * SL_DATED_TRIALS + trial;
  const uint32_t person = sl_claim_person(key), number = SL_CLAIM_DRAWS - sl_claim_draw(key);
  uint32_t before = 0;
  for (uint32_t k = first[0]; number <= SL_CLAIM_PARTS && k < first[1]; k++) {
    const found_t *found = sorted_at(cases, k);
    const uint32_t own = found->person == person ? found->own_parts : 0;
    const uint32_t mothers = found->mother == person ? found->mother_parts : 0;
    if (number <= before + own + mothers) {
      *of_child = number > before + own;
      return found->drawn.condition;
    }
    before += own + mothers;
  }
  return SL_NO_CONDITION;
}

double sl_ledger_continuation(const sl_ledger_t *ledger, uint32_t person, size_t trial)
{
  const sl_ledger_cases_t *cases = ledger->cases;
  const size_t at = sl_model_year_at(ledger->model, 0);
  const uint32_t *first = cases->first + at * SL_DATED_TRIALS + trial;
  double most = -1.0;
  for (uint32_t k = first[0]; k < first[1]; k++) {
    const found_t *found = sorted_at(cases, k);
    const double own = ledger->model->conditions->list[found->drawn.condition].continues;
    most = found->person == person && own > most ? own : most;
  }
  return most;
}

/* ---- annual totals ---- */

/* Whether a case of the plan year is of a trial drawn. */
static bool is_drawn(const sl_ledger_t *ledger, const found_t *found)
{
  return found->at == sl_model_year_at(ledger->model, 0) && found->drawn.trial >= ledger->begin &&
         found->drawn.trial < ledger->end;
}

static void add_charge(sl_ledger_t *ledger, const sl_case_charge_t *charge, bool split, bool *begun,
                       const sl_claim_totals_t *totals)
{
  sl_ledger_cases_t *cases = ledger->cases;
  if (!*begun) {
    sl_case_totals_begin(&cases->totals, totals, NULL, ledger->end - ledger->begin);
  }
  *begun = true;
  sl_case_totals_add(&cases->totals, split ? plan_of(ledger) : NULL, charge);
}

/* Of each trial a person's own first, then what falls on a mother, child after child. */
void sl_ledger_add_cases(sl_ledger_t *ledger, uint32_t person, bool split,
                         sl_claim_totals_t *totals)
{
  const sl_ledger_cases_t *cases = ledger->cases;
  const sl_condition_t *conditions = ledger->model->conditions->list;
  bool begun = false;
  for (uint32_t k = cases->of_person[person]; k < cases->of_person[person + 1]; k++) {
    const found_t *found = &cases->found[k];
    if (is_drawn(ledger, found)) {
      add_charge(ledger,
                 &(sl_case_charge_t){found->drawn.trial - ledger->begin, found->drawn.amount,
                                     &conditions[found->drawn.condition].spread},
                 split, &begun, totals);
    }
  }
  for (size_t k = 0; cases->brings && k < cases->n; k++) {
    const found_t *found = &cases->found[k];
    if (found->mother == person && is_drawn(ledger, found)) {
      add_charge(ledger,
                 &(sl_case_charge_t){found->drawn.trial - ledger->begin, found->mother_amount,
                                     &conditions[found->drawn.condition].mother_spread},
                 split, &begun, totals);
    }
  }
  if (begun) {
    *totals = sl_case_totals_tell(&ledger->cases->totals);
  }
}
