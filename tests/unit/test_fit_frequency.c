/* Frequencies fitted: reference fits by R, and every boundary that must be told. */
#include "models/fit/frequency_fit.h"
#include "tests/support/fit_data.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

static sl_counted_t rows[128];

/* RAND's visits; row i has exposure[i mod 3]. */
static size_t rand_visits(const double *exposure)
{
  sl_histogram_t h = sl_test_histogram("rand_md_visits");
  const size_t n = h.n;
  for (size_t i = 0; i < n; i++) {
    rows[i] = (sl_counted_t){h.value[i], exposure[i % 3], h.weight[i]};
  }
  sl_histogram_free(&h);
  return n;
}

/* Automobile accidents of 9,461 policies (Dropkin 1959; Loss Models, table 6.2). */
static size_t accidents(void)
{
  static const double policies[8] = {7840, 1317, 239, 42, 14, 4, 4, 1};
  for (size_t i = 0; i < 8; i++) {
    rows[i] = (sl_counted_t){(double)i, 1.0, policies[i]};
  }
  return 8;
}

static sl_frequency_fit_t fitted(const char *family, sl_zeros_t zeros, size_t n)
{
  sl_frequency_fit_t fit;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL_FATAL(sl_fit_frequency(sl_frequency_family(family), zeros, rows, n, &fit, &error),
                        SL_OK);
  return fit;
}

/* Mean and its error, and those of size where one is given, by R on the scale of logarithms. */
static void compare(const sl_frequency_fit_t *fit, const double *by_log, size_t n,
                    double log_likelihood)
{
  CU_ASSERT_EQUAL(fit->status, SL_FIT_CONVERGED);
  SL_ASSERT_Z(fit->log_likelihood, log_likelihood, 0.01, 1.0);
  for (size_t i = 0; i < n; i++) {
    const double value = exp(by_log[2 * i]), error = value * by_log[2 * i + 1];
    SL_ASSERT_Z(fit->parameter[i], value, error, 0.02);
    SL_ASSERT_CLOSE(fit->told[i].standard_error, error, 2e-3);
    SL_ASSERT_CLOSE(fit->told[i].low, value * exp(-SL_FIT_95 * by_log[2 * i + 1]), 1e-3);
    SL_ASSERT_CLOSE(fit->told[i].high, value * exp(SL_FIT_95 * by_log[2 * i + 1]), 1e-3);
  }
}

static void reference_fits(void)
{
  const double one[3] = {1.0, 1.0, 1.0}, some[3] = {1.0, 1.5, 2.0};
  sl_frequency_fit_t fit = fitted("negative_binomial", SL_ZEROS_PLAIN, rand_visits(one));
  SL_ASSERT_Z(fit.parameter[1], 0.679831, 0.009348, 0.02);
  SL_ASSERT_Z(fit.parameter[0], 2.860550, 0.027164, 0.02);
  compare(&fit, (double[]){1.0509705434, 0.0094948520, -0.3856534694, 0.0137519331}, 2,
          -44199.27443563);
  SL_ASSERT_CLOSE(fit.covariance[1][1], fit.told[1].standard_error * fit.told[1].standard_error,
                  1e-12);
  SL_ASSERT_CLOSE(fit.aic, 4.0 + 2.0 * 44199.27443563, 1e-9);
  SL_ASSERT_CLOSE(fit.bic, 2.0 * log(20190.0) + 2.0 * 44199.27443563, 1e-9);
  fit = fitted("poisson", SL_ZEROS_PLAIN, rand_visits(one));
  compare(&fit, (double[]){log(2.860426), 0.011903 / 2.860426}, 1, -66647.1817);
  SL_ASSERT_CLOSE(fit.parameter[0], fit.claims / fit.exposure, 1e-8);
  fit = fitted("geometric", SL_ZEROS_PLAIN, rand_visits(one));
  compare(&fit, (double[]){1.0509705488, 0.0081758723}, 1, -44586.65097136);
  fit = fitted("negative_binomial", SL_ZEROS_PLAIN, rand_visits(some));
  compare(&fit, (double[]){0.71309250, 0.0091429368, -0.27433283, 0.0142891681}, 2,
          -43484.75744159);
  fit = fitted("poisson", SL_ZEROS_PLAIN, rand_visits(some));
  compare(&fit, (double[]){0.72968414, 0.0041611798}, 1, -63126.9218067);
  fit = fitted("negative_binomial", SL_ZEROS_PLAIN, accidents());
  compare(&fit, (double[]){-1.540128009, 0.0253725636, -0.3545170435, 0.0895096142}, 2,
          -5348.039959561);
}

