/* stoploss optimize: which of the choices, on the same simulated claims. */
#include "sim/cli/cli.h"
#include "sim/cli/document_file.h"
#include "sim/cli/job.h"
#include "sim/cli/options.h"
#include "sim/cli/overrides.h"
#include "sim/cli/progress.h"
#include "sim/cli/quotes_scenario.h"
#include "sim/cli/sweep_lists.h"
#include "sim/cli/value_list.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/optimize/optimize_page.h"

#include <argp.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#define AMOUNT_MAX 1e15

typedef struct optimize_options {
  const char *scenario;
  const char *quotes; /* of a file, in the place of its arrangements; NULL: its own */
  const char *output; /* NULL: standard output */
  cli_form_t *form;   /* by the output's ending */
  cli_sweep_lists_t sweep;
  sl_optimize_terms_t terms;
  cli_job_t job;
} optimize_options_t;

enum { KEY_DEFICIT = 0x200, KEY_RESERVE, KEY_BUDGET, KEY_RISK, KEY_QUOTES };

static const struct argp_option options[] = {
    {"max-deficit-chance", KEY_DEFICIT, "P", 0,
     "Only choices that pass the budget with at most this chance: 10% or 0.1", 0},
    {"max-reserve", KEY_RESERVE, "AMOUNT", 0,
     "Only choices for which so much beyond the budget is enough in 95 years of 100", 0},
    {"budget", KEY_BUDGET, "AMOUNT", 0,
     "The budget of every choice (default: that of the first arrangement)", 0},
    {"risk", KEY_RISK, "MEASURE", 0,
     "What the frontier sets against the expected cost: tvar95 (the default: the average of the "
     "worst 5% of years), tvar99, or deficit (the chance to pass the budget)",
     0},
    {"quotes", KEY_QUOTES, "FILE", 0,
     "The options of a comparison of quotes in the place of the scenario's arrangements (see "
     "stoploss import quotes)",
     0},
    CLI_SWEEP_OPTIONS,
    {"output", 'o', "FILE", 0,
     "Write the page here: FILE.xlsx, .html, .csv or .txt; without it, text is printed", 0},
    CLI_JOB_OPTIONS,
    {0},
};

static sl_risk_t risk_of(const struct argp_state *state, const char *word)
{
  for (size_t i = 0; i < SL_RISKS; i++) {
    if (strcmp(word, sl_risk_names[i]) == 0) {
      return (sl_risk_t)i;
    }
  }
  argp_error(state, "--risk is tvar95, tvar99 or deficit, not '%s'", word);
  return SL_RISK_TVAR95;
}

/* What the choices have to keep; ARGP_ERR_UNKNOWN for any other key. */
static error_t parse_limits(int key, char *argument, struct argp_state *state)
{
  sl_optimize_terms_t *terms = &((optimize_options_t *)state->input)->terms;
  switch (key) {
  case KEY_DEFICIT:
    terms->most_deficit = cli_share(state, "--max-deficit-chance", argument);
    return 0;
  case KEY_RESERVE:
    terms->most_reserve = cli_amount(state, "--max-reserve", argument, AMOUNT_MAX);
    return 0;
  case KEY_BUDGET:
    terms->budget = cli_amount(state, "--budget", argument, AMOUNT_MAX);
    return 0;
  case KEY_QUOTES:
    ((optimize_options_t *)state->input)->quotes = argument;
    return 0;
  case KEY_RISK:
    terms->risk = risk_of(state, argument);
    return 0;
  default:
    return cli_sweep_parse(key, argument, state, &((optimize_options_t *)state->input)->sweep);
  }
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  optimize_options_t *given = state->input;
  if (key == 'o') {
    given->output = argument;
    given->form = cli_form_of(state, argument, CLI_ENDINGS_FIGURES);
    return 0;
  }
  if (cli_job_parse(key, argument, state, &given->job) == 0 ||
      parse_limits(key, argument, state) == 0) {
    return 0;
  }
  return cli_one_argument(state, key, argument, "SCENARIO", &given->scenario);
}

static const struct argp parser = {
    .options = options,
    .parser = parse_option,
    .args_doc = "SCENARIO",
    .doc = "Which way to fund the plans: expected cost against risk of every arrangement of the "
           "scenario, on the same simulated claims. With --specific or --corridor also of every "
           "combination of them in one arrangement, at premiums that the model prices. Names the "
           "lowest cost within the limits, what cannot be told from it, what is dominated."};

static int show(const optimize_options_t *given, const sl_scenario_t *scenario,
                const sl_optimize_result_t *result, sl_error_t *error)
{
  sl_document_t *document = sl_optimize_document(result);
  char *json = NULL;
  int code = given->job.json ? sl_optimize_json(result, &json, error) : SL_OK;
  if (code == SL_OK) {
    const cli_shown_t shown = {given->output, given->form, &scenario->files, json,
                               given->job.quiet};
    code = cli_document_show(document, &shown, error);
  }
  free(json);
  sl_document_free(document);
  return code;
}

static int optimize(optimize_options_t *given, const sl_scenario_t *scenario, sl_error_t *error)
{
  sl_engine_options_t engine = {.threads = given->job.threads};
  sl_optimize_result_t *result = NULL;
  cli_progress_t progress;
  int code = SL_OK;
  if (given->output != NULL) {
    code = sl_files_read_spare(&scenario->files, given->output, error);
  }
  const sl_sweep_terms_t *sweep = cli_sweep_terms(&given->sweep);
  if (code == SL_OK && sweep != NULL) {
    code =
        sl_sweep_find(scenario, given->sweep.arrangement, &given->sweep.terms.arrangement, error);
  }
  given->terms.sweep = sweep;
  cli_progress_init(&progress, given->job.quiet);
  cli_progress_for(&progress, &engine);
  code = code == SL_OK ? sl_optimize(scenario, &given->terms, &engine, &result, error) : code;
  cli_progress_end(&progress);
  code = code == SL_OK ? show(given, scenario, result, error) : code;
  sl_optimize_free(result);
  return code;
}

int cmd_optimize(int argc, char **argv)
{
  optimize_options_t given = {.terms = {.budget = NAN, .most_deficit = NAN, .most_reserve = NAN}};
  sl_scenario_t *scenario = NULL;
  sl_error_t error = {0};
  sl_faults_t faults;
  int status;
  cli_parse(&parser, argc, argv, &given);
  sl_faults_init(&faults);
  const sl_overrides_t overrides = cli_overrides_list(&given.job.overrides);
  const int code =
      given.quotes != NULL
          ? cli_quotes_scenario(given.quotes, given.scenario, &overrides, &scenario, &faults)
          : sl_scenario_load(given.scenario, &overrides, &scenario, &faults);
  if (code != SL_OK) {
    status = cli_report_faults(&faults);
  } else {
    if (!given.job.quiet) {
      cli_print_warnings(&scenario->warnings);
    }
    status = optimize(&given, scenario, &error) == SL_OK ? EX_OK : cli_report_error(&error);
  }
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
  cli_overrides_free(&given.job.overrides);
  cli_sweep_free(&given.sweep);
  return status;
}
