#include "sim/cli/stored_scenario.h"

#include "sim/input/load/load.h"
#include "sim/input/read/csv_rows.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool cli_is_result(const char *path)
{
  static const unsigned char signature[] = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  unsigned char begin[sizeof signature] = {0};
  struct stat facts;
  /* Opening a pipe would wait for whoever writes to it. */
  FILE *file = stat(path, &facts) == 0 && S_ISREG(facts.st_mode) ? fopen(path, "rb") : NULL;
  if (file == NULL) {
    return false;
  }
  const size_t n = fread(begin, 1, sizeof begin, file);
  fclose(file);
  return n == sizeof begin && memcmp(begin, signature, sizeof begin) == 0;
}

typedef struct stored {
  const char *path, *text;
  sl_files_read_t *files;
} stored_t;

/* From the disk, but for the scenario's own text. */
static int read_beside(void *context, const char *name, char **bytes, size_t *n)
{
  const stored_t *stored = context;
  sl_faults_t faults;
  sl_faults_init(&faults);
  int code = sl_input_read(NULL, name, SL_CSV_BYTES, "2 GiB", bytes, n, &faults);
  sl_faults_free(&faults);
  if (code == SL_OK && strcmp(name, stored->path) == 0) {
    free(*bytes);
    *n = strlen(stored->text);
    *bytes = malloc(*n + 1);
    if (*bytes == NULL) {
      return SL_ERR_MEMORY;
    }
    memcpy(*bytes, stored->text, *n + 1);
  }
  return code == SL_OK ? sl_files_read_add(stored->files, "input", name) : code;
}

int cli_stored_scenario(const sl_run_facts_t *facts, const char *path, sl_files_read_t *files,
                        sl_scenario_t **scenario, sl_faults_t *faults)
{
  stored_t stored = {path, facts->resolved, files};
  const sl_provider_t provider = {read_beside, &stored};
  char trials[24];
  const sl_override_t list = {"simulation.trials", trials}; /* a precision may have taken more */
  const sl_overrides_t overrides = {&list, 1};
  snprintf(trials, sizeof trials, "%" PRIu64, facts->trials);
  return sl_scenario_load_from(&provider, path, &overrides, scenario, faults);
}
