#include "models/simd/kernels.h"

#include <stdbool.h>
#include <string.h>

extern const sl_kernels_t sl_kernels_baseline;

#if defined(SL_HAS_X86_KERNELS)
extern const sl_kernels_t sl_kernels_avx2;
extern const sl_kernels_t sl_kernels_avx512;

static bool has_avx2(void) { return __builtin_cpu_supports("avx2"); }

static bool has_avx512(void)
{
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl");
}
#endif

static bool has_baseline(void) { return true; }

/* Slowest first. */
static const struct {
  const sl_kernels_t *kernels;
  bool (*runs)(void);
} known[] = {
    {&sl_kernels_baseline, has_baseline},
#if defined(SL_HAS_X86_KERNELS)
    {&sl_kernels_avx2, has_avx2},
    {&sl_kernels_avx512, has_avx512},
#endif
};

#define N_KNOWN (sizeof known / sizeof known[0])

const sl_kernels_t *sl_kernels_at(size_t i)
{
  for (size_t k = 0; k < N_KNOWN; k++) {
    if (known[k].runs() && i-- == 0) {
      return known[k].kernels;
    }
  }
  return NULL;
}

const sl_kernels_t *sl_kernels_best(void)
{
  size_t n = 0;
  while (sl_kernels_at(n) != NULL) {
    n++;
  }
  return sl_kernels_at(n - 1);
}

const sl_kernels_t *sl_kernels_named(const char *name)
{
  for (size_t i = 0; sl_kernels_at(i) != NULL; i++) {
    if (strcmp(sl_kernels_at(i)->name, name) == 0) {
      return sl_kernels_at(i);
    }
  }
  return NULL;
}
