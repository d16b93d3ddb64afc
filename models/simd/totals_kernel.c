#include "models/simd/kernel.h"
#include "models/simd/vector.h"
#include "models/totals/internal.h"

/* sl_totals_value in every lane; positions from 2^64 on may give anything. */
static inline sl_vf64_t values(const sl_totals_t *totals, sl_vf64_t position)
{
  const sl_vf64_t all = sl_vf64_set(0x1p64), most = sl_vf64_set(SL_TOTALS_LOWER_FLOOR);
  const sl_vmask_t is_upper = sl_vf64_lt(position, sl_vf64_set(0x1p63));
  const sl_vf64_t floor = sl_vf64_select(is_upper, sl_vf64_set(SL_TOTALS_UPPER_FLOOR), most);
  const sl_vf64_t own = sl_vf64_select(is_upper, position, sl_vf64_sub(all, position));
  const sl_vu64_t bits = sl_vf64_bits(sl_vf64_max(own, floor));
  const uint64_t upper_base = sl_bits_of(SL_TOTALS_UPPER_FLOOR) >> SL_TOTALS_SHIFT;
  const uint64_t lower_base = sl_bits_of(SL_TOTALS_LOWER_FLOOR) >> SL_TOTALS_SHIFT;
  const sl_vu64_t base = sl_vu64_select(is_upper, sl_vu64_set(upper_base),
                                        sl_vu64_set(lower_base - SL_TOTALS_UPPER_CELLS));
  sl_vf64_t c[4];
  sl_vf64_load_rows(totals->cell[0].term, sl_vu64_sub(sl_vu64_shr(bits, SL_TOTALS_SHIFT), base), c);
  const sl_vu64_t rest = sl_vu64_shr(sl_vu64_shl(bits, 12 + SL_TOTALS_BITS), 12);
  const sl_vf64_t one = sl_vf64_set(1.0);
  const sl_vf64_t t = sl_vf64_sub(sl_vu64_as_f64(sl_vu64_or(rest, sl_vf64_bits(one))), one);
  const sl_vf64_t slope =
      sl_vf64_add(c[1], sl_vf64_mul(t, sl_vf64_add(c[2], sl_vf64_mul(t, c[3]))));
  return sl_vf64_add(c[0], sl_vf64_mul(t, slope));
}

void SL_KERNEL(sl_draw_totals)(const sl_totals_t *totals, const uint64_t *words, size_t n,
                               double *amounts)
{
  const sl_vf64_t factor = sl_vf64_set(totals->factor), all = sl_vf64_set(0x1p64);
  const sl_vf64_t zero = sl_vf64_set(0.0);
  const sl_vu64_t ones = sl_vu64_set(UINT64_MAX);
  size_t i = 0;
  for (; i < n && totals->n_atoms > 0; i++) {
    amounts[i] = sl_totals_draw(totals, words[i]);
  }
  for (; i + SL_LANES <= n; i += SL_LANES) {
    const sl_vu64_t word = sl_vu64_xor(sl_vu64_load(words + i), ones);
    const sl_vf64_t position = sl_vf64_mul(sl_vf64_of_u64(word), factor);
    const sl_vmask_t any = sl_vf64_lt(position, all);
    const sl_vf64_t safe = sl_vf64_select(any, position, zero);
    sl_vf64_store(amounts + i, sl_vf64_select(any, values(totals, safe), zero));
  }
  for (; i < n; i++) {
    amounts[i] = sl_totals_draw(totals, words[i]);
  }
}
