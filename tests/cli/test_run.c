/* stoploss run from outside: what it prints, what it writes, and what it leaves. */
#include "models/simd/kernels.h"
#include "sim/output/result_file/result_file.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void good_scenario(char path[SL_PATH_MAX]) { sl_source_path(path, "tests/cli/good.yaml"); }

/* Run and expect success; what it printed is in program, to be freed by the caller. */
static void succeed(sl_program_t *program, const char *folder, const char *const *arguments)
{
  sl_program_run(program, folder, arguments);
  CU_ASSERT_EQUAL(program->status, 0);
  if (program->status != 0) {
    printf("\n    status %d; stderr:\n%s\n", program->status, program->err);
  }
}
#define SUCCEED(program, folder, ...)                                                              \
  succeed((program), (folder), (const char *const[]){__VA_ARGS__, NULL})

static void the_result_is_named_after_the_scenario_and_private(void)
{
  char folder[SL_PATH_MAX], scenario[SL_PATH_MAX], result[SL_PATH_MAX];
  struct stat facts;
  sl_program_t program;
  good_scenario(scenario);
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "named"));
  SUCCEED(&program, folder, "run", scenario);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "Fully insured"));
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 1);
  snprintf(result, sizeof result, "%.900s/good.h5", folder);
  CU_ASSERT_EQUAL(stat(result, &facts), 0);
  CU_ASSERT_EQUAL(facts.st_mode & 0777, 0600);
  sl_program_free(&program);
}

static void quiet_prints_nothing(void)
{
  char scenario[SL_PATH_MAX], result[SL_PATH_MAX];
  sl_program_t program;
  good_scenario(scenario);
  sl_scratch_path(result, "quiet.h5");
  SUCCEED(&program, NULL, "run", scenario, "-o", result, "--quiet");
  CU_ASSERT_EQUAL(program.out_length, 0);
  CU_ASSERT_EQUAL(program.err_length, 0);
  sl_program_free(&program);
  SUCCEED(&program, NULL, "run", scenario, "-o", result, "--quiet", "--json");
  CU_ASSERT_EQUAL(program.out_length, 0);
  sl_program_free(&program);
}

/* All that text holds is one JSON object. */
static bool is_json_object(const char *text)
{
  json_error_t error;
  json_t *value = json_loads(text, JSON_REJECT_DUPLICATES, &error);
  const bool object = json_is_object(value);
  if (!object) {
    printf("\n    not JSON: line %d: %s\n", error.line, error.text);
  }
  json_decref(value);
  return object;
}

static void json_prints_only_json(void)
{
  char scenario[SL_PATH_MAX], result[SL_PATH_MAX];
  sl_program_t run, summary;
  good_scenario(scenario);
  sl_scratch_path(result, "json.h5");
  SUCCEED(&run, NULL, "run", scenario, "-o", result, "--json");
  CU_ASSERT(is_json_object(run.out));
  SUCCEED(&summary, NULL, "summary", result, "--json");
  CU_ASSERT_STRING_EQUAL(summary.out, run.out);
  sl_program_free(&run);
  sl_program_free(&summary);
}

static void summary_prints_the_page_of_run(void)
{
  char scenario[SL_PATH_MAX], result[SL_PATH_MAX];
  sl_program_t run, summary;
  good_scenario(scenario);
  sl_scratch_path(result, "page.h5");
  SUCCEED(&run, NULL, "run", scenario, "-o", result);
  SUCCEED(&summary, NULL, "summary", result);
  CU_ASSERT(summary.out_length > 0);
  CU_ASSERT_PTR_EQUAL(strstr(run.out, summary.out), run.out);
  sl_program_free(&run);
  sl_program_free(&summary);
}

