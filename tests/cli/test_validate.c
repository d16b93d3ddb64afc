/* stoploss validate from outside: the page, the JSON, a file of one's own, and each exit status. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"
#include "tests/support/scenario_text.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define BASIS                                                                                      \
  "stoploss_basis: 2\nname: own\ntitle: My own\ncurrency: USD\ndate: 2026-07-01\n"                 \
  "reference_population: {ages: [0, 25, 65], female: [3, 10, 50], male: [2, 5, 50]}\n"             \
  "services:\n  - name: office\n    frequency: {distribution: poisson, mean: 2}\n"                 \
  "    severity: {distribution: exponential, mean: 100}\n"

#define HEAD "quantity,at,target,low,high,fitted,source\n"

static void expect_status(const sl_program_t *program, int status)
{
  CU_ASSERT_EQUAL(program->status, status);
  if (program->status != status) {
    printf("\n    status %d; stderr:\n%s\n", program->status, program->err);
  }
}

static void write_files(const char *targets)
{
  sl_test_write("own.yaml", BASIS);
  sl_test_write("own.csv", targets);
}

static void a_basis_of_ones_own_is_measured(void)
{
  sl_program_t program;
  write_files(HEAD "mean,,200,199,201,yes,2 x 100\n"
                   "mean,,200,1,2,no,wrong on purpose\n"
                   "events_per_1000,office,2000,1990,2010,yes,2\n");
  SL_RUN(&program, sl_test_scratch_dir(), "validate", "own.yaml", "--targets", "own.csv", "-q");
  expect_status(&program, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "My own"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "of 20 persons"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "2 of 3 figures that have a range lie within it"));
  sl_program_free(&program);
}

static void the_json_has_every_figure(void)
{
  sl_program_t program;
  write_files(HEAD "mean,,200,199,201,yes,2 x 100\n");
  SL_RUN(&program, sl_test_scratch_dir(), "validate", "own.yaml", "--targets", "own.csv", "-q",
         "--json", "--seed", "7");
  expect_status(&program, 0);
  json_t *root = json_loads(program.out, 0, NULL);
  const json_t *figure = json_array_get(json_object_get(root, "figures"), 0);
  const json_t *simulated = json_object_get(figure, "simulated");
  const double years = json_number_value(json_object_get(root, "member_years"));
  CU_ASSERT_TRUE(years >= 5e6);
  /* a compound Poisson's variance: 2 x 2 x 100^2 */
  SL_ASSERT_Z(json_number_value(json_object_get(simulated, "value")), 200.0,
              sqrt(4.0 * 1e4 / years), SL_Z_BOUND);
  const double error = json_number_value(json_object_get(simulated, "standard_error"));
  CU_ASSERT_TRUE(error > 0.3 * sqrt(4.0 * 1e4 / years) && error < 3.0 * sqrt(4.0 * 1e4 / years));
  CU_ASSERT_TRUE(json_is_true(json_object_get(figure, "inside")));
  json_decref(root);
  sl_program_free(&program);
}

static void wrong_input_has_its_status(void)
{
  sl_program_t program;
  write_files(HEAD "events_per_1000,ward,1,,,no,x\n");
  SL_RUN(&program, sl_test_scratch_dir(), "validate", "own.yaml", "--targets", "own.csv", "-q");
  expect_status(&program, 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "no service of the basis is ward"));
  sl_program_free(&program);
  SL_RUN(&program, sl_test_scratch_dir(), "validate", "own.yaml", "-q");
  expect_status(&program, 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "give some with --targets"));
  sl_program_free(&program);
  SL_RUN(&program, sl_test_scratch_dir(), "validate", "missing.yaml", "--targets", "own.csv");
  expect_status(&program, 66);
  sl_program_free(&program);
  SL_RUN(&program, sl_test_scratch_dir(), "validate", "own.yaml", "--years", "5");
  expect_status(&program, 64);
  sl_program_free(&program);
}

static void a_census_takes_the_populations_place(void)
{
  sl_program_t program;
  write_files(HEAD "mean,,200,199,201,yes,2 x 100\n");
  sl_test_write("census.csv", SL_TEXT_CENSUS);
  sl_test_write("whole.csv", "employee,relationship,age,sex\n1,employee,40,F\n1,child,3,M\n");
  SL_RUN(&program, sl_test_scratch_dir(), "validate", "own.yaml", "--targets", "own.csv", "-q",
         "--census", "whole.csv", "--years", "2e5");
  expect_status(&program, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "2 persons of the census given"));
  sl_program_free(&program);
}

SL_SUITE(validate_cli, "cli/validate",
         {"a basis of one's own is measured", a_basis_of_ones_own_is_measured},
         {"the JSON has every figure", the_json_has_every_figure},
         {"wrong input has its status", wrong_input_has_its_status},
         {"a census takes the population's place", a_census_takes_the_populations_place});
