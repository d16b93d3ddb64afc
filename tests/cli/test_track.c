/* stoploss track from outside: the page, the JSON, the file, each exit status, and whom it does not
 * name. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"
#include "tests/support/scenario_text.h"

#include <hdf5.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#define SCENARIO                                                                                   \
  SL_TEXT_HEAD                                                                                     \
  "claims:\n  services: [{name: medical, frequency: {distribution: poisson, mean: 6}, "            \
  "severity: {distribution: exponential, mean: 900}, lag: {distribution: exponential, mean: 40}}"  \
  "]\n" SL_TEXT_PLANS "arrangements:\n"                                                            \
  "  - {name: Insured, kind: fully_insured, premium: {amount: 2000, per: employee_month}}\n"       \
  "  - name: ASO\n    kind: aso\n"                                                                 \
  "    specific: {deductible: 10000, premium: {amount: 100, per: employee_month}}\n"               \
  "    aggregate: {attachment: 20000, premium: {amount: 10, per: employee_month}}\n"               \
  "    budget: {amount: 24000}\n"                                                                  \
  "simulation: {trials: 1500}\n"

static void expect_status(const sl_program_t *program, int status)
{
  CU_ASSERT_EQUAL(program->status, status);
  if (program->status != status) {
    printf("\n    status %d; stderr:\n%s\n", program->status, program->err);
  }
}

static void write_all(void)
{
  sl_test_write("census.csv", SL_TEXT_CENSUS);
  sl_test_write("year.yaml", SCENARIO);
  sl_test_write("paid.csv", "month,paid\n1,2000\n2,2500\n3,9000\n4,2000\n");
  sl_test_write("large.csv", "who,member,paid,expected\nMary Major,1,8500,3000\n");
}

static void the_page_names_nobody(void)
{
  sl_program_t program;
  write_all();
  SL_RUN(&program, sl_test_scratch_dir(), "track", "year.yaml", "--actual", "paid.csv",
         "--claimants", "large.csv");
  expect_status(&program, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "4 of 12 months"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "With ASO it costs"));
  CU_ASSERT_PTR_NOT_NULL(
      strstr(program.out, "Above 50% of it: 1; above 80%: 1; above all of it: 0"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "row 1"));
  CU_ASSERT_PTR_NULL(strstr(program.out, "Mary"));
  CU_ASSERT_PTR_NULL(strstr(program.err, "Mary"));
  sl_program_free(&program);
}

static double number_at(const json_t *object, const char *name)
{
  return json_number_value(json_object_get(object, name));
}

static void as_of_leaves_later_months_aside(void)
{
  sl_program_t program;
  write_all();
  SL_RUN(&program, sl_test_scratch_dir(), "track", "year.yaml", "--actual", "paid.csv", "--as-of",
         "2026-03-30", "--json");
  expect_status(&program, 0);
  json_t *root = json_loads(program.out, 0, NULL);
  const json_t *aso = json_array_get(json_object_get(root, "arrangements"), 1);
  CU_ASSERT_EQUAL(json_integer_value(json_object_get(root, "months")), 2);
  CU_ASSERT_EQUAL(number_at(json_object_get(aso, "so_far"), "paid"), 4500.0);
  CU_ASSERT_EQUAL(json_array_size(json_object_get(aso, "net_by_month")), 24);
  CU_ASSERT_TRUE(json_is_null(json_object_get(aso, "watch")));
  json_decref(root);
  sl_program_free(&program);
}

static double stored(hid_t file, const char *name, size_t n, size_t at)
{
  double values[64] = {0};
  const hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT);
  CU_ASSERT(n <= 64 && dataset >= 0);
  H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
  H5Dclose(dataset);
  return values[at];
}

static void the_file_has_the_figures_and_no_claimant(void)
{
  char path[SL_PATH_MAX];
  sl_program_t program;
  write_all();
  SL_RUN(&program, sl_test_scratch_dir(), "track", "year.yaml", "--actual", "paid.csv",
         "--claimants", "large.csv", "-o", "track.h5", "--page", "track.html", "--json");
  expect_status(&program, 0);
  json_t *root = json_loads(program.out, 0, NULL);
  const json_t *aso = json_array_get(json_object_get(root, "arrangements"), 1);
  sl_scratch_path(path, "track.h5");
  const hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
  CU_ASSERT_FATAL(file >= 0);
  const json_t *cost = json_object_get(json_object_get(aso, "cost"), "mean");
  CU_ASSERT_EQUAL(stored(file, "cost_mean", 2, 1), number_at(cost, "value"));
  CU_ASSERT_EQUAL(stored(file, "actual_paid", 24, 2), 9000.0);
  CU_ASSERT_EQUAL(stored(file, "paid_so_far", 2, 1), 15500.0);
  CU_ASSERT_EQUAL(H5Lexists(file, "watch", H5P_DEFAULT), 0);
  H5Fclose(file);
  json_decref(root);
  sl_program_free(&program);
  SL_RUN(&program, sl_test_scratch_dir(), "verify", "track.h5");
  sl_program_free(&program);
}

/* The same bytes whatever the threads and the kernels' set. */
static void threads_move_no_byte(void)
{
  sl_program_t one, two;
  write_all();
  SL_RUN(&one, sl_test_scratch_dir(), "track", "year.yaml", "--actual", "paid.csv", "--claimants",
         "large.csv", "-k", "1", "-o", "one.h5", "--json");
  SL_RUN(&two, sl_test_scratch_dir(), "track", "year.yaml", "--actual", "paid.csv", "--claimants",
         "large.csv", "-k", "3", "-o", "three.h5", "--json");
  expect_status(&one, 0);
  CU_ASSERT_STRING_EQUAL(one.out, two.out);
  sl_program_free(&one);
  sl_program_free(&two);
  CU_ASSERT_EQUAL(sl_shell(sl_test_scratch_dir(), "cmp one.h5 three.h5"), 0);
}

