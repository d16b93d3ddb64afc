#include "models/simd/front.h"
#include "models/simd/kernel.h"

static inline double capped(double amount, double limit) { return amount < limit ? amount : limit; }

void SL_KERNEL(sl_draw_amounts)(const sl_sampler_t *sampler, const uint64_t *words, size_t n,
                                double scale, double limit, double *amounts)
{
  size_t i = 0;
  if (sampler->front.cells != NULL) {
    i = n & ~(size_t)(SL_LANES - 1);
    sl_front_amounts(sampler, words, i, scale, limit, amounts);
  }
  for (; i < n; i++) {
    amounts[i] = capped(scale * sl_sampler_value(sampler, words[i]), limit);
  }
}
