#include "models/sampling/sampler_internal.h"
#include "models/simd/kernel.h"
#include "models/simd/vector.h"

/* What draws need of the front table, in every lane. */
typedef struct front {
  const double *rows;
  sl_vu64_t lower_base, upper_base, mask, one;
  sl_vf64_t floor;
  unsigned shift;
} front_t;

static inline front_t spread(const sl_front_t *front)
{
  return (front_t){.rows = front->cells[0].term,
                   .lower_base = sl_vu64_set(front->base[0]),
                   .upper_base = sl_vu64_set(front->base[1]),
                   .mask = sl_vu64_set(front->mask),
                   .one = sl_vf64_bits(sl_vf64_set(1.0)),
                   .floor = sl_vf64_set(front->floor),
                   .shift = front->shift};
}

/* sl_front_value in every lane. */
static inline sl_vf64_t front_values(const front_t *front, sl_vu64_t word)
{
  sl_vf64_t c[4];
  const sl_vf64_t position = sl_vf64_of_u64(sl_vu64_xor(word, sl_vu64_top(word)));
  const sl_vu64_t bits = sl_vf64_bits(sl_vf64_max(position, front->floor));
  const sl_vu64_t base = sl_vu64_select_top(word, front->upper_base, front->lower_base);
  sl_vf64_load_rows(front->rows, sl_vu64_sub(sl_vu64_shr(bits, front->shift), base), c);
  const sl_vf64_t t =
      sl_vf64_sub(sl_vu64_as_f64(sl_vu64_or(sl_vu64_and(bits, front->mask), front->one)),
                  sl_vu64_as_f64(front->one));
  const sl_vf64_t slope =
      sl_vf64_add(c[1], sl_vf64_mul(t, sl_vf64_add(c[2], sl_vf64_mul(t, c[3]))));
  return sl_vf64_add(c[0], sl_vf64_mul(t, slope));
}

static inline double capped(double amount, double limit) { return amount < limit ? amount : limit; }

static void draw_general(const sl_sampler_t *sampler, const uint64_t *words, unsigned lanes,
                         double scale, double limit, double *amounts)
{
  for (unsigned i = 0; lanes >> i != 0; i++) {
    if (lanes >> i & 1U) {
      amounts[i] = capped(scale * sl_sampler_general(sampler, words[i]), limit);
    }
  }
}

void SL_KERNEL(sl_draw_amounts)(const sl_sampler_t *sampler, const uint64_t *words, size_t n,
                                double scale, double limit, double *amounts)
{
  size_t i = 0;
  if (sampler->front.cells != NULL) {
    const front_t front = spread(&sampler->front);
    const sl_vf64_t factor = sl_vf64_set(scale), most = sl_vf64_set(limit);
    for (; i + SL_LANES <= n; i += SL_LANES) {
      const sl_vf64_t x = front_values(&front, sl_vu64_load(words + i));
      const sl_vmask_t open = sl_vf64_nan(x);
      sl_vf64_store(amounts + i, sl_vf64_min(sl_vf64_mul(factor, x), most));
      if (sl_vmask_any(open)) {
        draw_general(sampler, words + i, sl_vmask_bits(open), scale, limit, amounts + i);
      }
    }
  }
  for (; i < n; i++) {
    amounts[i] = capped(scale * sl_sampler_value(sampler, words[i]), limit);
  }
}
