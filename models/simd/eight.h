/* Eight doubles, the lanes of models/claims/claim_sum.h, in the words of vector.h: for *_kernel.c
 * files.
 */
#ifndef SL_MODELS_SIMD_EIGHT_H
#define SL_MODELS_SIMD_EIGHT_H

#include "models/claims/claim_sum.h"
#include "models/simd/vector.h"

#define SL_EIGHT_PARTS (SL_SUM_LANES / SL_LANES)

typedef struct sl_eight {
  sl_vf64_t part[SL_EIGHT_PARTS];
} sl_eight_t;

static inline sl_eight_t sl_eight_load(const double *p)
{
  sl_eight_t v = {{sl_vf64_load(p)}};
  for (size_t i = 1; i < SL_EIGHT_PARTS; i++) {
    v.part[i] = sl_vf64_load(p + i * SL_LANES);
  }
  return v;
}

static inline void sl_eight_store(double *p, const sl_eight_t *v)
{
  for (size_t i = 0; i < SL_EIGHT_PARTS; i++) {
    sl_vf64_store(p + i * SL_LANES, v->part[i]);
  }
}

/* The first n of p, 0 behind them; eight are read. */
static inline sl_eight_t sl_eight_load_first(const double *p, uint64_t n)
{
  sl_eight_t v = sl_eight_load(p);
  for (size_t i = 0; i < SL_EIGHT_PARTS; i++) {
    const sl_vu64_t lane = sl_vu64_add(sl_vu64_iota(), sl_vu64_set(i * SL_LANES));
    const sl_vmask_t there = sl_vu64_lt(lane, sl_vu64_set(n));
    v.part[i] = sl_vf64_select(there, v.part[i], sl_vf64_set(0.0));
  }
  return v;
}

static inline sl_eight_t sl_eight_add(sl_eight_t a, sl_eight_t b)
{
  for (size_t i = 0; i < SL_EIGHT_PARTS; i++) {
    a.part[i] = sl_vf64_add(a.part[i], b.part[i]);
  }
  return a;
}

static inline sl_eight_t sl_eight_at_most(sl_eight_t a, double limit)
{
  for (size_t i = 0; i < SL_EIGHT_PARTS; i++) {
    a.part[i] = sl_vf64_min(a.part[i], sl_vf64_set(limit));
  }
  return a;
}

/* ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)). */
static inline double sl_eight_total(const sl_eight_t *v)
{
#if SL_LANES == 1
  return sl_claim_sum_of_lanes(v->part);
#elif SL_LANES == 2
  return sl_vf64_both(
      sl_vf64_add(sl_vf64_add(v->part[0], v->part[2]), sl_vf64_add(v->part[1], v->part[3])));
#else
#if SL_LANES == 4
  const __m256d half = _mm256_add_pd(v->part[0], v->part[1]);
#else
  const __m256d half =
      _mm256_add_pd(_mm512_castpd512_pd256(v->part[0]), _mm512_extractf64x4_pd(v->part[0], 1));
#endif
  const __m128d pair = _mm_add_pd(_mm256_castpd256_pd128(half), _mm256_extractf128_pd(half, 1));
  return _mm_cvtsd_f64(_mm_add_sd(pair, _mm_unpackhi_pd(pair, pair)));
#endif
}

#endif
