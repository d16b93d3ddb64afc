/* The words of vector.h with two lanes, in NEON, which every processor of AArch64 has. */
#ifndef SL_MODELS_SIMD_VECTOR_NEON_H
#define SL_MODELS_SIMD_VECTOR_NEON_H

#include <arm_neon.h>

#define SL_LANES 2

typedef float64x2_t sl_vf64_t;
typedef uint64x2_t sl_vu64_t;
typedef uint64x2_t sl_vmask_t; /* all ones or 0 */

static inline sl_vf64_t sl_vf64_set(double x) { return vdupq_n_f64(x); }
static inline sl_vf64_t sl_vf64_load(const double *p) { return vld1q_f64(p); }
static inline void sl_vf64_store(double *p, sl_vf64_t a) { vst1q_f64(p, a); }
static inline sl_vf64_t sl_vf64_add(sl_vf64_t a, sl_vf64_t b) { return vaddq_f64(a, b); }
static inline sl_vf64_t sl_vf64_sub(sl_vf64_t a, sl_vf64_t b) { return vsubq_f64(a, b); }
static inline sl_vf64_t sl_vf64_mul(sl_vf64_t a, sl_vf64_t b) { return vmulq_f64(a, b); }
static inline sl_vf64_t sl_vf64_div(sl_vf64_t a, sl_vf64_t b) { return vdivq_f64(a, b); }
static inline sl_vf64_t sl_vf64_sqrt(sl_vf64_t a) { return vsqrtq_f64(a); }
static inline sl_vmask_t sl_vf64_lt(sl_vf64_t a, sl_vf64_t b) { return vcltq_f64(a, b); }
static inline sl_vmask_t sl_vf64_le(sl_vf64_t a, sl_vf64_t b) { return vcleq_f64(a, b); }
static inline sl_vmask_t sl_vf64_eq(sl_vf64_t a, sl_vf64_t b) { return vceqq_f64(a, b); }
static inline sl_vf64_t sl_vf64_select(sl_vmask_t m, sl_vf64_t yes, sl_vf64_t no)
{
  return vbslq_f64(m, yes, no);
}
/* Not vminq and vmaxq: of NaN they make NaN, whichever it is. */
static inline sl_vf64_t sl_vf64_min(sl_vf64_t a, sl_vf64_t b)
{
  return vbslq_f64(vcltq_f64(a, b), a, b);
}
static inline sl_vf64_t sl_vf64_max(sl_vf64_t a, sl_vf64_t b)
{
  return vbslq_f64(vcgtq_f64(a, b), a, b);
}
static inline sl_vu64_t sl_vf64_bits(sl_vf64_t a) { return vreinterpretq_u64_f64(a); }
static inline sl_vf64_t sl_vf64_of_u64(sl_vu64_t a) { return vcvtq_f64_u64(a); }
static inline sl_vf64_t sl_vf64_of_u52(sl_vu64_t a) { return vcvtq_f64_u64(a); }

/* The sum of both lanes. */
static inline double sl_vf64_both(sl_vf64_t a) { return vaddvq_f64(a); }

static inline uint64_t sl_lower_lane(sl_vu64_t a) { return vgetq_lane_u64(a, 0); }
static inline uint64_t sl_upper_lane(sl_vu64_t a) { return vgetq_lane_u64(a, 1); }
static inline sl_vf64_t sl_vf64_gather(const double *base, sl_vu64_t i)
{
  return vld1q_lane_f64(base + sl_upper_lane(i), vld1q_dup_f64(base + sl_lower_lane(i)), 1);
}

