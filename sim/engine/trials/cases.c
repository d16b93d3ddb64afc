#include "sim/engine/trials/cases.h"

#include "models/core/amounts.h"
#include "sim/engine/trials/recast.h"
#include "sim/engine/trials/seats.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Draws of a case's stream. */
enum { DRAW_AMOUNT, DRAW_CONTINUES, DRAW_ONSET, DRAW_MOTHER }; /* the first two of one block */

struct sl_cases_work {
  uint64_t words[SL_BLOCK_TRIALS], seconds[SL_BLOCK_TRIALS]; /* draws 0 and 1 */
  uint64_t more_words[SL_BLOCK_TRIALS];                      /* of cases that are added */
  uint16_t few[SL_BLOCK_TRIALS];                             /* trials that may have a case */
  uint64_t beside[SL_BLOCK_TRIALS];  /* a bit for each condition of the year that is known */
  uint64_t stays[SL_BLOCK_TRIALS];   /* of these, one for each that this year has too */
  double by_then[SL_CONDITIONS_MAX]; /* chance of a case up to each condition, where it is the same
                                        in all trials */
  sl_case_list_t chain;              /* of a later plan year: a year's on the way to it */
};

/* What the functions of one person and year share. */
typedef struct job {
  const sl_trials_t *trials;
  const sl_conditions_t *conditions;
  const sl_person_t *person;
  const double *incidence;
  const double *group_factor;
  double multiplier;
  int year;
  bool from_after;  /* backwards from the year after, in which the person was enrolled */
  bool from_before; /* forwards from the year before, of seats that were there */
  const double *incidence_before; /* then of that year */
  double multiplier_before;
  sl_person_t as_of; /* the person as of this year */
  bool level;        /* chances are the same in all trials: work->by_then */
  sl_stream_t stream;
  double more;             /* cases are added, so many for one of the scenario's; 0 = none */
  sl_stream_t more_stream; /* then their words */
  sl_cases_work_t *work;
  sl_case_list_t *list;
} job_t;

/* ---- room ---- */

int sl_cases_work_new(sl_cases_work_t **work, sl_error_t *error)
{
  *work = calloc(1, sizeof **work);
  return *work != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's cases");
}

void sl_cases_work_free(sl_cases_work_t *work)
{
  if (work != NULL) {
    sl_case_list_free(&work->chain);
    free(work);
  }
}

void sl_case_list_free(sl_case_list_t *list)
{
  free(list->cases);
  *list = (sl_case_list_t){0};
}

/* For one trial more: as many cases as there are conditions. */
static int reserve(sl_case_list_t *list, size_t more, sl_error_t *error)
{
  if (list->n + more > list->room) {
    const size_t room = 2 * list->room + more;
    sl_case_t *cases = realloc(list->cases, room * sizeof *cases);
    if (cases == NULL) {
      return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu cases", room);
    }
    list->cases = cases;
    list->room = room;
  }
  return SL_OK;
}

static bool has_bit(uint64_t bits, uint32_t condition) { return (bits >> condition & 1U) != 0; }

/* ---- one case ---- */

static sl_stream_t case_stream(const sl_trials_t *trials, int year, uint32_t condition)
{
  return sl_trials_stream(trials, SL_DRAW_CONDITION, year, 1 + condition);
}

/* What a case costs, and whether it continues. */
static sl_word_pair_t words_of(const sl_trials_t *trials, int year, uint32_t row,
                               const sl_case_t *of)
{
  const sl_stream_t stream = case_stream(trials, year, of->condition);
  return sl_stream_pair(&stream, trials->first + of->trial, row, DRAW_AMOUNT / 2);
}

/* Signed: processors without AVX-512 have no other conversion in one instruction. */
static double uniform(uint64_t word) { return (double)(int64_t)(word >> 11) * 0x1p-53; }

/* Trend and area, the pass's inflation, and the trend to or from another plan year. */
static double scale_of(const sl_trials_t *trials, int year, const sl_condition_t *condition)
{
  return sl_model_trended(trials->model, year, condition->amount_factor * trials->inflation);
}

