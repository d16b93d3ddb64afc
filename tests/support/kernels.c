#include "tests/support/kernels.h"

#if defined(SL_HAS_EMULATED_KERNELS)
extern const sl_kernels_t sl_kernels_avx512_emulated;
#define EMULATED (&sl_kernels_avx512_emulated)
#else
#define EMULATED NULL
#endif

const sl_kernels_t *sl_test_kernels_at(size_t i)
{
  size_t n = 0;
  while (n < i && sl_kernels_at(n) != NULL) {
    n++;
  }
  if (sl_kernels_at(n) != NULL) {
    return sl_kernels_at(n);
  }
  return i == n ? EMULATED : NULL;
}
