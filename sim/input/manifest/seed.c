#include "sim/input/manifest/manifest.h"

#include <inttypes.h>
#include <stdio.h>

uint64_t sl_client_seed(uint64_t batch_seed, const char *name)
{
  char digits[24];
  uint64_t h = UINT64_C(0xcbf29ce484222325);
  snprintf(digits, sizeof digits, "%" PRIu64 ":", batch_seed);
  for (const char *p = digits; *p != '\0'; p++) {
    h = (h ^ (unsigned char)*p) * UINT64_C(0x100000001b3);
  }
  for (const char *p = name; *p != '\0'; p++) {
    h = (h ^ (unsigned char)*p) * UINT64_C(0x100000001b3);
  }
  h = (h ^ h >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  h = (h ^ h >> 27) * UINT64_C(0x94d049bb133111eb);
  return (h ^ h >> 31) >> 15;
}