/* Nobody's case goes on from before birth. */
static double continuing(const job_t *job, uint32_t condition)
{
  return job->person->age > 0 ? job->conditions->list[condition].continues : 0.0;
}

static double amount_of(const sl_trials_t *trials, int year, uint32_t row, const sl_case_t *one,
                        uint64_t word)
{
  const sl_conditions_t *conditions = trials->model->conditions;
  const sl_condition_t *of = &conditions->list[one->condition];
  double scale = scale_of(trials, year, of);
  if (of->follows_frailty) {
    scale *= sl_trials_frailty_at(trials, year, row, one->trial);
  }
  const double drawn = sl_sampler_draw(conditions->amounts[one->condition], word);
  return sl_smaller(scale * drawn, of->severity.limit);
}

double sl_case_amount(const sl_trials_t *trials, int year, size_t p, const sl_case_t *of)
{
  const uint32_t row = trials->model->scenario->group->persons[p].row;
  return amount_of(trials, year, row, of, words_of(trials, year, row, of).even);
}

/* Cases completed together: tables of amounts do not fit the first caches, and their look-ups are
 * then under way at a time. */
#define TOGETHER 16

/* Whether the seat's year before is known. */
static bool is_linked(const job_t *job, size_t trial)
{
  return job->from_before &&
         sl_seat_entry(job->trials, trial) < sl_plan_year(job->trials, job->year);
}

/* What n cases cost, and whether they continue. */
static void complete(const job_t *job, sl_case_t *cases, size_t n)
{
  uint64_t words[TOGETHER];
  for (size_t k = 0; k < n; k++) {
    const sl_word_pair_t pair = words_of(job->trials, job->year, job->person->row, &cases[k]);
    words[k] = pair.even;
    sl_sampler_send_for(job->conditions->amounts[cases[k].condition], words[k]);
    cases[k].continues = is_linked(job, cases[k].trial)
                             ? has_bit(job->work->stays[cases[k].trial], cases[k].condition)
                             : uniform(pair.odd) < continuing(job, cases[k].condition);
  }
  for (size_t k = 0; k < n; k++) {
    cases[k].amount = amount_of(job->trials, job->year, job->person->row, &cases[k], words[k]);
  }
}

uint32_t sl_case_onset(const sl_trials_t *trials, int year, uint32_t row, const sl_case_t *of,
                       uint32_t first, uint32_t last)
{
  const sl_stream_t stream = case_stream(trials, year, of->condition);
  const uint64_t u = sl_stream_word(&stream, trials->first + of->trial, row, DRAW_ONSET) >> 32;
  return of->continues ? first : first + (uint32_t)(u * (last - first + 1) >> 32);
}

double sl_case_mother_amount(const sl_trials_t *trials, int year, size_t p, const sl_case_t *from)
{
  const sl_conditions_t *conditions = trials->model->conditions;
  const sl_condition_t *condition = &conditions->list[from->condition];
  const sl_stream_t stream = case_stream(trials, year, from->condition);
  const uint64_t word = sl_stream_word(&stream, trials->first + from->trial,
                                       trials->model->scenario->group->persons[p].row, DRAW_MOTHER);
  return sl_smaller(scale_of(trials, year, condition) *
                        sl_sampler_draw(conditions->mothers[from->condition], word),
                    condition->mother_severity.limit);
}

/* ---- which trials have any ---- */

static double any_of(const job_t *job, unsigned age, double multiplier)
{
  return job->conditions->any[job->person->sex][age < SL_AGES ? age : SL_AGES - 1] * multiplier;
}

/* A bound of the chance of any case at a group factor of 1; it grows no faster than the factor.
 * Without a case in the year beside it is q (1 - c) / (1 - q) or (q - c q') / (1 - q'), q' of the
 * year before: at most 2 q where that q is at most 1/2.
 */
static double bound_of(const job_t *job)
{
  const double any = any_of(job, job->person->age, job->multiplier);
  if (job->from_before) {
    const unsigned age = job->person->age > 0 ? job->person->age - 1 : 0;
    return 2.0 * sl_larger(any, any_of(job, age, job->multiplier_before));
  }
  return job->from_after ? 2.0 * any : any;
}

