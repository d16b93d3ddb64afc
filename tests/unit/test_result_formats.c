/* Files of earlier formats, forged from one of today, still open. */
#include "sim/output/hdf5/seal.h"
#include "sim/output/result_file/result_file.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/sample_results.h"

#include <fcntl.h>
#include <hdf5.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRIALS 600
#define ARRANGEMENTS 2
#define MONTHS 5

typedef void (*forgery_t)(hid_t file);

static void put_signed(hid_t file, const char *name, int64_t value)
{
  const hid_t attribute = H5Aopen(file, name, H5P_DEFAULT);
  H5Awrite(attribute, H5T_NATIVE_INT64, &value);
  H5Aclose(attribute);
}

/* Take out what came with a later format. */
static void without_later(hid_t file, const sl_variable_t *variables, size_t n, int version)
{
  size_t later = 0;
  for (size_t v = 0; v < n; v++) {
    if (variables[v].since > version) {
      H5Ldelete(file, variables[v].name, H5P_DEFAULT);
      later++;
    }
  }
  CU_ASSERT(later > 0 && later < n);
}

static void with_variables_of(hid_t file, int version)
{
  without_later(file, sl_cost_variables, SL_N_COST_VARIABLES, version);
  without_later(file, sl_price_variables, SL_N_PRICE_VARIABLES, version);
  without_later(file, sl_group_variables, SL_N_GROUP_VARIABLES, version);
  put_signed(file, "stoploss_format_version", version);
}

/* As format 1 was: fewer variables, and nothing of contracts and months. */
static void of_format_1(hid_t file)
{
  static const char *const attributes[] = {"start", "accounting", "cash_flow_months",
                                           "reimbursement_months", "working_capital_level"};
  static const char *const texts[] = {"specific_contract",        "specific_per",
                                      "aggregate_contract",       "since",
                                      "maximum_cost_exceeded_by", "month_start"};
  for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++) {
    H5Adelete(file, attributes[i]);
  }
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    H5Ldelete(file, texts[i], H5P_DEFAULT);
  }
  without_later(file, sl_trial_variables, SL_N_TRIAL_VARIABLES, 1);
  with_variables_of(file, 1);
}

/* The first arrangement's figures of a variable by month, as those of the whole plan. */
static void tell_once(hid_t file, const char *name, int rank)
{
  static double all[SL_N_QUANTILES * MONTHS * ARRANGEMENTS], plan[SL_N_QUANTILES * MONTHS];
  const hsize_t extent[] = {SL_N_QUANTILES, MONTHS};
  const size_t n = (rank > 1 ? SL_N_QUANTILES : 1) * MONTHS;
  const hid_t old = H5Dopen2(file, name, H5P_DEFAULT);
  H5Dread(old, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, all);
  H5Dclose(old);
  for (size_t i = 0; i < n; i++) {
    plan[i] = all[i * ARRANGEMENTS];
  }
  H5Ldelete(file, name, H5P_DEFAULT);
  const hid_t space = H5Screate_simple(rank, extent + 2 - rank, NULL);
  const hid_t storage = H5Pcreate(H5P_DATASET_CREATE);
  H5Pset_chunk(storage, rank, extent + 2 - rank);
  const hid_t now =
      H5Dcreate2(file, name, H5T_IEEE_F64LE, space, H5P_DEFAULT, storage, H5P_DEFAULT);
  H5Dwrite(now, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, plan);
  H5Dclose(now);
  H5Pclose(storage);
  H5Sclose(space);
}

/* As format 2 was: IBNR of the whole plan, and nothing of the day from which claims are borne. */
static void of_format_2(hid_t file)
{
  H5Ldelete(file, "since", H5P_DEFAULT);
  H5Ldelete(file, "maximum_cost_exceeded_by", H5P_DEFAULT);
  tell_once(file, "ibnr_mean", 1);
  tell_once(file, "ibnr_quantile", 2);
  with_variables_of(file, 2);
}

/* In place of the seal that stands there, one of before: FNV-1a over the bytes. */
static void seal_as_before(int descriptor)
{
  enum { SEAL = 31 };
  struct stat status;
  char seal[SEAL + 1];
  uint64_t digest = UINT64_C(0xcbf29ce484222325);
  CU_ASSERT_EQUAL_FATAL(fstat(descriptor, &status), 0);
  const size_t n = (size_t)status.st_size - SEAL;
  unsigned char *bytes = malloc(n);
  CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
  CU_ASSERT_EQUAL(pread(descriptor, bytes, n, 0), (ssize_t)n);
  for (size_t i = 0; i < n; i++) {
    digest = (digest ^ bytes[i]) * UINT64_C(0x100000001b3);
  }
  snprintf(seal, sizeof seal, "stoploss seal %016" PRIx64 "\n", digest);
  CU_ASSERT_EQUAL(pwrite(descriptor, seal, SEAL, (off_t)n), SEAL);
  free(bytes);
}

/* Files that were sealed by earlier versions are read, and no less guarded. */
static void an_earlier_seal_is_read(void)
{
  char path[SL_PATH_MAX];
  uint64_t digest = 0;
  unsigned char byte;
  sl_run_facts_t *facts = sl_sample_facts(TRIALS, ARRANGEMENTS);
  sl_scratch_path(path, "earlier.h5");
  CU_ASSERT_EQUAL_FATAL(sl_sample_write(path, facts, NULL), SL_OK);
  sl_run_facts_free(facts);
  const int descriptor = open(path, O_RDWR);
  seal_as_before(descriptor);
  CU_ASSERT_EQUAL(sl_seal_check(descriptor), 0);
  CU_ASSERT_TRUE(sl_seal_get(descriptor, &digest));
  CU_ASSERT_NOT_EQUAL(digest, 0);
  CU_ASSERT_EQUAL(pread(descriptor, &byte, 1, 4000), 1);
  byte ^= 1;
  CU_ASSERT_EQUAL(pwrite(descriptor, &byte, 1, 4000), 1);
  CU_ASSERT_EQUAL(sl_seal_check(descriptor), -1);
  close(descriptor);
}

