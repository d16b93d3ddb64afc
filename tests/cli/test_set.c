/* --set in every subcommand that takes a scenario: what it does is what an edited file does. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A folder with the scenario as it is and as an editor would change it, and their census. */
static void make_folder(char folder[SL_PATH_MAX], const char *from, const char *to)
{
  char path[SL_PATH_MAX], target[SL_PATH_MAX + 64];
  size_t length = 0;
  char name[32];
  static int n = 0;
  snprintf(name, sizeof name, "set-%d", n++);
  CU_ASSERT_FATAL(sl_scratch_folder(folder, name));
  sl_source_path(path, "tests/cli/good.csv");
  snprintf(target, sizeof target, "%s/good.csv", folder);
  CU_ASSERT_FATAL(sl_file_copy(path, target));
  sl_source_path(path, "tests/cli/good.yaml");
  snprintf(target, sizeof target, "%s/plain.yaml", folder);
  CU_ASSERT_FATAL(sl_file_copy(path, target));
  char *text = sl_file_read(path, &length);
  const size_t size = length + strlen(to) + 1;
  char *edited = malloc(size);
  CU_ASSERT_FATAL(text != NULL && edited != NULL);
  const char *place = strstr(text, from);
  CU_ASSERT_PTR_NOT_NULL_FATAL(place);
  snprintf(edited, size, "%.*s%s%s", (int)(place - text), text, to, place + strlen(from));
  snprintf(target, sizeof target, "%s/edited.yaml", folder);
  CU_ASSERT_FATAL(sl_file_write_text(target, edited));
  free(edited);
  free(text);
}

static void expect_status(const sl_program_t *program, int status)
{
  CU_ASSERT_EQUAL(program->status, status);
  if (program->status != status) {
    printf("\n    status %d; stderr:\n%s\n", program->status, program->err);
  }
}

/* Two files of a folder to the byte. */
static void expect_same(const char *folder, const char *a, const char *b)
{
  char one[SL_PATH_MAX + 64], other[SL_PATH_MAX + 64];
  snprintf(one, sizeof one, "%s/%s", folder, a);
  snprintf(other, sizeof other, "%s/%s", folder, b);
  CU_ASSERT_TRUE(sl_files_equal(one, other));
}

/* A result file holds the resolved scenario and no path, so the whole files are equal. */
static void expect_same_run(const char *from, const char *to, const char *set)
{
  char folder[SL_PATH_MAX];
  sl_program_t edited, overridden;
  make_folder(folder, from, to);
  SL_RUN(&edited, folder, "run", "edited.yaml", "-t", "600", "-o", "a.h5", "--json");
  SL_RUN(&overridden, folder, "run", "plain.yaml", "-t", "600", "-o", "b.h5", "--json", "--set",
         set);
  expect_status(&edited, 0);
  expect_status(&overridden, 0);
  CU_ASSERT_STRING_EQUAL(edited.out, overridden.out);
  CU_ASSERT_STRING_EQUAL(edited.err, overridden.err);
  expect_same(folder, "a.h5", "b.h5");
  sl_program_free(&edited);
  sl_program_free(&overridden);
}

static void a_run_is_that_of_an_edited_file(void)
{
  expect_same_run("coinsurance: 0.2", "coinsurance: 0.35", "plans.PPO.coinsurance=0.35");
  expect_same_run("mean: 6", "mean: 7.5", "claims.services.0.frequency.mean=7.5");
  expect_same_run("name: A good scenario", "name: Another", "name=Another");
  expect_same_run("copays: {visit: 30}", "copays: {visit: 45, medical: 5}",
                  "plans.0.copays={visit: 45, medical: 5}");
}

/* What leaves annual totals of independent persons. */
#define ANNUAL                                                                                     \
  "--set", "plans.0.deductible=500", "--set", "plans.0.out_of_pocket_max=3000", "--set",           \
      "plans.0.copays={}"