static size_t find_few(const job_t *job)
{
  return job->trials->model->kernels->few_by_chance(job->work->words, job->group_factor,
                                                    job->trials->n, bound_of(job), job->work->few);
}

/* some[t]: whether a trial is one of the few. */
static void mark_few(const job_t *job, size_t n_few, bool some[SL_BLOCK_TRIALS])
{
  for (size_t k = 0; k < n_few; k++) {
    some[job->work->few[k]] = true;
  }
}

/* Those, and those whose year beside has a case. */
static size_t add_beside(const job_t *job, size_t n_few)
{
  sl_cases_work_t *work = job->work;
  bool some[SL_BLOCK_TRIALS] = {false};
  size_t n = 0;
  mark_few(job, n_few, some);
  for (size_t t = 0; t < job->trials->n; t++) {
    work->few[n] = (uint16_t)t;
    n += some[t] || work->beside[t] != 0;
  }
  return n;
}

/* ---- which conditions ---- */

/* Before the cut, and whatever the year after says. */
static double uncut_chance(const job_t *job, uint32_t condition, size_t trial)
{
  const double q = job->incidence[condition] * job->multiplier;
  return job->group_factor != NULL ? q * job->group_factor[trial] : q;
}

/* Of who had none in the year before. */
static double chance_after(const job_t *job, uint32_t condition, size_t trial, double q)
{
  const double factor = job->group_factor != NULL ? job->group_factor[trial] : 1.0;
  const double before =
      sl_smaller(job->incidence_before[condition] * job->multiplier_before * factor, 1.0);
  const double continued = job->conditions->list[condition].continues * before;
  return before < 1.0 && q > continued ? sl_smaller((q - continued) / (1.0 - before), 1.0) : 0.0;
}

static double first_chance(const job_t *job, uint32_t condition, size_t trial)
{
  return sl_smaller(uncut_chance(job, condition, trial), 1.0);
}

static double chance_of(const job_t *job, uint32_t condition, size_t trial)
{
  double q = first_chance(job, condition, trial);
  if (is_linked(job, trial)) {
    return chance_after(job, condition, trial, q);
  }
  if (job->from_after) {
    q = sl_smaller(q * (1.0 - continuing(job, condition)) / (1.0 - q), 1.0);
  }
  return q;
}

/* Whether a case of the plan year stays where there are fewer. */
static bool stays(const job_t *job, size_t trial, uint32_t condition)
{
  if (!sl_recast_is(job->trials, SL_BAND_FEWER) || job->year < 0) {
    return true;
  }
  const double q = uncut_chance(job, condition, trial);
  const double fewer = sl_smaller(sl_recast_factor(job->trials) * q, 1.0);
  const sl_stream_t stream =
      sl_trials_stream(job->trials, SL_DRAW_RECAST, job->year, 1 + condition);
  const uint64_t word =
      sl_stream_word(&stream, job->trials->first + (uint32_t)trial, job->person->row, 0);
  return uniform(word) * sl_smaller(q, 1.0) < fewer;
}

static void put_case(const job_t *job, size_t trial, uint32_t condition)
{
  if (stays(job, trial, condition)) {
    job->list->cases[job->list->n++] =
        (sl_case_t){.trial = (uint16_t)trial, .condition = (uint16_t)condition};
  }
}

/* No year beside says anything. */
static bool is_alone(const job_t *job) { return !job->from_after && !job->from_before; }

static void tell_level(job_t *job)
{
  double none = 1.0;
  job->level = is_alone(job) && job->group_factor == NULL;
  for (uint32_t i = 0; job->level && i < job->conditions->n; i++) {
    none *= 1.0 - first_chance(job, i, 0);
    job->work->by_then[i] = 1.0 - none;
  }
}

/* Conditions before the first that falls on the trial; all where none does. */
static uint32_t before_first(const job_t *job, double u)
{
  uint32_t i = 0;
  while (job->level && i < job->conditions->n && u >= job->work->by_then[i]) {
    i++;
  }
  return i;
}

