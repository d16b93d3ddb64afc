#include "models/exact/polar.h"

#include <stdint.h>
#include <string.h>

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
  uint64_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  bits = (bits << 52) + 0x3ff0000000000000u;
  double power;
  memcpy(&power, &bits, sizeof power);
  return p * power;
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
