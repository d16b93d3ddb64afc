/* Frequencies made in a line, for tests. */
#ifndef SL_TESTS_SUPPORT_FREQUENCIES_H
#define SL_TESTS_SUPPORT_FREQUENCIES_H

#include "models/frequency/frequency.h"

/* A frequency of a scalar family; not validated. */
sl_frequency_t sl_test_frequency(const char *family, double first, double second);

/* A table of n probabilities, which are copied. */
sl_frequency_t sl_test_frequency_table(const double *p, size_t n);

/* `of` with its probability of 0 changed to zero; takes over what `of` owns. */
sl_frequency_t sl_test_frequency_modified(double zero, sl_frequency_t of);

#endif
