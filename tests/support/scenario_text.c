#include "tests/support/scenario_text.h"

#include "sim/input/load/load.h"
#include "tests/support/harness.h"

#include <stdio.h>
#include <string.h>

static const char *path_of(const char *name)
{
  static char path[512];
  snprintf(path, sizeof path, "%s/%s", sl_test_scratch_dir(), name);
  return path;
}

void sl_test_write(const char *name, const char *text)
{
  FILE *file = fopen(path_of(name), "wb");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  CU_ASSERT_EQUAL(fwrite(text, 1, strlen(text), file), strlen(text));
  CU_ASSERT_EQUAL(fclose(file), 0);
}

sl_loaded_t sl_test_load(const char *yaml, const char *census)
{
  sl_loaded_t loaded = {.code = 0};
  sl_test_write("census.csv", census != NULL ? census : SL_TEXT_CENSUS);
  sl_test_write("scenario.yaml", yaml);
  sl_faults_init(&loaded.faults);
  loaded.code = sl_scenario_load(path_of("scenario.yaml"), NULL, &loaded.scenario, &loaded.faults);
  return loaded;
}

void sl_test_unload(sl_loaded_t *loaded)
{
  sl_scenario_free(loaded->scenario);
  sl_faults_free(&loaded->faults);
}

static void print_faults(const sl_loaded_t *loaded)
{
  for (size_t i = 0; i < loaded->faults.n; i++) {
    const sl_error_t *fault = &loaded->faults.list[i];
    printf("\n    %zu:%zu: %s", fault->line, fault->column, fault->text);
  }
  printf("\n    code %d, %zu faults\n", loaded->code, loaded->faults.n);
}

bool sl_test_has_fault(const sl_loaded_t *loaded, size_t line, size_t column, const char *part)
{
  for (size_t i = 0; i < loaded->faults.n; i++) {
    const sl_error_t *fault = &loaded->faults.list[i];
    if (fault->line == line && (column == 0 || fault->column == column) &&
        strstr(fault->text, part) != NULL) {
      return true;
    }
  }
  printf("\n    expected at %zu:%zu: %s", line, column, part);
  print_faults(loaded);
  return false;
}

bool sl_test_one_fault(const char *yaml, size_t line, size_t column, const char *part)
{
  sl_loaded_t loaded = sl_test_load(yaml, NULL);
  const bool found = sl_test_has_fault(&loaded, line, column, part);
  const bool alone = loaded.faults.n == 1 && loaded.scenario == NULL && loaded.code != SL_OK;
  if (found && !alone) {
    print_faults(&loaded);
  }
  sl_test_unload(&loaded);
  return found && alone;
}

bool sl_test_no_fault(const char *yaml)
{
  sl_loaded_t loaded = sl_test_load(yaml, NULL);
  const bool good = loaded.code == SL_OK && loaded.scenario != NULL && loaded.faults.n == 0;
  if (!good) {
    print_faults(&loaded);
  }
  sl_test_unload(&loaded);
  return good;
}

static void *writable(const void *part) { return (void *)(uintptr_t)part; }

sl_parts_t sl_test_parts(const sl_scenario_t *scenario)
{
  return (sl_parts_t){.group = writable(scenario->group),
                      .claims = writable(scenario->claims),
                      .plans = writable(scenario->plans),
                      .arrangements = writable(scenario->arrangements),
                      .simulation = writable(scenario->simulation)};
}
