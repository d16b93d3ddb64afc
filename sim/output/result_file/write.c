#include "sim/output/hdf5/provenance.h"
#include "sim/output/months/month_columns.h"
#include "sim/output/result_file/band.h"
#include "sim/output/result_file/checks.h"
#include "sim/output/result_file/columns.h"
#include "sim/output/result_file/frame.h"
#include "sim/output/result_file/header.h"
#include "sim/output/result_file/levers.h"
#include "sim/output/result_file/load.h"
#include "sim/output/result_file/months.h"
#include "sim/output/result_file/rare.h"
#include "sim/output/result_file/result_file.h"
#include "sim/output/result_file/rows.h"
#include "sim/output/result_file/run_layout.h"
#include "sim/output/result_file/tables.h"
#include "sim/output/result_file/years.h"
#include "sim/results/summary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

struct sl_result_writer {
  sl_frame_t frame;
  sl_run_facts_t *facts; /* the writer's own */
  hid_t trial[SL_N_TRIAL_VARIABLES];
  hid_t cost[SL_N_COST_VARIABLES];
  sl_tally_t *tally;
  sl_month_columns_t *months;   /* NULL without a cash flow, and after the last block */
  sl_months_t *month_figures;   /* from then on */
  sl_years_tally_t *year_tally; /* NULL with one plan year */
  sl_year_file_t *years;        /* likewise, and before the first block */
  uint64_t written;             /* trials */
};

static int put_group(sl_layout_t *layout, const sl_run_facts_t *facts)
{
  return sl_put_table(layout, sl_group_variables, SL_N_GROUP_VARIABLES, &facts->enrolment, 1, 0) ==
                     0 &&
                 sl_put_table(layout, sl_tier_variables, SL_N_TIER_VARIABLES, &facts->enrolment, 1,
                              0) == 0
             ? 0
             : -1;
}

static int create_columns(sl_result_writer_t *writer)
{
  int result = 0;
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    writer->trial[v] = sl_layout_variable(writer->frame.layout, &sl_trial_variables[v]);
    result |= writer->trial[v] < 0 ? -1 : 0;
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    writer->cost[v] = sl_layout_variable(writer->frame.layout, &sl_cost_variables[v]);
    result |= writer->cost[v] < 0 ? -1 : 0;
  }
  return result;
}

static int start_file(sl_result_writer_t *writer, sl_error_t *error)
{
  const sl_run_facts_t *facts = writer->facts;
  sl_frame_t *frame = &writer->frame;
  if (sl_put_header(frame->file, facts) != 0) {
    return sl_frame_error(frame, "the header", error);
  }
  frame->layout = sl_run_layout_new(frame->file, facts);
  if (frame->layout == NULL || put_group(frame->layout, facts) != 0 ||
      sl_put_texts(frame->layout, facts) != 0 || create_columns(writer) != 0 ||
      sl_put_provenance(frame->file, facts) != 0 || frame->failure != 0) {
    return sl_frame_error(frame, "the variables", error);
  }
  return SL_OK;
}

static void free_members(sl_result_writer_t *writer)
{
  sl_month_columns_free(writer->months);
  sl_months_free(writer->month_figures);
  sl_years_tally_free(writer->year_tally);
  sl_year_file_free(writer->years);
  sl_tally_free(writer->tally);
  sl_run_facts_free(writer->facts);
}

/* All but what the file begins with. */
static int prepare(sl_result_writer_t *w, const char *path, const sl_run_facts_t *facts,
                   sl_error_t *error)
{
  int code = sl_run_facts_copy(facts, &w->facts, error);
  code = code == SL_OK ? sl_tally_new(w->facts, &w->tally, error) : code;
  code = code == SL_OK ? sl_frame_open(&w->frame, path, error) : code;
  if (code == SL_OK && facts->n_months > 0) {
    code = sl_month_columns_new(w->frame.output.target, facts, &w->months, error);
  }
  if (code == SL_OK && facts->n_years > 1) {
    code = sl_years_tally_new(w->facts, &w->year_tally, error);
  }
  return code;
}

int sl_result_writer_open(const char *path, const sl_run_facts_t *facts,
                          sl_result_writer_t **writer, sl_error_t *error)
{
  sl_result_writer_t *w = calloc(1, sizeof *w);
  *writer = NULL;
  if (w == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the writer of %s", path);
  }
  w->frame = sl_frame_none();
  int code = prepare(w, path, facts, error);
  if (code == SL_OK) {
    const sl_h5_silence_t silence = sl_h5_silence();
    code = start_file(w, error);
    sl_h5_speak(&silence);
  }
  if (code != SL_OK) {
    sl_result_writer_abort(w);
    return code;
  }
  *writer = w;
  return SL_OK;
}

