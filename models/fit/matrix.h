/* The inverse of a small symmetric matrix. Checked by tests/unit/test_fit_maximum.c and
 * tests/unit/test_fit_trend.c. */
#ifndef SL_MODELS_FIT_MATRIX_H
#define SL_MODELS_FIT_MATRIX_H

#include <stdbool.h>
#include <stddef.h>

#define SL_MATRIX_MOST 16 /* rows */

/* inverse of a, both n rows of `stride` numbers, n <= stride and n <= SL_MATRIX_MOST, by Gauss and
 * Jordan without pivoting; false, and inverse is of no use, unless a is positive definite. */
bool sl_invert_definite(size_t n, size_t stride, const double *a, double *inverse);

#endif
