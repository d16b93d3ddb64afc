/* The log-density of every family: beside GSL's, as the derivative of the distribution function,
 * and where there is none. */
#include "models/severity/severity.h"
#include "tests/support/harness.h"
#include "tests/support/severities.h"

#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INTERVALS 2000

static double at(const char *family, double first, double second, double third, double x)
{
  sl_severity_t s = sl_test_severity(family, first, second, third);
  return sl_severity_log_density(&s, x);
}

static void gsl_agrees(void)
{
  const double x[] = {1e-6, 0.3, 2.0, 77.0, 940.0};
  for (size_t i = 0; i < sizeof x / sizeof x[0]; i++) {
    SL_ASSERT_CLOSE(at("exponential", 90, 0, 0, x[i]), log(gsl_ran_exponential_pdf(x[i], 90)),
                    1e-13);
    SL_ASSERT_CLOSE(at("gamma", 0.4, 50, 0, x[i]), log(gsl_ran_gamma_pdf(x[i], 0.4, 50)), 1e-13);
    SL_ASSERT_CLOSE(at("gamma", 7, 20, 0, x[i]), log(gsl_ran_gamma_pdf(x[i], 7, 20)), 1e-12);
    SL_ASSERT_CLOSE(at("lognormal", 3, 1.7, 0, x[i]), log(gsl_ran_lognormal_pdf(x[i], 3, 1.7)),
                    1e-13);
    SL_ASSERT_CLOSE(at("weibull", 0.6, 80, 0, x[i]), log(gsl_ran_weibull_pdf(x[i], 80, 0.6)),
                    1e-13);
    SL_ASSERT_CLOSE(at("pareto", 1.6, 1, 0, 1 + x[i]), log(gsl_ran_pareto_pdf(1 + x[i], 1.6, 1)),
                    1e-12);
    SL_ASSERT_CLOSE(at("uniform", 0, 1000, 0, x[i]), log(gsl_ran_flat_pdf(x[i], 0, 1000)), 1e-13);
  }
}

/* Far out, where a density underflows or a power overflows, in closed form by hand: Lomax at 1e200
 * is 3 log 200 + log 3 - 4 log x; Burr with z = x^50 is log 100 - log x - 2 x 50 log x. */
static void tails_do_not_underflow(void)
{
  const double far = 200.0 * log(10.0);
  SL_ASSERT_CLOSE(at("exponential", 10, 0, 0, 1e5), -1e4 - log(10.0), 1e-13);
  SL_ASSERT_CLOSE(at("lomax", 3, 200, 0, 1e200), 3 * log(200.0) + log(3.0) - 4 * far, 1e-13);
  SL_ASSERT_CLOSE(at("burr", 2, 50, 1, 1e200), log(100.0) - far - 100 * far, 1e-13);
  SL_ASSERT_CLOSE(at("weibull", 2, 1, 0, 1e3), log(2e3) - 1e6, 1e-13);
  SL_ASSERT_CLOSE(at("lognormal", 0, 1, 0, 1e200),
                  -0.5 * far * far - far - 0.5 * log(2 * acos(-1.0)), 1e-13);
}

/* ---- the derivative of the distribution function ---- */

/* x f(x), which is regular where f is infinite at 0. */
static double scaled_density(double y, void *severity)
{
  return exp(y + sl_severity_log_density(severity, exp(y)));
}

