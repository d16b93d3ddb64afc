#include "models/plan/claim_record.h"
#include "models/simd/kernel.h"
#include "models/simd/masks.h"
#include "models/simd/steps_lanes.h"
#include "models/simd/vector.h"

#include <string.h>

#define TWO_52 0x1p52

#define MASKS (SL_COUNTS_CHUNK / SL_LANES)

/* Rounding moves a chance by far less than a step of the upper half of a word. */
static bool may_have(uint64_t word, double chance)
{
  return (double)(int64_t)(word >> 32) <= chance * 0x1p32 + 1.0;
}

size_t SL_KERNEL(sl_few_by_chance)(const uint64_t *words, const double *factor, size_t n,
                                   double bound, uint16_t *few)
{
  uint8_t masks[MASKS + SL_MASKS_STEP];
  const size_t whole = n / SL_LANES * SL_LANES;
  const sl_vf64_t steps = sl_vf64_set(bound * 0x1p32), one = sl_vf64_set(1.0);
  for (size_t i = 0; i < whole; i += SL_LANES) {
    const sl_vf64_t most =
        sl_vf64_add(factor != NULL ? sl_vf64_mul(steps, sl_vf64_load(factor + i)) : steps, one);
    const sl_vf64_t half = sl_vf64_of_u52(sl_vu64_shr(sl_vu64_load(words + i), 32));
    masks[i / SL_LANES] = (uint8_t)sl_vmask_bits(sl_vf64_le(half, most));
  }
  memset(masks + whole / SL_LANES, 0, SL_MASKS_STEP);
  size_t found = sl_masks_list(masks, whole / SL_LANES, few);
  for (size_t i = whole; i < n; i++) {
    few[found] = (uint16_t)i;
    found += may_have(words[i], factor != NULL ? bound * factor[i] : bound);
  }
  return found;
}

/* The whole part of x, 0 <= x < 2^51: to the nearest whole number by a sum whose last bit is one,
 * and back where that is above. */
static inline sl_vu64_t whole_part(sl_vf64_t x)
{
  const sl_vf64_t sum = sl_vf64_add(x, sl_vf64_set(TWO_52));
  const sl_vf64_t nearest = sl_vf64_sub(sum, sl_vf64_set(TWO_52));
  const sl_vu64_t number = sl_vu64_and(sl_vf64_bits(sum), sl_vu64_set((UINT64_C(1) << 52) - 1));
  return sl_vu64_select(sl_vf64_lt(x, nearest), sl_vu64_sub(number, sl_vu64_set(1)), number);
}

static inline sl_vu64_t smaller(sl_vu64_t a, sl_vu64_t b)
{
  return sl_vu64_select(sl_vu64_lt(a, b), a, b);
}

static inline sl_vu64_t larger(sl_vu64_t a, sl_vu64_t b)
{
  return sl_vu64_select(sl_vu64_lt(b, a), a, b);
}

/* sl_wait_days in every lane; the month, the last whose mass before is not above, by halving. */
static inline sl_vu64_t wait_days(const sl_part_dating_t *dating, sl_vf64_t u)
{
  const sl_wait_t *wait = dating->wait;
  const sl_vf64_t at = sl_vf64_mul(u, sl_vf64_set(dating->mass));
  sl_vu64_t month = sl_vu64_set(0);
  for (uint64_t step = SL_WAIT_ROOM / 2; step > 0; step /= 2) {
    const sl_vu64_t later = sl_vu64_add(month, sl_vu64_set(step));
    month = sl_vu64_select(sl_vf64_le(sl_vf64_pick(wait->before, later), at), later, month);
  }
  const sl_vf64_t within = sl_vf64_mul(sl_vf64_sub(at, sl_vf64_pick(wait->before, month)),
                                       sl_vf64_pick(wait->slope, month));
  const sl_vf64_t x =
      dating->mass > 0.0
          ? sl_vf64_add(sl_vf64_mul(sl_vf64_of_u52(month), sl_vf64_set(SL_WAIT_TWELFTH)), within)
          : sl_vf64_mul(u, sl_vf64_set(dating->days));
  return smaller(whole_part(x), sl_vu64_set(dating->days - 1));
}

/* The lags that a look into the cells leaves open. */
static void ask_lags(const sl_part_list_t *parts, const uint64_t *words, const uint8_t *open,
                     uint64_t *keys)
{
  uint16_t listed[SL_CONDITION_EVENTS_MAX + SL_SLACK];
  const size_t n_open = sl_masks_list(open, (parts->n + SL_LANES - 1) / SL_LANES, listed);
  for (size_t k = 0; k < n_open && listed[k] < parts->n; k++) {
    const size_t i = listed[k];
    keys[i] |= sl_claim_dates(0, sl_steps_value(parts->lags[i], (uint32_t)words[i]));
  }
}

void SL_KERNEL(sl_case_parts)(const sl_part_dating_t *dating, const sl_part_list_t *parts,
                              const uint64_t *words, double amount, uint64_t key, uint64_t *keys,
                              double *amounts)
{
  const sl_vu64_t first = sl_vu64_set(dating->first), last = sl_vu64_set(dating->last);
  const sl_vu64_t onset = sl_vu64_set(dating->onset), lower = sl_vu64_set(UINT32_MAX);
  const sl_vu64_t draws = sl_vu64_shl(sl_vu64_iota(), SL_CLAIM_DRAW_SHIFT);
  const sl_vf64_t all = sl_vf64_set(amount);
  uint8_t open[(SL_CONDITION_EVENTS_MAX + SL_SLACK) / SL_LANES + SL_MASKS_STEP];
  size_t n_masks = 0;
  for (size_t i = 0; i < parts->n; i += SL_LANES) {
    const sl_vu64_t word = sl_vu64_load(words + i), u = sl_vu64_and(word, lower);
    const sl_vf64_t half = sl_vf64_mul(sl_vf64_of_u52(sl_vu64_shr(word, 32)), sl_vf64_set(0x1p-32));
    const sl_vu64_t day = smaller(larger(sl_vu64_add(onset, wait_days(dating, half)), first), last);
    const sl_vu64_t cell =
        sl_vu64_add(sl_vu64_load(parts->cells + i), sl_vu64_shr(u, 32 - SL_STEPS_BITS));
    const sl_steps_seen_t lag = sl_steps_read(sl_vu64_gather(parts->lowest, cell), u);
    const sl_vu64_t told = sl_vu64_select(lag.open, sl_vu64_set(0), lag.value);
    const sl_vu64_t own =
        sl_vu64_sub(sl_vu64_set(key - ((uint64_t)i << SL_CLAIM_DRAW_SHIFT)), draws);
    sl_vu64_store(keys + i,
                  sl_vu64_or(sl_vu64_or(own, told), sl_vu64_shl(day, SL_CLAIM_DAY_SHIFT)));
    sl_vf64_store(amounts + i, sl_vf64_div(sl_vf64_mul(all, sl_vf64_load(parts->share + i)),
                                           sl_vf64_load(parts->events + i)));
    open[n_masks++] = (uint8_t)sl_vmask_bits(lag.open);
  }
  memset(open + n_masks, 0, SL_MASKS_STEP);
  ask_lags(parts, words, open, keys);
}
