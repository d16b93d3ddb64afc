#include "sim/library/library.h"
#include "sim/output/decision/decision.h"
#include "sim/output/report/report.h"
#include "sim/output/result_file/result_file.h"

#include <stdlib.h>
#include <string.h>

int stoploss_result_open(const char *path, stoploss_result_t **result, stoploss_error_t *error)
{
  sl_error_t fault = {0};
  *result = NULL;
  stoploss_result_t *opened = calloc(1, sizeof *opened);
  if (opened == NULL) {
    return sl_library_refuse(error, SL_ERR_MEMORY, "no memory for the result");
  }
  const sl_plain_locale_t locale = sl_plain_locale_begin();
  int code = sl_result_file_open(path, &opened->results, &fault);
  code = code == SL_OK ? sl_summary_new(opened->results, &opened->summary, &fault) : code;
  sl_plain_locale_end(locale);
  if (code == SL_OK) {
    *result = opened;
  } else {
    stoploss_result_free(opened);
  }
  return sl_library_tell(code, &fault, error);
}

void stoploss_result_free(stoploss_result_t *result)
{
  if (result != NULL) {
    sl_summary_free(result->summary);
    sl_results_free(result->results);
    free(result);
  }
}

const char *stoploss_result_title(const stoploss_result_t *result)
{
  return result->results->facts->title;
}

const char *stoploss_result_currency(const stoploss_result_t *result)
{
  return result->results->facts->currency;
}

uint64_t stoploss_result_trials(const stoploss_result_t *result)
{
  return result->results->facts->trials;
}

uint64_t stoploss_result_seed(const stoploss_result_t *result)
{
  return result->results->facts->seed;
}

size_t stoploss_result_arrangements(const stoploss_result_t *result)
{
  return result->results->facts->n_arrangements;
}

const char *stoploss_result_arrangement(const stoploss_result_t *result, size_t i)
{
  const sl_run_facts_t *facts = result->results->facts;
  return i < facts->n_arrangements ? facts->arrangements[i].name : NULL;
}

int stoploss_result_find(const stoploss_result_t *result, const char *name, size_t *i,
                         stoploss_error_t *error)
{
  for (*i = 0; *i < stoploss_result_arrangements(result); ++*i) {
    if (strcmp(stoploss_result_arrangement(result, *i), name) == 0) {
      return SL_OK;
    }
  }
  return sl_library_unknown(name, error);
}

/* ---- columns ---- */

typedef struct column {
  size_t variable;
  double *values;
} column_t;

static void take_block(void *context, const sl_block_t *block)
{
  const column_t *column = context;
  memcpy(column->values + block->first_trial, block->trial[column->variable],
         block->n_trials * sizeof *column->values);
}

static int read_cost(const sl_results_t *results, size_t variable, size_t arrangement,
                     double *values, stoploss_error_t *error)
{
  sl_error_t fault = {0};
  const sl_column_source_t *source = &results->source;
  const sl_column_range_t range = {(sl_cost_variable_t)variable, arrangement, 1, 0,
                                   results->facts->trials};
  const int code = source->read_columns(source->context, &range, values, &fault);
  return sl_library_tell(code, &fault, error);
}

int stoploss_result_column(const stoploss_result_t *result, const char *variable,
                           size_t arrangement, double *values, stoploss_error_t *error)
{
  sl_error_t fault = {0};
  column_t column = {sl_library_variable(sl_trial_variables, SL_N_TRIAL_VARIABLES, variable),
                     values};
  const size_t cost = sl_library_variable(sl_cost_variables, SL_N_COST_VARIABLES, variable);
  if (column.variable < SL_N_TRIAL_VARIABLES) {
    const int code = sl_results_each_block(result->results, take_block, &column, &fault);
    return sl_library_tell(code, &fault, error);
  }
  if (cost == SL_N_COST_VARIABLES) {
    return sl_library_unknown(variable, error);
  }
  if (arrangement >= stoploss_result_arrangements(result)) {
    return sl_library_absent(arrangement, stoploss_result_arrangements(result), error);
  }
  return read_cost(result->results, cost, arrangement, values, error);
}

/* ---- figures ---- */

/* The figures of one arrangement; NULL where there is none. */
static const sl_arrangement_summary_t *figures_of(const stoploss_result_t *result,
                                                  size_t arrangement, stoploss_error_t *error)
{
  if (arrangement >= result->summary->n_arrangements) {
    sl_library_absent(arrangement, result->summary->n_arrangements, error);
    return NULL;
  }
  return &result->summary->arrangements[arrangement];
}

int stoploss_result_mean(const stoploss_result_t *result, const char *variable, size_t arrangement,
                         stoploss_estimate_t *mean, stoploss_error_t *error)
{
  const size_t trial = sl_library_variable(sl_trial_variables, SL_N_TRIAL_VARIABLES, variable);
  const size_t cost = sl_library_variable(sl_cost_variables, SL_N_COST_VARIABLES, variable);
  if (trial < SL_N_TRIAL_VARIABLES) {
    *mean = sl_library_estimate(result->summary->trial_mean[trial]);
    return SL_OK;
  }
  if (cost == SL_N_COST_VARIABLES) {
    return sl_library_unknown(variable, error);
  }
  const sl_arrangement_summary_t *figures = figures_of(result, arrangement, error);
  if (figures == NULL) {
    return SL_ERR_ARGUMENT;
  }
  *mean = sl_library_estimate(figures->component[cost]);
  return SL_OK;
}

int stoploss_result_quantile(const stoploss_result_t *result, double level, size_t arrangement,
                             stoploss_estimate_t *quantile, stoploss_error_t *error)
{
  size_t place;
  const int code = sl_library_level(level, &place, error);
  if (code != SL_OK) {
    return code;
  }
  const sl_arrangement_summary_t *figures = figures_of(result, arrangement, error);
  if (figures == NULL) {
    return SL_ERR_ARGUMENT;
  }
  *quantile = sl_library_estimate(figures->quantile[place]);
  return SL_OK;
}

int stoploss_result_figure(const stoploss_result_t *result, const char *name, size_t arrangement,
                           double *value, stoploss_error_t *error)
{
  const size_t price = sl_library_variable(sl_price_variables, SL_N_PRICE_VARIABLES, name);
  const size_t figure = sl_library_variable(sl_summary_variables, SL_N_SUMMARY_VARIABLES, name);
  if (price == SL_N_PRICE_VARIABLES && figure == SL_N_SUMMARY_VARIABLES) {
    return sl_library_unknown(name, error);
  }
  const sl_arrangement_summary_t *figures = figures_of(result, arrangement, error);
  if (figures == NULL) {
    return SL_ERR_ARGUMENT;
  }
  *value = price < SL_N_PRICE_VARIABLES
               ? *sl_price_field(&result->results->facts->arrangements[arrangement],
                                 (sl_price_variable_t)price)
               : sl_summary_value(figures, (sl_summary_variable_t)figure);
  return SL_OK;
}

/* ---- pages ---- */

static int write_text(const void *subject, const sl_paper_t *paper, char **text, sl_error_t *fault)
{
  const stoploss_result_t *result = subject;
  return paper != NULL ? sl_decision_text(result->results, result->summary, paper, text, fault)
                       : sl_report_json(result->results, result->summary, text, fault);
}

int stoploss_result_page(const stoploss_result_t *result, size_t width, char **text,
                         stoploss_error_t *error)
{
  return sl_library_page(write_text, result, width, text, error);
}

int stoploss_result_json(const stoploss_result_t *result, char **text, stoploss_error_t *error)
{
  return sl_library_text(write_text, result, NULL, text, error);
}
