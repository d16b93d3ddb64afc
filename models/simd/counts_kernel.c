#include "models/sampling/counts_alias.h"
#include "models/sampling/counts_grid.h"
#include "models/simd/kernel.h"
#include "models/simd/masks.h"
#include "models/simd/vector.h"

#include <string.h>

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

#define MASKS (SL_COUNTS_CHUNK / SL_LANES)

/* Trials whose cells are sent for before the first of them is looked at: the tables of all services
 * lie in caches far away. */
#define AHEAD 128

/* What a call's trials are to be thinned by, and how far each lane has got: bit by lane. */
typedef struct drawn {
  double m[SL_COUNTS_CHUNK], mu[SL_COUNTS_CHUNK];
  uint64_t entry[AHEAD], cell[AHEAD]; /* of the directory, and which of the grid's cells */
  uint8_t thin[MASKS];                /* claims may be removed, at most half of them */
  uint8_t left[MASKS];                /* the caller's */
} drawn_t;

/* Where the SL_LANES trials from i on look; at: i among those ahead. A mean beyond the tables looks
 * at the last. */
static inline void find(const grid_constants_t *k, sl_vf64_t multiplier, sl_vu64_t word, size_t i,
                        size_t at, drawn_t *drawn)
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
  sl_vf64_store(drawn->m + i, m);
  sl_vf64_store(drawn->mu + i, mu);
  sl_vu64_store(drawn->entry + at, entry);
  sl_vu64_store(drawn->cell + at, sl_vu64_add(sl_vu64_shr(entry, 32), place.cell));
  drawn->left[i / SL_LANES] = (uint8_t)sl_vmask_bits(beyond);
  for (size_t j = 0; j < SL_LANES; j++) {
    __builtin_prefetch(k->grid->cells + drawn->cell[at + j]);
  }
}

/* Their counts before thinning. */
static inline void draw(const grid_constants_t *k, sl_vu64_t word, sl_vu64_t second, size_t i,
                        size_t at, uint32_t *counts, drawn_t *drawn)
{
  const sl_vf64_t m = sl_vf64_load(drawn->m + i), mu = sl_vf64_load(drawn->mu + i);
  const sl_vu64_t entry = sl_vu64_load(drawn->entry + at);
  const sl_vu64_t cell = sl_vu64_gather(k->grid->cells, sl_vu64_load(drawn->cell + at));
  const sl_vu64_t count = number_of(place_of(word, entry), cell, k->mask);
  const sl_vu64_t end = sl_vu64_sub(sl_vu64_and(entry, sl_vu64_set(UINT32_MAX)), sl_vu64_set(1));
  const sl_vf64_t kept = sl_vf64_sub(mu, sl_vf64_mul(sl_vf64_of_u52(count), sl_vf64_sub(mu, m)));
  const sl_vmask_t whole = sl_vf64_le(sl_vf64_mul(uniform_of(k, second), mu), kept);
  const sl_vmask_t told = sl_vu64_lt(count, end);
  const sl_vmask_t half = sl_vmask_and(told, sl_vf64_le(mu, sl_vf64_add(m, m)));
  const sl_vmask_t done = sl_vmask_or(sl_vmask_and(told, whole), half);
  const unsigned beyond = drawn->left[i / SL_LANES];
  sl_vu64_store_u32(counts + i, count);
  drawn->thin[i / SL_LANES] =
      (uint8_t)(sl_vmask_bits(sl_vmask_and(half, sl_vmask_not(whole))) & ~beyond);
  drawn->left[i / SL_LANES] = (uint8_t)(sl_vmask_bits(sl_vmask_not(done)) | beyond);
}

/* base^n with the products of the plain form. */
static inline sl_vf64_t power(const grid_constants_t *k, sl_vf64_t base, sl_vu64_t n)
{
  const sl_vu64_t zero = sl_vu64_set(0), bit = sl_vu64_set(1);
  sl_vf64_t result = k->one;
  while (sl_vmask_any(sl_vmask_not(sl_vu64_eq(n, zero)))) {
    const sl_vmask_t odd = sl_vu64_eq(sl_vu64_and(n, bit), bit);
    result = sl_vf64_mul(result, sl_vf64_select(odd, base, k->one));
    base = sl_vf64_mul(base, base);
    n = sl_vu64_shr(n, 1);
  }
  return result;
}

