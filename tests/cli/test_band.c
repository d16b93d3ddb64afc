/* The assumption band from outside: in the file and the JSON of every run, by --no-band in none,
 * and then nothing else differs; the same for any threads; a file that lies about it is refused. */
#include "sim/output/hdf5/seal.h"
#include "sim/output/result_file/result_file.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <fcntl.h>
#include <hdf5.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* More than what the band is drawn of. It is equal bytes that are looked for, no chance. */
static const char *trials(void) { return sl_test_full() ? "6000" : "600"; }

static void run_into(const char *scenario, const char *result, const char *n_trials,
                     const char *option, const char *value)
{
  sl_program_t program;
  char path[SL_PATH_MAX];
  sl_source_path(path, "%s", scenario);
  SL_RUN(&program, NULL, "run", path, "-o", result, "--trials", n_trials, "--quiet", "--set",
         "simulation.pricing_trials=256", option, value);
  CU_ASSERT_EQUAL(program.status, 0);
  sl_program_free(&program);
}

static void summary_into(const char *result, const char *name)
{
  sl_program_t program;
  SL_RUN(&program, NULL, "summary", "--json", result);
  CU_ASSERT_EQUAL(program.status, 0);
  CU_ASSERT(sl_file_write(name, program.out, program.out_length));
  sl_program_free(&program);
}

static void check(const char *scenario)
{
  char one[SL_PATH_MAX], other[SL_PATH_MAX], told[SL_PATH_MAX], not_told[SL_PATH_MAX];
  char command[6 * SL_PATH_MAX];
  sl_scratch_path(one, "with-band.h5");
  sl_scratch_path(other, "without-band.h5");
  sl_scratch_path(told, "with-band.json");
  sl_scratch_path(not_told, "without-band.json");
  run_into(scenario, one, trials(), NULL, NULL);
  run_into(scenario, other, trials(), "--no-band", NULL);
  summary_into(one, told);
  summary_into(other, not_told);
  snprintf(command, sizeof command,
           "/usr/bin/python3 '%s/tests/cli/band_check.py' '%s' '%s' '%s' '%s'",
           sl_test_source_dir(), one, other, told, not_told);
  CU_ASSERT_EQUAL(system(command), 0);
}

static void it_adds_itself_alone(void)
{
  check("tests/cli/good.yaml");
  check("scenarios/flower-shop.yaml");
  check("scenarios/machine-shop.yaml");
}

static void the_same_for_any_threads(void)
{
  char one[SL_PATH_MAX], other[SL_PATH_MAX];
  sl_scratch_path(one, "band-1.h5");
  sl_scratch_path(other, "band-k.h5");
  run_into("scenarios/flower-shop.yaml", one, trials(), "--threads", "1");
  for (int k = 2; k <= 7; k += 5) {
    char threads[16];
    snprintf(threads, sizeof threads, "%d", k);
    run_into("scenarios/flower-shop.yaml", other, trials(), "--threads", threads);
    CU_ASSERT(sl_files_equal(one, other));
  }
}

/* A precision ends the run where it will; the band is of the trials that came. */
static void a_precision_has_one(void)
{
  char result[SL_PATH_MAX];
  sl_results_t *results = NULL;
  sl_scratch_path(result, "band-precision.h5");
  run_into("scenarios/flower-shop.yaml", result, "6000", "--precision", "0.9%");
  CU_ASSERT_EQUAL_FATAL(sl_result_file_load(result, &results, NULL), SL_OK);
  CU_ASSERT_PTR_NOT_NULL_FATAL(results->band);
  CU_ASSERT_EQUAL(results->band->trials, sl_band_trials(results->facts->trials));
  CU_ASSERT_EQUAL(results->band->n_arrangements, results->facts->n_arrangements);
  sl_results_free(results);
}

/* Change what the file says of its band, and seal it again. */
static void forge(const char *path, const char *attribute, int64_t trials)
{
  const hid_t file = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT);
  CU_ASSERT_FATAL(file >= 0);
  if (attribute != NULL) {
    CU_ASSERT(H5Adelete(file, attribute) >= 0);
  } else {
    const hid_t opened = H5Aopen(file, "band_trials", H5P_DEFAULT);
    CU_ASSERT(H5Awrite(opened, H5T_NATIVE_INT64, &trials) >= 0);
    H5Aclose(opened);
  }
  CU_ASSERT(H5Fclose(file) >= 0);
  const int descriptor = open(path, O_RDWR);
  CU_ASSERT_EQUAL(sl_seal_put(descriptor), 0);
  close(descriptor);
}

static void a_forged_band_is_refused(void)
{
  static const int64_t wrong[] = {0, -512, 6001};
  char result[SL_PATH_MAX];
  sl_results_t *results = NULL;
  sl_error_t error = {0};
  sl_scratch_path(result, "band-forged.h5");
  run_into("tests/cli/good.yaml", result, trials(), NULL, NULL);
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    forge(result, NULL, wrong[i]);
    CU_ASSERT_EQUAL(sl_result_file_open(result, &results, &error), SL_ERR_INPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "the assumption band is missing or damaged"));
  }
  forge(result, NULL, 512);
  forge(result, "band_drawn_afresh", 0);
  CU_ASSERT_EQUAL(sl_result_file_open(result, &results, &error), SL_ERR_INPUT);
}

SL_SUITE(cli_band, "cli/band", {"it adds itself alone", it_adds_itself_alone},
         {"the same for any threads", the_same_for_any_threads},
         {"a precision has one", a_precision_has_one},
         {"a forged band is refused", a_forged_band_is_refused});
