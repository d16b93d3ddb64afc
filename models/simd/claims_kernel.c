#include "models/plan/claim_record.h"
#include "models/simd/flat.h"
#include "models/simd/front.h"
#include "models/simd/kernel.h"
#include "models/simd/masks.h"
#include "models/simd/steps_lanes.h"

#include <string.h>

/* Words are made a thousand at a time and used while they lie in the first-level cache: faster than
 * both in one loop. */

/* A multiple of SL_LANES. */
static inline size_t rounded_up(size_t n) { return (n + SL_LANES - 1) & ~(size_t)(SL_LANES - 1); }

/* ---- amounts ---- */

static void flat_amounts(const sl_flat_t *flat, const sl_flat_source_t *source,
                         const sl_amount_law_t *law, double *amounts)
{
  uint64_t words[SL_FLAT_WORDS];
  sl_flat_words(flat, source, words);
  sl_law_amounts(law, words, rounded_up(flat->n_claims), amounts);
}

void SL_KERNEL(sl_claim_amounts)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                                 uint32_t row, const uint32_t *counts, const sl_amount_law_t *law,
                                 double *amounts)
{
  sl_flat_t flat;
  sl_flat_rest_t rest = sl_flat_all(first_trial, n, counts);
  sl_flat_source_t source;
  sl_flat_set_source(&source, stream, row);
  while (sl_flat_lay(&flat, &rest)) {
    flat_amounts(&flat, &source, law, amounts);
    amounts += flat.n_claims;
  }
}

/* ---- keys ---- */

/* What places are made of. */
typedef struct placing {
  sl_vu64_t first, trials, one_draw;
} placing_t;

static inline placing_t placing_from(uint32_t first_trial)
{
  return (placing_t){.first = sl_vu64_set(first_trial),
                     .trials = sl_vu64_set(SL_CLAIM_SERVICES - 1),
                     .one_draw = sl_vu64_set(UINT64_C(1) << SL_CLAIM_DRAW_SHIFT)};
}

/* Trial, counted from the first, and draw of a block's claims, as sl_claim_key has them. lonely: of
 * the blocks. */
static inline uint64_t *put_places(const placing_t *by, sl_vu64_t block, unsigned lonely,
                                   uint64_t *places)
{
  const sl_vu64_t number = sl_vu64_and(block, sl_vu64_set(SL_FLAT_ODD - 1));
  const sl_vu64_t trial = sl_vu64_and(sl_vu64_sub(sl_vu64_shr(block, 32), by->first), by->trials);
  const sl_vu64_t even = sl_vu64_or(sl_vu64_shl(number, SL_CLAIM_DRAW_SHIFT + 1),
                                    sl_vu64_shl(trial, SL_CLAIM_SERVICE_SHIFT));
  return sl_vu64_pack_pairs(places, even, sl_vu64_add(even, by->one_draw), lonely);
}

/* Of each claim laid out. places: room for SL_FLAT_WORDS. */
static inline void flat_places(const sl_flat_t *flat, uint32_t first_trial, uint64_t *places)
{
  const placing_t by = placing_from(first_trial);
  for (size_t i = 0; i < flat->n; i += SL_LANES) {
    places = put_places(&by, sl_vu64_load_for_pairs(flat->block + i),
                        sl_flat_lonely(flat->block + i), places);
  }
}

typedef struct dates {
  sl_claim_dating_t by;
  sl_vu64_t start, width, first;
} dates_t;

/* sl_claim_date in every lane, as sl_claim_dates has it; but in those of *open, whose bits are any.
 */
static inline sl_vu64_t dates_of(const dates_t *dates, const sl_steps_t *days, sl_vu64_t word,
                                 unsigned *open)
{
  const sl_vu64_t u = sl_vu64_shr(word, 32);
  const sl_vu64_t share = sl_vu64_add(sl_vu64_mul_u32(u, dates->width), u);
  sl_vu64_t day = sl_vu64_add(dates->start, sl_vu64_shr(share, 32));
  const sl_steps_seen_t lag =
      sl_steps_look(dates->by.lags, sl_vu64_and(word, sl_vu64_set(UINT32_MAX)));
  *open = sl_vmask_bits(lag.open);
  if (days != NULL) {
    const sl_steps_seen_t seen = sl_steps_look(days, day);
    *open |= sl_vmask_bits(seen.open);
    day = seen.value;
  }
  return sl_vu64_or(sl_vu64_shl(sl_vu64_add(day, dates->first), SL_CLAIM_DAY_SHIFT), lag.value);
}

