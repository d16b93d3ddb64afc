/* stoploss sensitivity: what moves the costs most, and what stresses do to them. */
#include "sim/cli/cli.h"
#include "sim/cli/document_file.h"
#include "sim/cli/job.h"
#include "sim/cli/options.h"
#include "sim/cli/overrides.h"
#include "sim/cli/progress.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/sensitivity/sensitivity_page.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

typedef struct sensitivity_options {
  const char *scenario;
  const char *output; /* NULL: standard output */
  const char *stress; /* NULL: those of the program alone */
  const char *arrangement;
  cli_form_t *form; /* by the output's ending */
  cli_job_t job;
} sensitivity_options_t;

enum { KEY_STRESS = 0x200 };

static const struct argp_option options[] = {
    {"arrangement", 'a', "NAME", 0,
     "Which arrangement the page is about (default: the first that pays claims itself)", 0},
    {"stress", KEY_STRESS, "FILE.yaml", 0,
     "Stresses of your own beside those of the program: stresses: [{name, says, set: {PATH: "
     "VALUE}}], values as in --set (stoploss explain stresses)",
     0},
    {"output", 'o', "FILE", 0,
     "Write the page here: FILE.xlsx, .html, .csv or .txt; without it, text is printed", 0},
    CLI_JOB_OPTIONS,
    {0},
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  sensitivity_options_t *given = state->input;
  switch (key) {
  case 'a':
    given->arrangement = argument;
    return 0;
  case KEY_STRESS:
    given->stress = argument;
    return 0;
  case 'o':
    given->output = argument;
    given->form = cli_form_of(state, argument, CLI_ENDINGS_FIGURES);
    return 0;
  default:
    return cli_job_parse(key, argument, state, &given->job) == 0
               ? 0
               : cli_one_argument(state, key, argument, "SCENARIO", &given->scenario);
  }
}

static const struct argp parser = {
    .options = options,
    .parser = parse_option,
    .args_doc = "SCENARIO",
    .doc =
        "What moves the cost most: trend (2 points), morbidity, area, enrolment, fees and quotes "
        "(10%), large claims and frailty (halved and doubled) and lag (30 days), one at a time, "
        "on the same simulated years; and stresses: a gene therapy, a pandemic year, the young "
        "leaving, trend 4 points higher, and your own. About twenty runs.\vEach case is a set of "
        "values as --set takes them, which --json prints: stoploss run with these gives the same "
        "costs."};

static int show(const sensitivity_options_t *given, const sl_scenario_t *scenario,
                const sl_sensitivity_result_t *result, sl_error_t *error)
{
  sl_document_t *document = sl_sensitivity_document(result);
  char *json = NULL;
  int code = given->job.json ? sl_sensitivity_json(result, &json, error) : SL_OK;
  if (code == SL_OK) {
    const cli_shown_t shown = {given->output, given->form, &scenario->files, json,
                               given->job.quiet};
    code = cli_document_show(document, &shown, error);
  }
  free(json);
  sl_document_free(document);
  return code;
}

/* The faults' own report where there are some. */
static int report(int code, const sl_faults_t *faults, const sl_error_t *error)
{
  if (code == SL_OK) {
    return EX_OK;
  }
  return faults->n > 0 ? cli_report_faults(faults) : cli_report_error(error);
}

static int vary(const sensitivity_options_t *given, sl_scenario_t *scenario, sl_faults_t *faults)
{
  sl_engine_options_t engine = {.threads = given->job.threads};
  sl_sensitivity_result_t *result = NULL;
  sl_stresses_t stresses = {0};
  sl_error_t error = {0};
  cli_progress_t progress;
  int code = SL_OK;
  if (given->stress != NULL) {
    code = sl_files_read_add(&scenario->files, "stresses", given->stress);
    code = code == SL_OK ? sl_stresses_read(given->stress, &stresses, faults) : code;
  }
  if (code == SL_OK && given->output != NULL) {
    code = sl_files_read_spare(&scenario->files, given->output, &error);
  }
  const sl_sensitivity_terms_t terms = {given->arrangement,
                                        given->stress != NULL ? &stresses : NULL};
  cli_progress_init(&progress, given->job.quiet);
  cli_progress_for(&progress, &engine);
  code = code == SL_OK ? sl_sensitivity(scenario, &terms, &engine, &result, faults, &error) : code;
  cli_progress_end(&progress);
  code = code == SL_OK ? show(given, scenario, result, &error) : code;
  sl_sensitivity_free(result);
  sl_stresses_free(&stresses);
  return report(code, faults, &error);
}

int cmd_sensitivity(int argc, char **argv)
{
  sensitivity_options_t given = {0};
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  int status;
  cli_parse(&parser, argc, argv, &given);
  sl_faults_init(&faults);
  const sl_overrides_t overrides = cli_overrides_list(&given.job.overrides);
  if (sl_scenario_load(given.scenario, &overrides, &scenario, &faults) != SL_OK) {
    status = cli_report_faults(&faults);
  } else {
    if (!given.job.quiet) {
      cli_print_warnings(&scenario->warnings);
    }
    status = vary(&given, scenario, &faults);
  }
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
  cli_overrides_free(&given.job.overrides);
  return status;
}
