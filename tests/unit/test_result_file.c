#include "sim/output/hdf5/hdf5.h"
#include "sim/output/hdf5/seal.h"
#include "sim/output/result_file/result_file.h"
#include "sim/results/summary.h"
#include "tests/support/harness.h"
#include "tests/support/sample_results.h"

#include <dirent.h>
#include <fcntl.h>
#include <hdf5.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_SIZE 512

/* A fresh folder, so that a test can see that nothing is left in it. */
static void make_folder(char *folder)
{
  snprintf(folder, PATH_SIZE, "%s/result-XXXXXX", sl_test_scratch_dir());
  CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder));
}

static size_t files_in(const char *folder)
{
  size_t n = 0;
  DIR *list = opendir(folder);
  CU_ASSERT_PTR_NOT_NULL_FATAL(list);
  for (struct dirent *entry = readdir(list); entry != NULL; entry = readdir(list)) {
    n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
  }
  closedir(list);
  return n;
}

static unsigned char *read_file(const char *path, size_t *size)
{
  FILE *file = fopen(path, "rb");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(*size + 1);
  CU_ASSERT_EQUAL(fread(bytes, 1, *size, file), *size);
  fclose(file);
  return bytes;
}

static void write_file(const char *path, const void *bytes, size_t size)
{
  FILE *file = fopen(path, "wb");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  CU_ASSERT_EQUAL(fwrite(bytes, 1, size, file), size);
  CU_ASSERT_EQUAL(fclose(file), 0);
}

static void write_sample(const char *path, uint64_t trials, size_t n_arrangements)
{
  sl_run_facts_t *facts = sl_sample_facts(trials, n_arrangements);
  sl_error_t error = {0};
  CU_ASSERT_EQUAL(sl_sample_write(path, facts, &error), SL_OK);
  CU_ASSERT_STRING_EQUAL(error.text, "");
  sl_run_facts_free(facts);
}

static bool same_bits(double a, double b) { return memcmp(&a, &b, sizeof a) == 0; }

static void assert_same_facts(const sl_run_facts_t *a, const sl_run_facts_t *b)
{
  CU_ASSERT_STRING_EQUAL(a->title, b->title);
  CU_ASSERT_STRING_EQUAL(a->currency, b->currency);
  CU_ASSERT_STRING_EQUAL(a->resolved, b->resolved);
  CU_ASSERT_EQUAL(a->trials, b->trials);
  CU_ASSERT_EQUAL(a->seed, b->seed);
  CU_ASSERT_EQUAL(a->pricing_trials, b->pricing_trials);
  CU_ASSERT_EQUAL(a->infinite_variance, b->infinite_variance);
  CU_ASSERT_EQUAL(memcmp(&a->start, &b->start, sizeof a->start), 0);
  CU_ASSERT_EQUAL(a->accounting, b->accounting);
  CU_ASSERT_STRING_EQUAL(a->jurisdiction, b->jurisdiction);
  CU_ASSERT_STRING_EQUAL(a->notes, b->notes);
  CU_ASSERT_EQUAL(a->n_months, b->n_months);
  CU_ASSERT_EQUAL(a->cash_flow.wanted, b->cash_flow.wanted);
  CU_ASSERT_EQUAL(a->cash_flow.reimbursement_months, b->cash_flow.reimbursement_months);
  CU_ASSERT_EQUAL(a->cash_flow.level, b->cash_flow.level);
  CU_ASSERT_EQUAL(memcmp(&a->enrolment, &b->enrolment, sizeof a->enrolment), 0);
  CU_ASSERT_EQUAL_FATAL(a->n_arrangements, b->n_arrangements);
  for (size_t i = 0; i < a->n_arrangements; i++) {
    const sl_arrangement_facts_t *p = &a->arrangements[i], *q = &b->arrangements[i];
    CU_ASSERT_STRING_EQUAL(p->name, q->name);
    CU_ASSERT_STRING_EQUAL(p->kind, q->kind);
    CU_ASSERT_EQUAL(p->has_specific, q->has_specific);
    CU_ASSERT_EQUAL(p->has_aggregate, q->has_aggregate);
    CU_ASSERT_STRING_EQUAL(p->specific_contract, q->specific_contract);
    CU_ASSERT_STRING_EQUAL(p->aggregate_contract, q->aggregate_contract);
    CU_ASSERT_STRING_EQUAL(p->since, q->since);
    CU_ASSERT_EQUAL(p->per_certificate, q->per_certificate);
    CU_ASSERT_TRUE(same_bits(p->specific_deductible, q->specific_deductible));
    CU_ASSERT_EQUAL(memcmp(&p->price, &q->price, sizeof p->price), 0);
  }
}

