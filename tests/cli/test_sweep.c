/* stoploss sweep from outside: lists, the file, the page, and what it leaves. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void good_scenario(char path[SL_PATH_MAX]) { sl_source_path(path, "tests/cli/good.yaml"); }

static void expect_status(const sl_program_t *program, int status)
{
  CU_ASSERT_EQUAL(program->status, status);
  if (program->status != status) {
    printf("\n    status %d; stderr:\n%s\n", program->status, program->err);
  }
}

static void the_file_opens_anywhere(void)
{
  char folder[SL_PATH_MAX], scenario[SL_PATH_MAX], result[2 * SL_PATH_MAX];
  char command[4 * SL_PATH_MAX];
  struct stat facts;
  sl_program_t program;
  good_scenario(scenario);
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "sweep"));
  SL_RUN(&program, folder, "sweep", scenario, "--specific", "5k:20k:4", "--corridor", "1.1,1.25",
         "--specific-loss-ratio", "0.75");
  expect_status(&program, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "$15,000"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "divided by 0.75"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "the aggregate premium is a quoted amount"));
  sl_program_free(&program);
  snprintf(result, sizeof result, "%s/good-sweep.h5", folder);
  CU_ASSERT_EQUAL(stat(result, &facts), 0);
  CU_ASSERT_EQUAL(facts.st_mode & 0777, 0600);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 1);
  snprintf(command, sizeof command, "/usr/bin/python3 '%s/tests/cli/open_sweep.py' '%s'",
           sl_test_source_dir(), result);
  CU_ASSERT_EQUAL(system(command), 0);
}

/* Into text, to be freed. */
static char *bytes_of_sweep(const char *threads, size_t *length)
{
  char scenario[SL_PATH_MAX], result[SL_PATH_MAX];
  sl_program_t program;
  good_scenario(scenario);
  sl_scratch_path(result, "threads-%s.h5", threads);
  SL_RUN(&program, NULL, "sweep", scenario, "--specific", "5k,0.02M", "-o", result, "--threads",
         threads, "--quiet");
  expect_status(&program, 0);
  CU_ASSERT_EQUAL(program.out_length + program.err_length, 0);
  sl_program_free(&program);
  return sl_file_read(result, length);
}

static void threads_do_not_change_a_byte(void)
{
  size_t one_length, three_length;
  char *one = bytes_of_sweep("1", &one_length), *three = bytes_of_sweep("3", &three_length);
  CU_ASSERT_FATAL(one != NULL && three != NULL);
  CU_ASSERT_EQUAL(one_length, three_length);
  CU_ASSERT(one_length == three_length && memcmp(one, three, one_length) == 0);
  free(one);
  free(three);
}

static void json_has_every_point(void)
{
  char scenario[SL_PATH_MAX], result[SL_PATH_MAX];
  sl_program_t program;
  good_scenario(scenario);
  sl_scratch_path(result, "json.h5");
  SL_RUN(&program, NULL, "sweep", scenario, "--corridor", "1.1:1.5:5", "-o", result, "--json");
  expect_status(&program, 0);
  json_t *root = json_loads(program.out, JSON_REJECT_DUPLICATES, NULL);
  const json_t *points = json_object_get(root, "points");
  CU_ASSERT_EQUAL(json_array_size(points), 5);
  const json_t *last = json_array_get(points, 4);
  CU_ASSERT_EQUAL(json_number_value(json_object_get(last, "corridor")), 1.5);
  CU_ASSERT_EQUAL(json_number_value(json_object_get(last, "specific")), 10000.0);
  json_decref(root);
  sl_program_free(&program);
}

