/* The words of vector.h with two lanes, in SSE2, which every x86-64 processor has. */
#ifndef SL_MODELS_SIMD_VECTOR_SSE2_H
#define SL_MODELS_SIMD_VECTOR_SSE2_H

#include "models/simd/list_four.h"

#include <emmintrin.h>

#define SL_LANES 2

typedef __m128d sl_vf64_t;
typedef __m128i sl_vu64_t;
typedef __m128d sl_vmask_t; /* all ones or 0 */

static inline sl_vf64_t sl_vf64_set(double x) { return _mm_set1_pd(x); }
static inline sl_vf64_t sl_vf64_load(const double *p) { return _mm_loadu_pd(p); }
static inline void sl_vf64_store(double *p, sl_vf64_t a) { _mm_storeu_pd(p, a); }
static inline sl_vf64_t sl_vf64_add(sl_vf64_t a, sl_vf64_t b) { return _mm_add_pd(a, b); }
static inline sl_vf64_t sl_vf64_sub(sl_vf64_t a, sl_vf64_t b) { return _mm_sub_pd(a, b); }
static inline sl_vf64_t sl_vf64_mul(sl_vf64_t a, sl_vf64_t b) { return _mm_mul_pd(a, b); }
static inline sl_vf64_t sl_vf64_div(sl_vf64_t a, sl_vf64_t b) { return _mm_div_pd(a, b); }
static inline sl_vf64_t sl_vf64_sqrt(sl_vf64_t a) { return _mm_sqrt_pd(a); }
static inline sl_vf64_t sl_vf64_min(sl_vf64_t a, sl_vf64_t b) { return _mm_min_pd(a, b); }
static inline sl_vf64_t sl_vf64_max(sl_vf64_t a, sl_vf64_t b) { return _mm_max_pd(a, b); }
static inline sl_vmask_t sl_vf64_lt(sl_vf64_t a, sl_vf64_t b) { return _mm_cmplt_pd(a, b); }
static inline sl_vmask_t sl_vf64_le(sl_vf64_t a, sl_vf64_t b) { return _mm_cmple_pd(a, b); }
static inline sl_vmask_t sl_vf64_eq(sl_vf64_t a, sl_vf64_t b) { return _mm_cmpeq_pd(a, b); }
static inline sl_vmask_t sl_vf64_nan(sl_vf64_t a) { return _mm_cmpunord_pd(a, a); }
static inline sl_vf64_t sl_vf64_select(sl_vmask_t m, sl_vf64_t yes, sl_vf64_t no)
{
  return _mm_or_pd(_mm_and_pd(m, yes), _mm_andnot_pd(m, no));
}
static inline sl_vu64_t sl_vf64_bits(sl_vf64_t a) { return _mm_castpd_si128(a); }

/* The sum of both lanes. */
static inline double sl_vf64_both(sl_vf64_t a)
{
  return _mm_cvtsd_f64(_mm_add_sd(a, _mm_unpackhi_pd(a, a)));
}

static inline uint64_t sl_lower_lane(sl_vu64_t a) { return (uint64_t)_mm_cvtsi128_si64(a); }
static inline uint64_t sl_upper_lane(sl_vu64_t a)
{
  return (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(a, a));
}
static inline sl_vf64_t sl_vf64_gather(const double *base, sl_vu64_t i)
{
  return _mm_loadh_pd(_mm_load_sd(base + sl_lower_lane(i)), base + sl_upper_lane(i));
}

