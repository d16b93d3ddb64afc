/* Trials of a year of which the first part is known: weighed by how near they come to it.
 *
 * Trial i has x_i so far and y_i to come; x is known. With s the standard deviation of ln x_i (over
 * n - 1) and h = s / 4,
 *
 *   w_i  = exp(-(ln x - ln x_i)^2 / (2 h^2))
 *   y_i' = max(0, y_i + f(x) - f(x_i))
 *
 * f the quadratic least-squares fit of y on ln x over the trials: near trials stand for the year,
 * moved to it along the fit, so that a wide h costs no bias of second order. The largest weight is
 * scaled to 1 (an x far from every trial leaves the nearest). A trial with x_i <= 0 weighs 0.
 *   where s is 0: all that have x_i > 0 weigh 1, and nothing moves;
 *   where x <= 0: those with x_i <= 0 weigh 1, the others 0, and nothing moves;
 *   where that leaves nobody: all weigh 1, nothing moves, and the effective number is 0.
 *
 * Source: the kernel is that of E. A. Nadaraya (1964), "On estimating regression", Theory of
 * Probability and its Applications 9, 141-142, and G. S. Watson (1964); the adjustment along a
 * regression is that of M. A. Beaumont, W. Zhang, D. J. Balding (2002), "Approximate Bayesian
 * computation in population genetics", Genetics 162, 2025-2035; the effective number is L. Kish's
 * (1965). No libm: the bits are the same everywhere. Checked by tests/unit/test_conditioning.c.
 */
#ifndef SL_MODELS_STATISTICS_CONDITIONING_H
#define SL_MODELS_STATISTICS_CONDITIONING_H

#include "models/core/error.h"
#include "models/statistics/statistics.h"

#include <stddef.h>

#define SL_CONDITIONING_WIDTH 0.25 /* h / s */
#define SL_EFFECTIVE_FEW 200.0     /* fewer trials than these stand for the year badly */

typedef struct sl_conditioning {
  size_t n;
  double *weight;   /* [n]; owned */
  double *place;    /* [n]; owned: (ln x_i - mean) / s; NaN where x_i <= 0 */
  double at;        /* that of x */
  bool moves;       /* whether y_i moves at all */
  double skew;      /* mean of place^3 over the trials with x_i > 0 */
  double quadratic; /* mean square of the quadratic's part that is neither constant nor linear */
  size_t n_used;    /* trials with x_i > 0 */
  double effective; /* (sum w)^2 / sum w^2 */
} sl_conditioning_t;

/* so_far: x_i, [n], n >= 1. SL_ERR_MEMORY. Cost: O(n), a logarithm and an exponential each. */
int sl_conditioning_init(sl_conditioning_t *conditioning, double known, const double *so_far,
                         size_t n, sl_error_t *error);
void sl_conditioning_free(sl_conditioning_t *conditioning);

/* moved: y_i', [n]; may be to_come itself. Cost: O(n). */
void sl_conditioning_move(const sl_conditioning_t *conditioning, const double *to_come,
                          double *moved);

/* ---- weighed samples: weight NULL means that all weigh the same, and then every figure has the
 * bits of sl_mean, sl_proportion and sl_quantile. Standard errors count the effective number of
 * trials; NaN where that is below 2. ---- */

/* sum w f / sum w; standard error sqrt(sum w^2 (f - mean)^2) / sum w. */
sl_estimate_t sl_weighed_mean(const double *f, const double *weight, size_t n);

/* The share of f > above, likewise. */
sl_estimate_t sl_weighed_share(const double *f, const double *weight, size_t n, double above);

typedef struct sl_weighed_value {
  double value, weight;
} sl_weighed_value_t;

/* Ascending by value, those that weigh nothing left out. sorted: room for n. Returns how many.
 * Cost: O(n log n). */
size_t sl_weighed_sort(const double *f, const double *weight, size_t n, sl_weighed_value_t *sorted);

/* Linear interpolation of the values f_1 <= .. <= f_n at their places p_k, p_1 = 0, p_n = 1, which
 * grow from k to k + 1 by (w_k + w_(k + 1)) / 2: type 7 of sl_quantile where all weigh the same.
 * fractions: ascending, n_fractions of them. Cost: O(n + fractions). */
void sl_weighed_quantiles(const sl_weighed_value_t *sorted, size_t n, const double *fractions,
                          size_t n_fractions, double *quantiles);

#endif
