#include "models/elementary.h"

#include "models/bits.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* log 2 in two parts; the first has 32 trailing zero bits, so that k x LN2_HIGH is exact. */
#define LN2_HIGH 0x1.62e42feep-1
#define LN2_LOW 0x1.a39ef35793c76p-33
#define LOG2_E 0x1.71547652b82fep0

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
  const int k = (int)(x * LOG2_E + (x < 0.0 ? -0.5 : 0.5));
  const double high = x - k * LN2_HIGH, low = k * LN2_LOW, r = high - low;
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
  /* Adding the distance from sqrt(1/2) to 1 moves the exponent's step to sqrt(1/2). */
  const uint64_t bits = sl_bits_of(subnormal ? x * 0x1p54 : x) +
                        (UINT64_C(0x3ff0000000000000) - UINT64_C(0x3fe6a09e667f3bcd));
  const int k = (int)(bits >> 52) - 1023 - (subnormal ? 54 : 0);
  const double f =
      sl_double_of((bits & UINT64_C(0x000fffffffffffff)) + UINT64_C(0x3fe6a09e667f3bcd)) - 1.0;
  const double s = f / (2.0 + f), half = 0.5 * f * f;
  const double t = s * (half + atanh_tail(s * s));
  return k * LN2_HIGH - ((half - (t + k * LN2_LOW)) - f);
}

double sl_det_log1p(double x)
{
  const double w = 1.0 + x;
  return w == 1.0 ? x : sl_det_log(w) * (x / (w - 1.0));
}
