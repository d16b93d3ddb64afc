#include "sim/cli/job.h"

#include "sim/cli/options.h"

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

error_t cli_job_parse(int key, const char *argument, const struct argp_state *state, cli_job_t *job)
{
  switch (key) {
  case 't':
    cli_overrides_number(state, &job->overrides, "--trials", CLI_TRIALS, argument, 1, UINT32_MAX);
    return 0;
  case 's':
    cli_overrides_number(state, &job->overrides, "--seed", CLI_SEED, argument, 0, UINT64_MAX);
    return 0;
  case CLI_KEY_SET:
    cli_overrides_set(state, &job->overrides, argument);
    return 0;
  case 'k':
    job->threads = (int)cli_whole_number(state, "--threads", argument, 1, CLI_MAX_THREADS);
    return 0;
  case 'j':
    job->json = true;
    return 0;
  case 'q':
    job->quiet = true;
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}
