/* Trend and season: R's lm on a classical series, by hand, and what is refused. */
#include "models/fit/trend.h"
#include "tests/support/harness.h"

/* Monthly airline passengers 1949 to 1960, thousands (Box, Jenkins 1976, series G; R's
 * AirPassengers). */
static const double series[144] = {112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, /**/
                                   115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140, /**/
                                   145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, /**/
                                   171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194, /**/
                                   196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, /**/
                                   204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229, /**/
                                   242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, /**/
                                   284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306, /**/
                                   315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, /**/
                                   340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337, /**/
                                   360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, /**/
                                   417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432};

/* R 4.2: lm(log(y) ~ t + C(month, contr.sum)), t from 1; qt(.975, 131) = 1.9782385392. */
static void as_r_has_it(void)
{
  sl_trend_fit_t fit;
  CU_ASSERT_EQUAL_FATAL(sl_fit_trend(series, NULL, 144, 0, true, &fit, NULL), SL_OK);
  const double slope = 0.0100688047410, error = 0.000119300117748;
  SL_ASSERT_CLOSE(fit.slope.value, slope, 1e-10);
  SL_ASSERT_CLOSE(fit.slope.standard_error, error, 1e-10);
  SL_ASSERT_CLOSE(fit.level, 4.8121876148064 + slope, 1e-11);
  SL_ASSERT_CLOSE(fit.season[0], -0.0854072469846, 1e-10);
  SL_ASSERT_CLOSE(fit.season[1], -0.1074620702977, 1e-10);
  SL_ASSERT_CLOSE(fit.sigma, 0.0593035593473, 1e-10);
  SL_ASSERT_CLOSE(fit.r_squared, 0.983468163706, 1e-10);
  SL_ASSERT_CLOSE(fit.autocorrelation, 0.7788393598, 1e-9);
  SL_ASSERT_CLOSE(fit.annual.value, exp(12.0 * slope) - 1.0, 1e-9);
  SL_ASSERT_CLOSE(fit.annual_low, exp(12.0 * (slope - 1.9782385392304 * error)) - 1.0, 1e-9);
  SL_ASSERT_CLOSE(fit.annual_high, exp(12.0 * (slope + 1.9782385392304 * error)) - 1.0, 1e-9);
  double sum = 0.0;
  for (size_t m = 0; m < 12; m++) {
    sum += fit.season[m];
  }
  SL_ASSERT_CLOSE_ABOVE(sum, 0.0, 1e-14, 1.0);
  CU_ASSERT_EQUAL_FATAL(sl_fit_trend(series, NULL, 144, 0, false, &fit, NULL), SL_OK);
  SL_ASSERT_CLOSE(fit.slope.value, 0.0100483817417, 1e-10);
  SL_ASSERT_CLOSE(fit.slope.standard_error, 0.000278731957886, 1e-10);
  CU_ASSERT_EQUAL(fit.season[3], 0.0);
}

/* Weights 1 + t mod 3 of the first 40 months, t from 1. */
static void weights(void)
{
  double weight[40];
  for (size_t t = 0; t < 40; t++) {
    weight[t] = 1.0 + (double)((t + 1) % 3);
  }
  sl_trend_fit_t fit;
  CU_ASSERT_EQUAL_FATAL(sl_fit_trend(series, weight, 40, 0, true, &fit, NULL), SL_OK);
  SL_ASSERT_CLOSE(fit.slope.value, 0.0123196579975, 1e-10);
  SL_ASSERT_CLOSE(fit.slope.standard_error, 0.000641155040873, 1e-10);
  SL_ASSERT_CLOSE(fit.season[0], -0.0762111497360, 1e-10);
  SL_ASSERT_CLOSE(fit.sigma, 0.0652845711159, 1e-10);
}

/* Growth of 8% a year from July on, with a season that is known: nothing is left over. */
static void what_was_put_in(void)
{
  double amount[30];
  for (size_t t = 0; t < 30; t++) {
    const size_t month = (6 + t) % 12;
    const double season = ((double)month - 5.5) / 20.0;
    amount[t] = 400.0 * exp(log(1.08) * (double)t / 12.0 + season);
  }
  sl_trend_fit_t fit;
  CU_ASSERT_EQUAL_FATAL(sl_fit_trend(amount, NULL, 30, 6, true, &fit, NULL), SL_OK);
  SL_ASSERT_CLOSE(fit.annual.value, 0.08, 1e-11);
  SL_ASSERT_CLOSE(fit.season[11], 5.5 / 20.0, 1e-11);
  SL_ASSERT_CLOSE(exp(fit.level), 400.0, 1e-11);
  CU_ASSERT(fit.sigma < 1e-12);
}

static void what_is_refused(void)
{
  const double amount[24] = {1, 2, 0, 4};
  sl_trend_fit_t fit;
  CU_ASSERT_EQUAL(sl_fit_trend(series, NULL, 23, 0, true, &fit, NULL), SL_ERR_INPUT);
  CU_ASSERT_EQUAL(sl_fit_trend(series, NULL, 2, 0, false, &fit, NULL), SL_ERR_INPUT);
  CU_ASSERT_EQUAL(sl_fit_trend(amount, NULL, 4, 0, false, &fit, NULL), SL_ERR_INPUT);
  CU_ASSERT_EQUAL(sl_fit_trend(series, NULL, 24, 12, true, &fit, NULL), SL_ERR_INPUT);
  CU_ASSERT_EQUAL(sl_fit_trend(series, amount, 4, 0, false, &fit, NULL), SL_ERR_INPUT);
}

/* R's qt(.975, .) */
static void students_quantiles(void)
{
  SL_ASSERT_CLOSE(sl_student_two_sided(0.05, 1.0), 12.706204736175, 1e-10);
  SL_ASSERT_CLOSE(sl_student_two_sided(0.05, 3.0), 3.1824463052837, 1e-11);
  SL_ASSERT_CLOSE(sl_student_two_sided(0.05, 11.0), 2.2009851600916, 1e-11);
  SL_ASSERT_CLOSE(sl_student_two_sided(0.05, 131.0), 1.9782385392304, 1e-11);
}

SL_SUITE(fit_trend, "unit/fit_trend", {"as R has it", as_r_has_it}, {"weights", weights},
         {"what was put in", what_was_put_in}, {"what is refused", what_is_refused},
         {"Student's quantiles", students_quantiles});
