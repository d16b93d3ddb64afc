/* The words of vector.h with one lane, in plain C. */
#ifndef SL_MODELS_SIMD_VECTOR_PLAIN_H
#define SL_MODELS_SIMD_VECTOR_PLAIN_H

#include "models/core/bits.h"

#include <math.h>

#define SL_LANES 1

typedef double sl_vf64_t;
typedef uint64_t sl_vu64_t;
typedef bool sl_vmask_t;

static inline sl_vf64_t sl_vf64_set(double x) { return x; }
static inline sl_vf64_t sl_vf64_load(const double *p) { return *p; }
static inline void sl_vf64_store(double *p, sl_vf64_t a) { *p = a; }
static inline sl_vf64_t sl_vf64_add(sl_vf64_t a, sl_vf64_t b) { return a + b; }
static inline sl_vf64_t sl_vf64_sub(sl_vf64_t a, sl_vf64_t b) { return a - b; }
static inline sl_vf64_t sl_vf64_mul(sl_vf64_t a, sl_vf64_t b) { return a * b; }
static inline sl_vf64_t sl_vf64_div(sl_vf64_t a, sl_vf64_t b) { return a / b; }
static inline sl_vf64_t sl_vf64_sqrt(sl_vf64_t a) { return sqrt(a); }
static inline sl_vf64_t sl_vf64_min(sl_vf64_t a, sl_vf64_t b) { return a < b ? a : b; }
static inline sl_vf64_t sl_vf64_max(sl_vf64_t a, sl_vf64_t b) { return a > b ? a : b; }
static inline sl_vmask_t sl_vf64_lt(sl_vf64_t a, sl_vf64_t b) { return a < b; }
static inline sl_vmask_t sl_vf64_le(sl_vf64_t a, sl_vf64_t b) { return a <= b; }
static inline sl_vmask_t sl_vf64_eq(sl_vf64_t a, sl_vf64_t b) { return a == b; }
static inline sl_vmask_t sl_vf64_nan(sl_vf64_t a) { return isnan(a); }
static inline sl_vf64_t sl_vf64_select(sl_vmask_t m, sl_vf64_t yes, sl_vf64_t no)
{
  return m ? yes : no;
}
static inline sl_vu64_t sl_vf64_bits(sl_vf64_t a) { return sl_bits_of(a); }
static inline sl_vf64_t sl_vf64_of_u64(sl_vu64_t a) { return (double)a; }
static inline sl_vf64_t sl_vf64_of_u52(sl_vu64_t a) { return (double)(int64_t)a; }
static inline sl_vf64_t sl_vf64_gather(const double *base, sl_vu64_t i) { return base[i]; }

static inline sl_vu64_t sl_vu64_set(uint64_t x) { return x; }
static inline sl_vu64_t sl_vu64_load(const uint64_t *p) { return *p; }
static inline sl_vu64_t sl_vu64_load_odd(const uint64_t *p) { return p[1]; }
static inline void sl_vu64_store(uint64_t *p, sl_vu64_t a) { *p = a; }
static inline sl_vu64_t sl_vu64_iota(void) { return 0; }
static inline sl_vu64_t sl_vu64_add(sl_vu64_t a, sl_vu64_t b) { return a + b; }
static inline sl_vu64_t sl_vu64_sub(sl_vu64_t a, sl_vu64_t b) { return a - b; }
static inline sl_vu64_t sl_vu64_and(sl_vu64_t a, sl_vu64_t b) { return a & b; }
static inline sl_vu64_t sl_vu64_or(sl_vu64_t a, sl_vu64_t b) { return a | b; }
static inline sl_vu64_t sl_vu64_xor(sl_vu64_t a, sl_vu64_t b) { return a ^ b; }
static inline sl_vu64_t sl_vu64_not(sl_vu64_t a) { return ~a; }
static inline sl_vu64_t sl_vu64_shl(sl_vu64_t a, unsigned by) { return a << by; }
static inline sl_vu64_t sl_vu64_shr(sl_vu64_t a, unsigned by) { return a >> by; }
static inline sl_vu64_t sl_vu64_shr_each(sl_vu64_t a, sl_vu64_t by) { return a >> by; }
static inline sl_vu64_t sl_vu64_mul_u32(sl_vu64_t a, sl_vu64_t b)
{
  return (a & UINT32_MAX) * (b & UINT32_MAX);
}
static inline sl_vu64_t sl_vu64_join_u32(sl_vu64_t low, sl_vu64_t high)
{
  return (low & UINT32_MAX) | high << 32;
}
static inline sl_vu64_t sl_vu64_fold(sl_vu64_t a) { return a ^ (UINT64_C(0) - (a >> 63)); }
static inline sl_vmask_t sl_vu64_lt(sl_vu64_t a, sl_vu64_t b) { return a < b; }
static inline sl_vmask_t sl_vu64_eq(sl_vu64_t a, sl_vu64_t b) { return a == b; }
static inline sl_vu64_t sl_vu64_select(sl_vmask_t m, sl_vu64_t yes, sl_vu64_t no)
{
  return m ? yes : no;
}
static inline sl_vu64_t sl_vu64_select_top(sl_vu64_t word, sl_vu64_t set, sl_vu64_t unset)
{
  return word >> 63 ? set : unset;
}
static inline sl_vf64_t sl_vu64_as_f64(sl_vu64_t a) { return sl_double_of(a); }
static inline sl_vu64_t sl_vu64_gather(const uint64_t *base, sl_vu64_t i) { return base[i]; }
static inline sl_vu64_t sl_vu64_gather_u32(const uint32_t *base, sl_vu64_t i) { return base[i]; }
static inline sl_vu64_t sl_vu64_load_u32(const uint32_t *p) { return *p; }
static inline void sl_vu64_store_u32(uint32_t *p, sl_vu64_t a) { *p = (uint32_t)a; }

static inline bool sl_vmask_any(sl_vmask_t m) { return m; }
static inline unsigned sl_vmask_bits(sl_vmask_t m) { return m; }
static inline sl_vmask_t sl_vmask_and(sl_vmask_t a, sl_vmask_t b) { return a && b; }
static inline sl_vmask_t sl_vmask_or(sl_vmask_t a, sl_vmask_t b) { return a || b; }
static inline sl_vmask_t sl_vmask_not(sl_vmask_t a) { return !a; }

static inline sl_vu64_t sl_vu64_load_for_pairs(const uint64_t *p) { return *p; }
static inline uint64_t *sl_vu64_pack_pairs(uint64_t *p, sl_vu64_t first, sl_vu64_t second,
                                           unsigned lonely)
{
  p[0] = first;
  p[1] = second;
  return p + 2 - lonely;
}

static inline void sl_vf64_load_rows(const double *rows, const uint64_t *row, sl_vf64_t column[4])
{
  for (int k = 0; k < 4; k++) {
    column[k] = rows[4 * row[0] + (size_t)k];
  }
}

#define SL_LIST_STEP 1
static inline size_t sl_list_nonzero(const uint32_t *p, uint32_t first, uint16_t *to)
{
  *to = (uint16_t)first;
  return *p > 0;
}

#endif
