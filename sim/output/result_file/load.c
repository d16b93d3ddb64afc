#include "sim/output/result_file.h"

#include "sim/input/utf8.h"
#include "sim/output/result_file/columns.h"
#include "sim/output/result_file/driver.h"
#include "sim/output/result_file/provenance.h"
#include "sim/output/result_file/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ARRANGEMENTS_MAX 4000 /* what an object header holds */
#define TRIALS_MAX UINT32_MAX

static int damaged(const char *what, sl_error_t *error)
{
  return sl_fail(error, SL_ERR_INPUT, "%s is missing or damaged", what);
}

/* Text that may be shown: UTF-8 without controls. */
static int is_plain_text(const char *text)
{
  size_t left = strlen(text);
  while (left > 0) {
    uint32_t code_point;
    const size_t n = sl_utf8_next(text, left, &code_point);
    if (n == 0 || sl_utf8_is_control(code_point)) {
      return 0;
    }
    text += n;
    left -= n;
  }
  return 1;
}

static int is_currency(const char *text)
{
  return strlen(text) == 3 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static int check_identity(hid_t file, sl_error_t *error)
{
  int64_t version = 0;
  char *status = NULL;
  if (sl_h5_get_signed(file, "stoploss_format_version", &version) != 0) {
    return sl_fail(error, SL_ERR_INPUT, "this is not a stoploss result file");
  }
  if (version != SL_RESULT_FORMAT_VERSION) {
    return sl_fail(error, SL_ERR_INPUT, "the result has format version %lld; this program reads %d",
                   (long long)version, SL_RESULT_FORMAT_VERSION);
  }
  const int complete =
      sl_h5_get_text(file, "status", &status) == 0 && strcmp(status, "complete") == 0;
  free(status);
  return complete ? SL_OK : sl_fail(error, SL_ERR_INPUT, "the result is not complete");
}

/* A data set's number of elements along one dimension; 0 where it is none. */
static hsize_t length_of(hid_t dataset)
{
  const hid_t space = H5Dget_space(dataset);
  hsize_t length = 0;
  if (space >= 0) {
    if (H5Sget_simple_extent_ndims(space) != 1 ||
        H5Sget_simple_extent_dims(space, &length, NULL) != 1) {
      length = 0;
    }
    H5Sclose(space);
  }
  return length;
}

static int read_root(hid_t file, sl_run_facts_t *facts, sl_error_t *error)
{
  int64_t trials = 0, pricing_trials = 0, infinite_variance = 0;
  if (sl_h5_get_text(file, "title", &facts->title) != 0 || !is_plain_text(facts->title)) {
    return damaged("the title", error);
  }
  if (sl_h5_get_text(file, "currency", &facts->currency) != 0 || !is_currency(facts->currency)) {
    return damaged("the currency", error);
  }
  if (sl_h5_get_signed(file, "trials", &trials) != 0 || trials < 1 || trials > TRIALS_MAX ||
      sl_h5_get_signed(file, "pricing_trials", &pricing_trials) != 0 || pricing_trials < 0 ||
      sl_h5_get_signed(file, "infinite_variance", &infinite_variance) != 0 ||
      sl_h5_get_unsigned(file, "seed", &facts->seed) != 0) {
    return damaged("the number of trials or the seed", error);
  }
  if (sl_get_resolved(file, &facts->resolved) != 0) {
    return damaged("the resolved scenario", error);
  }
  facts->trials = (uint64_t)trials;
  facts->pricing_trials = (uint64_t)pricing_trials;
  facts->infinite_variance = infinite_variance != 0;
  return SL_OK;
}

/* Read a variable of texts, one per arrangement; the caller frees the list with free_texts. */
static char **read_texts(hid_t file, const char *name, size_t *n)
{
  const hid_t dataset = sl_open_dataset(file, name);
  const hsize_t length = dataset >= 0 ? length_of(dataset) : 0;
  const hid_t stored = dataset >= 0 ? H5Dget_type(dataset) : H5I_INVALID_HID;
  char **texts = NULL;
  if (length >= 1 && length <= ARRANGEMENTS_MAX && stored >= 0 && H5Tis_variable_str(stored) > 0) {
    const hid_t type = sl_h5_text_type();
    texts = calloc((size_t)length + 1, sizeof *texts);
    if (texts != NULL && H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts) < 0) {
      free(texts);
      texts = NULL;
    }
    H5Tclose(type);
  }
  *n = (size_t)length;
  if (stored >= 0) {
    H5Tclose(stored);
  }
  if (dataset >= 0) {
    H5Dclose(dataset);
  }
  return texts;
}

