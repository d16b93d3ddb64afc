/* Mixtures over a gamma frailty T (mean 1) of the transforms of many persons' totals, where no
 * closed form mixes them, for one grid.
 *
 *   E[exp(sum over curves c of L_c(e_c v T))]
 * L_c(y) is the log transform of what is claimed of curve c at exposure y, e_c a person's exposure,
 * v a multiplier of all of them. L_c(y) / y is tabulated once on a grid of equal steps of log y.
 * The frailty's trapezoid nodes, in u = log(v T), have the same step, so that a person's values
 * there come from the tables by one interpolation (six points, at a place that is the same for all
 * nodes), exp is taken once for each, and every multiplier's mixture is a weighted sum of them.
 *
 *   E[f(v T)] ~ sum_i w_i f(exp(u_i)),  w_i = step x density of log T at u_i - log v
 * Below the first node f counts as linear: what mass and mean is left of T there goes to 0 and to
 * the first node. Errors: of the rule |Gamma(shape + 2 pi i / step) / Gamma(shape)| (models/exact/
 * frailty.h), of the interpolation, at a step of 0.3, below 3e-7 of a probability for persons of
 * some 25 claims a year; it falls with the step's sixth power.
 *
 * Source: as models/exact/frailty.h. Checked by tests/unit/test_frailty_mixture.c.
 */
#ifndef SL_MODELS_EXACT_FRAILTY_MIXTURE_H
#define SL_MODELS_EXACT_FRAILTY_MIXTURE_H

#include "models/exact/annual_total.h"

#include <complex.h>
#include <stddef.h>

typedef struct sl_frailty_mixture sl_frailty_mixture_t;

/* n: frequencies. coarseness: 1, or more for a longer step. claims: the most that anybody expects
 * at T = 1; where T counts as small depends on it. */
int sl_frailty_mixture_new(double shape, double coarseness, double claims, size_t n,
                           size_t n_curves, sl_frailty_mixture_t **mixture, sl_error_t *error);
void sl_frailty_mixture_free(sl_frailty_mixture_t *mixture);

/* Room for a curve's table, for exposures times multipliers from low to high; *rows receives how
 * many rows are to be set. Memory: 16 bytes a row and frequency. */
int sl_frailty_mixture_make(sl_frailty_mixture_t *mixture, size_t curve, double low, double high,
                            size_t *rows, sl_error_t *error);
double sl_frailty_mixture_exposure(const sl_frailty_mixture_t *mixture, size_t curve, size_t row);
/* L_c at that exposure, by frequency. */
void sl_frailty_mixture_set(sl_frailty_mixture_t *mixture, size_t curve, size_t row,
                            const double complex *log_transform);

/* Take a person of n exposures to curves (law = the curve), for multipliers from low to high. Cost:
 * about 30 ns a frequency and node (some 50 nodes at a shape near 1). */
int sl_frailty_mixture_person(sl_frailty_mixture_t *mixture, const sl_claim_exposure_t *exposures,
                              size_t n, double low, double high, sl_error_t *error);

/* That person's mixture at a multiplier: transform[k], k < frequencies. */
void sl_frailty_mixture_total(const sl_frailty_mixture_t *mixture, double multiplier,
                              double complex *transform);

#endif
