/* stoploss run: the main job. Scenario in, result file out, decision page on the terminal. */
#include "sim/cli/cli.h"
#include "sim/cli/job.h"
#include "sim/cli/options.h"
#include "sim/cli/overrides.h"
#include "sim/cli/progress.h"
#include "sim/cli/ranks.h"
#include "sim/cli/run_job.h"
#include "sim/input/load/load.h"

#include <argp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#define DEFAULT_RARE 8192

enum {
  KEY_KERNELS = 256,
  KEY_RARE,
  KEY_EXACT,
  KEY_EXHIBIT,
  KEY_NO_BAND,
  KEY_NO_LEVERS
}; /* without a letter */

typedef struct run_options {
  const char *scenario;
  const char *output; /* NULL: the scenario's stem plus .h5 in the current folder */
  cli_overrides_t overrides;
  sl_run_options_t job;
  const char *exhibit; /* NULL: none is written */
  cli_form_t *exhibit_form;
  cli_keeping_t keeping;
  bool json, quiet, progress_json;
} run_options_t;

static const struct argp_option options[] = {
    {"output", 'o', "OUT.h5", 0, "Result file (default: the scenario's name with .h5, here)", 0},
    {"trials", 't', "N", 0,
     "Number of simulated plan years, instead of the scenario's; at most so many with --precision "
     "(default then: 10,000,000)",
     0},
    {"precision", 'p', "GOAL", 0,
     "Simulate until every arrangement's standard error is small enough: 0.5% of its expected "
     "cost, "
     "or deficit=0.001 for its chance of a deficit; at least 2,048 trials",
     0},
    {"seed", 's', "S", 0, "Random seed, instead of the scenario's", 0},
    CLI_OPTION_SET,
    {"threads", 'k', "K", 0, "Threads (default: all processors); results do not depend on it", 0},
    {"kernels", KEY_KERNELS, "baseline|avx2|avx512", 0,
     "Instruction set (default: the fastest of this processor); for comparison, the results have "
     "the same bytes",
     0},
    {"rare", KEY_RARE, "N", OPTION_ARG_OPTIONAL,
     "Draw N further years (default 8192) in which dear ones come up more often, for the chance of "
     "a deficit and the worst years; all else stays as it is",
     0},
    {"exact", KEY_EXACT, NULL, 0,
     "Put the exact figures beside the simulated ones where there are any (see stoploss exact), "
     "and add estimates by control variates",
     0},
    {"exhibit", KEY_EXHIBIT, "FILE", 0,
     "Write the quotes side by side, too: FILE.xlsx, .html, .csv or .txt (see stoploss exhibit)",
     0},
    {"no-band", KEY_NO_BAND, NULL, 0,
     "Leave out the assumption band: the first trials once more with claims 10% fewer and more, "
     "and large claims halved and doubled in number",
     0},
    {"no-levers", KEY_NO_LEVERS, NULL, 0,
     "Leave out what a report's sliders need: the first trials with other deductibles and "
     "corridors",
     0},
    CLI_KEEPING_OPTIONS,
    CLI_OPTION_PROGRESS,
    {"json", 'j', NULL, 0, "Print the decision figures as JSON instead of the page", 0},
    {"quiet", 'q', NULL, 0, "Print nothing but errors", 0},
    {0},
};

