/* stoploss run: the main job. Scenario in, result file out, decision page on the terminal. */
#include "sim/cli/cli.h"
#include "sim/cli/job.h"
#include "sim/cli/options.h"
#include "sim/cli/progress.h"
#include "sim/engine/engine.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/overrides.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/report/report.h"
#include "sim/output/result_file/result_file.h"
#include "sim/study/check.h"

#include <argp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#define DEFAULT_RARE 8192

enum { KEY_KERNELS = 256, KEY_RARE, KEY_EXACT }; /* options without a letter */

typedef struct run_options {
  const char *scenario;
  const char *output; /* NULL: the scenario's stem plus .h5 in the current folder */
  sl_overrides_t overrides;
  sl_precision_t precision;
  int threads;
  const sl_kernels_t *kernels; /* NULL: the fastest of this processor */
  uint64_t rare;               /* rare years; 0 = none */
  bool exact, json, quiet;
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
    {"threads", 'k', "K", 0, "Threads (default: all processors); results do not depend on it", 0},
    {"kernels", KEY_KERNELS, "NAME", 0,
     "Instruction set: baseline, avx2 or avx512 (default: the fastest of this processor); for "
     "comparison, the results have the same bytes",
     0},
    {"rare", KEY_RARE, "N", OPTION_ARG_OPTIONAL,
     "Draw N further years (default 8192) in which dear ones come up more often, for the chance of "
     "a deficit and the worst years; all else stays as it is",
     0},
    {"exact", KEY_EXACT, NULL, 0,
     "Put the exact figures beside the simulated ones where there are any (see stoploss exact), "
     "and add estimates by control variates",
     0},
    {"json", 'j', NULL, 0, "Print the decision figures as JSON instead of the page", 0},
    {"quiet", 'q', NULL, 0, "Print nothing but errors", 0},
    {0},
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  run_options_t *run = state->input;
  uint64_t number;
  switch (key) {
  case 'o':
    run->output = argument;
    return 0;
  case 't':
    run->overrides.has_trials = true;
    run->overrides.trials = cli_whole_number(state, "--trials", argument, 1, UINT32_MAX);
    return 0;
  case 'p':
    run->precision = cli_precision(state, "--precision", argument);
    return 0;
  case 's':
    run->overrides.has_seed = true;
    run->overrides.seed = cli_whole_number(state, "--seed", argument, 0, UINT64_MAX);
    return 0;
  case 'k':
    number = cli_whole_number(state, "--threads", argument, 1, CLI_MAX_THREADS);
    run->threads = (int)number;
    return 0;
  case KEY_KERNELS:
    run->kernels = cli_kernels(state, argument);
    return 0;
  case KEY_RARE:
    run->rare = argument == NULL ? DEFAULT_RARE
                                 : cli_whole_number(state, "--rare", argument, SL_RARE_TRIALS_MIN,
                                                    SL_RARE_TRIALS_MAX);
    return 0;
  case KEY_EXACT:
    run->exact = true;
    return 0;
  case 'j':
    run->json = true;
    return 0;
  case 'q':
    run->quiet = true;
    return 0;
  default:
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

/* One run on its way from the scenario to the file. */
typedef struct simulation {
  const sl_scenario_t *scenario;
  const run_options_t *run;
  sl_engine_t *engine;
  sl_price_t *prices;
  sl_run_facts_t *facts;
  sl_result_writer_t *writer;
  sl_check_t *check;     /* NULL: not asked for */
  sl_results_t *results; /* what was written, and */
  sl_summary_t *summary; /* what it says */
} simulation_t;

static int settle_prices(simulation_t *s, cli_progress_t *progress, sl_error_t *error)
{
  const sl_engine_options_t engine_options = {.threads = s->run->threads,
                                              .kernels = s->run->kernels,
                                              .precision = s->run->precision,
                                              .progress = cli_progress_update,
                                              .few_threads = cli_progress_few_threads,
                                              .progress_context = progress};
  s->prices = calloc(s->scenario->arrangements->n, sizeof *s->prices);
  if (s->prices == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for prices");
  }
  const int code = sl_engine_new(s->scenario, &engine_options, &s->engine, error);
  return code == SL_OK ? sl_engine_price(s->engine, s->prices, error) : code;
}

static int open_outputs(simulation_t *s, const char *path, sl_error_t *error)
{
  int code = sl_run_facts_new(s->scenario, s->prices, &s->facts, error);
  if (code == SL_OK) {
    sl_run_facts_ask(s->facts, &s->run->precision);
    code = sl_result_writer_open(path, s->facts, &s->writer, error);
  }
  if (code == SL_OK && s->run->exact) {
    code = sl_check_new(s->scenario, s->prices, s->facts->infinite_variance != 0, &s->check, error);
  }
  return code;
}

static int receive(void *context, const sl_block_t *block, sl_error_t *error)
{
  const simulation_t *s = context;
  if (s->check != NULL) {
    sl_check_take(s->check, block);
  }
  return sl_result_writer_block(s->writer, block, error);
}

static int draw_rare(simulation_t *s, sl_error_t *error)
{
  sl_rare_t *rare = NULL;
  int code = sl_engine_rare(s->engine, s->run->rare, &rare, error);
  if (code == SL_OK) {
    code = sl_result_writer_rare(s->writer, rare, error);
  }
  sl_rare_free(rare);
  return code;
}

static int draw(simulation_t *s, sl_error_t *error)
{
  int code = sl_engine_run(s->engine, receive, s, error);
  code = code == SL_OK ? sl_engine_exhibit(s->engine, s->prices, error) : code;
  if (code == SL_OK) {
    sl_result_writer_exhibit(s->writer, s->prices);
  }
  return code == SL_OK && s->run->rare > 0 ? draw_rare(s, error) : code;
}

static int finish(simulation_t *s, sl_error_t *error)
{
  int code = SL_OK;
  if (s->check != NULL) {
    code = sl_result_writer_checks(s->writer, sl_check_finish(s->check), error);
  }
  if (code == SL_OK) {
    code = sl_result_writer_finish(s->writer, &s->results, &s->summary, error);
    s->writer = NULL;
  }
  return code;
}

static void release(simulation_t *s)
{
  sl_summary_free(s->summary);
  sl_results_free(s->results);
  sl_result_writer_abort(s->writer);
  sl_check_free(s->check);
  sl_run_facts_free(s->facts);
  sl_engine_free(s->engine);
  free(s->prices);
}

/* Simulate into the file at path, which appears only when it is complete. */
static int simulate(simulation_t *s, const char *path, sl_error_t *error)
{
  cli_progress_t progress;
  cli_progress_init(&progress, s->run->quiet);
  int code = settle_prices(s, &progress, error);
  if (code == SL_OK) {
    code = open_outputs(s, path, error);
  }
  if (code == SL_OK) {
    code = draw(s, error);
  }
  cli_progress_end(&progress);
  return code == SL_OK ? finish(s, error) : code;
}

/* The page of the very file that was written: another run may have taken its name by now. */
static int print_page(const simulation_t *s, const char *path)
{
  if (s->run->quiet) {
    return EX_OK;
  }
  const int status = cli_print_results(s->results, s->summary, s->run->json);
  if (status == EX_OK && !s->run->json) {
    printf("\nWritten: %s\n", path);
  }
  return status;
}

static int run_loaded(const sl_scenario_t *scenario, const run_options_t *run, const char *path)
{
  sl_error_t error = {0};
  simulation_t s = {.scenario = scenario, .run = run};
  if (!run->quiet) {
    cli_print_warnings(&scenario->warnings);
  }
  const int status = sl_files_read_spare(&scenario->files, path, &error) == SL_OK &&
                             simulate(&s, path, &error) == SL_OK
                         ? print_page(&s, path)
                         : cli_report_error(&error);
  release(&s);
  return status;
}

static int run_scenario(const run_options_t *run, const char *path)
{
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  const int code = sl_scenario_load(run->scenario, &run->overrides, &scenario, &faults);
  const int status = code == SL_OK ? run_loaded(scenario, run, path) : cli_report_faults(&faults);
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
  return status;
}

int cmd_run(int argc, char **argv)
{
  run_options_t run = {0};
  cli_parse(&parser, argc, argv, &run);
  if (run.precision.goal != SL_PRECISION_NONE && !run.overrides.has_trials) {
    run.overrides.has_trials = true;
    run.overrides.trials = SL_PRECISION_MOST_TRIALS;
  }
  char *default_path = run.output == NULL ? cli_default_output(run.scenario, ".h5") : NULL;
  const char *path = run.output != NULL ? run.output : default_path;
  if (path == NULL) {
    const sl_error_t error = {.code = SL_ERR_MEMORY};
    return cli_report_error(&error);
  }
  const int status = run_scenario(&run, path);
  free(default_path);
  return status;
}
