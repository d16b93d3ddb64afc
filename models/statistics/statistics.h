/* Sample statistics with standard errors. Samples are plain arrays of trials.
 *
 * Checked by tests/unit/test_statistics.c against hand-computed values, closed forms and the
 * coverage of the standard errors in repeated samples.
 */
#ifndef SL_MODELS_STATISTICS_STATISTICS_H
#define SL_MODELS_STATISTICS_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_estimate {
  double value;
  double standard_error; /* 0 for a constant sample; NaN where the sample cannot tell it */
} sl_estimate_t;

/* Standard error of a sum or difference of two independent estimates: sqrt(a^2 + b^2). */
double sl_joined_error(double a, double b);

/* Mean = x0 + sum(x - x0)/n, so that a constant sample has exactly its value as mean.
 * Standard error s / sqrt(n), s^2 as in sl_variance; NaN for n = 1. n >= 1. Cost: O(n). */
sl_estimate_t sl_mean(const double *x, size_t n);

/* Sample variance over n - 1: exactly 0 for a constant sample, NaN for n = 1. Two passes, the
 * second corrected for the rounding of the mean (T. F. Chan, G. H. Golub, R. J. LeVeque 1983,
 * The American Statistician 37, 242-247). n >= 1. Cost: O(n). */
double sl_variance(const double *x, size_t n);

/* A sample of which only sums are kept: the differences from its first value and their squares.
 * All zero before the first value. */
typedef struct sl_running {
  size_t n;
  double first, sum, squares;
} sl_running_t;

/* Take x[0], x[stride], ..., n of them, in order. Cost: O(n). */
void sl_running_add(sl_running_t *running, const double *x, size_t n, size_t stride);

/* The same for columns that stand `apart` doubles from one to the next, n values each: column c for
 * running[c], the same bits. Several at a time, since each sum waits for the one before. */
void sl_running_add_columns(sl_running_t *running, size_t n_columns, const double *x, size_t apart,
                            size_t n, size_t stride);

/* sl_mean of all values taken: the same value to the bit, and the standard error by the one pass
 * over differences from a value of the sample (T. F. Chan, G. H. Golub, R. J. LeVeque 1983,
 * "shifted data"), whose relative error is below n times that of double. Exactly 0 for a constant
 * sample, NaN for n = 1. n >= 1. */
sl_estimate_t sl_running_mean(const sl_running_t *running);

/* The sample's standard deviation (over n - 1), likewise. */
double sl_running_deviation(const sl_running_t *running);

/* Share p = hits / n of trials where a condition holds, standard error sqrt(p (1 - p) / (n - 1)),
 * which is sl_mean of the indicator; NaN for n = 1. n >= 1, hits <= n. */
sl_estimate_t sl_proportion(size_t hits, size_t n);

/* Quantile of an ASCENDING sample by linear interpolation of the order statistics at (n - 1) p
 * (R. J. Hyndman, Y. Fan 1996, The American Statistician 50, 361-365, type 7).
 * Standard error: half the distance between the interpolated order statistics sqrt(n p (1 - p))
 * places below and above, the distribution-free interval of one standard deviation of the number
 * of trials below the quantile (after S. S. Wilks 1948, Bull. Amer. Math. Soc. 54, 6-50). It is
 * 0 for a constant sample and NaN where one of the two places lies outside the sample: a sample
 * of 100 says nothing of the error of its 99.5% quantile. n >= 1, 0 <= p <= 1. Cost: O(1). */
sl_estimate_t sl_quantile(const double *ascending, size_t n, double p);

/* Tail value at risk of an ASCENDING sample: the mean of the worst share 1 - p, where the order
 * statistic on the boundary counts by the part of it that belongs to that share. This is the
 * definition of expected shortfall by C. Acerbi, D. Tasche (2002), "On the coherence of expected
 * shortfall", J. Banking & Finance 26, 1487-1503, applied to the empirical distribution (with
 * losses positive). Standard error by the influence function, which counts the error of the
 * quantile q too: sqrt(s^2 / n) / (1 - p), s^2 the sample variance of max(x - q, 0)
 * (B. J. Manistre, G. H. Hancock 2005, "Variance of the CTE estimator", North American Actuarial
 * Journal 9, 129-156). At p = 1 the value is the largest of the sample and the standard error NaN
 * unless the sample is constant. n >= 1, 0 <= p <= 1. Cost: O(n). */
sl_estimate_t sl_tail_mean(const double *ascending, size_t n, double p);

/* Where the worst share 1 - p of an ASCENDING sample begins: the order statistic on its boundary,
 * as sl_tail_mean has it, and those sqrt(n p (1 - p)) places below and above (within the sample).
 * n >= 1, 0 <= p < 1. */
typedef struct sl_tail_cut {
  double share; /* n (1 - p) trials */
  double at, low, high;
} sl_tail_cut_t;
sl_tail_cut_t sl_tail_cut(const double *ascending, size_t n, double p);

/* What a part y of x contributes to the tail of x: the mean of y over the trials beyond the cut,
 * those on it by the share that belongs to the tail, alike. With y = x it is sl_tail_mean. Standard
 * error by the influence function of a mean over a tail whose boundary is estimated: that of
 * (y - r) where x lies beyond, r the mean of y for x about the boundary (low .. high); with y = x
 * it is Manistre and Hancock's. x, y: paired, in any order. Cost: O(n). */
sl_estimate_t sl_tail_part(const double *x, const double *y, size_t n, const sl_tail_cut_t *cut);

/* The same for pairs that are not all at hand: look at all of them, then take all once more in the
 * same order, some at a time. Zero but for the cut at first. */
typedef struct sl_tail_sums {
  sl_tail_cut_t cut;
  size_t n, above, on, about;
  double near, sum, influence, squares;
} sl_tail_sums_t;
void sl_tail_look(sl_tail_sums_t *sums, const double *x, const double *y, size_t n);
void sl_tail_take(sl_tail_sums_t *sums, const double *x, const double *y, size_t n);
sl_estimate_t sl_tail_tell(const sl_tail_sums_t *sums);

/* First-order stochastic dominance of one ASCENDING sample by another of the same size: whether
 * ascending[k] <= than[k] + tolerance for every k, so that, the tolerance (of rounding) aside, the
 * first's distribution function is nowhere below the second's. Cost: O(n). Source: J. Hadar, W. R.
 * Russell (1969), American Economic Review 59, 25-34. Checked by tests/cli/test_optimize.c and
 * tests/unit/test_comparison.c. */
bool sl_never_above(const double *ascending, const double *than, size_t n, double tolerance);

/* Sort ascending. NaN has no place in an order: refused by assertion in debug builds. Cost: long
 * samples O(n) by sl_radix_sort, with as much memory as they have, or in place, O(n log n), where
 * there is none; short ones by sl_merge_sort. */
void sl_sort(double *x, size_t n);

#endif
