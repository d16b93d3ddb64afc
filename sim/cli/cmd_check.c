/* stoploss check SCENARIO: its faults, or the scenario with every default filled in. */
#include "sim/cli/cli.h"
#include "sim/cli/options.h"
#include "sim/engine/compile/annual_totals.h"
#include "sim/engine/engine.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"

#include <argp.h>
#include <stdio.h>
#include <sysexits.h>

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  return cli_one_argument(state, key, argument, "SCENARIO", state->input);
}

static const struct argp parser = {
    .parser = parse_option,
    .args_doc = "SCENARIO",
    .doc = "Check SCENARIO, its census and its claims basis, and prepare the simulation without "
           "running it. Prints every fault with its place, or else the scenario with all defaults "
           "filled in, notes on its assumptions, and warnings where rows of the census or, with a "
           "jurisdiction, its rules look wrong.\vThe scenario goes to standard output and can be "
           "run as it is, from the same folder."};

static const char *plural(double n) { return n == 1.0 ? "" : "s"; }

static void print_note(const char *path, const sl_scenario_t *s)
{
  const sl_enrolment_t *e = &s->group->enrolment;
  fprintf(stderr,
          "stoploss: %s has no faults: %.0f employee%s, %.0f member%s, %zu plan%s, %zu service%s, "
          "%zu arrangement%s\n",
          path, e->employees, plural(e->employees), e->members, plural(e->members), s->plans->n,
          plural((double)s->plans->n), s->claims->n_services, plural((double)s->claims->n_services),
          s->arrangements->n, plural((double)s->arrangements->n));
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
  const sl_engine_options_t options = {.threads = 0};
  sl_engine_t *engine = NULL;
  const int code = sl_engine_new(scenario, &options, &engine, error);
  sl_engine_free(engine);
  return code;
}

/* A sampler that draws other words is never chosen for the user, but told of where a run with it
 * would begin. */
static void suggest_sampler(const sl_scenario_t *s)
{
  sl_error_t error = {0};
  if (s->simulation->sampler == SL_SAMPLE_TOTALS || sl_annual_totals_obstacle(s) != NULL) {
    return;
  }
  sl_simulation_t by_totals = *s->simulation;
  sl_scenario_t other = *s;
  by_totals.sampler = SL_SAMPLE_TOTALS;
  other.simulation = &by_totals;
  if (prepare(&other, &error) == SL_OK) {
    fputs("stoploss: simulation: {sampler: totals} would suit this scenario: it draws each "
          "member's annual total from a table, several times faster where amounts are spread\n",
          stderr);
  }
}

int cmd_check(int argc, char **argv)
{
  const char *path = NULL;
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  sl_error_t error = {0};
  int status = EX_OK;
  cli_parse(&parser, argc, argv, &path);
  sl_faults_init(&faults);
  if (sl_scenario_load(path, NULL, &scenario, &faults) != SL_OK) {
    status = cli_report_faults(&faults);
  } else if (prepare(scenario, &error) != SL_OK) {
    status = cli_report_error(&error); /* no limit of the engine is left for a run to find */
  } else {
    print_note(path, scenario);
    cli_print_warnings(&scenario->warnings);
    print_notes(scenario);
    suggest_sampler(scenario);
    fputs(scenario->resolved, stdout);
  }
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
  return status;
}
