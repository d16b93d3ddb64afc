#include "sim/output/files/digest.h"

#include <string.h>

static uint64_t step(uint64_t digest, uint64_t word)
{
  digest = (digest ^ word) * UINT64_C(0x9e3779b97f4a7c15);
  return digest ^ (digest >> 32);
}

uint64_t sl_digest(uint64_t digest, const void *bytes, size_t n)
{
  const unsigned char *from = bytes;
  uint64_t word;
  size_t i = 0;
  for (; i + sizeof word <= n; i += sizeof word) {
    memcpy(&word, from + i, sizeof word);
    digest = step(digest, word);
  }
  if (i < n) {
    word = 0;
    memcpy(&word, from + i, n - i);
    digest = step(digest, word);
  }
  return digest;
}

sl_digest_lanes_t sl_digest_begin(uint64_t seed)
{
  sl_digest_lanes_t lanes = {{0}};
  for (size_t k = 0; k < SL_DIGEST_LANES; k++) {
    lanes.lane[k] = step(seed, k);
  }
  return lanes;
}

void sl_digest_go_on(sl_digest_lanes_t *lanes, const uint64_t *words, size_t n)
{
  sl_digest_lanes_t at = *lanes;
  size_t i = 0;
  for (; i + SL_DIGEST_LANES <= n; i += SL_DIGEST_LANES) {
    for (size_t k = 0; k < SL_DIGEST_LANES; k++) {
      at.lane[k] = step(at.lane[k], words[i + k]);
    }
  }
  for (size_t k = 0; i < n; i++, k++) {
    at.lane[k] = step(at.lane[k], words[i]);
  }
  *lanes = at;
}

uint64_t sl_digest_end(const sl_digest_lanes_t *lanes)
{
  return sl_digest(0, lanes->lane, sizeof lanes->lane);
}

uint64_t sl_digest_words(uint64_t seed, const uint64_t *words, size_t n)
{
  sl_digest_lanes_t lanes = sl_digest_begin(seed);
  sl_digest_go_on(&lanes, words, n);
  return sl_digest_end(&lanes);
}
