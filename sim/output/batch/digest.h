/* A digest of bytes: FNV-1a, 64 bits, as of a result's seal. Tells files apart, stops no forger. */
#ifndef SL_SIM_OUTPUT_BATCH_DIGEST_H
#define SL_SIM_OUTPUT_BATCH_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#define SL_DIGEST_BEGIN UINT64_C(0xcbf29ce484222325)

/* Of what `digest` is of, and n bytes after it. */
static inline uint64_t sl_digest(uint64_t digest, const void *bytes, size_t n)
{
  const unsigned char *byte = bytes;
  for (size_t i = 0; i < n; i++) {
    digest = (digest ^ byte[i]) * UINT64_C(0x100000001b3);
  }
  return digest;
}

#endif
