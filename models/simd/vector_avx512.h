/* The words of vector.h with eight lanes, in AVX-512 (F, DQ and VL). */
#ifndef SL_MODELS_SIMD_VECTOR_AVX512_H
#define SL_MODELS_SIMD_VECTOR_AVX512_H

#if defined(SL_EMULATED)
#include "models/simd/emulated_avx512.h"
#else
#include <immintrin.h>
#endif

#define SL_LANES 8

typedef __m512d sl_vf64_t;
typedef __m512i sl_vu64_t;
typedef __mmask8 sl_vmask_t;

static inline sl_vf64_t sl_vf64_set(double x) { return _mm512_set1_pd(x); }
static inline sl_vf64_t sl_vf64_load(const double *p) { return _mm512_loadu_pd(p); }
static inline void sl_vf64_store(double *p, sl_vf64_t a) { _mm512_storeu_pd(p, a); }
static inline sl_vf64_t sl_vf64_add(sl_vf64_t a, sl_vf64_t b) { return _mm512_add_pd(a, b); }
static inline sl_vf64_t sl_vf64_sub(sl_vf64_t a, sl_vf64_t b) { return _mm512_sub_pd(a, b); }
static inline sl_vf64_t sl_vf64_mul(sl_vf64_t a, sl_vf64_t b) { return _mm512_mul_pd(a, b); }
static inline sl_vf64_t sl_vf64_div(sl_vf64_t a, sl_vf64_t b) { return _mm512_div_pd(a, b); }
static inline sl_vf64_t sl_vf64_sqrt(sl_vf64_t a) { return _mm512_sqrt_pd(a); }
static inline sl_vf64_t sl_vf64_min(sl_vf64_t a, sl_vf64_t b) { return _mm512_min_pd(a, b); }
static inline sl_vf64_t sl_vf64_max(sl_vf64_t a, sl_vf64_t b) { return _mm512_max_pd(a, b); }
static inline sl_vmask_t sl_vf64_lt(sl_vf64_t a, sl_vf64_t b)
{
  return _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ);
}
static inline sl_vmask_t sl_vf64_le(sl_vf64_t a, sl_vf64_t b)
{
  return _mm512_cmp_pd_mask(a, b, _CMP_LE_OQ);
}
static inline sl_vmask_t sl_vf64_eq(sl_vf64_t a, sl_vf64_t b)
{
  return _mm512_cmp_pd_mask(a, b, _CMP_EQ_OQ);
}
static inline sl_vmask_t sl_vf64_nan(sl_vf64_t a) { return _mm512_cmp_pd_mask(a, a, _CMP_UNORD_Q); }
static inline sl_vf64_t sl_vf64_select(sl_vmask_t m, sl_vf64_t yes, sl_vf64_t no)
{
  return _mm512_mask_blend_pd(m, no, yes);
}
static inline sl_vu64_t sl_vf64_bits(sl_vf64_t a) { return _mm512_castpd_si512(a); }
/* In registers: a gather takes eight looks. */
#define SL_PICKS_IN_REGISTERS 1
static inline sl_vf64_t sl_vf64_pick(const double *table, sl_vu64_t i)
{
  return _mm512_permutex2var_pd(_mm512_loadu_pd(table), i, _mm512_loadu_pd(table + 8));
}
static inline sl_vf64_t sl_vf64_gather(const double *base, sl_vu64_t i)
{
  return _mm512_i64gather_pd(i, base, 8);
}

static inline sl_vu64_t sl_vu64_set(uint64_t x) { return _mm512_set1_epi64((int64_t)x); }
static inline sl_vu64_t sl_vu64_load(const uint64_t *p) { return _mm512_loadu_si512(p); }
static inline sl_vu64_t sl_vu64_load_odd(const uint64_t *p)
{
  const __m512i odd = _mm512_setr_epi64(1, 3, 5, 7, 9, 11, 13, 15);
  return _mm512_permutex2var_epi64(sl_vu64_load(p), odd, sl_vu64_load(p + SL_LANES));
}
static inline void sl_vu64_store(uint64_t *p, sl_vu64_t a) { _mm512_storeu_si512(p, a); }
static inline sl_vu64_t sl_vu64_iota(void) { return _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7); }
static inline sl_vu64_t sl_vu64_add(sl_vu64_t a, sl_vu64_t b) { return _mm512_add_epi64(a, b); }
static inline sl_vu64_t sl_vu64_sub(sl_vu64_t a, sl_vu64_t b) { return _mm512_sub_epi64(a, b); }
static inline sl_vu64_t sl_vu64_and(sl_vu64_t a, sl_vu64_t b) { return _mm512_and_si512(a, b); }
static inline sl_vu64_t sl_vu64_or(sl_vu64_t a, sl_vu64_t b) { return _mm512_or_si512(a, b); }
static inline sl_vu64_t sl_vu64_xor(sl_vu64_t a, sl_vu64_t b) { return _mm512_xor_si512(a, b); }
/* Said outright: compilers make of an exclusive or with ones a step that waits for whatever its
 * register held before. */
