#include "sim/output/table/choice.h"

#include "sim/input/read/nearest.h"
#include "sim/input/read/text.h"

#include <stdlib.h>
#include <string.h>

static const struct {
  const sl_variable_t *list;
  size_t n;
  sl_table_home_t home;
  const char *group;
} tables[] = {
    {sl_trial_variables, SL_N_TRIAL_VARIABLES, SL_HOME_TRIAL, ""},
    {sl_cost_variables, SL_N_COST_VARIABLES, SL_HOME_COST, ""},
    {sl_price_variables, SL_N_PRICE_VARIABLES, SL_HOME_FACTS, ""},
    {sl_summary_variables, SL_N_SUMMARY_VARIABLES, SL_HOME_SUMMARY, ""},
    {sl_quantile_variables, SL_N_QUANTILE_VARIABLES, SL_HOME_SUMMARY, ""},
    {sl_group_variables, SL_N_GROUP_VARIABLES, SL_HOME_GROUP, ""},
    {sl_tier_variables, SL_N_TIER_VARIABLES, SL_HOME_GROUP, ""},
    {sl_months_variables, SL_N_MONTHS_VARIABLES, SL_HOME_MONTHS, ""},
    {sl_band_variables, SL_N_BAND_VARIABLES, SL_HOME_BAND, ""},
    {sl_check_variables, SL_N_CHECK_VARIABLES, SL_HOME_CHECKS, ""},
    {sl_check_quantile_variables, SL_N_CHECK_QUANTILE_VARIABLES, SL_HOME_CHECKS, ""},
    {sl_check_group_variables, SL_N_CHECK_GROUP_VARIABLES, SL_HOME_CHECKED_GROUP, ""},
    {sl_rare_variables, SL_N_RARE_VARIABLES, SL_HOME_RARE, "rare/"},
    {sl_rare_numbers, SL_N_RARE_NUMBERS, SL_HOME_RARE_NUMBER, "rare/"},
    {sl_year_variables, SL_N_YEAR_VARIABLES, SL_HOME_YEAR, SL_TABLE_YEARS},
    {sl_promise_columns, SL_N_PROMISE_COLUMNS, SL_HOME_PROMISE, SL_TABLE_YEARS},
    {sl_years_variables, SL_N_YEARS_VARIABLES, SL_HOME_YEARS, SL_TABLE_YEARS},
    {sl_years_quantiles, SL_N_YEARS_QUANTILES, SL_HOME_YEARS, SL_TABLE_YEARS},
    {sl_years_terms, SL_N_YEARS_TERMS, SL_HOME_FACTS, SL_TABLE_YEARS},
    {sl_promise_figures, SL_N_PROMISE_FIGURES, SL_HOME_PROMISES, SL_TABLE_YEARS},
};

#define N_TABLES (sizeof tables / sizeof tables[0])

bool sl_table_variable(size_t i, sl_table_variable_t *variable)
{
  for (size_t t = 0; t < N_TABLES; t++) {
    if (i < tables[t].n) {
      *variable = (sl_table_variable_t){&tables[t].list[i], i, tables[t].home, tables[t].group};
      return true;
    }
    i -= tables[t].n;
  }
  return false;
}

/* Plan years, and among them promises. */
static bool has_years(const sl_results_t *results, const sl_table_variable_t *variable)
{
  const bool of_promises = sl_table_lies_on(variable->row, &sl_promise_dimension);
  return results->years != NULL && (!of_promises || results->years->n_promises > 0);
}

bool sl_table_has(const sl_results_t *results, const sl_table_variable_t *variable)
{
  if (strcmp(variable->group, SL_TABLE_YEARS) == 0) {
    return has_years(results, variable);
  }
  switch (variable->home) {
  case SL_HOME_MONTHS:
    return results->months != NULL;
  case SL_HOME_BAND:
    return results->band != NULL;
  case SL_HOME_CHECKS:
  case SL_HOME_CHECKED_GROUP:
    return results->checks != NULL;
  case SL_HOME_RARE:
  case SL_HOME_RARE_NUMBER:
    return results->rare != NULL;
  case SL_HOME_TRIAL:
  case SL_HOME_COST:
  case SL_HOME_FACTS:
  case SL_HOME_SUMMARY:
  case SL_HOME_GROUP:
  case SL_HOME_YEAR:
  case SL_HOME_PROMISE:
  case SL_HOME_YEARS:
  case SL_HOME_PROMISES:
    break;
  }
  return true;
}

bool sl_table_lies_on(const sl_variable_t *variable, const sl_dimension_t *dimension)
{
  for (int d = 0; d < variable->shape->rank; d++) {
    if (variable->shape->dimension[d] == dimension) {
      return true;
    }
  }
  return false;
}

const sl_dimension_t *sl_table_rows(const sl_variable_t *variable)
{
  static const sl_dimension_t *const order[] = {
      &sl_trial_dimension,   &sl_month_dimension,       &sl_year_dimension,
      &sl_band_dimension,    &sl_quantile_dimension,    &sl_tier_dimension,
      &sl_promise_dimension, &sl_arrangement_dimension, &sl_years_arrangement_dimension};
  for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
    if (sl_table_lies_on(variable, order[i])) {
      return order[i];
    }
  }
  return NULL;
}

/* ---- by name ---- */

static bool is_named(const sl_table_variable_t *variable, const char *name)
{
  const size_t length = strlen(variable->group);
  return strncmp(name, variable->group, length) == 0 &&
         strcmp(name + length, variable->row->name) == 0;
}

