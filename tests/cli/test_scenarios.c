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
      n++;
    }
  }
  closedir(scenarios);
  CU_ASSERT_TRUE(n >= SHIPPED);
}

SL_SUITE(scenarios, "cli/scenarios", {"every shipped scenario runs", every_shipped_scenario_runs});
