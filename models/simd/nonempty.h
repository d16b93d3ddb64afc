/* The trials that have a claim: of a rare service they are few, and a loop over them alone guesses
 * no branch wrong. For *_kernel.c files. */
#ifndef SL_MODELS_SIMD_NONEMPTY_H
#define SL_MODELS_SIMD_NONEMPTY_H

#include "models/simd/vector.h"

#include <stddef.h>
#include <stdint.h>

#define SL_NONEMPTY_MOST 512 /* trials looked at in a call */

/* index[0 ..]: the i < n with counts[i] > 0, ascending; n at most SL_NONEMPTY_MOST. Returns how
 * many. index has room for n. */
static inline size_t sl_nonempty(const uint32_t *counts, size_t n, uint16_t *index)
{
  size_t found = 0, i = 0;
  for (; i + SL_LIST_STEP <= n; i += SL_LIST_STEP) {
    found += sl_list_nonzero(counts + i, (uint32_t)i, index + found);
  }
  for (; i < n; i++) {
    index[found] = (uint16_t)i;
    found += counts[i] > 0;
  }
  return found;
}

#endif