static uint64_t plain_dates(const sl_claim_dating_t *dating, uint64_t word)
{
  const uint32_t date = sl_claim_date(dating, word);
  return sl_claim_dates(sl_date_day(date), sl_date_lag(date));
}

#define MASKS (SL_FLAT_WORDS / SL_LANES)

/* A look into the cells tells nearly all dates. */
static inline void put_keys(const dates_t *by, const sl_steps_t *days, const uint64_t *words,
                            const uint64_t *places, size_t n, uint64_t *keys)
{
  uint8_t open[MASKS + SL_MASKS_STEP];
  uint16_t listed[SL_FLAT_WORDS];
  size_t n_masks = 0;
  for (size_t i = 0; i < n; i += SL_LANES) {
    unsigned bits;
    const sl_vu64_t dates = dates_of(by, days, sl_vu64_load(words + i), &bits);
    sl_vu64_store(keys + i, sl_vu64_or(sl_vu64_load(places + i), dates));
    open[n_masks++] = (uint8_t)bits;
  }
  memset(open + n_masks, 0, SL_MASKS_STEP);
  const size_t n_open = sl_masks_list(open, n_masks, listed);
  for (size_t k = 0; k < n_open && listed[k] < n; k++) {
    const size_t i = listed[k];
    keys[i] = places[i] | plain_dates(&by->by, words[i]);
  }
}

static dates_t spread(const sl_claim_dating_t *dating)
{
  return (dates_t){.by = *dating,
                   .start = sl_vu64_set(dating->start),
                   .width = sl_vu64_set(dating->width),
                   .first = sl_vu64_set(dating->first)};
}

/* words: of the days of the claims laid out. */
static inline void make_keys(const sl_flat_t *flat, const dates_t *by, const uint64_t *words,
                             const uint64_t *places, uint64_t *keys)
{
  if (by->by.days == NULL) {
    put_keys(by, NULL, words, places, flat->n_claims, keys);
  } else {
    put_keys(by, by->by.days, words, places, flat->n_claims, keys);
  }
}

static void flat_keys(const sl_flat_t *flat, const sl_flat_source_t *source, uint32_t first_trial,
                      const dates_t *by, uint64_t *keys)
{
  uint64_t words[SL_FLAT_WORDS], places[SL_FLAT_WORDS];
  sl_flat_words(flat, source, words);
  flat_places(flat, first_trial, places);
  make_keys(flat, by, words, places, keys);
}

void SL_KERNEL(sl_claim_keys)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                              uint32_t row, const uint32_t *counts, const sl_claim_dating_t *dating,
                              uint64_t *keys)
{
  sl_flat_t flat;
  sl_flat_rest_t rest = sl_flat_all(first_trial, n, counts);
  sl_flat_source_t source;
  const dates_t by = spread(dating);
  sl_flat_set_source(&source, stream, row);
  while (sl_flat_lay(&flat, &rest)) {
    flat_keys(&flat, &source, first_trial, &by, keys);
    keys += flat.n_claims;
  }
}

void SL_KERNEL(sl_day_buckets)(const uint64_t *keys, size_t n, unsigned shift, unsigned abreast,
                               uint32_t before, uint32_t *buckets)
{
  const sl_vu64_t trials = sl_vu64_set(SL_CLAIM_SERVICES - 1), first = sl_vu64_set(before);
  for (size_t i = 0; i < n; i += SL_LANES) {
    const sl_vu64_t key = sl_vu64_load(keys + i);
    const sl_vu64_t day = sl_vu64_shr(key, SL_CLAIM_DAY_SHIFT + shift);
    const sl_vu64_t trial = sl_vu64_and(sl_vu64_shr(key, SL_CLAIM_SERVICE_SHIFT), trials);
    sl_vu64_store_u32(buckets + i,
                      sl_vu64_add(sl_vu64_shl(day, abreast), sl_vu64_sub(trial, first)));
  }
}

/* ---- both ---- */

/* A trial's few claims: in plain form sooner than they are laid out for vectors. */
#define PLAIN_MOST 4

