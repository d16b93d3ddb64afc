/* sl_list_nonzero of vector.h, four numbers at a time with SSE2: for the sets of x86-64 that cannot
 * move lanes together by a mask. (BMI2's pext could, but takes hundreds of cycles on some
 * processors.) */
#ifndef SL_MODELS_SIMD_LIST_FOUR_H
#define SL_MODELS_SIMD_LIST_FOUR_H

#include <emmintrin.h>
#include <stddef.h>
#include <stdint.h>

#define SL_LIST_STEP 4

static inline size_t sl_list_nonzero(const uint32_t *p, uint32_t first, uint16_t *to)
{
  /* by the bits of the lanes found: their numbers, 16 bits each, the lowest first */
  static const uint64_t numbers[16] = {
      0,   0x0,     0x1,     0x10000,     0x2,     0x20000,     0x20001,     0x200010000,
      0x3, 0x30000, 0x30001, 0x300010000, 0x30002, 0x300020000, 0x300020001, 0x3000200010000};
  const __m128i none = _mm_cmpeq_epi32(_mm_loadu_si128((const void *)p), _mm_setzero_si128());
  const unsigned found = ~(unsigned)_mm_movemask_ps(_mm_castsi128_ps(none)) & 0xFU;
  const __m128i listed = _mm_cvtsi64_si128((int64_t)numbers[found]);
  _mm_storel_epi64((void *)to, _mm_add_epi16(listed, _mm_set1_epi16((int16_t)first)));
  return (size_t)((found & 1U) + (found >> 1 & 1U) + (found >> 2 & 1U) + (found >> 3));
}

#endif
