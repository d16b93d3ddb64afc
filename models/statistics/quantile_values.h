/* Quantiles of many columns of many trials, without sorting them. */
#ifndef SL_MODELS_STATISTICS_QUANTILE_VALUES_H
#define SL_MODELS_STATISTICS_QUANTILE_VALUES_H

#include <stddef.h>

/* value[k] = sl_quantile(x in ascending order, n, level[k]).value, to the bit. The sample is dealt
 * by size into buckets of equal width, as many as values but at most 4,096; only those are sorted
 * that hold an order statistic which is asked for (proportional buckets as in E. J. Isaac, R. C.
 * Singleton 1956, J. ACM 3, 169-174). x: finite, in any order; n >= 1. scratch: n. Cost: three
 * readings where values are spread; a sort where nearly all lie in one bucket. Checked by
 * tests/unit/test_statistics.c. */
void sl_quantile_values(const double *x, size_t n, const double *level, size_t n_levels,
                        double *scratch, double *value);

#endif
