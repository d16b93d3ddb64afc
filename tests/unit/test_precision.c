/* The stopping rule, on numbers made up and in the engine. */
#include "models/statistics/precision.h"
#include "sim/engine/compile/stopping.h"
#include "sim/engine/engine.h"
#include "sim/results/summary.h"
#include "sim/results/tally.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <gsl/gsl_poly.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define Z95 1.959963984540054
#define MOST 1000000

/* ---- what was reached ---- */

static void a_mean_is_judged_by_its_relative_error(void)
{
  SL_ASSERT_CLOSE(sl_precision_of_mean((sl_estimate_t){200.0, 3.0}), 0.015, 1e-15);
  SL_ASSERT_CLOSE(sl_precision_of_mean((sl_estimate_t){-200.0, 3.0}), 0.015, 1e-15);
  CU_ASSERT_EQUAL(sl_precision_of_mean((sl_estimate_t){5.0, 0.0}), 0.0);
  CU_ASSERT_EQUAL(sl_precision_of_mean((sl_estimate_t){0.0, 0.0}), 0.0);
  CU_ASSERT(isinf(sl_precision_of_mean((sl_estimate_t){0.0, 1.0})));
  CU_ASSERT(isinf(sl_precision_of_mean((sl_estimate_t){5.0, (double)NAN})));
}

/* The bounds of Wilson's interval solve n (p - x)^2 = z^2 x (1 - x). Hits and misses are alike; the
 * root keeps its digits at the rarer of them. */
static void a_share_is_judged_by_wilsons_interval(void)
{
  static const size_t n[] = {1, 10, 512, 100000};
  for (size_t i = 0; i < sizeof n / sizeof n[0]; i++) {
    for (size_t hits = 0; hits <= n[i]; hits += n[i] < 20 ? 1 : n[i] / 16) {
      const size_t rarer = hits < n[i] - hits ? hits : n[i] - hits;
      const double count = (double)n[i], p = (double)rarer / count;
      double low, high;
      gsl_poly_solve_quadratic(count + Z95 * Z95, -(2.0 * count * p + Z95 * Z95), count * p * p,
                               &low, &high);
      SL_ASSERT_CLOSE(sl_precision_of_share(hits, n[i]), fmax(p - low, high - p) / Z95, 1e-9);
    }
  }
}

static void the_number_of_trials_is_foreseen(void)
{
  const sl_precision_t one = {SL_PRECISION_COST, 0.01};
  CU_ASSERT_EQUAL(sl_precision_trials(&one, 0.02, 4096, MOST), 16384);
  CU_ASSERT_EQUAL(sl_precision_trials(&one, 0.02, 4096, 10000), 10000);
  CU_ASSERT_EQUAL(sl_precision_trials(&one, 0.0, 512, MOST), 2048);
  CU_ASSERT_EQUAL(sl_precision_trials(&one, 0.0, 512, 700), 700);
  CU_ASSERT_EQUAL(sl_precision_trials(&one, (double)INFINITY, 512, MOST), MOST);
}

/* ---- the rule, block by block ---- */

typedef double (*cost_at_t)(uint64_t trial, size_t arrangement);

/* Trials until the rule stops, or `most`. A cost above 1 is a deficit. */
static uint64_t stop_where(sl_precision_t precision, const bool *can_vary, size_t n_arrangements,
                           cost_at_t cost, uint64_t most)
{
  sl_stopping_t *stopping = NULL;
  sl_block_t *block = NULL;
  uint64_t trials = 0;
  CU_ASSERT_EQUAL_FATAL(sl_stopping_new(&precision, can_vary, n_arrangements, &stopping, NULL),
                        SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_block_new(n_arrangements, 0, &block, NULL), SL_OK);
  block->n_trials = SL_BLOCK_TRIALS;
  while (trials < most && !sl_stopping_is_met(stopping)) {
    for (size_t i = 0; i < SL_BLOCK_TRIALS * n_arrangements; i++) {
      const double value = cost(trials + i / n_arrangements, i % n_arrangements);
      block->cost[SL_COST_COST][i] = value;
      block->cost[SL_COST_DEFICIT][i] = fmax(0.0, value - 1.0);
    }
    sl_stopping_take(stopping, block);
    trials += SL_BLOCK_TRIALS;
  }
  sl_block_free(block);
  sl_stopping_free(stopping);
  return trials;
}