/* The nearest name among those that the result has, without the group. */
static int refuse_name(const sl_results_t *results, const char *name, sl_error_t *error)
{
  sl_table_variable_t variable;
  char hint[SL_HINT_TEXT], excerpt[SL_EXCERPT_TEXT];
  size_t n = 0;
  while (sl_table_variable(n, &variable)) {
    n++;
  }
  const char **names = malloc(n * sizeof *names);
  for (size_t i = 0; names != NULL && i < n; i++) {
    sl_table_variable(i, &variable);
    names[i] =
        variable.group[0] == '\0' && sl_table_has(results, &variable) ? variable.row->name : NULL;
  }
  const char *nearest = names != NULL ? sl_nearest(name, names, n) : NULL;
  free(names);
  return sl_fail(error, SL_ERR_ARGUMENT, "there is no variable %s%s",
                 sl_text_excerpt(name, excerpt),
                 nearest != NULL ? sl_did_you_mean(nearest, hint) : "; --list names them all");
}

static const char *reason_of(const sl_table_variable_t *variable)
{
  if (strcmp(variable->group, SL_TABLE_YEARS) == 0) {
    return sl_table_lies_on(variable->row, &sl_promise_dimension)
               ? "several plan years with a promise (renewal: in the scenario)"
               : "several plan years (years: in the scenario)";
  }
  switch (variable->home) {
  case SL_HOME_MONTHS:
    return "a cash flow (cash_flow: {} in the scenario)";
  case SL_HOME_BAND:
    return "the assumption band (--no-band), or is older";
  case SL_HOME_RARE:
  case SL_HOME_RARE_NUMBER:
    return "rare years (--rare)";
  case SL_HOME_TRIAL:
  case SL_HOME_COST:
  case SL_HOME_FACTS:
  case SL_HOME_SUMMARY:
  case SL_HOME_GROUP:
  case SL_HOME_CHECKS:
  case SL_HOME_CHECKED_GROUP:
  case SL_HOME_YEAR:
  case SL_HOME_PROMISE:
  case SL_HOME_YEARS:
  case SL_HOME_PROMISES:
    break;
  }
  return "exact figures (--exact)";
}

static int refuse_absent(const sl_table_variable_t *variable, const char *name, sl_error_t *error)
{
  return sl_fail(error, SL_ERR_INPUT, "the result has no %s: the run was not asked for %s", name,
                 reason_of(variable));
}

static int find(const sl_results_t *results, const char *name, sl_table_variable_t *variable,
                sl_error_t *error)
{
  for (size_t i = 0; sl_table_variable(i, variable); i++) {
    if (is_named(variable, name)) {
      return sl_table_has(results, variable) ? SL_OK : refuse_absent(variable, name, error);
    }
  }
  return refuse_name(results, name, error);
}

static const char *name_of(const sl_dimension_t *rows)
{
  return rows != NULL ? rows->name : "group";
}

/* What the rows are is that of the first one. */
static int add(sl_table_t *table, const char *name, sl_error_t *error)
{
  sl_table_variable_t *variable = &table->list[table->n];
  const int code = find(table->results, name, variable, error);
  if (code != SL_OK) {
    return code;
  }
  const sl_dimension_t *rows = sl_table_rows(variable->row);
  if (table->n > 0 && rows != table->rows) {
    return sl_fail(error, SL_ERR_ARGUMENT,
                   "%s has a row for each %s, and %s one for each %s: ask for them one after the "
                   "other",
                   table->list[0].row->name, name_of(table->rows), name, name_of(rows));
  }
  table->rows = rows;
  table->n++;
  return SL_OK;
}

int sl_table_new(const sl_results_t *results, const char *const *names, size_t n,
                 sl_table_t **table, sl_error_t *error)
{
  *table = NULL;
  sl_table_t *made = calloc(1, sizeof *made + n * sizeof made->list[0]);
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the table");
  }
  made->results = results;
  int code = SL_OK;
  bool is_summed_up = false;
  for (size_t i = 0; code == SL_OK && i < n; i++) {
    code = add(made, names[i], error);
    is_summed_up = is_summed_up || made->list[i].home == SL_HOME_SUMMARY;
  }
  if (code == SL_OK && is_summed_up) {
    code = sl_summary_new(results, &made->summary, error);
  }
  if (code != SL_OK) {
    sl_table_free(made);
    return code;
  }
  *table = made;
  return SL_OK;
}

void sl_table_free(sl_table_t *table)
{
  if (table != NULL) {
    sl_summary_free(table->summary);
    free(table);
  }
}

/* ---- the list ---- */

static void append_line(sl_text_t *text, const sl_results_t *results,
                        const sl_table_variable_t *variable)
{
  char name[128], shape[64] = "";
  const sl_shape_t *lies_on = variable->row->shape;
  snprintf(name, sizeof name, "%s%s", variable->group, variable->row->name);
  for (int d = 0; d < lies_on->rank; d++) {
    const size_t length = strlen(shape);
    snprintf(shape + length, sizeof shape - length, "%s%s", d > 0 ? ", " : "",
             lies_on->dimension[d]->name);
  }
  sl_text_append(text, "%-44s (%s)%*s %-4s %s\n", name, shape, (int)(28 - strlen(shape)), "",
                 variable->row->is_amount ? results->facts->currency : "1",
                 variable->row->long_name);
}

char *sl_table_list(const sl_results_t *results)
{
  sl_table_variable_t variable;
  sl_text_t text = {0};
  for (size_t i = 0; sl_table_variable(i, &variable); i++) {
    if (sl_table_has(results, &variable)) {
      append_line(&text, results, &variable);
    }
  }
  return sl_text_take(&text);
}
