#include "models/claims/disability.h"

#include "tests/support/harness.h"

#include <string.h>

/* 1% a month: 1.01^12 - 1, so that published tables of annuities at 1% apply. */
#define ONE_PERCENT_A_MONTH 0.12682503013196972066

static sl_disability_t short_term(void)
{
  return (sl_disability_t){.kind = SL_SHORT_TERM,
                           .salary_share = 0.6,
                           .maximum = 700,
                           .elimination_days = 7,
                           .maximum_weeks = 17};
}

static sl_disability_t long_term(double *termination, size_t n)
{
  return (sl_disability_t){.kind = SL_LONG_TERM,
                           .salary_share = 0.6,
                           .maximum = 5000,
                           .to_age = 65,
                           .interest = ONE_PERCENT_A_MONTH,
                           .termination = termination,
                           .n_termination = n};
}

/* Weekly 0.6 x 52,000 / 52 = 600, and 0.6 x 104,000 / 52 = 1,200 cut at 700; monthly
 * 0.6 x 60,000 / 12 = 3,000, and 0.6 x 150,000 / 12 = 7,500 cut at 5,000. */
static void the_benefit_is_a_share_of_salary_up_to_the_maximum(void)
{
  const sl_disability_t week = short_term(), month = long_term(NULL, 0);
  SL_ASSERT_CLOSE(sl_disability_benefit(&week, 52000), 600, 1e-15);
  CU_ASSERT_EQUAL(sl_disability_benefit(&week, 104000), 700);
  CU_ASSERT_EQUAL(sl_disability_benefit(&week, 0), 0);
  SL_ASSERT_CLOSE(sl_disability_benefit(&month, 60000), 3000, 1e-15);
  CU_ASSERT_EQUAL(sl_disability_benefit(&month, 150000), 5000);
}

/* 24 days disabled: 17 paid, 600 / 7 x 17 = 1,457.142857...; 7 x 17 = 119 days at most: 10,200. */
static void short_term_pays_by_the_day_after_the_elimination_period(void)
{
  const sl_disability_t week = short_term();
  SL_ASSERT_CLOSE(sl_disability_amount(&week, 24, 52000, 40), 10200.0 / 7, 1e-15);
  CU_ASSERT_EQUAL(sl_disability_amount(&week, 7, 52000, 40), 0);
  CU_ASSERT_EQUAL(sl_disability_amount(&week, 3, 52000, 40), 0);
  SL_ASSERT_CLOSE(sl_disability_amount(&week, 126, 52000, 40), 10200, 1e-15);
  SL_ASSERT_CLOSE(sl_disability_amount(&week, 500, 52000, 40), 10200, 1e-15);
}

/* 17 paid days: weeks that end on days 14 and 21, and three days that end on day 24. */
static void short_term_payments_are_weekly_and_sum_to_the_amount(void)
{
  static const int32_t days[] = {14, 21, 24};
  static const double amounts[] = {600, 600, 600.0 / 7 * 3};
  const sl_disability_t week = short_term();
  CU_ASSERT_EQUAL_FATAL(sl_disability_payments(&week, 24, 40), 3);
  for (size_t k = 0; k < 3; k++) {
    int32_t day = 0;
    SL_ASSERT_CLOSE(sl_disability_payment(&week, 24, 52000, k, &day), amounts[k], 1e-15);
    CU_ASSERT_EQUAL(day, days[k]);
  }
  CU_ASSERT_EQUAL(sl_disability_payments(&week, 7, 40), 0);
  CU_ASSERT_EQUAL(sl_disability_payments(&week, 1000, 40), 17);
}

/* Any textbook's table of a_n at 1%: a_12 = 11.25507747, a_60 = 44.95503841,
 * a_360 = 97.21833108. A benefit of 3,000 without elimination period. */
static void long_term_is_worth_the_published_annuity(void)
{
  const sl_disability_t month = long_term(NULL, 0);
  SL_ASSERT_CLOSE(sl_disability_amount(&month, 12, 60000, 30), 3000 * 11.25507747, 5e-10);
  SL_ASSERT_CLOSE(sl_disability_amount(&month, 60, 60000, 30), 3000 * 44.95503841, 5e-10);
  SL_ASSERT_CLOSE(sl_disability_amount(&month, 360, 60000, 30), 3000 * 97.21833108, 5e-10);
  CU_ASSERT_EQUAL(sl_disability_amount(&month, 0, 60000, 30), 0);
}

/* Without interest the present value is the payments; one payment of 3,000 after 182.625 days of
 * elimination (half a year; here 183, 0.375 days more) and a month is discounted for
 * 183 / 365.25 + 1 / 12 years. */
static void long_term_is_discounted_to_disablement(void)
{
  sl_disability_t month = long_term(NULL, 0);
  month.elimination_days = 183;
  const double years = 183 / 365.25 + 1.0 / 12;
  SL_ASSERT_CLOSE(sl_disability_amount(&month, 1, 60000, 30),
                  3000 * pow(1 + ONE_PERCENT_A_MONTH, -years), 1e-14);
  month.interest = 0;
  CU_ASSERT_EQUAL(sl_disability_amount(&month, 7, 60000, 30), 21000);
  month.interest = 1e-12;
  SL_ASSERT_CLOSE(sl_disability_amount(&month, 300, 60000, 30), 900000, 1e-9);
}

/* At 64, 12 months less the elimination period of 90 days (2.957 months) leave 9 whole months; at
 * 65 and over none. */
