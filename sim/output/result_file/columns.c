#include "sim/output/result_file/columns.h"

#include <math.h>
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
    good = H5Pget_layout(creation) == H5D_COMPACT;
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
  return H5Dopen2(file, name, H5P_DEFAULT);
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

static int select_rows(hid_t dataset, const sl_shape_t *shape, uint64_t first, size_t n,
                       size_t width, hid_t *memory, hid_t *file)
{
  const hsize_t start[SL_MAX_RANK] = {first, 0};
  const hsize_t count[SL_MAX_RANK] = {n, width};
  *file = H5Dget_space(dataset);
  *memory = H5Screate_simple(shape->rank, count, NULL);
  return *file < 0 || *memory < 0 ||
                 H5Sselect_hyperslab(*file, H5S_SELECT_SET, start, NULL, count, NULL) < 0
             ? -1
             : 0;
}

static void close_spaces(hid_t memory, hid_t file)
{
  if (memory >= 0) {
    H5Sclose(memory);
  }
  if (file >= 0) {
    H5Sclose(file);
  }
}

int sl_read_rows(hid_t dataset, const sl_shape_t *shape, uint64_t first, size_t n, size_t width,
                 double *values)
{
  hid_t memory, file;
  int result = select_rows(dataset, shape, first, n, width, &memory, &file);
  if (result == 0) {
    result = H5Dread(dataset, H5T_NATIVE_DOUBLE, memory, file, H5P_DEFAULT, values) < 0 ? -1 : 0;
  }
  close_spaces(memory, file);
  return result;
}

/* +0 alone: nothing else comes back from what is left out. */
static int all_zero_bits(const double *values, size_t n)
{
  static const double zero = 0.0;
  size_t i = 0;
  while (i < n && memcmp(&values[i], &zero, sizeof zero) == 0) {
    i++;
  }
  return i == n;
}

int sl_write_rows(hid_t dataset, const sl_shape_t *shape, uint64_t first, size_t n, size_t width,
                  const double *values)
{
  hid_t memory, file;
  if (shape->omits_zeros && all_zero_bits(values, n * width)) {
    return 0;
  }
  int result = select_rows(dataset, shape, first, n, width, &memory, &file);
  if (result == 0) {
    result = H5Dwrite(dataset, H5T_NATIVE_DOUBLE, memory, file, H5P_DEFAULT, values) < 0 ? -1 : 0;
  }
  close_spaces(memory, file);
  return result;
}

/* The columns that a file holds: the first of each table. */
typedef struct column_sets {
  size_t n_trial, n_cost;
  hid_t trial[SL_N_TRIAL_VARIABLES];
  hid_t cost[SL_N_COST_VARIABLES];
} column_sets_t;

static void close_columns(const column_sets_t *sets)
{
  for (size_t v = 0; v < sets->n_trial; v++) {
    if (sets->trial[v] >= 0) {
      H5Dclose(sets->trial[v]);
    }
  }
  for (size_t v = 0; v < sets->n_cost; v++) {
    if (sets->cost[v] >= 0) {
      H5Dclose(sets->cost[v]);
    }
  }
}

static int open_columns(hid_t file, const sl_run_facts_t *facts, column_sets_t *sets,
                        sl_error_t *error)
{
  const char *fault = NULL;
  for (size_t v = 0; v < sets->n_trial; v++) {
    sets->trial[v] = sl_open_variable(file, sl_trial_variables[v].name, &sl_trial_shape, facts);
    fault = sets->trial[v] < 0 ? sl_trial_variables[v].name : fault;
  }
  for (size_t v = 0; v < sets->n_cost; v++) {
    sets->cost[v] = sl_open_variable(file, sl_cost_variables[v].name, sl_shape_of_cost(v), facts);
    fault = sets->cost[v] < 0 ? sl_cost_variables[v].name : fault;
  }
  if (fault != NULL) {
    close_columns(sets);
    return sl_fail(error, SL_ERR_INPUT, "the variable %s is missing or damaged", fault);
  }
  return SL_OK;
}

