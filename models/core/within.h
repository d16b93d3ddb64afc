/* Whether many numbers are what they must be, at the speed of reading them. */
#ifndef SL_MODELS_CORE_WITHIN_H
#define SL_MODELS_CORE_WITHIN_H

#include <stdbool.h>
#include <stddef.h>

/* low <= x[i] <= high for all i < n; never so of NaN and infinities. low <= high, finite.
 * Cost: O(n). Checked by tests/unit/test_statistics.c. */
bool sl_all_within(const double *x, size_t n, double low, double high);

#endif
