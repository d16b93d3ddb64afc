#include "sim/output/result_file/sweep_file.h"

#include "sim/output/files/atomic_file.h"
#include "sim/output/hdf5/driver.h"
#include "sim/output/hdf5/provenance.h"
#include "sim/output/hdf5/seal.h"
#include "sim/output/result_file/layout.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const sl_shape_t cost_shape = {
    .rank = 3, .dimension = {SL_DIMENSION_TRIAL, SL_DIMENSION_SPECIFIC, SL_DIMENSION_CORRIDOR}};
static const sl_shape_t point_shape = {.rank = 2,
                                       .dimension = {SL_DIMENSION_SPECIFIC, SL_DIMENSION_CORRIDOR}};
static const sl_shape_t quantile_shape = {
    .rank = 3, .dimension = {SL_DIMENSION_QUANTILE, SL_DIMENSION_SPECIFIC, SL_DIMENSION_CORRIDOR}};
static const sl_shape_t specific_shape = {.rank = 1, .dimension = {SL_DIMENSION_SPECIFIC}};

static const sl_variable_t cost_variable = {"cost", 1, "employer's cost of the plan year"};

/* ---- figures of a point: (specific, corridor) ---- */

typedef struct point_variable {
  sl_variable_t variable;
  size_t offset; /* of a double in sl_sweep_point_t */
} point_variable_t;

#define FIGURE(name, amount, long_name, field)                                                     \
  {                                                                                                \
    {name, amount, long_name}, offsetof(sl_sweep_point_t, field)                                   \
  }
#define ESTIMATE(name, error_name, amount, long_name, field)                                       \
  FIGURE(name, amount, long_name, field.value),                                                    \
      FIGURE(error_name, amount, "standard error of " name, field.standard_error)

static const point_variable_t point_variables[] = {
    ESTIMATE("cost_mean", "cost_standard_error", 1, "mean of cost over the trials", cost),
    ESTIMATE("deficit_probability", "deficit_probability_standard_error", 0,
             "share of trials whose cost exceeds the budget", deficit_probability),
    ESTIMATE("deficit_mean", "deficit_mean_standard_error", 1,
             "mean over the trials of what cost is above the budget", deficit),
    ESTIMATE("specific_reimbursement_mean", "specific_reimbursement_mean_standard_error", 1,
             "mean of the specific reimbursement over the trials", specific_reimbursement),
    ESTIMATE("aggregate_reimbursement_mean", "aggregate_reimbursement_mean_standard_error", 1,
             "mean of the aggregate reimbursement over the trials", aggregate_reimbursement),
    ESTIMATE("cost_above_lowest", "cost_above_lowest_standard_error", 1,
             "mean over the trials of cost less that of the combination with the lowest cost_mean "
             "in the same trial",
             above_lowest),
    ESTIMATE("attachment_point", "attachment_point_standard_error", 1,
             "aggregate attachment point, NaN without an aggregate", price.attachment),
    ESTIMATE("specific_premium", "specific_premium_standard_error", 1,
             "specific premium of the plan year", price.specific_premium),
    ESTIMATE("aggregate_premium", "aggregate_premium_standard_error", 1,
             "aggregate premium of the plan year", price.aggregate_premium),
    ESTIMATE("budget", "budget_standard_error", 1, "the employer's budget", price.budget),
    ESTIMATE("maximum_cost", "maximum_cost_standard_error", 1,
             "the most that the plan year can cost inside its contracts; infinite: not bounded",
             price.maximum_cost),
};

static double figure_of(const sl_sweep_point_t *point, size_t offset)
{
  return *(const double *)(const void *)((const char *)point + offset);
}

/* ---- the writer ---- */

struct sl_sweep_writer {
  sl_atomic_file_t output;
  const sl_sweep_result_t *result;
  int failure; /* errno of the first failed write */
  hid_t driver, file, cost;
  sl_layout_t *layout;
  uint64_t written; /* trials */
};

