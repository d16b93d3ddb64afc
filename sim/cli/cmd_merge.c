/* stoploss merge: the shares of a run -> the result that the run would have had. */
#include "sim/cli/cli.h"
#include "sim/cli/job.h"
#include "sim/cli/options.h"
#include "sim/cli/run_job.h"
#include "sim/input/load/load.h"
#include "sim/output/parts/merge.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>

enum { KEY_SCENARIO = 256 }; /* without a letter */

typedef struct merge_options {
  const char **paths;
  size_t n;
  const char *output, *scenario; /* NULL: the scenario's stem plus .h5, here; that of the shares */
  int threads;
  bool json, quiet;
} merge_options_t;

static const struct argp_option options[] = {
    {"output", 'o', "OUT.h5", 0, "Result file (default: the scenario's name with .h5, here)", 0},
    {"scenario", KEY_SCENARIO, "SCENARIO", 0,
     "The scenario of the run, where it is not at the path that it had then; its census is found "
     "through it",
     0},
    {"threads", 'k', "K", 0, "Threads (default: all processors); results do not depend on it", 0},
    {"json", 'j', NULL, 0, "Print the decision figures as JSON instead of the page", 0},
    {"quiet", 'q', NULL, 0, "Print nothing but errors", 0},
    {0},
};

static void add_path(const struct argp_state *state, const char *path, merge_options_t *merge)
{
  const char **paths = realloc(merge->paths, (merge->n + 1) * sizeof *paths);
  if (paths == NULL) {
    argp_failure(state, SL_ERR_MEMORY, 0, "no memory for the names of shares");
    return;
  }
  merge->paths = paths;
  paths[merge->n++] = path;
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  merge_options_t *merge = state->input;
  switch (key) {
  case 'o':
    merge->output = argument;
    return 0;
  case KEY_SCENARIO:
    merge->scenario = argument;
    return 0;
  case 'k':
    merge->threads = (int)cli_whole_number(state, "--threads", argument, 1, CLI_MAX_THREADS);
    return 0;
  case 'j':
    merge->json = true;
    return 0;
  case 'q':
    merge->quiet = true;
    return 0;
  case ARGP_KEY_ARG:
    add_path(state, argument, merge);
    return 0;
  case ARGP_KEY_END:
    if (merge->n == 0) {
      argp_error(state, "PARTS are missing: the files of stoploss run --shard K/N -o PART");
    }
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp parser = {
    options,
    parse_option,
    "PARTS...",
    "Put the shares of a run together: the result has the bytes of the run that was not dealt out. "
    "The scenario and its census must be there: of each share some years, chosen by chance, are "
    "computed again and compared.",
    NULL,
    NULL,
    NULL};

static int run_loaded(const merge_options_t *given, const sl_merge_t *merge,
                      const sl_scenario_t *scenario, const char *path)
{
  const sl_part_head_t *head = sl_merge_head(merge);
  const cli_run_job_t job = {.job = {.engine = {.threads = given->threads,
                                                .band = head->band != 0,
                                                .store = sl_merge_store(merge)},
                                     .levers = head->levers != 0,
                                     .rare = head->rare,
                                     .exact = head->exact != 0},
                             .path = path,
                             .json = given->json,
                             .quiet = given->quiet};
  sl_error_t error = {0};
  const int code = sl_merge_check(merge, scenario, &error);
  return code == SL_OK ? cli_run_job(scenario, &job) : cli_report_error(&error);
}

/* overrides: those that the run was given. */
static int run_merge(const merge_options_t *given, const sl_merge_t *merge,
                     const char *scenario_path, const cli_overrides_t *overrides)
{
  char *default_path = given->output == NULL ? cli_default_output(scenario_path, ".h5") : NULL;
  const char *path = given->output != NULL ? given->output : default_path;
  const sl_overrides_t list = cli_overrides_list(overrides);
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  int status;
  sl_faults_init(&faults);
  if (path == NULL) {
    status = cli_report_error(&(sl_error_t){.code = SL_ERR_MEMORY});
  } else if (sl_scenario_load(scenario_path, &list, &scenario, &faults) == SL_OK) {
    status = run_loaded(given, merge, scenario, path);
  } else {
    status = cli_report_faults(&faults);
    if (given->scenario == NULL) {
      fputs(
          "stoploss: this is the scenario that the shares name; --scenario says where it is now\n",
          stderr);
    }
  }
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
  free(default_path);
  return status;
}

int cmd_merge(int argc, char **argv)
{
  merge_options_t given = {0};
  cli_overrides_t overrides = {0};
  sl_merge_t *merge = NULL;
  sl_error_t error = {0};
  const char *scenario = NULL;
  cli_parse(&parser, argc, argv, &given);
  int code = sl_merge_open(given.paths, given.n, &merge, &error);
  if (code == SL_OK &&
      !cli_asked_read(sl_merge_head(merge), sl_merge_texts(merge), &scenario, &overrides)) {
    code = sl_fail(&error, SL_ERR_INPUT, "%s does not say of which scenario it is", given.paths[0]);
  }
  const int status =
      code == SL_OK
          ? run_merge(&given, merge, given.scenario != NULL ? given.scenario : scenario, &overrides)
          : cli_report_error(&error);
  sl_merge_close(merge);
  cli_overrides_free(&overrides);
  free(given.paths);
  return status;
}
