/* The numbers behind the pictures: density, exceedance and its confidence band. */
#ifndef SL_SIM_OUTPUT_PLOTS_CURVES_H
#define SL_SIM_OUTPUT_PLOTS_CURVES_H

#include <stddef.h>

/* A value that many trials share, such as a flat premium or the maximum cost. */
typedef struct sl_atom {
  double value;
  double share;        /* of all trials */
  size_t first, count; /* its place in the ascending sample */
} sl_atom_t;

/* Atoms of an ASCENDING sample: runs of values within half a cent of their first that hold at
 * least 1% of the trials and two of them; in a sample of fewer than 20, every value. At most max
 * are stored, in order; returns how many. Cost: O(n). */
size_t sl_atoms(const double *ascending, size_t n, sl_atom_t *atoms, size_t max);

/* Gaussian kernel density of values[n] at x_k = low + k (high - low) / (m - 1), k = 0 .. m - 1,
 * reflected at lower and upper (infinite: none), where nothing may lie beyond. Bandwidth
 * 0.9 min(s, IQR / 1.34) n^(-1/5); values are ASCENDING and are shared linearly between grid
 * points. Integrates to the share of values in [low, high]. Cost: O(n + m^2).
 * Source: B. W. Silverman (1986), Density Estimation, eq. 3.31 and section 2.10. */
void sl_density(const double *values, size_t n, double low, double high, double lower, double upper,
                double *density, size_t m);

/* Number of trials of an ASCENDING sample above x by more than half a cent (the tolerance of a
 * deficit, MODEL "Cost"). Cost: O(log n). */
size_t sl_exceeding(const double *ascending, size_t n, double x);

/* Pointwise 95% confidence limits of a probability seen hits times in n, n >= 1: the score interval
 * (p + z^2/2n -+ z sqrt(p (1 - p)/n + z^2/4n^2)) / (1 + z^2/n), z the normal quantile of 0.975.
 * Source: E. B. Wilson (1927), J. American Statistical Association 22, 209-212. Checked by
 * tests/unit/test_plots.c against R. G. Newcombe (1998), Statistics in Medicine 17, table I. */
void sl_score_interval(size_t hits, size_t n, double *low, double *high);

/* A point of the curve P(cost > x). */
typedef struct sl_exceedance {
  double x;
  double probability;
  double low, high; /* 95% confidence limits */
} sl_exceedance_t;

#define SL_EXCEEDANCE_POINTS 1800

/* The exceedance curve of an ASCENDING sample: both ends of every step at a few hundred
 * order statistics, spaced evenly in probability and in the logarithm of either tail, down to the
 * largest value. Returns the number of points, x ascending, probability descending. Cost: O(n). */
size_t sl_exceedance_curve(const double *ascending, size_t n,
                           sl_exceedance_t points[SL_EXCEEDANCE_POINTS]);

#endif
