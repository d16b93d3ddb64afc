/* Four trials, every figure worked out by hand. */
#include "sim/results/summary.h"
#include "tests/support/harness.h"
#include "tests/support/sample_results.h"

#include <math.h>
#include <string.h>

#define BUDGET 1000.0
#define TOLERANCE 1e-14

static const double random_cost[4] = {800.0, 1200.0, 900.0, 1100.0};

static void put_costs(sl_results_t *results, size_t a, const double *cost, double budget)
{
  const size_t n = (size_t)results->facts->trials;
  results->facts->arrangements[a].price.budget = (sl_estimate_t){budget, 0.0};
  for (size_t t = 0; t < n; t++) {
    const size_t i = a * n + t;
    results->cost[SL_COST_COST][i] = cost[t];
    results->cost[SL_COST_DEFICIT][i] = cost[t] > budget + 0.005 ? cost[t] - budget : 0.0;
    results->cost[SL_COST_SURPLUS][i] = cost[t] < budget - 0.005 ? budget - cost[t] : 0.0;
  }
}

/* Arrangement 0 costs random_cost, arrangement 1 always 1010. */
static sl_results_t *four_trials(double budget)
{
  static const double constant[4] = {1010.0, 1010.0, 1010.0, 1010.0};
  sl_results_t *results = sl_sample_results(sl_sample_facts(4, 2));
  put_costs(results, 0, random_cost, budget);
  put_costs(results, 1, constant, budget);
  return results;
}

static sl_summary_t *summarize(const sl_results_t *results)
{
  sl_summary_t *summary = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, &summary, NULL), SL_OK);
  return summary;
}

/* Deviations from the mean 1000: 200, 200, 100, 100; s^2 = 100000 / 3. */
static void means_and_their_errors(void)
{
  sl_results_t *results = four_trials(BUDGET);
  sl_summary_t *summary = summarize(results);
  const sl_arrangement_summary_t *s = &summary->arrangements[0];
  const double error = sqrt(100000.0 / 3.0 / 4.0);
  SL_ASSERT_CLOSE(s->expected_cost.value, 1000.0, TOLERANCE);
  SL_ASSERT_CLOSE(s->expected_cost.standard_error, error, TOLERANCE);
  SL_ASSERT_CLOSE(s->expected_pepm.value, 1000.0 / 120.0, TOLERANCE);
  SL_ASSERT_CLOSE(s->expected_pepm.standard_error, error / 120.0, TOLERANCE);
  SL_ASSERT_CLOSE(s->component[SL_COST_DEFICIT].value, 75.0, TOLERANCE);
  SL_ASSERT_CLOSE(s->component[SL_COST_SURPLUS].value, 75.0, TOLERANCE);
  SL_ASSERT_CLOSE(summary->trial_mean[SL_TRIAL_CLAIMS].value, 1.5, TOLERANCE);
  CU_ASSERT_EQUAL(s->maximum_cost.value, (double)INFINITY);
  sl_summary_free(summary);
  sl_results_free(results);
}

/* Ascending 800, 900, 1100, 1200; type 7 lies at 3 p. */
static void quantiles_by_type_7(void)
{
  static const double expected[SL_N_QUANTILES] = {803.0,  815.0,  875.0,  1000.0, 1125.0,
                                                  1170.0, 1185.0, 1197.0, 1198.5};
  sl_results_t *results = four_trials(BUDGET);
  sl_summary_t *summary = summarize(results);
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    SL_ASSERT_CLOSE(summary->arrangements[0].quantile[q].value, expected[q], 1e-13);
    const double value = sl_quantile_value(&summary->arrangements[0], SL_QUANTILE_COST, q);
    CU_ASSERT_EQUAL(value, summary->arrangements[0].quantile[q].value);
  }
  SL_ASSERT_CLOSE(summary->arrangements[0].reserve95.value, 185.0, 1e-13);
  SL_ASSERT_CLOSE(summary->arrangements[0].reserve99.value, 197.0, 1e-13);
  SL_ASSERT_CLOSE(summary->arrangements[0].tail_mean99.value, 1200.0, 1e-13);
  sl_summary_free(summary);
  sl_results_free(results);
}

