#include "sim/cli/job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
