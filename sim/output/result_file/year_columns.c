#include "models/core/calendar.h"
#include "sim/output/result_file/columns.h"
#include "sim/output/result_file/groups.h"
#include "sim/output/result_file/rows.h"
#include "sim/output/result_file/year_group.h"
#include "sim/output/result_file/years.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* ---- how many ---- */

static bool read_lengths(hid_t group, sl_run_facts_t *facts)
{
  int64_t years = 0, promises = 0;
  double discount = 0.0;
  if (sl_h5_get_signed(group, SL_YEARS_LENGTH, &years) != 0 || years < 2 ||
      years > SL_PLAN_YEARS_MAX || sl_h5_get_signed(group, SL_YEARS_PROMISES, &promises) != 0 ||
      promises < 0 || (uint64_t)promises > facts->n_arrangements * SL_N_PROMISES ||
      sl_h5_get_number(group, SL_YEARS_DISCOUNT, &discount) != 0 ||
      !(discount > -1.0 && isfinite(discount))) {
    return false;
  }
  facts->n_years = (size_t)years;
  facts->n_promises = (size_t)promises;
  facts->discount = discount;
  return true;
}

int sl_find_years(hid_t file, sl_run_facts_t *facts, sl_error_t *error)
{
  hid_t group = H5I_INVALID_HID;
  facts->n_years = 1;
  facts->n_promises = 0;
  facts->discount = 0.0;
  if (!sl_open_group(file, SL_YEARS_GROUP, &group)) {
    return SL_OK;
  }
  const bool good = group >= 0 && read_lengths(group, facts);
  if (group >= 0) {
    H5Gclose(group);
  }
  return good ? SL_OK : sl_fail(error, SL_ERR_INPUT, "the plan years cannot be read");
}

/* ---- figures ---- */

/* Whole, from `least` to below `end`: what is used as an index or compared with one. */
static bool is_index(double value, double least, double end)
{
  return value >= least && value < end && value == floor(value);
}

static bool are_terms(const sl_run_facts_t *facts)
{
  bool good = true;
  for (size_t a = 0; a < facts->n_arrangements; a++) {
    const sl_ahead_facts_t *ahead = &facts->arrangements[a].ahead;
    good = good && isfinite(ahead->opening_reserve) &&
           is_index(ahead->then_year, 0.0, SL_PLAN_YEARS_MAX + 1.0) &&
           is_index(ahead->then_arrangement, 0.0, (double)facts->n_arrangements);
  }
  return good;
}

static bool are_promises(const sl_years_t *years)
{
  bool good = true;
  for (size_t p = 0; p < years->n_promises; p++) {
    good = good && is_index(years->promises[p].arrangement, 0.0, (double)years->n_arrangements) &&
           is_index(years->promises[p].kind, 0.0, SL_N_PROMISES);
  }
  return good;
}

static int read_figures(const sl_stored_t *group, sl_years_t *years, sl_error_t *error)
{
  const size_t size = sizeof years->figures[0];
  int code =
      sl_get_table(group, sl_years_variables, SL_N_YEARS_VARIABLES, years->figures, size, error);
  if (code == SL_OK) {
    code =
        sl_get_table(group, sl_years_quantiles, SL_N_YEARS_QUANTILES, years->figures, size, error);
  }
  if (code == SL_OK && years->n_promises > 0) {
    code = sl_get_table(group, sl_promise_figures, SL_N_PROMISE_FIGURES, years->promises,
                        sizeof years->promises[0], error);
  }
  return code == SL_OK && !are_promises(years)
             ? sl_fail(error, SL_ERR_INPUT, "the promises are damaged")
             : code;
}

int sl_read_years(const sl_stored_t *stored, sl_run_facts_t *facts, sl_years_t **years,
                  sl_error_t *error)
{
  hid_t group = H5I_INVALID_HID;
  *years = NULL;
  if (facts->n_years < 2) {
    return SL_OK;
  }
  if (!sl_open_group(stored->file, SL_YEARS_GROUP, &group) || group < 0) {
    return sl_fail(error, SL_ERR_INPUT, "the plan years cannot be read");
  }
  const sl_stored_t own = {group, stored->version, facts};
  int code = sl_get_table(&own, sl_years_terms, SL_N_YEARS_TERMS, facts->arrangements,
                          sizeof facts->arrangements[0], error);
  if (code == SL_OK && !are_terms(facts)) {
    code = sl_fail(error, SL_ERR_INPUT, "the terms of the plan years are damaged");
  }
  if (code == SL_OK) {
    code = sl_years_new(facts->n_arrangements, facts->n_years, facts->n_promises, years, error);
  }
  code = code == SL_OK ? read_figures(&own, *years, error) : code;
  if (code != SL_OK) {
    sl_years_free(*years);
    *years = NULL;
  }
  H5Gclose(group);
  return code;
}

/* ---- trials ---- */

struct sl_year_columns {
  const sl_run_facts_t *facts;
  double *rows; /* a block of one variable of one arrangement, or of all promises */
  hid_t column[SL_N_YEAR_VARIABLES];
  hid_t saved; /* invalid without promises */
};

void sl_year_columns_close(sl_year_columns_t *columns)
{
  if (columns != NULL) {
    for (size_t v = 0; v < SL_N_YEAR_VARIABLES; v++) {
      if (columns->column[v] >= 0) {
        H5Dclose(columns->column[v]);
      }
    }
    if (columns->saved >= 0) {
      H5Dclose(columns->saved);
    }
    free(columns->rows);
    free(columns);
  }
}

