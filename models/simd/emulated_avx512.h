/* AVX-512 through SIMDe, for tests on processors without it, and the few words that SIMDe lacks. */
#ifndef SL_MODELS_SIMD_EMULATED_AVX512_H
#define SL_MODELS_SIMD_EMULATED_AVX512_H

#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx512.h>

#include <string.h>

typedef simde__mmask8 sl_mmask8_t;
#define __mmask8 sl_mmask8_t

typedef struct sl_lanes8 {
  uint64_t lane[8];
} sl_lanes8_t;

static inline sl_lanes8_t sl_lanes8(__m512i a)
{
  sl_lanes8_t lanes;
  memcpy(&lanes, &a, sizeof lanes);
  return lanes;
}

static inline __m512i sl_from_lanes8(sl_lanes8_t lanes)
{
  __m512i a;
  memcpy(&a, &lanes, sizeof a);
  return a;
}

static inline __m512i sl_emulated_gather64(__m512i index, const void *base)
{
  sl_lanes8_t lanes = sl_lanes8(index);
  for (int i = 0; i < 8; i++) {
    memcpy(&lanes.lane[i], (const char *)base + 8 * lanes.lane[i], 8);
  }
  return sl_from_lanes8(lanes);
}

static inline __m256i sl_emulated_gather32(__m512i index, const void *base)
{
  const sl_lanes8_t lanes = sl_lanes8(index);
  uint32_t found[8];
  for (int i = 0; i < 8; i++) {
    memcpy(&found[i], (const char *)base + 4 * lanes.lane[i], 4);
  }
  __m256i a;
  memcpy(&a, found, sizeof a);
  return a;
}

/* The low halves, side by side. */
static inline __m512i sl_emulated_join(__m512i low, __m512i high)
{
  sl_lanes8_t lanes = sl_lanes8(low);
  const sl_lanes8_t upper = sl_lanes8(high);
  for (int i = 0; i < 8; i++) {
    lanes.lane[i] = (lanes.lane[i] & UINT32_MAX) | upper.lane[i] << 32;
  }
  return sl_from_lanes8(lanes);
}

static inline __m512i sl_emulated_widen(__m256i a)
{
  sl_lanes8_t lanes;
  uint32_t narrow[8];
  memcpy(narrow, &a, sizeof narrow);
  for (int i = 0; i < 8; i++) {
    lanes.lane[i] = narrow[i];
  }
  return sl_from_lanes8(lanes);
}

static inline __m512d sl_emulated_doubles(__m512i a)
{
  const sl_lanes8_t lanes = sl_lanes8(a);
  double x[8];
  for (int i = 0; i < 8; i++) {
    x[i] = (double)lanes.lane[i];
  }
  __m512d result;
  memcpy(&result, x, sizeof result);
  return result;
}

static inline uint32_t sl_emulated_deposit(uint32_t bits, uint32_t mask)
{
  uint32_t into = 0;
  for (; mask != 0; mask &= mask - 1, bits >>= 1) {
    into |= bits & 1U ? mask & (0U - mask) : 0U;
  }
  return into;
}

#define _pdep_u32(bits, mask) sl_emulated_deposit((bits), (mask))
#define _mm512_i64gather_pd(index, base, scale)                                                    \
  _mm512_castsi512_pd(sl_emulated_gather64((index), (base)))
#define _mm512_i64gather_epi32(index, base, scale) sl_emulated_gather32((index), (base))
/* this order of 32 bits is all that is asked for */
#define _mm512_mask_shuffle_epi32(low, mask, high, order) sl_emulated_join((low), (high))
#define _mm512_cvtepu32_epi64(a) sl_emulated_widen(a)
#define _mm512_cvtepu64_pd(a) sl_emulated_doubles(a)
#define _mm512_cvtepi64_pd(a) sl_emulated_doubles(a) /* of numbers below 2^63 */

#endif
