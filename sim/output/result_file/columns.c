#include "sim/output/result_file/columns.h"

#include "models/core/within.h"
#include "sim/output/result_file/rows.h"
#include "sim/output/result_file/run_lengths.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* HDF5 holds one chunk of each variable in memory at a time. */
#define CHUNK_MAX ((hsize_t)1 << 24)

static bool has_shape(hid_t dataset, const sl_shape_t *shape, const uint64_t *wanted)
{
  hsize_t extent[SL_MAX_RANK];
  const hid_t space = H5Dget_space(dataset);
  bool good = space >= 0 && H5Sis_simple(space) > 0 &&
              H5Sget_simple_extent_ndims(space) == shape->rank &&
              H5Sget_simple_extent_dims(space, extent, NULL) == shape->rank;
  for (int d = 0; good && d < shape->rank; d++) {
    good = extent[d] == wanted[d];
  }
  if (space >= 0) {
    H5Sclose(space);
  }
  return good;
}

static bool has_plain_storage(hid_t dataset, const sl_shape_t *shape)
{
  hsize_t chunk[SL_MAX_RANK], cells = 1;
  const hid_t creation = H5Dget_create_plist(dataset);
  bool good = creation >= 0;
  if (good && shape->rank == 0) {
    const H5D_layout_t layout = H5Pget_layout(creation); /* compact in older files */
    good =
        layout == H5D_COMPACT || (layout == H5D_CONTIGUOUS && H5Pget_external_count(creation) == 0);
  } else if (good) {
    good = H5Pget_layout(creation) == H5D_CHUNKED &&
           H5Pget_chunk(creation, shape->rank, chunk) == shape->rank;
    for (int d = 0; good && d < shape->rank; d++) {
      good = chunk[d] <= CHUNK_MAX / cells;
      cells *= chunk[d];
    }
  }
  if (creation >= 0) {
    H5Pclose(creation);
  }
  return good;
}

static bool has_type(hid_t dataset, H5T_class_t class, size_t size)
{
  const hid_t type = H5Dget_type(dataset);
  const bool good = type >= 0 && H5Tget_class(type) == class && H5Tget_size(type) == size;
  if (type >= 0) {
    H5Tclose(type);
  }
  return good;
}

hid_t sl_open_dataset(hid_t file, const char *name)
{
  H5L_info_t link;
  if (H5Lget_info(file, name, &link, H5P_DEFAULT) < 0 || link.type != H5L_TYPE_HARD) {
    return H5I_INVALID_HID;
  }
  return H5Dopen2(file, name, H5P_DEFAULT);
}

hid_t sl_open_variable(hid_t file, const sl_variable_t *variable, const sl_run_facts_t *facts)
{
  uint64_t extent[SL_MAX_RANK];
  for (int d = 0; d < variable->shape->rank; d++) {
    extent[d] = sl_run_length(variable->shape->dimension[d], facts);
  }
  return sl_open_sized(file, variable, extent);
}

hid_t sl_open_sized(hid_t file, const sl_variable_t *variable, const uint64_t *extent)
{
  const hid_t dataset = sl_open_dataset(file, variable->name);
  if (dataset < 0) {
    return dataset;
  }
  if (has_type(dataset, H5T_FLOAT, sizeof(double)) && has_shape(dataset, variable->shape, extent) &&
      has_plain_storage(dataset, variable->shape)) {
    return dataset;
  }
  H5Dclose(dataset);
  return H5I_INVALID_HID;
}

/* Data sets are invalid where the file's format has no such variable. */
struct sl_columns {
  const sl_run_facts_t *facts;
  double *rows; /* a block of one variable by arrangement */
  hid_t trial[SL_N_TRIAL_VARIABLES];
  hid_t cost[SL_N_COST_VARIABLES];
};

static void close_all(const hid_t *datasets, size_t n)
{
  for (size_t v = 0; v < n; v++) {
    if (datasets[v] >= 0) {
      H5Dclose(datasets[v]);
    }
  }
}

void sl_columns_close(sl_columns_t *columns)
{
  if (columns != NULL) {
    close_all(columns->trial, SL_N_TRIAL_VARIABLES);
    close_all(columns->cost, SL_N_COST_VARIABLES);
    free(columns->rows);
    free(columns);
  }
}

/* The last variable that is missing or damaged; NULL where all are well. */
static const char *open_table(hid_t file, int64_t version, const sl_variable_t *variables, size_t n,
                              const sl_run_facts_t *facts, hid_t *datasets)
{
  const char *fault = NULL;
  for (size_t v = 0; v < n; v++) {
    datasets[v] = H5I_INVALID_HID;
    if (variables[v].since <= version) {
      datasets[v] = sl_open_variable(file, &variables[v], facts);
      fault = datasets[v] < 0 ? variables[v].name : fault;
    }
  }
  return fault;
}