static void an_output_that_cannot_be_made_is_73(void)
{
  char scenario[SL_PATH_MAX], folder[SL_PATH_MAX], result[SL_PATH_MAX];
  sl_program_t program;
  good_scenario(scenario);
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "unwritable"));
  snprintf(result, sizeof result, "%.900s/absent/out.h5", folder);
  SL_RUN(&program, folder, "run", scenario, "-o", result);
  CU_ASSERT_EQUAL(program.status, 73);
  CU_ASSERT_EQUAL(program.out_length, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "absent"));
  sl_program_free(&program);
  SL_RUN(&program, folder, "run", scenario, "-o", folder);
  CU_ASSERT_EQUAL(program.status, 73);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 0);
  sl_program_free(&program);
}

static void an_input_is_never_the_output(void)
{
  static const char *const names[] = {"good.yaml", "good.csv"};
  char folder[SL_PATH_MAX], from[SL_PATH_MAX], to[SL_PATH_MAX], link_path[SL_PATH_MAX];
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "inputs"));
  for (size_t i = 0; i < 2; i++) {
    size_t length = 0;
    sl_source_path(from, "tests/cli/%s", names[i]);
    snprintf(to, sizeof to, "%.900s/%s", folder, names[i]);
    char *text = sl_file_read(from, &length);
    CU_ASSERT_FATAL(text != NULL && sl_file_write(to, text, length));
    free(text);
  }
  snprintf(link_path, sizeof link_path, "%.900s/out.h5", folder);
  CU_ASSERT_EQUAL_FATAL(symlink("good.csv", link_path), 0);
  static const char *const outputs[] = {"good.yaml", "good.csv", "./good.csv", "out.h5"};
  for (size_t i = 0; i < 4; i++) {
    sl_program_t program;
    SL_RUN(&program, folder, "run", "good.yaml", "-o", outputs[i]);
    CU_ASSERT_EQUAL(program.status, 73);
    CU_ASSERT_PTR_NOT_NULL(strstr(program.err, i == 0 ? "it is the scenario" : "it is the census"));
    sl_program_free(&program);
  }
  for (size_t i = 0; i < 2; i++) {
    sl_source_path(from, "tests/cli/%s", names[i]);
    snprintf(to, sizeof to, "%.900s/%s", folder, names[i]);
    CU_ASSERT(sl_files_equal(from, to));
  }
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 3);
}

/* A census of families of four, large enough for two tiles. */
static void write_large_census(const char *path, int families)
{
  FILE *file = fopen(path, "w");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  fputs("employee,relationship,age,sex,plan\n", file);
  for (int i = 0; i < families; i++) {
    fprintf(file, "%d,employee,%d,F,PPO\n%d,spouse,%d,M,PPO\n", i, 20 + i % 45, i, 20 + i % 45);
    fprintf(file, "%d,child,%d,F,PPO\n%d,child,%d,M,PPO\n", i, i % 18, i, (i + 5) % 18);
  }
  CU_ASSERT_EQUAL(fclose(file), 0);
}

/* The good scenario on a census of 4,400 persons, in a folder of its own. */
static void write_large_scenario(const char *name, char folder[SL_PATH_MAX],
                                 char scenario[SL_PATH_MAX])
{
  char path[SL_PATH_MAX];
  size_t length = 0;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, name));
  snprintf(path, sizeof path, "%.900s/good.csv", folder);
  write_large_census(path, 1100);
  good_scenario(path);
  char *text = sl_file_read(path, &length);
  snprintf(scenario, SL_PATH_MAX, "%.900s/good.yaml", folder);
  CU_ASSERT_FATAL(text != NULL && sl_file_write(scenario, text, length));
  free(text);
}

