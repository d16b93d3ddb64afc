#include "models/statistics/regression.h"
#include "tests/support/harness.h"

#include <gsl/gsl_multifit.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

static const double exactly[SL_REGRESSION_CONTROLS] = {0};

/* Against GSL's least squares: the intercept of y on z - mu, and its variance. */
static void the_intercept_is_that_of_gsl(void)
{
  enum { N = 60, CONTROLS = 3 };
  const double mu[CONTROLS] = {2.0, -1.0, 0.5};
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
  gsl_matrix *x = gsl_matrix_alloc(N, CONTROLS + 1), *covariance = gsl_matrix_alloc(4, 4);
  gsl_vector *y = gsl_vector_alloc(N), *c = gsl_vector_alloc(4);
  gsl_multifit_linear_workspace *work = gsl_multifit_linear_alloc(N, 4);
  sl_regression_t regression;
  double chisq;
  sl_regression_init(&regression, mu, exactly, CONTROLS, 1);
  for (size_t t = 0; t < N; t++) {
    double z[CONTROLS];
    double response = 7.0e6 + gsl_ran_gaussian(rng, 3.0);
    gsl_matrix_set(x, t, 0, 1.0);
    for (size_t i = 0; i < CONTROLS; i++) {
      z[i] = mu[i] + gsl_ran_gaussian(rng, 1.0 + (double)i) +
             (i > 0 ? 0.4 * (z[i - 1] - mu[i - 1]) : 0);
      gsl_matrix_set(x, t, i + 1, z[i] - mu[i]);
      response += (2.0 - (double)i) * z[i];
    }
    gsl_vector_set(y, t, response);
    sl_regression_add(&regression, z, &response);
  }
  gsl_multifit_linear(x, y, c, covariance, &chisq, work);
  const sl_estimate_t estimate = sl_regression_estimate(&regression, 0);
  SL_ASSERT_CLOSE(estimate.value, gsl_vector_get(c, 0), 1e-12);
  SL_ASSERT_CLOSE(estimate.standard_error, sqrt(gsl_matrix_get(covariance, 0, 0)), 1e-7);
  gsl_multifit_linear_free(work);
  gsl_matrix_free(x);
  gsl_matrix_free(covariance);
  gsl_vector_free(y);
  gsl_vector_free(c);
  gsl_rng_free(rng);
}

/* y = 3 + 2 z + e: the control leaves 1 - R^2 of the variance; over many samples the estimate is
 * unbiased, as wide as it says, and its interval covers as often as it claims. z and e are skewed.
 */
static void estimates_are_unbiased_and_cover(void)
{
  enum { N = 200, REPEATS = 4000 };
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
  double sum = 0.0, squares = 0.0, ratio = 0.0;
  size_t covered = 0;
  for (size_t r = 0; r < REPEATS; r++) {
    const double mu = 1.0;
    double plain = 0.0, plain_squares = 0.0;
    sl_regression_t regression;
    sl_regression_init(&regression, &mu, exactly, 1, 1);
    for (size_t t = 0; t < N; t++) {
      const double z = gsl_ran_exponential(rng, 1.0);
      const double y = 3.0 + 2.0 * z + gsl_ran_exponential(rng, 1.0) - 1.0;
      plain += y;
      plain_squares += y * y;
      sl_regression_add(&regression, &z, &y);
    }
    const sl_estimate_t estimate = sl_regression_estimate(&regression, 0);
    const double error = estimate.value - 5.0;
    const double variance = (plain_squares - plain * plain / N) / (N - 1.0) / N;
    sum += error;
    squares += error * error;
    ratio += estimate.standard_error * estimate.standard_error / variance;
    covered += fabs(error) <= 1.96 * estimate.standard_error;
  }
  gsl_rng_free(rng);
  const double spread = sqrt(squares / REPEATS);
  SL_ASSERT_Z(sum / REPEATS, 0.0, spread / sqrt(REPEATS), SL_Z_BOUND);
  /* Var y = 4 + 1; 1 - R^2 = 1/5; Var(e) / n is the estimate's variance but for the control's own
   * 1/n. A ratio of two variances from one sample is high by Var(s_y^2) - Cov(s_e^2, s_y^2), by
   * their squares: ((2 + 4.08) - (2 + 6) / 5) / n, 4.08 and 6 the excess kurtosis of y and e. */
  SL_ASSERT_CLOSE(ratio / REPEATS, 0.2 * (1.0 + (1.0 + 6.08 - 1.6) / N), 0.01);
  SL_ASSERT_CLOSE(spread, 1.0 / sqrt(N), 0.01);
  SL_ASSERT_Z((double)covered / REPEATS, 0.95, sqrt(0.95 * 0.05 / REPEATS), 4.0);
}

