#include "sim/engine/person_years.h"

#include "sim/engine/annual/person_claims.h"
#include "sim/engine/compile/compile.h"
#include "sim/engine/compile/conditions.h"
#include "sim/engine/compile/threads.h"
#include "sim/engine/trials/cases.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/results/block.h"

#include <omp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Years are numbered as plan years. */
enum { YEAR = 0, BEFORE = -1, N_YEARS = 2 };

/* A thread's own. */
typedef struct space {
  sl_person_claims_t *claims;
  sl_cases_work_t *work;
  sl_case_list_t list; /* a person's cases, year after year backwards */
} space_t;

/* What the functions of one block share. */
typedef struct block {
  const sl_model_t *model;
  sl_person_years_t *years;
  sl_trials_t trials;
  space_t *space;
  size_t first;                    /* trial */
  double *events, *dollars;        /* by service, of the block */
  double dearest[SL_BLOCK_TRIALS]; /* amount of a person's dearest case by trial */
  sl_error_t *error;
} block_t;

/* ---- room ---- */

static void space_free(space_t *space)
{
  sl_person_claims_free(space->claims);
  sl_cases_work_free(space->work);
  sl_case_list_free(&space->list);
}

static int space_init(space_t *space, const sl_model_t *model, sl_error_t *error)
{
  *space = (space_t){0};
  int code = sl_person_claims_new(model, &space->claims, error);
  return code == SL_OK ? sl_cases_work_new(&space->work, error) : code;
}

static int allocate(sl_person_years_t *years, sl_error_t *error)
{
  const size_t n = years->n_persons * years->trials + 1;
  const size_t sums = years->n_blocks * years->n_services + 1;
  years->year = malloc(n * sizeof *years->year);
  years->before = malloc(n * sizeof *years->before);
  years->dearest = calloc(n, sizeof *years->dearest);
  years->events = calloc(sums, sizeof *years->events);
  years->dollars = calloc(sums, sizeof *years->dollars);
  return years->year != NULL && years->before != NULL && years->dearest != NULL &&
                 years->events != NULL && years->dollars != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu person-years", n);
}

/* ---- one person ---- */

static double *at(const block_t *b, int year, size_t p, size_t trial)
{
  double *of = year == YEAR ? b->years->year : b->years->before;
  return &of[(b->first + trial) * b->years->n_persons + p];
}

static int draw_services(block_t *b, int year, size_t p)
{
  sl_person_totals_t totals;
  sl_person_claims_tally(b->space->claims, year == YEAR ? b->events : NULL,
                         year == YEAR ? b->dollars : NULL);
  const int code =
      sl_person_claims_draw(b->space->claims, &b->trials, year, p, NULL, &totals, b->error);
  for (size_t t = 0; code == SL_OK && t < b->trials.n; t++) {
    *at(b, year, p, t) = totals.allowed != NULL ? totals.allowed[t] : 0.0;
  }
  return code;
}

static void tally_case(const block_t *b, const sl_condition_spread_t *spread, double amount)
{
  for (size_t i = 0; i < spread->n; i++) {
    b->events[spread->parts[i].service] += spread->parts[i].events;
    b->dollars[spread->parts[i].service] += amount * spread->parts[i].share;
  }
}

static void add_case(block_t *b, int year, size_t p, const sl_case_t *one, double amount,
                     const sl_condition_spread_t *spread)
{
  *at(b, year, p, one->trial) += amount;
  if (year == YEAR) {
    tally_case(b, spread, amount);
    if (amount > b->dearest[one->trial]) {
      b->dearest[one->trial] = amount;
      b->years->dearest[(b->first + one->trial) * b->years->n_persons + p] =
          (uint8_t)(1 + one->condition);
    }
  }
}

/* The cases of person p in both years; those of `year` are from the one returned on. */
static int draw_cases(block_t *b, size_t p, size_t first[N_YEARS], size_t end[N_YEARS])
{
  size_t after = 0;
  int code = SL_OK;
  b->space->list.n = 0;
  for (int year = YEAR; code == SL_OK && year >= BEFORE; year--) {
    first[-year] = b->space->list.n;
    code =
        sl_cases_draw(b->space->work, &b->trials, year, p, NULL, after, &b->space->list, b->error);
    end[-year] = b->space->list.n;
    after = end[-year] - first[-year];
  }
  return code;
}

static int add_own(block_t *b, size_t p)
{
  size_t first[N_YEARS], end[N_YEARS];
  const int code = draw_cases(b, p, first, end);
  for (int year = YEAR; code == SL_OK && year >= BEFORE; year--) {
    for (size_t k = first[-year]; k < end[-year]; k++) {
      const sl_case_t *one = &b->space->list.cases[k];
      add_case(b, year, p, one, one->amount, &b->model->conditions->list[one->condition].spread);
    }
  }
  return code;
}

/* What the cases of a child bring to its mother. */
static int add_child(block_t *b, size_t mother, size_t child)
{
  const sl_conditions_t *conditions = b->model->conditions;
  size_t first[N_YEARS], end[N_YEARS];
  const int code = draw_cases(b, child, first, end);
  for (int year = YEAR; code == SL_OK && year >= BEFORE; year--) {
    for (size_t k = first[-year]; k < end[-year]; k++) {
      const sl_case_t *one = &b->space->list.cases[k];
      if (conditions->mothers[one->condition] != NULL) {
        add_case(b, year, mother, one, sl_case_mother_amount(&b->trials, year, child, one),
                 &conditions->list[one->condition].mother_spread);
      }
    }
  }
  return code;
}

