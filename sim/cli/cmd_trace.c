/* stoploss trace: one simulated year, claim by claim. */
#include "sim/cli/cli.h"
#include "sim/cli/document_file.h"
#include "sim/cli/job.h"
#include "sim/cli/options.h"
#include "sim/cli/overrides.h"
#include "sim/cli/progress.h"
#include "sim/cli/stored_scenario.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/output/files/atomic_file.h"
#include "sim/output/result_file/result_file.h"
#include "sim/output/trace/trace_page.h"
#include "sim/study/trace/stored.h"

#include <argp.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#define PERSONS 5

typedef struct trace_options {
  const char *source;   /* OUT.h5 or SCENARIO */
  const char *scenario; /* of OUT.h5 */
  const char *output, *csv;
  cli_form_t *form; /* by the output's ending; NULL: every claim as CSV */
  cli_job_t job;
  uint64_t trial, persons;
  bool has_trial, is_result;
} trace_options_t;

enum { KEY_TRIAL = 0x200, KEY_PERSONS, KEY_SCENARIO, KEY_CSV };

static const struct argp_option options[] = {
    {"trial", KEY_TRIAL, "N", 0, "Which simulated year, counted from 0 as in the result file", 0},
    {"persons", KEY_PERSONS, "K", 0,
     "How many of the dearest persons are told of (default: 5; 0: all)", 0},
    {"scenario", KEY_SCENARIO, "FILE", 0,
     "Of OUT.h5: the scenario's file, beside which census and bases stand. OUT.h5 holds the "
     "scenario as it was run, but no paths and no census",
     0},
    {"csv", KEY_CSV, "FILE", 0, "Write every claim of every person here, as CSV", 0},
    {"output", 'o', "FILE", 0,
     "Write the page here: FILE.txt, .html or .xlsx; FILE.csv is as --csv", 0},
    CLI_JOB_OPTIONS,
    {0},
};

static bool ends_in_csv(const char *path)
{
  const char *ending = strrchr(path, '.');
  return ending != NULL && strcasecmp(ending, ".csv") == 0;
}

/* What is wrong only once all options are known. */
static error_t look_at_all(const struct argp_state *state, trace_options_t *given)
{
  if (given->source == NULL) {
    argp_error(state, "OUT.h5 or SCENARIO is missing");
  } else if (!given->has_trial) {
    argp_error(state, "--trial N is missing: which year?");
  } else {
    given->is_result = cli_is_result(given->source);
    if (given->is_result && given->job.overrides.n > 0) {
      argp_error(state, "a result holds the scenario as it was run: --set, --seed and --trials are "
                        "for a scenario");
    } else if (given->is_result && given->scenario == NULL) {
      argp_error(state,
                 "%s holds no census and no path to one: say where its scenario stands, "
                 "--scenario FILE",
                 given->source);
    } else if (!given->is_result && given->scenario != NULL) {
      argp_error(state, "--scenario is for a result file, which %s is not", given->source);
    }
  }
  return 0;
}