static void bad_use_and_bad_files_have_their_status(void)
{
  sl_program_t program;
  write_all();
  SL_RUN(&program, sl_test_scratch_dir(), "track", "year.yaml");
  expect_status(&program, 64);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "--actual MONTHLY.csv"));
  sl_program_free(&program);
  SL_RUN(&program, sl_test_scratch_dir(), "track", "year.yaml", "--actual", "paid.csv", "--as-of",
         "June");
  expect_status(&program, 64);
  sl_program_free(&program);
  SL_RUN(&program, sl_test_scratch_dir(), "track", "year.yaml", "--actual", "no-such.csv");
  expect_status(&program, 66);
  sl_program_free(&program);
  sl_test_write("gap.csv", "month,paid\n1,5\n3,5\n");
  SL_RUN(&program, sl_test_scratch_dir(), "track", "year.yaml", "--actual", "gap.csv");
  expect_status(&program, 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "gap.csv:3:1: month is not valid: 3"));
  CU_ASSERT_EQUAL(program.out_length, 0);
  sl_program_free(&program);
  SL_RUN(&program, sl_test_scratch_dir(), "track", "year.yaml", "--actual", "paid.csv", "-a",
         "Nobody");
  expect_status(&program, 65);
  sl_program_free(&program);
  SL_RUN(&program, sl_test_scratch_dir(), "track", "year.yaml", "--actual", "paid.csv", "-o",
         "paid.csv");
  CU_ASSERT_NOT_EQUAL(program.status, 0);
  sl_program_free(&program);
}

SL_SUITE(track_cli, "cli/track", {"the page names nobody", the_page_names_nobody},
         {"as of leaves later months aside", as_of_leaves_later_months_aside},
         {"the file has the figures and no claimant", the_file_has_the_figures_and_no_claimant},
         {"threads move no byte", threads_move_no_byte},
         {"bad use and bad files have their status", bad_use_and_bad_files_have_their_status});
