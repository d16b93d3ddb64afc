/* The claims of one row over consecutive trials as a flat list of Philox blocks, two claims each,
 * so that loops over claims have no branch that depends on a trial's count: for *_kernel.c files.
 *
 * A block is one number: trial x 2^32 + number of the block; SL_FLAT_ODD is set in every block of a
 * trial with an odd count, whose last block has a second word that belongs to no claim.
 */
#ifndef SL_MODELS_SIMD_FLAT_H
#define SL_MODELS_SIMD_FLAT_H

#include "models/simd/nonempty.h"
#include "models/simd/philox_lanes.h"

#define SL_FLAT_BLOCKS 512 /* in the first-level cache with what is made of them */
#define SL_FLAT_ODD (UINT64_C(1) << 31)

/* Blocks laid out at once, whatever a trial's number: the next trial overwrites what is too much.
 */
#define SL_FLAT_CHUNK ((size_t)(SL_LANES > 1 ? 8 : 2))

#define SL_FLAT_SLACK (4 * SL_FLAT_CHUNK)

typedef struct sl_flat {
  uint64_t block[SL_FLAT_BLOCKS + SL_FLAT_SLACK];
  size_t n;        /* blocks; behind them 0s, up to a whole vector and the next */
  size_t n_claims; /* of these blocks */
} sl_flat_t;

/* A guess at a trial's claims: of most trials none, a chunk of blocks, more. */
typedef enum sl_flat_most { SL_FLAT_FEW, SL_FLAT_SOME, SL_FLAT_MANY } sl_flat_most_t;

/* What is left to lay out. */
typedef struct sl_flat_rest {
  const uint32_t *counts; /* of trial, trial + 1, ... */
  size_t n;
  uint32_t trial;
  uint32_t done; /* claims of the first trial that are laid out already: an even number */
  sl_flat_most_t most;
} sl_flat_rest_t;

static inline uint64_t sl_flat_blocks_of(uint64_t count) { return (count + 1) / 2; }

static inline sl_flat_rest_t sl_flat_all(uint32_t first_trial, size_t n, const uint32_t *counts)
{
  uint64_t sum = 0;
  for (size_t i = 0; i < n; i++) {
    sum += counts[i];
  }
  return (sl_flat_rest_t){.counts = counts,
                          .n = n,
                          .trial = first_trial,
                          .most = sum < n / 2                   ? SL_FLAT_FEW
                                  : sum < SL_FLAT_CHUNK / 2 * n ? SL_FLAT_SOME
                                                                : SL_FLAT_MANY};
}

/* n blocks from `first` on, a trial, its mark and a number. Writes whole chunks, at least one. */
static inline void sl_flat_lay_trial(uint64_t *to, uint64_t first, size_t n, size_t chunk)
{
  const uint64_t *end = to + n;
  sl_vu64_t blocks = sl_vu64_add(sl_vu64_set(first), sl_vu64_iota());
  do {
    for (size_t k = 0; k < chunk; k += SL_LANES) {
      sl_vu64_store(to + k, blocks);
      blocks = sl_vu64_add(blocks, sl_vu64_set(SL_LANES));
    }
    to += chunk;
  } while (to < end);
}

static inline uint64_t sl_flat_first(uint32_t trial, uint64_t count)
{
  return (uint64_t)trial << 32 | (count & 1) << 31;
}

static inline void sl_flat_pass(sl_flat_rest_t *rest, size_t n)
{
  rest->counts += n;
  rest->n -= n;
  rest->trial += (uint32_t)n;
  rest->done = 0;
}

/* A trial of more claims than there is room for: as many as there is. */
static inline void sl_flat_lay_part(sl_flat_t *flat, sl_flat_rest_t *rest)
{
  const uint32_t left = rest->counts[0] - rest->done, room = 2 * SL_FLAT_BLOCKS;
  const uint32_t count = left < room ? left : room;
  flat->n = sl_flat_blocks_of(count);
  flat->n_claims = count;
  sl_flat_lay_trial(flat->block, sl_flat_first(rest->trial, count) + rest->done / 2, flat->n,
                    SL_FLAT_CHUNK);
  rest->done += count;
  if (count == left) {
    sl_flat_pass(rest, 1);
  }
}

/* The n trials listed in index, or the first n, as many as there is room for. Returns how many. */
static inline size_t sl_flat_lay_listed(sl_flat_t *flat, const sl_flat_rest_t *rest,
                                        const uint16_t *index, size_t n, size_t chunk)
{
  size_t used = 0, claims = 0, k = 0;
  for (; k < n; k++) {
    const size_t i = index != NULL ? index[k] : k;
    const uint64_t count = rest->counts[i], n_blocks = sl_flat_blocks_of(count);
    if (used + n_blocks > SL_FLAT_BLOCKS) {
      break;
    }
    sl_flat_lay_trial(flat->block + used, sl_flat_first(rest->trial + (uint32_t)i, count), n_blocks,
                      chunk);
    used += n_blocks;
    claims += count;
  }
  flat->n = used;
  flat->n_claims = claims;
  return k;
}