static void free_texts(char **texts, size_t n)
{
  for (size_t i = 0; texts != NULL && i < n; i++) {
    H5free_memory(texts[i]);
  }
  free(texts);
}

static int read_names(hid_t file, sl_run_facts_t *facts, sl_error_t *error)
{
  size_t n = 0;
  char **names = read_texts(file, "arrangement", &n);
  int good = names != NULL;
  if (good) {
    facts->arrangements = calloc(n, sizeof *facts->arrangements);
    good = facts->arrangements != NULL;
    facts->n_arrangements = good ? n : 0;
  }
  for (size_t a = 0; good && a < n; a++) {
    good = names[a] != NULL && is_plain_text(names[a]);
    facts->arrangements[a].name = good ? strdup(names[a]) : NULL;
    good = facts->arrangements[a].name != NULL;
  }
  free_texts(names, n);
  return good ? SL_OK : damaged("the list of arrangements", error);
}

static int read_kinds(hid_t file, sl_run_facts_t *facts, sl_error_t *error)
{
  size_t n = 0;
  char **kinds = read_texts(file, "kind", &n);
  int good = kinds != NULL && n == facts->n_arrangements;
  for (size_t a = 0; good && a < n; a++) {
    const sl_arrangement_kind_t *kind = kinds[a] != NULL ? sl_arrangement_kind(kinds[a]) : NULL;
    good = kind != NULL;
    facts->arrangements[a].kind = good ? kind->name : NULL;
  }
  free_texts(kinds, n);
  return good ? SL_OK : damaged("the variable kind", error);
}

static int read_values(hid_t file, const sl_variable_t *variable, const sl_shape_t *shape,
                       const sl_run_facts_t *facts, double *values, sl_error_t *error)
{
  const hid_t dataset = sl_open_variable(file, variable->name, shape, facts);
  const int good = dataset >= 0 &&
                   H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0;
  if (dataset >= 0) {
    H5Dclose(dataset);
  }
  return good ? SL_OK
              : sl_fail(error, SL_ERR_INPUT, "the variable %s is missing or damaged",
                        variable->name);
}

static int read_group(hid_t file, sl_run_facts_t *facts, sl_error_t *error)
{
  int code = SL_OK;
  for (size_t v = 0; code == SL_OK && v < SL_N_GROUP_VARIABLES; v++) {
    code = read_values(file, &sl_group_variables[v], &sl_group_shape, facts,
                       sl_group_field(&facts->enrolment, (sl_group_variable_t)v), error);
  }
  for (size_t v = 0; code == SL_OK && v < SL_N_TIER_VARIABLES; v++) {
    code = read_values(file, &sl_tier_variables[v], &sl_tier_shape, facts,
                       sl_tier_field(&facts->enrolment, (sl_tier_variable_t)v), error);
  }
  return code;
}