static int all_finite(const double *values, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    if (!isfinite(values[i])) {
      return 0;
    }
  }
  return 1;
}

/* Columns of whole blocks, of which only the first trials count. */
static const char *fault_in_months(const sl_block_t *block)
{
  const size_t cells = block->n_months * block->n_arrangements;
  for (size_t m = 0; m < block->n_months; m++) {
    if (!all_finite(block->month[SL_MONTH_IBNR] + m * SL_BLOCK_TRIALS, block->n_trials)) {
      return "the IBNR of a month";
    }
  }
  for (size_t i = 0; i < cells * SL_N_MONTH_COST_VARIABLES; i++) {
    const double *column = block->month_cost[i / cells] + i % cells * SL_BLOCK_TRIALS;
    if (!all_finite(column, block->n_trials)) {
      return "the cash flow of a month";
    }
  }
  return NULL;
}

int sl_check_block(const sl_block_t *block, sl_error_t *error)
{
  const char *fault = NULL;
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    const int may_be_unknown = v == SL_TRIAL_CLAIMS; /* where annual totals were drawn */
    if (!may_be_unknown && !all_finite(block->trial[v], block->n_trials)) {
      fault = sl_trial_variables[v].name;
    }
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    if (!all_finite(block->cost[v], block->n_trials * block->n_arrangements)) {
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

static int read_block(const column_sets_t *sets, sl_block_t *block, sl_error_t *error)
{
  const char *fault = NULL;
  for (size_t v = 0; v < sets->n_trial; v++) {
    if (sl_read_rows(sets->trial[v], &sl_trial_shape, block->first_trial, block->n_trials, 1,
                     block->trial[v]) != 0) {
      fault = sl_trial_variables[v].name;
    }
  }
  for (size_t v = 0; v < sets->n_cost; v++) {
    if (sl_read_rows(sets->cost[v], sl_shape_of_cost(v), block->first_trial, block->n_trials,
                     block->n_arrangements, block->cost[v]) != 0) {
      fault = sl_cost_variables[v].name;
    }
  }
  if (fault != NULL) {
    return sl_fail(error, SL_ERR_INPUT, "the variable %s cannot be read: the file is damaged",
                   fault);
  }
  return sl_check_block(block, error);
}

static int read_blocks(const column_sets_t *sets, sl_results_t *results, sl_error_t *error)
{
  const uint64_t trials = results->facts->trials;
  sl_block_t *block = NULL;
  int code = sl_block_new(results->facts->n_arrangements, 0, &block, error);
  for (uint64_t first = 0; code == SL_OK && first < trials; first += SL_BLOCK_TRIALS) {
    block->index = first / SL_BLOCK_TRIALS;
    block->first_trial = first;
    block->n_trials = sl_block_trials(trials, block->index);
    code = read_block(sets, block, error);
    if (code == SL_OK) {
      sl_results_put_block(results, block);
    }
  }
  sl_block_free(block);
  return code;
}

int sl_read_columns(hid_t file, int64_t version, sl_run_facts_t *facts, sl_results_t **results,
                    sl_error_t *error)
{
  column_sets_t sets = {.n_trial = SL_N_TRIAL_VARIABLES, .n_cost = SL_N_COST_VARIABLES};
  if (version == 1) {
    sets.n_trial = SL_N_TRIAL_VARIABLES_1;
    sets.n_cost = SL_N_COST_VARIABLES_1;
  }
  *results = NULL;
  int code = open_columns(file, facts, &sets, error);
  if (code != SL_OK) {
    sl_run_facts_free(facts);
    return code;
  }
  code = sl_results_new(facts, results, error);
  if (code == SL_OK) {
    code = read_blocks(&sets, *results, error);
  }
  if (code != SL_OK) {
    sl_results_free(*results);
    *results = NULL;
  }
  close_columns(&sets);
  return code;
}
