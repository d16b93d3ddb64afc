/* The bit pattern of a double, and back. */
#ifndef SL_MODELS_CORE_BITS_H
#define SL_MODELS_CORE_BITS_H

#include <stdint.h>
#include <string.h>

static inline uint64_t sl_bits_of(double x)
{
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

static inline double sl_double_of(uint64_t bits)
{
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

#endif
