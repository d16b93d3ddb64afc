/* Errors by person, against their closed forms: exponential amounts, Poisson counts. */
#include "models/fit/by_person.h"
#include "tests/support/harness.h"

/* The estimate of an exponential mean is the mean, so its error by person is that of sums by
 * person: with S_p the sum of x - mean, P / (P - 1) sum S_p^2 / n^2. */
static void amounts(void)
{
  static const double x[8] = {100, 900, 300, 50, 1200, 20, 700, 730}; /* mean 500 */
  static const uint32_t alone[8] = {0, 1, 2, 3, 4, 5, 6, 7}, pairs[8] = {0, 1, 0, 2, 1, 2, 3, 3};
  sl_loss_t losses[8];
  double by_claim[1], by_person[1], squares = 0.0;
  for (size_t i = 0; i < 8; i++) {
    losses[i] = sl_loss(x[i]);
    squares += (x[i] - 500.0) * (x[i] - 500.0);
  }
  sl_severity_fit_t fit;
  CU_ASSERT_EQUAL_FATAL(
      sl_fit_severity(sl_severity_family("exponential"), NULL, losses, 8, &fit, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_severity_errors_by_person(&fit, losses, alone, 8, 8, by_claim, NULL), SL_OK);
  SL_ASSERT_CLOSE(by_claim[0], sqrt(8.0 / 7.0 * squares / 64.0), 1e-4);
  CU_ASSERT_EQUAL(sl_severity_errors_by_person(&fit, losses, pairs, 8, 4, by_person, NULL), SL_OK);
  /* sums by person: -600, 1100, -930, 430 */
  const double of_pairs = 360000.0 + 1210000.0 + 864900.0 + 184900.0;
  SL_ASSERT_CLOSE(by_person[0], sqrt(4.0 / 3.0 * of_pairs / 64.0), 1e-4);
  CU_ASSERT_EQUAL(sl_severity_errors_by_person(&fit, losses, alone, 8, 1, by_claim, NULL),
                  SL_ERR_INPUT);
}

/* Every claim nine times over, for one person each, tells no more than once: the errors by person
 * of both parameters are those of single claims, three times a fit's own. */
static void copies(void)
{
  enum { ONES = 300, COPIES = 9 };
  static sl_loss_t once[ONES], often[ONES * COPIES];
  static uint32_t alone[ONES], person[ONES * COPIES];
  for (uint32_t i = 0; i < ONES; i++) {
    const double normal = 2.0 * cos(1.7 * i) + sin(0.3 * i * i);
    once[i] = sl_loss(exp(5.0 + normal));
    alone[i] = i;
    for (size_t k = 0; k < COPIES; k++) {
      often[COPIES * i + k] = once[i];
      person[COPIES * i + k] = i;
    }
  }
  sl_severity_fit_t few, many;
  double error[4], error_of_copies[4];
  const sl_severity_family_t *lognormal = sl_severity_family("lognormal");
  CU_ASSERT_EQUAL_FATAL(sl_fit_severity(lognormal, NULL, once, ONES, &few, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_fit_severity(lognormal, NULL, often, ONES * COPIES, &many, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_severity_errors_by_person(&few, once, alone, ONES, ONES, error, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_severity_errors_by_person(&many, often, person, ONES * COPIES, ONES,
                                               error_of_copies, NULL),
                  SL_OK);
  for (size_t k = 0; k < 2; k++) {
    SL_ASSERT_CLOSE(error_of_copies[k], error[k], 1e-4);
    SL_ASSERT_CLOSE(many.parameter[k].standard_error, few.parameter[k].standard_error / 3.0, 1e-4);
  }
  /* mu is the mean of logarithms, whose own error is right where sigma is */
  SL_ASSERT_CLOSE(error[0], few.parameter[0].standard_error * sqrt(300.0 / 299.0), 1e-4);
}

/* Poisson: sum over persons of (claims - mean x exposure)^2 over exposure^2. Three persons of two
 * years, 12 claims in 6 years: rests 4, -3, -1. */
static void counts(void)
{
  const sl_counted_t rows[6] = {{5, 1, 1}, {3, 1, 1},   {0, 1, 1},
                                {1, 1, 1}, {2, 1.5, 1}, {1, 0.5, 1}};
  const uint32_t person[6] = {0, 0, 1, 1, 2, 2};
  sl_frequency_fit_t fit;
  double error[2];
  CU_ASSERT_EQUAL_FATAL(
      sl_fit_frequency(sl_frequency_family("poisson"), SL_ZEROS_PLAIN, rows, 6, &fit, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_frequency_errors_by_person(&fit, rows, person, 6, 3, error, NULL), SL_OK);
  SL_ASSERT_CLOSE(error[0], sqrt(3.0 / 2.0 * 26.0 / 36.0), 1e-4);
  CU_ASSERT_EQUAL_FATAL(
      sl_fit_frequency(sl_frequency_family("poisson"), SL_ZEROS_MODIFIED, rows, 6, &fit, NULL),
      SL_OK);
  CU_ASSERT_EQUAL(sl_frequency_errors_by_person(&fit, rows, person, 6, 3, error, NULL),
                  SL_ERR_UNSUPPORTED);
  sl_frequency_free(&fit.frequency);
}

SL_SUITE(fit_by_person, "unit/fit_by_person", {"amounts", amounts}, {"copies", copies},
         {"counts", counts});