/* Binomial(n, (mu - m) / mu) by inversion: the claims that are removed. */
static inline sl_vf64_t removed(const grid_constants_t *k, sl_vf64_t m, sl_vf64_t mu, sl_vu64_t n,
                                sl_vu64_t second)
{
  const sl_vf64_t u = uniform_of(k, second), all = sl_vf64_of_u52(n);
  const sl_vf64_t q = sl_vf64_div(sl_vf64_sub(mu, m), mu), rest = sl_vf64_sub(k->one, q);
  const sl_vf64_t odds = sl_vf64_div(q, rest);
  sl_vf64_t p = power(k, rest, n), f = p, count = sl_vf64_set(0.0);
  for (;;) {
    const sl_vmask_t more = sl_vmask_and(sl_vf64_le(f, u), sl_vf64_lt(count, all));
    if (!sl_vmask_any(more)) {
      return count;
    }
    const sl_vf64_t next = sl_vf64_add(count, k->one);
    p = sl_vf64_mul(p, sl_vf64_div(sl_vf64_mul(odds, sl_vf64_sub(all, count)), next));
    f = sl_vf64_select(more, sl_vf64_add(f, p), f);
    count = sl_vf64_select(more, next, count);
  }
}

/* The trials listed. */
static void thin(const grid_constants_t *k, const drawn_t *drawn, const uint64_t *seconds,
                 const uint16_t *listed, size_t n, uint32_t *counts)
{
  for (size_t i = 0; i < n; i += SL_LANES) {
    double m[SL_LANES], mu[SL_LANES], less[SL_LANES];
    uint64_t count[SL_LANES], second[SL_LANES];
    for (size_t j = 0; j < SL_LANES; j++) {
      const size_t t = listed[i + j < n ? i + j : n - 1];
      m[j] = drawn->m[t];
      mu[j] = drawn->mu[t];
      count[j] = counts[t];
      second[j] = seconds[t];
    }
    sl_vf64_store(less, removed(k, sl_vf64_load(m), sl_vf64_load(mu), sl_vu64_load(count),
                                sl_vu64_load(second)));
    for (size_t j = 0; j < SL_LANES && i + j < n; j++) {
      counts[listed[i + j]] -= (uint32_t)less[j];
    }
  }
}

size_t SL_KERNEL(sl_counts_by_grid)(const sl_count_grid_t *grid, double mean,
                                    const double *multiplier, const uint64_t *words,
                                    const uint64_t *seconds, size_t n, uint32_t *counts,
                                    uint16_t *left)
{
  const grid_constants_t k = constants_of(grid, mean);
  drawn_t drawn;
  uint16_t thinned[SL_COUNTS_CHUNK];
  const size_t n_masks = n / SL_LANES, read = sl_masks_read(n_masks);
  const size_t whole = grid->n_listed > 0 ? n_masks * SL_LANES : 0;
  memset(drawn.thin, 0, read);
  memset(drawn.left, 0, read);
  for (size_t first = 0; first < whole; first += AHEAD) {
    const size_t end = whole - first < AHEAD ? whole : first + AHEAD;
    for (size_t i = first; i < end; i += SL_LANES) {
      find(&k, sl_vf64_load(multiplier + i), sl_vu64_load(words + i), i, i - first, &drawn);
    }
    for (size_t i = first; i < end; i += SL_LANES) {
      draw(&k, sl_vu64_load(words + i), sl_vu64_load(seconds + i), i, i - first, counts, &drawn);
    }
  }
  thin(&k, &drawn, seconds, thinned, sl_masks_list(drawn.thin, n_masks, thinned), counts);
  size_t n_left = sl_masks_list(drawn.left, n_masks, left);
  for (size_t i = whole; i < n; i++) {
    left[n_left++] = (uint16_t)i;
  }
  return n_left;
}