/* Which year, and what comes of it; ARGP_ERR_UNKNOWN for any other key. */
static error_t parse_year(int key, char *argument, const struct argp_state *state,
                          trace_options_t *given)
{
  switch (key) {
  case KEY_TRIAL:
    given->trial = cli_whole_number(state, "--trial", argument, 0, UINT32_MAX - 1);
    given->has_trial = true;
    return 0;
  case KEY_PERSONS:
    given->persons = cli_whole_number(state, "--persons", argument, 0, UINT32_MAX);
    return 0;
  case KEY_SCENARIO:
    given->scenario = argument;
    return 0;
  case KEY_CSV:
    given->csv = argument;
    return 0;
  case 'o':
    given->output = argument;
    given->form = ends_in_csv(argument) ? NULL : cli_form_of(state, argument, CLI_ENDINGS_FIGURES);
    return 0;
  case ARGP_KEY_ARG:
    return cli_one_argument(state, key, argument, "OUT.h5 or SCENARIO", &given->source);
  case ARGP_KEY_END:
    return look_at_all(state, given);
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  trace_options_t *given = state->input;
  return cli_job_parse(key, argument, state, &given->job) == 0
             ? 0
             : parse_year(key, argument, state, given);
}

static const struct argp parser = {
    .options = options,
    .parser = parse_option,
    .args_doc = "OUT.h5|SCENARIO",
    .doc = "One simulated year told claim by claim: who was dear and why, when it was paid, what "
           "each contract paid back and what the year cost. The lines sum to the stored year to "
           "the cent.\vPersons are rows of the census. Of OUT.h5 the block of 512 years around N "
           "is simulated once more first: where one of them comes out otherwise, census, basis or "
           "program are not those of the run, and that is an error (65). For a year worth looking "
           "at: stoploss table OUT.h5 cost."};

/* ---- what comes of a trace ---- */

static int write_csv(const sl_trace_t *trace, const char *path, const sl_files_read_t *files,
                     sl_error_t *error)
{
  char *bytes = NULL;
  size_t n = 0;
  int code = sl_files_read_spare(files, path, error);
  code = code == SL_OK ? sl_trace_csv(trace, &bytes, &n, error) : code;
  code = code == SL_OK ? sl_atomic_file_write(path, bytes, n, error) : code;
  free(bytes);
  return code;
}

static int print(const trace_options_t *given, const sl_trace_t *trace,
                 const sl_document_t *document, sl_error_t *error)
{
  char *text = NULL;
  if (!given->job.json) {
    return cli_document_print(document, error);
  }
  const int code = sl_trace_json(trace, (size_t)given->persons, &text, error);
  if (code == SL_OK) {
    puts(text);
  }
  free(text);
  return code;
}

static int write_page(const trace_options_t *given, const sl_trace_t *trace,
                      const sl_document_t *document, const sl_files_read_t *files,
                      sl_error_t *error)
{
  return given->form != NULL
             ? cli_document_write(document, given->form, given->output, files, error)
             : write_csv(trace, given->output, files, error);
}

static int show(const trace_options_t *given, const sl_trace_t *trace, const sl_files_read_t *files,
                sl_error_t *error)
{
  const bool talks = !given->job.quiet && !given->job.json;
  const bool page = given->output == NULL && given->csv == NULL;
  sl_document_t *document = sl_trace_document(trace, (size_t)given->persons);
  int code = given->csv != NULL ? write_csv(trace, given->csv, files, error) : (int)SL_OK;
  if (code == SL_OK && given->csv != NULL && talks) {
    cli_print_path(NULL, given->csv);
  }
  if (code == SL_OK && given->output != NULL) {
    code = write_page(given, trace, document, files, error);
    if (code == SL_OK && talks) {
      cli_print_path(NULL, given->output);
    }
  }
  if (code == SL_OK && !given->job.quiet && (given->job.json || page)) {
    code = print(given, trace, document, error);
  }
  sl_document_free(document);
  return code;
}

/* results: NULL of a scenario. files: none of them is written over. */
static int trace(const trace_options_t *given, const sl_scenario_t *scenario,
                 const sl_results_t *results, const sl_files_read_t *files, sl_error_t *error)
{
  sl_engine_options_t engine = {
      .threads = given->job.threads, .first_block = given->trial / SL_BLOCK_TRIALS, .n_blocks = 1};
  sl_tracer_t *tracer = NULL;
  sl_trace_t *year = NULL;
  cli_progress_t progress;
  if (given->trial >= scenario->simulation->trials) {
    return sl_fail(error, SL_ERR_ARGUMENT,
                   "no trial %" PRIu64 ": they are counted from 0 to %" PRIu64, given->trial,
                   scenario->simulation->trials - 1);
  }
  cli_progress_init(&progress, given->job.quiet);
  cli_progress_for(&progress, &engine);
  int code = sl_tracer_new(scenario, &engine, &tracer, error);
  if (code == SL_OK && results != NULL) {
    code = sl_trace_same(tracer, results, error);
  }
  cli_progress_end(&progress);
  code = code == SL_OK ? sl_trace_take(tracer, (uint32_t)given->trial, &year, error) : code;
  code = code == SL_OK ? show(given, year, files, error) : code;
  sl_trace_free(year);
  sl_tracer_free(tracer);
  return code;
}

/* ---- from what ---- */

static int report(const sl_error_t *error)
{
  const int status = cli_report_error(error);
  return error->code == SL_ERR_ARGUMENT ? EX_USAGE : status;
}

static int trace_scenario(const trace_options_t *given)
{
  const sl_overrides_t overrides = cli_overrides_list(&given->job.overrides);
  sl_scenario_t *scenario = NULL;
  sl_error_t error = {0};
  sl_faults_t faults;
  int status = EX_OK;
  sl_faults_init(&faults);
  if (sl_scenario_load(given->source, &overrides, &scenario, &faults) != SL_OK) {
    status = cli_report_faults(&faults);
  } else {
    if (!given->job.quiet) {
      cli_print_warnings(&scenario->warnings);
    }
    if (trace(given, scenario, NULL, &scenario->files, &error) != SL_OK) {
      status = report(&error);
    }
  }
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
  return status;
}

static int trace_stored(const trace_options_t *given, const sl_results_t *results)
{
  sl_scenario_t *scenario = NULL;
  sl_files_read_t files = {0};
  sl_error_t error = {0};
  sl_faults_t faults;
  int status = EX_OK, code = sl_files_read_add(&files, "result", given->source);
  sl_faults_init(&faults);
  if (code != SL_OK) {
    sl_fail(&error, code, "no memory for the names of files");
    status = report(&error);
  } else if (cli_stored_scenario(results->facts, given->scenario, &files, &scenario, &faults) !=
             SL_OK) {
    status = cli_report_faults(&faults);
  } else if (trace(given, scenario, results, &files, &error) != SL_OK) {
    status = report(&error);
  }
  sl_scenario_free(scenario);
  sl_files_read_free(&files);
  sl_faults_free(&faults);
  return status;
}

static int trace_result(const trace_options_t *given)
{
  sl_results_t *results = NULL;
  sl_error_t error = {0};
  const int status = sl_result_file_open(given->source, &results, &error) == SL_OK
                         ? trace_stored(given, results)
                         : report(&error);
  sl_results_free(results);
  return status;
}

int cmd_trace(int argc, char **argv)
{
  trace_options_t given = {.persons = PERSONS};
  cli_parse(&parser, argc, argv, &given);
  const int status = given.is_result ? trace_result(&given) : trace_scenario(&given);
  cli_overrides_free(&given.job.overrides);
  return status;
}
