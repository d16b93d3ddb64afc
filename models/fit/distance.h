/* How far claims lie from a severity: Kolmogorov and Smirnov's distance, Anderson and Darling's.
 *
 * Every claim is turned into u = P(X <= x | it could be seen), which is uniform where the severity
 * is right, also where each claim has its own truncation. With k known claims in order, F_n the
 * share of claims at or below, and c the least u at which a claim is censored (1 if none is):
 *
 *   D   = max |F_n(u) - u| over u <= c, from both sides of each step,
 *   A^2 = n (- c + sum_0^k (1 - F_n)^2 log((1 - u_j) / (1 - u_{j+1}))
 *              + sum_1^k F_n^2 log(u_{j+1} / u_j)),   u_0 = 0, u_{k+1} = c.
 *
 * One claim at an end of the support, which was fitted to it, is left out. A^2 is infinite where
 * claims lie where the severity has no probability left.
 *
 * Their tabulated critical values hold for a severity that was not fitted to the same claims.
 * Source: Loss Models, 5th ed. (2019), 15.4.1 and 15.4.2. Checked by
 * tests/unit/test_fit_severity.c.
 */
#ifndef SL_MODELS_FIT_DISTANCE_H
#define SL_MODELS_FIT_DISTANCE_H

#include "models/fit/severity_fit.h"

typedef struct sl_distance {
  double kolmogorov_smirnov, anderson_darling;
} sl_distance_t;

/* losses: checked as sl_fit_severity does. Cost: O(n log n). Errors: SL_ERR_MEMORY. */
int sl_fit_distance(const sl_severity_t *severity, const sl_loss_t *losses, size_t n,
                    sl_distance_t *distance, sl_error_t *error);

/* One point of a quantile-quantile picture. */
typedef struct sl_qq {
  double theory, seen;
} sl_qq_t;

/* Claims against the severity's quantiles at (rank - 1/2) / n given what could be seen, the closer
 * the higher: at most `most` points (2 or more), ranks from the top evenly by their logarithm,
 * ascending. Claims from the least censored one on are not shown. losses ASCENDING by amount, all
 * of one `from` and without `to`: else there are no points. Returns how many. */
size_t sl_fit_qq(const sl_severity_t *severity, const sl_loss_t *losses, size_t n, size_t most,
                 sl_qq_t *points);

/* The amount at which claims seem to be cut off, as by a stop-loss already: the largest, where
 * three or more whole claims have exactly it; else INFINITY. A tail fitted to such claims is too
 * light. */
double sl_loss_cap(const sl_loss_t *losses, size_t n);

#endif
