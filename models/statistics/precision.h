/* When a simulation has run long enough: a goal for the error of its estimates.
 *
 * The rule looks at its own estimate and so stops a little sooner when that happens to look good:
 * intervals keep their coverage only as the number of trials grows (Y. S. Chow, H. Robbins 1965,
 * "On the asymptotic theory of fixed-width sequential confidence intervals for the mean", Annals of
 * Mathematical Statistics 36, 457-462). SL_PRECISION_LEAST_TRIALS keeps the loss small: intervals
 * of 95% cover a chance of a deficit of 1% to 25% at least 93.5 times in 100 and its estimate is
 * low by at most an eighth of a standard error (worked out exactly, and measured with that of the
 * expected cost over 1,000 runs, by tests/verify/test_coverage.c).
 *
 * A sample proves no more than the trials that its variance rests on, SL_PRECISION_LEAST_TELLING
 * at least by Kish's number of the squared deviations d^2 from the mean,
 *
 *   (sum d^2)^2 / sum d^4 = n / kurtosis:   n of equal size, k of a rare amount seen k times.
 *
 * Fewer - none where all trials cost the same - say only that what is rare has hardly come up yet:
 * its share and with it the error are off by 1 / sqrt(k) or more (L. Kish 1965, Survey Sampling,
 * 11.7). Where the variance is infinite the number never grows and no goal for a mean is met.
 *
 * Checked by tests/unit/test_precision.c.
 */
#ifndef SL_MODELS_STATISTICS_PRECISION_H
#define SL_MODELS_STATISTICS_PRECISION_H

#include "models/statistics/statistics.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_PRECISION_LEAST_TRIALS 2048
#define SL_PRECISION_LEAST_TELLING 10.0
#define SL_PRECISION_MOST_TRIALS 10000000 /* unless the user says another number */

typedef enum sl_precision_goal {
  SL_PRECISION_NONE,   /* a given number of trials */
  SL_PRECISION_COST,   /* standard error of the expected cost, relative to it */
  SL_PRECISION_DEFICIT /* standard error of the chance of a deficit */
} sl_precision_goal_t;

typedef struct sl_precision {
  sl_precision_goal_t goal;
  double target; /* in (0, 1) */
} sl_precision_t;

/* What a goal is judged by, of one arrangement: its trials so far as sums. All zero before the
 * first. */
typedef struct sl_precision_sample {
  sl_running_t cost;
  double cubes, fourths; /* of the differences from cost.first */
  size_t deficits;       /* trials with one */
} sl_precision_sample_t;

/* Take n trials' costs and deficits, cost[0], cost[stride], ..., in order. Cost: O(n). */
void sl_precision_take(sl_precision_sample_t *sample, const double *cost, const double *deficit,
                       size_t n, size_t stride);

/* How many trials the sample's variance rests on; 0 where all cost the same. Relative error below
 * n^2 times that of double. */
double sl_precision_telling(const sl_precision_sample_t *sample);

/* The standard error of a mean relative to it: 0 for a constant sample; infinite where the mean is
 * 0 and the sample is not constant, and for a sample of one. */
double sl_precision_of_mean(sl_estimate_t mean);

/* How far Wilson's 95% interval of a chance reaches from the share hits / n, on its longer side, in
 * units of 1.96 standard errors (E. B. Wilson 1927, "Probable inference, the law of succession, and
 * statistical inference", JASA 22, 209-212): the share's standard error for large n, but about
 * 1.96 / n where there was no hit yet, since none in n says only that the chance is hardly above
 * 3.84 / n. n >= 1, hits <= n. */
double sl_precision_of_share(size_t hits, size_t n);

/* What a sample reached of a goal; NaN without a goal. can_vary: whether any year can cost another
 * amount; where none can, 0. Else infinite for a mean with fewer telling trials than
 * SL_PRECISION_LEAST_TELLING. */
double sl_precision_reached(const sl_precision_t *precision, const sl_precision_sample_t *sample,
                            bool can_vary);

/* About how many trials a goal takes, given what n trials reached: the error falls as 1 / sqrt(n).
 * At least SL_PRECISION_LEAST_TRIALS, at most `most`. */
uint64_t sl_precision_trials(const sl_precision_t *precision, double reached, uint64_t n,
                             uint64_t most);

#endif