static void walk(const job_t *job, size_t trial)
{
  const bool alone = is_alone(job);
  const uint64_t beside = alone ? 0 : job->work->beside[trial];
  const uint32_t t = job->trials->first + (uint32_t)trial;
  double u = uniform(job->work->words[trial]), none = 1.0;
  uint32_t draw = 0;
  const uint32_t first = before_first(job, u);
  for (uint32_t i = first; i < job->conditions->n; i++) {
    if (!alone && has_bit(beside, i)) {
      if (has_bit(job->work->stays[trial], i)) {
        put_case(job, trial, i);
      }
      continue;
    }
    none *= 1.0 - (alone ? first_chance(job, i, trial) : chance_of(job, i, trial));
    if ((job->level && i == first) || u < 1.0 - none) {
      put_case(job, trial, i);
      u = uniform(++draw == 1 ? job->work->seconds[trial]
                              : sl_stream_word(&job->stream, t, job->person->row, draw));
      none = 1.0;
    }
  }
}

/* ---- cases that are added ---- */

/* Where there is none. */
static double chance_added(const job_t *job, uint32_t condition, size_t trial)
{
  const double uncut = uncut_chance(job, condition, trial), q = sl_smaller(uncut, 1.0);
  return q < 1.0 ? (sl_smaller(uncut + job->more * uncut, 1.0) - q) / (1.0 - q) : 0.0;
}

/* Rounding moves a chance by far less than this step of the upper half of a word. */
#define SLACK 1.0

/* A bound of the chance that any is: where the chances come to 1/2 at most, none is above twice
 * `more` times its own. */
static bool may_be_added(const job_t *job, double any, size_t trial)
{
  const double sum = job->group_factor != NULL ? any * job->group_factor[trial] : any;
  const double bound = sum <= 0.5 ? 2.0 * job->more * sum : 1.0;
  return (double)(job->work->more_words[trial] >> 32) <= bound * 0x1p32 + SLACK;
}

/* Those, and the few. */
static size_t add_more(const job_t *job, size_t n_few)
{
  sl_cases_work_t *work = job->work;
  const unsigned age = job->person->age < SL_AGES ? job->person->age : SL_AGES - 1;
  const double any = job->conditions->any[job->person->sex][age] * job->multiplier;
  bool some[SL_BLOCK_TRIALS] = {false};
  size_t n = 0;
  mark_few(job, n_few, some);
  for (size_t t = 0; t < job->trials->n; t++) {
    work->few[n] = (uint16_t)t;
    n += some[t] || may_be_added(job, any, t);
  }
  return n;
}

/* Into the trial's own, which begin at `first`. */
static void insert_case(const job_t *job, size_t first, size_t trial, uint32_t condition)
{
  sl_case_list_t *list = job->list;
  size_t at = list->n++;
  while (at > first && list->cases[at - 1].condition > condition) {
    list->cases[at] = list->cases[at - 1];
    at--;
  }
  list->cases[at] = (sl_case_t){.trial = (uint16_t)trial,
                                .condition = (uint16_t)condition,
                                .aside = sl_recast_is(job->trials, SL_BAND_LARGE_DOUBLED)};
}

static void walk_added(const job_t *job, size_t first, size_t trial)
{
  const uint32_t t = job->trials->first + (uint32_t)trial;
  uint64_t has = 0;
  double u = uniform(job->work->more_words[trial]), none = 1.0;
  uint32_t draw = 0;
  for (size_t k = first; k < job->list->n; k++) {
    has |= (uint64_t)1 << job->list->cases[k].condition;
  }
  for (uint32_t i = 0; i < job->conditions->n; i++) {
    if (has_bit(has, i)) {
      continue;
    }
    none *= 1.0 - chance_added(job, i, trial);
    if (u < 1.0 - none) {
      insert_case(job, first, trial, i);
      u = uniform(sl_stream_word(&job->more_stream, t, job->person->row, ++draw));
      none = 1.0;
    }
  }
}

/* ---- which are left out ---- */

