/* The words of vector.h with four lanes, in AVX2. */
#ifndef SL_MODELS_SIMD_VECTOR_AVX2_H
#define SL_MODELS_SIMD_VECTOR_AVX2_H

#include "models/simd/list_four.h"

#include <immintrin.h>

#define SL_LANES 4

typedef __m256d sl_vf64_t;
typedef __m256i sl_vu64_t;
typedef __m256d sl_vmask_t; /* all ones or 0 */

static inline sl_vf64_t sl_vf64_set(double x) { return _mm256_set1_pd(x); }
static inline sl_vf64_t sl_vf64_load(const double *p) { return _mm256_loadu_pd(p); }
static inline void sl_vf64_store(double *p, sl_vf64_t a) { _mm256_storeu_pd(p, a); }
static inline sl_vf64_t sl_vf64_add(sl_vf64_t a, sl_vf64_t b) { return _mm256_add_pd(a, b); }
static inline sl_vf64_t sl_vf64_sub(sl_vf64_t a, sl_vf64_t b) { return _mm256_sub_pd(a, b); }
static inline sl_vf64_t sl_vf64_mul(sl_vf64_t a, sl_vf64_t b) { return _mm256_mul_pd(a, b); }
static inline sl_vf64_t sl_vf64_div(sl_vf64_t a, sl_vf64_t b) { return _mm256_div_pd(a, b); }
static inline sl_vf64_t sl_vf64_sqrt(sl_vf64_t a) { return _mm256_sqrt_pd(a); }
static inline sl_vf64_t sl_vf64_min(sl_vf64_t a, sl_vf64_t b) { return _mm256_min_pd(a, b); }
static inline sl_vf64_t sl_vf64_max(sl_vf64_t a, sl_vf64_t b) { return _mm256_max_pd(a, b); }
static inline sl_vmask_t sl_vf64_lt(sl_vf64_t a, sl_vf64_t b)
{
  return _mm256_cmp_pd(a, b, _CMP_LT_OQ);
}
static inline sl_vmask_t sl_vf64_le(sl_vf64_t a, sl_vf64_t b)
{
  return _mm256_cmp_pd(a, b, _CMP_LE_OQ);
}
static inline sl_vmask_t sl_vf64_eq(sl_vf64_t a, sl_vf64_t b)
{
  return _mm256_cmp_pd(a, b, _CMP_EQ_OQ);
}
static inline sl_vmask_t sl_vf64_nan(sl_vf64_t a) { return _mm256_cmp_pd(a, a, _CMP_UNORD_Q); }
static inline sl_vf64_t sl_vf64_select(sl_vmask_t m, sl_vf64_t yes, sl_vf64_t no)
{
  return _mm256_blendv_pd(no, yes, m);
}
static inline sl_vu64_t sl_vf64_bits(sl_vf64_t a) { return _mm256_castpd_si256(a); }
static inline sl_vf64_t sl_vf64_gather(const double *base, sl_vu64_t i)
{
  return _mm256_i64gather_pd(base, i, 8);
}

