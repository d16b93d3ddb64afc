/* Nodes for the person-year's gamma frailty T, mean 1, where no closed form mixes it.
 *
 *   E[f(T)] ~ sum_i weight_i f(t_i)
 * by the trapezoid rule in x = log t. Of the weights themselves its error is
 * |Gamma(shape + 2 pi i / step) / Gamma(shape)|: below 1e-11 at step = min(0.3, 0.55 /
 * sqrt(shape)). Below the first node T counts as 0.
 *
 * Source: L. N. Trefethen, J. A. C. Weideman (2014), "The exponentially convergent trapezoidal
 * rule", SIAM Review 56, 385-458. Checked by tests/unit/test_annual_total.c.
 */
#ifndef SL_MODELS_EXACT_FRAILTY_H
#define SL_MODELS_EXACT_FRAILTY_H

#include "models/core/error.h"

#include <stddef.h>

typedef struct sl_frailty {
  double shape;   /* INFINITY = none: n = 0 */
  size_t n;       /* nodes */
  double *t;      /* owned */
  double *weight; /* owned; sum 1 */
} sl_frailty_t;

/* The density of x = log T. */
double sl_frailty_density(double shape, double x);

/* The rule's step. */
double sl_frailty_step(double shape);

int sl_frailty_init(sl_frailty_t *frailty, double shape, sl_error_t *error);
void sl_frailty_free(sl_frailty_t *frailty); /* frees the arrays, not the struct itself */

/* mixed[k] = E[exp(T x exponent[k])] = (1 - exponent[k] / shape)^-shape, T gamma of this shape and
 * mean 1, k < n; complex numbers as pairs. Faster forms of the same bits: mix_frailty of
 * models/simd/kernels.h. */
typedef void (*sl_mix_frailty_t)(double shape, const double *exponent, size_t n, double *mixed);
void sl_mix_frailty(double shape, const double *exponent, size_t n, double *mixed);

#endif
