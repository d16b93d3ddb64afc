#include "models/core/elementary.h"

#include "models/core/bits.h"
#include "models/core/elementary_terms.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* 2^k, -1022 <= k <= 1023. */
static double power_of_two(int k) { return sl_double_of((uint64_t)(k + 1023) << 52); }

/* (e^r - 1 - r) / r^2 to degree 13 of e^r; pairs of terms side by side shorten the chain. */
static double exp_tail(double r)
{
  const double r2 = r * r, r4 = r2 * r2, r8 = r4 * r4;
  const double p01 = 1.0 / 2 + r * (1.0 / 6);
  const double p23 = 1.0 / 24 + r * (1.0 / 120);
  const double p45 = 1.0 / 720 + r * (1.0 / 5040);
  const double p67 = 1.0 / 40320 + r * (1.0 / 362880);
  const double p89 = 1.0 / 3628800 + r * (1.0 / 39916800);
  const double pab = 1.0 / 479001600 + r * (1.0 / 6227020800.0);
  return (p01 + r2 * p23) + r4 * (p45 + r2 * p67) + r8 * (p89 + r2 * pab);
}

double sl_det_exp(double x)
{
  if (!(x > -745.2)) {
    return x != x ? x : 0.0;
  }
  if (x > 709.8) {
    return (double)INFINITY;
  }
  const int k = (int)(x * SL_LOG2_E + (x < 0.0 ? -0.5 : 0.5));
  const double high = x - k * SL_LN2_HIGH, low = k * SL_LN2_LOW, r = high - low;
  const double lost = (high - r) - low;
  const double e = 1.0 + (r + (r * r * exp_tail(r) + lost));
  if (k < -1021) {
    return e * power_of_two(k + 600) * power_of_two(-600);
  }
  return k > 1023 ? e * 2.0 * power_of_two(k - 1) : e * power_of_two(k);
}

/* log(1 + f) = f - (f^2/2 - s (f^2/2 + R)), s = f / (2 + f), R = sum of 2 s^2j / (2j + 1). */
static double atanh_tail(double z)
{
  const double z2 = z * z, z4 = z2 * z2, z8 = z4 * z4;
  const double p01 = 2.0 / 3 + z * (2.0 / 5);
  const double p23 = 2.0 / 7 + z * (2.0 / 9);
  const double p45 = 2.0 / 11 + z * (2.0 / 13);
  const double p67 = 2.0 / 15 + z * (2.0 / 17);
  const double p89 = 2.0 / 19 + z * (2.0 / 21);
  return z * ((p01 + z2 * p23) + z4 * (p45 + z2 * p67) + z8 * (p89 + z2 * (2.0 / 23)));
}

double sl_det_log(double x)
{
  if (!(x > 0.0) || x > 0x1.fffffffffffffp1023) {
    return x > 0.0 ? x : (x == 0.0 ? -(double)INFINITY : (double)NAN);
  }
  const int subnormal = x < 0x1p-1022;
  const uint64_t bits = sl_bits_of(subnormal ? x * 0x1p54 : x) + (SL_ONE_BITS - SL_SQRT_HALF_BITS);
  const int k = (int)(bits >> 52) - 1023 - (subnormal ? 54 : 0);
  const double f = sl_double_of((bits & SL_MANTISSA_BITS) + SL_SQRT_HALF_BITS) - 1.0;
  const double s = f / (2.0 + f), half = 0.5 * f * f;
  const double t = s * (half + atanh_tail(s * s));
  return k * SL_LN2_HIGH - ((half - (t + k * SL_LN2_LOW)) - f);
}

double sl_det_log1p(double x)
{
  const double w = 1.0 + x;
  return w == 1.0 || isinf(w) ? x : sl_det_log(w) * (x / (w - 1.0));
}

double sl_det_expm1(double x)
{
  return fabs(x) < 0.34 ? x + x * x * exp_tail(x) : sl_det_exp(x) - 1.0;
}

/* The upper 26 bits of a double, so that products of two such are exact. */
static double upper_half(double x)
{
  return sl_double_of((sl_bits_of(x) + 0x4000000u) & ~UINT64_C(0x7ffffff));
}

/* What a x b lost in rounding to product (T. J. Dekker 1971). */
static double lost_in(double product, double a, double b)
{
  const double a1 = upper_half(a), b1 = upper_half(b), a2 = a - a1, b2 = b - b1;
  return ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2;
}