/* A constant, a copy, a sum: they change nothing. */
static void useless_controls_are_left_out(void)
{
  enum { N = 50 };
  const double mu[4] = {0.0, 5.0, 0.0, 0.0};
  sl_regression_t alone, among;
  sl_regression_init(&alone, mu, exactly, 1, 1);
  sl_regression_init(&among, mu, exactly, 4, 1);
  for (size_t t = 0; t < N; t++) {
    const double x = sin((double)t), y = x + cos(3.0 * (double)t);
    sl_regression_add(&alone, &x, &y);
    sl_regression_add(&among, (const double[]){x, 5.0, -2.0 * x, x}, &y);
  }
  const sl_estimate_t one = sl_regression_estimate(&alone, 0);
  const sl_estimate_t other = sl_regression_estimate(&among, 0);
  SL_ASSERT_CLOSE(other.value, one.value, 1e-14);
  SL_ASSERT_CLOSE(other.standard_error, one.standard_error, 1e-14);
}

/* Left out by hand: as if it had never been there. */
static void a_control_may_be_left_out(void)
{
  const double mu[2] = {0.1, 0.2};
  sl_regression_t alone, among;
  sl_regression_init(&alone, mu, exactly, 1, 1);
  sl_regression_init(&among, mu, exactly, 2, 1);
  for (size_t t = 0; t < 30; t++) {
    const double x[2] = {sin((double)t), cos(2.0 * (double)t)}, y = x[0] + x[1] * x[1];
    sl_regression_add(&alone, x, &y);
    sl_regression_add(&among, x, &y);
  }
  sl_regression_leave_out(&among, 1);
  const sl_estimate_t one = sl_regression_estimate(&alone, 0);
  const sl_estimate_t other = sl_regression_estimate(&among, 0);
  CU_ASSERT_EQUAL(other.value, one.value);
  CU_ASSERT_EQUAL(other.standard_error, one.standard_error);
}

/* y is the control but for a constant: all that is left is the bound of its expectation. */
static void bounds_of_expectations_count(void)
{
  const double mu = 10.0, bound = 0.25;
  sl_regression_t regression;
  sl_regression_init(&regression, &mu, &bound, 1, 2);
  for (size_t t = 0; t < 100; t++) {
    const double z = 10.3 + sin((double)t), y[2] = {4.0 * z + 1.0, 6.0};
    sl_regression_add(&regression, &z, y);
  }
  SL_ASSERT_CLOSE(sl_regression_estimate(&regression, 0).value, 41.0, 1e-12);
  SL_ASSERT_CLOSE(sl_regression_estimate(&regression, 0).standard_error, 1.0, 1e-9);
  CU_ASSERT_EQUAL(sl_regression_estimate(&regression, 1).value, 6.0);
  SL_ASSERT_CLOSE(sl_regression_estimate(&regression, 1).standard_error, 0.0, 1e-12);
}

static void too_few_trials_tell_nothing(void)
{
  const double mu = 0.0;
  sl_regression_t regression;
  sl_regression_init(&regression, &mu, exactly, 1, 1);
  for (size_t t = 0; t < 3; t++) {
    const double z = (double)t * (double)t;
    sl_regression_add(&regression, &z, &z);
  }
  CU_ASSERT(isnan(sl_regression_estimate(&regression, 0).value));
}

SL_SUITE(regression, "unit/regression", {"the intercept is GSL's", the_intercept_is_that_of_gsl},
         {"estimates are unbiased and cover", estimates_are_unbiased_and_cover},
         {"useless controls are left out", useless_controls_are_left_out},
         {"a control may be left out", a_control_may_be_left_out},
         {"bounds of expectations count", bounds_of_expectations_count},
         {"too few trials tell nothing", too_few_trials_tell_nothing});
