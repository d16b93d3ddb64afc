#include "sim/output/result_file/load.h"

#include "models/funding/arrangement.h"
#include "sim/output/hdf5/driver.h"
#include "sim/output/hdf5/provenance.h"
#include "sim/output/hdf5/rehearsal.h"
#include "sim/output/hdf5/seal.h"
#include "sim/output/result_file/band.h"
#include "sim/output/result_file/checks.h"
#include "sim/output/result_file/columns.h"
#include "sim/output/result_file/header.h"
#include "sim/output/result_file/levers.h"
#include "sim/output/result_file/months.h"
#include "sim/output/result_file/rare.h"
#include "sim/output/result_file/result_file.h"
#include "sim/output/result_file/tables.h"
#include "sim/output/result_file/years.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int read_group(const sl_stored_t *stored, sl_enrolment_t *enrolment, sl_error_t *error)
{
  const int code =
      sl_get_table(stored, sl_group_variables, SL_N_GROUP_VARIABLES, enrolment, 0, error);
  return code == SL_OK
             ? sl_get_table(stored, sl_tier_variables, SL_N_TIER_VARIABLES, enrolment, 0, error)
             : code;
}

/* Before format 3 a constant cost was that of an insured kind whose fees and taxes do not follow
 * the claims: where they do, trials differ. */
static double is_fixed_by_kind(const char *name)
{
  const sl_arrangement_kind_t *kind = sl_arrangement_kind(name);
  return kind == NULL || kind->cost_is_random != NULL ? 0.0 : 1.0;
}

static int read_prices(const sl_stored_t *stored, sl_run_facts_t *facts, sl_error_t *error)
{
  const int code = sl_get_table(stored, sl_price_variables, SL_N_PRICE_VARIABLES,
                                facts->arrangements, sizeof facts->arrangements[0], error);
  for (size_t a = 0; code == SL_OK && a < facts->n_arrangements; a++) {
    sl_arrangement_facts_t *arrangement = &facts->arrangements[a];
    if (sl_price_variables[SL_PRICE_COST_IS_FIXED].since > stored->version) {
      arrangement->cost_is_fixed = is_fixed_by_kind(arrangement->kind);
    }
    arrangement->has_specific = !isnan(arrangement->specific_deductible);
    arrangement->has_aggregate = !isnan(arrangement->price.attachment.value);
  }
  return code;
}

static int read_facts(hid_t file, sl_run_facts_t *facts, int64_t *version, sl_error_t *error)
{
  int code = sl_get_header(file, facts, version, error);
  code = code == SL_OK ? sl_get_texts(file, *version, facts, error) : code;
  const sl_stored_t stored = {file, *version, facts};
  code = code == SL_OK ? read_group(&stored, &facts->enrolment, error) : code;
  code = code == SL_OK ? read_prices(&stored, facts, error) : code;
  return code == SL_OK ? sl_find_years(file, facts, error) : code;
}

/* What the header declares must fit the file, lest a few doctored bytes ask for terabytes. Of the
 * variables by trial and arrangement, only the cost is stored even where it is zero. */
static int check_size(const sl_run_facts_t *facts, int64_t version, off_t size, sl_error_t *error)
{
  size_t by_trial = 0;
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    by_trial += sl_trial_variables[v].since <= version;
  }
  const uint64_t width = (by_trial + facts->n_arrangements) * sizeof(double);
  return facts->trials <= (uint64_t)size / width
             ? SL_OK
             : sl_fail(error, SL_ERR_INPUT, "the file is too short for its %llu trials",
                       (unsigned long long)facts->trials);
}

/* An open file, from which columns are read when they are wanted. */
typedef struct result_source {
  int descriptor, failure;
  hid_t driver, file;
  int64_t version; /* of the file's format */
  sl_columns_t *columns;
  sl_year_columns_t *years; /* NULL with one plan year */
  uint64_t trials;
  sl_provenance_t provenance;
} result_source_t;

static void close_source(void *context)
{
  result_source_t *source = context;
  const sl_h5_silence_t silence = sl_h5_silence();
  sl_columns_close(source->columns);
  sl_year_columns_close(source->years);
  if (source->file >= 0) {
    H5Fclose(source->file);
  }
  if (source->driver >= 0) {
    H5FDunregister(source->driver);
  }
  sl_h5_speak(&silence);
  close(source->descriptor);
  free(source);
}

/* A disk that does not give its bytes back is no fault of the file, whatever HDF5 made of it; nor
 * is memory that ends. */
static int judge(const result_source_t *source, int code, sl_error_t *error)
{
  if (source->failure != 0) {
    return sl_fail(error, SL_ERR_IO, "cannot read the result: %s", strerror(source->failure));
  }
  return code == SL_ERR_INPUT && sl_h5_lacked_memory()
             ? sl_fail(error, SL_ERR_MEMORY, "HDF5 has no memory to read the result")
             : code;
}

static int read_block(void *context, sl_block_t *block, sl_error_t *error)
{
  const result_source_t *source = context;
  const sl_h5_silence_t silence = sl_h5_silence();
  const int code = judge(source, sl_columns_block(source->columns, block, error), error);
  sl_h5_speak(&silence);
  return code;
}

