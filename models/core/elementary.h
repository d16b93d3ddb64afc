/* Deterministic elementary functions: the same bits on any processor and with any compiler.
 *
 * libm may differ from machine to machine in the last bit (glibc picks a variant by processor),
 * and one such bit can turn one claim count into another. These use only + - * / in double
 * precision (IEEE 754, round to nearest, no contraction) and operations on the bits.
 *
 * Stated error: relative error below 5e-16 where the answer is a normal number, for log also near
 * 1; measured against long double by tests/unit/test_elementary.c.
 */
#ifndef SL_MODELS_CORE_ELEMENTARY_H
#define SL_MODELS_CORE_ELEMENTARY_H

/* e^x. Reduction x = k log 2 + r, |r| <= log(2)/2, and the Taylor polynomial of degree 13, whose
 * remainder is below 5e-18. Overflow gives INFINITY, underflow 0 through the subnormal numbers
 * (there to half a unit of the last place), NaN gives NaN. Exactly 1 at 0.
 * Source: W. J. Cody, W. Waite (1980), Software Manual for the Elementary Functions, ch. 6. */
double sl_det_exp(double x);

/* Natural logarithm. x = 2^k (1 + f), sqrt(1/2) <= 1 + f < sqrt(2), and the series of
 * 2 atanh(f / (2 + f)) to the power 23, whose remainder is below 1e-18 of the answer. 0 gives
 * -INFINITY, negative numbers and NaN give NaN. Exactly 0 at 1.
 * Source: the arrangement of terms follows fdlibm's e_log.c (Sun Microsystems 1993). */
double sl_det_log(double x);

/* log(1 + x), x > -1, exact also for small x: w = 1 + x, log(w) x / (w - 1); relative error below
 * 2e-15. Source: D. Goldberg (1991), "What every computer scientist should know about
 * floating-point arithmetic", ACM Computing Surveys 23, 5-48, theorem 4. */
double sl_det_log1p(double x);

/* e^x - 1, exact also for small x; relative error below 2e-15. */
double sl_det_expm1(double x);

/* x^y, x >= 0; relative error below 1e-15 + 3e-16 |y|. Exactly 1 at x = 1 or y = 0; 0^y is 0 for y
 * > 0 and INFINITY for y < 0. */
double sl_det_pow(double x, double y);

typedef struct sl_direction {
  double cosine, sine;
} sl_direction_t;

/* Cosine and sine of an angle in radians, |angle| <= 10^6; absolute error below 3e-16. Reduction by
 * quarter turns (W. J. Cody, W. Waite 1980, ch. 8) and Taylor polynomials to degrees 17 and 18. */
sl_direction_t sl_det_direction(double angle);

/* The angle of (x, y), -pi .. pi, as atan2(y, x); 0 for (0, 0). Absolute error below 2e-15. */
double sl_det_angle(double x, double y);

#endif
