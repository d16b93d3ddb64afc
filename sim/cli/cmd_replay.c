/* stoploss replay: past large claimants through each arrangement's specific stop-loss. */
#include "sim/cli/cli.h"
#include "sim/cli/options.h"
#include "sim/cli/overrides.h"
#include "sim/cli/paper.h"
#include "sim/cli/value_list.h"
#include "sim/input/large_claims/large_claims.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/report/replay_page.h"
#include "sim/study/run.h"

#include <argp.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#define DEDUCTIBLE_MAX 1e15 /* as every amount of a scenario */

typedef struct replay_options {
  const char *scenario, *claims;
  double *deductibles; /* owned; NULL: not given */
  sl_replay_terms_t terms;
  cli_overrides_t overrides;
  bool json;
} replay_options_t;

enum { KEY_CLAIMS = 0x100, KEY_SPECIFIC, KEY_TREND };

static const struct argp_option options[] = {
    {"claims", KEY_CLAIMS, "LARGE.csv", 0,
     "The group's past large claimants: columns year and amount, and where they are known "
     "claimant, incurred_month and paid_month",
     0},
    {"specific", KEY_SPECIFIC, "LIST", 0,
     "Deductibles beside each arrangement's own: 50k,75k,100k, or 50k:500k:10", 0},
    {"trend", KEY_TREND, "R", 0,
     "Yearly growth of the amounts, such as 0.08 (default: the scenario's trend)", 0},
    {"json", 'j', NULL, 0, "Print the figures as JSON", 0},
    CLI_OPTION_SET,
    {0},
};

static const cli_value_rule_t specific_rule = {.option = "--specific",
                                               .example = "50k,75k,100k or 50k:500k:10",
                                               .high = DEDUCTIBLE_MAX,
                                               .most = SL_REPLAY_DEDUCTIBLES_MAX};

static int ascending(const void *left, const void *right)
{
  const double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  replay_options_t *replay = state->input;
  switch (key) {
  case KEY_CLAIMS:
    replay->claims = argument;
    return 0;
  case KEY_SPECIFIC:
    free(replay->deductibles);
    replay->deductibles = NULL;
    replay->terms.n = cli_value_list(state, &specific_rule, argument, &replay->deductibles);
    qsort(replay->deductibles, replay->terms.n, sizeof *replay->deductibles, ascending);
    return 0;
  case KEY_TREND:
    replay->terms.trend = cli_number(state, "--trend", argument, -1.0, 1.0);
    return 0;
  case 'j':
    replay->json = true;
    return 0;
  case CLI_KEY_SET:
    cli_overrides_set(state, &replay->overrides, argument);
    return 0;
  default:
    if (key == ARGP_KEY_END && replay->claims == NULL) {
      argp_error(state, "give the past large claimants: --claims LARGE.csv");
    }
    return cli_one_argument(state, key, argument, "SCENARIO", &replay->scenario);
  }
}

static const struct argp parser = {
    .options = options,
    .parser = parse_option,
    .args_doc = "SCENARIO --claims LARGE.csv",
    .doc = "What each arrangement's specific stop-loss would have paid for the group's own large "
           "claimants of past years, in the money of the scenario's plan year: a back-test of the "
           "deductible.\vAmounts are what the plan paid before stop-loss. Past years are taken at "
           "the size that the group had. Nothing that identifies a claimant is printed."};

static int print(const replay_options_t *given, const sl_scenario_t *scenario,
                 const sl_replay_t *replay, const sl_price_t *prices, sl_error_t *error)
{
  const sl_paper_t paper = cli_paper();
  char *text = NULL;
  const int code = given->json ? sl_replay_json(scenario, replay, prices, &text, error)
                               : sl_replay_text(scenario, replay, prices, &paper, &text, error);
  if (code == SL_OK) {
    fputs(text, stdout);
  }
  free(text);
  return code;
}

static int replay_claims(const replay_options_t *given, const sl_scenario_t *scenario,
                         const sl_large_claims_t *claims, sl_error_t *error)
{
  const sl_run_options_t job = {.engine = {.price_anyway = true}};
  sl_replay_t *replay = NULL;
  sl_run_t *run = NULL;
  int code = sl_replay_new(scenario, claims, &given->terms, &replay, error);
  if (code == SL_OK && replay->n_covers == 0) {
    code = sl_fail(error, SL_ERR_INPUT, "no arrangement has a specific stop-loss to replay");
  }
  code = code == SL_OK ? sl_run_new(scenario, &job, &run, error) : code;
  if (code == SL_OK) {
    code = print(given, scenario, replay, sl_run_prices(run), error);
  }
  sl_run_free(run);
  sl_replay_free(replay);
  return code;
}

static int replay_loaded(const replay_options_t *given, const sl_scenario_t *scenario,
                         sl_faults_t *faults)
{
  sl_large_claims_t *claims = NULL;
  sl_error_t error = {0};
  sl_faults_t warnings;
  int status;
  sl_faults_init(&warnings);
  cli_print_warnings(&scenario->warnings);
  if (sl_large_claims_read(NULL, given->claims, scenario->start.year, &claims, faults, &warnings) !=
      SL_OK) {
    status = cli_report_faults(faults);
  } else {
    cli_print_warnings(&warnings);
    status =
        replay_claims(given, scenario, claims, &error) == SL_OK ? EX_OK : cli_report_error(&error);
  }
  sl_faults_free(&warnings);
  sl_large_claims_free(claims);
  return status;
}

int cmd_replay(int argc, char **argv)
{
  replay_options_t given = {.terms.trend = NAN};
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  cli_parse(&parser, argc, argv, &given);
  given.terms.deductibles = given.deductibles;
  sl_faults_init(&faults);
  const sl_overrides_t overrides = cli_overrides_list(&given.overrides);
  int status;
  if (sl_scenario_load(given.scenario, &overrides, &scenario, &faults) != SL_OK) {
    status = cli_report_faults(&faults);
  } else {
    status = replay_loaded(&given, scenario, &faults);
  }
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
  cli_overrides_free(&given.overrides);
  free(given.deductibles);
  return status;
}
