#include "sim/output/result_file/columns.h"

#include "sim/output/result_file/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* HDF5 holds one chunk of each variable in memory at a time. */
#define CHUNK_MAX ((hsize_t)1 << 24)

static void shape_extent(const sl_shape_t *shape, const sl_run_facts_t *facts, hsize_t *extent)
{
  const hsize_t sizes[SL_N_DIMENSIONS] = {facts->trials, facts->n_arrangements, SL_N_QUANTILES,
                                          SL_TIERS, sl_month_scale(facts)};
  for (int d = 0; d < shape->rank; d++) {
    extent[d] = sizes[shape->dimension[d]];
  }
}

static int has_shape(hid_t dataset, const sl_shape_t *shape, const sl_run_facts_t *facts)
{
  hsize_t extent[SL_MAX_RANK], wanted[SL_MAX_RANK];
  const hid_t space = H5Dget_space(dataset);
  int good = space >= 0 && H5Sis_simple(space) > 0 &&
             H5Sget_simple_extent_ndims(space) == shape->rank &&
             H5Sget_simple_extent_dims(space, extent, NULL) == shape->rank;
  shape_extent(shape, facts, wanted);
  for (int d = 0; good && d < shape->rank; d++) {
    good = extent[d] == wanted[d];
  }
  if (space >= 0) {
    H5Sclose(space);
  }
  return good;
}

static int has_plain_storage(hid_t dataset, const sl_shape_t *shape)
{
  hsize_t chunk[SL_MAX_RANK], cells = 1;
  const hid_t creation = H5Dget_create_plist(dataset);
  int good = creation >= 0;
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

static int has_type(hid_t dataset, H5T_class_t class, size_t size)
{
  const hid_t type = H5Dget_type(dataset);
  const int good = type >= 0 && H5Tget_class(type) == class && H5Tget_size(type) == size;
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
  const hid_t access = sl_h5_block_access();
  const hid_t dataset = access >= 0 ? H5Dopen2(file, name, access) : access;
  if (access >= 0) {
    H5Pclose(access);
  }
  return dataset;
}

hid_t sl_open_variable(hid_t file, const char *name, const sl_shape_t *shape,
                       const sl_run_facts_t *facts)
{
  const hid_t dataset = sl_open_dataset(file, name);
  if (dataset < 0) {
    return dataset;
  }
  if (has_type(dataset, H5T_FLOAT, sizeof(double)) && has_shape(dataset, shape, facts) &&
      has_plain_storage(dataset, shape)) {
    return dataset;
  }
  H5Dclose(dataset);
  return H5I_INVALID_HID;
}

/* The columns that a file holds: the first of each table. */
struct sl_columns {
  const sl_run_facts_t *facts;
  double *rows; /* a block of one variable by arrangement */
  size_t n_trial, n_cost;
  hid_t trial[SL_N_TRIAL_VARIABLES];
  hid_t cost[SL_N_COST_VARIABLES];
};

void sl_columns_close(sl_columns_t *columns)
{
  if (columns == NULL) {
    return;
  }
  for (size_t v = 0; v < columns->n_trial; v++) {
    if (columns->trial[v] >= 0) {
      H5Dclose(columns->trial[v]);
    }
  }
  for (size_t v = 0; v < columns->n_cost; v++) {
    if (columns->cost[v] >= 0) {
      H5Dclose(columns->cost[v]);
    }
  }
  free(columns->rows);
  free(columns);
}

static int open_variables(hid_t file, sl_columns_t *columns, sl_error_t *error)
{
  const sl_run_facts_t *facts = columns->facts;
  const char *fault = NULL;
  for (size_t v = 0; v < columns->n_trial; v++) {
    columns->trial[v] = sl_open_variable(file, sl_trial_variables[v].name, &sl_trial_shape, facts);
    fault = columns->trial[v] < 0 ? sl_trial_variables[v].name : fault;
  }
  for (size_t v = 0; v < columns->n_cost; v++) {
    columns->cost[v] =
        sl_open_variable(file, sl_cost_variables[v].name, sl_shape_of_cost(v), facts);
    fault = columns->cost[v] < 0 ? sl_cost_variables[v].name : fault;
  }
  return fault == NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_INPUT, "the variable %s is missing or damaged", fault);
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
  c->n_trial = version == 1 ? SL_N_TRIAL_VARIABLES_1 : SL_N_TRIAL_VARIABLES;
  c->n_cost = version == 1   ? SL_N_COST_VARIABLES_1
              : version == 2 ? SL_N_COST_VARIABLES_2
                             : SL_N_COST_VARIABLES;
  const int code = open_variables(file, c, error);
  if (code != SL_OK) {
    sl_columns_close(c);
    return code;
  }
  *columns = c;
  return SL_OK;
}

