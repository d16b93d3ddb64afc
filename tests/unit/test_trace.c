/* A year told claim by claim beside the stored trial: 10,000 random trials of all shipped scenarios
 * in a full run, some hundred otherwise. The trials come from the run's own path, which knows sums;
 * the lines from one trial by itself, and what contracts pay from balances that claims run down. */
#include "models/random/streams.h"
#include "sim/engine/compile/dating.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/study/trace/trace.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HALF_A_CENT 0.005

/* The figures of a run that a trace is held against. */
typedef struct stored {
  const sl_scenario_t *scenario;
  uint64_t trials;
  double *trial[SL_N_TRIAL_VARIABLES]; /* [trials] */
  double *cost[SL_N_COST_VARIABLES];   /* [trials][arrangements] */
} stored_t;

static int put(void *context, const sl_block_t *block, sl_error_t *error)
{
  stored_t *stored = context;
  const size_t n = block->n_trials, n_arrangements = block->n_arrangements;
  (void)error;
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    memcpy(stored->trial[v] + block->first_trial, block->trial[v], n * sizeof(double));
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    memcpy(stored->cost[v] + block->first_trial * n_arrangements, block->cost[v],
           n * n_arrangements * sizeof(double));
  }
  return SL_OK;
}

static void store(stored_t *stored, const sl_scenario_t *scenario, uint64_t trials)
{
  const size_t n = (size_t)trials, n_arrangements = scenario->arrangements->n;
  *stored = (stored_t){.scenario = scenario, .trials = trials};
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    stored->trial[v] = calloc(n, sizeof(double));
    CU_ASSERT_PTR_NOT_NULL_FATAL(stored->trial[v]);
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    stored->cost[v] = calloc(n * n_arrangements, sizeof(double));
    CU_ASSERT_PTR_NOT_NULL_FATAL(stored->cost[v]);
  }
}

static void forget(stored_t *stored)
{
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    free(stored->trial[v]);
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    free(stored->cost[v]);
  }
}

/* ---- one trace ---- */

typedef struct worst {
  double difference;
  size_t parts, astray; /* claims of cases; those that their condition does not have */
  size_t lines, moved;  /* trials with a figure of other bits than the run's */
} worst_t;

static void hold(worst_t *worst, const char *what, uint64_t trial, double told, double stored)
{
  const double difference = fabs(told - stored);
  if (!(difference <= HALF_A_CENT)) {
    printf("\n    trial %" PRIu64 ", %s: lines come to %.6f, stored is %.6f", trial, what, told,
           stored);
    CU_FAIL("the lines do not sum to the stored trial");
  }
  worst->difference = difference > worst->difference ? difference : worst->difference;
}

static void hold_claims(const stored_t *stored, const sl_trace_t *trace, worst_t *worst)
{
  double allowed = 0.0, member = 0.0, plan = 0.0, largest = 0.0;
  size_t strangers = 0;
  for (size_t p = 0; p < trace->n_persons; p++) {
    double own = 0.0;
    for (size_t c = trace->person[p].first; c < trace->person[p].first + trace->person[p].n; c++) {
      const sl_trace_claim_t *claim = &trace->claim[c];
      strangers += claim->seen.person != trace->person[p].person;
      if (claim->in_year) {
        allowed += claim->seen.allowed;
        member += claim->seen.allowed - claim->seen.plan_paid;
        own += claim->seen.plan_paid;
      }
    }
    plan += own;
    largest = fmax(largest, own);
  }
  worst->lines += trace->n_claims;
  CU_ASSERT_EQUAL(strangers, 0);
  hold(worst, "allowed", trace->trial, allowed, stored->trial[SL_TRIAL_ALLOWED][trace->trial]);
  hold(worst, "member", trace->trial, member, stored->trial[SL_TRIAL_MEMBER_PAID][trace->trial]);
  hold(worst, "plan paid", trace->trial, plan, stored->trial[SL_TRIAL_PLAN_PAID][trace->trial]);
  hold(worst, "largest", trace->trial, largest,
       stored->trial[SL_TRIAL_LARGEST_CLAIMANT][trace->trial]);
}

/* Claims of one case and service: as many as the condition's spread says. */
static size_t events_of(const sl_condition_t *condition, const sl_seen_claim_t *seen)
{
  const sl_condition_spread_t *spread =
      seen->of_child ? &condition->mother_spread : &condition->spread;
  size_t events = 0;
  for (size_t i = 0; i < spread->n; i++) {
    events += spread->parts[i].service == seen->service ? spread->parts[i].events : 0;
  }
  return events;
}

static bool of_one_kind(const sl_seen_claim_t *a, const sl_seen_claim_t *b)
{
  return a->condition == b->condition && a->service == b->service && a->of_child == b->of_child;
}

