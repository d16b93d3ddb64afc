#include "tests/support/synthetic_results.h"

#include "models/funding/arrangement.h"
#include "sim/output/months/month_columns.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static char *copy_text(const char *text)
{
  char *copy = malloc(strlen(text) + 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
  return strcpy(copy, text);
}

static double van_der_corput(size_t i)
{
  double value = 0.0, part = 0.5;
  for (i++; i > 0; i /= 2, part /= 2.0) {
    value += i % 2 == 1 ? part : 0.0;
  }
  return value;
}

static void fill_columns(sl_results_t *results, size_t a, const sl_synthetic_t *from)
{
  const size_t trials = (size_t)results->facts->trials;
  for (size_t t = 0; t < trials; t++) {
    const double z = gsl_cdf_ugaussian_Pinv(van_der_corput(t));
    const double claims = from->median * exp(from->spread * z);
    const double kept = from->attachment > 0.0 ? fmin(claims, from->attachment) : claims;
    for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
      results->cost[v][a * trials + t] = 0.0;
    }
    results->cost[SL_COST_FEES][a * trials + t] = from->fixed;
    results->cost[SL_COST_RETAINED_CLAIMS][a * trials + t] = kept;
    results->cost[SL_COST_AGGREGATE_REIMBURSEMENT][a * trials + t] = claims - kept;
    results->cost[SL_COST_COST][a * trials + t] = kept + from->fixed;
    results->cost[SL_COST_DEFICIT][a * trials + t] = fmax(0.0, kept + from->fixed - from->budget);
  }
}

static void fill_facts(sl_arrangement_facts_t *facts, const sl_synthetic_t *from)
{
  facts->name = copy_text(from->name);
  facts->kind = sl_arrangement_kind(from->spread > 0.0 ? "aso" : "fully_insured")->name;
  facts->specific_deductible = (double)NAN;
  facts->cost_is_fixed = from->spread > 0.0 ? 0.0 : 1.0;
  facts->has_aggregate = from->attachment > 0.0;
  facts->price.attachment.value = facts->has_aggregate ? from->attachment : (double)NAN;
  facts->price.budget.value = from->budget;
  facts->price.maximum_cost.value = from->spread == 0.0      ? from->fixed + from->median
                                    : from->attachment > 0.0 ? from->fixed + from->attachment
                                                             : HUGE_VAL;
}

void sl_synthetic_results(const char *title, const char *currency, size_t trials,
                          const sl_synthetic_t *arrangements, size_t n, sl_results_t **results,
                          sl_summary_t **summary)
{
  sl_run_facts_t *facts = calloc(1, sizeof *facts);
  CU_ASSERT_PTR_NOT_NULL_FATAL(facts);
  facts->title = copy_text(title);
  facts->currency = copy_text(currency);
  facts->resolved = copy_text("");
  facts->jurisdiction = copy_text("");
  facts->notes = copy_text("");
  facts->start = (sl_date_t){2026, 1, 1};
  facts->trials = trials;
  facts->enrolment.employee_months = 1680.0;
  facts->enrolment.plan_months = 12.0;
  facts->n_arrangements = n;
  facts->arrangements = calloc(n, sizeof *facts->arrangements);
  CU_ASSERT_PTR_NOT_NULL_FATAL(facts->arrangements);
  for (size_t a = 0; a < n; a++) {
    fill_facts(&facts->arrangements[a], &arrangements[a]);
  }
  CU_ASSERT_EQUAL_FATAL(sl_results_new(facts, results, NULL), SL_OK);
  for (size_t a = 0; a < n; a++) {
    fill_columns(*results, a, &arrangements[a]);
  }
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(*results, summary, NULL), SL_OK);
}

#define LAGS 10
#define MONTHS_MAX 36

/* Shares of a year's claims by the month they fall into. */
static void month_shares(size_t trial, double shares[12])
{
  double sum = 0.0;
  for (size_t m = 0; m < 12; m++) {
    shares[m] = exp(0.5 * gsl_cdf_ugaussian_Pinv(van_der_corput(12 * trial + m)));
    sum += shares[m];
  }
  for (size_t m = 0; m < 12; m++) {
    shares[m] /= sum;
  }
}