/* Write a sample, forge it and read it back. */
static sl_results_t *load_forged(size_t n_months, forgery_t forgery)
{
  char path[SL_PATH_MAX];
  sl_results_t *loaded = NULL;
  sl_error_t error = {0};
  sl_run_facts_t *facts = sl_sample_facts(TRIALS, ARRANGEMENTS);
  if (n_months > 0) {
    sl_sample_add_months(facts, n_months);
  }
  sl_scratch_path(path, "format.h5");
  CU_ASSERT_EQUAL_FATAL(sl_sample_write(path, facts, NULL), SL_OK);
  sl_run_facts_free(facts);
  const hid_t file = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT);
  CU_ASSERT_TRUE_FATAL(file >= 0);
  forgery(file);
  CU_ASSERT_TRUE(H5Fclose(file) >= 0);
  const int descriptor = open(path, O_RDWR);
  CU_ASSERT_EQUAL(sl_seal_put(descriptor), 0);
  close(descriptor);
  CU_ASSERT_EQUAL(sl_result_file_load(path, &loaded, &error), SL_OK);
  CU_ASSERT_STRING_EQUAL(error.text, "");
  CU_ASSERT_PTR_NOT_NULL_FATAL(loaded);
  return loaded;
}

static void assert_same_columns(const sl_results_t *a, const sl_results_t *b)
{
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    CU_ASSERT_EQUAL(memcmp(a->trial[v], b->trial[v], TRIALS * sizeof(double)), 0);
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    CU_ASSERT_EQUAL(memcmp(a->cost[v], b->cost[v], TRIALS * ARRANGEMENTS * sizeof(double)), 0);
  }
}

/* Its figures are all there, what it could not tell is zero or nothing. */
static void format_1(void)
{
  sl_results_t *expected = sl_sample_results(sl_sample_facts(TRIALS, ARRANGEMENTS));
  sl_results_t *loaded = load_forged(0, of_format_1);
  assert_same_columns(loaded, expected);
  CU_ASSERT_EQUAL(loaded->facts->accounting, SL_ACCOUNT_INCURRED);
  CU_ASSERT_EQUAL(loaded->facts->n_months, 0);
  CU_ASSERT_STRING_EQUAL(loaded->facts->arrangements[0].specific_contract, "");
  CU_ASSERT_STRING_EQUAL(loaded->facts->arrangements[0].since, "");
  CU_ASSERT_EQUAL(loaded->facts->arrangements[0].price.attachment.value, 1400.0);
  CU_ASSERT_TRUE(isnan(loaded->facts->arrangements[0].price.level_payment.value));
  CU_ASSERT_FALSE(sl_cost_is_fixed(&loaded->facts->arrangements[0]));
  CU_ASSERT_TRUE(sl_cost_is_fixed(&loaded->facts->arrangements[1]));
  sl_results_free(loaded);
  sl_results_free(expected);
}

/* The IBNR of the plan stands for each arrangement's; months of the cash flow are as they were. */
static void format_2(void)
{
  sl_run_facts_t *facts = sl_sample_facts(TRIALS, ARRANGEMENTS);
  sl_sample_add_months(facts, MONTHS);
  sl_results_t *expected = sl_sample_results(facts);
  sl_results_t *loaded = load_forged(MONTHS, of_format_2);
  assert_same_columns(loaded, expected);
  CU_ASSERT_STRING_EQUAL(loaded->facts->arrangements[0].specific_contract, "12/15");
  CU_ASSERT_FALSE(sl_cost_is_fixed(&loaded->facts->arrangements[0]));
  CU_ASSERT_TRUE(sl_cost_is_fixed(&loaded->facts->arrangements[1]));
  CU_ASSERT_STRING_EQUAL(loaded->facts->arrangements[0].since, "");
  for (size_t a = 0; a < ARRANGEMENTS; a++) {
    for (size_t m = 0; m < MONTHS; m++) {
      CU_ASSERT_EQUAL(sl_months_at(loaded->months, SL_MONTH_IBNR_MEAN, 0, m, a),
                      sl_months_at(expected->months, SL_MONTH_IBNR_MEAN, 0, m, 0));
      CU_ASSERT_EQUAL(sl_months_at(loaded->months, SL_MONTH_IBNR_QUANTILE, SL_QUANTILE_95, m, a),
                      sl_months_at(expected->months, SL_MONTH_IBNR_QUANTILE, SL_QUANTILE_95, m, 0));
      CU_ASSERT_EQUAL(sl_months_at(loaded->months, SL_MONTH_NET_MEAN, 0, m, a),
                      sl_months_at(expected->months, SL_MONTH_NET_MEAN, 0, m, a));
    }
  }
  sl_results_free(loaded);
  sl_results_free(expected);
}

SL_SUITE(result_formats, "unit/result_formats", {"a file of format 1 still opens", format_1},
         {"a file of format 2 still opens", format_2},
         {"an earlier seal is read", an_earlier_seal_is_read});
