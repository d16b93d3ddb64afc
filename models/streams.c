#include "models/streams.h"

#define PHILOX_M0 UINT32_C(0xD2511F53)
#define PHILOX_M1 UINT32_C(0xCD9E8D57)
#define PHILOX_W0 UINT32_C(0x9E3779B9)
#define PHILOX_W1 UINT32_C(0xBB67AE85)

/* Blocks evaluated side by side: the rounds of one block form a chain of multiplications, so the
 * loop over independent lanes is what lets a compiler use vector registers. */
#define LANES 16

typedef struct lanes {
  uint32_t c0[LANES], c1[LANES], c2[LANES], c3[LANES];
} lanes_t;

static inline uint64_t join(uint32_t low, uint32_t high)
{
  return (uint64_t)low | ((uint64_t)high << 32);
}

static void philox(uint64_t seed, uint32_t c[4])
{
  uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
  for (int round = 0; round < 10; round++) {
    const uint64_t p0 = (uint64_t)PHILOX_M0 * c[0], p1 = (uint64_t)PHILOX_M1 * c[2];
    const uint32_t c1 = c[1], c3 = c[3];
    c[0] = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    c[1] = (uint32_t)p1;
    c[2] = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c[3] = (uint32_t)p0;
    k0 += PHILOX_W0;
    k1 += PHILOX_W1;
  }
}

static void philox_lanes(uint64_t seed, lanes_t *restrict x)
{
  uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
  for (int round = 0; round < 10; round++) {
    for (int i = 0; i < LANES; i++) {
      const uint64_t p0 = (uint64_t)PHILOX_M0 * x->c0[i], p1 = (uint64_t)PHILOX_M1 * x->c2[i];
      const uint32_t c1 = x->c1[i], c3 = x->c3[i];
      x->c0[i] = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
      x->c1[i] = (uint32_t)p1;
      x->c2[i] = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
      x->c3[i] = (uint32_t)p0;
    }
    k0 += PHILOX_W0;
    k1 += PHILOX_W1;
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
  philox(stream->seed, c);
  return draw % 2 == 0 ? join(c[0], c[1]) : join(c[2], c[3]);
}

void sl_stream_words_by_trial(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                              uint32_t row, uint32_t draw, uint64_t *words)
{
  size_t i = 0;
  for (; i + LANES <= n; i += LANES) {
    lanes_t x;
    for (uint32_t j = 0; j < LANES; j++) {
      x.c0[j] = draw / 2;
      x.c1[j] = row;
      x.c2[j] = first_trial + (uint32_t)i + j;
      x.c3[j] = stream->purpose;
    }
    philox_lanes(stream->seed, &x);
    for (size_t j = 0; j < LANES; j++) {
      words[i + j] = draw % 2 == 0 ? join(x.c0[j], x.c1[j]) : join(x.c2[j], x.c3[j]);
    }
  }
  for (; i < n; i++) {
    words[i] = sl_stream_word(stream, first_trial + (uint32_t)i, row, draw);
  }
}

/* The words of one trial's claims. */
static uint64_t *words_of_trial(const sl_stream_t *stream, uint32_t trial, uint32_t row,
                                uint32_t count, uint64_t *words)
{
  for (uint32_t block = 0; block < (count + 1) / 2; block++) {
    uint32_t c[4] = {block, row, trial, stream->purpose};
    philox(stream->seed, c);
    *words++ = join(c[0], c[1]);
    if (2 * block + 1 < count) {
      *words++ = join(c[2], c[3]);
    }
  }
  return words;
}

void sl_stream_words_by_claim(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                              uint32_t row, const uint32_t *counts, uint64_t *words)
{
  for (size_t i = 0; i < n; i++) {
    words = words_of_trial(stream, first_trial + (uint32_t)i, row, counts[i], words);
  }
}