static inline sl_vu64_t sl_vu64_set(uint64_t x) { return vdupq_n_u64(x); }
static inline sl_vu64_t sl_vu64_load(const uint64_t *p) { return vld1q_u64(p); }
static inline sl_vu64_t sl_vu64_load_odd(const uint64_t *p)
{
  return vuzp2q_u64(sl_vu64_load(p), sl_vu64_load(p + SL_LANES));
}
static inline void sl_vu64_store(uint64_t *p, sl_vu64_t a) { vst1q_u64(p, a); }
static inline sl_vu64_t sl_vu64_iota(void) { return vcombine_u64(vcreate_u64(0), vcreate_u64(1)); }
static inline sl_vu64_t sl_vu64_add(sl_vu64_t a, sl_vu64_t b) { return vaddq_u64(a, b); }
static inline sl_vu64_t sl_vu64_sub(sl_vu64_t a, sl_vu64_t b) { return vsubq_u64(a, b); }
static inline sl_vu64_t sl_vu64_and(sl_vu64_t a, sl_vu64_t b) { return vandq_u64(a, b); }
static inline sl_vu64_t sl_vu64_or(sl_vu64_t a, sl_vu64_t b) { return vorrq_u64(a, b); }
static inline sl_vu64_t sl_vu64_xor(sl_vu64_t a, sl_vu64_t b) { return veorq_u64(a, b); }
static inline sl_vu64_t sl_vu64_not(sl_vu64_t a) { return veorq_u64(a, vdupq_n_u64(UINT64_MAX)); }
static inline sl_vu64_t sl_vu64_shl(sl_vu64_t a, unsigned by)
{
  return vshlq_u64(a, vdupq_n_s64((int64_t)by));
}
static inline sl_vu64_t sl_vu64_shr(sl_vu64_t a, unsigned by)
{
  return vshlq_u64(a, vdupq_n_s64(-(int64_t)by));
}
static inline sl_vu64_t sl_vu64_shr_each(sl_vu64_t a, sl_vu64_t by)
{
  return vshlq_u64(a, vnegq_s64(vreinterpretq_s64_u64(by)));
}
static inline sl_vu64_t sl_vu64_mul_u32(sl_vu64_t a, sl_vu64_t b)
{
  return vmull_u32(vmovn_u64(a), vmovn_u64(b));
}
static inline sl_vu64_t sl_vu64_join_u32(sl_vu64_t low, sl_vu64_t high)
{
  return vsliq_n_u64(low, high, 32);
}
/* All ones where the top bit is 1. */
static inline sl_vu64_t sl_vu64_top(sl_vu64_t a)
{
  return vreinterpretq_u64_s64(vshrq_n_s64(vreinterpretq_s64_u64(a), 63));
}
static inline sl_vu64_t sl_vu64_fold(sl_vu64_t a) { return veorq_u64(a, sl_vu64_top(a)); }
static inline sl_vmask_t sl_vu64_lt(sl_vu64_t a, sl_vu64_t b) { return vcltq_u64(a, b); }
static inline sl_vmask_t sl_vu64_eq(sl_vu64_t a, sl_vu64_t b) { return vceqq_u64(a, b); }
static inline sl_vu64_t sl_vu64_select(sl_vmask_t m, sl_vu64_t yes, sl_vu64_t no)
{
  return vbslq_u64(m, yes, no);
}
static inline sl_vu64_t sl_vu64_select_top(sl_vu64_t word, sl_vu64_t set, sl_vu64_t unset)
{
  return vbslq_u64(sl_vu64_top(word), set, unset);
}
static inline sl_vf64_t sl_vu64_as_f64(sl_vu64_t a) { return vreinterpretq_f64_u64(a); }
static inline sl_vu64_t sl_vu64_gather(const uint64_t *base, sl_vu64_t i)
{
  return vld1q_lane_u64(base + sl_upper_lane(i), vld1q_dup_u64(base + sl_lower_lane(i)), 1);
}
static inline sl_vu64_t sl_vu64_gather_u32(const uint32_t *base, sl_vu64_t i)
{
  const uint32x2_t lower = vld1_dup_u32(base + sl_lower_lane(i));
  return vmovl_u32(vld1_lane_u32(base + sl_upper_lane(i), lower, 1));
}
static inline sl_vu64_t sl_vu64_load_u32(const uint32_t *p) { return vmovl_u32(vld1_u32(p)); }
static inline void sl_vu64_store_u32(uint32_t *p, sl_vu64_t a) { vst1_u32(p, vmovn_u64(a)); }

static inline bool sl_vmask_any(sl_vmask_t m) { return vmaxvq_u32(vreinterpretq_u32_u64(m)) != 0; }
static inline unsigned sl_vmask_bits(sl_vmask_t m)
{
  return (unsigned)(sl_lower_lane(m) & 1) | (unsigned)(sl_upper_lane(m) & 2);
}
static inline sl_vmask_t sl_vmask_and(sl_vmask_t a, sl_vmask_t b) { return vandq_u64(a, b); }
static inline sl_vmask_t sl_vmask_or(sl_vmask_t a, sl_vmask_t b) { return vorrq_u64(a, b); }
static inline sl_vmask_t sl_vmask_not(sl_vmask_t a)
{
  return veorq_u64(a, vdupq_n_u64(UINT64_MAX));
}
static inline sl_vmask_t sl_vf64_nan(sl_vf64_t a) { return sl_vmask_not(vceqq_f64(a, a)); }

static inline sl_vu64_t sl_vu64_load_for_pairs(const uint64_t *p) { return sl_vu64_load(p); }
static inline uint64_t *sl_vu64_pack_pairs(uint64_t *p, sl_vu64_t first, sl_vu64_t second,
                                           unsigned lonely)
{
  sl_vu64_store(p, vzip1q_u64(first, second));
  p += 2 - (lonely & 1);
  sl_vu64_store(p, vzip2q_u64(first, second));
  return p + 2 - (lonely >> 1);
}

static inline void sl_vf64_load_rows(const double *rows, const uint64_t *row, sl_vf64_t column[4])
{
  const double *r0 = rows + 4 * row[0], *r1 = rows + 4 * row[1];
  const float64x2_t a = vld1q_f64(r0), b = vld1q_f64(r1);
  const float64x2_t a_end = vld1q_f64(r0 + 2), b_end = vld1q_f64(r1 + 2);
  column[0] = vzip1q_f64(a, b);
  column[1] = vzip2q_f64(a, b);
  column[2] = vzip1q_f64(a_end, b_end);
  column[3] = vzip2q_f64(a_end, b_end);
}

#define SL_LIST_STEP 1
static inline size_t sl_list_nonzero(const uint32_t *p, uint32_t first, uint16_t *to)
{
  *to = (uint16_t)first;
  return *p > 0;
}

#endif