static uint64_t stop(sl_precision_t precision, size_t n_arrangements, cost_at_t cost, uint64_t most)
{
  return stop_where(precision, (const bool[]){true, true}, n_arrangements, cost, most);
}

static double constant(uint64_t trial, size_t arrangement)
{
  (void)trial;
  (void)arrangement;
  return 0.7;
}

/* A sample that is constant proves none: only one that cannot vary is enough. */
static void only_a_fixed_cost_stops_at_the_minimum(void)
{
  static const sl_precision_goal_t goals[] = {SL_PRECISION_COST, SL_PRECISION_DEFICIT};
  for (size_t g = 0; g < 2; g++) {
    const sl_precision_t goal = {goals[g], 1e-9};
    CU_ASSERT_EQUAL(stop_where(goal, (bool[]){false, false}, 2, constant, 51200), 2048);
    CU_ASSERT_EQUAL(stop_where(goal, (bool[]){true, true}, 2, constant, 51200), 51200);
    CU_ASSERT_EQUAL(stop_where(goal, (bool[]){false, true}, 2, constant, 51200), 51200);
  }
}

/* 1 more in every 1,000th year: k such years of n, p = k / n, have the number k (1 - p) / ((1 -
 * p)^3
 * + p^3), just above k. Nine are too few, though the error is small enough at once; the tenth is
 * trial 10,000, of the block that ends at 10,240. */
static double every_thousandth(uint64_t trial, size_t arrangement)
{
  (void)arrangement;
  return trial % 1000 == 999 ? 2.0 : 1.0;
}

static void an_event_seen_a_few_times_does_not_stop(void)
{
  const sl_precision_t goal = {SL_PRECISION_COST, 0.1};
  CU_ASSERT_EQUAL(stop(goal, 1, every_thousandth, MOST), 10240);
}

/* Against the sums of powers about the mean. */
static void telling_trials_are_kishs_number(void)
{
  enum { N = 3000 };
  static double cost[N], deficit[N];
  for (int offset = 0; offset <= 6; offset += 3) {
    sl_precision_sample_t sample = {0};
    double mean = 0.0, second = 0.0, fourth = 0.0;
    for (size_t i = 0; i < N; i++) {
      cost[i] =
          pow(10.0, offset) * (1.0 + (double)((i * 7919) % 1009) / 100.0) + (i == 0 ? 3000.0 : 0.0);
      deficit[i] = i % 7 == 0;
      mean += cost[i] / N;
    }
    for (size_t i = 0; i < N; i++) {
      const double d = cost[i] - mean;
      second += d * d;
      fourth += d * d * d * d;
    }
    sl_precision_take(&sample, cost, deficit, 1000, 1);
    sl_precision_take(&sample, cost + 1000, deficit + 1000, N - 1000, 1);
    SL_ASSERT_CLOSE(sl_precision_telling(&sample) / (second * second / fourth), 1.0, 1e-8);
    CU_ASSERT_EQUAL(sample.deficits, 429);
  }
}

/* Wilson's bound without hits is z^2 / (n + z^2): z / (n + z^2) <= target. */
static void no_deficit_yet_does_not_stop(void)
{
  static const double targets[] = {0.01, 0.0005, 0.0001};
  for (size_t i = 0; i < 3; i++) {
    const double least = fmax(2048.0, Z95 / targets[i] - Z95 * Z95);
    const uint64_t trials =
        stop((sl_precision_t){SL_PRECISION_DEFICIT, targets[i]}, 1, constant, MOST);
    CU_ASSERT_EQUAL(trials, 512 * (uint64_t)ceil(least / 512.0));
  }
}

/* 0 or 2 in turn in arrangement 0, 0.9 or 1.1 in arrangement 1: deviation 1 and 0.1 of a mean of 1,
 * over n - 1. */