static size_t n_points(const sl_sweep_result_t *result)
{
  return result->n_specific * result->n_corridor;
}

static int write_error(const sl_sweep_writer_t *writer, const char *what, sl_error_t *error)
{
  return sl_fail(error, SL_ERR_IO, "cannot write %s to %s: %s", what, writer->output.target,
                 writer->failure != 0 ? strerror(writer->failure) : "HDF5 failed");
}

static const char *rule_text(const sl_sweep_premium_t *premium)
{
  static const char *const texts[] = {
      [SL_SWEEP_AS_GIVEN] = "as the scenario has it",
      [SL_SWEEP_LOSS_RATIO] = "expected reimbursement by the loss ratio",
      [SL_SWEEP_AS_QUOTED] = "expected reimbursement by the loss ratio of the scenario's quote"};
  return texts[premium->rule];
}

static double ratio_of(const sl_sweep_premium_t *premium)
{
  return premium->rule == SL_SWEEP_AS_GIVEN ? (double)NAN : premium->loss_ratio;
}

static int put_header(hid_t file, const sl_sweep_result_t *result)
{
  const sl_run_facts_t *run = result->run;
  const sl_arrangement_facts_t *arrangement = &run->arrangements[0];
  return sl_h5_put_text(file, "Conventions", "CF-1.10") == 0 &&
                 sl_h5_put_text(file, "title", run->title) == 0 &&
                 sl_h5_put_text(file, "source", sl_provenance_source()) == 0 &&
                 sl_h5_put_signed(file, "stoploss_format_version", SL_RESULT_FORMAT_VERSION) == 0 &&
                 sl_h5_put_text(file, "content", "sweep") == 0 &&
                 sl_h5_put_text(file, "currency", run->currency) == 0 &&
                 sl_h5_put_unsigned(file, "seed", run->seed) == 0 &&
                 sl_h5_put_signed(file, "trials", (int64_t)run->trials) == 0 &&
                 sl_h5_put_signed(file, "pricing_trials", (int64_t)run->pricing_trials) == 0 &&
                 sl_h5_put_signed(file, "infinite_variance", run->infinite_variance != 0) == 0 &&
                 (run->notes[0] == '\0' || sl_h5_put_text(file, "notes", run->notes) == 0) &&
                 sl_h5_put_text(file, "arrangement", arrangement->name) == 0 &&
                 sl_h5_put_text(file, "kind", arrangement->kind) == 0 &&
                 sl_h5_put_text(file, "specific_premium_rule",
                                rule_text(&result->specific_premium)) == 0 &&
                 sl_h5_put_number(file, "specific_loss_ratio",
                                  ratio_of(&result->specific_premium)) == 0 &&
                 sl_h5_put_text(file, "aggregate_premium_rule",
                                rule_text(&result->aggregate_premium)) == 0 &&
                 sl_h5_put_number(file, "aggregate_loss_ratio",
                                  ratio_of(&result->aggregate_premium)) == 0
             ? 0
             : -1;
}

static int start_file(sl_sweep_writer_t *w, sl_error_t *error)
{
  const sl_file_driver_t driver = {w->output.temporary->descriptor, &w->failure};
  w->driver = sl_file_driver_register();
  w->file = sl_file_driver_create(w->driver, &driver);
  if (w->file < 0 || put_header(w->file, w->result) != 0) {
    return write_error(w, "the header", error);
  }
  w->layout = sl_layout_new_sweep(w->file, w->result);
  w->cost = w->layout != NULL ? sl_layout_variable(w->layout, &cost_shape, &cost_variable)
                              : H5I_INVALID_HID;
  if (w->cost < 0 || sl_put_provenance(w->file, w->result->run) != 0 || w->failure != 0) {
    return write_error(w, "the variables", error);
  }
  return SL_OK;
}

