/* Means and quantiles by month against the same numbers written down trial by trial. */
#include "models/statistics/quantile_values.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/months/month_columns.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/sample_results.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRIALS 1300
#define ARRANGEMENTS 2
#define MONTHS 5
#define MEDIAN 3 /* its place in sl_quantile_levels */
#define TOLERANCE 1e-12

static int ascending(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Mean and median of TRIALS numbers (an even number of them) by their definition. */
static void by_definition(double *values, double *mean, double *median)
{
  long double sum = 0.0L;
  for (size_t t = 0; t < TRIALS; t++) {
    sum += (long double)values[t];
  }
  qsort(values, TRIALS, sizeof *values, ascending);
  *mean = (double)(sum / (long double)TRIALS);
  *median = 0.5 * (values[TRIALS / 2 - 1] + values[TRIALS / 2]);
}

static sl_run_facts_t *facts_with_months(void)
{
  sl_run_facts_t *facts = sl_sample_facts(TRIALS, ARRANGEMENTS);
  sl_sample_add_months(facts, MONTHS);
  return facts;
}

static sl_results_t *sample(void) { return sl_sample_results(facts_with_months()); }

static void means_and_medians_by_month(void)
{
  static double net[TRIALS], cumulative[TRIALS], ibnr[TRIALS];
  sl_results_t *results = sample();
  const sl_months_t *months = results->months;
  double mean, median;
  for (size_t a = 0; a < ARRANGEMENTS; a++) {
    memset(cumulative, 0, sizeof cumulative);
    for (size_t m = 0; m < MONTHS; m++) {
      double sums[TRIALS];
      for (size_t t = 0; t < TRIALS; t++) {
        net[t] = sl_sample_net(t, a, m, MONTHS);
        cumulative[t] += net[t];
        ibnr[t] = sl_sample_ibnr(t, a, m);
      }
      memcpy(sums, cumulative, sizeof sums);
      by_definition(net, &mean, &median);
      SL_ASSERT_CLOSE(sl_months_at(months, SL_MONTH_NET_MEAN, 0, m, a), mean, TOLERANCE);
      SL_ASSERT_CLOSE(sl_months_at(months, SL_MONTH_NET_QUANTILE, MEDIAN, m, a), median, TOLERANCE);
      SL_ASSERT_CLOSE(sl_months_at(months, SL_MONTH_PAID_MEAN, 0, m, a), mean - 0.1, TOLERANCE);
      by_definition(sums, &mean, &median);
      SL_ASSERT_CLOSE(sl_months_at(months, SL_MONTH_CUMULATIVE_MEAN, 0, m, a), mean, TOLERANCE);
      SL_ASSERT_CLOSE(sl_months_at(months, SL_MONTH_CUMULATIVE_QUANTILE, MEDIAN, m, a), median,
                      TOLERANCE);
      by_definition(ibnr, &mean, &median);
      SL_ASSERT_CLOSE(sl_months_at(months, SL_MONTH_IBNR_MEAN, 0, m, a), mean, TOLERANCE);
      SL_ASSERT_CLOSE(sl_months_at(months, SL_MONTH_IBNR_QUANTILE, MEDIAN, m, a), median,
                      TOLERANCE);
    }
  }
  sl_results_free(results);
}

/* 0.1 in every trial: a sum of 1300 of them is not 130. */
static void a_constant_has_its_value_as_mean(void)
{
  sl_results_t *results = sample();
  for (size_t m = 0; m < MONTHS; m++) {
    CU_ASSERT_EQUAL(sl_months_at(results->months, SL_MONTH_FIXED_MEAN, 0, m, 1), 0.1);
    CU_ASSERT_EQUAL(sl_months_at(results->months, SL_MONTH_ADVANCED_MEAN, 0, m, 1), 0.0);
  }
  sl_results_free(results);
}

/* The trial from which each month's cash is another: within a block, between two, the last; none.
 */
static const size_t first_other[MONTHS] = {TRIALS / 3, SL_BLOCK_TRIALS, 2 * SL_BLOCK_TRIALS + 1,
                                           TRIALS - 1, TRIALS};

static double cash_of(size_t month, size_t trial)
{
  const bool back = month == 0 && trial >= 2 * SL_BLOCK_TRIALS;
  return trial < first_other[month] || back ? 7.0 : (double)(trial % 11);
}

static void put_cash_blocks(sl_month_columns_t *columns)
{
  sl_block_t *block = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_block_new(ARRANGEMENTS, MONTHS, &block, NULL), SL_OK);
  for (size_t first = 0; first < TRIALS; first += SL_BLOCK_TRIALS) {
    block->n_trials = sl_block_trials(TRIALS, first / SL_BLOCK_TRIALS);
    for (size_t i = 0; i < ARRANGEMENTS * MONTHS; i++) {
      for (size_t t = 0; t < block->n_trials; t++) {
        block->month_cost[SL_MONTH_NET][i * SL_BLOCK_TRIALS + t] = cash_of(i % MONTHS, first + t);
      }
    }
    CU_ASSERT_EQUAL(sl_month_columns_put(columns, block, NULL), SL_OK);
  }
  sl_block_free(block);
}

