/* Philox4x32-10 (models/random/philox.h) in the words of vector.h, a block in each lane: for
 * *_kernel.c files.
 */
#ifndef SL_MODELS_SIMD_PHILOX_LANES_H
#define SL_MODELS_SIMD_PHILOX_LANES_H

#include "models/random/philox.h"
#include "models/random/streams.h"
#include "models/simd/vector.h"

#define SL_PHILOX_ROUNDS 10

/* The keys of all rounds, in every lane. */
typedef struct sl_philox_keys {
  sl_vu64_t k0[SL_PHILOX_ROUNDS], k1[SL_PHILOX_ROUNDS];
} sl_philox_keys_t;

/* Counters, then random words, in the low halves of 64-bit lanes: the upper halves hold what is
 * left of products, which no multiplication reads. */
typedef struct sl_philox_lanes {
  sl_vu64_t c0, c1, c2, c3;
} sl_philox_lanes_t;

static inline void sl_philox_set_keys(uint64_t seed, sl_philox_keys_t *keys)
{
  uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
  for (int r = 0; r < SL_PHILOX_ROUNDS; r++) {
    keys->k0[r] = sl_vu64_set(k0);
    keys->k1[r] = sl_vu64_set(k1);
    k0 += SL_PHILOX_W0;
    k1 += SL_PHILOX_W1;
  }
}

static inline void sl_philox_round_lanes(sl_philox_lanes_t *s, sl_vu64_t k0, sl_vu64_t k1)
{
  const sl_vu64_t p0 = sl_vu64_mul_u32(s->c0, sl_vu64_set(SL_PHILOX_M0));
  const sl_vu64_t p1 = sl_vu64_mul_u32(s->c2, sl_vu64_set(SL_PHILOX_M1));
  s->c0 = sl_vu64_xor(sl_vu64_shr(p1, 32), sl_vu64_xor(s->c1, k0));
  s->c1 = p1;
  s->c2 = sl_vu64_xor(sl_vu64_shr(p0, 32), sl_vu64_xor(s->c3, k1));
  s->c3 = p0;
}

/* The counters of blocks by lane: trial and number of the block; their upper halves count nothing.
 */
static inline sl_philox_lanes_t sl_philox_counters(uint32_t purpose, uint32_t row, sl_vu64_t block,
                                                   sl_vu64_t trial)
{
  return (sl_philox_lanes_t){
      .c0 = block, .c1 = sl_vu64_set(row), .c2 = trial, .c3 = sl_vu64_set(purpose)};
}

/* The rounds from the third on. */
static inline void sl_philox_mix_crossed(sl_philox_lanes_t *s, const sl_philox_keys_t *keys)
{
  sl_philox_round_lanes(s, keys->k0[2], keys->k1[2]);
  sl_philox_round_lanes(s, keys->k0[3], keys->k1[3]);
  sl_philox_round_lanes(s, keys->k0[4], keys->k1[4]);
  sl_philox_round_lanes(s, keys->k0[5], keys->k1[5]);
  sl_philox_round_lanes(s, keys->k0[6], keys->k1[6]);
  sl_philox_round_lanes(s, keys->k0[7], keys->k1[7]);
  sl_philox_round_lanes(s, keys->k0[8], keys->k1[8]);
  sl_philox_round_lanes(s, keys->k0[9], keys->k1[9]);
}

static inline void sl_philox_mix(sl_philox_lanes_t *s, const sl_philox_keys_t *keys)
{
  sl_philox_round_lanes(s, keys->k0[0], keys->k1[0]);
  sl_philox_round_lanes(s, keys->k0[1], keys->k1[1]);
  sl_philox_mix_crossed(s, keys);
}

/* Where a block's number is the same in every lane, the first two rounds fall apart into what the
 * number makes of them, worked out once for all trials, and what the trials do, once for all of
 * their blocks: two exclusive ors are left of them. */
typedef struct sl_philox_number {
  uint64_t c0, c1, c2;
} sl_philox_number_t;

typedef struct sl_philox_trials {
  sl_vu64_t c0, c2, c3;
} sl_philox_trials_t;

static inline sl_philox_number_t sl_philox_number(const sl_stream_t *stream, uint32_t number)
{
  const uint32_t k0 = (uint32_t)stream->seed, k1 = (uint32_t)(stream->seed >> 32);
  const uint64_t p0 = (uint64_t)SL_PHILOX_M0 * number;
  const uint64_t p1 = (uint64_t)SL_PHILOX_M1 * ((uint32_t)(p0 >> 32) ^ stream->purpose ^ k1);
  return (sl_philox_number_t){
      .c0 = p1 >> 32 ^ (k0 + SL_PHILOX_W0), .c1 = p1, .c2 = (uint32_t)p0 ^ (k1 + SL_PHILOX_W1)};
}

static inline sl_philox_trials_t sl_philox_trials(const sl_stream_t *stream, uint32_t row,
                                                  sl_vu64_t trial)
{
  const sl_vu64_t key = sl_vu64_set(row ^ (uint32_t)stream->seed);
  const sl_vu64_t p1 = sl_vu64_mul_u32(trial, sl_vu64_set(SL_PHILOX_M1));
  const sl_vu64_t c0 = sl_vu64_xor(sl_vu64_shr(p1, 32), key);
  const sl_vu64_t p0 = sl_vu64_mul_u32(c0, sl_vu64_set(SL_PHILOX_M0));
  return (sl_philox_trials_t){.c0 = p1, .c2 = sl_vu64_shr(p0, 32), .c3 = p0};
}

/* After two rounds. */
static inline sl_philox_lanes_t sl_philox_cross(const sl_philox_trials_t *trials,
                                                const sl_philox_number_t *number)
{
  return (sl_philox_lanes_t){.c0 = sl_vu64_xor(trials->c0, sl_vu64_set(number->c0)),
                             .c1 = sl_vu64_set(number->c1),
                             .c2 = sl_vu64_xor(trials->c2, sl_vu64_set(number->c2)),
                             .c3 = trials->c3};
}

static inline sl_vu64_t sl_philox_even_word(const sl_philox_lanes_t *s)
{
  return sl_vu64_join_u32(s->c0, s->c1);
}

static inline sl_vu64_t sl_philox_odd_word(const sl_philox_lanes_t *s)
{
  return sl_vu64_join_u32(s->c2, s->c3);
}

#endif
