/* Ids in a scenario: no result, page or message of the program shows one, and the figures are those
 * of the rows that they name. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARK "ZEBRA"

static const char census[] = "employee,relationship,age,sex,member\nE1,employee,40,F,ZEBRA-1\n"
                             "E1,spouse,41,M,ZEBRA-2\nE2,employee,30,M,ZEBRA-3\n";

static void write_scenario(const char *folder, const char *name, const char *laser,
                           const char *claimant)
{
  char path[SL_PATH_MAX + 16], text[2000];
  snprintf(
      text, sizeof text,
      "stoploss: 1\nname: by id\nstart: 2026-01-01\ncensus: c.csv\nclaims:\n  services:\n"
      "    - {name: medical, frequency: {distribution: poisson, mean: 2}, severity: "
      "{distribution: exponential, mean: 9000}}\n  claimants:\n    - {%s, services: [{name: "
      "own, frequency: {distribution: poisson, mean: 1}, severity: {distribution: exponential, "
      "mean: 50000}}]}\nplans: [{name: PPO}]\narrangements:\n  - name: ASO\n    kind: aso\n"
      "    specific: {deductible: 20k, lasers: [{%s, deductible: 60k}], premium: {loss_ratio: "
      "75%%}}\nsimulation: {trials: 500}\n",
      claimant, laser);
  snprintf(path, sizeof path, "%s/%s", folder, name);
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(path, text));
  snprintf(path, sizeof path, "%s/c.csv", folder);
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(path, census));
}

static bool holds(const char *bytes, size_t length, const char *words)
{
  const size_t n = strlen(words);
  for (size_t i = 0; i + n <= length; i++) {
    if (memcmp(bytes + i, words, n) == 0) {
      return true;
    }
  }
  return false;
}

static void expect_unmarked(sl_program_t *program, int status)
{
  CU_ASSERT_EQUAL(program->status, status);
  CU_ASSERT_FALSE(holds(program->out, program->out_length, MARK));
  CU_ASSERT_FALSE(holds(program->err, program->err_length, MARK));
  sl_program_free(program);
}

static void no_output_holds_an_id(void)
{
  char folder[SL_PATH_MAX], by_id[SL_PATH_MAX + 16], by_row[SL_PATH_MAX + 16];
  sl_program_t program;
  size_t length = 0;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "member_id"));
  write_scenario(folder, "id.yaml", "member_id: ZEBRA-2", "member_id: ZEBRA-3");
  write_scenario(folder, "row.yaml", "member: 2", "member: 3");
  SL_RUN(&program, folder, "check", "id.yaml");
  expect_unmarked(&program, 0);
  SL_RUN(&program, folder, "check", "id.yaml", "--resolved");
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "- {member: 2, deductible: 60000"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "    - member: 3\n"));
  expect_unmarked(&program, 0);
  SL_RUN(&program, folder, "run", "id.yaml", "-o", "id.h5");
  expect_unmarked(&program, 0);
  SL_RUN(&program, folder, "run", "row.yaml", "-o", "row.h5");
  expect_unmarked(&program, 0);
  SL_RUN(&program, folder, "summary", "id.h5", "--json");
  expect_unmarked(&program, 0);
  SL_RUN(&program, folder, "sweep", "id.yaml", "--specific", "20k,40k", "-o", "sweep.h5");
  expect_unmarked(&program, 0);
  snprintf(by_id, sizeof by_id, "%s/id.h5", folder);
  snprintf(by_row, sizeof by_row, "%s/row.h5", folder);
  CU_ASSERT_TRUE(sl_files_equal(by_id, by_row));
  char *bytes = sl_file_read(by_id, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
  CU_ASSERT_TRUE(holds(bytes, length, "- member: 3")); /* the text is there to be read */
  CU_ASSERT_FALSE(holds(bytes, length, MARK));
  free(bytes);
}

static void no_message_holds_an_id(void)
{
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "member_id_faults"));
  write_scenario(folder, "id.yaml", "member_id: ZEBRA-9", "member_id: ZEBRA-2, member: 2");
  SL_RUN(&program, folder, "check", "id.yaml");
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "id.yaml:14:"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "member_id is not in the census"));
  expect_unmarked(&program, 65);
  SL_RUN(&program, folder, "check", "id.yaml", "--set",
         "arrangements.0.specific.lasers.0.member_id=ZEBRA-8");
  expect_unmarked(&program, 65);
}

SL_SUITE(member_id_cli, "cli/member_id", {"no output holds an id", no_output_holds_an_id},
         {"no message holds an id", no_message_holds_an_id});