static int add_children(block_t *b, size_t p)
{
  const sl_group_t *group = b->model->scenario->group;
  const sl_family_t *family = &group->families[group->persons[p].family];
  int code = SL_OK;
  if (sl_cases_mother(b->model, YEAR, family) != p - family->first_person) {
    return SL_OK;
  }
  for (uint32_t i = 0; code == SL_OK && i < family->n_persons; i++) {
    if (sl_cases_may_bring(b->model, YEAR, family->first_person + i)) {
      code = add_child(b, p, family->first_person + i);
    }
  }
  return code;
}

static int draw_person(block_t *b, size_t p)
{
  int code = draw_services(b, YEAR, p);
  code = code == SL_OK ? draw_services(b, BEFORE, p) : code;
  if (code == SL_OK && b->model->conditions != NULL) {
    memset(b->dearest, 0, sizeof b->dearest);
    code = add_own(b, p);
    code = code == SL_OK ? add_children(b, p) : code;
  }
  return code;
}

/* ---- all of them ---- */

static int draw_block(const sl_model_t *model, sl_person_years_t *years, size_t index,
                      space_t *space, sl_error_t *error)
{
  block_t b = {.model = model,
               .years = years,
               .space = space,
               .first = index * SL_BLOCK_TRIALS,
               .events = years->events + index * years->n_services,
               .dollars = years->dollars + index * years->n_services,
               .error = error};
  b.trials = (sl_trials_t){.model = model,
                           .pass = SL_PASS_MAIN,
                           .inflation = 1.0,
                           .first = (uint32_t)b.first,
                           .n = sl_block_trials(years->trials, index)};
  int code = SL_OK;
  for (size_t p = 0; code == SL_OK && p < years->n_persons; p++) {
    code = draw_person(&b, p);
  }
  return code;
}

/* What the threads share. */
typedef struct run {
  const sl_model_t *model;
  const sl_engine_options_t *options;
  sl_person_years_t *years;
  size_t taken, done; /* blocks */
  int code;
  sl_error_t *error; /* of the first failure that was told */
} run_t;

static void tell(run_t *run, int code, const sl_error_t *fault)
{
#pragma omp critical(sl_person_years)
  {
    if (run->code == SL_OK && code != SL_OK) {
      run->code = code;
      if (run->error != NULL) {
        *run->error = *fault;
      }
    }
    run->done++;
    if (omp_get_thread_num() == 0 && run->options->progress != NULL) {
      run->options->progress(run->options->progress_context, "simulating",
                             run->done * SL_BLOCK_TRIALS, run->years->trials);
    }
  }
}

static bool take(run_t *run, size_t *block)
{
  bool taken;
#pragma omp critical(sl_person_years)
  {
    if (run->options->stop != NULL && *run->options->stop != 0 && run->code == SL_OK) {
      run->code = SL_ERR_INTERRUPTED;
    }
    taken = run->code == SL_OK && run->taken < run->years->n_blocks;
    *block = run->taken;
    run->taken += taken ? 1 : 0;
  }
  return taken;
}

static void work(run_t *run)
{
  space_t space;
  sl_error_t fault = {0};
  size_t block;
  int code = space_init(&space, run->model, &fault);
  while (code == SL_OK && take(run, &block)) {
    code = draw_block(run->model, run->years, block, &space, &fault);
    tell(run, code, &fault);
  }
  if (code != SL_OK) {
    tell(run, code, &fault);
  }
  space_free(&space);
}

static int draw_all(const sl_model_t *model, const sl_engine_options_t *options, int threads,
                    sl_person_years_t *years, sl_error_t *error)
{
  run_t run = {.model = model, .options = options, .years = years, .error = error};
#pragma omp parallel num_threads(threads)
  work(&run);
  return run.code == SL_ERR_INTERRUPTED ? sl_fail(error, SL_ERR_INTERRUPTED, "interrupted")
                                        : run.code;
}

static bool is_plain(const sl_model_t *model)
{
  return model->path == SL_ENGINE_ANNUAL && model->group_factor == NULL;
}

int sl_person_years_new(const sl_scenario_t *scenario, const sl_engine_options_t *options,
                        sl_person_years_t **years, sl_error_t *error)
{
  const int wanted = options->threads > 0 ? options->threads : omp_get_num_procs();
  const int threads = sl_threads_start(wanted);
  sl_engine_options_t own = *options;
  sl_model_t *model = NULL;
  sl_person_years_t *made = calloc(1, sizeof *made);
  *years = NULL;
  own.years_before = 1;
  int code = made != NULL ? sl_model_new(scenario, &own, threads, &model, error)
                          : sl_fail(error, SL_ERR_MEMORY, "no memory for person-years");
  if (code == SL_OK && !is_plain(model)) {
    code = sl_fail(error, SL_ERR_ARGUMENT,
                   "person-years are drawn on the annual path, without a group factor");
  }
  if (code == SL_OK) {
    made->n_persons = scenario->group->n_persons;
    made->n_services = scenario->claims->n_services;
    made->trials = scenario->simulation->trials;
    made->n_blocks = (made->trials + SL_BLOCK_TRIALS - 1) / SL_BLOCK_TRIALS;
    code = allocate(made, error);
  }
  code = code == SL_OK ? draw_all(model, options, threads, made, error) : code;
  sl_model_free(model);
  if (code == SL_OK) {
    *years = made;
  } else {
    sl_person_years_free(made);
  }
  return code;
}

void sl_person_years_free(sl_person_years_t *years)
{
  if (years != NULL) {
    free(years->year);
    free(years->before);
    free(years->dearest);
    free(years->events);
    free(years->dollars);
    free(years);
  }
}
