#include "models/frequency/frequency.h"
#include "tests/support/frequencies.h"
#include "tests/support/harness.h"

#include <gsl/gsl_randist.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Every property of f against sums over its probabilities, which the caller checks. */
static void check_properties(sl_frequency_t f, unsigned long support)
{
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(sl_frequency_validate(&f, &error), SL_OK);
  double sum = 0, mean = 0, square = 0, below = 0;
  for (unsigned long n = 0; n <= support; n++) {
    const double p = sl_frequency_pmf(&f, n), x = (double)n;
    const double limited = below + x * (1 - sum);
    SL_ASSERT_CLOSE(sl_frequency_limited_mean(&f, x), limited, 1e-11);
    if (n > 0) {
      const double half = below + (x - 0.5) * (1 - sum);
      SL_ASSERT_CLOSE(sl_frequency_limited_mean(&f, x - 0.5), half, 1e-11);
      SL_ASSERT_CLOSE(sl_frequency_cdf(&f, x - 0.5), sum, 1e-12);
    }
    sum += p;
    mean += x * p;
    square += x * x * p;
    below += x * p;
    SL_ASSERT_CLOSE(sl_frequency_cdf(&f, x), sum, 1e-12);
    if (p > 1e-9 && sum < 1 - 1e-9) {
      CU_ASSERT_EQUAL(sl_frequency_quantile(&f, sum - 0.5 * p), n);
      CU_ASSERT_EQUAL(sl_frequency_quantile(&f, sum - 1e-3 * p), n);
    }
  }
  SL_ASSERT_CLOSE(sum, 1.0, 1e-12);
  SL_ASSERT_CLOSE(sl_frequency_mean(&f), mean, 1e-11);
  SL_ASSERT_CLOSE(sl_frequency_variance(&f), square - mean * mean, 1e-9);
  SL_ASSERT_CLOSE(sl_frequency_limited_mean(&f, (double)INFINITY), mean, 1e-11);
  CU_ASSERT_EQUAL(sl_frequency_cdf(&f, -0.001), 0.0);
  CU_ASSERT_EQUAL(sl_frequency_quantile(&f, 0.0), 0);
  sl_frequency_free(&f);
}

static void properties_agree_with_sums_of_probabilities(void)
{
  check_properties(sl_test_frequency("poisson", 12, 0), 100);
  check_properties(sl_test_frequency("poisson", 0.001, 0), 20);
  check_properties(sl_test_frequency("negative_binomial", 10, 0.8), 1000);
  check_properties(sl_test_frequency("negative_binomial", 3, 50), 200);
  check_properties(sl_test_frequency("geometric", 4, 0), 300);
  check_properties(sl_test_frequency("binomial", 20, 0.3), 20);
  check_properties(sl_test_frequency("binomial", 1, 0.3), 1);
  check_properties(sl_test_frequency("bernoulli", 0.05, 0), 1);
  check_properties(sl_test_frequency_table((double[]){0.05, 0.1, 0.15, 0, 0.45, 0.25}, 6), 5);
  check_properties(sl_test_frequency_modified(0.6, sl_test_frequency("poisson", 3, 0)), 60);
  check_properties(sl_test_frequency_modified(0.0, sl_test_frequency("geometric", 2, 0)), 200);
  check_properties(
      sl_test_frequency_modified(0.2, sl_test_frequency_table((double[]){0.5, 0.25, 0.25}, 3)), 2);
  check_properties(sl_test_frequency_modified(
                       0.3, sl_test_frequency_modified(0.9, sl_test_frequency("binomial", 5, 0.5))),
                   5);
}

