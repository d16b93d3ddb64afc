/* stoploss sweep: every specific deductible and aggregate corridor of an arrangement on the same
 * claims, into one file and one page. */
#include "models/funding/arrangement.h"
#include "sim/cli/cli.h"
#include "sim/cli/job.h"
#include "sim/cli/options.h"
#include "sim/cli/overrides.h"
#include "sim/cli/paper.h"
#include "sim/cli/progress.h"
#include "sim/cli/sweep_lists.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/report/sweep_page.h"
#include "sim/output/result_file/sweep_file.h"

#include <argp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

typedef struct sweep_options {
  const char *scenario;
  const char *output; /* NULL: the scenario's stem plus -sweep.h5 in the current folder */
  cli_sweep_lists_t lists;
  cli_job_t job;
} sweep_options_t;

static const struct argp_option options[] = {
    CLI_SWEEP_OPTIONS,
    {"output", 'o', "OUT.h5", 0, "File (default: the scenario's name with -sweep.h5, here)", 0},
    CLI_JOB_OPTIONS,
    {0},
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  sweep_options_t *sweep = state->input;
  if (key == 'o') {
    sweep->output = argument;
    return 0;
  }
  if (cli_job_parse(key, argument, state, &sweep->job) == 0 ||
      cli_sweep_parse(key, argument, state, &sweep->lists) == 0) {
    return 0;
  }
  if (key == ARGP_KEY_END && cli_sweep_terms(&sweep->lists) == NULL) {
    argp_error(state, "nothing to sweep: give --specific, --corridor or both");
  }
  return cli_one_argument(state, key, argument, "SCENARIO", &sweep->scenario);
}

static const struct argp parser = {
    options,
    parse_option,
    "SCENARIO",
    "Cost an arrangement at every combination of specific deductibles and aggregate corridors, all "
    "on the same simulated claims; write the costs to an HDF5 file and print tables.",
    NULL,
    NULL,
    NULL};

/* ---- the job ---- */

static int print_result(const sl_sweep_result_t *result, bool json, sl_error_t *error)
{
  char *text = NULL;
  const sl_paper_t paper = cli_paper();
  const int code =
      json ? sl_sweep_json(result, &text, error) : sl_sweep_text(result, &paper, &text, error);
  if (code == SL_OK) {
    fputs(text, stdout);
    if (json) {
      putchar('\n');
    }
  }
  free(text);
  return code;
}

/* The file of a sweep, and the bar beside it. */
typedef struct output {
  sl_sweep_file_t file; /* first: the sink's calls take the output for it */
  cli_progress_t progress;
} output_t;

/* What is read back shows no bar. */
static int finish(void *context, sl_error_t *error)
{
  output_t *output = context;
  cli_progress_end(&output->progress);
  return sl_sweep_file_finish(&output->file, error);
}

/* Into the file at path, which appears only when it is complete. */
static int simulate(const sl_scenario_t *scenario, const sweep_options_t *sweep, const char *path,
                    sl_error_t *error)
{
  output_t output = {.file.path = path};
  sl_sweep_into_t sink = sl_sweep_file_sink(&output);
  sl_engine_options_t engine = {.threads = sweep->job.threads};
  sl_sweep_t *job = NULL;
  sink.finish = finish;
  cli_progress_init(&output.progress, sweep->job.quiet);
  cli_progress_for(&output.progress, &engine);
  int code = sl_sweep_new(scenario, &sweep->lists.terms, &engine, &job, error);
  code = code == SL_OK ? sl_sweep_all(job, &sink, error) : code;
  cli_progress_end(&output.progress);
  sl_sweep_writer_abort(output.file.writer);
  if (code == SL_OK && !sweep->job.quiet) {
    code = print_result(sl_sweep_result(job), sweep->job.json, error);
  }
  sl_sweep_free(job);
  return code;
}

static int sweep_loaded(const sl_scenario_t *scenario, sweep_options_t *sweep, const char *path)
{
  sl_error_t error = {0};
  if (!sweep->job.quiet) {
    cli_print_warnings(&scenario->warnings);
  }
  int code = sl_files_read_spare(&scenario->files, path, &error);
  if (code == SL_OK) {
    code =
        sl_sweep_find(scenario, sweep->lists.arrangement, &sweep->lists.terms.arrangement, &error);
  }
  code = code == SL_OK ? simulate(scenario, sweep, path, &error) : code;
  if (code != SL_OK) {
    return cli_report_error(&error);
  }
  if (!sweep->job.quiet && !sweep->job.json) {
    printf("\nWritten: %s\n", path);
  }
  return EX_OK;
}

static int sweep_scenario(sweep_options_t *sweep, const char *path)
{
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  const sl_overrides_t overrides = cli_overrides_list(&sweep->job.overrides);
  const int code = sl_scenario_load(sweep->scenario, &overrides, &scenario, &faults);
  const int status =
      code == SL_OK ? sweep_loaded(scenario, sweep, path) : cli_report_faults(&faults);
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
  return status;
}

int cmd_sweep(int argc, char **argv)
{
  sweep_options_t sweep = {0};
  cli_parse(&parser, argc, argv, &sweep);
  char *default_path =
      sweep.output == NULL ? cli_default_output(sweep.scenario, "-sweep.h5") : NULL;
  const char *path = sweep.output != NULL ? sweep.output : default_path;
  int status;
  if (path == NULL) {
    const sl_error_t error = {.code = SL_ERR_MEMORY};
    status = cli_report_error(&error);
  } else {
    status = sweep_scenario(&sweep, path);
  }
  cli_overrides_free(&sweep.job.overrides);
  free(default_path);
  cli_sweep_free(&sweep.lists);
  return status;
}