static int put_block(sl_result_writer_t *w, const sl_block_t *block)
{
  const uint64_t row = w->written;
  int result = sl_layout_put_trials(w->frame.layout, row, block->n_trials);
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    result |= sl_append_rows(w->trial[v], sl_trial_variables[v].shape, row, block->n_trials, 1,
                             H5T_NATIVE_DOUBLE, block->trial[v]);
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    result |= sl_append_rows(w->cost[v], sl_cost_variables[v].shape, row, block->n_trials,
                             block->n_arrangements, H5T_NATIVE_DOUBLE, block->cost[v]);
  }
  return result;
}

/* A block's plan years; the group begins with the first. */
static int put_years(sl_result_writer_t *w, const sl_block_t *block, sl_error_t *error)
{
  int code = sl_years_tally_take(w->year_tally, block, error);
  const sl_h5_silence_t silence = sl_h5_silence();
  if (code == SL_OK && w->years == NULL) {
    code = sl_year_file_new(w->frame.file, w->facts, block->years, &w->years, error);
  }
  if (code == SL_OK && sl_year_file_put(w->years, w->written, block) != 0) {
    code = SL_ERR_IO;
  }
  sl_h5_speak(&silence);
  return code == SL_ERR_IO || (code == SL_OK && w->frame.failure != 0)
             ? sl_frame_error(&w->frame, "the plan years", error)
             : code;
}

static int tell_months(sl_result_writer_t *w, sl_error_t *error)
{
  const int code = sl_month_columns_summarize(w->months, &w->month_figures, error);
  sl_month_columns_free(w->months);
  w->months = NULL;
  return code;
}

/* All are told with the last block: other ranks still work on the band then, and would wait for it
 * at the end. */
static int put_months(sl_result_writer_t *w, const sl_block_t *block, sl_error_t *error)
{
  const int code = w->months != NULL ? sl_month_columns_put(w->months, block, error) : SL_OK;
  return code == SL_OK && w->months != NULL && w->written == w->facts->trials
             ? tell_months(w, error)
             : code;
}

int sl_result_writer_block(void *writer, const sl_block_t *block, sl_error_t *error)
{
  sl_result_writer_t *w = writer;
  if (block->first_trial != w->facts->first_trial + w->written ||
      block->n_arrangements != w->facts->n_arrangements || block->n_months != w->facts->n_months ||
      block->n_trials > w->facts->trials - w->written) {
    return sl_fail(error, SL_ERR_ARGUMENT, "block %llu of trials does not follow the one before",
                   (unsigned long long)block->index);
  }
  int code = sl_check_block(block, error);
  if (code == SL_OK && w->year_tally != NULL) {
    code = put_years(w, block, error);
  }
  if (code != SL_OK) {
    return code;
  }
  const sl_h5_silence_t silence = sl_h5_silence();
  const int result = put_block(w, block);
  sl_h5_speak(&silence);
  sl_tally_take(w->tally, block);
  w->written += block->n_trials;
  if (result != 0 || w->frame.failure != 0) {
    return sl_frame_error(&w->frame, "the trials", error);
  }
  return put_months(w, block, error);
}

void sl_result_writer_exhibit(sl_result_writer_t *writer, const sl_price_t *prices)
{
  for (size_t a = 0; a < writer->facts->n_arrangements; a++) {
    writer->facts->arrangements[a].price = prices[a];
  }
}

int sl_result_writer_band(sl_result_writer_t *writer, const sl_band_t *band, sl_error_t *error)
{
  const sl_h5_silence_t silence = sl_h5_silence();
  const int result = sl_put_band(writer->frame.file, writer->frame.layout, band);
  sl_h5_speak(&silence);
  return result == 0 && writer->frame.failure == 0
             ? SL_OK
             : sl_frame_error(&writer->frame, "the assumption band", error);
}

int sl_result_writer_levers(sl_result_writer_t *writer, const sl_levers_t *levers,
                            sl_error_t *error)
{
  const sl_h5_silence_t silence = sl_h5_silence();
  const int result = sl_put_levers(writer->frame.file, writer->facts, levers);
  sl_h5_speak(&silence);
  return result == 0 && writer->frame.failure == 0
             ? SL_OK
             : sl_frame_error(&writer->frame, "the levers", error);
}