int sl_columns_open(hid_t file, int64_t version, const sl_run_facts_t *facts,
                    sl_columns_t **columns, sl_error_t *error)
{
  sl_columns_t *c = calloc(1, sizeof *c);
  double *rows = malloc((SL_BLOCK_TRIALS * facts->n_arrangements + 1) * sizeof *rows);
  *columns = NULL;
  if (c == NULL || rows == NULL) {
    free(rows);
    free(c);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the columns");
  }
  c->facts = facts;
  c->rows = rows;
  const char *trial =
      open_table(file, version, sl_trial_variables, SL_N_TRIAL_VARIABLES, facts, c->trial);
  const char *cost =
      open_table(file, version, sl_cost_variables, SL_N_COST_VARIABLES, facts, c->cost);
  if (trial != NULL || cost != NULL) {
    sl_columns_close(c);
    return sl_fail(error, SL_ERR_INPUT, "the variable %s is missing or damaged",
                   cost != NULL ? cost : trial);
  }
  *columns = c;
  return SL_OK;
}

/* Finite numbers, or NaN where a variable may be unknown: the number of claims where annual totals
 * were drawn, what is owed after the year where nothing asks for it. */
bool sl_all_known(const double *values, size_t n, bool may_be_unknown)
{
  bool known = sl_all_within(values, n, -DBL_MAX, DBL_MAX);
  if (!known && may_be_unknown) {
    known = true;
    for (size_t i = 0; i < n; i++) {
      known = known && !isinf(values[i]);
    }
  }
  return known;
}

static const char *fault_in_years(const sl_years_block_t *years, size_t n_trials)
{
  const size_t cells = years->n_arrangements * years->n_years;
  for (size_t v = 0; v < SL_N_YEAR_VARIABLES; v++) {
    for (size_t i = 0; i < cells; i++) {
      if (!sl_all_known(years->by_year[v] + i * SL_BLOCK_TRIALS, n_trials,
                        sl_year_variables[v].may_be_unknown)) {
        return sl_year_variables[v].name;
      }
    }
  }
  for (size_t p = 0; p < years->n_promises; p++) {
    if (!sl_all_known(years->saved + p * SL_BLOCK_TRIALS, n_trials, false)) {
      return sl_promise_columns[SL_PROMISE_TRIAL_SAVED].name;
    }
  }
  return NULL;
}

int sl_check_block(const sl_block_t *block, sl_error_t *error)
{
  const char *fault = NULL;
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    if (!sl_all_known(block->trial[v], block->n_trials, sl_trial_variables[v].may_be_unknown)) {
      fault = sl_trial_variables[v].name;
    }
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    if (!sl_all_known(block->cost[v], block->n_trials * block->n_arrangements,
                      sl_cost_variables[v].may_be_unknown)) {
      fault = sl_cost_variables[v].name;
    }
  }
  if (fault == NULL && block->years != NULL) {
    fault = fault_in_years(block->years, block->n_trials);
  }
  if (fault == NULL) {
    return SL_OK;
  }
  return sl_fail(error, SL_ERR_INPUT,
                 "%s is not a finite number in some of the trials %llu to %llu", fault,
                 (unsigned long long)block->first_trial,
                 (unsigned long long)(block->first_trial + block->n_trials - 1));
}

static int unreadable(const char *name, sl_error_t *error)
{
  return sl_fail(error, SL_ERR_INPUT, "the variable %s cannot be read: the file is damaged", name);
}

/* A block of a variable; what a file of an earlier format does not hold there is none of. */
static int read_block_of(hid_t dataset, const sl_variable_t *variable, const sl_block_t *block,
                         size_t width, double *values)
{
  if (dataset < 0) {
    memset(values, 0, block->n_trials * width * sizeof *values);
    return 0;
  }
  return sl_read_rows(dataset, variable->shape, block->first_trial, block->n_trials, width, values);
}

int sl_columns_block(const sl_columns_t *columns, sl_block_t *block, sl_error_t *error)
{
  const char *fault = NULL;
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    if (read_block_of(columns->trial[v], &sl_trial_variables[v], block, 1, block->trial[v]) != 0) {
      fault = sl_trial_variables[v].name;
    }
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    if (read_block_of(columns->cost[v], &sl_cost_variables[v], block, block->n_arrangements,
                      block->cost[v]) != 0) {
      fault = sl_cost_variables[v].name;
    }
  }
  return fault != NULL ? unreadable(fault, error) : sl_check_block(block, error);
}

static int read_some(const hid_t dataset, const sl_columns_t *columns,
                     const sl_column_range_t *range, double *values)
{
  const size_t width = columns->facts->n_arrangements;
  const sl_variable_t *variable = &sl_cost_variables[range->variable];
  for (uint64_t start = 0; start < range->trials; start += SL_BLOCK_TRIALS) {
    const size_t rows = sl_block_trials(range->trials, start / SL_BLOCK_TRIALS);
    if (sl_read_rows(dataset, variable->shape, range->first_trial + start, rows, width,
                     columns->rows) != 0 ||
        !sl_all_known(columns->rows, rows * width, variable->may_be_unknown)) {
      return -1;
    }
    for (size_t i = 0; i < range->n; i++) {
      for (size_t t = 0; t < rows; t++) {
        values[i * range->trials + start + t] = columns->rows[t * width + range->first + i];
      }
    }
  }
  return 0;
}

int sl_columns_read(const sl_columns_t *columns, const sl_column_range_t *range, double *values,
                    sl_error_t *error)
{
  const hid_t dataset = columns->cost[range->variable];
  if (dataset < 0) {
    memset(values, 0, range->n * range->trials * sizeof *values);
    return SL_OK;
  }
  return read_some(dataset, columns, range, values) == 0
             ? SL_OK
             : unreadable(sl_cost_variables[range->variable].name, error);
}
