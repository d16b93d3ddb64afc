/* exp(a + ib) of many at once, in plain arithmetic that compilers vectorise: a in [-700, 0.7], |b|
 * < 10^6, relative error below 1e-10. By range reduction and Taylor polynomials; the angle is
 * quartered, and doubled twice again. Checked by tests/unit/test_frailty_mixture.c.
 */
#ifndef SL_MODELS_EXACT_POLAR_H
#define SL_MODELS_EXACT_POLAR_H

#include <stddef.h>

/* (re[k], im[k]) becomes exp(re[k] + i im[k]), k < n; below exp(-700) it becomes nothing to speak
 * of. */
void sl_polar(size_t n, double *re, double *im);

#endif