static inline sl_vu64_t sl_vu64_set(uint64_t x) { return _mm_set1_epi64x((int64_t)x); }
static inline sl_vu64_t sl_vu64_load(const uint64_t *p) { return _mm_loadu_si128((const void *)p); }
static inline sl_vu64_t sl_vu64_load_odd(const uint64_t *p)
{
  return _mm_unpackhi_epi64(sl_vu64_load(p), sl_vu64_load(p + SL_LANES));
}
static inline void sl_vu64_store(uint64_t *p, sl_vu64_t a) { _mm_storeu_si128((void *)p, a); }
static inline sl_vu64_t sl_vu64_iota(void) { return _mm_set_epi64x(1, 0); }
static inline sl_vu64_t sl_vu64_add(sl_vu64_t a, sl_vu64_t b) { return _mm_add_epi64(a, b); }
static inline sl_vu64_t sl_vu64_sub(sl_vu64_t a, sl_vu64_t b) { return _mm_sub_epi64(a, b); }
static inline sl_vu64_t sl_vu64_and(sl_vu64_t a, sl_vu64_t b) { return _mm_and_si128(a, b); }
static inline sl_vu64_t sl_vu64_or(sl_vu64_t a, sl_vu64_t b) { return _mm_or_si128(a, b); }
static inline sl_vu64_t sl_vu64_xor(sl_vu64_t a, sl_vu64_t b) { return _mm_xor_si128(a, b); }
static inline sl_vu64_t sl_vu64_not(sl_vu64_t a) { return _mm_xor_si128(a, _mm_set1_epi64x(-1)); }
static inline sl_vu64_t sl_vu64_shl(sl_vu64_t a, unsigned by) { return _mm_slli_epi64(a, (int)by); }
static inline sl_vu64_t sl_vu64_shr(sl_vu64_t a, unsigned by) { return _mm_srli_epi64(a, (int)by); }
static inline sl_vu64_t sl_vu64_shr_each(sl_vu64_t a, sl_vu64_t by) { return _mm_srl_epi64(a, by); }
static inline sl_vu64_t sl_vu64_mul_u32(sl_vu64_t a, sl_vu64_t b) { return _mm_mul_epu32(a, b); }
static inline sl_vu64_t sl_vu64_join_u32(sl_vu64_t low, sl_vu64_t high)
{
  return _mm_or_si128(_mm_and_si128(low, _mm_set1_epi64x(UINT32_MAX)), _mm_slli_epi64(high, 32));
}
/* All ones where the top bit is 1. */
static inline sl_vu64_t sl_vu64_top(sl_vu64_t a)
{
  return _mm_shuffle_epi32(_mm_srai_epi32(a, 31), _MM_SHUFFLE(3, 3, 1, 1));
}
static inline sl_vu64_t sl_vu64_fold(sl_vu64_t a) { return _mm_xor_si128(a, sl_vu64_top(a)); }
/* Below 2^63 the difference has a sign that is true. */
static inline sl_vmask_t sl_vu64_lt(sl_vu64_t a, sl_vu64_t b)
{
  return _mm_castsi128_pd(sl_vu64_top(_mm_sub_epi64(a, b)));
}
static inline sl_vmask_t sl_vu64_eq(sl_vu64_t a, sl_vu64_t b)
{
  const __m128i halves = _mm_cmpeq_epi32(a, b);
  const __m128i others = _mm_shuffle_epi32(halves, _MM_SHUFFLE(2, 3, 0, 1));
  return _mm_castsi128_pd(_mm_and_si128(halves, others));
}
static inline sl_vu64_t sl_vu64_select(sl_vmask_t m, sl_vu64_t yes, sl_vu64_t no)
{
  const __m128i mask = _mm_castpd_si128(m);
  return _mm_or_si128(_mm_and_si128(mask, yes), _mm_andnot_si128(mask, no));
}
static inline sl_vu64_t sl_vu64_select_top(sl_vu64_t word, sl_vu64_t set, sl_vu64_t unset)
{
  return sl_vu64_select(_mm_castsi128_pd(sl_vu64_top(word)), set, unset);
}
static inline sl_vf64_t sl_vu64_as_f64(sl_vu64_t a) { return _mm_castsi128_pd(a); }
static inline sl_vu64_t sl_vu64_gather(const uint64_t *base, sl_vu64_t i)
{
  return _mm_unpacklo_epi64(_mm_loadl_epi64((const void *)(base + sl_lower_lane(i))),
                            _mm_loadl_epi64((const void *)(base + sl_upper_lane(i))));
}
static inline sl_vu64_t sl_vu64_gather_u32(const uint32_t *base, sl_vu64_t i)
{
  return _mm_set_epi64x(base[sl_upper_lane(i)], base[sl_lower_lane(i)]);
}
static inline sl_vu64_t sl_vu64_load_u32(const uint32_t *p)
{
  return _mm_unpacklo_epi32(_mm_loadl_epi64((const void *)p), _mm_setzero_si128());
}
static inline void sl_vu64_store_u32(uint32_t *p, sl_vu64_t a)
{
  _mm_storel_epi64((void *)p, _mm_shuffle_epi32(a, _MM_SHUFFLE(2, 0, 2, 0)));
}

