/* Data of tests/data: how many claims, or persons, had each value. */
#ifndef SL_TESTS_SUPPORT_FIT_DATA_H
#define SL_TESTS_SUPPORT_FIT_DATA_H

#include <stddef.h>

typedef struct sl_histogram {
  size_t n;
  double *value, *weight; /* from malloc */
} sl_histogram_t;

/* tests/data/NAME.csv: a line of provenance, a header line, value,weight. The caller frees it. */
sl_histogram_t sl_test_histogram(const char *name);
void sl_histogram_free(sl_histogram_t *histogram);

#endif
