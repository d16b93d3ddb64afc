#include "models/random/streams.h"

#include "models/random/philox.h"

sl_stream_t sl_stream_init(uint64_t seed, sl_pass_t pass, sl_draw_kind_t kind, int year,
                           unsigned service)
{
  const uint32_t purpose = ((uint32_t)pass & 3U) << 30 | ((uint32_t)kind & 0x3FU) << 24 |
                           ((0U - (uint32_t)year) & 0xFFU) << 16 | ((uint32_t)service & 0xFFFFU);
  return (sl_stream_t){.seed = seed, .purpose = purpose};
}

sl_word_pair_t sl_stream_pair(const sl_stream_t *stream, uint32_t trial, uint32_t row,
                              uint32_t block)
{
  uint32_t c[4] = {block, row, trial, stream->purpose};
  sl_philox(c, (uint32_t)stream->seed, (uint32_t)(stream->seed >> 32));
  return (sl_word_pair_t){sl_philox_join(c[0], c[1]), sl_philox_join(c[2], c[3])};
}

uint64_t sl_stream_word(const sl_stream_t *stream, uint32_t trial, uint32_t row, uint32_t draw)
{
  const sl_word_pair_t pair = sl_stream_pair(stream, trial, row, draw / 2);
  return draw % 2 == 0 ? pair.even : pair.odd;
}