static void every_other_subcommand_takes_it(void)
{
  char folder[SL_PATH_MAX];
  sl_program_t edited, overridden;
  make_folder(folder, "coinsurance: 0.2", "coinsurance: 0.35");
  static const char *const set = "plans.0.coinsurance=0.35";
  SL_RUN(&edited, folder, "check", "edited.yaml", "--resolved");
  SL_RUN(&overridden, folder, "check", "plain.yaml", "--set", set, "--resolved");
  expect_status(&overridden, 0);
  CU_ASSERT_STRING_EQUAL(edited.out, overridden.out);
  CU_ASSERT_PTR_NOT_NULL(strstr(overridden.out, "coinsurance: 0.35"));
  sl_program_free(&edited);
  sl_program_free(&overridden);
  SL_RUN(&edited, folder, "sweep", "edited.yaml", "--specific", "5k,10k", "-t", "600", "-s", "9",
         "-o", "a.h5");
  SL_RUN(&overridden, folder, "sweep", "plain.yaml", "--specific", "5k,10k", "-o", "b.h5", "--set",
         set, "--set", "simulation.trials=600", "--set", "simulation.seed=9");
  expect_status(&edited, 0);
  expect_status(&overridden, 0);
  expect_same(folder, "a.h5", "b.h5");
  sl_program_free(&edited);
  sl_program_free(&overridden);
  SL_RUN(&edited, folder, "exact", "edited.yaml", ANNUAL);
  SL_RUN(&overridden, folder, "exact", "plain.yaml", ANNUAL, "--set", set);
  expect_status(&edited, 0);
  CU_ASSERT_EQUAL(edited.status, overridden.status);
  CU_ASSERT_STRING_EQUAL(edited.out, overridden.out);
  sl_program_free(&edited);
  sl_program_free(&overridden);
}

static void the_last_of_several_counts(void)
{
  char folder[SL_PATH_MAX];
  sl_program_t program;
  make_folder(folder, "coinsurance: 0.2", "coinsurance: 0.2");
  SL_RUN(&program, folder, "run", "plain.yaml", "--set", "simulation.trials=900", "-t", "600",
         "--set", "simulation.seed=5", "-s", "6", "--json", "-o", "a.h5");
  expect_status(&program, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "\"trials\": 600"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "\"seed\": 6"));
  sl_program_free(&program);
}

/* With a precision the trials are the most that may come, whoever says so. */
static void trials_that_are_set_bound_a_precision(void)
{
  char folder[SL_PATH_MAX];
  sl_program_t program;
  make_folder(folder, "coinsurance: 0.2", "coinsurance: 0.2");
  SL_RUN(&program, folder, "run", "plain.yaml", "--set", "simulation.trials=2100", "-p", "0.001%",
         "--json", "-o", "a.h5");
  expect_status(&program, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "\"trials\": 2100"));
  sl_program_free(&program);
}

static void expect_refusal(const char *command, const char *set, int status, const char *message)
{
  char folder[SL_PATH_MAX];
  sl_program_t program;
  make_folder(folder, "coinsurance: 0.2", "coinsurance: 0.2");
  const bool sweeps = strcmp(command, "sweep") == 0;
  SL_RUN(&program, folder, command, "plain.yaml", "--set", set, sweeps ? "--specific" : NULL, "5k");
  expect_status(&program, status);
  CU_ASSERT_EQUAL(program.out_length, 0);
  const bool said = strstr(program.err, message) != NULL;
  CU_ASSERT_TRUE(said);
  if (!said) {
    printf("\n    wanted: %s\n    stderr: %s\n", message, program.err);
  }
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 3); /* no result */
  sl_program_free(&program);
}

static void faults_name_what_was_set(void)
{
  static const char *const commands[] = {"run", "check", "exact", "sweep"};
  for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
    const char *command = commands[i];
    expect_refusal(command, "plans.0.coinsurance=abc", 65,
                   "--set plans.0.coinsurance=abc: coinsurance is not a number: abc");
    expect_refusal(command, "plans.0.coinsurence=0.1", 65,
                   "--set plans.0.coinsurence=0.1: unknown key: coinsurence; did you mean "
                   "coinsurance?");
    expect_refusal(command, "plans.3.coinsurance=0.1", 65,
                   "plans has no item 3; allowed: the index");
    expect_refusal(command, "seed", 64, "--set takes PATH=VALUE");
    expect_refusal(command, "=5", 64, "--set takes PATH=VALUE");
  }
}

SL_SUITE(cli_set, "cli/set", {"a run is that of an edited file", a_run_is_that_of_an_edited_file},
         {"every other subcommand takes it", every_other_subcommand_takes_it},
         {"the last of several counts", the_last_of_several_counts},
         {"trials that are set bound a precision", trials_that_are_set_bound_a_precision},
         {"faults name what was set", faults_name_what_was_set});
