#include "models/sampler_internal.h"
#include "models/simd/kernel.h"

void SL_KERNEL(sl_draw_amounts)(const sl_sampler_t *sampler, const uint64_t *words, size_t n,
                                double scale, double limit, double *amounts)
{
  for (size_t i = 0; i < n; i++) {
    const double amount = scale * sl_sampler_value(sampler, words[i]);
    amounts[i] = amount < limit ? amount : limit;
  }
}
