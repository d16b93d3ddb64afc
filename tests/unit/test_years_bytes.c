/* Several plan years are the same bytes for any number of threads, kernels and parts of a run; and
 * the ends of what a scenario may ask: twenty years, a group of one, a group that nobody is left
 * of, factors of the year. */
#include "sim/results/block.h"
#include "tests/support/harness.h"
#include "tests/support/kernels.h"
#include "tests/support/scenario_text.h"
#include "tests/support/years_run.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char census[] =
    "employee,relationship,age,sex,plan\n1,employee,50,F,PPO\n1,child,25,M,\n1,child,24,F,\n"
    "2,employee,64,M,PPO\n2,spouse,63,F,\n3,employee,63,F,PPO\n4,employee,31,F,PPO\n"
    "4,spouse,33,M,\n4,child,0,M,\n5,employee,45,M,PPO\n";

/* All that years can have at once. */
#define ALL(trials)                                                                                \
  SL_TEXT_HEAD                                                                                     \
  "years: 3\npopulation: {ageing: true, turnover: 0.25, growth: 0.1}\ndiscount: 0.03\n"            \
  "claims: {basis: us-commercial-2026, risk_factor: 2, trend: 0.07, uncertainty: 0.1, "            \
  "uncertainty_by_year: 0.1, frailty: {distribution: gamma, shape: 0.8, correlation: 0.4}, "       \
  "claimants: [{member: 6, certain: true, continues: 0.6, services: [{name: known, frequency: "    \
  "{distribution: bernoulli, probability: 1}, severity: {distribution: constant, value: "          \
  "90000}}]}]}\n"                                                                                  \
  "plans: [{name: PPO, deductible: {person: 1000, family: 2000}, coinsurance: 0.2, "               \
  "out_of_pocket_max: {person: 4000, family: 8000}}]\n"                                            \
  "simulation: {trials: " trials ", pricing_trials: 300}\n"                                        \
  "arrangements: [{name: A, kind: aso, opening_reserve: 1000, reserve_interest: 0.02, specific: "  \
  "{deductible: 40k, premium: {loss_ratio: 0.8}, contract: [12/12, 24/12]}, aggregate: "           \
  "{corridor: "                                                                                    \
  "1.1, premium: {amount: 9, per: PEPM}}, renewal: {full: 100, laser_at: 1.5, rate_cap: 0.5, "     \
  "deductible_growth: 0.05}, budget: {of_expected: 1, renewal: experience}}, {name: B, kind: "     \
  "aso, "                                                                                          \
  "specific: {deductible: 40k, premium: {loss_ratio: 0.8}}, renewal: {full: 100, laser_at: 1.5, "  \
  "no_new_lasers: true, no_laser_load: 0.1}, then: {year: 2, arrangement: I}}, {name: I, kind: "   \
  "fully_insured, premium: {loss_ratio: 0.85}, renewal: {full: 100, cap: 0.2, pooling_point: "     \
  "50k}}]\n"

static void check_same(const char *yaml, const sl_engine_options_t *options,
                       const sl_years_columns_t *whole, size_t first, size_t n)
{
  sl_years_columns_t *c = sl_years_run_text(yaml, census, options);
  CU_ASSERT_PTR_NOT_NULL_FATAL(c);
  CU_ASSERT_EQUAL(c->n_trials, n);
  CU_ASSERT(sl_years_same(c, whole, first));
  sl_years_columns_free(c);
}

/* An instrumented program looks at one case of each kind. */
static bool is_short(void) { return sl_test_patience() > 1; }

