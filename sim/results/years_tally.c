#include "sim/results/years.h"

#include "sim/results/results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Columns read at once: as many as fit, but one at least. */
#define COLUMN_BYTES ((size_t)32 << 20)

/* ---- sums ---- */

/* Of an arrangement in a plan year. */
typedef struct cell {
  sl_running_t mean[SL_N_YEAR_VARIABLES];
  sl_running_t saving;
  size_t deficits, calls, calls_so_far, cheaper;
} cell_t;

struct sl_years_tally {
  const sl_run_facts_t *facts;
  size_t n_arrangements, n_years, n_promises;
  uint64_t trials;
  cell_t *cells;         /* [n_arrangements][n_years] */
  sl_running_t *saved;   /* [n_promises] */
  sl_promise_t *promise; /* likewise, of the first block */
};

int sl_years_tally_new(const sl_run_facts_t *facts, sl_years_tally_t **tally, sl_error_t *error)
{
  sl_years_tally_t *made = *tally = calloc(1, sizeof *made);
  if (made != NULL) {
    made->facts = facts;
    made->n_arrangements = facts->n_arrangements;
    made->n_years = facts->n_years;
    made->cells = calloc(made->n_arrangements * made->n_years + 1, sizeof *made->cells);
  }
  if (made == NULL || made->cells == NULL) {
    sl_years_tally_free(made);
    *tally = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the plan years");
  }
  return SL_OK;
}

void sl_years_tally_free(sl_years_tally_t *tally)
{
  if (tally != NULL) {
    free(tally->cells);
    free(tally->saved);
    free(tally->promise);
    free(tally);
  }
}

/* Which promises there are is told by the first block. */
static int learn_promises(sl_years_tally_t *tally, const sl_years_block_t *block, sl_error_t *error)
{
  const size_t n = block->n_promises;
  tally->n_promises = n;
  tally->saved = calloc(n + 1, sizeof *tally->saved);
  tally->promise = calloc(n + 1, sizeof *tally->promise);
  if (tally->saved == NULL || tally->promise == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu promises", n);
  }
  for (size_t p = 0; p < n; p++) {
    tally->promise[p] = block->promises[p];
  }
  return SL_OK;
}

static size_t count_positive(const double *values, size_t n)
{
  size_t count = 0;
  for (size_t t = 0; t < n; t++) {
    count += values[t] > 0.0;
  }
  return count;
}

static void take_saving(cell_t *cell, const double *baseline, const double *own, size_t n)
{
  for (size_t t = 0; t < n; t++) {
    const double saving = baseline[t] - own[t];
    cell->cheaper += own[t] < baseline[t];
    sl_running_add(&cell->saving, &saving, 1, 1);
  }
}

static void take_arrangement(sl_years_tally_t *tally, const sl_years_block_t *block, size_t a,
                             size_t n)
{
  bool called[SL_BLOCK_TRIALS] = {false};
  for (size_t k = 0; k < tally->n_years; k++) {
    cell_t *cell = &tally->cells[a * tally->n_years + k];
    const size_t at = sl_years_block_at(block, a, k, 0);
    const double *call = block->by_year[SL_YEAR_CALL] + at;
    const double *cumulative = block->by_year[SL_YEAR_CUMULATIVE];
    for (size_t v = 0; v < SL_N_YEAR_VARIABLES; v++) {
      sl_running_add(&cell->mean[v], block->by_year[v] + at, n, 1);
    }
    cell->deficits += count_positive(block->by_year[SL_YEAR_DEFICIT] + at, n);
    cell->calls += count_positive(call, n);
    for (size_t t = 0; t < n; t++) {
      called[t] = called[t] || call[t] > 0.0;
      cell->calls_so_far += called[t];
    }
    if (a > 0) {
      take_saving(cell, cumulative + sl_years_block_at(block, 0, k, 0), cumulative + at, n);
    }
  }
}

