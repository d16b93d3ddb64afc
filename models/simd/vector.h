/* One vocabulary of vectors for every kernel: SL_LANES doubles or whole numbers of 64 bits at a
 * time, 4 with AVX2, 8 with AVX-512; in the baseline 2 with SSE2 on x86-64 and with NEON on
 * AArch64, 1 in plain C on other processors. A kernel is written once in these words; with one lane
 * each word is the plain operation, so that the loop is the plain loop.
 *
 * Every operation is exact or rounds as the plain C operation on each lane, so all forms give the
 * same bits. Loads and stores need no alignment.
 *
 *   types    sl_vf64_t   doubles          sl_vu64_t   whole numbers of 64 bits
 *            sl_vmask_t  one truth value a lane
 *
 *   f64      set load store add sub mul div sqrt
 *            min(a, b) = a < b ? a : b, max(a, b) = a > b ? a : b   (b where either is NaN)
 *            lt le eq nan -> mask; select(mask, yes, no); bits -> u64
 *            of_u64 (any 64 bits, rounded to nearest), of_u52 (below 2^52, exact)
 *            gather(base, index); pick(table, index): of 16 doubles
 *   u64      set load store iota (0, 1, 2 ...) add sub and or xor not
 *            load_odd(p): lane l is p[2 l + 1]
 *            shl shr (by any count below 64), shr_each(a, by) (by the same count in every lane),
 *            mul_u32 (product of the low halves), join_u32(low, high) (low halves, side by side),
 *            fold (its complement where the top bit is 1)
 *            lt eq (lt: both below 2^63) -> mask; select; as_f64; gather;
 *            select_top(word, set, unset) by the top bit of word
 *            load_u32, store_u32 (lanes of 32 bits in memory, the upper half 0 or dropped),
 *            gather_u32
 *
 *   mask     sl_vmask_any, sl_vmask_bits (lane i at bit i), sl_vmask_and, _or, _not
 *
 *   rows     sl_vf64_load_rows(rows, row, column): lane l of column[k], k < 4, is
 *            rows[4 x row[l] + k]; row: in memory, written well before
 *
 *   pairs    sl_vu64_load_for_pairs(p), then sl_vu64_pack_pairs(q, first, second, lonely): what was
 *            made of p[0 .. SL_LANES - 1] lies in q as first, second of p[0], first, second of p[1]
 *            ..., but those whose bit in lonely is set (p[i] at bit i) have a first alone, without
 *            a gap; returns the end; writes 2 x SL_LANES in any case; in between the order of the
 *            lanes is the set's own
 *
 *   lists    sl_list_nonzero(p, first, to): of SL_LIST_STEP numbers of 32 bits from p on those that
 *            are not 0, as first + i below 2^15, ascending, at to, which SL_LIST_STEP are written
 *            to in any case; returns how many
 *
 * Checked by tests/unit/test_kernels.c through the kernels.
 */
#ifndef SL_MODELS_SIMD_VECTOR_H
#define SL_MODELS_SIMD_VECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(SL_ISA_avx512)
#include "models/simd/vector_avx512.h"
#elif defined(SL_ISA_avx2)
#include "models/simd/vector_avx2.h"
#elif defined(__x86_64__) && defined(__SSE2__) && !defined(SL_ISA_plain)
#include "models/simd/vector_sse2.h"
#elif defined(__aarch64__) && !defined(SL_ISA_plain)
#include "models/simd/vector_neon.h"
#else
#include "models/simd/vector_plain.h"
#endif

#if !defined(SL_PICKS_IN_REGISTERS)
static inline sl_vf64_t sl_vf64_pick(const double *table, sl_vu64_t i)
{
  return sl_vf64_gather(table, i);
}
#endif

#endif
