#include "models/sampling/counts_alias.h"
#include "models/sampling/counts_grid.h"
#include "models/simd/kernel.h"
#include "models/simd/vector.h"

/* sl_alias_draw in vectors: the cell that each word names, and the fraction of it. */
typedef struct place {
  sl_vu64_t cell, fraction;
} place_t;

static inline place_t place_of(sl_vu64_t word, sl_vu64_t length)
{
  const sl_vu64_t low = sl_vu64_mul_u32(word, length);
  const sl_vu64_t high =
      sl_vu64_add(sl_vu64_mul_u32(sl_vu64_shr(word, 32), length), sl_vu64_shr(low, 32));
  return (place_t){sl_vu64_shr(high, 32), sl_vu64_join_u32(low, high)};
}

/* Vectors compare whole numbers below 2^63: the bit that halving loses is of the mask. */
static inline sl_vu64_t number_of(place_t place, sl_vu64_t cell, sl_vu64_t mask)
{
  const sl_vu64_t fraction = sl_vu64_or(place.fraction, mask);
  const sl_vmask_t own = sl_vu64_lt(sl_vu64_shr(fraction, 1), sl_vu64_shr(cell, 1));
  return sl_vu64_select(own, place.cell, sl_vu64_and(cell, mask));
}

void SL_KERNEL(sl_counts_by_table)(const sl_alias_t *table, const uint64_t *words, size_t n,
                                   uint32_t *counts)
{
  const sl_vu64_t length = sl_vu64_set(table->n), mask = sl_vu64_set(table->mask);
  size_t i = 0;
  for (; i + SL_LANES <= n; i += SL_LANES) {
    const place_t place = place_of(sl_vu64_load(words + i), length);
    const sl_vu64_t cell = sl_vu64_gather(table->cells, place.cell);
    sl_vu64_store_u32(counts + i, number_of(place, cell, mask));
  }
  for (; i < n; i++) {
    counts[i] = sl_alias_draw(*table, words[i]);
  }
}

/* What the trials of a call share. */
typedef struct grid_constants {
  const sl_count_grid_t *grid;
  sl_vf64_t mean, cap, one;
  sl_vu64_t one_bits, round_up, round_down, first, last, mask;
} grid_constants_t;

static grid_constants_t constants_of(const sl_count_grid_t *grid, double mean)
{
  const uint64_t step = UINT64_C(1) << grid->shift;
  return (grid_constants_t){.grid = grid,
                            .mean = sl_vf64_set(mean),
                            .cap = sl_vf64_set(grid->cap),
                            .one = sl_vf64_set(1.0),
                            .one_bits = sl_vu64_set(sl_bits_of(1.0)),
                            .round_up = sl_vu64_set(step - 1),
                            .round_down = sl_vu64_set(~(step - 1)),
                            .first = sl_vu64_set(sl_bits_of(1.0) >> grid->shift),
                            .last = sl_vu64_set(grid->n_listed - 1),
                            .mask = sl_vu64_set(SL_GRID_MASK)};
}

/* sl_grid_uniform. */
static inline sl_vf64_t uniform_of(const grid_constants_t *k, sl_vu64_t word)
{
  const sl_vu64_t bits = sl_vu64_or(sl_vu64_shr(word, 12), k->one_bits);
  return sl_vf64_sub(sl_vu64_as_f64(bits), k->one);
}

/* SL_LANES trials. Returns the lanes that are done. A mean beyond the tables looks at the last. */
static inline sl_vmask_t draw(const grid_constants_t *k, sl_vf64_t multiplier, sl_vu64_t word,
                              sl_vu64_t second, uint32_t *counts)
{
  const sl_vf64_t m = sl_vf64_min(sl_vf64_mul(k->mean, multiplier), k->cap);
  const sl_vu64_t up =
      sl_vu64_and(sl_vu64_add(sl_vf64_bits(sl_vf64_add(m, k->one)), k->round_up), k->round_down);
  const sl_vf64_t mu = sl_vf64_min(sl_vf64_sub(sl_vu64_as_f64(up), k->one), k->cap);
  const sl_vu64_t point = sl_vu64_sub(sl_vu64_shr(up, k->grid->shift), k->first);
  const sl_vmask_t beyond = sl_vu64_lt(k->last, point);
  const sl_vu64_t entry =
      sl_vu64_gather(k->grid->directory, sl_vu64_select(beyond, k->last, point));
  const place_t place = place_of(word, entry);
  const sl_vu64_t cell =
      sl_vu64_gather(k->grid->cells, sl_vu64_add(sl_vu64_shr(entry, 32), place.cell));
  const sl_vu64_t count = number_of(place, cell, k->mask);
  const sl_vu64_t end = sl_vu64_sub(sl_vu64_and(entry, sl_vu64_set(UINT32_MAX)), sl_vu64_set(1));
  const sl_vf64_t kept = sl_vf64_sub(mu, sl_vf64_mul(sl_vf64_of_u52(count), sl_vf64_sub(mu, m)));
  const sl_vmask_t whole = sl_vf64_le(sl_vf64_mul(uniform_of(k, second), mu), kept);
  sl_vu64_store_u32(counts, count);
  return sl_vmask_and(sl_vmask_not(beyond), sl_vmask_and(whole, sl_vu64_lt(count, end)));
}

size_t SL_KERNEL(sl_counts_by_grid)(const sl_count_grid_t *grid, double mean,
                                    const double *multiplier, const uint64_t *words,
                                    const uint64_t *seconds, size_t n, uint32_t *counts,
                                    uint16_t *left)
{
  const grid_constants_t k = constants_of(grid, mean);
  uint8_t done[SL_COUNTS_CHUNK / SL_LANES];
  size_t n_left = 0, i = 0;
  for (; grid->n_listed > 0 && i + SL_LANES <= n; i += SL_LANES) {
    done[i / SL_LANES] =
        (uint8_t)sl_vmask_bits(draw(&k, sl_vf64_load(multiplier + i), sl_vu64_load(words + i),
                                    sl_vu64_load(seconds + i), counts + i));
  }
  for (size_t j = 0; j < i; j++) {
    left[n_left] = (uint16_t)j;
    n_left += ~done[j / SL_LANES] >> j % SL_LANES & 1;
  }
  for (; i < n; i++) {
    left[n_left++] = (uint16_t)i;
  }
  return n_left;
}