/* Deficits 200 and 100 in two of four trials. */
static void deficits(void)
{
  sl_results_t *results = four_trials(BUDGET);
  sl_summary_t *summary = summarize(results);
  const sl_arrangement_summary_t *s = &summary->arrangements[0];
  SL_ASSERT_CLOSE(s->deficit_probability.value, 0.5, TOLERANCE);
  SL_ASSERT_CLOSE(s->deficit_probability.standard_error, sqrt(0.25 / 3.0), TOLERANCE);
  SL_ASSERT_CLOSE(s->expected_deficit.value, 75.0, TOLERANCE);
  SL_ASSERT_CLOSE(s->expected_deficit_given.value, 150.0, TOLERANCE);
  SL_ASSERT_CLOSE(s->expected_deficit_given.standard_error, 50.0, TOLERANCE);
  CU_ASSERT_EQUAL(sl_summary_value(s, SL_SUMMARY_DEFICIT_PROBABILITY), 0.5);
  CU_ASSERT_EQUAL(sl_summary_value(s, SL_SUMMARY_COST_MEAN), s->expected_cost.value);
  CU_ASSERT_EQUAL(sl_summary_value(s, SL_SUMMARY_COST_MEAN_SE), s->expected_cost.standard_error);
  sl_summary_free(summary);
  sl_results_free(results);
}

static void no_deficit_has_no_size(void)
{
  sl_results_t *results = four_trials(5000.0);
  sl_summary_t *summary = summarize(results);
  const sl_arrangement_summary_t *s = &summary->arrangements[0];
  CU_ASSERT_EQUAL(s->deficit_probability.value, 0.0);
  CU_ASSERT_EQUAL(s->expected_deficit.value, 0.0);
  CU_ASSERT_TRUE(isnan(s->expected_deficit_given.value));
  CU_ASSERT_EQUAL(s->reserve99.value, 0.0);
  sl_summary_free(summary);
  sl_results_free(results);
}

static void a_constant_cost_is_exact(void)
{
  sl_results_t *results = four_trials(BUDGET);
  sl_summary_t *summary = summarize(results);
  const sl_arrangement_summary_t *s = &summary->arrangements[1];
  CU_ASSERT_EQUAL(s->expected_cost.value, 1010.0);
  CU_ASSERT_EQUAL(s->expected_cost.standard_error, 0.0);
  CU_ASSERT_EQUAL(s->quantile[7].value, 1010.0);
  CU_ASSERT_EQUAL(s->quantile[7].standard_error, 0.0);
  CU_ASSERT_EQUAL(s->deficit_probability.value, 1.0);
  CU_ASSERT_EQUAL(s->expected_deficit_given.value, 10.0);
  CU_ASSERT_EQUAL(s->expected_deficit_given.standard_error, 0.0);
  CU_ASSERT_EQUAL(s->reserve95.value, 10.0);
  CU_ASSERT_EQUAL(s->reserve95.standard_error, 0.0);
  sl_summary_free(summary);
  sl_results_free(results);
}

/* Against 850 in every trial the baseline costs less in one of four, and 150 more on average. */
static void the_baseline_is_compared_trial_by_trial(void)
{
  static const double constant[4] = {850.0, 850.0, 850.0, 850.0};
  sl_results_t *results = four_trials(BUDGET);
  put_costs(results, 1, constant, BUDGET);
  sl_summary_t *summary = summarize(results);
  const sl_arrangement_summary_t *s = &summary->arrangements[1];
  SL_ASSERT_CLOSE(s->baseline_cheaper.value, 0.25, TOLERANCE);
  SL_ASSERT_CLOSE(s->baseline_cheaper.standard_error, 0.25, TOLERANCE);
  SL_ASSERT_CLOSE(s->baseline_saving.value, -150.0, TOLERANCE);
  SL_ASSERT_CLOSE(s->baseline_saving.standard_error, sqrt(100000.0 / 3.0 / 4.0), TOLERANCE);
  CU_ASSERT_TRUE(isnan(summary->arrangements[0].baseline_cheaper.value));
  CU_ASSERT_TRUE(isnan(summary->arrangements[0].baseline_saving.value));
  sl_summary_free(summary);
  sl_results_free(results);
}

