/* Complex numbers from their parts, exponential and logarithm, the same bits on any processor. */
#ifndef SL_MODELS_EXACT_COMPLEX_NUMBER_H
#define SL_MODELS_EXACT_COMPLEX_NUMBER_H

#include "models/core/elementary.h"

#include <complex.h>
#include <math.h>
#include <string.h>

/* re + i im. C11's CMPLX, which clang does not find in glibc's header; a complex number is laid out
 * as an array of its two parts (C11 6.2.5, 13). */
static inline double complex sl_complex(double re, double im)
{
  const double parts[2] = {re, im};
  double complex z;
  memcpy(&z, parts, sizeof z);
  return z;
}

static inline double complex sl_complex_exp(double complex z)
{
  const double modulus = sl_det_exp(creal(z));
  const sl_direction_t d = sl_det_direction(cimag(z));
  return sl_complex(modulus * d.cosine, modulus * d.sine);
}

/* Principal value. About |z| = 1 the real part comes from |z|^2 - 1, which loses nothing. */
static inline double complex sl_complex_log(double complex z)
{
  const double re = creal(z), im = cimag(z), square = re * re + im * im;
  const double real = fabs(square - 1.0) < 0.5
                          ? 0.5 * sl_det_log1p((re - 1.0) * (re + 1.0) + im * im)
                          : 0.5 * sl_det_log(square);
  return sl_complex(real, sl_det_angle(re, im));
}

#endif
