#include "models/simd/kernel.h"
#include "models/simd/vector.h"
#include "models/totals/internal.h"

#include <math.h>

/* Words taken apart at a time: cells and fractions stay in the first-level cache. */
#define PIECE 128

typedef struct places {
  uint64_t cell[PIECE];
  double t[PIECE]; /* NaN: no claims */
} places_t;

/* The cell and the fraction of positions; those from 2^64 on, which have none, get one all the
 * same. Returns t. */
static inline sl_vf64_t find(sl_vf64_t position, uint64_t *cell)
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
  sl_vu64_store(cell, sl_vu64_sub(sl_vu64_shr(bits, SL_TOTALS_SHIFT), base));
  const sl_vu64_t rest = sl_vu64_shr(sl_vu64_shl(bits, 12 + SL_TOTALS_BITS), 12);
  const sl_vf64_t one = sl_vf64_set(1.0);
  return sl_vf64_sub(sl_vu64_as_f64(sl_vu64_or(rest, sl_vf64_bits(one))), one);
}

static inline void find_all(double factor, const uint64_t *words, size_t n, places_t *places)
{
  const sl_vf64_t all = sl_vf64_set(0x1p64), none = sl_vf64_set((double)NAN);
  for (size_t i = 0; i < n; i += SL_LANES) {
    const sl_vu64_t word = sl_vu64_not(sl_vu64_load(words + i));
    const sl_vf64_t position = sl_vf64_mul(sl_vf64_of_u64(word), sl_vf64_set(factor));
    const sl_vmask_t any = sl_vf64_lt(position, all);
    sl_vf64_store(places->t + i, sl_vf64_select(any, find(position, places->cell + i), none));
  }
}

/* sl_totals_value in every lane. */
static inline sl_vf64_t values(const sl_totals_t *totals, const places_t *places, size_t i)
{
  sl_vf64_t c[4];
  sl_vf64_load_rows(totals->cell[0].term, places->cell + i, c);
  const sl_vf64_t t = sl_vf64_load(places->t + i);
  const sl_vf64_t slope =
      sl_vf64_add(c[1], sl_vf64_mul(t, sl_vf64_add(c[2], sl_vf64_mul(t, c[3]))));
  return sl_vf64_select(sl_vf64_nan(t), sl_vf64_set(0.0), sl_vf64_add(c[0], sl_vf64_mul(t, slope)));
}

static void draw_plain(const sl_totals_t *totals, const uint64_t *words, size_t n, double *amounts)
{
  for (size_t i = 0; i < n; i++) {
    amounts[i] = sl_totals_draw(totals, words[i]);
  }
}

void SL_KERNEL(sl_draw_totals)(const sl_totals_t *totals, const uint64_t *words, size_t n,
                               double *amounts)
{
  const size_t whole = totals->n_atoms > 0 ? 0 : n & ~(size_t)(SL_LANES - 1);
  places_t places;
  for (size_t first = 0; first < whole; first += PIECE) {
    const size_t piece = whole - first < PIECE ? whole - first : PIECE;
    find_all(totals->factor, words + first, piece, &places);
    for (size_t i = 0; i < piece; i += SL_LANES) {
      sl_vf64_store(amounts + first + i, values(totals, &places, i));
    }
  }
  draw_plain(totals, words + whole, n - whole, amounts + whole);
}
