#include "models/sampling/counts_alias.h"

static uint64_t cell_of(double share, uint32_t other, uint64_t mask)
{
  return ((uint64_t)(share * 0x1p64) & ~mask) | other;
}

/* Cells that are short of the average are filled up from those above it, one at a time: the short
 * ones wait from the front of work, the others from its back. */
void sl_alias_fill(double *weights, uint32_t n, uint64_t mask, uint64_t *cells, uint32_t *work)
{
  double sum = 0.0;
  uint32_t below = 0, above = n;
  for (uint32_t i = 0; i < n; i++) {
    sum += weights[i];
  }
  for (uint32_t i = 0; i < n; i++) {
    weights[i] *= (double)n / sum;
    cells[i] = UINT64_MAX - mask + i; /* its own number, whatever the fraction */
    if (weights[i] < 1.0) {
      work[below++] = i;
    } else {
      work[--above] = i;
    }
  }
  while (below > 0 && above < n) {
    const uint32_t small = work[--below], large = work[above];
    cells[small] = cell_of(weights[small], large, mask);
    weights[large] = (weights[large] + weights[small]) - 1.0;
    if (weights[large] < 1.0) {
      above++;
      work[below++] = large;
    }
  }
}