int sl_years_tally_take(sl_years_tally_t *tally, const sl_block_t *block, sl_error_t *error)
{
  const sl_years_block_t *years = block->years;
  int code = SL_OK;
  if (years != NULL && tally->saved == NULL) {
    code = learn_promises(tally, years, error);
  }
  if (code != SL_OK) {
    return code;
  }
  if (years == NULL || years->n_arrangements != tally->n_arrangements ||
      years->n_years != tally->n_years || years->n_promises != tally->n_promises) {
    return sl_fail(error, SL_ERR_ARGUMENT, "block %llu has not the plan years of the run",
                   (unsigned long long)block->index);
  }
  for (size_t a = 0; a < tally->n_arrangements; a++) {
    take_arrangement(tally, years, a, block->n_trials);
  }
  for (size_t p = 0; p < tally->n_promises; p++) {
    sl_running_add(&tally->saved[p], years->saved + p * SL_BLOCK_TRIALS, block->n_trials, 1);
  }
  tally->trials += block->n_trials;
  return SL_OK;
}

static void tell_sums(const sl_years_tally_t *tally, sl_years_t *years)
{
  const sl_estimate_t none = {(double)NAN, (double)NAN};
  const size_t n = (size_t)tally->trials;
  for (size_t i = 0; i < tally->n_arrangements * tally->n_years; i++) {
    const cell_t *cell = &tally->cells[i];
    const bool baseline = i < tally->n_years;
    sl_year_figures_t *figures = &years->figures[i];
    for (size_t v = 0; v < SL_N_YEAR_VARIABLES; v++) {
      figures->mean[v] = sl_running_mean(&cell->mean[v]);
    }
    figures->deficit_probability = sl_proportion(cell->deficits, n);
    figures->call_probability = sl_proportion(cell->calls, n);
    figures->call_so_far = sl_proportion(cell->calls_so_far, n);
    figures->saving = baseline ? none : sl_running_mean(&cell->saving);
    figures->cheaper = baseline ? none : sl_proportion(cell->cheaper, n);
  }
  for (size_t p = 0; p < tally->n_promises; p++) {
    years->promises[p] =
        (sl_promise_figures_t){(double)tally->promise[p].arrangement,
                               (double)tally->promise[p].kind, sl_running_mean(&tally->saved[p])};
  }
}

/* ---- what must be sorted ---- */

/* A pass over an arrangement's columns, some plan years at a time. */
typedef struct pass {
  const sl_column_source_t *source;
  size_t trials, n_years, room; /* room: columns in hand */
  double *columns;              /* [room][trials] */
} pass_t;

/* Sorts the column. What may be unknown is so in every trial or in none. */
static void tell_quantiles(double *column, size_t n, sl_estimate_t quantile[SL_N_QUANTILES])
{
  bool known = true;
  for (size_t t = 0; t < n; t++) {
    known = known && !isnan(column[t]);
  }
  if (known) {
    sl_sort(column, n);
  }
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    quantile[q] = known ? sl_quantile(column, n, sl_quantile_levels[q])
                        : (sl_estimate_t){(double)NAN, (double)NAN};
  }
}

static sl_estimate_t *quantiles_of(sl_year_figures_t *figures, sl_year_variable_t variable)
{
  return variable == SL_YEAR_COST         ? figures->cost_quantile
         : variable == SL_YEAR_CUMULATIVE ? figures->cumulative_quantile
         : variable == SL_YEAR_RESERVE    ? figures->reserve_quantile
                                          : figures->rate_quantile;
}

static int tell_columns(const pass_t *pass, sl_year_variable_t variable, size_t a,
                        sl_year_figures_t *figures, sl_error_t *error)
{
  int code = SL_OK;
  for (size_t first = 0; code == SL_OK && first < pass->n_years; first += pass->room) {
    const size_t left = pass->n_years - first, some = left < pass->room ? left : pass->room;
    const sl_year_range_t range = {variable, a, first, some, 0, pass->trials};
    code = pass->source->read_year_columns(pass->source->context, &range, pass->columns, error);
    for (size_t k = 0; code == SL_OK && k < some; k++) {
      double *column = pass->columns + k * pass->trials;
      tell_quantiles(column, pass->trials, quantiles_of(&figures[first + k], variable));
      if (variable == SL_YEAR_CUMULATIVE) {
        figures[first + k].largest_cumulative = column[pass->trials - 1];
      }
    }
  }
  return code;
}

