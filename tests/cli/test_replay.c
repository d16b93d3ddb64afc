/* stoploss replay from outside: the page, the JSON, each exit status, and whom it does not name. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"
#include "tests/support/scenario_text.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static void expect_status(const sl_program_t *program, int status)
{
  CU_ASSERT_EQUAL(program->status, status);
  if (program->status != status) {
    printf("\n    status %d; stderr:\n%s\n", program->status, program->err);
  }
}

static void paths(char scenario[SL_PATH_MAX], char claims[SL_PATH_MAX])
{
  sl_source_path(scenario, "scenarios/machine-shop.yaml");
  sl_source_path(claims, "scenarios/machine-shop-large-claims.csv");
}

static void the_shipped_example_is_told(void)
{
  char scenario[SL_PATH_MAX], claims[SL_PATH_MAX];
  sl_program_t program;
  paths(scenario, claims);
  SL_RUN(&program, NULL, "replay", scenario, "--claims", claims, "--specific", "40k,150k");
  expect_status(&program, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "2021"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "above $150,000"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "mean year"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "The scenario expects"));
  sl_program_free(&program);
}

static void the_json_has_the_same_figures(void)
{
  char scenario[SL_PATH_MAX], claims[SL_PATH_MAX];
  sl_program_t program;
  paths(scenario, claims);
  SL_RUN(&program, NULL, "replay", scenario, "--claims", claims, "--trend", "0", "--json");
  expect_status(&program, 0);
  json_t *root = json_loads(program.out, 0, NULL);
  const json_t *cover = json_array_get(json_object_get(root, "covers"), 0);
  const json_t *own = json_array_get(json_object_get(cover, "deductibles"), 0);
  const json_t *year = json_array_get(json_object_get(own, "reimbursed"), 0);
  CU_ASSERT_EQUAL(json_number_value(json_object_get(own, "deductible")), 60000.0);
  /* A 118,400 + 64,250 and B 88,900, less 60,000 each */
  SL_ASSERT_CLOSE(json_number_value(year), 182650.0 - 60000.0 + 28900.0, 1e-12);
  CU_ASSERT_EQUAL(json_object_get(root, "trend") != NULL, 1);
  json_decref(root);
  sl_program_free(&program);
}

static void bad_use_and_bad_files_have_their_status(void)
{
  char scenario[SL_PATH_MAX], claims[SL_PATH_MAX], bad[SL_PATH_MAX];
  sl_program_t program;
  paths(scenario, claims);
  SL_RUN(&program, NULL, "replay", scenario);
  expect_status(&program, 64);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "--claims LARGE.csv"));
  sl_program_free(&program);
  SL_RUN(&program, NULL, "replay", scenario, "--claims", "no-such-file.csv");
  expect_status(&program, 66);
  sl_program_free(&program);
  sl_test_write("bad.csv", "year,claimant,amount\n2025,mary,-5\n1066,mary,5\n");
  sl_scratch_path(bad, "bad.csv");
  SL_RUN(&program, NULL, "replay", scenario, "--claims", bad);
  expect_status(&program, 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "bad.csv:2:3: amount -5 is below 0"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "bad.csv:3:1: year is not valid: 1066"));
  CU_ASSERT_PTR_NULL(strstr(program.err, "mary"));
  CU_ASSERT_EQUAL(program.out_length, 0);
  sl_program_free(&program);
}

static void a_scenario_without_specific_has_nothing_to_replay(void)
{
  char scenario[SL_PATH_MAX], claims[SL_PATH_MAX];
  sl_program_t program;
  paths(scenario, claims);
  sl_test_write("census.csv", SL_TEXT_CENSUS);
  sl_test_write("bare.yaml", SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_TAIL);
  sl_scratch_path(scenario, "bare.yaml");
  SL_RUN(&program, NULL, "replay", scenario, "--claims", claims);
  expect_status(&program, 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "no arrangement has a specific stop-loss"));
  sl_program_free(&program);
}

SL_SUITE(replay_cli, "cli/replay", {"the shipped example is told", the_shipped_example_is_told},
         {"the JSON has the same figures", the_json_has_the_same_figures},
         {"bad use and bad files have their status", bad_use_and_bad_files_have_their_status},
         {"a scenario without specific has nothing to replay",
          a_scenario_without_specific_has_nothing_to_replay});
