#include "models/random/philox.h"
#include "models/simd/kernel.h"
#include "models/simd/nonempty.h"
#include "models/simd/vector.h"

#include <string.h>

#define ROUNDS 10

/* The keys of all rounds, in every lane. */
typedef struct keys {
  sl_vu64_t k0[ROUNDS], k1[ROUNDS];
} keys_t;

/* Counters, then random words, in the low halves of 64-bit lanes: the upper halves hold what is
 * left of products, which no multiplication reads. */
typedef struct state {
  sl_vu64_t c0, c1, c2, c3;
} state_t;

static inline void set_keys(uint64_t seed, keys_t *keys)
{
  uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
  for (int r = 0; r < ROUNDS; r++) {
    keys->k0[r] = sl_vu64_set(k0);
    keys->k1[r] = sl_vu64_set(k1);
    k0 += SL_PHILOX_W0;
    k1 += SL_PHILOX_W1;
  }
}

static inline void philox_round(state_t *s, sl_vu64_t k0, sl_vu64_t k1)
{
  const sl_vu64_t p0 = sl_vu64_mul_u32(s->c0, sl_vu64_set(SL_PHILOX_M0));
  const sl_vu64_t p1 = sl_vu64_mul_u32(s->c2, sl_vu64_set(SL_PHILOX_M1));
  s->c0 = sl_vu64_xor(sl_vu64_shr(p1, 32), sl_vu64_xor(s->c1, k0));
  s->c1 = p1;
  s->c2 = sl_vu64_xor(sl_vu64_shr(p0, 32), sl_vu64_xor(s->c3, k1));
  s->c3 = p0;
}

static inline void philox(state_t *s, const keys_t *keys)
{
  philox_round(s, keys->k0[0], keys->k1[0]);
  philox_round(s, keys->k0[1], keys->k1[1]);
  philox_round(s, keys->k0[2], keys->k1[2]);
  philox_round(s, keys->k0[3], keys->k1[3]);
  philox_round(s, keys->k0[4], keys->k1[4]);
  philox_round(s, keys->k0[5], keys->k1[5]);
  philox_round(s, keys->k0[6], keys->k1[6]);
  philox_round(s, keys->k0[7], keys->k1[7]);
  philox_round(s, keys->k0[8], keys->k1[8]);
  philox_round(s, keys->k0[9], keys->k1[9]);
}

static inline state_t by_trial(const sl_stream_t *stream, uint32_t row, uint32_t block,
                               sl_vu64_t trial, const keys_t *keys)
{
  state_t s = {.c0 = sl_vu64_set(block),
               .c1 = sl_vu64_set(row),
               .c2 = trial,
               .c3 = sl_vu64_set(stream->purpose)};
  philox(&s, keys);
  return s;
}

static inline sl_vu64_t even_word(const state_t *s) { return sl_vu64_join_u32(s->c0, s->c1); }
static inline sl_vu64_t odd_word(const state_t *s) { return sl_vu64_join_u32(s->c2, s->c3); }

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
  keys_t keys;
  set_keys(stream->seed, &keys);
  sl_vu64_t trial = sl_vu64_add(sl_vu64_set(first_trial), sl_vu64_iota());
  for (size_t i = 0; i < n; i += SL_LANES) {
    const state_t s = by_trial(stream, row, draw / 2, trial, &keys);
    const sl_vu64_t word = draw % 2 == 0 ? even_word(&s) : odd_word(&s);
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
  keys_t keys;
  set_keys(stream->seed, &keys);
  sl_vu64_t trial = sl_vu64_add(sl_vu64_set(first_trial), sl_vu64_iota());
  for (size_t i = 0; i < n; i += SL_LANES) {
    const state_t s = by_trial(stream, row, block, trial, &keys);
    if (n - i >= SL_LANES) {
      sl_vu64_store(even + i, even_word(&s));
      sl_vu64_store(odd + i, odd_word(&s));
    } else {
      store_some(even + i, n - i, even_word(&s));
      store_some(odd + i, n - i, odd_word(&s));
    }
    trial = sl_vu64_add(trial, sl_vu64_set(SL_LANES));
  }
}

/* Blocks are laid out flat, trial after trial, some at a time whatever their number (the next trial
 * overwrites what is too much), evaluated together without a branch, and their words copied out in
 * the same way. */
#define BATCH 256 /* blocks: in the first-level cache with their words */
#define CHUNK ((size_t)(SL_LANES > 1 ? 8 : 2)) /* laid out or copied at once */

typedef struct batch {
  uint64_t block[BATCH + 8]; /* trial x 2^32 + number of the block */
  uint64_t words[2 * (BATCH + 8)];
  size_t n; /* blocks */
} batch_t;

/* n blocks of a trial from `first` on, which holds the trial and the first SL_LANES numbers. */
static inline void lay_out(uint64_t *to, sl_vu64_t first, size_t n)
{
  for (const uint64_t *end = to + n;;) {
    for (size_t k = 0; k < CHUNK; k += SL_LANES) {
      sl_vu64_store(to + k, first);
      first = sl_vu64_add(first, sl_vu64_set(SL_LANES));
    }
    to += CHUNK;
    if (to >= end) {
      return;
    }
  }
}

