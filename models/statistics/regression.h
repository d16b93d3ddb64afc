/* Control variates: a mean by regression on variables whose expectations are known.
 *
 * With y a variable of each of n trials, z_1 .. z_k controls and mu their expectations, the
 * estimate of E[y] is the least-squares line at z = mu,
 *
 *   b = S^-1 s,   S = sum (z - mean z)(z - mean z)',   s = sum (z - mean z)(y - mean y),
 *   value = mean y - b' (mean z - mu),
 *   standard_error^2 = RSS / (n - k - 1) x (1/n + (mean z - mu)' S^-1 (mean z - mu)),
 *
 * to which is added, squared, the error of b' mu by the bounds of the expectations. RSS is the
 * residual sum of squares: about (1 - R^2) of the plain mean's variance, R^2 the share of y's
 * variance that the controls explain. As b comes from the same trials, the estimate is biased by
 * O(1/n) (none where y and z are jointly normal), against a standard error of O(1/sqrt(n)). Assumes
 * finite variances. A control that is constant, or a linear function of those before it, is left
 * out.
 *
 * Source: S. S. Lavenberg, P. D. Welch (1981), "A perspective on the use of control variables to
 * increase the efficiency of Monte Carlo simulations", Management Science 27, 322-335, equations 9
 * to 14. Checked by tests/unit/test_regression.c.
 */
#ifndef SL_MODELS_STATISTICS_REGRESSION_H
#define SL_MODELS_STATISTICS_REGRESSION_H

#include "models/statistics/statistics.h"

#include <stddef.h>

#define SL_REGRESSION_CONTROLS 6
#define SL_REGRESSION_RESPONSES 5

/* Sums over the trials so far: controls from their expectations, responses from the first trial's.
 */
typedef struct sl_regression {
  size_t n, n_controls, n_responses;
  double expectation[SL_REGRESSION_CONTROLS], bound[SL_REGRESSION_CONTROLS];
  double origin[SL_REGRESSION_RESPONSES];
  double z[SL_REGRESSION_CONTROLS], zz[SL_REGRESSION_CONTROLS][SL_REGRESSION_CONTROLS];
  double y[SL_REGRESSION_RESPONSES], yy[SL_REGRESSION_RESPONSES];
  double zy[SL_REGRESSION_CONTROLS][SL_REGRESSION_RESPONSES];
} sl_regression_t;

/* n_controls <= SL_REGRESSION_CONTROLS of these expectations, known within these bounds;
 * n_responses <= SL_REGRESSION_RESPONSES. */
void sl_regression_init(sl_regression_t *regression, const double *expectations,
                        const double *bounds, size_t n_controls, size_t n_responses);

/* One trial more. Cost: O(k (k + responses)). */
void sl_regression_add(sl_regression_t *regression, const double *controls,
                       const double *responses);

/* Estimate without a control, from now on. */
void sl_regression_leave_out(sl_regression_t *regression, size_t control);

/* E[response]. NaN throughout for n < k + 3. Cost: O(k^3). */
sl_estimate_t sl_regression_estimate(const sl_regression_t *regression, size_t response);

#endif
