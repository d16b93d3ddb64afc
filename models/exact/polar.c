#include "models/exact/polar.h"

#include "models/core/bits.h"

#include <math.h>
#include <stdint.h>

#define ROUND 6755399441055744.0 /* 1.5 2^52: adding it rounds to an integer */
#define LOWEST (-700.0)

static inline double exponential(double x)
{
  const double kept = x > LOWEST ? x : LOWEST;
  const double shifted = kept * 1.4426950408889634 + ROUND;
  const double n = shifted - ROUND;
  const double r = (kept - n * 0.693147180369123816490) - n * 1.90821492927058770002e-10;
  double p = 1.0 / 39916800.0;
  p = p * r + 1.0 / 3628800.0;
  p = p * r + 1.0 / 362880.0;
  p = p * r + 1.0 / 40320.0;
  p = p * r + 1.0 / 5040.0;
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  p = p * r + 0.5;
  p = p * r + 1.0;
  p = p * r + 1.0;
  return p * sl_double_of((sl_bits_of(shifted) << 52) + 0x3ff0000000000000u);
}

/* 6.28125 has nine bits, so that its multiples are exact. */
static inline double quarter_turned(double angle)
{
  const double n = angle * 0.15915494309189535 + ROUND - ROUND;
  return 0.25 * ((angle - n * 6.28125) - n * 0.0019353071795864769);
}

void sl_polar(size_t n, double *restrict re, double *restrict im)
{
  for (size_t k = 0; k < n; k++) {
    const double modulus = exponential(re[k]);
    const double r = quarter_turned(im[k]), s = r * r;
    double sine = -1.0 / 39916800.0;
    sine = sine * s + 1.0 / 362880.0;
    sine = sine * s - 1.0 / 5040.0;
    sine = sine * s + 1.0 / 120.0;
    sine = sine * s - 1.0 / 6.0;
    sine = (sine * s + 1.0) * r;
    double cosine = 1.0 / 479001600.0;
    cosine = cosine * s - 1.0 / 3628800.0;
    cosine = cosine * s + 1.0 / 40320.0;
    cosine = cosine * s - 1.0 / 720.0;
    cosine = cosine * s + 1.0 / 24.0;
    cosine = cosine * s - 0.5;
    cosine = cosine * s + 1.0;
    const double sine2 = 2.0 * sine * cosine, cosine2 = 1.0 - 2.0 * sine * sine;
    re[k] = modulus * (1.0 - 2.0 * sine2 * sine2);
    im[k] = modulus * 2.0 * sine2 * cosine2;
  }
}

/* ---- logarithms ---- */

/* x >= 1: by the exponent, and the area tangent's series of the rest, which lies between the roots
 * of 1/2 and of 2. */
static inline double logarithm(double x)
{
  const uint64_t shifted = sl_bits_of(x) - 0x3fe6a09e667f3bcdu;
  const uint64_t rest = (shifted & 0x000fffffffffffffu) + 0x3fe6a09e667f3bcdu;
  const uint64_t power = (shifted >> 52) + 0x4330000000000000u; /* 2^52 + the exponent */
  const double m = sl_double_of(rest), n = sl_double_of(power);
  const double s = (m - 1.0) / (m + 1.0), q = s * s;
  double p = 1.0 / 15.0;
  p = p * q + 1.0 / 13.0;
  p = p * q + 1.0 / 11.0;
  p = p * q + 1.0 / 9.0;
  p = p * q + 1.0 / 7.0;
  p = p * q + 1.0 / 5.0;
  p = p * q + 1.0 / 3.0;
  return (n - 4503599627370496.0) * 0.693147180559945309 + 2.0 * (s + s * q * p);
}

/* Of w up to tan(pi / 16), by its series. */
static inline double arc_tangent(double w)
{
  const double q = w * w;
  double p = 1.0 / 17.0;
  p = 1.0 / 15.0 - q * p;
  p = 1.0 / 13.0 - q * p;
  p = 1.0 / 11.0 - q * p;
  p = 1.0 / 9.0 - q * p;
  p = 1.0 / 7.0 - q * p;
  p = 1.0 / 5.0 - q * p;
  p = 1.0 / 3.0 - q * p;
  return w - w * q * p;
}

static inline double half_of(double tangent)
{
  return tangent / (1.0 + sqrt(1.0 + tangent * tangent));
}

/* The angle is halved three times: the first takes the tangent to 1 at most. */
void sl_add_logs(size_t n, double factor, double a, const double *restrict z, double *restrict sum)
{
  for (size_t k = 0; k < n; k++) {
    const double re = 1.0 + a * (1.0 - z[2 * k]), im = -a * z[2 * k + 1];
    const double square = re * re + im * im;
    const double tangent = half_of(half_of(im / (re + sqrt(square))));
    sum[2 * k] += factor * 0.5 * logarithm(square);
    sum[2 * k + 1] += factor * 8.0 * arc_tangent(tangent);
  }
}
