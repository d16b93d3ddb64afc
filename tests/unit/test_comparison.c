/* Arrangements side by side: hand-made years, of which eight are enough to see who is dominated. */
#include "sim/output/exhibit/comparison.h"

#include "sim/input/load/reload.h"
#include "sim/input/scenario/scenario.h"
#include "tests/support/harness.h"
#include "tests/support/sample_results.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define YEARS 8
#define COLUMNS 6

/* B's years are 100, 110, ... 170, mean 135.
 * C: B's in reverse order, less 5: ranked it lies below B everywhere, but year by year the
 *   difference is 75, 55, ... -65, mean 5 with a standard error of 49 / sqrt(8) = 17: nothing is
 *   proved.
 * D: B less 5 in each year: dominates B. F: B less 6: dominates B and D, and is named.
 * E: mean 118.75, less than all of them, but its dearest year, 180, is dearer than any of theirs.
 * Current costs 90 in each year, less than all but two of E's, and is not on offer. */
static const char *const names[COLUMNS] = {"Current", "B", "C", "D", "E", "F"};
static const double costs[COLUMNS][YEARS] = {
    {90, 90, 90, 90, 90, 90, 90, 90},        {100, 110, 120, 130, 140, 150, 160, 170},
    {165, 155, 145, 135, 125, 115, 105, 95}, {95, 105, 115, 125, 135, 145, 155, 165},
    {80, 90, 100, 110, 120, 130, 140, 180},  {94, 104, 114, 124, 134, 144, 154, 164}};

typedef struct made {
  sl_results_t *results;
  sl_summary_t *summary;
  sl_scenario_t *scenario;
} made_t;

static void write_scenario(char *text, size_t size, size_t n)
{
  size_t used = (size_t)snprintf(
      text, size,
      "stoploss: 1\nname: made\nstart: 2026-01-01\ncensus: none.csv\nclaims:\n  services:\n"
      "    - name: medical\n      frequency: {distribution: poisson, mean: 1}\n"
      "      severity: {distribution: exponential, mean: 10}\nplans:\n  - {name: PPO}\n"
      "arrangements:\n");
  for (size_t a = 0; a < n; a++) {
    used += (size_t)snprintf(text + used, size - used,
                             "  - {name: %s, kind: fully_insured, premium: {amount: 120, per: "
                             "year}, quote: {role: %s}}\n",
                             names[a], a == 0 ? "current" : "option");
  }
}

static made_t make(void)
{
  made_t made = {0};
  sl_error_t error = {0};
  char text[4000];
  sl_run_facts_t *facts = sl_sample_facts(YEARS, COLUMNS);
  for (size_t a = 0; a < COLUMNS; a++) {
    free(facts->arrangements[a].name);
    facts->arrangements[a].name = strdup(names[a]);
  }
  write_scenario(text, sizeof text, COLUMNS);
  CU_ASSERT_EQUAL_FATAL(sl_scenario_reload(text, &facts->enrolment, &made.scenario, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_results_new(facts, &made.results, &error), SL_OK);
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    for (size_t i = 0; i < COLUMNS * YEARS; i++) {
      made.results->cost[v][i] = v == SL_COST_COST ? costs[i / YEARS][i % YEARS] : 0.0;
    }
  }
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    for (size_t t = 0; t < YEARS; t++) {
      made.results->trial[v][t] = 50.0 + (double)t;
    }
  }
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(made.results, &made.summary, &error), SL_OK);
  return made;
}

static void unmake(made_t *made)
{
  sl_summary_free(made->summary);
  sl_results_free(made->results);
  sl_scenario_free(made->scenario);
}

static sl_comparison_t *compare(const made_t *made, double percentile)
{
  sl_comparison_t *comparison = NULL;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL_FATAL(sl_comparison_new(made->results, made->summary, made->scenario, percentile,
                                          &comparison, &error),
                        SL_OK);
  return comparison;
}

static void who_is_dominated(void)
{
  static const size_t by[COLUMNS] = {SL_NO_COLUMN, 5, SL_NO_COLUMN, 5, SL_NO_COLUMN, SL_NO_COLUMN};
  made_t made = make();
  sl_comparison_t *comparison = compare(&made, 0.5);
  for (size_t a = 0; a < COLUMNS; a++) {
    CU_ASSERT_EQUAL(comparison->column[a].dominated_by, by[a]);
  }
  sl_comparison_free(comparison);
  unmake(&made);
}

/* E costs more than 90 in 6 of 8 years; B is 45 dearer on average, with a standard deviation of
 * sqrt(600) (100 .. 170 in tens: 10 x sqrt(8 x 9 / 12)), so an error of sqrt(75). */