static void assert_same_columns(const sl_results_t *a, const sl_results_t *b)
{
  const size_t n = (size_t)a->facts->trials;
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    CU_ASSERT_EQUAL(memcmp(a->trial[v], b->trial[v], n * sizeof(double)), 0);
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    CU_ASSERT_EQUAL(memcmp(a->cost[v], b->cost[v], n * a->facts->n_arrangements * sizeof(double)),
                    0);
  }
}

/* Fewer trials than a block, exactly one, and several with a last short one. */
static void what_is_written_is_read_back_to_the_bit(void)
{
  static const uint64_t trials[] = {1, 3, 512, 1300};
  char folder[PATH_SIZE], path[PATH_SIZE + 16];
  make_folder(folder);
  snprintf(path, sizeof path, "%s/out.h5", folder);
  for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++) {
    sl_results_t *expected = sl_sample_results(sl_sample_facts(trials[i], 1 + i % 3));
    sl_results_t *loaded = NULL;
    sl_error_t error = {0};
    write_sample(path, trials[i], 1 + i % 3);
    CU_ASSERT_EQUAL_FATAL(sl_result_file_load(path, &loaded, &error), SL_OK);
    assert_same_facts(loaded->facts, expected->facts);
    assert_same_columns(loaded, expected);
    sl_results_free(loaded);
    sl_results_free(expected);
  }
  CU_ASSERT_EQUAL(files_in(folder), 1);
}

static void assert_same_months(const sl_months_t *a, const sl_months_t *b)
{
  CU_ASSERT_PTR_NOT_NULL_FATAL(a);
  CU_ASSERT_PTR_NOT_NULL_FATAL(b);
  CU_ASSERT_EQUAL_FATAL(a->n_months, b->n_months);
  CU_ASSERT_EQUAL_FATAL(a->n_arrangements, b->n_arrangements);
  for (int v = 0; v < SL_N_MONTHS_VARIABLES; v++) {
    CU_ASSERT_EQUAL(memcmp(a->value[v], b->value[v],
                           sl_months_size(a, (sl_months_variable_t)v) * sizeof(double)),
                    0);
  }
}

static sl_run_facts_t *facts_with_months(uint64_t trials)
{
  sl_run_facts_t *facts = sl_sample_facts(trials, 2);
  sl_sample_add_months(facts, 24);
  facts->accounting = SL_ACCOUNT_PAID;
  free(facts->jurisdiction);
  facts->jurisdiction = strdup("US-TX");
  free(facts->notes);
  facts->notes = strdup("Zo\xC3\xAB's note. Another one.");
  facts->arrangements[0].per_certificate = 1;
  facts->arrangements[0].price.level_payment.value = 12.34;
  facts->arrangements[0].price.build_up.credibility = 0.56;
  facts->arrangements[0].price.attachment_ratio.value = 1.25;
  return facts;
}