static double plain_amount(const sl_amount_law_t *law, uint64_t word)
{
  const double amount = law->scale * sl_sampler_value(law->sampler, word);
  return amount < law->limit ? amount : law->limit;
}

static uint64_t plain_key(const sl_claim_dating_t *dating, uint64_t word, uint32_t draw)
{
  return sl_claim_key(0, draw, 0, 0) | plain_dates(dating, word);
}

static void plain_draws(const sl_stream_t *amount, const sl_stream_t *day, uint32_t trial,
                        uint32_t row, uint32_t count, const sl_amount_law_t *law,
                        const sl_claim_dating_t *dating, double *amounts, uint64_t *keys)
{
  for (uint32_t i = 0; i < count; i += 2) {
    const sl_word_pair_t of_amounts = sl_stream_pair(amount, trial, row, i / 2);
    const sl_word_pair_t of_days = sl_stream_pair(day, trial, row, i / 2);
    amounts[i] = plain_amount(law, of_amounts.even);
    keys[i] = plain_key(dating, of_days.even, i);
    if (i + 1 < count) {
      amounts[i + 1] = plain_amount(law, of_amounts.odd);
      keys[i + 1] = plain_key(dating, of_days.odd, i + 1);
    }
  }
}

/* What the claims laid out are made of. */
typedef struct made {
  uint64_t amounts[SL_FLAT_WORDS], days[SL_FLAT_WORDS], places[SL_FLAT_WORDS];
} made_t;

/* Streams of one seed: their blocks differ in the purpose alone, and claims lie alike. */
static inline void make_words(const sl_flat_t *flat, const sl_flat_source_t *amount,
                              uint32_t purpose_of_days, uint32_t first_trial, made_t *made)
{
  const placing_t by = placing_from(first_trial);
  sl_flat_source_t day = *amount;
  size_t at = 0;
  day.purpose = purpose_of_days;
  for (size_t i = 0; i < flat->n; i += SL_LANES) {
    const sl_vu64_t block = sl_vu64_load_for_pairs(flat->block + i);
    const unsigned lonely = sl_flat_lonely(flat->block + i);
    sl_philox_lanes_t a = sl_flat_counters(amount, block), d = sl_flat_counters(&day, block);
    sl_philox_mix(&a, &amount->keys);
    sl_philox_mix(&d, &amount->keys);
    sl_vu64_pack_pairs(made->amounts + at, sl_philox_even_word(&a), sl_philox_odd_word(&a), lonely);
    sl_vu64_pack_pairs(made->days + at, sl_philox_even_word(&d), sl_philox_odd_word(&d), lonely);
    at = (size_t)(put_places(&by, block, lonely, made->places + at) - made->places);
  }
  sl_vu64_store(made->amounts + at, sl_vu64_set(0));
  sl_vu64_store(made->days + at, sl_vu64_set(0));
}

static void flat_draws(const sl_stream_t *amount, const sl_stream_t *day, uint32_t first_trial,
                       size_t n, uint32_t row, const uint32_t *counts, const sl_amount_law_t *law,
                       const sl_claim_dating_t *dating, double *amounts, uint64_t *keys)
{
  sl_flat_t flat;
  sl_flat_rest_t rest = sl_flat_all(first_trial, n, counts);
  sl_flat_source_t source;
  made_t made;
  const dates_t by = spread(dating);
  sl_flat_set_source(&source, amount, row);
  while (sl_flat_lay(&flat, &rest)) {
    make_words(&flat, &source, day->purpose, first_trial, &made);
    sl_law_amounts(law, made.amounts, rounded_up(flat.n_claims), amounts);
    make_keys(&flat, &by, made.days, made.places, keys);
    amounts += flat.n_claims;
    keys += flat.n_claims;
  }
}

void SL_KERNEL(sl_claim_draws)(const sl_stream_t *amount, const sl_stream_t *day,
                               uint32_t first_trial, size_t n, uint32_t row, const uint32_t *counts,
                               const sl_amount_law_t *law, const sl_claim_dating_t *dating,
                               double *amounts, uint64_t *keys)
{
  if (n == 1 && counts[0] <= PLAIN_MOST) {
    plain_draws(amount, day, first_trial, row, counts[0], law, dating, amounts, keys);
  } else {
    flat_draws(amount, day, first_trial, n, row, counts, law, dating, amounts, keys);
  }
}
