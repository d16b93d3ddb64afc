/* A sampler's front table (models/sampling/sampler_internal.h) in the words of vector.h: for
 * *_kernel.c files.
 */
#ifndef SL_MODELS_SIMD_FRONT_H
#define SL_MODELS_SIMD_FRONT_H

#include "models/sampling/sampler_internal.h"
#include "models/simd/kernels.h"
#include "models/simd/masks.h"
#include "models/simd/vector.h"

#include <string.h>

/* What draws need of the table, in every lane. */
typedef struct sl_front_lanes {
  const double *rows;
  sl_vu64_t lower_base, upper_base, mask, one, shift;
  sl_vf64_t floor;
} sl_front_lanes_t;

/* front: with cells. */
static inline sl_front_lanes_t sl_front_spread(const sl_front_t *front)
{
  return (sl_front_lanes_t){.rows = front->cells[0].term,
                            .lower_base = sl_vu64_set(front->base[0]),
                            .upper_base = sl_vu64_set(front->base[1]),
                            .mask = sl_vu64_set(front->mask),
                            .one = sl_vf64_bits(sl_vf64_set(1.0)),
                            .floor = sl_vf64_set(front->floor),
                            .shift = sl_vu64_set(front->shift)};
}

/* Words taken apart at a time: cells and fractions stay in the first-level cache. */
#define SL_FRONT_PIECE 256

typedef struct sl_front_places {
  uint64_t cell[SL_FRONT_PIECE];
  double t[SL_FRONT_PIECE];
} sl_front_places_t;

/* Where n words lie in the table. */
static inline void sl_front_find(const sl_front_lanes_t *front, const uint64_t *words, size_t n,
                                 sl_front_places_t *places)
{
  for (size_t i = 0; i < n; i += SL_LANES) {
    const sl_vu64_t word = sl_vu64_load(words + i);
    const sl_vf64_t position = sl_vf64_of_u64(sl_vu64_fold(word));
    const sl_vu64_t bits = sl_vf64_bits(sl_vf64_max(position, front->floor));
    const sl_vu64_t base = sl_vu64_select_top(word, front->upper_base, front->lower_base);
    const sl_vf64_t one = sl_vu64_as_f64(front->one);
    sl_vu64_store(places->cell + i, sl_vu64_sub(sl_vu64_shr_each(bits, front->shift), base));
    sl_vf64_store(
        places->t + i,
        sl_vf64_sub(sl_vu64_as_f64(sl_vu64_or(sl_vu64_and(bits, front->mask), front->one)), one));
  }
}

/* sl_front_value of the words from the i-th on: NaN where the general form is to be asked. */
static inline sl_vf64_t sl_front_values(const double *rows, const sl_front_places_t *places,
                                        size_t i)
{
  sl_vf64_t c[4];
  sl_vf64_load_rows(rows, places->cell + i, c);
  const sl_vf64_t t = sl_vf64_load(places->t + i);
  const sl_vf64_t slope =
      sl_vf64_add(c[1], sl_vf64_mul(t, sl_vf64_add(c[2], sl_vf64_mul(t, c[3]))));
  return sl_vf64_add(c[0], sl_vf64_mul(t, slope));
}

/* What the table leaves open, of a piece of n words, by the general form. */
static inline void sl_front_ask(const sl_sampler_t *sampler, const uint64_t *words,
                                const uint8_t *open, size_t n, double scale, double limit,
                                double *amounts)
{
  uint16_t listed[SL_FRONT_PIECE];
  const size_t n_open = sl_masks_list(open, n / SL_LANES, listed);
  for (size_t k = 0; k < n_open; k++) {
    const double amount = scale * sl_sampler_general(sampler, words[listed[k]]);
    amounts[listed[k]] = amount < limit ? amount : limit;
  }
}

/* amounts[i] = min(scale x value of words[i], limit), i < n, a multiple of SL_LANES. Row numbers go
 * through memory: taken out of a vector, they cost more than the rows' arithmetic. */
static inline void sl_front_amounts(const sl_sampler_t *sampler, const uint64_t *words, size_t n,
                                    double scale, double limit, double *amounts)
{
  const sl_front_lanes_t front = sl_front_spread(&sampler->front);
  const sl_vf64_t factor = sl_vf64_set(scale), most = sl_vf64_set(limit);
  uint8_t open[SL_FRONT_PIECE / SL_LANES + SL_MASKS_STEP];
  sl_front_places_t places;
  for (size_t first = 0; first < n; first += SL_FRONT_PIECE) {
    const size_t piece = n - first < SL_FRONT_PIECE ? n - first : SL_FRONT_PIECE;
    sl_front_find(&front, words + first, piece, &places);
    for (size_t i = 0; i < piece; i += SL_LANES) {
      const sl_vf64_t x = sl_front_values(front.rows, &places, i);
      open[i / SL_LANES] = (uint8_t)sl_vmask_bits(sl_vf64_nan(x));
      sl_vf64_store(amounts + first + i, sl_vf64_min(sl_vf64_mul(factor, x), most));
    }
    memset(open + piece / SL_LANES, 0, SL_MASKS_STEP);
    sl_front_ask(sampler, words + first, open, piece, scale, limit, amounts + first);
  }
}

/* What a law makes of n words, a multiple of SL_LANES. */
static inline void sl_law_amounts(const sl_amount_law_t *law, const uint64_t *words, size_t n,
                                  double *amounts)
{
  if (law->sampler->front.cells != NULL) {
    sl_front_amounts(law->sampler, words, n, law->scale, law->limit, amounts);
    return;
  }
  for (size_t i = 0; i < n; i++) {
    const double amount = law->scale * sl_sampler_general(law->sampler, words[i]);
    amounts[i] = amount < law->limit ? amount : law->limit;
  }
}

#endif