/* What does not change is not kept, and comes back all the same. */
static void cash_that_changes_late(void)
{
  char path[SL_PATH_MAX];
  sl_month_columns_t *columns = NULL;
  sl_months_t *months = NULL;
  sl_run_facts_t *facts = facts_with_months();
  sl_scratch_path(path, "late.h5");
  CU_ASSERT_EQUAL_FATAL(sl_month_columns_new(path, facts, &columns, NULL), SL_OK);
  put_cash_blocks(columns);
  CU_ASSERT_EQUAL_FATAL(sl_month_columns_summarize(columns, &months, NULL), SL_OK);
  for (size_t m = 0; m < MONTHS; m++) {
    double values[TRIALS], mean, median;
    for (size_t t = 0; t < TRIALS; t++) {
      values[t] = cash_of(m, t);
    }
    by_definition(values, &mean, &median);
    for (size_t a = 0; a < ARRANGEMENTS; a++) {
      SL_ASSERT_CLOSE(sl_months_at(months, SL_MONTH_NET_MEAN, 0, m, a), mean, TOLERANCE);
      CU_ASSERT_EQUAL(sl_months_at(months, SL_MONTH_NET_QUANTILE, MEDIAN, m, a), median);
      for (size_t q = 0; q < SL_N_QUANTILES; q++) {
        double one;
        sl_quantile_values(values, TRIALS, &sl_quantile_levels[q], 1, (double[TRIALS]){0}, &one);
        CU_ASSERT_EQUAL(sl_months_at(months, SL_MONTH_NET_QUANTILE, q, m, a), one);
        CU_ASSERT_EQUAL(sl_months_at(months, SL_MONTH_CUMULATIVE_QUANTILE, q, m, a), 0.0);
      }
    }
  }
  sl_months_free(months);
  sl_month_columns_free(columns);
  sl_run_facts_free(facts);
}

/* Every variable has memory of its own, as large as its dimensions say. */
static void variables_do_not_overlap(void)
{
  sl_months_t *months = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_months_new(MONTHS, ARRANGEMENTS, &months, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_months_size(months, SL_MONTH_PAID_MEAN), MONTHS * ARRANGEMENTS);
  CU_ASSERT_EQUAL(sl_months_size(months, SL_MONTH_NET_QUANTILE),
                  SL_N_QUANTILES * MONTHS * ARRANGEMENTS);
  CU_ASSERT_TRUE(isnan(sl_months_at(months, SL_MONTH_CUMULATIVE_QUANTILE, 8, 4, 1)));
  for (int v = 0; v < SL_N_MONTHS_VARIABLES; v++) {
    for (size_t i = 0; i < sl_months_size(months, (sl_months_variable_t)v); i++) {
      months->value[v][i] = v;
    }
  }
  for (int v = 0; v < SL_N_MONTHS_VARIABLES; v++) {
    for (size_t i = 0; i < sl_months_size(months, (sl_months_variable_t)v); i++) {
      CU_ASSERT_EQUAL(months->value[v][i], v);
    }
  }
  sl_months_free(months);
  sl_months_free(NULL);
}

