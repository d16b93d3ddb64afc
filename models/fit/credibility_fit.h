/* How much a group's own experience is worth beside a manual rate.
 *
 * Buehlmann and Straub. Group i has in period j the ratio X_ij (claims per member-year) of weight
 * w_ij (member-years). With X_i its weighted mean, w_i its weight, X and w those of all, I groups:
 *
 *   within   s2 = sum w_ij (X_ij - X_i)^2 / sum (n_i - 1)
 *   between  a  = w / (w^2 - sum w_i^2) (sum w_i (X_i - X)^2 - (I - 1) s2)
 *   Z_i         = w_i / (w_i + s2 / a)
 *   collective  m = sum Z_i X_i / sum Z_i          premium_i = Z_i X_i + (1 - Z_i) m
 *   mean squared error of premium_i = a (1 - Z_i) (1 + (1 - Z_i) / sum Z_i)
 *
 * or, instead of that unbiased a, the fixed point a = sum Z_i (X_i - m)^2 / (I - 1) (Bichsel and
 * Straub's pseudo-estimator). An estimate of a at or below 0 is the boundary: groups do not differ
 * more than their periods do, Z is 0 and everybody gets X. One group alone says nothing of a: it
 * must come from outside (sl_credibility_premium), and is never invented here.
 *
 * Limited fluctuation. A group's claims lie within k of their mean with probability P where it has
 *   n_full = (z / k)^2 (Var N / E N + CV^2)
 * expected claims, z the normal quantile at (1 + P) / 2, CV that of one claim; with fewer its
 * weight is by the square root, sl_credibility of models/funding/credibility.h.
 *
 * Source: H. Buehlmann, E. Straub (1970), "Glaubwuerdigkeit fuer Schadensaetze", Mitteilungen VSVM
 * 70, 111-133; H. Buehlmann, A. Gisler (2005), A Course in Credibility Theory, ch. 4; L. H.
 * Longley-Cook (1962), "An introduction to credibility theory", PCAS 49, 194-221; Loss Models, 5th
 * ed. (2019), 16.3. Equal to R's actuar::cm on Hachemeister's claims: tests/unit/
 * test_fit_credibility.c.
 */
#ifndef SL_MODELS_FIT_CREDIBILITY_FIT_H
#define SL_MODELS_FIT_CREDIBILITY_FIT_H

#include "models/core/error.h"
#include "models/fit/maximum.h"

#include <stddef.h>

typedef enum sl_between { SL_BETWEEN_UNBIASED, SL_BETWEEN_ITERATIVE } sl_between_t;

typedef struct sl_credibility_group {
  double mean, weight; /* X_i, w_i */
  double credibility;  /* Z_i */
  double premium;
  double standard_error; /* root of the mean squared error; NaN on the boundary */
} sl_credibility_group_t;

typedef struct sl_credibility_fit {
  sl_fit_status_t status; /* boundary: between is 0 */
  double collective, within, between;
} sl_credibility_fit_t;

/* ratio, weight: n_groups rows of n_periods; a weight of 0 is a period without experience. Needs
 * two groups with experience and one with two periods: else SL_ERR_INPUT, also for a weight below
 * 0. groups: n_groups of them; one without experience has mean NaN, Z 0 and the collective premium.
 */
int sl_fit_credibility(const double *ratio, const double *weight, size_t n_groups, size_t n_periods,
                       sl_between_t how, sl_credibility_group_t *groups, sl_credibility_fit_t *fit,
                       sl_error_t *error);

/* One group against a manual rate with within and between given from outside; within above 0,
 * between 0 or more. */
sl_credibility_group_t sl_credibility_premium(double mean, double weight, double manual,
                                              double within, double between);

/* n_full. probability in (0, 1), within k above 0. dispersion: Var N / E N (1 for Poisson). */
double sl_full_credibility_claims(double probability, double k, double dispersion, double cv);

#endif