int sl_result_writer_rare(sl_result_writer_t *writer, const sl_rare_t *rare, sl_error_t *error)
{
  const sl_h5_silence_t silence = sl_h5_silence();
  const int result = sl_put_rare(writer->frame.file, writer->facts, rare);
  sl_h5_speak(&silence);
  return result == 0 && writer->frame.failure == 0
             ? SL_OK
             : sl_frame_error(&writer->frame, "the rare years", error);
}

int sl_result_writer_checks(sl_result_writer_t *writer, const sl_checks_t *checks,
                            sl_error_t *error)
{
  const sl_h5_silence_t silence = sl_h5_silence();
  const int result = sl_put_checks(writer->frame.file, writer->frame.layout, checks);
  sl_h5_speak(&silence);
  return result == 0 ? SL_OK : sl_frame_error(&writer->frame, "the exact figures", error);
}

static int put_summary(sl_result_writer_t *w, const sl_summary_t *summary)
{
  const size_t n = summary->n_arrangements, size = sizeof summary->arrangements[0];
  return sl_put_table(w->frame.layout, sl_summary_variables, SL_N_SUMMARY_VARIABLES,
                      summary->arrangements, n, size) == 0 &&
                 sl_put_table(w->frame.layout, sl_quantile_variables, SL_N_QUANTILE_VARIABLES,
                              summary->arrangements, n, size) == 0
             ? 0
             : -1;
}

static int read_columns(void *columns, const sl_column_range_t *range, double *values,
                        sl_error_t *error)
{
  return sl_columns_read(columns, range, values, error);
}

static int read_year_columns(void *columns, const sl_year_range_t *range, double *values,
                             sl_error_t *error)
{
  return sl_year_columns_read(columns, range, values, error);
}

/* The plan years' figures, from their columns in the file itself. */
static int summarize_years(sl_result_writer_t *w, sl_error_t *error)
{
  sl_year_columns_t *columns = NULL;
  sl_years_t *figures = NULL;
  if (w->years == NULL) {
    return SL_OK;
  }
  if (H5Fflush(w->frame.file, H5F_SCOPE_LOCAL) < 0 || w->frame.failure != 0) {
    return sl_frame_error(&w->frame, "the plan years", error);
  }
  int code = sl_year_columns_open(w->frame.file, w->facts, &columns, error);
  if (code == SL_OK) {
    const sl_column_source_t source = {.context = columns, .read_year_columns = read_year_columns};
    code = sl_years_tally_tell(w->year_tally, &source, &figures, error);
  }
  sl_year_columns_close(columns);
  if (code == SL_OK && sl_year_file_finish(w->years, figures) != 0) {
    code = sl_frame_error(&w->frame, "the plan years", error);
  }
  sl_years_free(figures);
  return code;
}

/* The columns that are to be sorted are read back from the file itself. */
static int summarize_file(sl_result_writer_t *w, sl_summary_t **summary, sl_error_t *error)
{
  sl_columns_t *columns = NULL;
  if (H5Fflush(w->frame.file, H5F_SCOPE_LOCAL) < 0 || w->frame.failure != 0) {
    return sl_frame_error(&w->frame, "the trials", error);
  }
  int code = sl_columns_open(w->frame.file, SL_RESULT_FORMAT_VERSION, w->facts, &columns, error);
  if (code == SL_OK) {
    const sl_column_source_t source = {.context = columns, .read_columns = read_columns};
    code = sl_tally_summarize(w->tally, &source, summary, error);
  }
  sl_columns_close(columns);
  if (code == SL_OK && put_summary(w, *summary) != 0) {
    code = sl_frame_error(&w->frame, "the summary", error);
  }
  return code;
}

/* The trials of these are not in the file. */
static int summarize_months(sl_result_writer_t *w, sl_error_t *error)
{
  const int code = w->months != NULL ? tell_months(w, error) : SL_OK;
  return code == SL_OK && w->month_figures != NULL &&
                 sl_put_months(w->frame.layout, w->month_figures) != 0
             ? sl_frame_error(&w->frame, "the months", error)
             : code;
}

