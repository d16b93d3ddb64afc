/* How many trials were enough: the spread of a figure between disjoint parts of one run.
 *
 * A run of n trials holds n / m runs of m trials each, which are independent. The standard
 * deviation of a figure over them is the standard error of a run of m trials, seen rather than
 * computed: it asks for no formula and holds for quantiles and heavy tails as for means. With k
 * parts it is itself known to about 1 / sqrt(2 (k - 1)) of its size, hence no row of fewer than
 * SL_ENOUGH_PARTS. Checked by tests/unit/test_enough.c.
 */
#ifndef SL_SIM_RESULTS_ENOUGH_H
#define SL_SIM_RESULTS_ENOUGH_H

#include "sim/results/block.h"

#include <stddef.h>
#include <stdint.h>

#define SL_ENOUGH_LEAST                                                                            \
  SL_BLOCK_TRIALS /* trials of the smallest parts; each size is twice the last */
#define SL_ENOUGH_PARTS 8
#define SL_ENOUGH_ROWS 24 /* 512 x 2^24 x 8 parts is more than 2^32 trials */

typedef struct sl_enough_row {
  uint64_t trials; /* of a part */
  size_t parts;    /* trials left over after the last whole part do not count */
  double mean, quantile95, deficit_probability; /* standard deviations over the parts */
} sl_enough_row_t;

typedef struct sl_enough {
  size_t n; /* 0: the run has fewer than SL_ENOUGH_PARTS parts of SL_ENOUGH_LEAST trials */
  sl_enough_row_t row[SL_ENOUGH_ROWS];
} sl_enough_t;

/* Doubles of scratch for a column of n. */
size_t sl_enough_scratch(size_t n);

/* The rows of a column of costs, of which those above `level` are deficits; sorts it ascending by
 * the way (the parts are sorted, told and merged). n >= 1, no NaN. Cost: O(n log n). */
void sl_enough_of(double *column, size_t n, double level, double *scratch, sl_enough_t *enough);

#endif