/* 2^84 + high half x 2^32 and 2^52 + low half are exact doubles, whose bits are ready made; the
 * sum of what is left of them rounds once. */
static inline sl_vf64_t sl_vf64_of_u64(sl_vu64_t a)
{
  const __m128d high = _mm_or_pd(_mm_castsi128_pd(_mm_srli_epi64(a, 32)), _mm_set1_pd(0x1p84));
  const __m128d low = _mm_or_pd(_mm_castsi128_pd(_mm_and_si128(a, _mm_set1_epi64x(UINT32_MAX))),
                                _mm_set1_pd(0x1p52));
  return _mm_add_pd(_mm_sub_pd(high, _mm_set1_pd(0x1p84 + 0x1p52)), low);
}
static inline sl_vf64_t sl_vf64_of_u52(sl_vu64_t a)
{
  const __m128d bias = _mm_set1_pd(0x1p52);
  return _mm_sub_pd(_mm_or_pd(_mm_castsi128_pd(a), bias), bias);
}

static inline bool sl_vmask_any(sl_vmask_t m) { return _mm_movemask_pd(m) != 0; }
static inline unsigned sl_vmask_bits(sl_vmask_t m) { return (unsigned)_mm_movemask_pd(m); }
static inline sl_vmask_t sl_vmask_and(sl_vmask_t a, sl_vmask_t b) { return _mm_and_pd(a, b); }
static inline sl_vmask_t sl_vmask_or(sl_vmask_t a, sl_vmask_t b) { return _mm_or_pd(a, b); }
static inline sl_vmask_t sl_vmask_not(sl_vmask_t a)
{
  return _mm_xor_pd(a, _mm_castsi128_pd(_mm_set1_epi32(-1)));
}

static inline sl_vu64_t sl_vu64_load_for_pairs(const uint64_t *p) { return sl_vu64_load(p); }
static inline uint64_t *sl_vu64_pack_pairs(uint64_t *p, sl_vu64_t first, sl_vu64_t second,
                                           unsigned lonely)
{
  sl_vu64_store(p, _mm_unpacklo_epi64(first, second));
  p += 2 - (lonely & 1);
  sl_vu64_store(p, _mm_unpackhi_epi64(first, second));
  return p + 2 - (lonely >> 1);
}

static inline void sl_vf64_load_rows(const double *rows, const uint64_t *row, sl_vf64_t column[4])
{
  const double *r0 = rows + 4 * row[0], *r1 = rows + 4 * row[1];
  const __m128d a = _mm_loadu_pd(r0), b = _mm_loadu_pd(r1);
  const __m128d a_end = _mm_loadu_pd(r0 + 2), b_end = _mm_loadu_pd(r1 + 2);
  column[0] = _mm_unpacklo_pd(a, b);
  column[1] = _mm_unpackhi_pd(a, b);
  column[2] = _mm_unpacklo_pd(a_end, b_end);
  column[3] = _mm_unpackhi_pd(a_end, b_end);
}

#endif
