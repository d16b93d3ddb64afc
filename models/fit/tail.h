/* Where the tail of claims begins, and a severity with a body and a generalized Pareto tail.
 *
 * Above a high threshold u, excesses follow about a generalized Pareto law (shape xi, scale beta).
 * Where that holds from u on, it holds from every v > u on with the same xi, the same modified
 * scale beta - xi u, and the mean excess is a straight line, (beta_u + xi (v - u)) / (1 - xi). So
 * the chosen threshold is the lowest candidate from which, at every higher one v,
 *
 *   |xi_v - xi_u|  <=  2.576 sqrt(se_v^2 - se_u^2)      (nested samples: J. A. Hausman 1978,
 *                                                        Econometrica 46, 1251-1271, lemma 2.1)
 *   |e_v - line at v| <= 2.576 s / sqrt(n_v)            (where xi < 1/2: else its error has no
 *                                                        meaning)
 *
 * A sample tells a threshold within wide bounds only: `highest` and the range of the shapes from
 * chosen to highest say how wide.
 *
 * Source: P. Embrechts, C. Klueppelberg, T. Mikosch (1997), Modelling Extremal Events, 6.5; A. C.
 * Davison, R. L. Smith (1990), "Models for exceedances over high thresholds", JRSS B 52, 393-442;
 * Loss Models, 5th ed. (2019), 5.2.6. Checked by tests/unit/test_fit_tail.c.
 */
#ifndef SL_MODELS_FIT_TAIL_H
#define SL_MODELS_FIT_TAIL_H

#include "models/fit/severity_fit.h"
#include "models/statistics/statistics.h"

#define SL_TAIL_POINTS 24      /* most candidates */
#define SL_TAIL_EXCEEDANCES 30 /* fewer say nothing of a tail */
#define SL_SPLICE_FREE SL_FIT_FREE

/* One candidate. */
typedef struct sl_tail_point {
  double threshold;
  double exceedances;        /* claims known above it, by weight */
  sl_estimate_t mean_excess; /* of claims seen from the threshold or below; censored ones count as
                                their amount, so it is too low where there are many */
  sl_fit_status_t status;    /* of the fit of the tail */
  sl_estimate_t shape, scale, modified_scale; /* errors NaN unless converged */
} sl_tail_point_t;

typedef struct sl_tail_choice {
  size_t chosen;                /* index of the point; n where none will do */
  size_t highest;               /* the highest candidate that converged */
  double shape_low, shape_high; /* over the candidates from chosen to highest */
} sl_tail_choice_t;

/* Candidates in ascending order: amounts with half of the claims above, then sqrt(2) times fewer
 * each, down to SL_TAIL_EXCEEDANCES. Returns how many, at most SL_TAIL_POINTS. Equal amounts give
 * one. losses ASCENDING by amount. */
size_t sl_tail_candidates(const sl_loss_t *losses, size_t n, double *threshold);

/* The fit of the excesses over each threshold. A candidate that cannot be fitted has the status not
 * converged. Errors: SL_ERR_MEMORY. */
int sl_tail_scan(const sl_loss_t *losses, size_t n, const double *threshold, size_t n_thresholds,
                 sl_tail_point_t *points, sl_error_t *error);

/* points in ascending order, all fitted to the same claims. */
sl_tail_choice_t sl_tail_choose(const sl_tail_point_t *points, size_t n);

/* A body spliced with a generalized Pareto tail, all parameters at once by maximum likelihood:
 * those of the body, P(X > at), shape and scale. The threshold is not counted as a parameter. */
typedef struct sl_splice_fit {
  sl_severity_t severity; /* to be freed by sl_severity_free */
  sl_fit_status_t status;
  size_t n_estimated;
  sl_fitted_t body[SL_SEVERITY_PARAMETERS], weight_above, shape, scale;
  double covariance[SL_SPLICE_FREE][SL_SPLICE_FREE]; /* in that order; NaN unless converged */
  double claims, exceedances;
  double log_likelihood, aic, bic, kolmogorov_smirnov, anderson_darling;
} sl_splice_fit_t;

/* body: a fitted family of at most 3 parameters none of which bounds the sample. Errors as
 * sl_fit_severity, and SL_ERR_INPUT where fewer than SL_TAIL_EXCEEDANCES known claims lie above
 * `at`. Cost: some thousand log densities a claim. */
int sl_fit_splice(const sl_severity_family_t *body, double at, const sl_loss_t *losses, size_t n,
                  sl_splice_fit_t *fit, sl_error_t *error);

#endif