/* The error of max(0, X), X normal with standard deviation s about quantile - budget: at 0 it is
 * s sqrt(1/2 - 1/(2 pi)); far above 0 it is s, far below 0. */
static void the_error_of_a_reserve_fades_below_the_budget(void)
{
  static const double pi = 3.14159265358979323846;
  sl_results_t *results = sl_sample_results(sl_sample_facts(1000, 1));
  sl_price_t *price = &results->facts->arrangements[0].price;
  memcpy(results->cost[SL_COST_COST], results->trial[SL_TRIAL_ALLOWED], 1000 * sizeof(double));
  sl_summary_t *summary = summarize(results);
  const sl_estimate_t quantile = summary->arrangements[0].quantile[6];
  sl_summary_free(summary);
  CU_ASSERT_TRUE(quantile.standard_error > 0.0);
  const double budgets[] = {quantile.value, -1e9, 1e9};
  const double factors[] = {sqrt(0.5 - 0.5 / pi), 1.0, 0.0};
  for (size_t i = 0; i < 3; i++) {
    price->budget.value = budgets[i];
    summary = summarize(results);
    SL_ASSERT_CLOSE(summary->arrangements[0].reserve95.standard_error,
                    factors[i] * quantile.standard_error, 1e-9);
    CU_ASSERT_EQUAL(sl_quantile_value(&summary->arrangements[0], SL_QUANTILE_COST_SE, 6),
                    quantile.standard_error);
    sl_summary_free(summary);
  }
  sl_results_free(results);
}

static void one_trial_has_no_error_none_is_refused(void)
{
  sl_results_t *results = sl_sample_results(sl_sample_facts(1, 1));
  sl_summary_t *summary = summarize(results);
  CU_ASSERT_EQUAL(summary->arrangements[0].expected_cost.value,
                  sl_results_cost_column(results, SL_COST_COST, 0)[0]);
  CU_ASSERT_TRUE(isnan(summary->arrangements[0].expected_cost.standard_error));
  sl_summary_free(summary);
  results->facts->trials = 0;
  summary = (sl_summary_t *)1;
  CU_ASSERT_EQUAL(sl_summary_new(results, &summary, NULL), SL_ERR_ARGUMENT);
  CU_ASSERT_PTR_NULL(summary);
  sl_results_free(results);
}

/* Shortfalls 1, 2, ..., 100: the 90% quantile of type 7 lies at 1 + 99 x 0.9. */
static void working_capital_is_a_quantile_of_the_shortfalls(void)
{
  sl_run_facts_t *facts = sl_sample_facts(100, 1);
  sl_results_t *results = sl_sample_results(facts);
  for (size_t t = 0; t < 100; t++) {
    results->cost[SL_COST_PEAK_SHORTFALL][t] = (double)((t * 37) % 100 + 1);
  }
  sl_summary_t *summary = summarize(results);
  CU_ASSERT_TRUE(isnan(summary->arrangements[0].working_capital.value));
  sl_summary_free(summary);
  sl_sample_add_months(facts, 12);
  summary = summarize(results);
  SL_ASSERT_CLOSE(summary->arrangements[0].working_capital.value, 90.1, TOLERANCE);
  CU_ASSERT_EQUAL(sl_summary_value(&summary->arrangements[0], SL_SUMMARY_WORKING_CAPITAL),
                  summary->arrangements[0].working_capital.value);
  sl_summary_free(summary);
  sl_results_free(results);
}

SL_SUITE(summary, "unit/summary", {"means and their errors", means_and_their_errors},
         {"quantiles by type 7", quantiles_by_type_7}, {"deficits", deficits},
         {"no deficit has no size", no_deficit_has_no_size},
         {"a constant cost is exact", a_constant_cost_is_exact},
         {"the baseline, trial by trial", the_baseline_is_compared_trial_by_trial},
         {"the error of a reserve", the_error_of_a_reserve_fades_below_the_budget},
         {"working capital", working_capital_is_a_quantile_of_the_shortfalls},
         {"one trial and none", one_trial_has_no_error_none_is_refused});