static void a_cash_flow_is_read_back_to_the_bit(void)
{
  char folder[PATH_SIZE], path[PATH_SIZE + 16];
  sl_results_t *expected = sl_sample_results(facts_with_months(1300)), *loaded = NULL;
  make_folder(folder);
  snprintf(path, sizeof path, "%s/out.h5", folder);
  CU_ASSERT_EQUAL_FATAL(sl_sample_write(path, expected->facts, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_result_file_load(path, &loaded, NULL), SL_OK);
  assert_same_facts(loaded->facts, expected->facts);
  assert_same_columns(loaded, expected);
  assert_same_months(loaded->months, expected->months);
  sl_results_free(loaded);
  sl_results_free(expected);
}

static void equal_runs_give_equal_bytes(void)
{
  char folder[PATH_SIZE], a[PATH_SIZE + 40], b[PATH_SIZE + 40];
  size_t size_a, size_b;
  make_folder(folder);
  snprintf(a, sizeof a, "%s/a.h5", folder);
  snprintf(b, sizeof b, "%s/another, longer name.h5", folder);
  write_sample(a, 1300, 2);
  sleep(1); /* a time in the file would show */
  write_sample(b, 1300, 2);
  unsigned char *bytes_a = read_file(a, &size_a), *bytes_b = read_file(b, &size_b);
  CU_ASSERT_EQUAL(size_a, size_b);
  CU_ASSERT_EQUAL(memcmp(bytes_a, bytes_b, size_a < size_b ? size_a : size_b), 0);
  free(bytes_a);
  free(bytes_b);
}

static void only_the_owner_may_read_it(void)
{
  char folder[PATH_SIZE], path[PATH_SIZE + 16];
  struct stat status;
  make_folder(folder);
  snprintf(path, sizeof path, "%s/out.h5", folder);
  write_sample(path, 3, 1);
  CU_ASSERT_EQUAL(stat(path, &status), 0);
  CU_ASSERT_EQUAL(status.st_mode & 0777, 0600);
}

/* A damaged file must be refused with one message, and never be HDF5's to stumble over. */
static void assert_refused(const char *path, int code)
{
  sl_results_t *results = NULL;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL(sl_result_file_load(path, &results, &error), code);
  CU_ASSERT_PTR_NULL(results);
  CU_ASSERT_TRUE(strlen(error.text) > 10);
  CU_ASSERT_STRING_EQUAL(error.file, path);
  sl_results_free(results);
}

static void every_flipped_bit_is_caught(void)
{
  const size_t step = sl_test_full() ? 1 : 61;
  char folder[PATH_SIZE], path[PATH_SIZE + 16];
  size_t size;
  make_folder(folder);
  snprintf(path, sizeof path, "%s/out.h5", folder);
  write_sample(path, 3, 2);
  unsigned char *bytes = read_file(path, &size);
  for (size_t i = 0; i < size; i += step) {
    bytes[i] ^= (unsigned char)(1U << (i % 8));
    write_file(path, bytes, size);
    bytes[i] ^= (unsigned char)(1U << (i % 8));
    assert_refused(path, SL_ERR_INPUT);
  }
  free(bytes);
}

static void a_file_cut_short_or_lengthened_is_refused(void)
{
  char folder[PATH_SIZE], path[PATH_SIZE + 16];
  size_t size;
  make_folder(folder);
  snprintf(path, sizeof path, "%s/out.h5", folder);
  write_sample(path, 3, 2);
  unsigned char *bytes = read_file(path, &size);
  for (size_t cut = 1; cut <= size; cut = cut * 3 / 2 + 1) {
    write_file(path, bytes, size - cut);
    assert_refused(path, SL_ERR_INPUT);
  }
  bytes[size] = '\n';
  write_file(path, bytes, size + 1);
  assert_refused(path, SL_ERR_INPUT);
  write_file(path, bytes, 0);
  assert_refused(path, SL_ERR_INPUT);
  free(bytes);
}

static void what_is_not_a_result_is_refused(void)
{
  char folder[PATH_SIZE], path[PATH_SIZE + 16];
  make_folder(folder);
  snprintf(path, sizeof path, "%s/none.h5", folder);
  assert_refused(path, SL_ERR_MISSING);
  assert_refused(folder, SL_ERR_INPUT);
  write_file(path, "employee,relationship,age\n", 26);
  assert_refused(path, SL_ERR_INPUT);
  const hid_t file = H5Fcreate(path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  H5Fclose(file);
  assert_refused(path, SL_ERR_INPUT);
}

/* ---- Forged files: the seal is right, the content is not. */

typedef void (*forgery_t)(hid_t file);

static void put_signed(hid_t file, const char *name, int64_t value)
{
  const hid_t attribute = H5Aopen(file, name, H5P_DEFAULT);
  H5Awrite(attribute, H5T_NATIVE_INT64, &value);
  H5Aclose(attribute);
}

static void put_text(hid_t file, const char *name, const char *text)
{
  const hid_t attribute = H5Aopen(file, name, H5P_DEFAULT);
  const hid_t type = H5Aget_type(attribute);
  H5Awrite(attribute, type, &text);
  H5Tclose(type);
  H5Aclose(attribute);
}

static void replace(hid_t file, const char *name, hid_t type, int rank, const hsize_t *extent)
{
  H5Ldelete(file, name, H5P_DEFAULT);
  const hid_t space = H5Screate_simple(rank, extent, NULL);
  H5Dclose(H5Dcreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
  H5Sclose(space);
}

static void without_status(hid_t file) { H5Adelete(file, "status"); }
static void unfinished(hid_t file) { put_text(file, "status", "running"); }
static void of_the_future(hid_t file)
{
  put_signed(file, "stoploss_format_version", SL_RESULT_FORMAT_VERSION + 1);
}
static void of_no_version(hid_t file) { H5Adelete(file, "stoploss_format_version"); }
static void of_no_trials(hid_t file) { put_signed(file, "trials", 0); }
static void of_negative_trials(hid_t file) { put_signed(file, "trials", -3); }
static void of_too_many_trials(hid_t file) { put_signed(file, "trials", INT64_C(1) << 40); }
static void of_more_trials(hid_t file) { put_signed(file, "trials", 1000000); }
static void of_fewer_trials(hid_t file) { put_signed(file, "trials", 2); }
static void with_an_escape_sequence(hid_t file) { put_text(file, "title", "\x1b[2Jgone"); }
static void with_bad_utf8(hid_t file) { put_text(file, "title", "caf\xe9"); }
static void with_a_long_currency(hid_t file) { put_text(file, "currency", "dollars"); }
static void without_a_column(hid_t file) { H5Ldelete(file, "fees", H5P_DEFAULT); }
static void without_a_price(hid_t file) { H5Ldelete(file, "budget", H5P_DEFAULT); }
static void without_names(hid_t file) { H5Ldelete(file, "arrangement", H5P_DEFAULT); }
static void without_provenance(hid_t file) { H5Ldelete(file, "provenance", H5P_DEFAULT); }

static void with_integers(hid_t file)
{
  replace(file, "cost", H5T_STD_I64LE, 2, (const hsize_t[]){3, 2});
}

static void of_another_shape(hid_t file)
{
  replace(file, "cost", H5T_IEEE_F64LE, 2, (const hsize_t[]){2, 3});
}

static void of_another_rank(hid_t file)
{
  replace(file, "cost", H5T_IEEE_F64LE, 1, (const hsize_t[]){3});
}

static void of_many_names(hid_t file)
{
  const hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, H5T_VARIABLE);
  replace(file, "arrangement", type, 1, (const hsize_t[]){(hsize_t)1 << 40});
  H5Tclose(type);
}

#define TWO ((const hsize_t[]){2})
static void of_numbers(hid_t file) { replace(file, "arrangement", H5T_IEEE_F64LE, 1, TWO); }

static void with_a_link_outside(hid_t file)
{
  H5Ldelete(file, "allowed", H5P_DEFAULT);
  H5Lcreate_external("/etc/other.h5", "/allowed", file, "allowed", H5P_DEFAULT, H5P_DEFAULT);
}

static void with_a_hole(hid_t file)
{
  const hid_t dataset = H5Dopen2(file, "plan_paid", H5P_DEFAULT);
  const double values[] = {1.0, (double)NAN, 3.0};
  H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
  H5Dclose(dataset);
}

static void put_texts(hid_t file, const char *name, const char *const *texts)
{
  const hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT);
  const hid_t type = H5Dget_type(dataset);
  H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts);
  H5Tclose(type);
  H5Dclose(dataset);
}