int sl_sweep_writer_open(const char *path, const sl_sweep_result_t *result,
                         sl_sweep_writer_t **writer, sl_error_t *error)
{
  sl_sweep_writer_t *w = calloc(1, sizeof *w);
  *writer = NULL;
  if (w == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the writer of %s", path);
  }
  w->result = result;
  w->driver = w->file = w->cost = H5I_INVALID_HID;
  int code = sl_atomic_file_open(path, &w->output, error);
  if (code != SL_OK) {
    free(w);
    return code;
  }
  const sl_h5_silence_t silence = sl_h5_silence();
  code = start_file(w, error);
  sl_h5_speak(&silence);
  if (code != SL_OK) {
    sl_sweep_writer_abort(w);
    return code;
  }
  *writer = w;
  return SL_OK;
}

/* One deductible of a block: a chunk of the file. */
static int put_chunk(sl_sweep_writer_t *w, const sl_sweep_block_t *block, size_t specific)
{
  const hsize_t start[3] = {block->first_trial, specific, 0};
  const hsize_t count[3] = {block->n_trials, 1, w->result->n_corridor};
  const double *values = block->cost + specific * block->n_trials * w->result->n_corridor;
  const hid_t memory = H5Screate_simple(3, count, NULL);
  const hid_t file = H5Dget_space(w->cost);
  const int good = memory >= 0 && file >= 0 &&
                   H5Sselect_hyperslab(file, H5S_SELECT_SET, start, NULL, count, NULL) >= 0 &&
                   H5Dwrite(w->cost, H5T_NATIVE_DOUBLE, memory, file, H5P_DEFAULT, values) >= 0;
  if (memory >= 0) {
    H5Sclose(memory);
  }
  if (file >= 0) {
    H5Sclose(file);
  }
  return good ? 0 : -1;
}

static int check_finite(const sl_sweep_writer_t *w, const sl_sweep_block_t *block,
                        sl_error_t *error)
{
  const size_t n = n_points(w->result) * block->n_trials;
  for (size_t i = 0; i < n; i++) {
    if (!isfinite(block->cost[i])) {
      return sl_fail(error, SL_ERR_INPUT,
                     "cost is not a finite number in some of the trials %llu to %llu",
                     (unsigned long long)block->first_trial,
                     (unsigned long long)(block->first_trial + block->n_trials - 1));
    }
  }
  return SL_OK;
}

int sl_sweep_writer_block(void *writer, const sl_sweep_block_t *block, sl_error_t *error)
{
  sl_sweep_writer_t *w = writer;
  if (block->first_trial != w->written || block->n_trials > w->result->run->trials - w->written) {
    return sl_fail(error, SL_ERR_ARGUMENT, "trial %llu does not follow the one before",
                   (unsigned long long)block->first_trial);
  }
  const int code = check_finite(w, block, error);
  if (code != SL_OK) {
    return code;
  }
  const sl_h5_silence_t silence = sl_h5_silence();
  int result = 0;
  for (size_t s = 0; s < w->result->n_specific; s++) {
    result |= put_chunk(w, block, s);
  }
  sl_h5_speak(&silence);
  w->written += block->n_trials;
  return result == 0 && w->failure == 0 ? SL_OK : write_error(w, "the trials", error);
}

/* ---- the end ---- */

static int put_points(sl_sweep_writer_t *w, double *values)
{
  const sl_sweep_result_t *result = w->result;
  int failed = 0;
  for (size_t v = 0; v < sizeof point_variables / sizeof point_variables[0]; v++) {
    for (size_t p = 0; p < n_points(result); p++) {
      values[p] = figure_of(&result->point[p], point_variables[v].offset);
    }
    failed |= sl_layout_values(w->layout, &point_shape, &point_variables[v].variable, values);
  }
  return failed;
}

