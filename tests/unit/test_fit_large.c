/* Large claims: Poisson intervals by R, loadings and trends by hand. */
#include "models/fit/large.h"
#include "tests/support/harness.h"
#include "tests/support/severities.h"

/* R's qgamma(.025, n) and qgamma(.975, n + 1). */
static void poisson_intervals(void)
{
  static const struct {
    double n, low, high, tolerance;
  } wants[] = {{1, 0.02531780798429, 5.5716433909389, 1e-11},
               {3, 0.6186721228956, 8.7672730697423, 1e-11},
               {10, 4.7953886961324, 18.390356042018, 1e-11},
               {100, 81.363991250923, 121.62679379243, 1e-11},
               {9999, 9803.9622674104, 10196.941825, 1e-9},
               {10000, 9804.9524672602, 10197.951624661, 1e-6},
               {250000, 249020.96550432, 250981.93076098, 1e-6}};
  for (size_t i = 0; i < sizeof wants / sizeof *wants; i++) {
    const sl_interval_t ours = sl_poisson_interval(wants[i].n, 0.95);
    SL_ASSERT_CLOSE(ours.low, wants[i].low, wants[i].tolerance);
    SL_ASSERT_CLOSE(ours.high, wants[i].high, wants[i].tolerance);
  }
  const sl_interval_t none = sl_poisson_interval(0.0, 0.95);
  CU_ASSERT_EQUAL(none.low, 0.0);
  SL_ASSERT_CLOSE(none.high, 3.6888794541139, 1e-11);
  const sl_interval_t nine_of_ten = sl_poisson_interval(7.0, 0.90);
  SL_ASSERT_CLOSE(nine_of_ten.low, 3.2853156918947, 1e-11);
  SL_ASSERT_CLOSE(nine_of_ten.high, 13.148113802432, 1e-11);
}

/* 500 member-years; above 100: 250 and 400; above 300: 400, 100 beyond. One who has exactly the
 * deductible is not above it. */
static void claimants(void)
{
  const double amount[5] = {100, 20, 250, 0, 400}, deductible[3] = {100, 300, 1000};
  sl_claimants_t above[3];
  sl_count_claimants(amount, 5, 500.0, deductible, 3, above);
  CU_ASSERT_EQUAL(above[0].count, 2.0);
  CU_ASSERT_EQUAL(above[0].excess, 450.0);
  CU_ASSERT_EQUAL(above[0].per_thousand, 4.0);
  CU_ASSERT_EQUAL(above[1].excess, 100.0);
  SL_ASSERT_CLOSE(above[1].of_per_thousand.low, 2.0 * 0.02531780798429, 1e-11);
  SL_ASSERT_CLOSE(above[2].of_per_thousand.high, 2.0 * 3.6888794541139, 1e-11);
}

/* 4 claimants in 1,000 member-years, manual 0.002 (error 0.0004), excess 150,000 (30,000), Z 1/4:
 * frequency 0.001 + 0.0015 = 0.0025, 375 a member-year. Errors: 0.25 x 2 / 1,000 = 0.0005 and 0.75
 * x 0.0004 = 0.0003 make 0.000583095 of frequency, 87.46 of premium; 0.0025 x 30,000 = 75. */
static void a_loading(void)
{
  const sl_pooling_t pooling = {.count = 4.0,
                                .member_years = 1000.0,
                                .manual_frequency = {0.002, 0.0004},
                                .mean_excess = {150000.0, 30000.0},
                                .credibility = 0.25};
  const sl_loading_t loading = sl_pooling_loading(&pooling);
  SL_ASSERT_CLOSE(loading.own_frequency, 0.004, 1e-15);
  SL_ASSERT_CLOSE(loading.frequency, 0.0025, 1e-15);
  SL_ASSERT_CLOSE(loading.pure_premium.value, 375.0, 1e-14);
  SL_ASSERT_CLOSE(loading.pure_premium.standard_error,
                  sqrt(0.00000034 * 150000.0 * 150000.0 + 75.0 * 75.0), 1e-12);
}

/* Pareto of shape a above its scale: E(X - P)+ = P^(1 - a) s^a / (a - 1), so 10% of trend is 1.1^a
 * - 1 of leveraged trend: 33.1% for a = 3. Exponential: exp((1 - 1 / f) P / mean) f. */
static void leveraged_trend(void)
{
  const sl_severity_t pareto = sl_test_severity("pareto", 3.0, 100.0, 0.0);
  SL_ASSERT_CLOSE(sl_excess_mean(&pareto, 1000.0), 1e-6 * 1e6 / 2.0, 1e-9);
  SL_ASSERT_CLOSE(sl_excess_trend(&pareto, 1000.0, 1.1), 1.1 * 1.1 * 1.1 - 1.0, 1e-9);
  const sl_severity_t exponential = sl_test_severity("exponential", 500.0, 0.0, 0.0);
  SL_ASSERT_CLOSE(sl_excess_trend(&exponential, 1000.0, 1.25), 1.25 * exp(0.4) - 1.0, 1e-12);
  SL_ASSERT_CLOSE(sl_excess_trend(&exponential, 0.0, 1.25), 0.25, 1e-14);
  const sl_severity_t endless = sl_test_severity("pareto", 0.9, 100.0, 0.0);
  CU_ASSERT(isnan(sl_excess_trend(&endless, 1000.0, 1.1)));
}

/* (1500 + 0.25 x 2000) / 0.75 = 8000/3; slopes 4/3 by scale, (2000 + 8000/3) / 0.75 = 56000/9 by
 * shape. */
static void mean_excess_of_a_tail(void)
{
  const sl_estimate_t e = sl_tail_mean_excess(7000.0, 5000.0, (sl_estimate_t){0.25, 0.1},
                                              (sl_estimate_t){1500.0, 120.0}, -6.0);
  SL_ASSERT_CLOSE(e.value, 8000.0 / 3.0, 1e-14);
  const double a = 4.0 / 3.0, b = 56000.0 / 9.0;
  SL_ASSERT_CLOSE(e.standard_error, sqrt(a * a * 14400.0 + b * b * 0.01 - 12.0 * a * b), 1e-12);
  CU_ASSERT(isinf(sl_tail_mean_excess(7000.0, 5000.0, (sl_estimate_t){1.0, 0.1},
                                      (sl_estimate_t){1500.0, 120.0}, 0.0)
                      .value));
}

SL_SUITE(fit_large, "unit/fit_large", {"Poisson intervals", poisson_intervals},
         {"claimants", claimants}, {"a loading", a_loading}, {"leveraged trend", leveraged_trend},
         {"mean excess of a tail", mean_excess_of_a_tail});