static void of_an_unknown_kind(hid_t file)
{
  put_texts(file, "kind", (const char *const[]){"aso", "lottery"});
}

static void of_another_accounting(hid_t file) { put_text(file, "accounting", "accrued"); }
static void of_no_day(hid_t file) { put_text(file, "start", "2026-02-30"); }
static void of_many_months(hid_t file) { put_signed(file, "cash_flow_months", 3000); }
static void of_months_without_figures(hid_t file) { put_signed(file, "cash_flow_months", 12); }

static void of_no_since(hid_t file)
{
  static const char *const since[] = {"2026-01-01", "yesterday"};
  const hid_t dataset = H5Dopen2(file, "since", H5P_DEFAULT);
  const hid_t type = H5Dget_type(dataset);
  H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, since);
  H5Tclose(type);
  H5Dclose(dataset);
}

static void of_a_long_contract(hid_t file)
{
  char text[2 * SL_CONTRACT_TEXT];
  snprintf(text, sizeof text, "%*s", 2 * SL_CONTRACT_TEXT - 1, "x");
  put_texts(file, "specific_contract", (const char *const[]){text, "none"});
}

static void unchanged(hid_t file) { (void)file; }

static void forge(const char *path, forgery_t forgery)
{
  const hid_t file = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT);
  CU_ASSERT_TRUE_FATAL(file >= 0);
  forgery(file);
  CU_ASSERT_TRUE(H5Fclose(file) >= 0);
  const int descriptor = open(path, O_RDWR);
  CU_ASSERT_EQUAL(sl_seal_put(descriptor), 0);
  close(descriptor);
}

