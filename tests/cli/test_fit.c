/* stoploss fit from outside: the basis runs, the report and its JSON, the pictures, each exit
 * status, and whom it does not name. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"
#include "tests/support/scenario_text.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static char claims[SL_PATH_MAX], members[SL_PATH_MAX], folder[SL_PATH_MAX];

static void expect_status(const sl_program_t *program, int status)
{
  CU_ASSERT_EQUAL(program->status, status);
  if (program->status != status) {
    printf("\n    status %d; stderr:\n%s\n", program->status, program->err);
  }
}

static void begin(const char *name)
{
  sl_source_path(claims, "scenarios/bakery-claims.csv");
  sl_source_path(members, "scenarios/bakery-members.csv");
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, name));
}

static void the_shipped_example_is_fitted_and_runs(void)
{
  sl_program_t program;
  char path[SL_PATH_MAX + 32];
  struct stat status;
  size_t length;
  begin("fit-example");
  SL_RUN(&program, folder, "fit", claims, "--census", members, "--manual", "us-commercial-2026",
         "--pool", "50k", "--trend", "0.07", "-o", "own.yaml");
  expect_status(&program, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "65.3 member-years of the census's 41 rows"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "Rows of totals, left out: 1."));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "limited fluctuation"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "Written: own.yaml"));
  CU_ASSERT_PTR_NULL(strstr(program.out, "07-1")); /* a member */
  sl_program_free(&program);
  snprintf(path, sizeof path, "%s/own.yaml", folder);
  CU_ASSERT_EQUAL(stat(path, &status), 0);
  CU_ASSERT_EQUAL(status.st_mode & 0777, 0600);
  char *basis = sl_file_read(path, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(basis);
  CU_ASSERT_PTR_NOT_NULL(strstr(basis, "name: own\n"));
  CU_ASSERT_PTR_NOT_NULL(strstr(basis, "date: 2026-07-01\n"));
  CU_ASSERT_PTR_NOT_NULL(strstr(basis, "  - name: large claims\n"));
  CU_ASSERT_PTR_NULL(strstr(basis, "bakery"));
  free(basis);
  CU_ASSERT_EQUAL(sl_shell(folder,
                           "printf 'employee,relationship,age,sex\\n1,employee,40,F\\n' >c.csv\n"
                           "printf 'stoploss: 1\\nname: T\\nstart: 2026-01-01\\ncensus: c.csv\\n"
                           "claims: {basis: ./own.yaml}\\nplans: [{name: PPO}]\\n"
                           "arrangements: [{name: ASO, kind: aso}]\\n' >s.yaml\n"
                           "\"$S\" run s.yaml -q --trials 200 -o out.h5"),
                  0);
}

static void the_json_has_the_figures(void)
{
  sl_program_t program;
  begin("fit-json");
  SL_RUN(&program, folder, "fit", claims, "--census", members, "--trend", "0", "--json");
  expect_status(&program, 0);
  json_t *root = json_loads(program.out, 0, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(root);
  CU_ASSERT_EQUAL(json_integer_value(json_object_get(root, "claims")), 653);
  CU_ASSERT_EQUAL(json_array_size(json_object_get(root, "services")), 5);
  CU_ASSERT_TRUE(json_is_null(json_object_get(root, "weight")));
  const json_t *read = json_object_get(root, "read");
  CU_ASSERT_EQUAL(json_integer_value(json_object_get(read, "totals_rows")), 1);
  const json_t *service = json_array_get(json_object_get(root, "services"), 0);
  const json_t *law = json_array_get(json_object_get(service, "severity"), 0);
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(law, "family")), "lognormal");
  CU_ASSERT_TRUE(json_is_true(json_object_get(law, "chosen")));
  json_decref(root);
  sl_program_free(&program);
  CU_ASSERT_EQUAL(sl_shell(folder, "[ \"$(ls)\" = bakery-claims-basis.yaml ]"), 0);
}

