#define _GNU_SOURCE
#include "tests/fuzz/fuzz.h"

#include "sim/input/load/load.h"
#include "sim/input/scenario/scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[] = "/dev/shm/stoploss-fuzz-XXXXXX";
static char scenario_path[sizeof folder + 16];

static void remove_folder(void)
{
  static const char *const names[] = {"scenario.yaml", "census.csv", "basis.yaml", "result.h5",
                                      "share.1",       "share.2",    "kept"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    char path[sizeof scenario_path];
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    unlink(path);
  }
  rmdir(folder);
}

static void make_folder(void)
{
  if (scenario_path[0] != '\0') {
    return;
  }
  if (mkdtemp(folder) == NULL) {
    abort();
  }
  atexit(remove_folder);
  snprintf(scenario_path, sizeof scenario_path, "%s/scenario.yaml", folder);
}

void fuzz_path(char *path, size_t size, const char *name)
{
  make_folder();
  snprintf(path, size, "%s/%s", folder, name);
}

void fuzz_write(const char *name, const uint8_t *data, size_t size)
{
  char path[sizeof scenario_path];
  fuzz_path(path, sizeof path, name);
  FILE *file = fopen(path, "wb");
  if (file == NULL || fwrite(data, 1, size, file) != size || fclose(file) != 0) {
    abort();
  }
}

void fuzz_load(void)
{
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  const int rc = sl_scenario_load(scenario_path, NULL, &scenario, &faults);
  if ((rc == SL_OK) != (scenario != NULL) || (rc == SL_OK) != (faults.n == 0)) {
    abort();
  }
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
}
