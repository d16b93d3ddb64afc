/* Frailty mixtures from tables: exponentials and logarithms against libm, totals against the direct
 * mixture. */
#include "models/exact/annual_total.h"
#include "models/exact/complex_number.h"
#include "models/exact/frailty_mixture.h"
#include "models/exact/polar.h"

#include "tests/support/frequencies.h"
#include "tests/support/harness.h"
#include "tests/support/severities.h"

#include <complex.h>
#include <math.h>
#include <stdlib.h>

#define N 1000

static void exponentials(void)
{
  double re[N], im[N];
  for (size_t k = 0; k < N; k++) {
    re[k] = 0.7 - 0.0007 * (double)(k * k);
    im[k] = 1e4 * sin(0.37 * (double)k * (double)k) + 0.01 * (double)k;
  }
  double complex expected[N];
  for (size_t k = 0; k < N; k++) {
    expected[k] = cexp(sl_complex(re[k], im[k]));
  }
  sl_polar(N, re, im);
  for (size_t k = 0; k < N; k++) {
    CU_ASSERT(cabs(sl_complex(re[k], im[k]) - expected[k]) <= 1e-10 * cabs(expected[k]) + 1e-300);
  }
}

/* Beside libm's: relative to the logarithm, and what rounding leaves of 1 + a small number. */
static void logarithms(void)
{
  static double complex z[N], sum[N];
  for (double a = 1e-8; a < 1e8; a *= 11.0) {
    for (size_t k = 0; k < N; k++) {
      z[k] = k == 0 ? 1.0 : cexp(sl_complex(-0.001 * (double)(k % 7), 0.0063 * (double)k));
      sum[k] = 0.0;
    }
    sl_add_logs(N, -0.7, a, (const double *)z, (double *)sum);
    for (size_t k = 0; k < N; k++) {
      const double complex expected = -0.7 * clog(1.0 + a * (1.0 - z[k]));
      CU_ASSERT(cabs(sum[k] - expected) <= 1e-12 * cabs(expected) + 1e-15);
    }
  }
}

#define POINTS 1025
#define LAWS 4

/* Two curves of two services each, one of them Poisson. */
static sl_annual_ladder_t *ladder_of(double shape, const sl_frequency_t *frequencies,
                                     const sl_severity_t *severities)
{
  sl_annual_ladder_t *ladder = NULL;
  sl_error_t error;
  const sl_ladder_shape_t levels = {50.0, POINTS, 4, 2, false};
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_new(&levels, shape, &ladder, &error), SL_OK);
  for (size_t i = 0; i < LAWS; i++) {
    const sl_claim_law_t law = {&frequencies[i], &severities[i], 1.0, INFINITY, 0.0, NULL};
    size_t index;
    CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_add(ladder, &law, &index, &error), SL_OK);
  }
  return ladder;
}

static void check_person(sl_annual_ladder_t *ladder, const sl_claim_exposure_t *bundled,
                         const sl_claim_exposure_t *exposures, double multiplier, double tolerance)
{
  static double mass[2 * POINTS], direct[2 * POINTS];
  double above, direct_above, off = 0.0, off_mean = 0.0;
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_person(ladder, bundled, 2, 0.5, 2.0, &error), SL_OK);
  sl_annual_ladder_person_total(ladder, NULL, 0, multiplier, mass, &above);
  CU_ASSERT_EQUAL_FATAL(
      sl_annual_ladder_total(ladder, exposures, LAWS, multiplier, direct, &direct_above, &error),
      SL_OK);
  double cumulated = 0.0, mean = 0.0;
  for (size_t i = 0; i < sl_annual_ladder_n(ladder); i++) {
    const double x = sl_annual_ladder_amounts(ladder)[i];
    cumulated += mass[i] - direct[i];
    off = fmax(off, fabs(cumulated));
    off_mean += (mass[i] - direct[i]) * x;
    mean += direct[i] * x;
  }
  CU_ASSERT(off < tolerance);
  CU_ASSERT(fabs(above - direct_above) < tolerance);
  CU_ASSERT(fabs(off_mean) < tolerance * mean);
}

/* The direct mixture takes its own nodes, with the laws' logarithms at each of them. */
static void totals(void)
{
  const sl_frequency_t frequencies[LAWS] = {
      sl_test_frequency("negative_binomial", 6.0, 0.8), sl_test_frequency("poisson", 1.5, 0.0),
      sl_test_frequency("negative_binomial", 0.3, 2.0), sl_test_frequency("geometric", 2.0, 0.0)};
  const sl_severity_t severities[LAWS] = {sl_test_severity("gamma", 2.0, 150.0, 0.0),
                                          sl_test_severity("lomax", 2.5, 900.0, 0.0),
                                          sl_test_severity("lomax", 1.5, 9000.0, 0.0),
                                          sl_test_severity("exponential", 400.0, 0.0, 0.0)};
  const double shapes[] = {0.3, 0.7, 5.0, 60.0};
  const sl_claim_exposure_t first[] = {{0, 1.0}, {1, 0.4}}, second[] = {{2, 1.0}, {3, 1.7}};
  const sl_law_bundle_t bundles[] = {{first, 2, 0.2, 4.0}, {second, 2, 0.4, 5.0}};
  for (size_t i = 0; i < 4; i++) {
    sl_annual_ladder_t *ladder = ladder_of(shapes[i], frequencies, severities);
    sl_error_t error;
    CU_ASSERT_EQUAL_FATAL(sl_annual_ladder_tabulate(ladder, bundles, 2, 1.0, 40.0, &error), SL_OK);
    for (double multiplier = 0.5; multiplier <= 2.0; multiplier *= 1.37) {
      const sl_claim_exposure_t one[] = {{0, 0.77}, {1, 0.91}}, other[] = {{0, 1.9}, {1, 2.4}};
      check_person(ladder, one,
                   (sl_claim_exposure_t[]){{0, 0.77}, {1, 0.77 * 0.4}, {2, 0.91}, {3, 0.91 * 1.7}},
                   multiplier, 2.5e-7);
      check_person(ladder, other,
                   (sl_claim_exposure_t[]){{0, 1.9}, {1, 1.9 * 0.4}, {2, 2.4}, {3, 2.4 * 1.7}},
                   multiplier, 2.5e-7);
    }
    sl_annual_ladder_free(ladder);
  }
}

SL_SUITE(frailty_mixture, "unit/frailty_mixture", {"exponentials", exponentials},
         {"logarithms", logarithms}, {"totals as mixed directly", totals});