static double in_turn(uint64_t trial, size_t arrangement)
{
  const double side = trial % 2 == 0 ? -1.0 : 1.0;
  return 1.0 + (arrangement == 1 ? 0.1 : 1.0) * side;
}

static double in_turn_last(uint64_t trial, size_t arrangement)
{
  return in_turn(trial, 1 - arrangement);
}

static void the_worst_arrangement_decides(void)
{
  const sl_precision_t goal = {SL_PRECISION_COST, 0.0100001};
  /* 1 / sqrt(n - 1) <= 0.0100001: n >= 10,001, the 20th block's end */
  CU_ASSERT_EQUAL(stop(goal, 1, in_turn, MOST), 10240);
  CU_ASSERT_EQUAL(stop(goal, 2, in_turn, MOST), 10240);
  CU_ASSERT_EQUAL(stop(goal, 2, in_turn_last, MOST), 10240);
}

static double about_zero(uint64_t trial, size_t arrangement)
{
  return in_turn(trial, arrangement) - 1.0;
}

static void a_mean_of_zero_never_stops(void)
{
  CU_ASSERT_EQUAL(stop((sl_precision_t){SL_PRECISION_COST, 0.9}, 1, about_zero, 51200), 51200);
}

/* Quantiles of a Pareto law of shape 1.2, dealt by a Weyl sequence: its variance is infinite, and a
 * sample's rests on its few largest values, zeta(2 / 1.2)^2 / zeta(4 / 1.2) = 3.9 of them. */
static double pareto(uint64_t trial, size_t arrangement)
{
  (void)arrangement;
  const double u = fmod(0.5 + 0.6180339887498949 * (double)(trial + 1), 1.0);
  return pow(1.0 - u, -1.0 / 1.2);
}

static void an_infinite_variance_never_stops(void)
{
  CU_ASSERT_EQUAL(stop((sl_precision_t){SL_PRECISION_COST, 0.5}, 1, pareto, 102400), 102400);
}

/* ---- sums as blocks come ---- */

static void running_sums_are_those_of_two_passes(void)
{
  enum { N = 5000, STRIDE = 3 };
  static double every[N * STRIDE], column[N];
  for (int offset = 0; offset <= 9; offset += 3) {
    sl_running_t running = {0};
    for (size_t i = 0; i < N * STRIDE; i++) {
      every[i] = pow(10.0, offset) + pareto(i, 0);
    }
    for (size_t i = 0; i < N; i++) {
      column[i] = every[i * STRIDE + 1];
    }
    for (size_t first = 0; first < N; first += 512) {
      sl_running_add(&running, every + first * STRIDE + 1, N - first < 512 ? N - first : 512,
                     STRIDE);
    }
    const sl_estimate_t one_pass = sl_running_mean(&running), two_passes = sl_mean(column, N);
    CU_ASSERT_EQUAL(one_pass.value, two_passes.value);
    SL_ASSERT_CLOSE(one_pass.standard_error / two_passes.standard_error, 1.0, 1e-12);
    SL_ASSERT_CLOSE(sl_running_deviation(&running), sqrt(sl_variance(column, N)), 1e-10);
  }
}

/* ---- the engine ---- */

static const char group[] =
    "stoploss: 1\nname: precision\nstart: 2026-01-01\ncensus: census.csv\n"
    "claims: {services: [{name: medical, frequency: {distribution: poisson, mean: 2}, "
    "severity: {distribution: lognormal, mean: 1000, cv: 2}}]}\n"
    "plans: [{name: PPO}]\n"
    "arrangements:\n"
    "  - {name: capped, kind: aso, specific: {deductible: 1000, premium: {amount: 100, per: "
    "year}}, "
    "budget: {amount: 6000}}\n"
    "  - {name: open, kind: aso, budget: {amount: 12000}}\n"
    "simulation: {trials: 100, seed: 4}\n";

static int take_block(void *tally, const sl_block_t *block, sl_error_t *error)
{
  (void)error;
  sl_tally_take(tally, block);
  return SL_OK;
}

