#include "models/claims/lags.h"

#include "tests/support/harness.h"

#define DAYS_PER_MONTH (365.25 / 12)

/* The means that the header states, in months; the mean of a table is its own sum, done here. */
static void means_are_those_stated(void)
{
  static const double months[SL_LINE_COUNT] = {
      [SL_LINE_MEDICAL] = 1.95,
      [SL_LINE_PHARMACY] = 0.28,
      [SL_LINE_MENTAL_HEALTH] = 1.20,
      [SL_LINE_TELEMEDICINE] = 1.20,
      [SL_LINE_DENTAL] = 1.00,
      [SL_LINE_VISION] = 1.00,
      [SL_LINE_SHORT_TERM_DISABILITY] = 30 / DAYS_PER_MONTH,
      [SL_LINE_LONG_TERM_DISABILITY] = 30 / DAYS_PER_MONTH};
  for (int line = 0; line < SL_LINE_COUNT; line++) {
    sl_severity_t lag;
    CU_ASSERT_EQUAL_FATAL(sl_lag_default((sl_line_t)line, &lag, NULL), SL_OK);
    double sum = 0, mean = 0;
    for (size_t i = 0; i < lag.n; i++) {
      sum += lag.probabilities[i];
      mean += lag.probabilities[i] * lag.values[i];
    }
    SL_ASSERT_CLOSE(sum, 1.0, 1e-12);
    CU_ASSERT_TRUE(fabs(mean / DAYS_PER_MONTH - months[line]) < 0.006);
    sl_severity_free(&lag);
  }
}

static void every_value_is_a_whole_day_and_less_is_paid_every_month(void)
{
  for (int line = 0; line < SL_LINE_COUNT; line++) {
    sl_severity_t lag;
    CU_ASSERT_EQUAL_FATAL(sl_lag_default((sl_line_t)line, &lag, NULL), SL_OK);
    for (size_t i = 0; i < lag.n; i++) {
      CU_ASSERT_EQUAL(lag.values[i], floor(lag.values[i]));
      CU_ASSERT_TRUE(i == 0 || lag.values[i] > lag.values[i - 1]);
      CU_ASSERT_TRUE(i == 0 || lag.probabilities[i] <= lag.probabilities[i - 1]);
    }
    sl_severity_free(&lag);
  }
}

/* 18 months end after 547.9 days, 12 after 365.25. */
static void medical_is_complete_within_eighteen_months(void)
{
  sl_severity_t lag;
  CU_ASSERT_EQUAL_FATAL(sl_lag_default(SL_LINE_MEDICAL, &lag, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_severity_cdf(&lag, 547), 1.0);
  CU_ASSERT_TRUE(sl_severity_cdf(&lag, 365) > 0.99);
  CU_ASSERT_TRUE(sl_severity_cdf(&lag, 365) < 1.0);
  SL_ASSERT_CLOSE(sl_severity_cdf(&lag, 60), 0.68, 1e-12);
  sl_severity_free(&lag);
}

static void no_line_is_refused(void)
{
  sl_severity_t lag;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL(sl_lag_default(SL_LINE_COUNT, &lag, &error), SL_ERR_ARGUMENT);
  sl_severity_free(&lag);
}

SL_SUITE(lags, "unit/lags", {"means are those stated", means_are_those_stated},
         {"every value is a whole day, and less is paid every month",
          every_value_is_a_whole_day_and_less_is_paid_every_month},
         {"medical is complete within 18 months", medical_is_complete_within_eighteen_months},
         {"no line is refused", no_line_is_refused});
