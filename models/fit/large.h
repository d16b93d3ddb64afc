/* Large claims: what a group's own count of them can tell, and the loading for what it cannot.
 *
 * Poisson interval of a count n (exact, F. Garwood 1936): low and high expectations L, H with
 * P(N >= n | L) = P(N <= n | H) = (1 - level) / 2; L = 0 where n is 0.
 *
 * Loading above a pooling point P, a member-year, with n claimants above P in E member-years, a
 * manual frequency m of them, the mean excess e above P, and the weight Z of the group's own
 * frequency:
 *
 *   frequency = Z n / E + (1 - Z) m             pure premium = frequency x e
 *
 * and its error by the delta method from those of n (root of n), m and e, taken as independent. Z
 * is that of limited fluctuation or Buehlmann and Straub (models/fit/credibility_fit.h).
 *
 * Mean excess of a generalized Pareto tail above P, fitted above a threshold u <= P: (scale + shape
 * (P - u)) / (1 - shape); infinite for a shape of 1 or more.
 *
 * Leveraged trend: where all amounts grow by f, what is above P grows by E(f X - P)+ / E(X - P)+
 * - 1.
 *
 * Source: F. Garwood (1936), "Fiducial limits for the Poisson distribution", Biometrika 28,
 * 437-442; W. F. Bluhm (ed., 2012), Group Insurance, 6th ed., ch. on medical claim cost trend and
 * on large claims. Checked by tests/unit/test_fit_large.c.
 */
#ifndef SL_MODELS_FIT_LARGE_H
#define SL_MODELS_FIT_LARGE_H

#include "models/severity/severity.h"
#include "models/statistics/statistics.h"

#include <stddef.h>

typedef struct sl_interval {
  double low, high;
} sl_interval_t;

/* n whole, 0 .. 1e9; 0 < level < 1. Relative error below 1e-9 up to 9,999; above, by E. B. Wilson
 * and M. M. Hilferty's cube root (1931, PNAS 17, 684-688), below 1e-6. */
sl_interval_t sl_poisson_interval(double n, double level);

/* Claimants above a deductible. */
typedef struct sl_claimants {
  double deductible, count;
  double per_thousand;           /* claimants for 1,000 member-years */
  sl_interval_t of_per_thousand; /* 95% */
  double excess;                 /* sum of what lies above the deductible */
} sl_claimants_t;

/* amount: each member's year, trended to one year's level, n of them, in member_years > 0 in all.
 * above: n_deductibles of them. Cost: O(n n_deductibles). */
void sl_count_claimants(const double *amount, size_t n, double member_years,
                        const double *deductible, size_t n_deductibles, sl_claimants_t *above);

/* Loading above a pooling point; shares and frequencies a member-year. */
typedef struct sl_pooling {
  double count, member_years;                  /* the group's own claimants above the point */
  sl_estimate_t manual_frequency, mean_excess; /* errors 0 where not known */
  double credibility;                          /* Z, 0 .. 1 */
} sl_pooling_t;

typedef struct sl_loading {
  double own_frequency, frequency;
  sl_estimate_t pure_premium;
} sl_loading_t;
sl_loading_t sl_pooling_loading(const sl_pooling_t *pooling);

/* E(X - point)+; INFINITY where X has no mean. */
double sl_excess_mean(const sl_severity_t *severity, double point);

/* E(f X - P)+ / E(X - P)+ - 1, f > 0, point >= 0. NaN where nothing is above, or X has no mean. */
double sl_excess_trend(const sl_severity_t *severity, double point, double factor);

/* Above `point` >= threshold; shape and scale with errors and their covariance, by the delta
 * method. */
sl_estimate_t sl_tail_mean_excess(double point, double threshold, sl_estimate_t shape,
                                  sl_estimate_t scale, double covariance);

#endif
