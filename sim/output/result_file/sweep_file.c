#include "sim/output/result_file/sweep_file.h"

#include "sim/output/hdf5/provenance.h"
#include "sim/output/hdf5/seal.h"
#include "sim/output/result_file/frame.h"
#include "sim/output/result_file/run_layout.h"
#include "sim/output/result_file/tables.h"
#include "sim/study/sweep/variables.h"

#include <math.h>
#include <stdlib.h>

struct sl_sweep_writer {
  sl_frame_t frame;
  const sl_sweep_result_t *result;
  hid_t cost;
  uint64_t written; /* trials */
};

static size_t n_points(const sl_sweep_result_t *result)
{
  return result->n_specific * result->n_corridor;
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

static sl_layout_t *new_layout(hid_t file, const sl_sweep_result_t *sweep)
{
  const sl_scale_t scales[] = {
      sl_trial_scale(SL_TRIAL_ID, 0, sweep->run->trials),
      sl_quantile_scale(),
      {.dimension = &sl_specific_dimension,
       .id = SL_SPECIFIC_ID,
       .long_name = "specific deductible, in the file's currency; infinite: no specific",
       .length = sweep->n_specific,
       .numbers = sweep->specific},
      {.dimension = &sl_corridor_dimension,
       .id = SL_CORRIDOR_ID,
       .long_name = "aggregate attachment as a multiple of expected eligible claims; NaN: the "
                    "scenario's own rule",
       .length = sweep->n_corridor,
       .numbers = sweep->corridor},
  };
  return sl_layout_new(file, sweep->run->currency, scales, sizeof scales / sizeof scales[0]);
}

static int start_file(sl_sweep_writer_t *w, sl_error_t *error)
{
  sl_frame_t *frame = &w->frame;
  if (put_header(frame->file, w->result) != 0) {
    return sl_frame_error(frame, "the header", error);
  }
  frame->layout = new_layout(frame->file, w->result);
  w->cost = frame->layout != NULL ? sl_layout_variable(frame->layout, &sl_sweep_cost_variable)
                                  : H5I_INVALID_HID;
  return w->cost >= 0 && sl_put_provenance(frame->file, w->result->run) == 0 && frame->failure == 0
             ? SL_OK
             : sl_frame_error(frame, "the variables", error);
}

int sl_sweep_writer_open(const char *path, const sl_sweep_result_t *result,
                         sl_sweep_writer_t **writer, sl_error_t *error)
{
  sl_sweep_writer_t *w = calloc(1, sizeof *w);
  *writer = NULL;
  if (w == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the writer of %s", path);
  }
  w->frame = sl_frame_none();
  w->result = result;
  w->cost = H5I_INVALID_HID;
  int code = sl_frame_open(&w->frame, path, error);
  if (code == SL_OK) {
    const sl_h5_silence_t silence = sl_h5_silence();
    code = start_file(w, error);
    sl_h5_speak(&silence);
  }
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
  return result == 0 && w->frame.failure == 0 ? SL_OK
                                              : sl_frame_error(&w->frame, "the trials", error);
}

/* ---- the end ---- */

static int put_figures(sl_sweep_writer_t *w)
{
  const sl_sweep_result_t *result = w->result;
  const size_t n = n_points(result), size = sizeof result->point[0];
  sl_layout_t *layout = w->frame.layout;
  return sl_put_table(layout, sl_sweep_variables, SL_N_SWEEP_VARIABLES, result->point, n, size) ==
                     0 &&
                 sl_put_table(layout, sl_sweep_quantile_variables, SL_N_QUANTILE_VARIABLES,
                              result->point, n, size) == 0 &&
                 sl_put_table(layout, sl_sweep_specific_variables, SL_N_SWEEP_SPECIFIC_VARIABLES,
                              result->point, result->n_specific, result->n_corridor * size) == 0
             ? 0
             : -1;
}

static int finish_file(sl_sweep_writer_t *w, sl_error_t *error)
{
  if (w->written != w->result->run->trials) {
    return sl_fail(error, SL_ERR_ARGUMENT, "only %llu of %llu trials were written",
                   (unsigned long long)w->written, (unsigned long long)w->result->run->trials);
  }
  if (put_figures(w) != 0 || sl_layout_finish(w->frame.layout) != 0) {
    return sl_frame_error(&w->frame, "the figures", error);
  }
  const int code = sl_frame_seal(&w->frame, "the figures", error);
  if (code == SL_OK && sl_seal_check(w->frame.output.temporary->descriptor) != 0) {
    return sl_fail(error, SL_ERR_IO, "%s was damaged while it was written", w->frame.output.target);
  }
  return code;
}

int sl_sweep_writer_finish(sl_sweep_writer_t *writer, sl_error_t *error)
{
  const sl_h5_silence_t silence = sl_h5_silence();
  int code = finish_file(writer, error);
  sl_h5_speak(&silence);
  if (code == SL_OK) {
    code = sl_atomic_file_commit(&writer->frame.output, error);
  }
  sl_sweep_writer_abort(writer);
  return code;
}

void sl_sweep_writer_abort(sl_sweep_writer_t *writer)
{
  if (writer != NULL) {
    sl_frame_close(&writer->frame);
    free(writer);
  }
}

/* ---- as a sink ---- */

static int open_file(void *context, const sl_sweep_result_t *result, sl_error_t *error)
{
  sl_sweep_file_t *file = context;
  return sl_sweep_writer_open(file->path, result, &file->writer, error);
}

static int write_block(void *context, const sl_sweep_block_t *block, sl_error_t *error)
{
  const sl_sweep_file_t *file = context;
  return sl_sweep_writer_block(file->writer, block, error);
}

int sl_sweep_file_finish(void *context, sl_error_t *error)
{
  sl_sweep_file_t *file = context;
  sl_sweep_writer_t *writer = file->writer;
  file->writer = NULL;
  return sl_sweep_writer_finish(writer, error);
}

sl_sweep_into_t sl_sweep_file_sink(void *context)
{
  return (sl_sweep_into_t){
      .context = context, .open = open_file, .block = write_block, .finish = sl_sweep_file_finish};
}
