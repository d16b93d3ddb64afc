/* Sample statistics with standard errors. Samples are plain arrays of trials. */
#ifndef SL_MODELS_STATISTICS_H
#define SL_MODELS_STATISTICS_H

#include "models/error.h"

#include <stddef.h>

typedef struct sl_estimate {
  double value;
  double standard_error; /* 0 for a constant sample; NaN where it cannot be told (n = 1) */
} sl_estimate_t;

/* Mean = x0 + sum(x - x0)/n, so that a constant sample has exactly its value as mean;
 * standard error s / sqrt(n) with s^2 over n - 1, two passes. n >= 1. */
sl_estimate_t sl_mean(const double *x, size_t n);

/* Sample variance over n - 1 (0 for a constant sample, NaN for n = 1). */
double sl_variance(const double *x, size_t n);

/* Share p of trials where the condition holds, standard error sqrt(p (1 - p) / (n - 1)). */
sl_estimate_t sl_proportion(size_t hits, size_t n);

/* Quantile of an ASCENDING sample by linear interpolation (Hyndman & Fan type 7).
 * Standard error: half the distance between the order statistics at n p +- sqrt(n p (1 - p))
 * (distribution-free; Wilks 1948), 0 for a constant sample. 0 <= p <= 1. */
sl_estimate_t sl_quantile(const double *ascending, size_t n, double p);

/* Tail value at risk of an ASCENDING sample: the mean of the worst (1 - p) share, the boundary
 * order statistic weighted by its part (Acerbi & Tasche 2002, eq. 4.?); standard error by the
 * influence function (Manistre & Hancock 2005). */
sl_estimate_t sl_tail_mean(const double *ascending, size_t n, double p);

/* Sort ascending in place (NaN refused by assertion in debug builds). */
void sl_sort(double *x, size_t n);

#endif