/* Run once for all tests, and kept to their end. */
static const sl_years_columns_t *whole_run(void)
{
  static sl_years_columns_t *whole;
  whole = whole != NULL ? whole : sl_years_run_text(ALL("1050"), census, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(whole);
  CU_ASSERT_EQUAL(whole->n_trials, 1050);
  CU_ASSERT_EQUAL(whole->n_promises, 2);
  CU_ASSERT(sl_years_mean(whole, SL_YEAR_LASERS, 0, 2) > 0.0);
  return whole;
}

static void any_number_of_threads(void)
{
  const sl_years_columns_t *whole = whole_run();
  for (int threads = is_short() ? 7 : 1; threads <= 7; threads += sl_test_full() ? 1 : 6) {
    const sl_engine_options_t options = {.threads = threads};
    check_same(ALL("1050"), &options, whole, 0, 1050);
  }
}

static void any_kernels(void)
{
  const sl_years_columns_t *whole = whole_run();
  for (size_t i = 0; sl_test_kernels_at(i) != NULL && (i == 0 || !is_short()); i++) {
    const sl_engine_options_t options = {.threads = 2, .kernels = sl_test_kernels_at(i)};
    check_same(ALL("515"), &options, whole, 0, 515);
  }
}

/* A block by itself, and one that is cut short. */
static void any_part(void)
{
  const sl_years_columns_t *whole = whole_run();
  const sl_engine_options_t second = {.threads = 2, .first_block = 1, .n_blocks = 1};
  const sl_engine_options_t last = {.threads = 1, .first_block = 2};
  if (!is_short()) {
    check_same(ALL("1050"), &second, whole, SL_BLOCK_TRIALS, SL_BLOCK_TRIALS);
  }
  check_same(ALL("1050"), &last, whole, 2 * SL_BLOCK_TRIALS, 1050 - 2 * SL_BLOCK_TRIALS);
  check_same(ALL("515"), NULL, whole, 0, 515);
  check_same(ALL("1"), NULL, whole, 0, 1);
}

/* ---- ends ---- */

#define CONSTANT                                                                                   \
  "services: [{name: s, frequency: {distribution: poisson, mean: 40}, severity: {distribution: "   \
  "constant, value: 1}}]"
#define SIMPLE(trials, head, claims)                                                               \
  SL_TEXT_HEAD head "\nclaims: {" claims "}\nsimulation: {trials: " trials                         \
                    ", pricing_trials: 64}\n" SL_TEXT_PLANS                                        \
                    "arrangements: [{name: ASO, kind: aso}]\n"

static double covariance(const double *x, const double *y, size_t n)
{
  double a = 0.0, b = 0.0, both = 0.0;
  for (size_t t = 0; t < n; t++) {
    a += x[t] / (double)n;
    b += y[t] / (double)n;
    both += x[t] * y[t] / (double)n;
  }
  return both - a * b;
}

/* Claims of a year are Poisson of mean m F_k, m = 3 x 40, since one person has left. The factor of
 * all years has CV u, that of a year v: covariances of years m^2 u^2, variances m + m^2 ((1 + u^2)
 * (1 + v^2) - 1). Standard errors by a normal law. */
static void check_factors(const char *yaml, double u, double v)
{
  sl_years_columns_t *c = sl_years_run_text(yaml, SL_TEXT_CENSUS, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(c);
  const double n = (double)c->n_trials;
  double m = 3 * 40.0;
  for (size_t k = 1; k < c->n_years; k++) {
    const double *x = sl_years_column(c, SL_YEAR_COST, 0, k);
    const double own = m + m * m * ((1.0 + u * u) * (1.0 + v * v) - 1.0), other = m * m * u * u;
    SL_ASSERT_Z(covariance(x, x, c->n_trials), own, own * sqrt(3.0 / n), 4.5);
    for (size_t j = 1; j < k; j++) {
      SL_ASSERT_Z(covariance(x, sl_years_column(c, SL_YEAR_COST, 0, j), c->n_trials), other,
                  sqrt((own * own + other * other) * 1.5 / n), 4.5);
    }
  }
  sl_years_columns_free(c);
}

static void factors_of_the_year(void)
{
  check_factors(SIMPLE("4096", "years: 4", CONSTANT ", uncertainty: 0.1"), 0.1, 0.0);
  check_factors(SIMPLE("4096", "years: 4", CONSTANT ", uncertainty_by_year: 0.2"), 0.0, 0.2);
  check_factors(SIMPLE("4096", "years: 4", CONSTANT ", uncertainty: 0.1, uncertainty_by_year: 0.2"),
                0.1, 0.2);
}

/* Trended 5% a year; n persons in year k. */
static void check_means(const char *yaml, const char *group, const double *persons)
{
  sl_years_columns_t *c = sl_years_run_text(yaml, group, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(c);
  for (size_t k = 0; k < c->n_years; k++) {
    const double m = 40.0 * persons[k], grown = pow(1.05, (double)k);
    const double mean = sl_years_mean(c, SL_YEAR_COST, 0, k);
    if (m > 0.0) {
      SL_ASSERT_Z(mean, m * grown, grown * sqrt(m / (double)c->n_trials), 4.5);
    } else {
      CU_ASSERT_EQUAL(mean, 0.0);
    }
    CU_ASSERT_EQUAL(sl_years_mean(c, SL_YEAR_CONTRACTS, 0, k), ceil(persons[k]));
  }
  sl_years_columns_free(c);
}

#define ONE "employee,relationship,age,sex,plan,months\n1,employee,30,F,PPO,12\n"
static const double one_each[20] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

static void twenty_years_of_one_contract(void)
{
  check_means(SIMPLE("600", "years: 20\npopulation: {ageing: true, turnover: 0.2}",
                     "trend: 0.05, " CONSTANT),
              ONE, one_each);
  check_means(SIMPLE("600", "years: 20\npopulation: {turnover: 0.95}", "trend: 0.05, " CONSTANT),
              ONE, one_each);
}

/* All leave in the middle of the first year; or none of one is left by 0.4 of it. */
static void nobody_left(void)
{
  static const double half[] = {0.5, 0, 0}, one[] = {1, 0, 0};
  static const double many[] = {2, 20, 200};
  check_means(SIMPLE("600", "years: 3\npopulation: {turnover: 0.2}", "trend: 0.05, " CONSTANT),
              "employee,relationship,age,sex,plan,months\n1,employee,30,F,PPO,6\n", half);
  check_means(
      SIMPLE("600", "years: 3\npopulation: {growth: -0.6, ageing: true}", "trend: 0.05, " CONSTANT),
      ONE, one);
  check_means(SIMPLE("600", "years: 3\npopulation: {growth: 9}", "trend: 0.05, " CONSTANT),
              ONE "2,employee,40,M,PPO,12\n", many);
}

SL_SUITE(years_bytes, "unit/years_bytes", {"any number of threads", any_number_of_threads},
         {"any kernels", any_kernels}, {"any part of a run", any_part},
         {"factors of the year", factors_of_the_year},
         {"twenty years of one contract", twenty_years_of_one_contract},
         {"nobody left", nobody_left});