/* Half of the columns are the baseline's. */
static int tell_savings(const pass_t *pass, size_t a, sl_year_figures_t *figures, sl_error_t *error)
{
  const size_t room = pass->room / 2, n = pass->trials;
  double *own = pass->columns, *baseline = pass->columns + room * n;
  int code = SL_OK;
  for (size_t first = 0; code == SL_OK && first < pass->n_years; first += room) {
    const size_t left = pass->n_years - first, some = left < room ? left : room;
    sl_year_range_t range = {SL_YEAR_CUMULATIVE, a, first, some, 0, n};
    code = pass->source->read_year_columns(pass->source->context, &range, own, error);
    if (code == SL_OK) {
      range.arrangement = 0;
      code = pass->source->read_year_columns(pass->source->context, &range, baseline, error);
    }
    for (size_t k = 0; code == SL_OK && k < some; k++) {
      for (size_t t = 0; t < n; t++) {
        own[k * n + t] = baseline[k * n + t] - own[k * n + t];
      }
      tell_quantiles(own + k * n, n, figures[first + k].saving_quantile);
    }
  }
  return code;
}

static void tell_no_savings(sl_year_figures_t *figures, size_t n_years)
{
  for (size_t k = 0; k < n_years; k++) {
    for (size_t q = 0; q < SL_N_QUANTILES; q++) {
      figures[k].saving_quantile[q] = (sl_estimate_t){(double)NAN, (double)NAN};
    }
  }
}

static int tell_sorted(const pass_t *pass, sl_years_t *years, sl_error_t *error)
{
  static const sl_year_variable_t sorted[] = {SL_YEAR_COST, SL_YEAR_CUMULATIVE, SL_YEAR_RESERVE,
                                              SL_YEAR_RATE_CHANGE};
  int code = SL_OK;
  for (size_t a = 0; code == SL_OK && a < years->n_arrangements; a++) {
    sl_year_figures_t *figures = &years->figures[a * years->n_years];
    for (size_t i = 0; code == SL_OK && i < sizeof sorted / sizeof sorted[0]; i++) {
      code = tell_columns(pass, sorted[i], a, figures, error);
    }
    if (code == SL_OK && a > 0) {
      code = tell_savings(pass, a, figures, error);
    } else {
      tell_no_savings(figures, years->n_years);
    }
  }
  return code;
}

int sl_years_tally_tell(const sl_years_tally_t *tally, const sl_column_source_t *source,
                        sl_years_t **years, sl_error_t *error)
{
  const size_t n = (size_t)tally->trials;
  *years = NULL;
  if (n == 0) {
    return sl_fail(error, SL_ERR_ARGUMENT, "there are no trials to summarize");
  }
  const size_t fit = COLUMN_BYTES / sizeof(double) / n, most = 2 * tally->n_years;
  const size_t room = fit < 2 ? 2 : fit < most ? fit : most;
  pass_t pass = {source, n, tally->n_years, room, malloc(room * n * sizeof(double))};
  int code = pass.columns != NULL
                 ? SL_OK
                 : sl_fail(error, SL_ERR_MEMORY, "no memory for the plan years of %zu trials", n);
  if (code == SL_OK) {
    code = sl_years_new(tally->n_arrangements, tally->n_years, tally->n_promises, years, error);
  }
  if (code == SL_OK) {
    tell_sums(tally, *years);
    code = tell_sorted(&pass, *years, error);
  }
  free(pass.columns);
  if (code != SL_OK) {
    sl_years_free(*years);
    *years = NULL;
  }
  return code;
}

/* ---- of a whole run ---- */

typedef struct walk {
  sl_years_tally_t *tally;
  sl_error_t fault;
} walk_t;

static void take_block(void *context, const sl_block_t *block)
{
  walk_t *walk = context;
  if (walk->fault.code == SL_OK) {
    sl_years_tally_take(walk->tally, block, &walk->fault);
  }
}

int sl_years_of_results(const sl_results_t *results, sl_years_t **years, sl_error_t *error)
{
  walk_t walk = {NULL, {.code = SL_OK}};
  *years = NULL;
  if (results->years == NULL) {
    return SL_OK;
  }
  int code = sl_years_tally_new(results->facts, &walk.tally, error);
  code = code == SL_OK ? sl_results_each_year(results, take_block, &walk, error) : code;
  if (code == SL_OK && walk.fault.code != SL_OK) {
    code = sl_fail(error, walk.fault.code, "%s", walk.fault.text);
  }
  code = code == SL_OK ? sl_years_tally_tell(walk.tally, &results->source, years, error) : code;
  sl_years_tally_free(walk.tally);
  return code;
}