static void leave_out(const job_t *job, sl_case_t *one)
{
  const bool large = one->amount >= SL_LARGE_CLAIM;
  const sl_stream_t stream =
      sl_trials_stream(job->trials, SL_DRAW_RECAST, job->year, 1U + one->condition);
  if (one->aside) {
    one->left_out = !large;
  } else if (large && sl_recast_is(job->trials, SL_BAND_LARGE_HALVED)) {
    const uint32_t t = job->trials->first + one->trial;
    one->left_out = sl_stream_word(&stream, t, job->person->row, 0) >> 63 != 0;
  }
}

/* ---- one person and year ---- */

static void note_after(const job_t *job, size_t n_after)
{
  sl_cases_work_t *work = job->work;
  memset(work->beside, 0, job->trials->n * sizeof *work->beside);
  memset(work->stays, 0, job->trials->n * sizeof *work->stays);
  for (size_t k = job->list->n - n_after; k < job->list->n; k++) {
    const sl_case_t *one = &job->list->cases[k];
    work->beside[one->trial] |= (uint64_t)!one->aside << one->condition;
    work->stays[one->trial] |= (uint64_t)(one->continues && !one->aside) << one->condition;
  }
}

/* Of a year on the way to another nobody asks what a case costs. */
static bool is_chain(const job_t *job) { return job->list == &job->work->chain; }

static int find_cases(const job_t *job, size_t n_few, sl_error_t *error)
{
  sl_case_list_t *list = job->list;
  const size_t first = list->n;
  int code = SL_OK;
  for (size_t k = 0; code == SL_OK && k < n_few; k++) {
    code = reserve(list, job->conditions->n, error);
    const size_t own = list->n;
    if (code == SL_OK) {
      walk(job, job->work->few[k]);
    }
    if (code == SL_OK && job->more > 0.0) {
      walk_added(job, own, job->work->few[k]);
    }
  }
  for (size_t k = first; code == SL_OK && !is_chain(job) && k < list->n; k += TOGETHER) {
    complete(job, &list->cases[k], list->n - k < TOGETHER ? list->n - k : TOGETHER);
  }
  for (size_t k = first; code == SL_OK && job->trials->recast != NULL && k < list->n; k++) {
    leave_out(job, &list->cases[k]);
  }
  return code;
}

static bool was_enrolled(const sl_trials_t *trials, int year, size_t p)
{
  return sl_model_year(trials->model, year)->multipliers[p] > 0.0;
}

/* What the level of claims asks for: see cases.h. */
static void recast(job_t *job)
{
  const bool doubled = sl_recast_is(job->trials, SL_BAND_LARGE_DOUBLED);
  if (job->year < 0) {
    job->multiplier *= sl_recast_factor(job->trials);
  }
  if (doubled || (sl_recast_is(job->trials, SL_BAND_MORE) && job->year == 0)) {
    job->more = doubled ? 1.0 : sl_recast_factor(job->trials) - 1.0;
    job->more_stream = sl_trials_stream(job->trials, SL_DRAW_RECAST, job->year, 0);
  }
}

/* The cases of a person as `job` has it, appended to its list; n_after as of sl_cases_draw. */
static int draw_year(job_t *job, size_t n_after, sl_error_t *error)
{
  const sl_trials_t *trials = job->trials;
  const sl_kernels_t *kernels = trials->model->kernels;
  sl_cases_work_t *work = job->work;
  job->person = &job->as_of;
  job->incidence =
      sl_conditions_incidence(job->conditions, (int)job->person->sex, job->person->age);
  job->stream = sl_trials_stream(trials, SL_DRAW_CONDITION, job->year, 0);
  if (trials->recast != NULL) {
    recast(job);
  }
  if (bound_of(job) <= 0.0) {
    return SL_OK;
  }
  kernels->word_pairs_by_trial(&job->stream, trials->first, trials->n, job->person->row, 0,
                               work->words, work->seconds);
  size_t n = find_few(job);
  tell_level(job);
  if (job->from_after) {
    note_after(job, n_after);
  }
  if (job->from_after || job->from_before) {
    n = add_beside(job, n);
  }
  if (job->more > 0.0) {
    kernels->words_by_trial(&job->more_stream, trials->first, trials->n, job->person->row, 0,
                            work->more_words);
    n = add_more(job, n);
  }
  return find_cases(job, n, error);
}

