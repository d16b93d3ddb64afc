/* What the tests of fits share: data of tests/data (how many claims, or persons, had each value),
 * and random numbers of a fixed seed. */
#ifndef SL_TESTS_SUPPORT_FIT_DATA_H
#define SL_TESTS_SUPPORT_FIT_DATA_H

#include "models/random/streams.h"

#include <stddef.h>

typedef struct sl_histogram {
  size_t n;
  double *value, *weight; /* from malloc */
} sl_histogram_t;

/* tests/data/NAME.csv: a line of provenance, a header line, value,weight. The caller frees it. */
sl_histogram_t sl_test_histogram(const char *name);
void sl_histogram_free(sl_histogram_t *histogram);

/* Uniform numbers in (0, 1), one after the other; each repeat has its own. */
typedef struct sl_draws {
  sl_stream_t stream;
  uint32_t repeat, next;
} sl_draws_t;
sl_draws_t sl_test_draws(uint64_t seed, uint32_t repeat);
double sl_test_draw(sl_draws_t *draws);

#endif
