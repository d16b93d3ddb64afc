/* The maximum of a log-likelihood of few parameters, its curvature there, and whether it is one.
 *
 * First the simplex search of Nelder and Mead, which needs no derivative and forgives a poor start,
 * then Newton's method with central differences of 0.05 standard errors: large enough for rounding,
 * small enough for the shape. It has converged where the next Newton step is below 1e-5 standard
 * errors, sqrt(g' I^-1 g), and the observed information I = -l'' is positive definite. Its inverse
 * is the covariance of the estimates.
 *
 * No library's minimiser is used: one that cannot get memory may end the program.
 *
 * Source: J. A. Nelder, R. Mead (1965), "A simplex method for function minimization", Computer
 * Journal 7, 308-313; B. Efron, D. V. Hinkley (1978), "Assessing the accuracy of the maximum
 * likelihood estimator: observed versus expected Fisher information", Biometrika 65, 457-487.
 * Checked by tests/unit/test_fit_maximum.c.
 */
#ifndef SL_MODELS_FIT_MAXIMUM_H
#define SL_MODELS_FIT_MAXIMUM_H

#include <stddef.h>

#define SL_FIT_FREE 6          /* most parameters that are estimated at once */
#define SL_FIT_95 1.9599639845 /* half the width of a 95% interval, in standard errors */

typedef enum sl_fit_status {
  SL_FIT_CONVERGED,     /* an inner maximum; the standard errors hold */
  SL_FIT_BOUNDARY,      /* the likelihood still rises at the edge of what is allowed */
  SL_FIT_NOT_CONVERGED, /* no maximum was found */
} sl_fit_status_t;

/* "converged", "boundary", "not converged" */
const char *sl_fit_status_name(sl_fit_status_t status);

/* l(x); -INFINITY where x is not allowed. The same x must give the same value. */
typedef double (*sl_log_likelihood_t)(const double *x, const void *data);

typedef struct sl_maximum {
  sl_fit_status_t status;
  double x[SL_FIT_FREE];
  double value;                                /* l(x) */
  double covariance[SL_FIT_FREE][SL_FIT_FREE]; /* NaN unless converged */
  double distance; /* of the last Newton step, in standard errors; NaN unless converged */
} sl_maximum_t;

/* n: 1 .. SL_FIT_FREE. l(start) must be finite, else the status says not converged. reach: how far
 * from start the search begins to look, for every x[i]: about 0.3 where x is a logarithm.
 * Cost: some hundred evaluations of l. No memory. */
sl_maximum_t sl_maximize(sl_log_likelihood_t l, const void *data, size_t n, const double *start,
                         double reach);

#endif
