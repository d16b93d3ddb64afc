#include "models/statistics/radix_sort.h"

#include <stdint.h>
#include <string.h>

#define DIGIT_BITS 11
#define DIGITS 6 /* of 64 bits */
#define BUCKETS ((size_t)1 << DIGIT_BITS)

/* Unsigned keys in the order of the doubles: negative ones turned over, others above them. */
static inline uint64_t key_of(double value)
{
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits ^ ((0 - (bits >> 63)) | (UINT64_C(1) << 63));
}

static inline size_t digit_of(uint64_t key, unsigned digit)
{
  return (size_t)(key >> (digit * DIGIT_BITS)) & (BUCKETS - 1);
}

static void count_digits(const double *x, size_t n, size_t count[DIGITS][BUCKETS])
{
  memset(count, 0, DIGITS * sizeof *count);
  for (size_t i = 0; i < n; i++) {
    const uint64_t key = key_of(x[i]);
    for (unsigned d = 0; d < DIGITS; d++) {
      count[d][digit_of(key, d)]++;
    }
  }
}

/* By one digit, from one place to the other. */
static void deal(const double *from, double *to, size_t n, unsigned digit, const size_t *count)
{
  size_t place[BUCKETS], next = 0;
  for (size_t b = 0; b < BUCKETS; b++) {
    place[b] = next;
    next += count[b];
  }
  for (size_t i = 0; i < n; i++) {
    to[place[digit_of(key_of(from[i]), digit)]++] = from[i];
  }
}

void sl_radix_sort(double *x, double *scratch, size_t n)
{
  size_t count[DIGITS][BUCKETS];
  double *from = x, *to = scratch;
  if (n < 2) {
    return;
  }
  count_digits(x, n, count);
  for (unsigned d = 0; d < DIGITS; d++) {
    if (count[d][digit_of(key_of(x[0]), d)] == n) {
      continue;
    }
    deal(from, to, n, d, count[d]);
    double *other = from;
    from = to;
    to = other;
  }
  if (from != x) {
    memcpy(x, from, n * sizeof *x);
  }
}