static int read_prices(hid_t file, sl_run_facts_t *facts, sl_error_t *error)
{
  double *values = malloc(facts->n_arrangements * sizeof *values);
  int code = values != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the prices");
  for (size_t v = 0; code == SL_OK && v < SL_N_PRICE_VARIABLES; v++) {
    code = read_values(file, &sl_price_variables[v], &sl_arrangement_shape, facts, values, error);
    for (size_t a = 0; code == SL_OK && a < facts->n_arrangements; a++) {
      *sl_price_field(&facts->arrangements[a], (sl_price_variable_t)v) = values[a];
    }
  }
  for (size_t a = 0; code == SL_OK && a < facts->n_arrangements; a++) {
    sl_arrangement_facts_t *arrangement = &facts->arrangements[a];
    arrangement->has_specific = !isnan(arrangement->specific_deductible);
    arrangement->has_aggregate = !isnan(arrangement->price.attachment.value);
  }
  free(values);
  return code;
}

static int read_facts(hid_t file, sl_run_facts_t *facts, sl_error_t *error)
{
  int code = check_identity(file, error);
  code = code == SL_OK ? read_root(file, facts, error) : code;
  code = code == SL_OK ? read_names(file, facts, error) : code;
  code = code == SL_OK ? read_kinds(file, facts, error) : code;
  code = code == SL_OK ? read_group(file, facts, error) : code;
  return code == SL_OK ? read_prices(file, facts, error) : code;
}

/* What the header declares must fit the file, lest a few doctored bytes ask for terabytes. */
static int check_size(const sl_run_facts_t *facts, off_t size, sl_error_t *error)
{
  const uint64_t width =
      (SL_N_TRIAL_VARIABLES + SL_N_COST_VARIABLES * facts->n_arrangements) * sizeof(double);
  return facts->trials <= (uint64_t)size / width
             ? SL_OK
             : sl_fail(error, SL_ERR_INPUT, "the file is too short for its %llu trials",
                       (unsigned long long)facts->trials);
}

static int load_results(hid_t file, off_t size, sl_results_t **results, sl_error_t *error)
{
  sl_run_facts_t *facts = calloc(1, sizeof *facts);
  if (facts == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the facts of the run");
  }
  int code = read_facts(file, facts, error);
  if (code == SL_OK) {
    code = check_size(facts, size, error);
  }
  if (code != SL_OK) {
    sl_run_facts_free(facts);
    return code;
  }
  return sl_read_columns(file, facts, results, error);
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

static int load_sealed(int descriptor, off_t size, sl_results_t **results, sl_error_t *error)
{
  int failure = 0;
  const sl_h5_silence_t silence = sl_h5_silence();
  const hid_t driver = sl_file_driver_register();
  const hid_t file = open_hdf5(driver, descriptor, &failure);
  const int code = file < 0
                       ? sl_fail(error, SL_ERR_INPUT, "HDF5 cannot open this file: it is damaged")
                       : load_results(file, size, results, error);
  if (file >= 0) {
    H5Fclose(file);
  }
  if (driver >= 0) {
    H5FDunregister(driver);
  }
  sl_h5_speak(&silence);
  return code;
}

static int load_descriptor(int descriptor, sl_results_t **results, sl_error_t *error)
{
  struct stat status;
  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    return sl_fail(error, SL_ERR_INPUT, "this is not a file");
  }
  const int seal = sl_seal_check(descriptor);
  if (seal > 0) {
    return sl_fail(error, SL_ERR_IO, "cannot read the result: %s", strerror(seal));
  }
  return seal < 0 ? refuse_unsealed(descriptor, error)
                  : load_sealed(descriptor, status.st_size, results, error);
}

int sl_result_file_load(const char *path, sl_results_t **results, sl_error_t *error)
{
  *results = NULL;
  sl_error_t fault = {.code = SL_OK};
  const int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  int code = SL_OK;
  if (descriptor < 0) {
    code = sl_fail(&fault, SL_ERR_MISSING, "cannot open the result: %s", strerror(errno));
  } else {
    code = load_descriptor(descriptor, results, &fault);
    close(descriptor);
  }
  if (code != SL_OK && error != NULL) {
    *error = fault;
    strncpy(error->file, path, sizeof error->file - 1);
  }
  return code;
}
