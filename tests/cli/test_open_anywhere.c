/* A result opens in xarray, h5py, ncdump and R, and its identities hold in every trial: money is
 * conserved whoever pays. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"
#include "tests/support/sample_results.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Those that keep_for_others has named since. One interpreter for several: its start takes longest.
 */
static char kept[8 * SL_PATH_MAX];

static void keep_for_others(const char *result)
{
  const size_t used = strlen(kept);
  CU_ASSERT_FATAL(used + strlen(result) + 4 < sizeof kept);
  snprintf(kept + used, sizeof kept - used, " '%s'", result);
}

static void open_by_other_programs(void)
{
  char command[10 * SL_PATH_MAX];
  snprintf(command, sizeof command, "/usr/bin/python3 '%s/tests/cli/open_anywhere.py'%s",
           sl_test_source_dir(), kept);
  kept[0] = '\0';
  CU_ASSERT_EQUAL(system(command), 0);
}

static void a_made_up_result(void)
{
  static const uint64_t trials[] = {2, 512, 1300};
  for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++) {
    char result[SL_PATH_MAX];
    sl_run_facts_t *facts = sl_sample_facts(trials[i], 1 + i);
    sl_scratch_path(result, "made-up-%zu.h5", i);
    CU_ASSERT_EQUAL(sl_sample_write(result, facts, NULL), SL_OK);
    keep_for_others(result);
    sl_run_facts_free(facts);
  }
  open_by_other_programs();
}

static void a_made_up_cash_flow(void)
{
  char result[SL_PATH_MAX];
  sl_run_facts_t *facts = sl_sample_facts(700, 2);
  sl_sample_add_months(facts, 12);
  sl_scratch_path(result, "made-up-months.h5");
  CU_ASSERT_EQUAL(sl_sample_write(result, facts, NULL), SL_OK);
  keep_for_others(result);
  open_by_other_programs();
  sl_run_facts_free(facts);
}

static void run_and_keep(const char *scenario_path, const char *trials, const char *option)
{
  char scenario[SL_PATH_MAX], result[SL_PATH_MAX];
  static int number;
  sl_program_t program;
  sl_source_path(scenario, "%s", scenario_path);
  sl_scratch_path(result, "anywhere-%d.h5", number++);
  SL_RUN(&program, NULL, "run", scenario, "-o", result, "--quiet", "--trials", trials, option);
  CU_ASSERT_EQUAL(program.status, 0);
  sl_program_free(&program);
  keep_for_others(result);
}

/* Every kind of arrangement and every claim set; the same with the claims paid in the year. */
static void every_way_of_funding(void)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX], scenario[2 * SL_PATH_MAX], result[2 * SL_PATH_MAX];
  sl_program_t program;
  size_t length;
  run_and_keep("tests/cli/funding.yaml", "700", NULL);
  sl_source_path(path, "tests/cli/funding.yaml");
  char *text = sl_file_read(path, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  char *accounting = strstr(text, "accounting: incurred");
  CU_ASSERT_PTR_NOT_NULL_FATAL(accounting);
  memcpy(accounting, "accounting: paid    ", strlen("accounting: incurred"));
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "paid"));
  snprintf(scenario, sizeof scenario, "%s/funding.yaml", folder);
  snprintf(result, sizeof result, "%s/funding.h5", folder);
  CU_ASSERT_TRUE(sl_file_write_text(scenario, text));
  free(text);
  sl_source_path(path, "tests/cli/funding.csv");
  text = sl_file_read(path, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  snprintf(path, sizeof path, "%.*s/funding.csv", (int)sizeof path - 16, folder);
  CU_ASSERT_TRUE(sl_file_write(path, text, length));
  free(text);
  SL_RUN(&program, NULL, "run", scenario, "-o", result, "--quiet", "--trials", "700");
  CU_ASSERT_EQUAL(program.status, 0);
  sl_program_free(&program);
  keep_for_others(result);
  open_by_other_programs();
}

/* The very line of RESULTS.md: R's ncdf4 asks every variable for its storage when it opens a file.
 */
static void the_documented_line_of_r(void)
{
  char folder[SL_PATH_MAX], page[SL_PATH_MAX], scenario[SL_PATH_MAX], script[4 * SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "r"));
  sl_source_path(page, "sim/output/RESULTS.md");
  sl_source_path(scenario, "tests/cli/funding.yaml");
  SL_RUN(&program, folder, "run", scenario, "-o", "machine-shop.h5", "-q", "-t", "64",
         "--rare=2048");
  CU_ASSERT_EQUAL(program.status, 0);
  sl_program_free(&program);
  SL_RUN(&program, folder, "sweep", scenario, "-o", "sweep.h5", "-q", "-t", "64", "--corridor",
         "1.2");
  CU_ASSERT_EQUAL(program.status, 0);
  sl_program_free(&program);
  snprintf(script, sizeof script,
           "grep '^    Rscript ' '%s' >line && [ \"$(wc -l <line)\" = 1 ] || exit 2\n"
           "sh ./line >told || exit 3\n"
           "grep -q 'Min. 1st Qu.  *Median' told || exit 4\n"
           "Rscript -e 'library(ncdf4); f <- nc_open(\"sweep.h5\"); "
           "stopifnot(dim(ncvar_get(f, \"cost_mean\")) >= 1)'",
           page);
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

static void a_simulated_result(void)
{
  run_and_keep("tests/cli/good.yaml", "1500", NULL);
  run_and_keep("tests/cli/hostile.yaml", "100", NULL);
  open_by_other_programs();
}

static void a_result_beside_the_exact_one(void)
{
  run_and_keep("tests/verify/cases/w.yaml", "600", "--exact");
  run_and_keep("tests/cli/funding.yaml", "600", "--exact");
  open_by_other_programs();
}

SL_SUITE(open_anywhere, "cli/open_anywhere", {"a made-up result", a_made_up_result},
         {"a made-up cash flow", a_made_up_cash_flow},
         {"a simulated result, and one of hostile names", a_simulated_result},
         {"every way of funding", every_way_of_funding},
         {"a result beside the exact one", a_result_beside_the_exact_one},
         {"the documented line of R", the_documented_line_of_r});