/* The same bytes for every number of threads; a slice has one and three. option may be NULL. */
static void expect_equal_files(const char *scenario, const char *folder, const char *trials,
                               const char *option, const char *other_option)
{
  static const char *const threads[] = {"1", "2", "3", "7"};
  char first[SL_PATH_MAX], other[SL_PATH_MAX];
  snprintf(first, sizeof first, "%.900s/threads-1.h5", folder);
  for (size_t i = 0; i < sizeof threads / sizeof threads[0]; i += sl_test_slice() ? 2 : 1) {
    sl_program_t program;
    snprintf(other, sizeof other, "%.900s/threads-%s.h5", folder, threads[i]);
    SUCCEED(&program, folder, "run", scenario, "-o", other, "--quiet", "--threads", threads[i],
            "--trials", trials, option, other_option);
    CU_ASSERT(sl_files_equal(first, other));
    sl_program_free(&program);
  }
}

/* Of two tiles the band and the levers are most of the work: in a few trials, but for a full run.
 */
static void threads_do_not_change_a_byte(void)
{
  char folder[SL_PATH_MAX], scenario[SL_PATH_MAX];
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "threads"));
  good_scenario(scenario);
  expect_equal_files(scenario, folder, sl_test_slice() ? "1100" : "5000", NULL, NULL);
  write_large_scenario("threads-large", folder, scenario);
  expect_equal_files(scenario, folder, "600", "--no-band", "--no-levers");
  expect_equal_files(scenario, folder, sl_test_full() ? "600" : "40", NULL, NULL);
}

/* The same bytes for every instruction set that this processor runs. */
static void kernels_do_not_change_a_byte(void)
{
  char folder[SL_PATH_MAX], scenario[SL_PATH_MAX], first[SL_PATH_MAX], other[SL_PATH_MAX];
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "kernels"));
  good_scenario(scenario);
  snprintf(first, sizeof first, "%.900s/%s.h5", folder, sl_kernels_at(0)->name);
  for (size_t i = 0; sl_kernels_at(i) != NULL; i++) {
    const char *name = sl_kernels_at(i)->name;
    sl_program_t program;
    snprintf(other, sizeof other, "%.900s/%s.h5", folder, name);
    SUCCEED(&program, folder, "run", scenario, "-o", other, "--quiet", "--kernels", name,
            "--trials", "3000");
    CU_ASSERT(sl_files_equal(first, other));
    sl_program_free(&program);
  }
}

static void run_trials(const char *trials, const char *seed, sl_results_t **results)
{
  char scenario[SL_PATH_MAX], path[SL_PATH_MAX];
  sl_program_t program;
  sl_error_t error = {0};
  good_scenario(scenario);
  sl_scratch_path(path, "trials-%s-%s.h5", trials, seed);
  SUCCEED(&program, NULL, "run", scenario, "-o", path, "--quiet", "--trials", trials, "--seed",
          seed);
  CU_ASSERT_EQUAL_FATAL(sl_result_file_load(path, results, &error), SL_OK);
  sl_program_free(&program);
}

static void a_trial_is_the_same_for_any_number_of_trials(void)
{
  sl_results_t *few, *many, *other;
  run_trials("700", "1", &few);
  run_trials("2100", "1", &many);
  run_trials("700", "2", &other);
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    CU_ASSERT_EQUAL(memcmp(few->trial[v], many->trial[v], 700 * sizeof(double)), 0);
  }
  for (size_t a = 0; a < few->facts->n_arrangements; a++) {
    for (int v = 0; v < SL_N_COST_VARIABLES; v++) {
      const double *one = sl_results_cost_column(few, (sl_cost_variable_t)v, a);
      const double *two = sl_results_cost_column(many, (sl_cost_variable_t)v, a);
      CU_ASSERT_EQUAL(memcmp(one, two, 700 * sizeof(double)), 0);
    }
  }
  CU_ASSERT_NOT_EQUAL(
      memcmp(few->trial[SL_TRIAL_ALLOWED], other->trial[SL_TRIAL_ALLOWED], sizeof(double)), 0);
  sl_results_free(few);
  sl_results_free(many);
  sl_results_free(other);
}

