#include "models/philox.h"
#include "models/simd/kernel.h"

/* Philox blocks waiting to be evaluated. The ten rounds of one block are a chain of
 * multiplications; a loop over many blocks without a branch lets the processor, or a vectorising
 * compiler, overlap them. 64 blocks fit into the first-level cache. */
#define BATCH 64

typedef struct batch {
  uint32_t c0[BATCH], c1[BATCH], c2[BATCH], c3[BATCH]; /* counters, then random words */
  uint8_t used[BATCH];                                 /* 64-bit words wanted of each: 1 or 2 */
  uint32_t n;
} batch_t;

static void philox_batch(uint64_t seed, batch_t *restrict batch)
{
  const uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
  for (uint32_t i = 0; i < batch->n; i++) {
    uint32_t c[4] = {batch->c0[i], batch->c1[i], batch->c2[i], batch->c3[i]};
    sl_philox(c, k0, k1);
    batch->c0[i] = c[0];
    batch->c1[i] = c[1];
    batch->c2[i] = c[2];
    batch->c3[i] = c[3];
  }
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

void SL_KERNEL(sl_words_by_trial)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
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
      words[done + i] = sl_philox_join(low[i], high[i]);
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
    words[0] = sl_philox_join(batch->c0[i], batch->c1[i]);
    words[1] = sl_philox_join(batch->c2[i], batch->c3[i]);
    words += batch->used[i];
  }
  words[0] = sl_philox_join(batch->c0[last], batch->c1[last]);
  if (batch->used[last] == 2) {
    words[1] = sl_philox_join(batch->c2[last], batch->c3[last]);
  }
  batch->n = 0;
  return words + batch->used[last];
}

void SL_KERNEL(sl_words_by_claim)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
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