static inline void sl_flat_lay_nonempty(sl_flat_t *flat, sl_flat_rest_t *rest)
{
  uint16_t index[SL_NONEMPTY_MOST];
  const size_t n = rest->n < SL_NONEMPTY_MOST ? rest->n : SL_NONEMPTY_MOST;
  const size_t found = sl_nonempty(rest->counts, n, index);
  const size_t laid = sl_flat_lay_listed(flat, rest, index, found, SL_FLAT_CHUNK);
  sl_flat_pass(rest, laid < found ? index[laid] : n);
}

/* Lays out as many claims as there is room for. Returns whether there were
 * any left to lay. Called once for a thousand claims: within a kernel it would take registers from
 * the loop that counts. */
static __attribute__((noinline)) bool sl_flat_lay(sl_flat_t *flat, sl_flat_rest_t *rest)
{
  flat->n = flat->n_claims = 0;
  while (flat->n == 0 && rest->n > 0) {
    if (sl_flat_blocks_of(rest->counts[0]) > SL_FLAT_BLOCKS) {
      sl_flat_lay_part(flat, rest);
    } else if (rest->most == SL_FLAT_FEW) {
      sl_flat_lay_nonempty(flat, rest);
    } else if (rest->most == SL_FLAT_SOME) {
      sl_flat_pass(rest, sl_flat_lay_listed(flat, rest, NULL, rest->n, SL_FLAT_CHUNK));
    } else {
      sl_flat_pass(rest, sl_flat_lay_listed(flat, rest, NULL, rest->n, 2 * SL_FLAT_CHUNK));
    }
  }
  for (size_t k = 0; k < 2 * SL_LANES; k += SL_LANES) {
    sl_vu64_store(flat->block + flat->n + k, sl_vu64_set(0));
  }
  return flat->n > 0;
}

/* What the claims of a call share. */
typedef struct sl_flat_source {
  sl_philox_keys_t keys;
  uint32_t purpose, row;
} sl_flat_source_t;

static inline void sl_flat_set_source(sl_flat_source_t *source, const sl_stream_t *stream,
                                      uint32_t row)
{
  sl_philox_set_keys(stream->seed, &source->keys);
  source->purpose = stream->purpose;
  source->row = row;
}

static inline sl_philox_lanes_t sl_flat_counters(const sl_flat_source_t *source, sl_vu64_t block)
{
  const sl_vu64_t number = sl_vu64_and(block, sl_vu64_set(SL_FLAT_ODD - 1));
  return sl_philox_counters(source->purpose, source->row, number, sl_vu64_shr(block, 32));
}

/* Blocks from there on whose second word is no claim's: the last of an odd trial, behind which the
 * next trial's numbers begin. Block i at bit i. */
static inline unsigned sl_flat_lonely(const uint64_t *block)
{
  const sl_vu64_t odd = sl_vu64_set(SL_FLAT_ODD), number = sl_vu64_set(SL_FLAT_ODD - 1);
  const sl_vmask_t is_odd = sl_vu64_eq(sl_vu64_and(sl_vu64_load(block), odd), odd);
  const sl_vmask_t is_last =
      sl_vu64_eq(sl_vu64_and(sl_vu64_load(block + 1), number), sl_vu64_set(0));
  return sl_vmask_bits(sl_vmask_and(is_odd, is_last));
}

/* Words of so many claims, and what is written behind them. */
#define SL_FLAT_WORDS (2 * (SL_FLAT_BLOCKS + SL_FLAT_SLACK))

/* words: room for SL_FLAT_WORDS; those of the n_claims laid out come first, then any up to two
 * whole vectors. */
static inline void sl_flat_words(const sl_flat_t *flat, const sl_flat_source_t *source,
                                 uint64_t *words)
{
  for (size_t i = 0; i < flat->n; i += SL_LANES) {
    sl_philox_lanes_t s = sl_flat_counters(source, sl_vu64_load_for_pairs(flat->block + i));
    sl_philox_mix(&s, &source->keys);
    words = sl_vu64_pack_pairs(words, sl_philox_even_word(&s), sl_philox_odd_word(&s),
                               sl_flat_lonely(flat->block + i));
  }
  sl_vu64_store(words, sl_vu64_set(0));
}

#endif