static inline sl_vu64_t sl_vu64_not(sl_vu64_t a)
{
  return _mm512_ternarylogic_epi64(a, a, a, 0x55);
}
static inline sl_vu64_t sl_vu64_shl(sl_vu64_t a, unsigned by)
{
  return _mm512_sll_epi64(a, _mm_cvtsi32_si128((int)by));
}
static inline sl_vu64_t sl_vu64_shr(sl_vu64_t a, unsigned by)
{
  return _mm512_srl_epi64(a, _mm_cvtsi32_si128((int)by));
}
static inline sl_vu64_t sl_vu64_shr_each(sl_vu64_t a, sl_vu64_t by)
{
  return _mm512_srlv_epi64(a, by);
}
static inline sl_vu64_t sl_vu64_mul_u32(sl_vu64_t a, sl_vu64_t b) { return _mm512_mul_epu32(a, b); }
static inline sl_vu64_t sl_vu64_join_u32(sl_vu64_t low, sl_vu64_t high)
{
  return _mm512_mask_shuffle_epi32(low, 0xAAAA, high, _MM_PERM_CCAA);
}
static inline sl_vu64_t sl_vu64_fold(sl_vu64_t a)
{
  return _mm512_mask_xor_epi64(a, _mm512_movepi64_mask(a), a, _mm512_set1_epi64(-1));
}
static inline sl_vmask_t sl_vu64_lt(sl_vu64_t a, sl_vu64_t b)
{
  return _mm512_cmpgt_epi64_mask(b, a);
}
static inline sl_vmask_t sl_vu64_eq(sl_vu64_t a, sl_vu64_t b)
{
  return _mm512_cmpeq_epi64_mask(a, b);
}
static inline sl_vu64_t sl_vu64_select(sl_vmask_t m, sl_vu64_t yes, sl_vu64_t no)
{
  return _mm512_mask_blend_epi64(m, no, yes);
}
static inline sl_vu64_t sl_vu64_select_top(sl_vu64_t word, sl_vu64_t set, sl_vu64_t unset)
{
  return _mm512_mask_blend_epi64(_mm512_movepi64_mask(word), unset, set);
}
static inline sl_vf64_t sl_vu64_as_f64(sl_vu64_t a) { return _mm512_castsi512_pd(a); }
/* Eight loads: the instruction that gathers takes longer than these on AMD's processors, and on
 * those of Intel's that guard against its leaks. */
static inline sl_vu64_t sl_vu64_gather(const uint64_t *base, sl_vu64_t i)
{
  uint64_t at[SL_LANES];
  sl_vu64_store(at, i);
  return _mm512_set_epi64((int64_t)base[at[7]], (int64_t)base[at[6]], (int64_t)base[at[5]],
                          (int64_t)base[at[4]], (int64_t)base[at[3]], (int64_t)base[at[2]],
                          (int64_t)base[at[1]], (int64_t)base[at[0]]);
}
static inline sl_vu64_t sl_vu64_gather_u32(const uint32_t *base, sl_vu64_t i)
{
  return _mm512_cvtepu32_epi64(_mm512_i64gather_epi32(i, base, 4));
}
static inline sl_vu64_t sl_vu64_load_u32(const uint32_t *p)
{
  return _mm512_cvtepu32_epi64(_mm256_loadu_si256((const void *)p));
}
static inline void sl_vu64_store_u32(uint32_t *p, sl_vu64_t a)
{
  _mm256_storeu_si256((void *)p, _mm512_cvtepi64_epi32(a));
}