static void probabilities_agree_with_closed_forms(void)
{
  sl_frequency_t f = sl_test_frequency("geometric", 4, 0);
  for (unsigned n = 0; n < 40; n++) {
    SL_ASSERT_CLOSE(sl_frequency_pmf(&f, n), pow(0.8, n) / 5, 1e-14);
  }
  f = sl_test_frequency("poisson", 2, 0);
  SL_ASSERT_CLOSE(sl_frequency_pmf(&f, 3), exp(-2) * 8 / 6, 1e-15);
  f = sl_test_frequency("negative_binomial", 6, 2); /* p = 1/4: (n + 1) p^2 (3/4)^n */
  for (unsigned n = 0; n < 40; n++) {
    SL_ASSERT_CLOSE(sl_frequency_pmf(&f, n), (n + 1) * pow(0.75, n) / 16, 2e-14);
  }
  f = sl_test_frequency("binomial", 4, 0.5); /* Loss Models, exercise 9.24 */
  const double row[] = {1 / 16.0, 4 / 16.0, 6 / 16.0, 4 / 16.0, 1 / 16.0};
  for (unsigned n = 0; n < 5; n++) {
    SL_ASSERT_CLOSE(sl_frequency_pmf(&f, n), row[n], 1e-15);
  }
  /* Loss Models, table 6.4's rule by hand: Poisson 1 modified to zero 0.6. */
  f = sl_test_frequency_modified(0.6, sl_test_frequency("poisson", 1, 0));
  SL_ASSERT_CLOSE(sl_frequency_pmf(&f, 0), 0.6, 0.0);
  SL_ASSERT_CLOSE(sl_frequency_pmf(&f, 2), 0.4 / (1 - exp(-1)) * exp(-1) / 2, 1e-15);
  SL_ASSERT_CLOSE(sl_frequency_mean(&f), 0.4 / (1 - exp(-1)), 1e-15);
  sl_frequency_free(&f);
  /* A small part must not lose digits: 1 - p(0) = 1e-9 (1 - 5e-10). */
  f = sl_test_frequency_modified(0.5, sl_test_frequency("poisson", 1e-9, 0));
  SL_ASSERT_CLOSE(sl_frequency_pmf(&f, 1), 0.5 * (1 - 5e-10), 1e-15);
  sl_frequency_free(&f);
}

/* Published moments: group dental of Loss Models 9.5 has E[N] = 314.5 / 25 / 3.7 = 3.4. */
static void published_moments(void)
{
  sl_frequency_t f =
      sl_test_frequency_table((double[]){.05, .1, .15, .2, .25, .15, .06, .03, .01}, 9);
  SL_ASSERT_CLOSE(sl_frequency_mean(&f), 3.4, 1e-14);
  sl_frequency_free(&f);
  f = sl_test_frequency("geometric", 2, 0);
  SL_ASSERT_CLOSE(sl_frequency_variance(&f), 6.0, 1e-15);
  f = sl_test_frequency("negative_binomial", 12, 0.8);
  SL_ASSERT_CLOSE(sl_frequency_variance(&f), 12 + 144 / 0.8, 1e-13);
}

static void the_ends_of_the_ranges(void)
{
  sl_frequency_t f = sl_test_frequency("poisson", 0, 0);
  CU_ASSERT_EQUAL(sl_frequency_pmf(&f, 0), 1.0);
  CU_ASSERT_EQUAL(sl_frequency_pmf(&f, 1), 0.0);
  CU_ASSERT_EQUAL(sl_frequency_quantile(&f, 1.0), 0);
  f = sl_test_frequency("poisson", 5, 0);
  CU_ASSERT_EQUAL(sl_frequency_quantile(&f, 1.0), ULONG_MAX);
  f = sl_test_frequency("binomial", 7, 1.0);
  CU_ASSERT_EQUAL(sl_frequency_pmf(&f, 7), 1.0);
  CU_ASSERT_EQUAL(sl_frequency_pmf(&f, 6), 0.0);
  CU_ASSERT_EQUAL(sl_frequency_quantile(&f, 0.5), 7);
  CU_ASSERT_EQUAL(sl_frequency_quantile(&f, 1.0), 7);
  SL_ASSERT_CLOSE(sl_frequency_limited_mean(&f, 5), 5.0, 0.0);
  f = sl_test_frequency_table((double[]){0, 1, 0}, 3);
  CU_ASSERT_EQUAL(sl_frequency_quantile(&f, 1.0), 1);
  CU_ASSERT_EQUAL(sl_frequency_variance(&f), 0.0);
  sl_frequency_free(&f);
}