typedef struct outcome {
  uint64_t trials;
  double reached;
} outcome_t;

static outcome_t run(sl_precision_t precision, uint64_t most, int threads)
{
  const sl_engine_options_t options = {.threads = threads, .precision = precision};
  sl_arrangement_summary_t arrangements[2];
  sl_summary_t summary = {.n_arrangements = 2, .arrangements = arrangements};
  sl_price_t prices[2];
  sl_engine_t *engine = NULL;
  sl_run_facts_t *facts = NULL;
  sl_tally_t *tally = NULL;
  sl_loaded_t loaded = sl_test_load(group, NULL);
  CU_ASSERT_EQUAL_FATAL(loaded.code, SL_OK);
  sl_test_parts(loaded.scenario).simulation->trials = most;
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(loaded.scenario, &options, &engine, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_engine_price(engine, prices, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_run_facts_new(loaded.scenario, prices, &facts, NULL), SL_OK);
  sl_run_facts_ask(facts, &precision);
  CU_ASSERT_EQUAL_FATAL(sl_tally_new(facts, &tally, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_engine_run(engine, take_block, tally, NULL), SL_OK);
  sl_tally_tell(tally, &summary);
  const outcome_t outcome = {sl_tally_trials(tally), summary.precision_reached};
  sl_tally_free(tally);
  sl_run_facts_free(facts);
  sl_engine_free(engine);
  sl_test_unload(&loaded);
  return outcome;
}

/* The goal is met, as the page would say it, and was not a block before. */
static void runs_stop_where_the_goal_is_met_for_any_number_of_threads(void)
{
  static const sl_precision_t goals[] = {{SL_PRECISION_COST, 0.01}, {SL_PRECISION_DEFICIT, 0.004}};
  for (size_t g = 0; g < 2; g++) {
    const outcome_t one = run(goals[g], MOST, 1);
    CU_ASSERT(one.trials > 2048 && one.trials < MOST && one.trials % 512 == 0);
    CU_ASSERT(one.reached <= goals[g].target);
    CU_ASSERT(run(goals[g], one.trials - 512, 1).reached > goals[g].target);
    for (int threads = 2; threads <= 7; threads += 1 + threads % 2 * 4) {
      const outcome_t other = run(goals[g], MOST, threads);
      CU_ASSERT_EQUAL(other.trials, one.trials);
      CU_ASSERT_EQUAL(other.reached, one.reached);
    }
  }
}

static void the_most_trials_end_a_run_too(void)
{
  const sl_precision_t goal = {SL_PRECISION_COST, 1e-6};
  static const uint64_t most[] = {1, 512, 700, 2048, 5000};
  for (size_t i = 0; i < sizeof most / sizeof most[0]; i++) {
    const outcome_t outcome = run(goal, most[i], 2);
    CU_ASSERT_EQUAL(outcome.trials, most[i]);
    CU_ASSERT(outcome.reached > goal.target);
  }
}

SL_SUITE(precision, "unit/precision",
         {"a mean is judged by its relative error", a_mean_is_judged_by_its_relative_error},
         {"a share is judged by Wilson's interval", a_share_is_judged_by_wilsons_interval},
         {"the number of trials is foreseen", the_number_of_trials_is_foreseen},
         {"only a fixed cost stops at the minimum", only_a_fixed_cost_stops_at_the_minimum},
         {"no deficit yet does not stop", no_deficit_yet_does_not_stop},
         {"the worst arrangement decides", the_worst_arrangement_decides},
         {"a mean of zero never stops", a_mean_of_zero_never_stops},
         {"an infinite variance never stops", an_infinite_variance_never_stops},
         {"an event seen a few times does not stop", an_event_seen_a_few_times_does_not_stop},
         {"telling trials are Kish's number", telling_trials_are_kishs_number},
         {"running sums are those of two passes", running_sums_are_those_of_two_passes},
         {"runs stop where the goal is met, for any number of threads",
          runs_stop_where_the_goal_is_met_for_any_number_of_threads},
         {"the most trials end a run too", the_most_trials_end_a_run_too});
