/* stoploss check SCENARIO: its faults, or who is covered, or the scenario with every default. */
#include "sim/cli/cli.h"
#include "sim/cli/options.h"
#include "sim/cli/overrides.h"
#include "sim/engine/compile/annual_totals.h"
#include "sim/engine/engine.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/import/census_summary.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

typedef struct check_options {
  const char *scenario;
  cli_overrides_t overrides;
  bool resolved;
} check_options_t;

enum { KEY_RESOLVED = 512 };

static const struct argp_option options[] = {
    CLI_OPTION_SET,
    {"resolved", KEY_RESOLVED, NULL, 0,
     "Print the scenario with all defaults in place of the census summary", 0},
    {0}};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  check_options_t *check = state->input;
  if (key == CLI_KEY_SET) {
    cli_overrides_set(state, &check->overrides, argument);
    return 0;
  }
  if (key == KEY_RESOLVED) {
    check->resolved = true;
    return 0;
  }
  return cli_one_argument(state, key, argument, "SCENARIO", &check->scenario);
}

static const struct argp parser = {
    .options = options,
    .parser = parse_option,
    .args_doc = "SCENARIO",
    .doc = "Check SCENARIO, its census and its claims basis, and prepare the simulation without "
           "running it. Prints every fault with its place, or else who is covered (tiers, sexes, "
           "ages, waivers), notes on its assumptions, and warnings where rows of the census or, "
           "with a jurisdiction, its rules look wrong.\vWith --resolved the scenario with all "
           "defaults goes to standard output and can be run as it is, from the same folder."};

static const char *plural(double n) { return n == 1.0 ? "" : "s"; }

static void print_note(const char *path, const sl_scenario_t *s)
{
  const sl_enrolment_t *e = &s->group->enrolment;
  fprintf(stderr,
          "stoploss: %s has no faults: %.0f employee%s, %.0f member%s, %zu plan%s, %zu service%s, ",
          path, e->employees, plural(e->employees), e->members, plural(e->members), s->plans->n,
          plural((double)s->plans->n), s->claims->n_services,
          plural((double)s->claims->n_services));
  if (s->claims->n_conditions > 0) {
    fprintf(stderr, "%zu condition%s, ", s->claims->n_conditions,
            plural((double)s->claims->n_conditions));
  }
  fprintf(stderr, "%zu arrangement%s\n", s->arrangements->n, plural((double)s->arrangements->n));
}

/* What the decision page will say of the assumptions. */
static void print_notes(const sl_scenario_t *s)
{
  if (s->notes[0] != '\0') {
    fprintf(stderr, "stoploss: %s\n", s->notes);
  }
}

/* All that a run does before its first trial. */
static int prepare(const sl_scenario_t *scenario, sl_error_t *error)
{
  const sl_engine_options_t engine_options = {.threads = 0};
  sl_engine_t *engine = NULL;
  const int code = sl_engine_new(scenario, &engine_options, &engine, error);
  sl_engine_free(engine);
  return code;
}

/* A sampler that draws other words is never chosen for the user, but told of where a run with it
 * would begin. */
static void suggest_sampler(const sl_scenario_t *s)
{
  const sl_override_t by_totals = {"simulation.sampler", "totals"};
  const sl_overrides_t overrides = {&by_totals, 1};
  sl_error_t error = {0};
  sl_scenario_t *other = NULL;
  sl_faults_t faults;
  if (s->simulation->sampler == SL_SAMPLE_TOTALS || sl_annual_totals_obstacle(s) != NULL) {
    return;
  }
  sl_faults_init(&faults);
  if (sl_scenario_variant(NULL, s, &overrides, &other, &faults) == SL_OK &&
      prepare(other, &error) == SL_OK) {
    fputs("stoploss: simulation: {sampler: totals} would suit this scenario: it draws each "
          "member's annual total from a table, several times faster where amounts are spread\n",
          stderr);
  }
  sl_scenario_free(other);
  sl_faults_free(&faults);
}

static int print_what_is_asked(const check_options_t *given, const sl_scenario_t *scenario)
{
  if (given->resolved) {
    fputs(scenario->resolved, stdout);
    return EX_OK;
  }
  char *text = sl_census_summary(scenario);
  if (text == NULL) {
    return cli_report_error(
        &(sl_error_t){.code = SL_ERR_MEMORY, .text = "no memory for what the census holds"});
  }
  fputs(text, stdout);
  free(text);
  return EX_OK;
}

int cmd_check(int argc, char **argv)
{
  check_options_t given = {0};
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  sl_error_t error = {0};
  int status = EX_OK;
  cli_parse(&parser, argc, argv, &given);
  const sl_overrides_t overrides = cli_overrides_list(&given.overrides);
  sl_faults_init(&faults);
  if (sl_scenario_load(given.scenario, &overrides, &scenario, &faults) != SL_OK) {
    status = cli_report_faults(&faults);
  } else if (prepare(scenario, &error) != SL_OK) {
    status = cli_report_error(&error); /* no limit of the engine is left for a run to find */
  } else {
    print_note(given.scenario, scenario);
    cli_print_warnings(&scenario->warnings);
    print_notes(scenario);
    suggest_sampler(scenario);
    status = print_what_is_asked(&given, scenario);
  }
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
  cli_overrides_free(&given.overrides);
  return status;
}
