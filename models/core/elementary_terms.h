/* Constants of models/core/elementary.c, which its vector form in models/simd shares. */
#ifndef SL_MODELS_CORE_ELEMENTARY_TERMS_H
#define SL_MODELS_CORE_ELEMENTARY_TERMS_H

/* log 2 in two parts; the first has 32 trailing zero bits, so that k x SL_LN2_HIGH is exact. */
#define SL_LN2_HIGH 0x1.62e42feep-1
#define SL_LN2_LOW 0x1.a39ef35793c76p-33
#define SL_LOG2_E 0x1.71547652b82fep0

#define SL_PI 3.14159265358979323846

/* A quarter turn in three parts; the first two have 33 bits, so that a million times them is exact.
 */
#define SL_QUARTER_HIGH 0x1.921fb544p0
#define SL_QUARTER_MIDDLE 0x1.0b4611a6p-34
#define SL_QUARTER_LOW 0x1.3198a2e037073p-69

/* The bits of 1 and of sqrt(1/2): adding their distance moves the exponent's step to sqrt(1/2). */
#define SL_ONE_BITS UINT64_C(0x3ff0000000000000)
#define SL_SQRT_HALF_BITS UINT64_C(0x3fe6a09e667f3bcd)
#define SL_MANTISSA_BITS UINT64_C(0x000fffffffffffff)

#endif