/* Finite numbers, or NaN where a variable may be unknown: the number of claims where annual totals
 * were drawn, what is owed after the year where nothing asks for it. */
static int all_known(const double *values, size_t n, int may_be_unknown)
{
  for (size_t i = 0; i < n; i++) {
    if (!isfinite(values[i]) && !(may_be_unknown && isnan(values[i]))) {
      return 0;
    }
  }
  return 1;
}

static int cost_may_be_unknown(size_t variable)
{
  return variable == SL_COST_RUN_OUT || variable == SL_COST_TERMINAL_LIABILITY;
}

/* Columns of whole blocks, of which only the first trials count. */
static const char *fault_in_months(const sl_block_t *block)
{
  const size_t cells = block->n_months * block->n_arrangements;
  for (size_t i = 0; i < cells * SL_N_MONTH_COST_VARIABLES; i++) {
    const double *column = block->month_cost[i / cells] + i % cells * SL_BLOCK_TRIALS;
    if (!all_known(column, block->n_trials, 0)) {
      return "the cash flow or IBNR of a month";
    }
  }
  return NULL;
}

int sl_check_block(const sl_block_t *block, sl_error_t *error)
{
  const char *fault = NULL;
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    if (!all_known(block->trial[v], block->n_trials, v == SL_TRIAL_CLAIMS)) {
      fault = sl_trial_variables[v].name;
    }
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    if (!all_known(block->cost[v], block->n_trials * block->n_arrangements,
                   cost_may_be_unknown(v))) {
      fault = sl_cost_variables[v].name;
    }
  }
  fault = fault == NULL ? fault_in_months(block) : fault;
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

/* What a file of an earlier format does not hold there is none of. */
static void clear_absent(const sl_columns_t *columns, sl_block_t *block)
{
  for (size_t v = columns->n_trial; v < SL_N_TRIAL_VARIABLES; v++) {
    memset(block->trial[v], 0, block->n_trials * sizeof(double));
  }
  for (size_t v = columns->n_cost; v < SL_N_COST_VARIABLES; v++) {
    memset(block->cost[v], 0, block->n_trials * block->n_arrangements * sizeof(double));
  }
}

int sl_columns_block(const sl_columns_t *columns, sl_block_t *block, sl_error_t *error)
{
  const char *fault = NULL;
  for (size_t v = 0; v < columns->n_trial; v++) {
    if (sl_read_rows(columns->trial[v], &sl_trial_shape, block->first_trial, block->n_trials, 1,
                     block->trial[v]) != 0) {
      fault = sl_trial_variables[v].name;
    }
  }
  for (size_t v = 0; v < columns->n_cost; v++) {
    if (sl_read_rows(columns->cost[v], sl_shape_of_cost(v), block->first_trial, block->n_trials,
                     block->n_arrangements, block->cost[v]) != 0) {
      fault = sl_cost_variables[v].name;
    }
  }
  clear_absent(columns, block);
  return fault != NULL ? unreadable(fault, error) : sl_check_block(block, error);
}

static int read_some(const hid_t dataset, sl_cost_variable_t variable, const sl_columns_t *columns,
                     uint64_t trials, size_t first, size_t n, double *values)
{
  const size_t width = columns->facts->n_arrangements;
  for (uint64_t start = 0; start < trials; start += SL_BLOCK_TRIALS) {
    const size_t rows = sl_block_trials(trials, start / SL_BLOCK_TRIALS);
    if (sl_read_rows(dataset, sl_shape_of_cost(variable), start, rows, width, columns->rows) != 0 ||
        !all_known(columns->rows, rows * width, cost_may_be_unknown(variable))) {
      return -1;
    }
    for (size_t i = 0; i < n; i++) {
      for (size_t t = 0; t < rows; t++) {
        values[i * trials + start + t] = columns->rows[t * width + first + i];
      }
    }
  }
  return 0;
}

int sl_columns_read(const sl_columns_t *columns, sl_cost_variable_t variable, uint64_t trials,
                    size_t first, size_t n, double *values, sl_error_t *error)
{
  const size_t v = (size_t)variable;
  if (v >= columns->n_cost) {
    memset(values, 0, n * trials * sizeof *values);
    return SL_OK;
  }
  return read_some(columns->cost[v], variable, columns, trials, first, n, values) == 0
             ? SL_OK
             : unreadable(sl_cost_variables[v].name, error);
}
