#include "models/streams.h"

#define PHILOX_M0 UINT32_C(0xD2511F53)
#define PHILOX_M1 UINT32_C(0xCD9E8D57)
#define PHILOX_W0 UINT32_C(0x9E3779B9)
#define PHILOX_W1 UINT32_C(0xBB67AE85)

/* Philox blocks waiting to be evaluated. The ten rounds of one block are a chain of
 * multiplications; a loop over many blocks without a branch lets the processor, or a vectorising
 * compiler, overlap them. 64 blocks fit into the first-level cache. */
#define BATCH 64

typedef struct batch {
  uint32_t c0[BATCH], c1[BATCH], c2[BATCH], c3[BATCH]; /* counters, then random words */
  uint8_t used[BATCH];                                 /* 64-bit words wanted of each: 1 or 2 */
  uint32_t n;
} batch_t;

static inline uint64_t join(uint32_t low, uint32_t high)
{
  return (uint64_t)low | ((uint64_t)high << 32);
}

static inline void philox_round(uint32_t c[4], uint32_t k0, uint32_t k1)
{
  const uint64_t p0 = (uint64_t)PHILOX_M0 * c[0], p1 = (uint64_t)PHILOX_M1 * c[2];
  c[0] = (uint32_t)(p1 >> 32) ^ c[1] ^ k0;
  c[1] = (uint32_t)p1;
  c[2] = (uint32_t)(p0 >> 32) ^ c[3] ^ k1;
  c[3] = (uint32_t)p0;
}

/* Ten rounds, written out: not every compiler unrolls the loop. */
static inline void philox(uint32_t c[4], uint32_t k0, uint32_t k1)
{
  philox_round(c, k0, k1);
  philox_round(c, k0 + 1U * PHILOX_W0, k1 + 1U * PHILOX_W1);
  philox_round(c, k0 + 2U * PHILOX_W0, k1 + 2U * PHILOX_W1);
  philox_round(c, k0 + 3U * PHILOX_W0, k1 + 3U * PHILOX_W1);
  philox_round(c, k0 + 4U * PHILOX_W0, k1 + 4U * PHILOX_W1);
  philox_round(c, k0 + 5U * PHILOX_W0, k1 + 5U * PHILOX_W1);
  philox_round(c, k0 + 6U * PHILOX_W0, k1 + 6U * PHILOX_W1);
  philox_round(c, k0 + 7U * PHILOX_W0, k1 + 7U * PHILOX_W1);
  philox_round(c, k0 + 8U * PHILOX_W0, k1 + 8U * PHILOX_W1);
  philox_round(c, k0 + 9U * PHILOX_W0, k1 + 9U * PHILOX_W1);
}

static void philox_batch(uint64_t seed, batch_t *restrict batch)
{
  const uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
  for (uint32_t i = 0; i < batch->n; i++) {
    uint32_t c[4] = {batch->c0[i], batch->c1[i], batch->c2[i], batch->c3[i]};
    philox(c, k0, k1);
    batch->c0[i] = c[0];
    batch->c1[i] = c[1];
    batch->c2[i] = c[2];
    batch->c3[i] = c[3];
  }
}

sl_stream_t sl_stream_init(uint64_t seed, sl_pass_t pass, sl_draw_kind_t kind, unsigned year,
                           unsigned service)
{
  const uint32_t purpose = ((uint32_t)pass & 1U) << 31 | ((uint32_t)kind & 0x7FU) << 24 |
                           ((uint32_t)year & 0xFFU) << 16 | ((uint32_t)service & 0xFFFFU);
  return (sl_stream_t){.seed = seed, .purpose = purpose};
}

uint64_t sl_stream_word(const sl_stream_t *stream, uint32_t trial, uint32_t row, uint32_t draw)
{
  uint32_t c[4] = {draw / 2, row, trial, stream->purpose};
  philox(c, (uint32_t)stream->seed, (uint32_t)(stream->seed >> 32));
  return draw % 2 == 0 ? join(c[0], c[1]) : join(c[2], c[3]);
}

static inline void add_block(batch_t *batch, const sl_stream_t *stream, uint32_t trial,
                             uint32_t row, uint32_t block, uint32_t used)
{
  const uint32_t i = batch->n++;
  batch->c0[i] = block;
  batch->c1[i] = row;
  batch->c2[i] = trial;
  batch->c3[i] = stream->purpose;
  batch->used[i] = (uint8_t)used;
}

void sl_stream_words_by_trial(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                              uint32_t row, uint32_t draw, uint64_t *words)
{
  batch_t batch;
  for (size_t done = 0; done < n; done += batch.n) {
    batch.n = 0;
    while (batch.n < BATCH && done + batch.n < n) {
      add_block(&batch, stream, first_trial + (uint32_t)done + batch.n, row, draw / 2, 1);
    }
    philox_batch(stream->seed, &batch);
    const uint32_t *low = draw % 2 == 0 ? batch.c0 : batch.c2;
    const uint32_t *high = draw % 2 == 0 ? batch.c1 : batch.c3;
    for (uint32_t i = 0; i < batch.n; i++) {
      words[done + i] = join(low[i], high[i]);
    }
  }
}

/* Evaluate and write the wanted words; returns the place after them. A block's second word is
 * written even where it is not wanted (the next block overwrites it: no branch), but never that
 * of the last block. */
static uint64_t *flush(const sl_stream_t *stream, batch_t *batch, uint64_t *words)
{
  if (batch->n == 0) {
    return words;
  }
  const uint32_t last = batch->n - 1;
  philox_batch(stream->seed, batch);
  for (uint32_t i = 0; i < last; i++) {
    words[0] = join(batch->c0[i], batch->c1[i]);
    words[1] = join(batch->c2[i], batch->c3[i]);
    words += batch->used[i];
  }
  words[0] = join(batch->c0[last], batch->c1[last]);
  if (batch->used[last] == 2) {
    words[1] = join(batch->c2[last], batch->c3[last]);
  }
  batch->n = 0;
  return words + batch->used[last];
}

void sl_stream_words_by_claim(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                              uint32_t row, const uint32_t *counts, uint64_t *words)
{
  batch_t batch;
  batch.n = 0;
  for (size_t i = 0; i < n; i++) {
    for (uint32_t draw = 0; draw < counts[i]; draw += 2) {
      add_block(&batch, stream, first_trial + (uint32_t)i, row, draw / 2,
                counts[i] - draw > 1 ? 2 : 1);
      if (batch.n == BATCH) {
        words = flush(stream, &batch, words);
      }
    }
  }
  flush(stream, &batch, words);
}
