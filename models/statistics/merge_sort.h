/* Sorting short samples of numbers without a branch that depends on them.
 *
 * Runs of 4 by a network (K. E. Batcher 1968, AFIPS 32, 307-314), then pairs of runs merged from
 * both ends. Checked by tests/unit/test_statistics.c against GSL's.
 */
#ifndef SL_MODELS_STATISTICS_MERGE_SORT_H
#define SL_MODELS_STATISTICS_MERGE_SORT_H

#include <stddef.h>

/* Sort x[0 .. n - 1] ascending. Infinities have their place, -0 and 0 are equal; NaN has no place
 * in an order. scratch: n. Cost: O(n log n), at n = 512 a fifth of a heap sort's time. */
void sl_merge_sort(double *x, double *scratch, size_t n);

#endif