static void check_refused(sl_frequency_t f, const char *part_of_text)
{
  sl_error_t error = {0};
  CU_ASSERT_EQUAL(sl_frequency_validate(&f, &error), SL_ERR_INPUT);
  if (strstr(error.text, part_of_text) == NULL) {
    printf("\n    '%s' lacks '%s'\n", error.text, part_of_text);
    CU_FAIL("the message names the fault");
  }
  sl_frequency_free(&f);
}

static void faults_are_refused_with_their_value(void)
{
  check_refused(sl_test_frequency("poisson", -1, 0), "mean = -1");
  check_refused(sl_test_frequency("poisson", (double)NAN, 0), "mean = nan");
  check_refused(sl_test_frequency("poisson", (double)INFINITY, 0), "mean = inf");
  check_refused(sl_test_frequency("negative_binomial", 5, 0), "size = 0");
  check_refused(sl_test_frequency("binomial", 2.5, 0.5), "whole number");
  check_refused(sl_test_frequency("binomial", 0, 0.5), "trials = 0");
  check_refused(sl_test_frequency("bernoulli", 1.01, 0), "probability = 1.01");
  check_refused(sl_test_frequency_table((double[]){0.5, 0.4}, 2), "sum to 0.9");
  check_refused(sl_test_frequency_table((double[]){1.5, -0.5}, 2), "probabilities[0] = 1.5");
  check_refused(sl_test_frequency("table", 0, 0), "at least one");
  check_refused(sl_test_frequency("zero_modified", 0.5, 0), "needs of");
  check_refused(sl_test_frequency_modified(0.5, sl_test_frequency("poisson", 0, 0)),
                "never gives a claim");
  check_refused(sl_test_frequency_modified(0.5, sl_test_frequency("poisson", -2, 0)), "mean = -2");
  check_refused(sl_test_frequency_modified(-0.5, sl_test_frequency("poisson", 2, 0)),
                "zero = -0.5");
}

static void probabilities_are_normalised(void)
{
  sl_frequency_t f = sl_test_frequency_table((double[]){0.5, 0.5 + 9e-10}, 2);
  CU_ASSERT_EQUAL(sl_frequency_validate(&f, NULL), SL_OK);
  SL_ASSERT_CLOSE(f.probabilities[0] + f.probabilities[1], 1.0, 2e-16);
  sl_frequency_free(&f);
}

static void every_family_describes_itself(void)
{
  size_t n = 0;
  const sl_frequency_family_t *const *families = sl_frequency_families(&n);
  CU_ASSERT_EQUAL(n, 7);
  for (size_t i = 0; i < n; i++) {
    CU_ASSERT_PTR_EQUAL(sl_frequency_family(families[i]->name), families[i]);
    CU_ASSERT(strlen(families[i]->doc) > 10 && strlen(families[i]->citation) > 10);
    CU_ASSERT(families[i]->n_parameters <= SL_FREQUENCY_PARAMETERS);
    CU_ASSERT_EQUAL(families[i]->panjer == NULL, families[i]->exposure == SL_EXPOSURE_THINNING);
    for (size_t k = 0; k < families[i]->n_parameters; k++) {
      CU_ASSERT(strlen(families[i]->parameters[k].doc) > 10);
      CU_ASSERT(families[i]->parameters[k].low < families[i]->parameters[k].high);
    }
  }
  CU_ASSERT_PTR_NULL(sl_frequency_family("Poisson"));
}

SL_SUITE(frequency, "unit/frequency",
         {"properties agree with sums of probabilities",
          properties_agree_with_sums_of_probabilities},
         {"probabilities agree with closed forms", probabilities_agree_with_closed_forms},
         {"published moments", published_moments},
         {"the ends of the ranges", the_ends_of_the_ranges},
         {"faults are refused with their value", faults_are_refused_with_their_value},
         {"probabilities are normalised", probabilities_are_normalised},
         {"every family describes itself", every_family_describes_itself});