static int put_quantiles(sl_sweep_writer_t *w, double *values)
{
  const size_t n = n_points(w->result);
  int failed = 0;
  for (size_t v = 0; v < SL_N_QUANTILE_VARIABLES; v++) {
    for (size_t i = 0; i < n * SL_N_QUANTILES; i++) {
      const sl_estimate_t *quantile = &w->result->point[i % n].quantile[i / n];
      values[i] = v == SL_QUANTILE_COST ? quantile->value : quantile->standard_error;
    }
    failed |= sl_layout_values(w->layout, &quantile_shape, &sl_quantile_variables[v], values);
  }
  return failed;
}

static int put_leveraged_trend(sl_sweep_writer_t *w, double *values)
{
  static const sl_variable_t variables[] = {
      {"leveraged_trend", 0,
       "growth of the specific's expected reimbursement under one more year of trend"},
      {"leveraged_trend_standard_error", 0, "standard error of leveraged_trend"}};
  const sl_sweep_result_t *result = w->result;
  int failed = 0;
  for (size_t v = 0; v < 2; v++) {
    for (size_t s = 0; s < result->n_specific; s++) {
      const sl_estimate_t *trend = &result->point[s * result->n_corridor].price.leveraged_trend;
      values[s] = v == 0 ? trend->value : trend->standard_error;
    }
    failed |= sl_layout_values(w->layout, &specific_shape, &variables[v], values);
  }
  return failed;
}

static int put_figures(sl_sweep_writer_t *w)
{
  double *values = malloc(n_points(w->result) * SL_N_QUANTILES * sizeof *values);
  const int failed = values == NULL || put_points(w, values) != 0 ||
                     put_quantiles(w, values) != 0 || put_leveraged_trend(w, values) != 0;
  free(values);
  return failed ? -1 : 0;
}

/* Strong closing: the data set still open closes with the file. */
static int close_file(sl_sweep_writer_t *w)
{
  const int failed = w->file >= 0 && H5Fclose(w->file) < 0;
  if (w->driver >= 0) {
    H5FDunregister(w->driver);
  }
  w->driver = w->file = H5I_INVALID_HID;
  sl_layout_free(w->layout);
  w->layout = NULL;
  return failed ? -1 : 0;
}

/* "complete" is written last, after all else has reached the file. */
static int finish_file(sl_sweep_writer_t *w, sl_error_t *error)
{
  if (w->written != w->result->run->trials) {
    return sl_fail(error, SL_ERR_ARGUMENT, "only %llu of %llu trials were written",
                   (unsigned long long)w->written, (unsigned long long)w->result->run->trials);
  }
  if (put_figures(w) != 0 || sl_layout_finish(w->layout) != 0 ||
      H5Fflush(w->file, H5F_SCOPE_LOCAL) < 0 ||
      sl_h5_put_text(w->file, "status", "complete") != 0 || close_file(w) != 0 || w->failure != 0) {
    return write_error(w, "the figures", error);
  }
  w->failure = sl_seal_put(w->output.temporary->descriptor);
  if (w->failure == 0 && sl_seal_check(w->output.temporary->descriptor) != 0) {
    return sl_fail(error, SL_ERR_IO, "%s was damaged while it was written", w->output.target);
  }
  return w->failure == 0 ? SL_OK : write_error(w, "the seal", error);
}

int sl_sweep_writer_finish(sl_sweep_writer_t *writer, sl_error_t *error)
{
  const sl_h5_silence_t silence = sl_h5_silence();
  int code = finish_file(writer, error);
  sl_h5_speak(&silence);
  if (code == SL_OK) {
    code = sl_atomic_file_commit(&writer->output, error);
  }
  sl_sweep_writer_abort(writer);
  return code;
}

void sl_sweep_writer_abort(sl_sweep_writer_t *writer)
{
  if (writer == NULL) {
    return;
  }
  const sl_h5_silence_t silence = sl_h5_silence();
  close_file(writer);
  sl_h5_speak(&silence);
  sl_atomic_file_close(&writer->output);
  free(writer);
}
