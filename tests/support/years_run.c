#include "tests/support/years_run.h"

#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/simulation.h"
#include "sim/results/block.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct keeping {
  sl_years_columns_t *columns;
  size_t room; /* trials */
} keeping_t;

static void keep_promises(const keeping_t *keeping, const sl_years_block_t *years, size_t n)
{
  sl_years_columns_t *c = keeping->columns;
  for (size_t p = 0; p < years->n_promises; p++) {
    memcpy(c->saved + p * keeping->room + c->n_trials, years->saved + p * SL_BLOCK_TRIALS,
           n * sizeof *c->saved);
  }
}

static int keep_block(void *context, const sl_block_t *block, sl_error_t *error)
{
  const keeping_t *keeping = context;
  sl_years_columns_t *c = keeping->columns;
  const sl_years_block_t *years = block->years;
  (void)error;
  if (years == NULL || years->n_years != c->n_years ||
      c->n_trials + block->n_trials > keeping->room) {
    return SL_ERR_ARGUMENT;
  }
  for (size_t v = 0; v < SL_N_YEAR_VARIABLES; v++) {
    for (size_t a = 0; a < c->n_arrangements; a++) {
      for (size_t k = 0; k < c->n_years; k++) {
        memcpy(c->by_year[v] + (a * c->n_years + k) * keeping->room + c->n_trials,
               years->by_year[v] + sl_years_block_at(years, a, k, 0),
               block->n_trials * sizeof **c->by_year);
      }
    }
  }
  keep_promises(keeping, years, block->n_trials);
  c->n_promises = years->n_promises;
  c->n_trials += block->n_trials;
  return SL_OK;
}

static sl_years_columns_t *columns_for(const sl_scenario_t *scenario, size_t room)
{
  sl_years_columns_t *c = calloc(1, sizeof *c);
  CU_ASSERT_PTR_NOT_NULL_FATAL(c);
  c->n_arrangements = scenario->arrangements->n;
  c->n_years = scenario->ahead.years;
  c->saved = calloc(2 * c->n_arrangements * room, sizeof *c->saved);
  CU_ASSERT_PTR_NOT_NULL_FATAL(c->saved);
  for (size_t v = 0; v < SL_N_YEAR_VARIABLES; v++) {
    c->by_year[v] = calloc(c->n_arrangements * c->n_years * room, sizeof *c->by_year[v]);
    CU_ASSERT_PTR_NOT_NULL_FATAL(c->by_year[v]);
  }
  return c;
}

/* From rows of `room` trials to rows of as many as there are. */
static void close_up(sl_years_columns_t *c, size_t room)
{
  for (size_t v = 0; v < SL_N_YEAR_VARIABLES; v++) {
    for (size_t i = 0; i < c->n_arrangements * c->n_years; i++) {
      memmove(c->by_year[v] + i * c->n_trials, c->by_year[v] + i * room,
              c->n_trials * sizeof **c->by_year);
    }
  }
  for (size_t p = 0; p < c->n_promises; p++) {
    memmove(c->saved + p * c->n_trials, c->saved + p * room, c->n_trials * sizeof *c->saved);
  }
}

sl_years_columns_t *sl_years_run(const sl_scenario_t *scenario, const sl_engine_options_t *options)
{
  const sl_engine_options_t usual = {.threads = 2};
  const size_t room = scenario->simulation->trials + SL_BLOCK_TRIALS;
  keeping_t keeping = {columns_for(scenario, room), room};
  sl_price_t *prices = calloc(scenario->arrangements->n, sizeof *prices);
  sl_engine_t *engine = NULL;
  sl_error_t error = {0};
  CU_ASSERT_PTR_NOT_NULL_FATAL(prices);
  int code = sl_engine_new(scenario, options != NULL ? options : &usual, &engine, &error);
  code = code == SL_OK ? sl_engine_price(engine, prices, &error) : code;
  code = code == SL_OK ? sl_engine_run(engine, keep_block, &keeping, &error) : code;
  sl_engine_free(engine);
  free(prices);
  CU_ASSERT_EQUAL(code, SL_OK);
  if (code != SL_OK) {
    printf("\n    %s\n", error.text);
    sl_years_columns_free(keeping.columns);
    return NULL;
  }
  close_up(keeping.columns, room);
  return keeping.columns;
}

sl_years_columns_t *sl_years_run_text(const char *yaml, const char *census,
                                      const sl_engine_options_t *options)
{
  sl_loaded_t loaded = sl_test_load(yaml, census);
  sl_years_columns_t *columns = NULL;
  for (size_t i = 0; i < loaded.faults.n; i++) {
    printf("\n    %zu: %s", loaded.faults.list[i].line, loaded.faults.list[i].text);
  }
  CU_ASSERT_PTR_NOT_NULL(loaded.scenario);
  if (loaded.scenario != NULL) {
    columns = sl_years_run(loaded.scenario, options);
  }
  sl_test_unload(&loaded);
  return columns;
}

void sl_years_columns_free(sl_years_columns_t *columns)
{
  for (size_t v = 0; columns != NULL && v < SL_N_YEAR_VARIABLES; v++) {
    free(columns->by_year[v]);
  }
  if (columns != NULL) {
    free(columns->saved);
    free(columns);
  }
}

const double *sl_years_column(const sl_years_columns_t *columns, sl_year_variable_t variable,
                              size_t arrangement, size_t year)
{
  return columns->by_year[variable] + (arrangement * columns->n_years + year) * columns->n_trials;
}

double sl_years_mean(const sl_years_columns_t *columns, sl_year_variable_t variable,
                     size_t arrangement, size_t year)
{
  const double *x = sl_years_column(columns, variable, arrangement, year);
  double sum = 0.0;
  for (size_t t = 0; t < columns->n_trials; t++) {
    sum += x[t];
  }
  return sum / (double)columns->n_trials;
}

bool sl_years_same(const sl_years_columns_t *part, const sl_years_columns_t *whole, size_t first)
{
  bool same = part->n_arrangements == whole->n_arrangements && part->n_years == whole->n_years &&
              part->n_promises == whole->n_promises && first + part->n_trials <= whole->n_trials;
  for (size_t v = 0; same && v < SL_N_YEAR_VARIABLES; v++) {
    for (size_t i = 0; same && i < part->n_arrangements * part->n_years; i++) {
      same = memcmp(part->by_year[v] + i * part->n_trials,
                    whole->by_year[v] + i * whole->n_trials + first,
                    part->n_trials * sizeof **part->by_year) == 0;
    }
  }
  for (size_t p = 0; same && p < part->n_promises; p++) {
    same = memcmp(part->saved + p * part->n_trials, whole->saved + p * whole->n_trials + first,
                  part->n_trials * sizeof *part->saved) == 0;
  }
  return same;
}
