#include "sim/study/optimize/columns.h"

#include "models/funding/arrangement.h"
#include "sim/input/read/number.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/study/costs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_TEXT 64 /* of what a combination adds to its arrangement's name */

static int no_memory(sl_error_t *error)
{
  return sl_fail(error, SL_ERR_MEMORY, "no memory for the costs of the choices");
}

/* Room for n further choices. */
static int reserve(sl_choice_columns_t *columns, size_t n, sl_error_t *error)
{
  const size_t all = columns->n + n;
  char **name = realloc(columns->name, (all + 1) * sizeof *name);
  columns->name = name != NULL ? name : columns->name;
  bool *offered = realloc(columns->offered, (all + 1) * sizeof *offered);
  columns->offered = offered != NULL ? offered : columns->offered;
  double *cost = realloc(columns->cost, (all * columns->trials + 1) * sizeof *cost);
  columns->cost = cost != NULL ? cost : columns->cost;
  return name != NULL && offered != NULL && cost != NULL ? SL_OK : no_memory(error);
}

/* ---- the scenario's arrangements ---- */

static int simulate(sl_choice_columns_t *columns, const sl_scenario_t *scenario,
                    const sl_engine_options_t *options, sl_error_t *error)
{
  sl_estimate_t *budget = malloc((scenario->arrangements->n + 1) * sizeof *budget);
  int code = budget != NULL ? sl_run_costs(scenario, options, columns->cost, budget, error)
                            : no_memory(error);
  if (code == SL_OK) {
    columns->budget = budget[0];
  }
  free(budget);
  return code;
}

static int take_arrangements(sl_choice_columns_t *columns, const sl_scenario_t *scenario,
                             const sl_engine_options_t *options, sl_error_t *error)
{
  const size_t n = scenario->arrangements->n;
  int code = reserve(columns, n, error);
  for (size_t a = 0; code == SL_OK && a < n; a++) {
    const sl_arrangement_t *arrangement = &scenario->arrangements->list[a];
    columns->offered[a] =
        arrangement->quoted == NULL || arrangement->quoted->role != SL_QUOTED_CURRENT;
    columns->name[a] = strdup(arrangement->name);
    columns->n += columns->name[a] != NULL;
    code = columns->name[a] != NULL ? SL_OK : no_memory(error);
  }
  return code == SL_OK ? simulate(columns, scenario, options, error) : code;
}

/* ---- the combinations of a sweep ---- */

typedef struct sweeping {
  sl_choice_columns_t *columns;
  const sl_sweep_result_t *result;
  const char *name; /* of the swept arrangement */
  size_t first;     /* choice of the first combination */
} sweeping_t;

/* "ASO at 75,000 and 125%": what is swept. */
static char *name_of(const sweeping_t *sweeping, size_t s, size_t c)
{
  const sl_sweep_result_t *result = sweeping->result;
  const bool has_specific = isfinite(result->specific[s]),
             has_corridor = !isnan(result->corridor[c]);
  char specific[NAME_TEXT] = "", corridor[NAME_TEXT] = "";
  if (has_specific) {
    char digits[NAME_TEXT];
    snprintf(digits, sizeof digits, "%.15g", result->specific[s]);
    sl_number_group(digits, specific, sizeof specific);
  }
  if (has_corridor) {
    snprintf(corridor, sizeof corridor, "%.6g%%", 100.0 * result->corridor[c]);
  }
  const size_t size =
      strlen(sweeping->name) + sizeof specific + sizeof corridor + sizeof " at  and ";
  char *name = malloc(size);
  if (name != NULL) {
    snprintf(name, size, "%s at %s%s%s", sweeping->name, specific,
             has_specific && has_corridor ? " and " : "", corridor);
  }
  return name;
}

/* Premiums that do not follow the deductible would make the lowest one the cheapest. */
static int refuse_quoted(const sl_sweep_result_t *result, sl_error_t *error)
{
  bool specific;
  if (sl_sweep_is_comparable(result, &specific)) {
    return SL_OK;
  }
  const char *cover = specific ? "specific" : "aggregate";
  return sl_fail(error, SL_ERR_INPUT,
                 "the %s premium is a quoted amount and does not follow the combination, so none "
                 "would be best; let the model price it (--%s-loss-ratio 0.75, or `quoted`), or "
                 "compare quotes of each deductible (--quotes)",
                 cover, cover);
}

static int open_sweep(void *context, const sl_sweep_result_t *result, sl_error_t *error)
{
  sweeping_t *sweeping = context;
  sl_choice_columns_t *columns = sweeping->columns;
  const size_t n = result->n_specific * result->n_corridor;
  sweeping->result = result;
  sweeping->first = columns->n;
  int code = refuse_quoted(result, error);
  code = code == SL_OK ? reserve(columns, n, error) : code;
  for (size_t p = 0; code == SL_OK && p < n; p++) {
    char *name = name_of(sweeping, p / result->n_corridor, p % result->n_corridor);
    columns->offered[columns->n] = true;
    columns->name[columns->n] = name;
    columns->n += name != NULL;
    code = name != NULL ? SL_OK : no_memory(error);
  }
  return code;
}

static int take_sweep_block(void *context, const sl_sweep_block_t *block, sl_error_t *error)
{
  const sweeping_t *sweeping = context;
  const size_t width = sweeping->result->n_corridor, n = block->n_trials;
  (void)error;
  for (size_t p = 0; p < sweeping->result->n_specific * width; p++) {
    const double *rows = block->cost + p / width * width * n + p % width;
    double *column = sweeping->columns->cost + (sweeping->first + p) * sweeping->columns->trials +
                     block->first_trial;
    for (size_t t = 0; t < n; t++) {
      column[t] = rows[t * width];
    }
  }
  return SL_OK;
}

static int take_sweep(sl_choice_columns_t *columns, const sl_scenario_t *scenario,
                      const sl_sweep_terms_t *terms, const sl_engine_options_t *options,
                      sl_error_t *error)
{
  sweeping_t sweeping = {.columns = columns,
                         .name = scenario->arrangements->list[terms->arrangement].name};
  const sl_sweep_into_t into = {
      .context = &sweeping, .open = open_sweep, .block = take_sweep_block};
  sl_sweep_t *sweep = NULL;
  int code = sl_sweep_new(scenario, terms, options, &sweep, error);
  code = code == SL_OK ? sl_sweep_all(sweep, &into, error) : code;
  sl_sweep_free(sweep);
  return code;
}

int sl_choice_columns_fill(sl_choice_columns_t *columns, const sl_scenario_t *scenario,
                           const sl_sweep_terms_t *sweep, const sl_engine_options_t *options,
                           sl_error_t *error)
{
  *columns = (sl_choice_columns_t){.trials = (size_t)scenario->simulation->trials};
  const int code = take_arrangements(columns, scenario, options, error);
  return code == SL_OK && sweep != NULL ? take_sweep(columns, scenario, sweep, options, error)
                                        : code;
}

void sl_choice_columns_free(sl_choice_columns_t *columns)
{
  for (size_t i = 0; i < columns->n; i++) {
    free(columns->name[i]);
  }
  free(columns->name);
  free(columns->offered);
  free(columns->cost);
}
