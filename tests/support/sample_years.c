#include "tests/support/sample_years.h"

#include "tests/support/harness.h"
#include "tests/support/sample_results.h"

#include <math.h>

static const sl_promise_t promises[] = {{0, SL_PROMISE_NO_NEW_LASERS}, {0, SL_PROMISE_RATE_CAP}};
#define N_PROMISES (sizeof promises / sizeof promises[0])

void sl_sample_add_years(sl_run_facts_t *facts, size_t n)
{
  facts->n_years = n;
  facts->discount = SL_SAMPLE_DISCOUNT;
  facts->n_promises = N_PROMISES;
  for (size_t a = 0; a < facts->n_arrangements; a++) {
    facts->arrangements[a].ahead.opening_reserve = a == 0 ? SL_SAMPLE_RESERVE : 0.0;
    facts->arrangements[a].ahead.then_arrangement = (double)a;
  }
}

void sl_sample_new_years(const sl_run_facts_t *facts, sl_years_block_t **years)
{
  CU_ASSERT_EQUAL_FATAL(
      sl_years_block_new(facts->n_arrangements, facts->n_years, promises, N_PROMISES, years, NULL),
      SL_OK);
}

double sl_sample_saved(uint64_t trial, size_t promise)
{
  return promise == 0 ? (trial % 7 == 0 ? 200.0 : -5.0) : (trial % 3 == 0 ? 10.0 : -3.0);
}

static double claims_of(uint64_t trial, size_t year)
{
  return sl_sample_claims(trial + 311 * year);
}

/* The first year's figures are the run's own. */
static void first_year(const sl_block_t *block, size_t t, size_t a, double *values)
{
  const size_t i = t * block->n_arrangements + a;
  values[SL_YEAR_COST] = block->cost[SL_COST_COST][i];
  values[SL_YEAR_RETAINED] = block->cost[SL_COST_RETAINED_CLAIMS][i];
  values[SL_YEAR_FEES] = block->cost[SL_COST_FEES][i];
  values[SL_YEAR_PREMIUMS] = block->cost[SL_COST_PREMIUMS][i];
  values[SL_YEAR_SPECIFIC] = block->cost[SL_COST_SPECIFIC_REIMBURSEMENT][i];
  values[SL_YEAR_AGGREGATE] = block->cost[SL_COST_AGGREGATE_REIMBURSEMENT][i];
}

static void later_year(uint64_t trial, size_t a, size_t k, const double *before, double *values)
{
  const double seen = claims_of(trial, k - 1), claims = claims_of(trial, k);
  values[SL_YEAR_RATE_CHANGE] = a == 0 ? fmin(0.1, fmax(0.0, 0.1 * (seen / 1000.0 - 1.0))) : 0.06;
  values[SL_YEAR_PREMIUMS] = before[SL_YEAR_PREMIUMS] * (1.0 + values[SL_YEAR_RATE_CHANGE]);
  if (a == 0) {
    values[SL_YEAR_RETAINED] = fmin(claims, 900.0);
    values[SL_YEAR_SPECIFIC] = claims - values[SL_YEAR_RETAINED];
    values[SL_YEAR_FEES] = 100.0 * pow(1.05, (double)k);
    values[SL_YEAR_LASERS] = seen > 1400.0 ? 1.0 : 0.0;
  }
  values[SL_YEAR_COST] = values[SL_YEAR_RETAINED] + values[SL_YEAR_FEES] + values[SL_YEAR_PREMIUMS];
}

static void settle(double reserve, double cumulative, size_t k, double *values)
{
  const double left = reserve + values[SL_YEAR_BUDGET] - values[SL_YEAR_COST];
  values[SL_YEAR_DEFICIT] = fmax(0.0, values[SL_YEAR_COST] - values[SL_YEAR_BUDGET]);
  values[SL_YEAR_CALL] = fmax(0.0, -left);
  values[SL_YEAR_INTEREST] = fmax(0.0, left) * SL_SAMPLE_INTEREST;
  values[SL_YEAR_RESERVE] = fmax(0.0, left) + values[SL_YEAR_INTEREST];
  values[SL_YEAR_CUMULATIVE] =
      cumulative + values[SL_YEAR_COST] / pow(1.0 + SL_SAMPLE_DISCOUNT, (double)k);
}

static void put_trial(const sl_run_facts_t *facts, const sl_block_t *block, size_t t, size_t a,
                      sl_years_block_t *years)
{
  const sl_arrangement_facts_t *arrangement = &facts->arrangements[a];
  double before[SL_N_YEAR_VARIABLES] = {0.0};
  before[SL_YEAR_RESERVE] = arrangement->ahead.opening_reserve;
  for (size_t k = 0; k < years->n_years; k++) {
    double values[SL_N_YEAR_VARIABLES] = {0.0};
    if (k == 0) {
      first_year(block, t, a, values);
    } else {
      later_year(block->first_trial + t, a, k, before, values);
    }
    values[SL_YEAR_BUDGET] = arrangement->price.budget.value * pow(1.05, (double)k);
    values[SL_YEAR_ATTACHMENT] = a == 0 ? 1400.0 : (double)NAN;
    values[SL_YEAR_CONTRACTS] = 10.0;
    settle(before[SL_YEAR_RESERVE], before[SL_YEAR_CUMULATIVE], k, values);
    for (size_t v = 0; v < SL_N_YEAR_VARIABLES; v++) {
      years->by_year[v][sl_years_block_at(years, a, k, t)] = values[v];
      before[v] = values[v];
    }
  }
}

void sl_sample_years(const sl_run_facts_t *facts, const sl_block_t *block, sl_years_block_t *years)
{
  for (size_t t = 0; t < block->n_trials; t++) {
    for (size_t a = 0; a < years->n_arrangements; a++) {
      put_trial(facts, block, t, a, years);
    }
    for (size_t p = 0; p < years->n_promises; p++) {
      years->saved[p * SL_BLOCK_TRIALS + t] = sl_sample_saved(block->first_trial + t, p);
    }
  }
}