static inline sl_vu64_t sl_vu64_set(uint64_t x) { return _mm256_set1_epi64x((int64_t)x); }
static inline sl_vu64_t sl_vu64_load(const uint64_t *p)
{
  return _mm256_loadu_si256((const void *)p);
}
static inline sl_vu64_t sl_vu64_load_odd(const uint64_t *p)
{
  const __m256i odd = _mm256_unpackhi_epi64(sl_vu64_load(p), sl_vu64_load(p + SL_LANES));
  return _mm256_permute4x64_epi64(odd, _MM_SHUFFLE(3, 1, 2, 0));
}
static inline void sl_vu64_store(uint64_t *p, sl_vu64_t a) { _mm256_storeu_si256((void *)p, a); }
static inline sl_vu64_t sl_vu64_iota(void) { return _mm256_setr_epi64x(0, 1, 2, 3); }
static inline sl_vu64_t sl_vu64_add(sl_vu64_t a, sl_vu64_t b) { return _mm256_add_epi64(a, b); }
static inline sl_vu64_t sl_vu64_sub(sl_vu64_t a, sl_vu64_t b) { return _mm256_sub_epi64(a, b); }
static inline sl_vu64_t sl_vu64_and(sl_vu64_t a, sl_vu64_t b) { return _mm256_and_si256(a, b); }
static inline sl_vu64_t sl_vu64_or(sl_vu64_t a, sl_vu64_t b) { return _mm256_or_si256(a, b); }
static inline sl_vu64_t sl_vu64_xor(sl_vu64_t a, sl_vu64_t b) { return _mm256_xor_si256(a, b); }
static inline sl_vu64_t sl_vu64_not(sl_vu64_t a)
{
  return _mm256_xor_si256(a, _mm256_set1_epi64x(-1));
}
static inline sl_vu64_t sl_vu64_shl(sl_vu64_t a, unsigned by)
{
  return _mm256_slli_epi64(a, (int)by);
}
static inline sl_vu64_t sl_vu64_shr(sl_vu64_t a, unsigned by)
{
  return _mm256_srli_epi64(a, (int)by);
}
static inline sl_vu64_t sl_vu64_shr_each(sl_vu64_t a, sl_vu64_t by)
{
  return _mm256_srlv_epi64(a, by);
}
static inline sl_vu64_t sl_vu64_mul_u32(sl_vu64_t a, sl_vu64_t b) { return _mm256_mul_epu32(a, b); }
static inline sl_vu64_t sl_vu64_join_u32(sl_vu64_t low, sl_vu64_t high)
{
  return _mm256_blend_epi32(low, _mm256_slli_epi64(high, 32), 0xAA);
}
static inline sl_vu64_t sl_vu64_fold(sl_vu64_t a)
{
  return _mm256_xor_si256(a, _mm256_cmpgt_epi64(_mm256_setzero_si256(), a));
}
static inline sl_vmask_t sl_vu64_lt(sl_vu64_t a, sl_vu64_t b)
{
  return _mm256_castsi256_pd(_mm256_cmpgt_epi64(b, a));
}
static inline sl_vmask_t sl_vu64_eq(sl_vu64_t a, sl_vu64_t b)
{
  return _mm256_castsi256_pd(_mm256_cmpeq_epi64(a, b));
}
static inline sl_vu64_t sl_vu64_select(sl_vmask_t m, sl_vu64_t yes, sl_vu64_t no)
{
  return _mm256_blendv_epi8(no, yes, _mm256_castpd_si256(m));
}
static inline sl_vu64_t sl_vu64_select_top(sl_vu64_t word, sl_vu64_t set, sl_vu64_t unset)
{
  return _mm256_castpd_si256(_mm256_blendv_pd(_mm256_castsi256_pd(unset), _mm256_castsi256_pd(set),
                                              _mm256_castsi256_pd(word)));
}
static inline sl_vf64_t sl_vu64_as_f64(sl_vu64_t a) { return _mm256_castsi256_pd(a); }
static inline sl_vu64_t sl_vu64_gather(const uint64_t *base, sl_vu64_t i)
{
  return _mm256_i64gather_epi64((const void *)base, i, 8);
}
static inline sl_vu64_t sl_vu64_gather_u32(const uint32_t *base, sl_vu64_t i)
{
  return _mm256_cvtepu32_epi64(_mm256_i64gather_epi32((const void *)base, i, 4));
}
static inline sl_vu64_t sl_vu64_load_u32(const uint32_t *p)
{
  return _mm256_cvtepu32_epi64(_mm_loadu_si128((const void *)p));
}
static inline void sl_vu64_store_u32(uint32_t *p, sl_vu64_t a)
{
  const __m256i even = _mm256_permutevar8x32_epi32(a, _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6));
  _mm_storeu_si128((void *)p, _mm256_castsi256_si128(even));
}

/* 2^84 + high half x 2^32 and 2^52 + low half are exact doubles, whose bits are ready made; the
 * sum of what is left of them rounds once. */