static inline sl_vf64_t sl_vf64_of_u64(sl_vu64_t a) { return _mm512_cvtepu64_pd(a); }
static inline sl_vf64_t sl_vf64_of_u52(sl_vu64_t a) { return _mm512_cvtepi64_pd(a); }

static inline bool sl_vmask_any(sl_vmask_t m) { return m != 0; }
static inline unsigned sl_vmask_bits(sl_vmask_t m) { return m; }
static inline sl_vmask_t sl_vmask_and(sl_vmask_t a, sl_vmask_t b) { return (sl_vmask_t)(a & b); }
static inline sl_vmask_t sl_vmask_or(sl_vmask_t a, sl_vmask_t b) { return (sl_vmask_t)(a | b); }
static inline sl_vmask_t sl_vmask_not(sl_vmask_t a) { return (sl_vmask_t)~a; }

/* Unpacking takes lanes 0, 2, 4, 6 first, then 1, 3, 5, 7: they hold p[0, 4, 1, 5, 2, 6, 3, 7]. */
static inline sl_vu64_t sl_vu64_load_for_pairs(const uint64_t *p)
{
  return _mm512_permutexvar_epi64(_mm512_setr_epi64(0, 4, 1, 5, 2, 6, 3, 7), sl_vu64_load(p));
}
static inline uint64_t *sl_vu64_pack_pairs(uint64_t *p, sl_vu64_t first, sl_vu64_t second,
                                           unsigned lonely)
{
  const unsigned kept = 0x5555U | _pdep_u32(~lonely, 0xAAAAU), low = kept & 0xFFU, high = kept >> 8;
  const __m512i low_pairs = _mm512_unpacklo_epi64(first, second);
  const __m512i high_pairs = _mm512_unpackhi_epi64(first, second);
  sl_vu64_store(p, _mm512_maskz_compress_epi64((__mmask8)low, low_pairs));
  p += __builtin_popcount(low);
  sl_vu64_store(p, _mm512_maskz_compress_epi64((__mmask8)high, high_pairs));
  return p + __builtin_popcount(high);
}

/* Rows i and i + 4 side by side, then a transpose of 4 x 4 in each half. */
static inline __m512d sl_two_rows(const double *one, const double *other)
{
  return _mm512_insertf64x4(_mm512_castpd256_pd512(_mm256_loadu_pd(one)), _mm256_loadu_pd(other),
                            1);
}
static inline void sl_vf64_load_rows(const double *rows, const uint64_t *row, sl_vf64_t column[4])
{
  const __m512d a = sl_two_rows(rows + 4 * row[0], rows + 4 * row[4]);
  const __m512d b = sl_two_rows(rows + 4 * row[1], rows + 4 * row[5]);
  const __m512d c = sl_two_rows(rows + 4 * row[2], rows + 4 * row[6]);
  const __m512d d = sl_two_rows(rows + 4 * row[3], rows + 4 * row[7]);
  const __m512i first = _mm512_setr_epi64(0, 1, 8, 9, 4, 5, 12, 13);
  const __m512i second = _mm512_setr_epi64(2, 3, 10, 11, 6, 7, 14, 15);
  const __m512d ab = _mm512_unpacklo_pd(a, b), cd = _mm512_unpacklo_pd(c, d);
  const __m512d ab_odd = _mm512_unpackhi_pd(a, b), cd_odd = _mm512_unpackhi_pd(c, d);
  column[0] = _mm512_permutex2var_pd(ab, first, cd);
  column[1] = _mm512_permutex2var_pd(ab_odd, first, cd_odd);
  column[2] = _mm512_permutex2var_pd(ab, second, cd);
  column[3] = _mm512_permutex2var_pd(ab_odd, second, cd_odd);
}

#define SL_LIST_STEP 8
static inline size_t sl_list_nonzero(const uint32_t *p, uint32_t first, uint16_t *to)
{
  const __m512i numbers = _mm512_add_epi64(sl_vu64_iota(), _mm512_set1_epi64(first));
  const __mmask8 found =
      (__mmask8)~_mm512_cmpeq_epi64_mask(sl_vu64_load_u32(p), _mm512_setzero_si512());
  const __m512i listed = _mm512_maskz_compress_epi64(found, numbers);
  _mm_storeu_si128((void *)to, _mm512_cvtsepi64_epi16(listed));
  return (size_t)__builtin_popcount(found);
}

#endif
