/* The columns of a run: in memory, or wherever their source reads them from. */
#include "sim/results/checks.h"
#include "sim/results/results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* n x m doubles of NaN, or NULL. */
static double *new_column(uint64_t n, size_t m)
{
  if (n > SIZE_MAX / sizeof(double) / (m + 1)) {
    return NULL;
  }
  const size_t size = (size_t)n * m;
  double *column = malloc((size + 1) * sizeof *column);
  for (size_t i = 0; column != NULL && i < size; i++) {
    column[i] = (double)NAN;
  }
  return column;
}

static void free_columns(sl_results_t *results)
{
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    free(results->trial[v]);
    results->trial[v] = NULL;
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    free(results->cost[v]);
    results->cost[v] = NULL;
  }
}

static int new_columns(sl_results_t *results, sl_error_t *error)
{
  const sl_run_facts_t *facts = results->facts;
  int complete = 1;
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    results->trial[v] = new_column(facts->trials, 1);
    complete &= results->trial[v] != NULL;
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    results->cost[v] = new_column(facts->trials, facts->n_arrangements);
    complete &= results->cost[v] != NULL;
  }
  if (!complete) {
    free_columns(results);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the results of the run's trials");
  }
  return SL_OK;
}

/* ---- Columns in memory are a source too. */

static int read_block(void *context, sl_block_t *block, sl_error_t *error)
{
  const sl_results_t *results = context;
  const size_t first = (size_t)block->first_trial;
  (void)error;
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    memcpy(block->trial[v], results->trial[v] + first, block->n_trials * sizeof(double));
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    for (size_t a = 0; a < block->n_arrangements; a++) {
      const double *column =
          sl_results_cost_column(results, (sl_cost_variable_t)v, a) + block->first_trial;
      for (size_t t = 0; t < block->n_trials; t++) {
        block->cost[v][t * block->n_arrangements + a] = column[t];
      }
    }
  }
  return SL_OK;
}

static int read_columns(void *context, const sl_column_range_t *range, double *values,
                        sl_error_t *error)
{
  const sl_results_t *results = context;
  const size_t trials = (size_t)range->trials;
  (void)error;
  for (size_t i = 0; i < range->n; i++) {
    memcpy(values + i * trials,
           sl_results_cost_column(results, range->variable, range->first + i) + range->first_trial,
           trials * sizeof *values);
  }
  return SL_OK;
}

static void close_nothing(void *context) { (void)context; }

static void use_memory(sl_results_t *results)
{
  results->source = (sl_column_source_t){.context = results,
                                         .read_block = read_block,
                                         .read_columns = read_columns,
                                         .close = close_nothing};
}

/* ---- */

int sl_results_open(sl_run_facts_t *facts, const sl_column_source_t *source, sl_results_t **results,
                    sl_error_t *error)
{
  *results = calloc(1, sizeof **results);
  if (*results == NULL) {
    source->close(source->context);
    sl_run_facts_free(facts);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the results");
  }
  (*results)->facts = facts;
  (*results)->source = *source;
  return SL_OK;
}

int sl_results_new(sl_run_facts_t *facts, sl_results_t **results, sl_error_t *error)
{
  const sl_column_source_t none = {
      .read_block = read_block, .read_columns = read_columns, .close = close_nothing};
  int code = sl_results_open(facts, &none, results, error);
  if (code != SL_OK) {
    return code;
  }
  use_memory(*results);
  code = new_columns(*results, error);
  if (code != SL_OK) {
    sl_results_free(*results);
    *results = NULL;
  }
  return code;
}

void sl_results_free(sl_results_t *results)
{
  if (results == NULL) {
    return;
  }
  results->source.close(results->source.context);
  free_columns(results);
  sl_months_free(results->months);
  sl_years_free(results->years);
  sl_band_free(results->band);
  sl_levers_free(results->levers);
  sl_rare_free(results->rare);
  sl_checks_free(results->checks);
  sl_run_facts_free(results->facts);
  free(results);
}

const double *sl_results_cost_column(const sl_results_t *results, sl_cost_variable_t variable,
                                     size_t arrangement)
{
  return results->cost[variable] + arrangement * (size_t)results->facts->trials;
}

void sl_results_put_block(sl_results_t *results, const sl_block_t *block)
{
  const size_t trials = (size_t)results->facts->trials;
  const size_t first = (size_t)block->first_trial;
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    memcpy(results->trial[v] + first, block->trial[v], block->n_trials * sizeof(double));
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    for (size_t a = 0; a < block->n_arrangements; a++) {
      double *column = results->cost[v] + a * trials + first;
      for (size_t t = 0; t < block->n_trials; t++) {
        column[t] = block->cost[v][t * block->n_arrangements + a];
      }
    }
  }
}

int sl_results_new_years(const sl_results_t *results, sl_years_block_t **years, sl_error_t *error)
{
  const sl_years_t *told = results->years;
  *years = NULL;
  if (told == NULL || results->source.read_years == NULL) {
    return sl_fail(error, SL_ERR_ARGUMENT, "the result has no plan years by trial");
  }
  sl_promise_t *promises = malloc((told->n_promises + 1) * sizeof *promises);
  if (promises == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the plan years");
  }
  sl_years_promises(told, promises);
  const int code = sl_years_block_new(told->n_arrangements, told->n_years, promises,
                                      told->n_promises, years, error);
  free(promises);
  return code;
}

/* What is done with each block; years is NULL where plan years are not wanted. */
typedef struct visit {
  void (*take)(void *context, const sl_block_t *block);
  void *context;
  sl_years_block_t *years;
} visit_t;

static int each_block(const sl_results_t *results, const visit_t *visit, sl_error_t *error)
{
  const sl_column_source_t *source = &results->source;
  const uint64_t trials = results->facts->trials;
  sl_block_t *block = NULL;
  int code = sl_block_new(results->facts->n_arrangements, 0, &block, error);
  for (uint64_t first = 0; code == SL_OK && first < trials; first += SL_BLOCK_TRIALS) {
    block->index = first / SL_BLOCK_TRIALS;
    block->first_trial = first;
    block->n_trials = sl_block_trials(trials, block->index);
    block->years = visit->years;
    code = source->read_block(source->context, block, error);
    if (code == SL_OK && visit->years != NULL) {
      code = source->read_years(source->context, first, block->n_trials, visit->years, error);
    }
    if (code == SL_OK) {
      visit->take(visit->context, block);
    }
  }
  sl_block_free(block);
  return code;
}

int sl_results_each_block(const sl_results_t *results,
                          void (*take)(void *context, const sl_block_t *block), void *context,
                          sl_error_t *error)
{
  return each_block(results, &(visit_t){.take = take, .context = context}, error);
}

int sl_results_each_year(const sl_results_t *results,
                         void (*take)(void *context, const sl_block_t *block), void *context,
                         sl_error_t *error)
{
  visit_t visit = {.take = take, .context = context};
  int code = sl_results_new_years(results, &visit.years, error);
  code = code == SL_OK ? each_block(results, &visit, error) : code;
  sl_years_block_free(visit.years);
  return code;
}

static void put_block(void *results, const sl_block_t *block)
{
  sl_results_put_block(results, block);
}

int sl_results_load(sl_results_t *results, sl_error_t *error)
{
  if (results->trial[0] != NULL) {
    return SL_OK;
  }
  int code = new_columns(results, error);
  if (code == SL_OK) {
    code = sl_results_each_block(results, put_block, results, error);
  }
  if (code == SL_OK) {
    results->source.close(results->source.context);
    use_memory(results);
  } else {
    free_columns(results);
  }
  return code;
}
