/* Lanes that a loop over vectors leaves undone, listed after it: what it does then has no branch,
 * and no store that a later load waits for. For *_kernel.c files. */
#ifndef SL_MODELS_SIMD_MASKS_H
#define SL_MODELS_SIMD_MASKS_H

#include "models/simd/vector.h"

/* A byte for each vector, lane i at bit i; a multiple of so many is read. */
#define SL_MASKS_STEP ((size_t)8)

static inline size_t sl_masks_read(size_t n_masks)
{
  return (n_masks + SL_MASKS_STEP - 1) & ~(SL_MASKS_STEP - 1);
}

/* The numbers of the lanes whose bits are set, ascending, of the first n masks. Returns how many.
 */
static inline size_t sl_masks_list(const uint8_t *masks, size_t n_masks, uint16_t *listed)
{
  size_t n = 0;
  for (size_t i = 0; i < n_masks; i += SL_MASKS_STEP) {
    uint64_t bits = 0;
    for (size_t k = 0; k < SL_MASKS_STEP; k++) {
      bits |= (uint64_t)masks[i + k] << 8 * k;
    }
    for (; bits != 0; bits &= bits - 1) {
      const size_t bit = (size_t)__builtin_ctzll(bits);
      listed[n++] = (uint16_t)((i + bit / 8) * SL_LANES + bit % 8);
    }
  }
  return n;
}

#endif