/* x^y = e^(y log x), log x = k log 2 + log m: the first part of y k log 2, which is the large one,
 * is multiplied without loss. m lies about 1, so that x near 1 has k = 0. */
static double power_of_positive(double x, double y)
{
  int k = 0;
  double m = frexp(x, &k);
  if (m < 0.70710678118654752) {
    m *= 2.0;
    k--;
  }
  const double large = k * SL_LN2_HIGH, main = y * large;
  const double rest = lost_in(main, y, large) + y * (k * SL_LN2_LOW + sl_det_log(m));
  const double sum = main + rest;
  if (!(fabs(sum) < 1e4)) {
    return sl_det_exp(sum);
  }
  const double lost = (main - sum) + rest;
  return sl_det_exp(sum) * (1.0 + lost);
}

double sl_det_pow(double x, double y)
{
  if (y == 0.0 || x == 1.0) {
    return 1.0;
  }
  if (!(x > 0.0) || isinf(x) || !(fabs(y) < 1e300)) {
    return x == 0.0 ? (y > 0.0 ? 0.0 : (double)INFINITY) : sl_det_exp(y * sl_det_log(x));
  }
  return power_of_positive(x, y);
}

/* ---- angles ---- */

static double sine_of_small(double r)
{
  static const double c[] = {
      -1.0 / 6,        1.0 / 120,          -1.0 / 5040,         1.0 / 362880,
      -1.0 / 39916800, 1.0 / 6227020800.0, -1.0 / 1307674368e3, 1.0 / 355687428096e3};
  const double z = r * r;
  double sum = 0.0;
  for (int i = 7; i >= 0; i--) {
    sum = sum * z + c[i];
  }
  return r + r * z * sum;
}

static double cosine_of_small(double r)
{
  static const double c[] = {
      1.0 / 24,        -1.0 / 720,           1.0 / 40320,         -1.0 / 3628800,
      1.0 / 479001600, -1.0 / 87178291200.0, 1.0 / 20922789888e3, -1.0 / 6402373705728e3};
  const double z = r * r;
  double sum = 0.0;
  for (int i = 7; i >= 0; i--) {
    sum = sum * z + c[i];
  }
  return 1.0 - (0.5 * z - z * z * sum);
}

/* The largest whole number up to x, |x| below 2^63. floor() is a call where the processor's set has
 * no instruction for it. */
static inline int64_t whole_below(double x)
{
  const int64_t whole = (int64_t)x;
  return whole - (x < (double)whole);
}

/* Quarter turns n exchange cosine and sine where n is odd, and change signs: without a branch, as
 * nobody guesses them. */
sl_direction_t sl_det_direction(double angle)
{
  const int64_t quarters = whole_below(angle * (2.0 / SL_PI) + 0.5);
  const double n = (double)quarters;
  const double r = ((angle - n * SL_QUARTER_HIGH) - n * SL_QUARTER_MIDDLE) - n * SL_QUARTER_LOW;
  const uint64_t s = sl_bits_of(sine_of_small(r)), c = sl_bits_of(cosine_of_small(r));
  const uint64_t q = (uint64_t)quarters, swap = UINT64_C(0) - (q & 1U), differ = (s ^ c) & swap;
  return (sl_direction_t){.cosine = sl_double_of(c ^ differ ^ ((q + 1) & 2U) << 62),
                          .sine = sl_double_of(s ^ differ ^ (q & 2U) << 62)};
}

/* tan(a / 2) from tan a = t, t >= 0. */
static double half_of(double t) { return t / (1.0 + sqrt(1.0 + t * t)); }

/* Of t in [0, 1]: halved twice, to tan(pi / 16) at most, then its series to degree 23. */
static double arc_tangent(double t)
{
  const double w = half_of(half_of(t)), z = w * w;
  double sum = 0.0;
  for (int k = 23; k >= 3; k -= 2) {
    sum = 1.0 / k - z * sum;
  }
  return 4.0 * (w - w * z * sum);
}

double sl_det_angle(double x, double y)
{
  const double pi = SL_PI, a = fabs(x), b = fabs(y);
  if (a == 0.0 && b == 0.0) {
    return 0.0;
  }
  const double acute = b <= a ? arc_tangent(b / a) : 0.5 * pi - arc_tangent(a / b);
  const double upper = x < 0.0 ? pi - acute : acute;
  return y < 0.0 ? -upper : upper;
}