static void a_forged_content_is_refused(void)
{
  static const forgery_t forgeries[] = {
      without_status,
      unfinished,
      of_the_future,
      of_no_version,
      of_no_trials,
      of_negative_trials,
      of_too_many_trials,
      of_more_trials,
      of_fewer_trials,
      with_bad_utf8,
      with_an_escape_sequence,
      with_a_long_currency,
      without_a_column,
      without_a_price,
      without_names,
      without_provenance,
      with_integers,
      of_another_shape,
      of_another_rank,
      of_many_names,
      of_numbers,
      with_a_link_outside,
      with_a_hole,
      of_an_unknown_kind,
      of_another_accounting,
      of_no_day,
      of_many_months,
      of_months_without_figures,
      of_a_long_contract,
      of_no_since,
  };
  char folder[PATH_SIZE], path[PATH_SIZE + 16];
  sl_results_t *results = NULL;
  make_folder(folder);
  snprintf(path, sizeof path, "%s/out.h5", folder);
  for (size_t i = 0; i < sizeof forgeries / sizeof forgeries[0]; i++) {
    write_sample(path, 3, 2);
    forge(path, forgeries[i]);
    assert_refused(path, SL_ERR_INPUT);
  }
  write_sample(path, 3, 2);
  forge(path, unchanged);
  CU_ASSERT_EQUAL(sl_result_file_load(path, &results, NULL), SL_OK);
  sl_results_free(results);
}

/* ---- Failures of writing */

static void assert_cannot_create(const char *path)
{
  sl_run_facts_t *facts = sl_sample_facts(3, 1);
  sl_result_writer_t *writer = NULL;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL(sl_result_writer_open(path, facts, &writer, &error), SL_ERR_CREATE);
  CU_ASSERT_PTR_NULL(writer);
  CU_ASSERT_TRUE(strlen(error.text) > 10);
  sl_run_facts_free(facts);
}

static void a_place_that_cannot_be_written_is_told_at_once(void)
{
  char folder[PATH_SIZE], path[PATH_SIZE + 32];
  make_folder(folder);
  assert_cannot_create(folder);
  assert_cannot_create("");
  assert_cannot_create("/dev/null");
  snprintf(path, sizeof path, "%s/none/out.h5", folder);
  assert_cannot_create(path);
  snprintf(path, sizeof path, "%s/file", folder);
  write_file(path, "x", 1);
  strcat(path, "/out.h5");
  assert_cannot_create(path);
  if (geteuid() != 0) {
    CU_ASSERT_EQUAL(chmod(folder, 0500), 0);
    snprintf(path, sizeof path, "%s/out.h5", folder);
    assert_cannot_create(path);
    chmod(folder, 0700);
  }
}

/* A limit on the size of files stands in for a full disk: wherever it strikes, the run fails with
 * an input/output error, the old file stays and no other is left. */
static void a_full_disk_leaves_the_old_file(void)
{
  static const rlim_t limits[] = {0, 100, 5000, 30000, 60000, 120000, 200000};
  char folder[PATH_SIZE], path[PATH_SIZE + 16];
  struct rlimit old;
  size_t size;
  make_folder(folder);
  snprintf(path, sizeof path, "%s/out.h5", folder);
  write_file(path, "older", 5);
  sl_run_facts_t *facts = sl_sample_facts(1300, 2);
  getrlimit(RLIMIT_FSIZE, &old);
  void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
  for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
    const struct rlimit limit = {limits[i], old.rlim_max};
    sl_error_t error = {0};
    setrlimit(RLIMIT_FSIZE, &limit);
    const int code = sl_sample_write(path, facts, &error);
    setrlimit(RLIMIT_FSIZE, &old);
    CU_ASSERT_EQUAL(code, SL_ERR_IO);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "File too large"));
    CU_ASSERT_EQUAL(files_in(folder), 1);
  }
  signal(SIGXFSZ, handler);
  unsigned char *bytes = read_file(path, &size);
  CU_ASSERT_EQUAL(size, 5);
  CU_ASSERT_EQUAL(memcmp(bytes, "older", 5), 0);
  free(bytes);
  CU_ASSERT_EQUAL(sl_sample_write(path, facts, NULL), SL_OK);
  sl_run_facts_free(facts);
}