static void bad_use_and_bad_files_have_their_status(void)
{
  sl_program_t program;
  begin("fit-bad");
  SL_RUN(&program, folder, "fit", claims, "--pool", "50k");
  expect_status(&program, 64);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "give --manual"));
  sl_program_free(&program);
  SL_RUN(&program, folder, "fit", claims, "-o", "basis.txt");
  expect_status(&program, 64);
  sl_program_free(&program);
  SL_RUN(&program, folder, "fit", claims, "--currency", "usd");
  expect_status(&program, 64);
  sl_program_free(&program);
  SL_RUN(&program, folder, "fit", "nowhere.csv");
  expect_status(&program, 66);
  sl_program_free(&program);
  SL_RUN(&program, folder, "fit", claims, "--manual", "us-comercial-2026");
  expect_status(&program, 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "us-commercial-2026"));
  sl_program_free(&program);
  SL_RUN(&program, folder, "fit", claims, "--manual", "canada-2021");
  expect_status(&program, 0);
  sl_program_free(&program);
  SL_RUN(&program, folder, "fit", claims, "--manual", "canada-2021", "--currency", "USD");
  expect_status(&program, 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "the manual basis is in CAD"));
  sl_program_free(&program);
  SL_RUN(&program, folder, "fit", claims, "-o", "no/folder/b.yaml");
  expect_status(&program, 73);
  CU_ASSERT_EQUAL(program.out_length, 0);
  sl_program_free(&program);
}

static void faults_have_their_row_and_no_member(void)
{
  sl_program_t program;
  char path[SL_PATH_MAX];
  begin("fit-faults");
  sl_test_write("bad-claims.csv", "member,incurred,paid_date,allowed\n"
                                  "mary,2024-02-03,2024-01-03,5\nmary,2024-02-30,,5\n");
  sl_scratch_path(path, "bad-claims.csv");
  SL_RUN(&program, folder, "fit", path);
  expect_status(&program, 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "bad-claims.csv:3"));
  CU_ASSERT_PTR_NULL(strstr(program.err, "mary"));
  CU_ASSERT_EQUAL(program.out_length, 0);
  sl_program_free(&program);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 0);
}

/* Three persons' years of one amount: a stop-loss has taken the rest. */
static void amounts_that_are_cut_off_are_told(void)
{
  sl_program_t program;
  char path[SL_PATH_MAX];
  begin("fit-capped");
  sl_test_write("capped.csv", "member,year,paid\na,2024,100000\nb,2024,100000\nc,2024,100000\n"
                              "d,2024,120\ne,2024,4130\nf,2024,0\ng,2024,910\n");
  sl_scratch_path(path, "capped.csv");
  SL_RUN(&program, folder, "fit", path, "-o", "b.yaml");
  expect_status(&program, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "persons' years are exactly $100,000"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "7.0 member-years"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "The claims tell no trend"));
  sl_program_free(&program);
}

/* A slip must not cost the claims themselves. */
static void the_claims_are_not_written_over(void)
{
  begin("fit-spare");
  CU_ASSERT_EQUAL(sl_shell(folder,
                           "printf 'member,incurred,allowed\\na,2024-01-02,5\\n' >c.yaml\n"
                           "cp c.yaml d; \"$S\" fit c.yaml -o c.yaml; [ $? = 73 ] || exit 2\n"
                           "cmp c.yaml d"),
                  0);
}

/* A gnuplot that is soon done, and one that is not there: then nothing is left. */
static void pictures_are_drawn_or_nothing_is_left(void)
{
  char script[6 * SL_PATH_MAX];
  begin("fit-pictures");
  snprintf(
      script, sizeof script,
      "mkdir bin; cat >bin/gnuplot <<'END'\n#!/bin/sh\n/bin/cat >/dev/null\n"
      "echo '<svg><!-- long enough for whoever looks at the end of a picture, be it --></svg>'\n"
      "END\nchmod +x bin/gnuplot\n"
      "PATH=/nonexistent \"$S\" fit '%s' --census '%s' -o b.yaml --pictures p >out; "
      "[ $? = 69 ] || exit 2\n"
      "[ ! -e b.yaml ] && [ ! -e p ] && [ ! -s out ] || exit 3\n"
      "PATH=$PWD/bin:$PATH \"$S\" fit '%s' --census '%s' -o b.yaml --pictures p >out || exit 4\n"
      "[ -s b.yaml ] && [ -s p/quantiles-1.svg ] && [ -s p/mean-excess-1.svg ] || exit 5\n"
      "[ $(ls -A | wc -l) = 4 ]",
      claims, members, claims, members);
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

SL_SUITE(fit_cli, "cli/fit",
         {"the shipped example is fitted and runs", the_shipped_example_is_fitted_and_runs},
         {"the JSON has the figures", the_json_has_the_figures},
         {"bad use and bad files have their status", bad_use_and_bad_files_have_their_status},
         {"faults have their row and no member", faults_have_their_row_and_no_member},
         {"amounts that are cut off are told", amounts_that_are_cut_off_are_told},
         {"the claims are not written over", the_claims_are_not_written_over},
         {"pictures are drawn or nothing is left", pictures_are_drawn_or_nothing_is_left});
