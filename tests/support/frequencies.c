#include "tests/support/frequencies.h"

#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

sl_frequency_t sl_test_frequency(const char *family, double first, double second)
{
  sl_frequency_t f;
  sl_frequency_init(&f, sl_frequency_family(family));
  f.parameter[0] = first;
  f.parameter[1] = second;
  return f;
}

sl_frequency_t sl_test_frequency_table(const double *p, size_t n)
{
  sl_frequency_t f = sl_test_frequency("table", 0, 0);
  f.n = n;
  f.probabilities = malloc(n * sizeof *p);
  CU_ASSERT_PTR_NOT_NULL_FATAL(f.probabilities);
  memcpy(f.probabilities, p, n * sizeof *p);
  return f;
}

sl_frequency_t sl_test_frequency_modified(double zero, sl_frequency_t of)
{
  sl_frequency_t f = sl_test_frequency("zero_modified", zero, 0);
  f.part = malloc(sizeof of);
  CU_ASSERT_PTR_NOT_NULL_FATAL(f.part);
  *f.part = of;
  return f;
}