static void an_abort_leaves_nothing(void)
{
  char folder[PATH_SIZE], path[PATH_SIZE + 16];
  sl_run_facts_t *facts = sl_sample_facts(1300, 2);
  sl_result_writer_t *writer = NULL;
  sl_block_t *block = NULL;
  make_folder(folder);
  snprintf(path, sizeof path, "%s/out.h5", folder);
  CU_ASSERT_EQUAL_FATAL(sl_result_writer_open(path, facts, &writer, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_block_new(2, 0, &block, NULL), SL_OK);
  sl_sample_block(facts, 0, block);
  CU_ASSERT_EQUAL(sl_result_writer_block(writer, block, NULL), SL_OK);
  CU_ASSERT_EQUAL(files_in(folder), 1);
  sl_result_writer_abort(writer);
  sl_result_writer_abort(NULL);
  CU_ASSERT_EQUAL(files_in(folder), 0);
  sl_block_free(block);
  sl_run_facts_free(facts);
}

static void blocks_come_in_order_complete_and_finite(void)
{
  char folder[PATH_SIZE], path[PATH_SIZE + 16];
  sl_run_facts_t *facts = sl_sample_facts(1300, 2);
  sl_result_writer_t *writer = NULL;
  sl_block_t *block = NULL;
  sl_error_t error = {0};
  make_folder(folder);
  snprintf(path, sizeof path, "%s/out.h5", folder);
  CU_ASSERT_EQUAL_FATAL(sl_result_writer_open(path, facts, &writer, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_block_new(2, 0, &block, NULL), SL_OK);
  sl_sample_block(facts, 512, block);
  CU_ASSERT_EQUAL(sl_result_writer_block(writer, block, NULL), SL_ERR_ARGUMENT);
  sl_sample_block(facts, 0, block);
  block->cost[SL_COST_COST][7] = (double)INFINITY;
  CU_ASSERT_EQUAL(sl_result_writer_block(writer, block, &error), SL_ERR_INPUT);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "cost"));
  sl_sample_block(facts, 0, block);
  CU_ASSERT_EQUAL(sl_result_writer_block(writer, block, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_result_writer_finish(writer, NULL, NULL, &error), SL_ERR_ARGUMENT);
  CU_ASSERT_EQUAL(files_in(folder), 0);
  sl_block_free(block);
  sl_run_facts_free(facts);
}

static void a_symbolic_link_stays_one(void)
{
  char folder[PATH_SIZE], path[PATH_SIZE + 16], link_path[PATH_SIZE + 16];
  struct stat status;
  make_folder(folder);
  snprintf(path, sizeof path, "%s/out.h5", folder);
  snprintf(link_path, sizeof link_path, "%s/link.h5", folder);
  write_file(path, "older", 5);
  CU_ASSERT_EQUAL(symlink("out.h5", link_path), 0);
  write_sample(link_path, 3, 1);
  CU_ASSERT_EQUAL(lstat(link_path, &status), 0);
  CU_ASSERT_TRUE(S_ISLNK(status.st_mode));
  CU_ASSERT_EQUAL(stat(path, &status), 0);
  CU_ASSERT_TRUE(status.st_size > 1000);
  CU_ASSERT_EQUAL(files_in(folder), 2);
}

SL_SUITE(result_file, "unit/result_file",
         {"what is written is read back to the bit", what_is_written_is_read_back_to_the_bit},
         {"a cash flow is read back to the bit", a_cash_flow_is_read_back_to_the_bit},
         {"equal runs give equal bytes", equal_runs_give_equal_bytes},
         {"only the owner may read it", only_the_owner_may_read_it},
         {"every flipped bit is caught", every_flipped_bit_is_caught},
         {"cut short or lengthened is refused", a_file_cut_short_or_lengthened_is_refused},
         {"what is not a result is refused", what_is_not_a_result_is_refused},
         {"a forged content is refused", a_forged_content_is_refused},
         {"a place that cannot be written", a_place_that_cannot_be_written_is_told_at_once},
         {"a full disk leaves the old file", a_full_disk_leaves_the_old_file},
         {"an abort leaves nothing", an_abort_leaves_nothing},
         {"blocks in order, complete, finite", blocks_come_in_order_complete_and_finite},
         {"a symbolic link stays one", a_symbolic_link_stays_one});
