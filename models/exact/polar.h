/* exp(a + ib) and logarithms of many at once, in plain arithmetic that compilers vectorise: a in
 * [-700, 0.7], |b| < 10^6, relative error below 1e-10. By range reduction and Taylor polynomials;
 * the angle is quartered, and doubled twice again. Checked by tests/unit/test_frailty_mixture.c.
 */
#ifndef SL_MODELS_EXACT_POLAR_H
#define SL_MODELS_EXACT_POLAR_H

#include <stddef.h>

/* (re[k], im[k]) becomes exp(re[k] + i im[k]), k < n; below exp(-700) it becomes nothing to speak
 * of. */
void sl_polar(size_t n, double *re, double *im);

/* Interleaved re and im, like the arrays of a complex type: sum[k] += factor log(1 + a (1 - z[k])),
 * |z| <= 1, 0 < a < 10^9, k < n. Error below 1e-12 of the logarithm and 1e-14. */
void sl_add_logs(size_t n, double factor, double a, const double *z, double *sum);

#endif