static int ascending(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* What lies between two points where the density is smooth; atoms stand at the ends. */
static void check_piece(const sl_severity_t *s, double low, double high,
                        gsl_integration_workspace *space)
{
  gsl_function function = {scaled_density, NULL};
  double sum = 0.0, error = 0.0;
  low *= 1 + 1e-12;
  high *= 1 - 1e-12;
  memcpy(&function.params, &s, sizeof s);
  if (high <= low) {
    return;
  }
  gsl_integration_qags(&function, log(low), log(high), 1e-14, 1e-10, INTERVALS, space, &sum,
                       &error);
  const double upper = sl_severity_cdf(s, high) - sl_severity_cdf(s, low);
  const double lower = sl_severity_survival(s, low) - sl_severity_survival(s, high);
  const double expected = sl_severity_cdf(s, low) < 0.5 ? upper : lower;
  CU_ASSERT(fabs(sum - expected) <= 1e-8 * expected + 1e-13);
}

static void check_severity(const sl_severity_t *s, gsl_integration_workspace *space)
{
  static const double level[] = {1e-6, 0.01, 0.3, 0.7, 0.99};
  double x[64];
  size_t n = sl_severity_kinks(s, x, 48);
  CU_ASSERT_FATAL(n <= 48);
  for (size_t i = 0; i < 5; i++) {
    x[n++] = sl_severity_quantile(s, level[i]);
    x[n++] = sl_severity_quantile_upper(s, 1e-3 * level[i]);
  }
  qsort(x, n, sizeof x[0], ascending);
  for (size_t i = 0; i + 1 < n; i++) {
    if (x[i] > 0.0) {
      check_piece(s, x[i], x[i + 1], space);
    }
  }
}

static void every_density_is_the_derivative(void)
{
  gsl_integration_workspace *space = gsl_integration_workspace_alloc(INTERVALS);
  CU_ASSERT_PTR_NOT_NULL_FATAL(space);
  for (size_t i = 0; i < sl_test_severities(); i++) {
    const char *label = "";
    sl_severity_t s = sl_test_severity_number(i, &label);
    const unsigned before = CU_get_number_of_failures();
    check_severity(&s, space);
    if (CU_get_number_of_failures() > before) {
      printf("    in: %s\n", label);
    }
    sl_severity_free(&s);
  }
  gsl_integration_workspace_free(space);
}

/* ---- where there is none ---- */

static bool none(double log_density) { return isinf(log_density) && log_density < 0.0; }

static void there_is_none_off_the_support(void)
{
  for (size_t i = 0; i < sl_test_severities(); i++) {
    const char *label = "";
    sl_severity_t s = sl_test_severity_number(i, &label);
    const double low = sl_severity_quantile(&s, 0.0), high = sl_severity_quantile_upper(&s, 0.0);
    CU_ASSERT(none(sl_severity_log_density(&s, -1.0)));
    CU_ASSERT(none(sl_severity_log_density(&s, INFINITY)));
    CU_ASSERT(low == 0.0 || none(sl_severity_log_density(&s, 0.99 * low)));
    CU_ASSERT(isinf(high) || none(sl_severity_log_density(&s, 1.01 * high)));
    sl_severity_free(&s);
  }
}

/* At 500 there is the constant, and what is above the limit. */
static void atoms_have_none(void)
{
  const double values[] = {100, 250}, probabilities[] = {0.4, 0.6};
  const double limits[] = {100, 200}, means[] = {100, 150};
  sl_severity_t table = sl_test_listed(2, values, probabilities, NULL);
  sl_severity_t buckets = sl_test_listed(2, limits, probabilities, means);
  sl_severity_t lognormal = sl_test_severity("lognormal", 4.9, 1.6, 0);
  const double whole = sl_severity_log_density(&lognormal, 499.0);
  lognormal.limit = 500.0;
  CU_ASSERT(none(at("constant", 500, 0, 0, 500)));
  CU_ASSERT(none(sl_severity_log_density(&table, 100)));
  CU_ASSERT(none(sl_severity_log_density(&buckets, 60)));
  SL_ASSERT_CLOSE(sl_severity_log_density(&buckets, 170), log(0.6 / 100), 1e-14);
  CU_ASSERT_EQUAL(sl_severity_log_density(&lognormal, 499.0), whole);
  CU_ASSERT(none(sl_severity_log_density(&lognormal, 500.0)));
  sl_severity_free(&table);
  sl_severity_free(&buckets);
}

/* At the ends of the support the side inside counts: 1 / scale for shape 1, as an exponential. */
static void ends_of_the_support(void)
{
  SL_ASSERT_CLOSE(at("gamma", 1, 40, 0, 0), -log(40.0), 1e-14);
  SL_ASSERT_CLOSE(at("weibull", 1, 40, 0, 0), -log(40.0), 1e-14);
  SL_ASSERT_CLOSE(at("burr", 2, 1, 40, 0), log(2.0 / 40), 1e-14);
  SL_ASSERT_CLOSE(at("generalized_pareto", -1, 40, 10, 50), -log(40.0), 1e-14);
  SL_ASSERT_CLOSE(at("pareto", 1.5, 40, 0, 40), log(1.5 / 40), 1e-14);
  CU_ASSERT_EQUAL(at("gamma", 0.5, 40, 0, 0), INFINITY);
  CU_ASSERT_EQUAL(at("weibull", 0.5, 40, 0, 0), INFINITY);
  CU_ASSERT(none(at("gamma", 2, 40, 0, 0)) && none(at("weibull", 2, 40, 0, 0)));
  CU_ASSERT(none(at("lognormal", 0, 1, 0, 0)) && none(at("inverse_gaussian", 1, 1, 0, 0)));
  CU_ASSERT(none(at("generalized_pareto", -0.5, 40, 10, 90)));
}

SL_SUITE(severity_density, "unit/severity_density", {"GSL agrees", gsl_agrees},
         {"tails do not underflow", tails_do_not_underflow},
         {"every density is the derivative", every_density_is_the_derivative},
         {"there is none off the support", there_is_none_off_the_support},
         {"atoms have none", atoms_have_none}, {"ends of the support", ends_of_the_support});