/* ---- a later plan year: forwards from the one in which a seat began ---- */

/* Of the year before, whose cases are the chain's: which of them this year has too, by the word
 * that says of a case by itself whether it continues. */
static void note_before(const job_t *job)
{
  sl_cases_work_t *work = job->work;
  memset(work->beside, 0, job->trials->n * sizeof *work->beside);
  memset(work->stays, 0, job->trials->n * sizeof *work->stays);
  for (size_t k = 0; k < work->chain.n; k++) {
    const sl_case_t *one = &work->chain.cases[k];
    const sl_word_pair_t pair = words_of(job->trials, job->year, job->as_of.row, one);
    const bool stays = uniform(pair.odd) < job->conditions->list[one->condition].continues;
    work->beside[one->trial] |= (uint64_t)1 << one->condition;
    work->stays[one->trial] |= (uint64_t)stays << one->condition;
  }
}

/* Those of seats without the person fall away. age: in the model's year 0. */
static void drop_absent(const job_t *job, unsigned age, sl_case_list_t *list, size_t first)
{
  size_t n = first;
  for (size_t k = first; k < list->n; k++) {
    if (sl_seat_has(job->trials, job->year, list->cases[k].trial, age)) {
      list->cases[n++] = list->cases[k];
    }
  }
  list->n = n;
}

/* In plan year k on the way to the target. Who is in the group in its year was in it since plan
 * year 1; a year later he may have left it. */
static double multiplier_in(const job_t *target, int k, size_t p)
{
  const sl_model_t *model = target->trials->model;
  return k == 0 && target->trials->seats->entry == NULL
             ? model->first_multipliers[p]
             : sl_model_year(model, target->year)->multipliers[p];
}

static int draw_forwards(const job_t *target, size_t p, sl_case_list_t *list, sl_error_t *error)
{
  const sl_trials_t *trials = target->trials;
  const int last = sl_plan_year(trials, target->year), now = trials->model->plan_year;
  const unsigned age = sl_model_person(trials->model, 0, p)->age;
  int k = last, code = SL_OK;
  for (size_t t = 0; t < trials->n; t++) {
    const int entry = sl_seat_entry(trials, t);
    k = entry < k ? entry : k;
  }
  target->work->chain.n = 0;
  for (bool first = true; code == SL_OK && k <= last; k++, first = false) {
    job_t job = *target;
    const unsigned since = (unsigned)(now - k);
    job.year = k - now;
    job.as_of.age = trials->model->ages && age >= since ? age - since : age;
    job.multiplier = multiplier_in(target, k, p);
    job.from_before = !first;
    if (!first) {
      job.incidence_before = sl_conditions_incidence(
          job.conditions, (int)job.as_of.sex,
          trials->model->ages && job.as_of.age > 0 ? job.as_of.age - 1 : job.as_of.age);
      job.multiplier_before = multiplier_in(target, k - 1, p);
      note_before(&job);
      target->work->chain.n = 0;
    }
    job.list = k < last ? &target->work->chain : list;
    const size_t before = job.list->n;
    code = draw_year(&job, 0, error);
    drop_absent(&job, age, job.list, before);
  }
  return code;
}

int sl_cases_draw(sl_cases_work_t *work, const sl_trials_t *trials, int year, size_t p,
                  const double *group_factor, size_t n_after, sl_case_list_t *list,
                  sl_error_t *error)
{
  const sl_model_t *model = trials->model;
  job_t job = {.trials = trials,
               .conditions = model->conditions,
               .as_of = *sl_model_person(model, year, p),
               .group_factor = group_factor,
               .multiplier = sl_model_year(model, year)->multipliers[p],
               .year = year,
               .work = work,
               .list = list};
  if (trials->seats != NULL && sl_plan_year(trials, year) >= 0) {
    return draw_forwards(&job, p, list, error);
  }
  job.from_after = sl_plan_year(trials, year) < 0 && was_enrolled(trials, year + 1, p);
  return draw_year(&job, n_after, error);
}