static const char *open_all(hid_t group, sl_year_columns_t *columns)
{
  const char *fault = NULL;
  for (size_t v = 0; v < SL_N_YEAR_VARIABLES; v++) {
    columns->column[v] = sl_open_variable(group, &sl_year_variables[v], columns->facts);
    fault = columns->column[v] < 0 ? sl_year_variables[v].name : fault;
  }
  columns->saved = H5I_INVALID_HID;
  if (columns->facts->n_promises > 0) {
    const sl_variable_t *saved = &sl_promise_columns[SL_PROMISE_TRIAL_SAVED];
    columns->saved = sl_open_variable(group, saved, columns->facts);
    fault = columns->saved < 0 ? saved->name : fault;
  }
  return fault;
}

static int damaged(const char *name, sl_error_t *error)
{
  return sl_fail(error, SL_ERR_INPUT, "the variable years/%s is missing or damaged", name);
}

int sl_year_columns_open(hid_t file, const sl_run_facts_t *facts, sl_year_columns_t **columns,
                         sl_error_t *error)
{
  const size_t width = facts->n_years > facts->n_promises ? facts->n_years : facts->n_promises;
  hid_t group = H5I_INVALID_HID;
  *columns = NULL;
  if (facts->n_years < 2) {
    return SL_OK;
  }
  if (!sl_open_group(file, SL_YEARS_GROUP, &group) || group < 0) {
    return sl_fail(error, SL_ERR_INPUT, "the plan years cannot be read");
  }
  sl_year_columns_t *made = calloc(1, sizeof *made);
  double *rows = malloc(SL_BLOCK_TRIALS * (width + 1) * sizeof *rows);
  if (made == NULL || rows == NULL) {
    free(made);
    free(rows);
    H5Gclose(group);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the plan years");
  }
  made->facts = facts;
  made->rows = rows;
  const char *fault = open_all(group, made);
  H5Gclose(group);
  if (fault != NULL) {
    sl_year_columns_close(made);
    return damaged(fault, error);
  }
  *columns = made;
  return SL_OK;
}

/* Rows of an arrangement's plan years into `rows`: [n_trials][n_years]. 0, or -1. */
static int read_rows(const sl_year_columns_t *columns, size_t v, size_t a, uint64_t first,
                     size_t n_trials)
{
  const size_t width = columns->facts->n_years;
  const hsize_t start[] = {first, a, 0}, count[] = {n_trials, 1, width};
  return sl_read_slab(columns->column[v], 3, start, count, columns->rows) == 0 &&
                 sl_all_known(columns->rows, n_trials * width, sl_year_variables[v].may_be_unknown)
             ? 0
             : -1;
}

static int read_saved(const sl_year_columns_t *columns, uint64_t first, size_t n_trials)
{
  const size_t width = columns->facts->n_promises;
  return sl_read_rows(columns->saved, &sl_promise_trial_shape, first, n_trials, width,
                      columns->rows) == 0 &&
                 sl_all_known(columns->rows, n_trials * width, false)
             ? 0
             : -1;
}

/* Columns that lie `apart`, of values[trial][column]: n_columns from `first` on of `width`. */
static void turn(const double *values, size_t n_trials, size_t width, size_t first,
                 size_t n_columns, double *columns, size_t apart)
{
  for (size_t c = 0; c < n_columns; c++) {
    for (size_t t = 0; t < n_trials; t++) {
      columns[c * apart + t] = values[t * width + first + c];
    }
  }
}

int sl_year_columns_block(const sl_year_columns_t *columns, uint64_t first_trial, size_t n_trials,
                          sl_years_block_t *years, sl_error_t *error)
{
  const size_t n_years = years->n_years;
  for (size_t v = 0; v < SL_N_YEAR_VARIABLES; v++) {
    for (size_t a = 0; a < years->n_arrangements; a++) {
      if (read_rows(columns, v, a, first_trial, n_trials) != 0) {
        return damaged(sl_year_variables[v].name, error);
      }
      turn(columns->rows, n_trials, n_years, 0, n_years,
           years->by_year[v] + sl_years_block_at(years, a, 0, 0), SL_BLOCK_TRIALS);
    }
  }
  if (columns->saved >= 0) {
    if (read_saved(columns, first_trial, n_trials) != 0) {
      return damaged(sl_promise_columns[SL_PROMISE_TRIAL_SAVED].name, error);
    }
    turn(columns->rows, n_trials, years->n_promises, 0, years->n_promises, years->saved,
         SL_BLOCK_TRIALS);
  }
  return SL_OK;
}

int sl_year_columns_read(const sl_year_columns_t *columns, const sl_year_range_t *range,
                         double *values, sl_error_t *error)
{
  const size_t trials = (size_t)range->trials;
  for (size_t done = 0; done < trials; done += SL_BLOCK_TRIALS) {
    const size_t n = sl_block_trials(range->trials, done / SL_BLOCK_TRIALS);
    if (read_rows(columns, range->variable, range->arrangement, range->first_trial + done, n) !=
        0) {
      return damaged(sl_year_variables[range->variable].name, error);
    }
    turn(columns->rows, n, columns->facts->n_years, range->first, range->n, values + done, trials);
  }
  return SL_OK;
}