static void long_term_ends_at_the_limiting_age(void)
{
  sl_disability_t month = long_term(NULL, 0);
  CU_ASSERT_EQUAL(sl_disability_payments(&month, 600, 64), 12);
  month.elimination_days = 90;
  month.interest = 0;
  CU_ASSERT_EQUAL(sl_disability_payments(&month, 600, 64), 9);
  CU_ASSERT_EQUAL(sl_disability_amount(&month, 600, 60000, 64), 27000);
  CU_ASSERT_EQUAL(sl_disability_payments(&month, 5, 64), 5);
  CU_ASSERT_EQUAL(sl_disability_payments(&month, 600, 65), 0);
  CU_ASSERT_EQUAL(sl_disability_payments(&month, 600, 70), 0);
  CU_ASSERT_EQUAL(sl_disability_amount(&month, 600, 60000, 70), 0);
}

/* 90 + 30.4375 = 120.4375, 90 + 60.875 = 150.875, 90 + 365.25 = 455.25. */
static void long_term_payments_are_monthly_in_arrears(void)
{
  sl_disability_t month = long_term(NULL, 0);
  int32_t day = 0;
  month.elimination_days = 90;
  CU_ASSERT_EQUAL(sl_disability_payment(&month, 24, 60000, 0, &day), 3000);
  CU_ASSERT_EQUAL(day, 120);
  CU_ASSERT_EQUAL(sl_disability_payment(&month, 24, 60000, 1, &day), 3000);
  CU_ASSERT_EQUAL(day, 150);
  CU_ASSERT_EQUAL(sl_disability_payment(&month, 24, 60000, 11, &day), 3000);
  CU_ASSERT_EQUAL(day, 455);
}

/* Rates 0.4, 0.2, 0.1, the last going on: 12 months are survived by 0.6, 24 by 0.48, 36 by 0.432
 * and 48 by 0.3888; in the first month 1 - 0.6^(1/12) end. */
static void durations_follow_the_yearly_termination_rates(void)
{
  double rates[] = {0.4, 0.2, 0.1};
  const sl_disability_t month = long_term(rates, 3);
  sl_severity_t months;
  CU_ASSERT_EQUAL_FATAL(sl_disability_duration(&month, 48, &months, NULL), SL_OK);
  SL_ASSERT_CLOSE(sl_severity_survival(&months, 11), 0.6, 1e-14);
  SL_ASSERT_CLOSE(sl_severity_survival(&months, 23), 0.48, 1e-14);
  SL_ASSERT_CLOSE(sl_severity_survival(&months, 35), 0.432, 1e-14);
  SL_ASSERT_CLOSE(sl_severity_survival(&months, 47), 0.3888, 1e-14);
  CU_ASSERT_EQUAL(sl_severity_quantile_upper(&months, 0), 48);
  SL_ASSERT_CLOSE(sl_severity_cdf(&months, 0), 1 - pow(0.6, 1.0 / 12), 1e-14);
  sl_severity_free(&months);
}

/* Disabled-life annuity at one rate throughout: with w = v p a month, sum of w^k for k = 1 .. m
 * = w (1 - w^m) / (1 - w). */
static void the_expected_value_is_the_disabled_life_annuity(void)
{
  double rate = 0.25;
  const unsigned m = 240;
  const sl_disability_t month = long_term(&rate, 1);
  sl_severity_t months;
  double expected = 0;
  CU_ASSERT_EQUAL_FATAL(sl_disability_duration(&month, m, &months, NULL), SL_OK);
  for (size_t i = 0; i < months.n; i++) {
    expected += months.probabilities[i] * sl_disability_amount(&month, months.values[i], 60000, 30);
  }
  const double w = pow(0.75, 1.0 / 12) / 1.01;
  SL_ASSERT_CLOSE(expected, 3000 * w * (1 - pow(w, m)) / (1 - w), 1e-12);
  sl_severity_free(&months);
}

static void everybody_or_nobody_may_recover(void)
{
  double rate = 1;
  const sl_disability_t month = long_term(&rate, 1);
  sl_severity_t months;
  CU_ASSERT_EQUAL_FATAL(sl_disability_duration(&month, 24, &months, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_severity_mean(&months), 0);
  sl_severity_free(&months);
  rate = 0;
  CU_ASSERT_EQUAL_FATAL(sl_disability_duration(&month, 24, &months, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_severity_mean(&months), 24);
  sl_severity_free(&months);
}

static void rates_outside_zero_to_one_are_refused(void)
{
  double rates[] = {0.3, 1.5};
  const sl_disability_t bad = long_term(rates, 2), none = long_term(NULL, 0);
  sl_severity_t months;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL(sl_disability_duration(&bad, 24, &months, &error), SL_ERR_INPUT);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "termination rate 2 is 1.5"));
  sl_severity_free(&months);
  CU_ASSERT_EQUAL(sl_disability_duration(&none, 24, &months, &error), SL_ERR_INPUT);
  sl_severity_free(&months);
}

SL_SUITE(disability, "unit/disability",
         {"the benefit is a share of salary up to the maximum",
          the_benefit_is_a_share_of_salary_up_to_the_maximum},
         {"short-term pays by the day after the elimination period",
          short_term_pays_by_the_day_after_the_elimination_period},
         {"short-term payments are weekly and sum to the amount",
          short_term_payments_are_weekly_and_sum_to_the_amount},
         {"long-term is worth the published annuity", long_term_is_worth_the_published_annuity},
         {"long-term is discounted to disablement", long_term_is_discounted_to_disablement},
         {"long-term ends at the limiting age", long_term_ends_at_the_limiting_age},
         {"long-term payments are monthly in arrears", long_term_payments_are_monthly_in_arrears},
         {"durations follow the yearly termination rates",
          durations_follow_the_yearly_termination_rates},
         {"the expected value is the disabled-life annuity",
          the_expected_value_is_the_disabled_life_annuity},
         {"everybody or nobody may recover", everybody_or_nobody_may_recover},
         {"rates outside 0 to 1 are refused", rates_outside_zero_to_one_are_refused});
