/* Estimates from trials of several laws: weighted, by strata, with controls.
 *
 * Stratum k has a fixed number n_k of the n trials, from a law of its own; trial i weighs w_i, such
 * that sum w f / n is unbiased for E[f] (models/frequency/tilt.h). Of each trial K controls z_i are
 * known, whose sums over all trials have expectation 0: the density of each tilted law by that of
 * the mixture, less 1. With z' z within strata,
 *
 *   a_i = n_k / (n^2 (n_k - 1)),   S = sum a_i (z_i - mean_k z)(z_i - mean_k z)',
 *   c_i = w_i (1 - n a_i (mean z)' S^-1 (z_i - mean_k z)),
 *
 * sum c f / n is the regression estimator of E[f]: the one whose error no linear function of the
 * controls would make smaller. It is exactly 1 for f = 1 (nearly: to the controls' rounding, as w
 * is a linear function of them), and biased by O(1/n) only, its coefficients being estimated. The
 * c_i are the calibrated weights. Standard error: that of the residuals r = w f - b' z within
 * strata, sqrt( sum over k of (n_k / n)^2 s_k^2(r) / n_k ),   b = S^-1 sum a_i (z_i - mean_k z) w_i
 * f_i.
 *
 * Source: A. Owen, Y. Zhou (2000), "Safe and effective importance sampling", J. American
 * Statistical Association 95, 135-143 (densities of the mixture's parts as controls); J.-C.
 * Deville, C.-E. Saerndal (1992), "Calibration estimators in survey sampling", same journal 87,
 * 376-382. Checked by tests/verify/test_rare.c.
 */
#ifndef SL_MODELS_STATISTICS_WEIGHTED_H
#define SL_MODELS_STATISTICS_WEIGHTED_H

#include "models/core/error.h"
#include "models/statistics/statistics.h"

#include <stddef.h>

#define SL_CONTROLS_MAX 6
#define SL_STRATA_MAX (SL_CONTROLS_MAX + 1)

typedef struct sl_weighted {
  size_t n;
  size_t n_strata;
  size_t stratum[SL_STRATA_MAX]; /* n_k >= 2; the trials stand stratum by stratum */
  size_t n_controls;
  const double *weight;                            /* [n] */
  const double *control;                           /* [n][n_controls] */
  double *calibrated;                              /* [n]; owned */
  double factor[SL_CONTROLS_MAX][SL_CONTROLS_MAX]; /* of S: S = factor factor', lower; 0 in the
                                                      diagonal for a control that is not used */
  double centre[SL_STRATA_MAX][SL_CONTROLS_MAX];   /* mean of z by stratum */
  double mean[SL_CONTROLS_MAX];                    /* over all */
} sl_weighted_t;

/* Fill in what is computed from strata, weights and controls. SL_ERR_MEMORY. Cost: O(n K^2). */
int sl_weighted_init(sl_weighted_t *sample, sl_error_t *error);
void sl_weighted_free(sl_weighted_t *sample);

/* E[f], f: [n]. Cost: O(n K). */
sl_estimate_t sl_weighted_mean(const sl_weighted_t *sample, const double *f);

/* Places of the trials by descending value of f; place: [n]. SL_ERR_MEMORY. */
int sl_weighted_order(const sl_weighted_t *sample, const double *f, size_t *place,
                      sl_error_t *error);

/* The quantile at p of f, whose order is given: the largest value x whose calibrated weight of f >=
 * x is above n (1 - p). Standard error, with e that of P(f > x) and q(p) the quantile: the largest
 * of |q(p + k e) - q(p)| / |k|, k = -3, .. 3, so that x reaches up to three standard errors as far
 * as the chance does, on the longer side too where quantiles spread quickly (a smooth law: half the
 * distance between k = -1 and 1, and a little more). scratch: [n]. */
sl_estimate_t sl_weighted_quantile(const sl_weighted_t *sample, const double *f,
                                   const size_t *place, double p, double *scratch);

/* Tail value at risk: q + E[max(f - q, 0)] / (1 - p), q the quantile at p, which minimises this, so
 * that its own error adds nothing of first order (R. T. Rockafellar, S. Uryasev 2000, Journal of
 * Risk 2, 21-41). scratch: [n]. */
sl_estimate_t sl_weighted_tail_mean(const sl_weighted_t *sample, const double *f,
                                    const size_t *place, double p, double *scratch);

/* (sum w)^2 / sum w^2 (L. Kish 1965, Survey Sampling, 11.7): how even the weights are. */
double sl_weighted_effective_size(const sl_weighted_t *sample);

#endif
