/* A severity fitted to claims by maximum likelihood, with what tells how good it is.
 *
 * A claim of amount x contributes w times
 *
 *   log f(x)              where it is known,
 *   log S(x)              where it is known only to be above x (a limit, an open claim),
 *   - log (S(a) - S(b))   besides, where it is seen only because it lies in (a, b].
 *
 * Every registered family of scalar parameters that has a density can be fitted (all but constant);
 * mixtures and tables are not fitted, splices by models/fit/tail.h. Parameters that cannot be below
 * 0 are estimated on the scale of logarithms, on which intervals are taken too. What bounds the
 * sample (pareto scale, generalized_pareto threshold, the ends of uniform) is the least or largest
 * amount, or the least truncation point where all claims are truncated: no curvature tells its
 * error. Its interval is that of the law of the extreme spacing, exact for pareto and uniform and
 * that of the tangent exponential for generalized_pareto.
 *
 * Source: S. A. Klugman, H. H. Panjer, G. E. Willmot (2019), Loss Models, 5th ed., 11.3 to 11.5 and
 * 15.4. Reference fits by R; checked by tests/unit/test_fit_severity.c, coverage of the intervals
 * by tests/verify/test_fit_coverage.c.
 */
#ifndef SL_MODELS_FIT_SEVERITY_FIT_H
#define SL_MODELS_FIT_SEVERITY_FIT_H

#include "models/core/error.h"
#include "models/fit/maximum.h"
#include "models/severity/severity.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_loss {
  double amount; /* above 0 */
  double from;   /* seen only because above it: a deductible; 0 = none */
  double to;     /* seen only because not above it; INFINITY = none */
  double weight; /* how many such claims, above 0 */
  bool censored; /* known only to be above amount */
} sl_loss_t;

/* One whole claim. */
sl_loss_t sl_loss(double amount);

typedef struct sl_fitted {
  double standard_error; /* NaN where it was given, or bounds the sample, or nothing converged */
  double low, high;      /* 95% interval; NaN where it was given, or nothing converged */
  bool given;            /* not estimated */
} sl_fitted_t;

typedef struct sl_severity_fit {
  sl_severity_t severity; /* owns nothing */
  sl_fit_status_t status;
  sl_fitted_t parameter[SL_SEVERITY_PARAMETERS];
  double covariance[SL_SEVERITY_PARAMETERS][SL_SEVERITY_PARAMETERS]; /* 0 where without error */
  double claims;                                                     /* sum of weights */
  size_t n_estimated;                                                /* parameters */
  double log_likelihood;
  double aic;                /* 2 k - 2 l, k = n_estimated: the smaller, the better */
  double bic;                /* k log(claims) - 2 l */
  double kolmogorov_smirnov; /* largest distance of the distribution functions */
  double anderson_darling;   /* squared distance, weighted to the tails */
} sl_severity_fit_t;

/* Can this family be fitted here? */
bool sl_severity_fits(const sl_severity_family_t *family);

/* Fit the family. given: NULL, or a value for each parameter, NaN where it is to be estimated.
 * Errors: SL_ERR_UNSUPPORTED for another family, and for uniform with censored or truncated claims;
 * SL_ERR_INPUT for a claim that cannot be (amount not above 0, not above `from`, above `to`, a
 * weight not above 0), for fewer known claims than parameters, or where the claims lie outside the
 * support; SL_ERR_MEMORY. A fit that does not converge is no error: the status says it.
 * Cost: some hundred log densities a claim. */
int sl_fit_severity(const sl_severity_family_t *family, const double *given,
                    const sl_loss_t *losses, size_t n, sl_severity_fit_t *fit, sl_error_t *error);

/* The log-likelihood of a severity without limit. */
double sl_severity_log_likelihood(const sl_severity_t *severity, const sl_loss_t *losses, size_t n);

#endif