/* A share is no result, and nobody knows beforehand how many units a precision will take. */
static void check_together(const struct argp_state *state, const run_options_t *run)
{
  if (run->keeping.n_shares > 0 && run->output == NULL) {
    argp_error(state, "--shard writes a share of the run: -o says where");
  } else if (run->keeping.n_shares > 0 && run->job.engine.precision.goal != SL_PRECISION_NONE) {
    argp_error(state, "--shard and --precision exclude each other");
  } else if (run->keeping.n_shares > 0 && (run->exhibit != NULL || run->json)) {
    argp_error(state, "--shard has no figures yet: --exhibit and --json are for stoploss merge");
  } else if (run->keeping.resume && run->keeping.fresh) {
    argp_error(state, "--resume and --fresh exclude each other");
  }
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  run_options_t *run = state->input;
  sl_engine_options_t *engine = &run->job.engine;
  switch (key) {
  case 'o':
    run->output = argument;
    return 0;
  case 't':
    cli_overrides_number(state, &run->overrides, "--trials", CLI_TRIALS, argument, 1, UINT32_MAX);
    return 0;
  case 'p':
    engine->precision = cli_precision(state, "--precision", argument);
    return 0;
  case 's':
    cli_overrides_number(state, &run->overrides, "--seed", CLI_SEED, argument, 0, UINT64_MAX);
    return 0;
  case CLI_KEY_SET:
    cli_overrides_set(state, &run->overrides, argument);
    return 0;
  case 'k':
    engine->threads = (int)cli_whole_number(state, "--threads", argument, 1, CLI_MAX_THREADS);
    return 0;
  case KEY_KERNELS:
    engine->kernels = cli_kernels(state, argument);
    return 0;
  case KEY_RARE:
    run->job.rare = argument == NULL ? DEFAULT_RARE
                                     : cli_whole_number(state, "--rare", argument,
                                                        SL_RARE_TRIALS_MIN, SL_RARE_TRIALS_MAX);
    return 0;
  case KEY_EXACT:
    run->job.exact = true;
    return 0;
  case KEY_EXHIBIT:
    run->exhibit = argument;
    run->exhibit_form = cli_form_of(state, argument, CLI_ENDINGS_FIGURES);
    return 0;
  case KEY_NO_BAND:
    engine->band = false;
    return 0;
  case KEY_NO_LEVERS:
    run->job.levers = false;
    return 0;
  case CLI_KEY_PROGRESS:
    run->progress_json = cli_progress_json(state, argument);
    return 0;
  case 'j':
    run->json = true;
    return 0;
  case 'q':
    run->quiet = true;
    return 0;
  default:
    if (cli_keeping_parse(key, argument, state, &run->keeping) == 0) {
      return 0;
    }
    if (key == ARGP_KEY_END) {
      check_together(state, run);
    }
    return cli_one_argument(state, key, argument, "SCENARIO", &run->scenario);
  }
}

static const struct argp parser = {
    options,
    parse_option,
    "SCENARIO",
    "Simulate a scenario, write its distributions to an HDF5 file and print the decision page.",
    NULL,
    NULL,
    NULL};

static int run_scenario(const run_options_t *run, const char *path)
{
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  const sl_overrides_t overrides = cli_overrides_list(&run->overrides);
  const cli_asked_t asked = {run->scenario, &run->overrides, &run->job};
  cli_keeping_t keeping = run->keeping;
  const cli_run_job_t job = {.job = run->job,
                             .path = path,
                             .exhibit = run->exhibit,
                             .exhibit_form = run->exhibit_form,
                             .json = run->json,
                             .quiet = run->quiet,
                             .progress_json = run->progress_json,
                             .keeping = &keeping,
                             .asked = &asked};
  const int code = sl_scenario_load(run->scenario, &overrides, &scenario, &faults);
  const int status = cli_is_one_of_many() ? cli_run_ranks(scenario, &faults, &job)
                     : code == SL_OK      ? cli_run_job(scenario, &job)
                                          : cli_report_faults(&faults);
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
  return status;
}

int cmd_run(int argc, char **argv)
{
  run_options_t run = {.job = {.engine.band = true, .levers = true},
                       .keeping.grace_seconds = CLI_GRACE_SECONDS};
  cli_parse(&parser, argc, argv, &run);
  if (run.job.engine.precision.goal != SL_PRECISION_NONE &&
      !cli_overrides_have(&run.overrides, CLI_TRIALS)) {
    char most[24];
    snprintf(most, sizeof most, "%d", SL_PRECISION_MOST_TRIALS);
    cli_overrides_add(&run.overrides, CLI_TRIALS, most);
  }
  char *default_path = run.output == NULL ? cli_default_output(run.scenario, ".h5") : NULL;
  const char *path = run.output != NULL ? run.output : default_path;
  if (path == NULL) {
    const sl_error_t error = {.code = SL_ERR_MEMORY};
    return cli_report_error(&error);
  }
  const int status = run_scenario(&run, path);
  cli_overrides_free(&run.overrides);
  free(default_path);
  return status;
}