static int read_columns(void *context, const sl_column_range_t *range, double *values,
                        sl_error_t *error)
{
  const result_source_t *source = context;
  const sl_h5_silence_t silence = sl_h5_silence();
  const int code = judge(source, sl_columns_read(source->columns, range, values, error), error);
  sl_h5_speak(&silence);
  return code;
}

static int read_years(void *context, uint64_t first_trial, size_t n_trials, sl_years_block_t *years,
                      sl_error_t *error)
{
  const result_source_t *source = context;
  const sl_h5_silence_t silence = sl_h5_silence();
  const int code = judge(
      source, sl_year_columns_block(source->years, first_trial, n_trials, years, error), error);
  sl_h5_speak(&silence);
  return code;
}

static int read_year_columns(void *context, const sl_year_range_t *range, double *values,
                             sl_error_t *error)
{
  const result_source_t *source = context;
  const sl_h5_silence_t silence = sl_h5_silence();
  const int code = judge(source, sl_year_columns_read(source->years, range, values, error), error);
  sl_h5_speak(&silence);
  return code;
}

/* The facts; the columns are found. */
static int read_start(result_source_t *source, off_t size, sl_run_facts_t *facts, sl_error_t *error)
{
  int code = read_facts(source->file, facts, &source->version, error);
  code = code == SL_OK ? check_size(facts, source->version, size, error) : code;
  if (code == SL_OK) {
    source->trials = facts->trials;
    sl_get_provenance(source->file, &source->provenance);
    code = sl_h5_lacked_memory()
               ? sl_fail(error, SL_ERR_MEMORY, "HDF5 has no memory to read the result")
               : sl_columns_open(source->file, source->version, facts, &source->columns, error);
  }
  code = code == SL_OK ? sl_year_columns_open(source->file, facts, &source->years, error) : code;
  return code;
}

/* What is small enough to be in memory. */
static int read_rest(hid_t file, int64_t version, sl_results_t *results, sl_error_t *error)
{
  const sl_stored_t stored = {file, version, results->facts};
  int code = sl_get_band(&stored, &results->band, error);
  code = code == SL_OK ? sl_get_levers(&stored, &results->levers, error) : code;
  code = code == SL_OK ? sl_get_rare(&stored, &results->rare, error) : code;
  code = code == SL_OK ? sl_read_years(&stored, results->facts, &results->years, error) : code;
  if (code == SL_OK && results->facts->n_months > 0) {
    code = sl_read_months(&stored, &results->months, error);
  }
  return code == SL_OK ? sl_read_checks(&stored, &results->checks, error) : code;
}

/* Takes the source over, on failure too. */
static int open_results(result_source_t *source, off_t size, sl_results_t **results,
                        sl_error_t *error)
{
  const sl_column_source_t columns = {.context = source,
                                      .read_block = read_block,
                                      .read_columns = read_columns,
                                      .close = close_source,
                                      .read_years = read_years,
                                      .read_year_columns = read_year_columns};
  sl_run_facts_t *facts = calloc(1, sizeof *facts);
  int code = facts != NULL ? read_start(source, size, facts, error)
                           : sl_fail(error, SL_ERR_MEMORY, "no memory for the facts of the run");
  code = judge(source, code, error);
  if (code != SL_OK) {
    close_source(source);
    sl_run_facts_free(facts);
    return code;
  }
  code = sl_results_open(facts, &columns, results, error);
  if (code != SL_OK) {
    return code;
  }
  code = judge(source, read_rest(source->file, source->version, *results, error), error);
  if (code != SL_OK) {
    sl_results_free(*results);
    *results = NULL;
  }
  return code;
}

static hid_t open_hdf5(hid_t id, int descriptor, int *failure)
{
  const sl_file_driver_t driver = {descriptor, failure};
  const hid_t access = sl_file_driver_access(id, &driver, 0);
  if (access < 0) {
    return access;
  }
  const hid_t file = H5Fopen("result", H5F_ACC_RDONLY, access);
  H5Pclose(access);
  return file;
}

int sl_result_stored_figures(const sl_results_t *results, sl_arrangement_summary_t *figures,
                             int64_t *format, sl_error_t *error)
{
  const result_source_t *source = results->source.context;
  const sl_stored_t stored = {source->file, source->version, results->facts};
  const sl_h5_silence_t silence = sl_h5_silence();
  *format = source->version;
  int code = sl_get_table(&stored, sl_summary_variables, SL_N_SUMMARY_VARIABLES, figures,
                          sizeof *figures, error);
  code = code == SL_OK ? sl_get_table(&stored, sl_quantile_variables, SL_N_QUANTILE_VARIABLES,
                                      figures, sizeof *figures, error)
                       : code;
  sl_h5_speak(&silence);
  return code;
}

const sl_provenance_t *sl_result_provenance(const sl_results_t *results)
{
  const result_source_t *source = results->source.context;
  return &source->provenance;
}

