#include "models/simd/flat.h"
#include "models/simd/kernel.h"
#include "models/simd/philox_lanes.h"

#include <string.h>

/* The first n lanes of a vector. */
static inline void store_some(uint64_t *to, size_t n, sl_vu64_t words)
{
  uint64_t all[SL_LANES];
  sl_vu64_store(all, words);
  memcpy(to, all, n * sizeof *to);
}

void SL_KERNEL(sl_words_by_trial)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                                  uint32_t row, uint32_t draw, uint64_t *words)
{
  sl_philox_keys_t keys;
  sl_philox_set_keys(stream->seed, &keys);
  sl_vu64_t trial = sl_vu64_add(sl_vu64_set(first_trial), sl_vu64_iota());
  for (size_t i = 0; i < n; i += SL_LANES) {
    sl_philox_lanes_t s = sl_philox_counters(stream->purpose, row, sl_vu64_set(draw / 2), trial);
    sl_philox_mix(&s, &keys);
    const sl_vu64_t word = draw % 2 == 0 ? sl_philox_even_word(&s) : sl_philox_odd_word(&s);
    if (n - i >= SL_LANES) {
      sl_vu64_store(words + i, word);
    } else {
      store_some(words + i, n - i, word);
    }
    trial = sl_vu64_add(trial, sl_vu64_set(SL_LANES));
  }
}

void SL_KERNEL(sl_word_pairs_by_trial)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                                       uint32_t row, uint32_t block, uint64_t *even, uint64_t *odd)
{
  sl_philox_keys_t keys;
  sl_philox_set_keys(stream->seed, &keys);
  sl_vu64_t trial = sl_vu64_add(sl_vu64_set(first_trial), sl_vu64_iota());
  for (size_t i = 0; i < n; i += SL_LANES) {
    sl_philox_lanes_t s = sl_philox_counters(stream->purpose, row, sl_vu64_set(block), trial);
    sl_philox_mix(&s, &keys);
    if (n - i >= SL_LANES) {
      sl_vu64_store(even + i, sl_philox_even_word(&s));
      sl_vu64_store(odd + i, sl_philox_odd_word(&s));
    } else {
      store_some(even + i, n - i, sl_philox_even_word(&s));
      store_some(odd + i, n - i, sl_philox_odd_word(&s));
    }
    trial = sl_vu64_add(trial, sl_vu64_set(SL_LANES));
  }
}

void SL_KERNEL(sl_words_by_draw)(const sl_stream_t *stream, uint32_t trial, uint32_t row,
                                 uint32_t first, size_t n, uint64_t *words)
{
  sl_philox_keys_t keys;
  uint64_t order[SL_LANES];
  sl_philox_set_keys(stream->seed, &keys);
  sl_vu64_store(order, sl_vu64_iota());
  sl_vu64_t block = sl_vu64_add(sl_vu64_set(first / 2), sl_vu64_load_for_pairs(order));
  for (size_t i = 0; i < n; i += 2 * SL_LANES) {
    sl_philox_lanes_t s = sl_philox_counters(stream->purpose, row, block, sl_vu64_set(trial));
    sl_philox_mix(&s, &keys);
    sl_vu64_pack_pairs(words + i, sl_philox_even_word(&s), sl_philox_odd_word(&s), 0);
    block = sl_vu64_add(block, sl_vu64_set(SL_LANES));
  }
}

void SL_KERNEL(sl_both_words_by_trial)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                                       uint32_t row, uint64_t *words)
{
  sl_philox_keys_t keys;
  uint64_t order[SL_LANES], last[2 * SL_LANES];
  sl_philox_set_keys(stream->seed, &keys);
  const sl_philox_number_t first = sl_philox_number(stream, 0);
  sl_vu64_store(order, sl_vu64_iota());
  sl_vu64_t trial = sl_vu64_add(sl_vu64_set(first_trial), sl_vu64_load_for_pairs(order));
  for (size_t i = 0; i < n; i += SL_LANES) {
    const sl_philox_trials_t trials = sl_philox_trials(stream, row, trial);
    sl_philox_lanes_t s = sl_philox_cross(&trials, &first);
    sl_philox_mix_crossed(&s, &keys);
    uint64_t *to = n - i >= SL_LANES ? words + 2 * i : last;
    sl_vu64_pack_pairs(to, sl_philox_even_word(&s), sl_philox_odd_word(&s), 0);
    trial = sl_vu64_add(trial, sl_vu64_set(SL_LANES));
  }
  if (n % SL_LANES != 0) {
    const size_t left = n % SL_LANES;
    memcpy(words + 2 * (n - left), last, 2 * left * sizeof *words);
  }
}

void SL_KERNEL(sl_words_by_claim)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                                  uint32_t row, const uint32_t *counts, uint64_t *words)
{
  sl_flat_t flat;
  sl_flat_rest_t rest = sl_flat_all(first_trial, n, counts);
  sl_flat_source_t source;
  uint64_t packed[SL_FLAT_WORDS];
  sl_flat_set_source(&source, stream, row);
  while (sl_flat_lay(&flat, &rest)) {
    sl_flat_words(&flat, &source, packed);
    memcpy(words, packed, flat.n_claims * sizeof *words);
    words += flat.n_claims;
  }
}