/* Whole cases of the year, of the services that their condition is spread over: of the dearest. */
static void hold_conditions(const sl_trace_t *trace, worst_t *worst)
{
  const sl_condition_t *conditions = trace->scenario->claims->conditions;
  for (size_t p = 0; p < 3 && p < trace->n_persons; p++) {
    const sl_trace_claim_t *claims = trace->claim + trace->person[p].first;
    for (size_t c = 0; c < trace->person[p].n; c++) {
      const sl_seen_claim_t *seen = &claims[c].seen;
      size_t n = 0;
      for (size_t k = 0; k < trace->person[p].n; k++) {
        n += claims[k].in_year && of_one_kind(seen, &claims[k].seen);
      }
      if (seen->condition != SL_NO_CONDITION && claims[c].in_year) {
        const size_t events = events_of(&conditions[seen->condition], seen);
        worst->parts++;
        worst->astray += events == 0 || n % events != 0 || (!seen->of_child && n != events);
      }
    }
  }
}

static void hold_arrangement(const stored_t *stored, const sl_trace_t *trace, size_t a,
                             worst_t *worst)
{
  const size_t at = (size_t)trace->trial * trace->n_arrangements + a;
  double retained = 0.0, specific = 0.0, aggregate = 0.0, captive = 0.0, insured = 0.0;
  for (size_t c = 0; c < trace->n_claims; c++) {
    const sl_trace_share_t *share = sl_trace_share(trace, c, a);
    retained += share->retained;
    specific += share->specific;
    aggregate += share->aggregate;
    captive += share->counted ? share->captive : 0.0;
    insured += share->insured;
  }
  hold(worst, "retained", trace->trial, retained, stored->cost[SL_COST_RETAINED_CLAIMS][at]);
  hold(worst, "specific", trace->trial, specific, stored->cost[SL_COST_SPECIFIC_REIMBURSEMENT][at]);
  hold(worst, "aggregate", trace->trial, aggregate,
       stored->cost[SL_COST_AGGREGATE_REIMBURSEMENT][at]);
  hold(worst, "captive", trace->trial, captive, stored->cost[SL_COST_CAPTIVE_CLAIMS][at]);
  hold(worst, "insured", trace->trial, insured, stored->cost[SL_COST_INSURED_CLAIMS][at]);
  hold(worst, "cost", trace->trial,
       retained + stored->cost[SL_COST_FEES][at] + stored->cost[SL_COST_PREMIUMS][at] +
           stored->cost[SL_COST_TAXES][at] + stored->cost[SL_COST_HSA_CONTRIBUTIONS][at] -
           stored->cost[SL_COST_REFUNDS][at],
       stored->cost[SL_COST_COST][at]);
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    const double own = trace->cost[v][a], run = stored->cost[v][at];
    worst->moved += own != run && !(isnan(own) && isnan(run));
  }
}

/* ---- a scenario ---- */

static sl_scenario_t *load(const char *path, const sl_overrides_t *overrides)
{
  char full[SL_PATH_MAX];
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  sl_source_path(full, "%s", path);
  sl_faults_init(&faults);
  sl_scenario_load(full, overrides, &scenario, &faults);
  for (size_t i = 0; i < faults.n; i++) {
    printf("\n    %s:%zu: %s", faults.list[i].file, faults.list[i].line, faults.list[i].text);
  }
  sl_faults_free(&faults);
  CU_ASSERT_PTR_NOT_NULL_FATAL(scenario);
  return scenario;
}

/* blocks: of the run that the trials are taken from; 0 = all. Returns the lines told. */
static size_t trace_scenario(const char *path, const sl_overrides_t *overrides, size_t n,
                             uint64_t blocks)
{
  sl_scenario_t *scenario = load(path, overrides);
  const sl_engine_options_t options = {.n_blocks = blocks};
  const uint64_t all = scenario->simulation->trials;
  const uint64_t trials =
      blocks > 0 && blocks * SL_BLOCK_TRIALS < all ? blocks * SL_BLOCK_TRIALS : all;
  const sl_stream_t choice = sl_stream_init(4711, SL_PASS_MAIN, SL_DRAW_COUNT, 0, 0);
  sl_tracer_t *tracer = NULL;
  sl_error_t error = {0};
  stored_t stored;
  worst_t worst = {0};
  if (sl_tracer_new(scenario, &options, &tracer, &error) != SL_OK) {
    printf("\n    %s: %s", path, error.text);
    CU_FAIL_FATAL("no tracer");
  }
  store(&stored, scenario, trials);
  CU_ASSERT_EQUAL_FATAL(sl_tracer_run(tracer, put, &stored, &error), SL_OK);
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t trial = (uint32_t)(sl_stream_word(&choice, i, 1, 0) % trials);
    sl_trace_t *trace = NULL;
    if (sl_trace_take(tracer, trial, &trace, &error) != SL_OK) {
      printf("\n    %s: %s", path, error.text);
      CU_FAIL("a trial cannot be told");
      continue;
    }
    hold_claims(&stored, trace, &worst);
    if (scenario->arrangements->accounting == SL_ACCOUNT_INCURRED) {
      hold_conditions(trace, &worst);
    }
    for (size_t a = 0; a < trace->n_arrangements; a++) {
      hold_arrangement(&stored, trace, a, &worst);
    }
    sl_trace_free(trace);
  }
  printf("\n    %s: %zu trials, %zu lines, largest difference %.1e", path, n, worst.lines,
         worst.difference);
  CU_ASSERT_EQUAL(worst.astray, 0);
  CU_ASSERT_EQUAL(worst.parts > 0, scenario->claims->n_conditions > 0);
  CU_ASSERT_EQUAL(worst.moved, 0); /* the trial by itself has the run's figures, to the bit */
  forget(&stored);
  sl_tracer_free(tracer);
  sl_scenario_free(scenario);
  return worst.lines;
}

