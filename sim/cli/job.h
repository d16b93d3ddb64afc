/* What the subcommands that simulate share: their options, and where the result goes. */
#ifndef SL_SIM_CLI_JOB_H
#define SL_SIM_CLI_JOB_H

#include "sim/cli/overrides.h"

#include <argp.h>
#include <stdbool.h>

#define CLI_MAX_THREADS 4096

typedef struct cli_job {
  cli_overrides_t overrides;
  int threads; /* 0 = all processors */
  bool json, quiet;
} cli_job_t;

/* Rows of a subcommand's options. */
#define CLI_JOB_OPTIONS                                                                            \
  {"trials", 't', "N", 0, "Number of simulated plan years, instead of the scenario's", 0},         \
      {"seed", 's', "S", 0, "Random seed, instead of the scenario's", 0},                          \
      CLI_OPTION_SET, {"threads",                                                                  \
                       'k',                                                                        \
                       "K",                                                                        \
                       0,                                                                          \
                       "Threads (default: all processors); results do not depend on it",           \
                       0},                                                                         \
      {"json", 'j', NULL, 0, "Print the figures as JSON instead of the page", 0},                  \
  {                                                                                                \
    "quiet", 'q', NULL, 0, "Print nothing but errors", 0                                           \
  }

/* For a subcommand's parser; ARGP_ERR_UNKNOWN for any other key. */
error_t cli_job_parse(int key, const char *argument, const struct argp_state *state,
                      cli_job_t *job);

/* "dir/shop.yaml" with ".h5" -> "shop.h5"; the caller frees it. NULL without memory. */
char *cli_default_output(const char *scenario, const char *ending);

#endif