/* By R; zero by log odds. */
static void zeros_of_their_own(void)
{
  const double one[3] = {1.0, 1.0, 1.0};
  sl_frequency_fit_t fit = fitted("poisson", SL_ZEROS_MODIFIED, accidents());
  compare(&fit, (double[]){-0.76338965734, 0.04788973314}, 1, -5375.613737427);
  SL_ASSERT_CLOSE(fit.zero, 7840.0 / 9461.0, 1e-6);
  SL_ASSERT_CLOSE(fit.zero_told.standard_error,
                  0.027284687445 * (7840.0 / 9461.0) * (1621.0 / 9461.0), 1e-3);
  CU_ASSERT_EQUAL(sl_frequency_validate(&fit.frequency, NULL), SL_OK);
  SL_ASSERT_CLOSE(sl_frequency_mean(&fit.frequency), 2028.0 / 9461.0, 1e-6);
  sl_frequency_free(&fit.frequency);
  fit = fitted("negative_binomial", SL_ZEROS_MODIFIED, rand_visits(one));
  compare(&fit, (double[]){0.82957893704, 0.026450718624, -0.82726823705, 0.046325879066}, 2,
          -44128.36071216);
  sl_frequency_free(&fit.frequency);
}

/* Zero-inflated Poisson of exposures 1 and 1/2 in turn, by R: log odds of the share p who never
 * have a claim -0.79826525 with error 0.0152857. */
static void zeros_and_exposure(void)
{
  const double one[3] = {1.0, 1.0, 1.0};
  const size_t n = rand_visits(one);
  for (size_t i = 1; i < n; i += 2) {
    rows[i].exposure = 0.5;
  }
  sl_frequency_fit_t fit = fitted("poisson", SL_ZEROS_INFLATED, n);
  compare(&fit, (double[]){1.7622514477, 0.0042125}, 1, -58279.53732803);
  const double p = 1.0 / (1.0 + exp(0.79826524969)), error = 0.015285703184 * p * (1.0 - p);
  SL_ASSERT_Z(fit.inflation, p, error, 0.02);
  SL_ASSERT_CLOSE(fit.inflation_told.standard_error, error, 2e-3);
  sl_frequency_free(&fit.frequency);
}

/* log C(m, n) p^n (1 - p)^(m - n) of 300 by R: 5 trials of probability 0.45 are the likeliest. */
static void trials(void)
{
  static const double seen[6] = {10, 60, 110, 90, 25, 5};
  for (size_t i = 0; i < 6; i++) {
    rows[i] = (sl_counted_t){(double)i, 1.0, seen[i]};
  }
  const sl_frequency_fit_t fit = fitted("binomial", SL_ZEROS_PLAIN, 6);
  CU_ASSERT_EQUAL(fit.status, SL_FIT_CONVERGED);
  CU_ASSERT_EQUAL(fit.parameter[0], 5.0);
  SL_ASSERT_CLOSE(fit.parameter[1], 0.45, 1e-8);
  SL_ASSERT_CLOSE(fit.told[1].standard_error, sqrt(0.45 * 0.55 / 1500.0), 1e-3);
  SL_ASSERT_Z(fit.log_likelihood, -434.88897941, 1e-6, 1.0);
  const sl_frequency_fit_t once = fitted("bernoulli", SL_ZEROS_PLAIN, 2);
  SL_ASSERT_CLOSE(once.parameter[0], 60.0 / 70.0, 1e-8);
}

/* Counts that vary as Poisson's or less have no size, those without excess zeros no inflation,
 * those without claims no mean; accidents have a zero-modified negative binomial only in the limit
 * of size 0 (Loss Models: the logarithmic law). */