static void columns_against_current(void)
{
  made_t made = make();
  sl_comparison_t *comparison = compare(&made, 0.5);
  const sl_compared_t *column = comparison->column;
  CU_ASSERT_EQUAL(comparison->current, 0);
  CU_ASSERT_EQUAL(comparison->reference, 0);
  CU_ASSERT_EQUAL(comparison->renewal, SL_NO_COLUMN);
  CU_ASSERT_DOUBLE_EQUAL(column[4].above_current.value, 0.75, 1e-15);
  CU_ASSERT_DOUBLE_EQUAL(column[1].above_current.value, 1.0, 1e-15);
  CU_ASSERT_TRUE(isnan(column[0].above_current.value));
  SL_ASSERT_CLOSE(column[1].from_reference.value, 45.0, 1e-14);
  SL_ASSERT_CLOSE(column[1].from_reference.standard_error, sqrt(75.0), 1e-14);
  CU_ASSERT_TRUE(isnan(column[1].from_renewal.value));
  sl_comparison_free(comparison);
  unmake(&made);
}

/* Plan paid 50 .. 57, mean 53.5. The ratio to B's mean: P - R x C is 50 + t - R (100 + 10 t), whose
 * deviation is |1 - 10 R| x sqrt(6) and error that / sqrt(8). */
static void a_premium_of_the_same_mean(void)
{
  made_t made = make();
  sl_comparison_t *comparison = compare(&made, 0.25);
  const sl_compared_t *b = &comparison->column[1];
  const double ratio = 53.5 / 135.0;
  SL_ASSERT_CLOSE(b->break_even_premium.value, 135.0, 1e-14);
  SL_ASSERT_CLOSE(b->break_even_loss_ratio.value, ratio, 1e-14);
  SL_ASSERT_CLOSE(b->break_even_loss_ratio.standard_error,
                  fabs(1.0 - 10.0 * ratio) * sqrt(6.0 / 8.0) / 135.0, 1e-12);
  SL_ASSERT_CLOSE(b->at_percentile.value, 117.5, 1e-14); /* (8 - 1) / 4 = 1.75 */
  /* an insured year: the premium, 120 / 120 contract months, and what the percentile adds */
  SL_ASSERT_CLOSE(b->equivalent_expected[SL_TIER_FAMILY], 1010.0 / 120.0, 1e-14);
  SL_ASSERT_CLOSE(b->equivalent_percentile[SL_TIER_FAMILY].value, 117.5 / 120.0, 1e-12);
  CU_ASSERT_TRUE(comparison->is_us);
  sl_comparison_free(comparison);
  unmake(&made);
}

/* E is 10.25 cheaper than F on average. The differences are seven times 14 and once -16: deviation
 * 30 / sqrt(8), error 3.75, and 10.25 is 2.7 of them, which tells them apart. C is 11.25 dearer, by
 * 85, 65, 45, 25, 5, -15, -35 and -85, with an error of 20, and is not told from E. */
static void the_cheapest_and_what_is_not_told_from_it(void)
{
  made_t made = make();
  sl_comparison_t *comparison = compare(&made, 0.5);
  CU_ASSERT_EQUAL(comparison->cheapest, 4);
  CU_ASSERT_EQUAL(comparison->rival, 2);
  sl_comparison_free(comparison);
  unmake(&made);
}

static void a_scenario_of_other_arrangements_is_refused(void)
{
  made_t made = make();
  sl_comparison_t *comparison = NULL;
  sl_error_t error = {0};
  sl_scenario_t *other = NULL;
  char text[4000];
  write_scenario(text, sizeof text, COLUMNS - 1);
  CU_ASSERT_EQUAL_FATAL(sl_scenario_reload(text, &made.results->facts->enrolment, &other, &error),
                        SL_OK);
  CU_ASSERT_EQUAL(sl_comparison_new(made.results, made.summary, other, 0.5, &comparison, &error),
                  SL_ERR_INPUT);
  CU_ASSERT_PTR_NULL(comparison);
  sl_scenario_free(other);
  unmake(&made);
}

SL_SUITE(comparison, "unit/comparison", {"who is dominated", who_is_dominated},
         {"columns against current", columns_against_current},
         {"a premium of the same mean", a_premium_of_the_same_mean},
         {"the cheapest and what is not told from it", the_cheapest_and_what_is_not_told_from_it},
         {"a scenario of other arrangements is refused",
          a_scenario_of_other_arrangements_is_refused});
