/* Every scenario that ships runs, from outside: with few trials, since its numbers are judged
 * elsewhere. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIMULATION "\nsimulation:"
#define SHIPPED 5 /* at least: the demo and the scenarios of the README */

static void copy_census(const char *folder, const char *stem)
{
  char from[SL_PATH_MAX], to[SL_PATH_MAX];
  sl_source_path(from, "scenarios/%s.csv", stem);
  snprintf(to, sizeof to, "%.900s/%s.csv", folder, stem);
  CU_ASSERT_FATAL(sl_file_copy(from, to));
}

/* The scenario with its last key, simulation, asking for few trials; false where it has none. */
static bool copy_with_few_trials(const char *folder, const char *stem)
{
  char from[SL_PATH_MAX], to[SL_PATH_MAX];
  size_t length = 0;
  sl_source_path(from, "scenarios/%s.yaml", stem);
  snprintf(to, sizeof to, "%.900s/%s.yaml", folder, stem);
  char *text = sl_file_read(from, &length);
  char *simulation = text != NULL ? strstr(text, SIMULATION) : NULL;
  bool written = false;
  if (simulation != NULL) {
    static const char few[] = SIMULATION " {trials: 32, pricing_trials: 32}\n";
    const size_t head = (size_t)(simulation - text);
    char *copy = calloc(head + sizeof few, 1);
    CU_ASSERT_FATAL(copy != NULL);
    memcpy(copy, text, head);
    memcpy(copy + head, few, sizeof few);
    written = sl_file_write_text(to, copy);
    free(copy);
  }
  free(text);
  return written;
}

static void run_scenario(const char *folder, const char *stem)
{
  char name[64];
  sl_program_t program;
  copy_census(folder, stem);
  CU_ASSERT_FATAL(copy_with_few_trials(folder, stem));
  snprintf(name, sizeof name, "%.50s.yaml", stem);
  SL_RUN(&program, folder, "run", name, "-o", "result.h5");
  CU_ASSERT_EQUAL(program.status, 0);
  if (program.status != 0) {
    printf("\n    %s: status %d; stderr:\n%s\n", name, program.status, program.err);
  }
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "What a year costs"));
  CU_ASSERT_PTR_NULL(strstr(program.out, "nan"));
  sl_program_free(&program);
}

/* The C library takes the code it has for a processor without FMA and AVX2 (there: glibc alone has
 * the switch; elsewhere this compares a program with itself). */
static void as_on_an_older_processor(bool older)
{
  if (older) {
    setenv("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX512F", 1);
  } else {
    unsetenv("GLIBC_TUNABLES");
  }
}

static void run_on_an_older_processor(const char *folder, const char *stem)
{
  char name[64], one[SL_PATH_MAX], other[SL_PATH_MAX];
  sl_program_t program;
  snprintf(name, sizeof name, "%.50s.yaml", stem);
  snprintf(one, sizeof one, "%.900s/result.h5", folder);
  snprintf(other, sizeof other, "%.900s/older.h5", folder);
  as_on_an_older_processor(true);
  SL_RUN(&program, folder, "run", name, "--quiet", "-o", "older.h5");
  as_on_an_older_processor(false);
  CU_ASSERT_EQUAL(program.status, 0);
  sl_program_free(&program);
  CU_ASSERT(sl_files_equal(one, other));
}

static void every_shipped_scenario_runs(void)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX], stem[64];
  size_t n = 0;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "shipped"));
  sl_source_path(path, "scenarios");
  DIR *scenarios = opendir(path);
  CU_ASSERT_FATAL(scenarios != NULL);
  for (const struct dirent *entry = readdir(scenarios); entry != NULL; entry = readdir(scenarios)) {
    const char *dot = strstr(entry->d_name, ".yaml");
    if (dot != NULL) {
      snprintf(stem, sizeof stem, "%.*s", (int)(dot - entry->d_name), entry->d_name);
      run_scenario(folder, stem);
      run_on_an_older_processor(folder, stem);
      n++;
    }
  }
  closedir(scenarios);
  CU_ASSERT_TRUE(n >= SHIPPED);
}

/* Tables of annual totals and exact figures lean on much more mathematics than claims do. */
static void totals_and_exact_figures_on_an_older_processor(void)
{
  static const char *const exact[] = {"05-poisson-gamma",
                                      "08-deficit-gamma",
                                      "09-poisson-uniform",
                                      "12-individual-risk",
                                      "13-plan-design",
                                      "exposure",
                                      "laws",
                                      "ladder-no-plan",
                                      "w"};
  char folder[SL_PATH_MAX], path[SL_PATH_MAX], one[SL_PATH_MAX], other[SL_PATH_MAX];
  sl_program_t newer, older;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "older"));
  for (size_t i = 0; i < sizeof exact / sizeof exact[0]; i++) {
    sl_source_path(path, "tests/verify/cases/%s.yaml", exact[i]);
    SL_RUN(&newer, folder, "exact", path, "--json");
    as_on_an_older_processor(true);
    SL_RUN(&older, folder, "exact", path, "--json");
    as_on_an_older_processor(false);
    CU_ASSERT_EQUAL(newer.status, 0);
    CU_ASSERT_STRING_EQUAL(newer.out, older.out);
    sl_program_free(&newer);
    sl_program_free(&older);
  }
  sl_source_path(path, "tests/verify/cases/w-totals.yaml");
  SL_RUN(&newer, folder, "run", path, "--trials", "512", "--quiet", "-o", "newer.h5");
  as_on_an_older_processor(true);
  SL_RUN(&older, folder, "run", path, "--trials", "512", "--quiet", "-o", "older.h5");
  as_on_an_older_processor(false);
  CU_ASSERT(newer.status == 0 && older.status == 0);
  snprintf(one, sizeof one, "%.900s/newer.h5", folder);
  snprintf(other, sizeof other, "%.900s/older.h5", folder);
  CU_ASSERT(sl_files_equal(one, other));
  sl_program_free(&newer);
  sl_program_free(&older);
}

SL_SUITE(scenarios, "cli/scenarios",
         {"every shipped scenario runs, with the same bytes on an older processor",
          every_shipped_scenario_runs},
         {"totals and exact figures on an older processor",
          totals_and_exact_figures_on_an_older_processor});
