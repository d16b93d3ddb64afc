/* E[min(1, q G T)] against closed forms of other authors and plain sums over fine grids. */
#include "models/severity/capped_exposure.h"

#include "tests/support/harness.h"

#include <math.h>

#define PI 3.14159265358979323846

/* T of shape 1/2 is the square of a standard normal Z: with q = 1/2 the cut is at |Z| = sqrt(2),
 * and E[min(1, Z^2 / 2)] = (erf(1) - 2 sqrt(2) phi(sqrt(2))) / 2 + erfc(1) = 0.37110. */
static void a_half_with_frailty_of_shape_a_half(void)
{
  const double phi = exp(-1.0) / sqrt(2.0 * PI);
  const double expected = 0.5 * (erf(1.0) - 2.0 * sqrt(2.0) * phi) + erfc(1.0);
  SL_ASSERT_CLOSE_ABOVE(expected, 0.37110, 5e-6, 1.0); /* to five decimals */
  SL_ASSERT_CLOSE(sl_capped_mean(0.5, 0.0, 0.5), expected, 1e-12);
}

/* T of shape 1 is exponential: E[min(1, q T)] = q (1 - e^(-1/q)). */
static void an_exponential_frailty(void)
{
  static const double q[] = {1e-3, 0.1, 0.5, 1.0, 3.0, 50.0};
  for (size_t i = 0; i < sizeof q / sizeof q[0]; i++) {
    SL_ASSERT_CLOSE(sl_capped_mean(q[i], 0.0, 1.0), q[i] * -expm1(-1.0 / q[i]), 1e-12);
  }
}

static double normal_cdf(double z) { return 0.5 * erfc(-z / sqrt(2.0)); }

/* E[min(1, q G)] = q Phi(d - s) + Phi(-d), d = (ln(1/q) + s^2/2) / s: the price of a covered call.
 */
static void a_lognormal_group_factor(void)
{
  static const double q[] = {0.2, 0.9, 1.0, 1.4};
  for (size_t i = 0; i < sizeof q / sizeof q[0]; i++) {
    const double s = sqrt(log1p(0.3 * 0.3)), d = (-log(q[i]) + 0.5 * s * s) / s;
    SL_ASSERT_CLOSE(sl_capped_mean(q[i], 0.3, INFINITY), q[i] * normal_cdf(d - s) + normal_cdf(-d),
                    1e-12);
  }
}

/* With both, the exponential's form summed over 40,000 slices of the normal. */
static void both_together(void)
{
  static const double q[] = {0.05, 0.5, 1.0, 2.0};
  for (size_t i = 0; i < sizeof q / sizeof q[0]; i++) {
    const double variance = log1p(0.5 * 0.5), s = sqrt(variance), width = 20.0 / 40000;
    double sum = 0.0;
    for (int k = 0; k < 40000; k++) {
      const double z = -10.0 + width * (k + 0.5), a = q[i] * exp(s * z - 0.5 * variance);
      sum += width * exp(-0.5 * z * z) / sqrt(2.0 * PI) * a * -expm1(-1.0 / a);
    }
    SL_ASSERT_CLOSE(sl_capped_mean(q[i], 0.5, 1.0), sum, 1e-9);
  }
}

static void without_randomness_it_is_the_cut(void)
{
  CU_ASSERT_EQUAL(sl_capped_mean(0.4, 0.0, INFINITY), 0.4);
  CU_ASSERT_EQUAL(sl_capped_mean(2.0, 0.0, INFINITY), 1.0);
  CU_ASSERT_EQUAL(sl_capped_mean(0.0, 0.2, 0.7), 0.0);
}

SL_SUITE(capped_exposure, "unit/capped_exposure",
         {"probability 0.5 under a gamma frailty of shape 0.5: 0.371 claims, not 0.5",
          a_half_with_frailty_of_shape_a_half},
         {"an exponential frailty", an_exponential_frailty},
         {"a lognormal group factor", a_lognormal_group_factor}, {"both together", both_together},
         {"without randomness it is the cut", without_randomness_it_is_the_cut});
