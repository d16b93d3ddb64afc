/* stoploss check and new: scenarios that the program writes itself. */
#include "tests/cli/corpus.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The resolved scenario of path, to be freed by the caller. */
static char *resolve(const char *folder, const char *path)
{
  sl_program_t program;
  SL_RUN(&program, folder, "check", path, "--resolved");
  CU_ASSERT_EQUAL(program.status, 0);
  if (program.status != 0) {
    printf("\n    check %s: status %d; stderr:\n%s\n", path, program.status, program.err);
  }
  char *resolved = program.out;
  program.out = NULL;
  sl_program_free(&program);
  return resolved;
}

/* Copy a file of tests/cli into folder. */
static void copy_into(const char *folder, const char *name)
{
  char from[SL_PATH_MAX], to[SL_PATH_MAX];
  sl_source_path(from, "tests/cli/%s", name);
  snprintf(to, sizeof to, "%.900s/%s", folder, name);
  CU_ASSERT_FATAL(sl_file_copy(from, to));
}

static void run_into(const char *folder, const char *scenario, const char *result)
{
  sl_program_t program;
  SL_RUN(&program, folder, "run", scenario, "-o", result, "--quiet", "--trials", "600");
  CU_ASSERT_EQUAL(program.status, 0);
  sl_program_free(&program);
}

static void the_resolved_scenario_is_the_same_scenario(void)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX];
  char one[SL_PATH_MAX], two[SL_PATH_MAX];
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "resolved"));
  copy_into(folder, "good.yaml");
  copy_into(folder, "good.csv");
  char *resolved = resolve(folder, "good.yaml");
  snprintf(path, sizeof path, "%.900s/again.yaml", folder);
  CU_ASSERT_FATAL(sl_file_write_text(path, resolved));
  char *again = resolve(folder, "again.yaml");
  CU_ASSERT_STRING_EQUAL(again, resolved);
  CU_ASSERT_PTR_NOT_NULL(strstr(resolved, "currency: USD"));
  CU_ASSERT_PTR_NULL(strstr(resolved, "Doe"));
  run_into(folder, "good.yaml", "one.h5");
  run_into(folder, "again.yaml", "two.h5");
  snprintf(one, sizeof one, "%.900s/one.h5", folder);
  snprintf(two, sizeof two, "%.900s/two.h5", folder);
  CU_ASSERT(sl_files_equal(one, two));
  free(resolved);
  free(again);
}

static void hostile_names_survive_the_resolved_copy(void)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX];
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "resolved-hostile"));
  copy_into(folder, "hostile.yaml");
  copy_into(folder, "good.csv");
  char *resolved = resolve(folder, "hostile.yaml");
  snprintf(path, sizeof path, "%.900s/again.yaml", folder);
  CU_ASSERT_FATAL(sl_file_write_text(path, resolved));
  char *again = resolve(folder, "again.yaml");
  CU_ASSERT_STRING_EQUAL(again, resolved);
  free(resolved);
  free(again);
}

typedef struct reading {
  const char *name, *resolved;
} reading_t;

static void expect_text(void *context, const char *text)
{
  const reading_t *reading = context;
  CU_ASSERT_PTR_NOT_NULL(strstr(reading->resolved, text));
  if (strstr(reading->resolved, text) == NULL) {
    printf("\n    %s: no '%s' in:\n%s\n", reading->name, text, reading->resolved);
  }
}

/* A line of good/expect.txt: file, texts that the resolved scenario contains. */
static void accept_line(void *folder, char *line)
{
  char name[64], path[SL_PATH_MAX], scenario[SL_PATH_MAX];
  int texts = 0;
  CU_ASSERT_EQUAL_FATAL(sscanf(line, "%63s %n", name, &texts), 1);
  sl_source_path(path, "tests/cli/good/%s", name);
  snprintf(scenario, sizeof scenario, "%s", path);
  if (strstr(name, ".csv") != NULL) {
    snprintf(scenario, sizeof scenario, "%.900s/census.yaml", (const char *)folder);
    sl_corpus_census_scenario(scenario, path);
  }
  char *resolved = resolve(folder, scenario);
  sl_corpus_texts(line + texts, expect_text, &(reading_t){name, resolved});
  free(resolved);
}

static void every_good_file_is_accepted(void)
{
  char folder[SL_PATH_MAX];
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "good"));
  sl_corpus_each("good", accept_line, folder);
}