/* A usage error that shows the text and what is allowed. */
static void bad_lists_are_refused(void)
{
  static const struct {
    const char *option, *list, *says;
  } bad[] = {
      {"--specific", "50x", "'50x' is not a number"},
      {"--specific", "", "'' is not a number"},
      {"--specific", "50k,,60k", "'' is not a number"},
      {"--specific", "50k,", "'' is not a number"},
      {"--specific", "k", "'k' is not a number"},
      {"--specific", "-5k", "-5k is out of range; allowed: from 0"},
      {"--specific", "1e999", "is not a number"},
      {"--specific", "50k,50000", "50000 is there twice"},
      {"--specific", "50k:500k", "'50k:500k' is not low:high:count"},
      {"--specific", "50k:500k:0", "is not low:high:count"},
      {"--specific", "50k:500k:2.5", "is not low:high:count"},
      {"--specific", "50k:500k:10:3", "is not low:high:count"},
      {"--specific", "500k:50k:10", "does not rise"},
      {"--specific", "50k:500k:1", "does not rise"},
      {"--specific", "0:1M:1001", "up to 1000 values, not 1001"},
      {"--corridor", "0", "0 is out of range; allowed: over 0 and up to 100"},
      {"--corridor", "125%", "'125%' is not a number"},
      {"--corridor", "101", "101 is out of range"},
      {"--specific-loss-ratio", "0", "--specific-loss-ratio takes a number over 0"},
      {"--aggregate-loss-ratio", "none", "takes a number over 0 and up to 10, not 'none'"},
  };
  char folder[SL_PATH_MAX], scenario[SL_PATH_MAX];
  good_scenario(scenario);
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "bad-lists"));
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    sl_program_t program;
    SL_RUN(&program, folder, "sweep", scenario, bad[i].option, bad[i].list);
    expect_status(&program, 64);
    CU_ASSERT_PTR_NOT_NULL(strstr(program.err, bad[i].says));
    if (strstr(program.err, bad[i].says) == NULL) {
      printf("\n    %s %s says: %s\n", bad[i].option, bad[i].list, program.err);
    }
    sl_program_free(&program);
  }
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 0);
}

static void what_the_scenario_lacks_is_said(void)
{
  static const struct {
    const char *arrangement, *option, *says;
  } cases[] = {
      {"ASOO", "--specific", "has no arrangement 'ASOO'; did you mean ASO?"},
      {"Fully insured", "--specific", "'Fully insured' has no specific stop-loss"},
      {"Fully insured", "--corridor", "'Fully insured' has no aggregate stop-loss"},
  };
  char folder[SL_PATH_MAX], scenario[SL_PATH_MAX];
  sl_program_t program;
  good_scenario(scenario);
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "lacking"));
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    SL_RUN(&program, folder, "sweep", scenario, cases[i].option, "2", "--arrangement",
           cases[i].arrangement);
    expect_status(&program, 65);
    CU_ASSERT_PTR_NOT_NULL(strstr(program.err, cases[i].says));
    sl_program_free(&program);
  }
  SL_RUN(&program, folder, "sweep", scenario);
  expect_status(&program, 64);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "nothing to sweep"));
  sl_program_free(&program);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 0);
}

static void an_interrupted_sweep_leaves_nothing(void)
{
  char folder[SL_PATH_MAX], scenario[SL_PATH_MAX];
  sl_program_t program;
  good_scenario(scenario);
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "interrupted-sweep"));
  const char *const arguments[] = {"sweep",    scenario,  "--specific", "5k:20k:3",
                                   "--trials", "2000000", NULL};
  CU_ASSERT_FATAL(sl_program_start(&program, folder, arguments));
  CU_ASSERT(sl_program_makes_file(&program, folder, 0)); /* it was writing */
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 1);
  kill(program.pid, SIGINT);
  sl_program_finish(&program);
  expect_status(&program, 75);
  CU_ASSERT_EQUAL(program.out_length, 0);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 0);
  sl_program_free(&program);
}

SL_SUITE(cli_sweep, "cli/sweep", {"the file opens anywhere", the_file_opens_anywhere},
         {"threads do not change a byte", threads_do_not_change_a_byte},
         {"JSON has every point", json_has_every_point},
         {"bad lists are refused", bad_lists_are_refused},
         {"what the scenario lacks is said", what_the_scenario_lacks_is_said},
         {"an interrupted sweep leaves nothing", an_interrupted_sweep_leaves_nothing});
