/* stoploss exact SCENARIO: every summary figure without simulation, where there is an exact answer.
 */
#include "sim/cli/cli.h"
#include "sim/cli/options.h"
#include "sim/cli/overrides.h"
#include "sim/cli/paper.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/report/exact_report.h"
#include "sim/study/exact/exact.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

typedef struct exact_options {
  const char *scenario;
  cli_overrides_t overrides;
  bool json;
} exact_options_t;

static const struct argp_option options[] = {
    {"json", 'j', NULL, 0, "Print the figures as JSON", 0},
    CLI_OPTION_SET,
    {0},
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  exact_options_t *exact = state->input;
  if (key == 'j') {
    exact->json = true;
    return 0;
  }
  if (key == CLI_KEY_SET) {
    cli_overrides_set(state, &exact->overrides, argument);
    return 0;
  }
  return cli_one_argument(state, key, argument, "SCENARIO", &exact->scenario);
}

static const struct argp parser = {
    .options = options,
    .parser = parse_option,
    .args_doc = "SCENARIO",
    .doc = "Work out the exact figures of SCENARIO by Fourier transforms, without simulation: "
           "expected cost, quantiles, chance of a deficit, what the stop-loss pays, each with a "
           "bound of its error.\vWhat annual totals of independent persons cannot tell is left out "
           "and the reason said; where nothing remains the exit status is 65. Prices that rest on "
           "the claims use exact expectations in place of a run's pricing pass. Last digits may "
           "differ between processors."};

static int refuse(const char *path, const sl_scenario_t *scenario, const sl_exact_t *exact)
{
  fprintf(stderr, "stoploss: %s has no exact answer; `stoploss run` simulates it.\n", path);
  for (size_t i = 0; i < exact->reasons.n; i++) {
    fprintf(stderr, "stoploss: %s\n", exact->reasons.text[i]);
  }
  for (size_t a = 0; a < exact->n_arrangements; a++) {
    const sl_exact_reasons_t *reasons = &exact->arrangements[a].reasons;
    for (size_t i = 0; i < reasons->n; i++) {
      fprintf(stderr, "stoploss: '%s': %s\n", scenario->arrangements->list[a].name,
              reasons->text[i]);
    }
  }
  return EX_DATAERR;
}

static int print_exact(const exact_options_t *options_given, const sl_scenario_t *scenario)
{
  sl_exact_t *exact = NULL;
  char *text = NULL;
  sl_error_t error = {0};
  int status = EX_OK;
  const sl_paper_t paper = cli_paper();
  int code = sl_exact_new(scenario, &exact, &error);
  if (code == SL_OK && !exact->is_known) {
    status = refuse(options_given->scenario, scenario, exact);
  } else if (code == SL_OK) {
    code = options_given->json ? sl_exact_report_json(scenario, exact, &text, &error)
                               : sl_exact_report_text(scenario, exact, &paper, &text, &error);
  }
  if (code != SL_OK) {
    status = cli_report_error(&error);
  } else if (text != NULL) {
    fputs(text, stdout);
  }
  free(text);
  sl_exact_free(exact);
  return status;
}

int cmd_exact(int argc, char **argv)
{
  exact_options_t given = {0};
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  cli_parse(&parser, argc, argv, &given);
  sl_faults_init(&faults);
  const sl_overrides_t overrides = cli_overrides_list(&given.overrides);
  int status;
  if (sl_scenario_load(given.scenario, &overrides, &scenario, &faults) != SL_OK) {
    status = cli_report_faults(&faults);
  } else {
    cli_print_warnings(&scenario->warnings);
    status = print_exact(&given, scenario);
  }
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
  cli_overrides_free(&given.overrides);
  return status;
}