static void new_writes_a_scenario_that_runs(void)
{
  char folder[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "new"));
  SL_RUN(&program, folder, "new", "bakery", "--employees", "25");
  CU_ASSERT_EQUAL(program.status, 0);
  sl_program_free(&program);
  free(resolve(folder, "bakery.yaml"));
  run_into(folder, "bakery.yaml", "bakery.h5");
  const int entries = sl_folder_entries(folder);
  SL_RUN(&program, folder, "new", "bakery", "--employees", "30"); /* never overwrites */
  CU_ASSERT_EQUAL(program.status, 73);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), entries);
  sl_program_free(&program);
}

/* A specific under California's least deductible, in line 17. */
static const char low_specific[] =
    "stoploss: 1\nname: Warned\nstart: 2026-01-01\ncensus: good.csv\njurisdiction: US-CA\n"
    "claims:\n  services:\n    - name: medical\n"
    "      frequency: {distribution: poisson, mean: 2}\n"
    "      severity: {distribution: constant, value: 100}\n"
    "plans:\n  - name: PPO\n"
    "arrangements:\n  - name: ASO\n    kind: aso\n    specific:\n      deductible: 500\n"
    "simulation: {trials: 100, pricing_trials: 100}\n";

static void warnings_refuse_nothing(void)
{
  static const char warning[] = "warning: warned.yaml:17:19: specific deductible 500 is under";
  char folder[SL_PATH_MAX], path[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "warned"));
  copy_into(folder, "good.csv");
  snprintf(path, sizeof path, "%.900s/warned.yaml", folder);
  CU_ASSERT_FATAL(sl_file_write_text(path, low_specific));
  SL_RUN(&program, folder, "check", "warned.yaml");
  CU_ASSERT_EQUAL(program.status, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, warning));
  CU_ASSERT_PTR_NULL(strstr(program.out, "warning"));
  sl_program_free(&program);
  SL_RUN(&program, folder, "run", "warned.yaml");
  CU_ASSERT_EQUAL(program.status, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, warning));
  sl_program_free(&program);
  SL_RUN(&program, folder, "run", "warned.yaml", "--quiet");
  CU_ASSERT_EQUAL(program.status, 0);
  CU_ASSERT_EQUAL(program.err_length, 0);
  sl_program_free(&program);
}

/* Fifteen amounts without a common step, forty claims a year: more totals than can be listed. */
static const char many_totals[] =
    "stoploss: 1\nname: Many totals\nstart: 2026-01-01\ncensus: good.csv\n"
    "claims:\n  services:\n    - name: medical\n"
    "      frequency: {distribution: poisson, mean: 40}\n"
    "      severity: {distribution: table, values: [1.01, 2.03, 3.07, 5.11, 7.13, 11.17, 13.19,\n"
    "        17.23, 19.29, 23.31, 29.37, 31.41, 37.43, 41.47, 43.53], probabilities: [0.1, 0.1, "
    "0.1,\n"
    "        0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05]}\n"
    "plans:\n  - name: PPO\narrangements:\n  - name: ASO\n    kind: aso\n"
    "simulation: {trials: 100, pricing_trials: 100";

static void check_recommends_what_run_accepts(void)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX], text[2000];
  sl_program_t program;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "totals"));
  copy_into(folder, "good.csv");
  snprintf(path, sizeof path, "%.900s/claims.yaml", folder);
  snprintf(text, sizeof text, "%s}\n", many_totals);
  CU_ASSERT_FATAL(sl_file_write_text(path, text));
  SL_RUN(&program, folder, "check", "claims.yaml");
  CU_ASSERT_EQUAL(program.status, 0);
  CU_ASSERT_PTR_NULL(strstr(program.err, "sampler: totals"));
  sl_program_free(&program);
  snprintf(path, sizeof path, "%.900s/totals.yaml", folder);
  snprintf(text, sizeof text, "%s, sampler: totals}\n", many_totals);
  CU_ASSERT_FATAL(sl_file_write_text(path, text));
  static const char *const commands[] = {"check", "run"};
  for (size_t i = 0; i < (sl_test_slice() ? 1 : 2); i++) {
    SL_RUN(&program, folder, commands[i], "totals.yaml");
    CU_ASSERT_EQUAL(program.status, 65);
    CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "too many different totals"));
    CU_ASSERT_EQUAL(program.out_length, 0);
    sl_program_free(&program);
  }
}

SL_SUITE(check, "cli/check", {"every good file is accepted", every_good_file_is_accepted},
         {"the resolved scenario is the same scenario", the_resolved_scenario_is_the_same_scenario},
         {"hostile names survive the resolved copy", hostile_names_survive_the_resolved_copy},
         {"warnings refuse nothing", warnings_refuse_nothing},
         {"check recommends, and accepts, the annual totals that run does",
          check_recommends_what_run_accepts},
         {"new writes a scenario that runs", new_writes_a_scenario_that_runs});