static void interrupt(const char *name, int signal_number)
{
  char folder[SL_PATH_MAX], scenario[SL_PATH_MAX];
  sl_program_t program;
  write_large_scenario(name, folder, scenario);
  const int entries = sl_folder_entries(folder);
  const char *const arguments[] = {"run", scenario, "--trials", "1000000", NULL};
  CU_ASSERT_FATAL(sl_program_start(&program, folder, arguments));
  CU_ASSERT(sl_program_makes_file(&program, folder, entries)); /* it was writing */
  kill(program.pid, signal_number);
  sl_program_finish(&program);
  CU_ASSERT_EQUAL(program.status, 75);
  CU_ASSERT_EQUAL(program.out_length, 0);
  /* So long a run may keep its units where it is not stopped at once (cli/resume). */
  CU_ASSERT_EQUAL(sl_shell(folder, "rm -f *.h5.parts"), 0);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), entries);
  sl_program_free(&program);
}

static void an_interrupted_run_leaves_no_result(void)
{
  interrupt("interrupted", SIGINT);
  interrupt("terminated", SIGTERM);
}

static void hostile_names_are_only_text(void)
{
  char folder[SL_PATH_MAX], scenario[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "hostile"));
  sl_source_path(scenario, "tests/cli/hostile.yaml");
  SUCCEED(&program, folder, "run", scenario, "-o", "out.h5");
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "`touch pwned`"));
  CU_ASSERT_PTR_NULL(strchr(program.out, '\x1b'));
  sl_program_free(&program);
  SUCCEED(&program, folder, "summary", "out.h5", "--json");
  CU_ASSERT(is_json_object(program.out));
  sl_program_free(&program);
  SUCCEED(&program, folder, "check", scenario);
  sl_program_free(&program);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 1); /* out.h5 and nothing that a name made */
}

static void exact_figures_change_nothing_else(void)
{
  char folder[SL_PATH_MAX], scenario[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "exact"));
  sl_source_path(scenario, "tests/verify/cases/w.yaml");
  SUCCEED(&program, folder, "run", scenario, "-o", "with.h5", "--trials", "600", "--exact");
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "Simulated and exact"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "by control variates"));
  CU_ASSERT_PTR_NULL(strstr(program.out, "One of the two is wrong"));
  sl_program_free(&program);
  SUCCEED(&program, folder, "summary", "with.h5");
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "Simulated and exact"));
  sl_program_free(&program);
  SUCCEED(&program, folder, "run", scenario, "-o", "without.h5", "--trials", "600");
  CU_ASSERT_PTR_NULL(strstr(program.out, "Simulated and exact"));
  sl_program_free(&program);
}

/* The run succeeds all the same. */
static void what_is_not_exact_is_said(void)
{
  char folder[SL_PATH_MAX], scenario[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "inexact"));
  sl_source_path(scenario, "scenarios/machine-shop.yaml");
  SUCCEED(&program, folder, "run", scenario, "-o", "out.h5", "--trials", "200", "--exact");
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "has copays"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "It asks when claims are incurred"));
  sl_program_free(&program);
}

SL_SUITE(run, "cli/run",
         {"the result is named after the scenario, and private",
          the_result_is_named_after_the_scenario_and_private},
         {"--quiet prints nothing", quiet_prints_nothing},
         {"--json prints only JSON", json_prints_only_json},
         {"summary prints the page of run", summary_prints_the_page_of_run},
         {"an output that cannot be made is 73", an_output_that_cannot_be_made_is_73},
         {"an input is never the output", an_input_is_never_the_output},
         {"threads do not change a byte", threads_do_not_change_a_byte},
         {"kernels do not change a byte", kernels_do_not_change_a_byte},
         {"a trial is the same for any number of trials",
          a_trial_is_the_same_for_any_number_of_trials},
         {"an interrupted run leaves no result", an_interrupted_run_leaves_no_result},
         {"exact figures change nothing else", exact_figures_change_nothing_else},
         {"what is not exact is said", what_is_not_exact_is_said},
         {"hostile names are only text", hostile_names_are_only_text});