static int put_prices(sl_result_writer_t *w)
{
  const sl_run_facts_t *facts = w->facts;
  return sl_put_table(w->frame.layout, sl_price_variables, SL_N_PRICE_VARIABLES,
                      facts->arrangements, facts->n_arrangements, sizeof facts->arrangements[0]);
}

static int finish_file(sl_result_writer_t *w, sl_summary_t **summary, sl_error_t *error)
{
  if (w->written != w->facts->trials && w->facts->precision.goal == SL_PRECISION_NONE) {
    return sl_fail(error, SL_ERR_ARGUMENT, "only %llu of %llu trials were written",
                   (unsigned long long)w->written, (unsigned long long)w->facts->trials);
  }
  w->facts->trials = w->written;
  int code = summarize_months(w, error);
  code = code == SL_OK ? summarize_years(w, error) : code;
  if (code == SL_OK && put_prices(w) != 0) {
    code = sl_frame_error(&w->frame, "the prices", error);
  }
  code = code == SL_OK ? summarize_file(w, summary, error) : code;
  if (code != SL_OK) {
    return code;
  }
  if (sl_layout_finish(w->frame.layout) != 0 ||
      sl_put_outcome(w->frame.file, w->facts, *summary) != 0) {
    return sl_frame_error(&w->frame, "the summary", error);
  }
  return sl_frame_seal(&w->frame, "the summary", error);
}

/* Whether what the file gives back is what was put in, to the bit. */
static bool is_same(const sl_summary_t *one, const sl_summary_t *other)
{
  return one->trials == other->trials && one->n_arrangements == other->n_arrangements &&
         memcmp(one->trial_mean, other->trial_mean, sizeof one->trial_mean) == 0 &&
         memcmp(one->arrangements, other->arrangements,
                one->n_arrangements * sizeof *one->arrangements) == 0;
}

/* Read the file once more, through the descriptor: its name is not yet its own. */
static int reopen(const sl_result_writer_t *w, sl_results_t **results, sl_summary_t **summary,
                  sl_error_t *error)
{
  const int descriptor = fcntl(w->frame.output.temporary->descriptor, F_DUPFD_CLOEXEC, 3);
  if (descriptor < 0) {
    return sl_fail(error, SL_ERR_IO, "cannot read it back: %s", strerror(errno));
  }
  const int code = sl_result_open_written(descriptor, results, error);
  return code == SL_OK ? sl_summary_new(*results, summary, error) : code;
}

static int verify_file(const sl_result_writer_t *w, const sl_summary_t *written,
                       sl_results_t **results, sl_summary_t **summary, sl_error_t *error)
{
  sl_error_t fault = {.text = "its trials are not those that were simulated"};
  int code = reopen(w, results, summary, &fault);
  if (code == SL_OK && !is_same(*summary, written)) {
    code = SL_ERR_INPUT;
  }
  if (code == SL_OK || code == SL_ERR_MEMORY) {
    return code == SL_OK ? code : sl_fail(error, code, "%s", fault.text);
  }
  return sl_fail(error, SL_ERR_IO,
                 code == SL_ERR_IO ? "cannot check %s: %s"
                                   : "%s was damaged while it was written: %s",
                 w->frame.output.target, fault.text);
}

static int finish(sl_result_writer_t *writer, sl_results_t **results, sl_summary_t **summary,
                  sl_error_t *error)
{
  sl_summary_t *written = NULL;
  const sl_h5_silence_t silence = sl_h5_silence();
  int code = finish_file(writer, &written, error);
  sl_h5_speak(&silence);
  if (code == SL_OK) {
    code = verify_file(writer, written, results, summary, error);
  }
  if (code == SL_OK) {
    code = sl_atomic_file_commit(&writer->frame.output, error);
  }
  sl_summary_free(written);
  return code;
}

int sl_result_writer_finish(sl_result_writer_t *writer, sl_results_t **results,
                            sl_summary_t **summary, sl_error_t *error)
{
  sl_results_t *read_back = NULL;
  sl_summary_t *told = NULL;
  const int code = finish(writer, &read_back, &told, error);
  sl_result_writer_abort(writer);
  if (code == SL_OK && results != NULL) {
    *results = read_back;
    *summary = told;
    return code;
  }
  sl_summary_free(told);
  sl_results_free(read_back);
  return code;
}

void sl_result_writer_abort(sl_result_writer_t *writer)
{
  if (writer == NULL) {
    return;
  }
  sl_frame_close(&writer->frame);
  free_members(writer);
  free(writer);
}