/* Of one unit of claims: what is paid in each month, and what is owed at its end. */
static void pay_unit(size_t trial, size_t n_months, double paid[MONTHS_MAX],
                     double owed[MONTHS_MAX])
{
  static const double part[LAGS] = {0.25, 0.30, 0.15, 0.10, 0.07, 0.05, 0.03, 0.02, 0.02, 0.01};
  double shares[12], balance = 0.0;
  month_shares(trial, shares);
  memset(paid, 0, MONTHS_MAX * sizeof *paid);
  for (size_t m = 0; m < 12; m++) {
    for (size_t k = 0; k < LAGS; k++) {
      const size_t month = m + k < n_months ? m + k : n_months - 1;
      paid[month] += shares[m] * part[k];
    }
  }
  for (size_t m = 0; m < n_months; m++) {
    balance += (m < 12 ? shares[m] : 0.0) - paid[m];
    owed[m] = balance;
  }
}

/* The months of a trial of an arrangement, and its largest shortfall. */
static double fill_months(const sl_results_t *results, sl_block_t *block, size_t t, size_t a,
                          const double *paid)
{
  const size_t trial = (size_t)block->first_trial + t, n = block->n_months;
  const double kept = sl_results_cost_column(results, SL_COST_RETAINED_CLAIMS, a)[trial];
  const double fees = sl_results_cost_column(results, SL_COST_FEES, a)[trial];
  const double budget = results->facts->arrangements[a].price.budget.value;
  const int varies = strcmp(results->facts->arrangements[a].kind, "aso") == 0;
  double sum = 0.0, peak = 0.0;
  for (size_t m = 0; m < n; m++) {
    const size_t at = (a * n + m) * SL_BLOCK_TRIALS + t;
    const double even = m < 12 ? 1.0 / 12.0 : 0.0;
    const double claims = kept * (varies ? paid[m] : 0.0);
    const double fixed = (fees + (varies ? 0.0 : kept)) * even;
    sum += claims + fixed;
    peak = fmax(peak, sum - budget * fmin((double)m + 1.0, 12.0) / 12.0);
    block->month_cost[SL_MONTH_PAID][at] = claims;
    block->month_cost[SL_MONTH_FIXED][at] = fixed;
    block->month_cost[SL_MONTH_REIMBURSED][at] = 0.0;
    block->month_cost[SL_MONTH_ADVANCED][at] = 0.0;
    block->month_cost[SL_MONTH_NET][at] = claims + fixed;
    block->month_cost[SL_MONTH_CUMULATIVE][at] = sum;
  }
  return peak;
}

static void fill_trial(sl_results_t *results, sl_block_t *block, size_t t)
{
  const size_t trials = (size_t)results->facts->trials, trial = (size_t)block->first_trial + t;
  double paid[MONTHS_MAX], owed[MONTHS_MAX];
  pay_unit(trial, block->n_months, paid, owed);
  for (size_t a = 0; a < block->n_arrangements; a++) {
    results->cost[SL_COST_PEAK_SHORTFALL][a * trials + trial] =
        fill_months(results, block, t, a, paid);
  }
  for (size_t i = 0; i < block->n_arrangements * block->n_months; i++) {
    block->month_cost[SL_MONTH_IBNR][i * SL_BLOCK_TRIALS + t] =
        owed[i % block->n_months] *
        sl_results_cost_column(results, SL_COST_RETAINED_CLAIMS, 0)[trial];
  }
}

void sl_synthetic_months(sl_results_t *results, sl_summary_t **summary, size_t n_months)
{
  sl_run_facts_t *facts = results->facts;
  sl_month_columns_t *columns = NULL;
  char path[SL_PATH_MAX];
  sl_scratch_path(path, "months");
  sl_block_t *block = NULL;
  facts->n_months = n_months;
  facts->cash_flow = (sl_cash_flow_terms_t){.wanted = true, .level = 0.95};
  CU_ASSERT_EQUAL_FATAL(sl_block_new(facts->n_arrangements, n_months, &block, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_month_columns_new(path, facts, &columns, NULL), SL_OK);
  for (uint64_t first = 0; first < facts->trials; first += SL_BLOCK_TRIALS) {
    block->first_trial = first;
    block->n_trials = sl_block_trials(facts->trials, first / SL_BLOCK_TRIALS);
    for (size_t t = 0; t < block->n_trials; t++) {
      fill_trial(results, block, t);
    }
    CU_ASSERT_EQUAL_FATAL(sl_month_columns_put(columns, block, NULL), SL_OK);
  }
  CU_ASSERT_EQUAL_FATAL(sl_month_columns_summarize(columns, &results->months, NULL), SL_OK);
  sl_month_columns_free(columns);
  sl_block_free(block);
  sl_summary_free(*summary);
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, summary, NULL), SL_OK);
}

void sl_synthetic_free(sl_results_t *results, sl_summary_t *summary)
{
  sl_results_free(results);
  sl_summary_free(summary);
}