static void boundaries_are_told(void)
{
  static const double even[4] = {30, 45, 20, 5};
  for (size_t i = 0; i < 4; i++) {
    rows[i] = (sl_counted_t){(double)i, 1.0, even[i]};
  }
  sl_frequency_fit_t fit = fitted("negative_binomial", SL_ZEROS_PLAIN, 4);
  CU_ASSERT_EQUAL(fit.status, SL_FIT_BOUNDARY);
  SL_ASSERT_CLOSE(fit.parameter[0], 1.0, 1e-8);
  SL_ASSERT_CLOSE(fit.told[0].standard_error, 0.1, 1e-3);
  CU_ASSERT(isnan(fit.told[1].standard_error));
  CU_ASSERT_EQUAL(sl_frequency_validate(&fit.frequency, NULL), SL_OK);
  fit = fitted("poisson", SL_ZEROS_INFLATED, 4);
  CU_ASSERT_EQUAL(fit.status, SL_FIT_BOUNDARY);
  CU_ASSERT_EQUAL(fit.inflation, 0.0);
  SL_ASSERT_CLOSE(fit.zero, exp(-1.0), 1e-8);
  sl_frequency_free(&fit.frequency);
  fit = fitted("poisson", SL_ZEROS_MODIFIED, 4);
  CU_ASSERT_EQUAL(fit.status, SL_FIT_CONVERGED);
  SL_ASSERT_CLOSE(fit.zero, 0.3, 1e-7);
  CU_ASSERT(fit.inflation < 0.0);
  sl_frequency_free(&fit.frequency);
  rows[0].exposure = 30.0;
  fit = fitted("poisson", SL_ZEROS_PLAIN, 1);
  CU_ASSERT_EQUAL(fit.status, SL_FIT_BOUNDARY);
  CU_ASSERT_EQUAL(fit.parameter[0], 0.0);
  SL_ASSERT_CLOSE(fit.told[0].high, 2.995732273554 / 900.0, 1e-10);
  fit = fitted("negative_binomial", SL_ZEROS_MODIFIED, accidents());
  CU_ASSERT_NOT_EQUAL(fit.status, SL_FIT_CONVERGED);
  sl_frequency_free(&fit.frequency);
  fit = fitted("binomial", SL_ZEROS_PLAIN, accidents());
  CU_ASSERT_EQUAL(fit.status, SL_FIT_BOUNDARY);
}

static void what_cannot_be_fitted(void)
{
  sl_frequency_fit_t fit;
  const size_t n = accidents();
  CU_ASSERT_EQUAL(
      sl_fit_frequency(sl_frequency_family("table"), SL_ZEROS_PLAIN, rows, n, &fit, NULL),
      SL_ERR_UNSUPPORTED);
  CU_ASSERT_EQUAL(
      sl_fit_frequency(sl_frequency_family("binomial"), SL_ZEROS_INFLATED, rows, n, &fit, NULL),
      SL_ERR_UNSUPPORTED);
  const sl_frequency_family_t *poisson = sl_frequency_family("poisson");
  CU_ASSERT_EQUAL(sl_fit_frequency(poisson, SL_ZEROS_PLAIN, rows, 0, &fit, NULL), SL_ERR_INPUT);
  rows[2].count = 1.5;
  CU_ASSERT_EQUAL(sl_fit_frequency(poisson, SL_ZEROS_PLAIN, rows, n, &fit, NULL), SL_ERR_INPUT);
  rows[2] = (sl_counted_t){2.0, 0.0, 1.0};
  CU_ASSERT_EQUAL(sl_fit_frequency(poisson, SL_ZEROS_PLAIN, rows, n, &fit, NULL), SL_ERR_INPUT);
  rows[2] = (sl_counted_t){-1.0, 1.0, 1.0};
  CU_ASSERT_EQUAL(sl_fit_frequency(poisson, SL_ZEROS_PLAIN, rows, n, &fit, NULL), SL_ERR_INPUT);
}

/* The families' own probabilities, which come from GSL. */
static void the_same_law_as_the_families(void)
{
  static const struct {
    const char *family;
    double parameter[2];
  } laws[] = {{"poisson", {3.0}},
              {"geometric", {0.4}},
              {"negative_binomial", {200.0, 0.7}},
              {"negative_binomial", {2.0, 1e5}},
              {"binomial", {12.0, 0.3}},
              {"bernoulli", {0.3}}};
  for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
    sl_frequency_t f;
    sl_frequency_init(&f, sl_frequency_family(laws[i].family));
    memcpy(f.parameter, laws[i].parameter, sizeof f.parameter);
    for (unsigned long n = 0; n < 300; n += n < 20 ? 1 : 17) {
      const double p = sl_frequency_pmf(&f, n);
      if (p > 0.0) {
        SL_ASSERT_CLOSE(exp(sl_frequency_log_pmf(f.family, f.parameter, (double)n, 1.0)), p, 1e-8);
      }
    }
  }
}

SL_SUITE(fit_frequency, "unit/fit_frequency", {"reference fits", reference_fits},
         {"zeros of their own", zeros_of_their_own}, {"zeros and exposure", zeros_and_exposure},
         {"trials", trials}, {"boundaries are told", boundaries_are_told},
         {"what cannot be fitted", what_cannot_be_fitted},
         {"the same law as the families", the_same_law_as_the_families});