/* How many trials: an instrumented program, some twenty times as slow, takes a fifth of few. */
static size_t so_many(size_t few, size_t many)
{
  const size_t slice = sl_test_patience() > 1.0 ? few / 5 : few;
  return sl_test_full() ? many : slice;
}

static void lines_sum_to_the_stored_trial(void)
{
  /* 10,000 in a full run; a year of the hospital has 160,000 claims. */
  static const struct {
    const char *path;
    size_t few, many;
  } shipped[] = {{"scenarios/machine-shop.yaml", 60, 2300},
                 {"scenarios/flower-shop.yaml", 100, 2300},
                 {"scenarios/level-funded-startup.yaml", 60, 2300},
                 {"scenarios/canadian-office.yaml", 60, 2300},
                 {"scenarios/regional-hospital.yaml", 20, 800}};
  static const sl_override_t little[] = {{"simulation.trials", "128"},
                                         {"simulation.pricing_trials", "128"}};
  const sl_overrides_t few = {little, sl_test_full() ? 0 : 2};
  for (size_t i = 0; i < sizeof shipped / sizeof shipped[0]; i++) {
    const size_t n = so_many(shipped[i].few, shipped[i].many);
    if (n < 15) {
      continue; /* an instrumented program: minutes for the blocks of the larger ones */
    }
    CU_ASSERT(trace_scenario(shipped[i].path, &few, n, sl_test_full() ? 0 : 1) > n);
  }
}

/* Run-in, certificates, captive, aggregating deductible, insured lines, refunds; then the same with
 * paid accounting, where an arrangement bears claims from a day on only. */
static void every_way_of_funding_sums_up(void)
{
  static const sl_override_t paid[] = {{"accounting", "paid"},
                                       {"arrangements.0.since", "2025-07-01"}};
  static const sl_override_t annual[] = {{"simulation.sampler", "totals"},
                                         {"plans.0.deductible", "500"},
                                         {"plans.0.out_of_pocket_max", "3000"},
                                         {"plans.0.copays", "{}"},
                                         {"claims.uncertainty", "0"}};
  const size_t n = so_many(150, 1000);
  const sl_overrides_t by_paid = {paid, 2}, by_year = {annual, 5};
  CU_ASSERT(trace_scenario("tests/cli/funding.yaml", NULL, n, 0) > n);
  CU_ASSERT(trace_scenario("tests/cli/funding.yaml", &by_paid, n, 0) > n);
  /* A line a person. */
  CU_ASSERT(trace_scenario("tests/cli/good.yaml", &by_year, n, 0) > n);
}

/* A run that adds claims up by year, without days: the same claims are told with days. */
static void a_year_without_days_is_told_with_them(void)
{
  static const sl_override_t own[] = {{"plans.0.deductible", "500"},
                                      {"plans.0.out_of_pocket_max", "3000"}};
  const sl_overrides_t overrides = {own, 2};
  const size_t n = so_many(150, 1000);
  sl_scenario_t *scenario = load("tests/cli/good.yaml", &overrides);
  CU_ASSERT_FALSE(sl_dating_is_needed(scenario));
  sl_scenario_free(scenario);
  CU_ASSERT(trace_scenario("tests/cli/good.yaml", &overrides, n, 0) > n);
}

SL_SUITE(trace, "unit/trace", {"lines sum to the stored trial", lines_sum_to_the_stored_trial},
         {"every way of funding sums up", every_way_of_funding_sums_up},
         {"a year without days is told with them", a_year_without_days_is_told_with_them});