/* A file that begins as HDF5 does but breaks its seal deserves another word than a spreadsheet. */
static int refuse_unsealed(int descriptor, sl_error_t *error)
{
  static const char signature[] = "\x89HDF\r\n\x1a\n";
  char start[sizeof signature - 1];
  if (pread(descriptor, start, sizeof start, 0) != (ssize_t)sizeof start ||
      memcmp(start, signature, sizeof start) != 0) {
    return sl_fail(error, SL_ERR_INPUT, "this is not a stoploss result file");
  }
  return sl_fail(error, SL_ERR_INPUT,
                 "this is not a result as stoploss wrote it: it is damaged, cut short, changed by "
                 "another program or another program's");
}

/* Takes the descriptor over, on failure too. */
static int open_sealed(int descriptor, off_t size, sl_results_t **results, sl_error_t *error)
{
  result_source_t *source = calloc(1, sizeof *source);
  if (source == NULL) {
    close(descriptor);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the result");
  }
  const sl_h5_silence_t silence = sl_h5_silence();
  *source = (result_source_t){.descriptor = descriptor, .driver = sl_file_driver_register()};
  source->file = open_hdf5(source->driver, descriptor, &source->failure);
  int code = SL_OK;
  if (source->file < 0) {
    code = judge(source, sl_fail(error, SL_ERR_INPUT, "HDF5 cannot open this file: it is damaged"),
                 error);
    close_source(source);
  } else {
    code = open_results(source, size, results, error);
  }
  sl_h5_speak(&silence);
  return code;
}

static int check_descriptor(int descriptor, off_t *size, sl_error_t *error)
{
  struct stat status;
  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    return sl_fail(error, SL_ERR_INPUT, "this is not a file");
  }
  const int seal = sl_seal_check(descriptor);
  if (seal > 0) {
    return sl_fail(error, SL_ERR_IO, "cannot read the result: %s", strerror(seal));
  }
  *size = status.st_size;
  return seal < 0 ? refuse_unsealed(descriptor, error) : SL_OK;
}

int sl_result_open_written(int descriptor, sl_results_t **results, sl_error_t *error)
{
  off_t size = 0;
  const int code = check_descriptor(descriptor, &size, error);
  if (code != SL_OK) {
    close(descriptor);
    return code;
  }
  return open_sealed(descriptor, size, results, error);
}

typedef struct strange_file {
  int descriptor;
  off_t size;
} strange_file_t;

static void let_go(void *context, const sl_block_t *block)
{
  (void)context;
  (void)block;
}

/* The figures of a stranger's file, which may not be there: whoever needs them says so. */
static int read_figures(const sl_results_t *results, sl_error_t *error)
{
  int64_t format;
  sl_error_t unsaid;
  sl_arrangement_summary_t *figures = calloc(results->facts->n_arrangements + 1, sizeof *figures);
  if (figures == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the figures");
  }
  sl_result_stored_figures(results, figures, &format, &unsaid);
  free(figures);
  return SL_OK;
}

/* All that anybody may ask of a result later on. An sl_reading_t. */
static int read_all(void *context, sl_error_t *error)
{
  const strange_file_t *file = context;
  sl_results_t *results = NULL;
  int code = open_sealed(file->descriptor, file->size, &results, error);
  if (code == SL_OK) {
    code = results->years != NULL ? sl_results_each_year(results, let_go, NULL, error)
                                  : sl_results_each_block(results, let_go, NULL, error);
    code = code == SL_OK ? read_figures(results, error) : code;
    sl_results_free(results);
  }
  return code;
}

/* Takes the descriptor over, on failure too. */
static int open_strange(int descriptor, sl_results_t **results, sl_error_t *error)
{
  strange_file_t file = {.descriptor = descriptor};
  int code = check_descriptor(descriptor, &file.size, error);
  code = code == SL_OK ? sl_rehearse(read_all, &file, file.size, error) : code;
  if (code != SL_OK) {
    close(descriptor);
    return code;
  }
  return open_sealed(descriptor, file.size, results, error);
}

/* Name the file in a fault. */
static int name_file(const char *path, int code, const sl_error_t *fault, sl_error_t *error)
{
  if (code != SL_OK && error != NULL) {
    *error = *fault;
    strncpy(error->file, path, sizeof error->file - 1);
  }
  return code;
}

int sl_result_file_open(const char *path, sl_results_t **results, sl_error_t *error)
{
  *results = NULL;
  sl_error_t fault = {.code = SL_OK};
  const int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  const int code = descriptor < 0 ? sl_fail(&fault, SL_ERR_MISSING, "cannot open the result: %s",
                                            strerror(errno))
                                  : open_strange(descriptor, results, &fault);
  return name_file(path, code, &fault, error);
}

int sl_result_file_load(const char *path, sl_results_t **results, sl_error_t *error)
{
  sl_error_t fault = {.code = SL_OK};
  int code = sl_result_file_open(path, results, error);
  if (code == SL_OK) {
    code = name_file(path, sl_results_load(*results, &fault), &fault, error);
    if (code != SL_OK) {
      sl_results_free(*results);
      *results = NULL;
    }
  }
  return code;
}
