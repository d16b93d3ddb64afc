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
