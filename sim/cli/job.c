#include "sim/cli/job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int cli_check_output(const char *path, const sl_files_read_t *files, sl_error_t *error)
{
  const sl_file_read_t *input = sl_files_read_find(files, path);
  return input == NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_CREATE, "cannot write %s: it is the %s that is being read",
                       path, input->kind);
}

char *cli_default_output(const char *scenario, const char *ending)
{
  const char *slash = strrchr(scenario, '/');
  const char *base = slash != NULL ? slash + 1 : scenario;
  const char *dot = strrchr(base, '.');
  const size_t stem = dot != NULL && dot != base ? (size_t)(dot - base) : strlen(base);
  const size_t size = stem + strlen(ending) + 1;
  char *path = malloc(size);
  if (path != NULL) {
    snprintf(path, size, "%.*s%s", (int)stem, base, ending);
  }
  return path;
}