static inline sl_vf64_t sl_vf64_of_u64(sl_vu64_t a)
{
  const __m256i high =
      _mm256_or_si256(_mm256_srli_epi64(a, 32), _mm256_castpd_si256(_mm256_set1_pd(0x1p84)));
  const __m256i low = _mm256_blend_epi32(a, _mm256_castpd_si256(_mm256_set1_pd(0x1p52)), 0xAA);
  return _mm256_add_pd(_mm256_sub_pd(_mm256_castsi256_pd(high), _mm256_set1_pd(0x1p84 + 0x1p52)),
                       _mm256_castsi256_pd(low));
}
static inline sl_vf64_t sl_vf64_of_u52(sl_vu64_t a)
{
  const __m256d bias = _mm256_set1_pd(0x1p52);
  return _mm256_sub_pd(_mm256_or_pd(_mm256_castsi256_pd(a), bias), bias);
}

static inline bool sl_vmask_any(sl_vmask_t m) { return _mm256_movemask_pd(m) != 0; }
static inline unsigned sl_vmask_bits(sl_vmask_t m) { return (unsigned)_mm256_movemask_pd(m); }
static inline sl_vmask_t sl_vmask_and(sl_vmask_t a, sl_vmask_t b) { return _mm256_and_pd(a, b); }
static inline sl_vmask_t sl_vmask_or(sl_vmask_t a, sl_vmask_t b) { return _mm256_or_pd(a, b); }
static inline sl_vmask_t sl_vmask_not(sl_vmask_t a)
{
  return _mm256_xor_pd(a, _mm256_castsi256_pd(_mm256_set1_epi64x(-1)));
}

/* Unpacking takes lanes 0 and 2 first, then 1 and 3: they hold p[0, 2, 1, 3]. */
static inline sl_vu64_t sl_vu64_load_for_pairs(const uint64_t *p)
{
  return _mm256_permute4x64_epi64(sl_vu64_load(p), _MM_SHUFFLE(3, 1, 2, 0));
}
static inline uint64_t *sl_vu64_pack_pairs(uint64_t *p, sl_vu64_t first, sl_vu64_t second,
                                           unsigned lonely)
{
  const __m256i low = _mm256_unpacklo_epi64(first, second);
  const __m256i high = _mm256_unpackhi_epi64(first, second);
  _mm_storeu_si128((void *)p, _mm256_castsi256_si128(low));
  p += 2 - (lonely & 1);
  _mm_storeu_si128((void *)p, _mm256_extracti128_si256(low, 1));
  p += 2 - (lonely >> 1 & 1);
  _mm_storeu_si128((void *)p, _mm256_castsi256_si128(high));
  p += 2 - (lonely >> 2 & 1);
  _mm_storeu_si128((void *)p, _mm256_extracti128_si256(high, 1));
  return p + 2 - (lonely >> 3);
}

/* Halves of two rows straight from memory into one vector leave only four shuffles; gathers are
 * slower on the processors tried. */
static inline __m256d sl_half_rows(const double *one, const double *other)
{
  return _mm256_insertf128_pd(_mm256_castpd128_pd256(_mm_loadu_pd(one)), _mm_loadu_pd(other), 1);
}
static inline void sl_vf64_load_rows(const double *rows, const uint64_t *row, sl_vf64_t column[4])
{
  const double *r0 = rows + 4 * row[0], *r1 = rows + 4 * row[1];
  const double *r2 = rows + 4 * row[2], *r3 = rows + 4 * row[3];
  const __m256d even = sl_half_rows(r0, r2), odd = sl_half_rows(r1, r3);
  const __m256d even_end = sl_half_rows(r0 + 2, r2 + 2), odd_end = sl_half_rows(r1 + 2, r3 + 2);
  column[0] = _mm256_unpacklo_pd(even, odd);
  column[1] = _mm256_unpackhi_pd(even, odd);
  column[2] = _mm256_unpacklo_pd(even_end, odd_end);
  column[3] = _mm256_unpackhi_pd(even_end, odd_end);
}

#endif