static void a_missing_folder_is_an_error(void)
{
  sl_month_columns_t *columns = NULL;
  sl_run_facts_t *facts = facts_with_months();
  CU_ASSERT_EQUAL(sl_month_columns_new("no/such/folder/x.h5", facts, &columns, NULL),
                  SL_ERR_CREATE);
  CU_ASSERT_PTR_NULL(columns);
  sl_run_facts_free(facts);
}

/* What is kept beside the result has no name. */
static void the_columns_leave_nothing_behind(void)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX + 8];
  sl_month_columns_t *columns = NULL;
  sl_run_facts_t *facts = facts_with_months();
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "month-columns"));
  snprintf(path, sizeof path, "%s/x.h5", folder);
  CU_ASSERT_EQUAL_FATAL(sl_month_columns_new(path, facts, &columns, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 0);
  sl_month_columns_free(columns);
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 0);
  sl_run_facts_free(facts);
}

static void a_cash_flow_has_its_months(void)
{
  sl_arrangements_t arrangements = {.n = 0};
  const sl_scenario_t scenario = {.months = 9, .arrangements = &arrangements};
  CU_ASSERT_EQUAL(sl_cash_flow_months(&scenario), 0);
  arrangements.cash_flow.wanted = true;
  CU_ASSERT_EQUAL(sl_cash_flow_months(&scenario), 21);
  arrangements.accounting = SL_ACCOUNT_PAID;
  CU_ASSERT_EQUAL(sl_cash_flow_months(&scenario), 9);
}

/* In any column, of any trial. */
static void what_is_no_number_is_refused(void)
{
  static const double none[] = {NAN, INFINITY};
  char path[SL_PATH_MAX];
  sl_run_facts_t *facts = facts_with_months();
  sl_scratch_path(path, "refused.h5");
  for (size_t v = 0; v < SL_N_MONTH_COST_VARIABLES; v++) {
    sl_month_columns_t *columns = NULL;
    sl_block_t *block = NULL;
    sl_error_t error = {0};
    CU_ASSERT_EQUAL_FATAL(sl_month_columns_new(path, facts, &columns, &error), SL_OK);
    CU_ASSERT_EQUAL_FATAL(sl_block_new(ARRANGEMENTS, MONTHS, &block, &error), SL_OK);
    block->n_trials = SL_BLOCK_TRIALS;
    CU_ASSERT_EQUAL(sl_month_columns_put(columns, block, &error), SL_OK);
    block->month_cost[v][(ARRANGEMENTS * MONTHS - 1) * SL_BLOCK_TRIALS + 17 * v] = none[v % 2];
    CU_ASSERT_EQUAL(sl_month_columns_put(columns, block, &error), SL_ERR_INPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "is not a finite number"));
    sl_block_free(block);
    sl_month_columns_free(columns);
  }
  sl_run_facts_free(facts);
}

SL_SUITE(months, "unit/months", {"means and medians by month", means_and_medians_by_month},
         {"a constant has its value as mean", a_constant_has_its_value_as_mean},
         {"cash that changes late", cash_that_changes_late},
         {"variables do not overlap", variables_do_not_overlap},
         {"a missing folder is an error", a_missing_folder_is_an_error},
         {"the columns leave nothing behind", the_columns_leave_nothing_behind},
         {"a cash flow has its months", a_cash_flow_has_its_months},
         {"what is no number is refused", what_is_no_number_is_refused});
