#include "tests/support/kernels.h"

extern const sl_kernels_t sl_kernels_plain;
#if defined(SL_HAS_EMULATED_KERNELS)
extern const sl_kernels_t sl_kernels_avx512_emulated;
#endif

static const sl_kernels_t *const of_tests[] = {
    &sl_kernels_plain,
#if defined(SL_HAS_EMULATED_KERNELS)
    &sl_kernels_avx512_emulated,
#endif
};

#define N_OF_TESTS (sizeof of_tests / sizeof of_tests[0])

const sl_kernels_t *sl_test_kernels_plain(void) { return &sl_kernels_plain; }

const sl_kernels_t *sl_test_kernels_at(size_t i)
{
  size_t n = 0;
  while (n < i && sl_kernels_at(n) != NULL) {
    n++;
  }
  if (sl_kernels_at(n) != NULL) {
    return sl_kernels_at(n);
  }
  return i - n < N_OF_TESTS ? of_tests[i - n] : NULL;
}
