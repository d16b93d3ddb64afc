/* re + i im. C11's CMPLX, which clang does not find in glibc's header; a complex number is laid out
 * as an array of its two parts (C11 6.2.5, 13).
 */
#ifndef SL_MODELS_EXACT_COMPLEX_NUMBER_H
#define SL_MODELS_EXACT_COMPLEX_NUMBER_H

#include <complex.h>
#include <string.h>

static inline double complex sl_complex(double re, double im)
{
  const double parts[2] = {re, im};
  double complex z;
  memcpy(&z, parts, sizeof z);
  return z;
}

#endif