static inline void evaluate(batch_t *batch, const sl_stream_t *stream, uint32_t row,
                            const keys_t *keys)
{
  const size_t n = batch->n;
  for (size_t i = 0; i < n; i += SL_LANES) {
    const sl_vu64_t block = sl_vu64_load_for_pairs(batch->block + i);
    state_t s = {.c0 = block,
                 .c1 = sl_vu64_set(row),
                 .c2 = sl_vu64_shr(block, 32),
                 .c3 = sl_vu64_set(stream->purpose)};
    philox(&s, keys);
    sl_vu64_store_pairs(batch->words + 2 * i, even_word(&s), odd_word(&s));
  }
}

/* Copies n words; may write up to CHUNK - 1 more where they lie before end. */
static inline void copy_out(uint64_t *to, const uint64_t *end, const uint64_t *from, size_t n)
{
  if ((size_t)(end - to) < n + CHUNK) {
    memcpy(to, from, n * sizeof *to);
    return;
  }
  size_t done = 0;
  do {
    for (size_t k = 0; k < CHUNK; k += SL_LANES) {
      sl_vu64_store(to + done + k, sl_vu64_load(from + done + k));
    }
    done += CHUNK;
  } while (done < n);
}

static inline sl_vu64_t first_blocks(uint32_t trial, uint32_t block)
{
  return sl_vu64_add(sl_vu64_set((uint64_t)trial << 32 | block), sl_vu64_iota());
}

/* One trial's words, a batch at a time. */
static void words_of_trial(batch_t *batch, const sl_stream_t *stream, uint32_t row,
                           const keys_t *keys, uint32_t trial, uint32_t count, uint64_t *words)
{
  for (uint32_t done = 0; done < count; done += 2 * BATCH) {
    const uint32_t left = count - done, n = left < 2 * BATCH ? left : 2 * BATCH;
    batch->n = (n + 1) / 2;
    lay_out(batch->block, first_blocks(trial, done / 2), batch->n);
    evaluate(batch, stream, row, keys);
    memcpy(words + done, batch->words, n * sizeof *words);
  }
}

static inline size_t blocks_of(uint32_t count) { return (size_t)(count / 2) + count % 2; }

/* Trials from `first` on, of which only those with a claim are looked at again. */
typedef struct group {
  uint32_t first;
  const uint32_t *counts;
  uint16_t index[SL_NONEMPTY_MOST];
  size_t n;
} group_t;

static inline void find_nonempty(group_t *group, uint32_t first, const uint32_t *counts, size_t n)
{
  group->first = first;
  group->counts = counts;
  group->n = sl_nonempty(counts, n, group->index);
}

static inline uint32_t count_of(const group_t *group, size_t i)
{
  return group->counts[group->index[i]];
}

static inline uint32_t trial_of(const group_t *group, size_t i)
{
  return group->first + group->index[i];
}

/* As many trials from the i-th on as a batch has room for. Returns the first it has not. */
static inline size_t lay_out_trials(batch_t *batch, const group_t *group, size_t i)
{
  size_t used = 0;
  for (; i < group->n; i++) {
    const size_t n = blocks_of(count_of(group, i));
    if (n > BATCH - used) {
      break;
    }
    lay_out(batch->block + used, first_blocks(trial_of(group, i), 0), n);
    used += n;
  }
  batch->n = used;
  return i;
}

/* Returns the end of the words. */
static uint64_t *words_of_group(const group_t *group, const sl_stream_t *stream, uint32_t row,
                                const keys_t *keys, uint64_t *words, const uint64_t *end)
{
  batch_t batch;
  for (size_t i = 0; i < group->n;) {
    const size_t from = i;
    i = lay_out_trials(&batch, group, i);
    evaluate(&batch, stream, row, keys);
    const uint64_t *drawn = batch.words;
    for (size_t k = from; k < i; k++) {
      const uint32_t count = count_of(group, k);
      copy_out(words, end, drawn, count);
      drawn += 2 * blocks_of(count);
      words += count;
    }
    if (i == from) { /* more than a batch */
      words_of_trial(&batch, stream, row, keys, trial_of(group, i), count_of(group, i), words);
      words += count_of(group, i++);
    }
  }
  return words;
}

void SL_KERNEL(sl_words_by_claim)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                                  uint32_t row, const uint32_t *counts, uint64_t *words)
{
  group_t group;
  keys_t keys;
  size_t total = 0;
  for (size_t i = 0; i < n; i++) {
    total += counts[i];
  }
  if (total == 0) {
    return;
  }
  set_keys(stream->seed, &keys);
  const uint64_t *end = words + total;
  for (size_t i = 0; i < n; i += SL_NONEMPTY_MOST) {
    const size_t left = n - i;
    find_nonempty(&group, first_trial + (uint32_t)i, counts + i,
                  left < SL_NONEMPTY_MOST ? left : SL_NONEMPTY_MOST);
    words = words_of_group(&group, stream, row, &keys, words, end);
  }
}
