/* Philox4x32-10: four 32-bit words from a counter and a key, in place.
 *
 * Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw (2011), "Parallel random numbers: as
 * easy as 1, 2, 3", SC'11, doi:10.1145/2063384.2063405.
 */
#ifndef SL_MODELS_RANDOM_PHILOX_H
#define SL_MODELS_RANDOM_PHILOX_H

#include <stdint.h>

#define SL_PHILOX_M0 UINT32_C(0xD2511F53)
#define SL_PHILOX_M1 UINT32_C(0xCD9E8D57)
#define SL_PHILOX_W0 UINT32_C(0x9E3779B9)
#define SL_PHILOX_W1 UINT32_C(0xBB67AE85)

static inline uint64_t sl_philox_join(uint32_t low, uint32_t high)
{
  return (uint64_t)low | ((uint64_t)high << 32);
}

static inline void sl_philox_round(uint32_t c[4], uint32_t k0, uint32_t k1)
{
  const uint64_t p0 = (uint64_t)SL_PHILOX_M0 * c[0], p1 = (uint64_t)SL_PHILOX_M1 * c[2];
  c[0] = (uint32_t)(p1 >> 32) ^ c[1] ^ k0;
  c[1] = (uint32_t)p1;
  c[2] = (uint32_t)(p0 >> 32) ^ c[3] ^ k1;
  c[3] = (uint32_t)p0;
}

/* Ten rounds, written out: not every compiler unrolls the loop. */
static inline void sl_philox(uint32_t c[4], uint32_t k0, uint32_t k1)
{
  sl_philox_round(c, k0, k1);
  sl_philox_round(c, k0 + 1U * SL_PHILOX_W0, k1 + 1U * SL_PHILOX_W1);
  sl_philox_round(c, k0 + 2U * SL_PHILOX_W0, k1 + 2U * SL_PHILOX_W1);
  sl_philox_round(c, k0 + 3U * SL_PHILOX_W0, k1 + 3U * SL_PHILOX_W1);
  sl_philox_round(c, k0 + 4U * SL_PHILOX_W0, k1 + 4U * SL_PHILOX_W1);
  sl_philox_round(c, k0 + 5U * SL_PHILOX_W0, k1 + 5U * SL_PHILOX_W1);
  sl_philox_round(c, k0 + 6U * SL_PHILOX_W0, k1 + 6U * SL_PHILOX_W1);
  sl_philox_round(c, k0 + 7U * SL_PHILOX_W0, k1 + 7U * SL_PHILOX_W1);
  sl_philox_round(c, k0 + 8U * SL_PHILOX_W0, k1 + 8U * SL_PHILOX_W1);
  sl_philox_round(c, k0 + 9U * SL_PHILOX_W0, k1 + 9U * SL_PHILOX_W1);
}

#endif
