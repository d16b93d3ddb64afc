/* Written once in the vectors of gcc and clang, as wide as the set's registers. Only the widening
 * product needs a word from us, as neither compiler finds it. */
#include "bench/peers/limit_loop.h"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#if defined(__AVX512F__)
#define LANES 8
#elif defined(__AVX2__)
#define LANES 4
#else
#define LANES 2
#endif

#define ROUNDS 10
#define BLOCK 128 /* vectors */

typedef uint64_t words_t __attribute__((vector_size(8 * LANES)));
typedef double reals_t __attribute__((vector_size(8 * LANES)));

#define LOW_HALF ((words_t){0} + 0xffffffffU)

/* Product of the lower halves, 32 x 32 -> 64 bits. */
static inline words_t widening_product(words_t a, words_t b)
{
#if defined(__AVX512F__)
  return (words_t)_mm512_mul_epu32((__m512i)a, (__m512i)b);
#elif defined(__AVX2__)
  return (words_t)_mm256_mul_epu32((__m256i)a, (__m256i)b);
#elif defined(__SSE2__)
  return (words_t)_mm_mul_epu32((__m128i)a, (__m128i)b);
#else
  return (a & LOW_HALF) * (b & LOW_HALF);
#endif
}

/* Philox4x32-10 (Salmon and others, 2011): a block of each lane, two 64-bit words of each block. */
static inline void philox(words_t counter, words_t out[2])
{
  const words_t m0 = (words_t){0} + 0xD2511F53U, m1 = (words_t){0} + 0xCD9E8D57U;
  words_t c0 = counter, c1 = {0}, c2 = {0}, c3 = {0};
  uint32_t k0 = 1, k1 = 0;
  for (int r = 0; r < ROUNDS; r++) {
    const words_t p0 = widening_product(m0, c0), p1 = widening_product(m1, c2);
    c0 = (p1 >> 32) ^ c1 ^ ((words_t){0} + k0);
    c1 = p1;
    c2 = (p0 >> 32) ^ c3 ^ ((words_t){0} + k1);
    c3 = p0;
    /* The upper halves of c1 and c3 are left over: they reach c0 and c2 alone, whose upper halves
     * the next product does not read. */
    k0 += 0x9E3779B9U;
    k1 += 0xBB67AE85U;
  }
  out[0] = (c0 << 32) | (c1 & LOW_HALF);
  out[1] = (c2 << 32) | (c3 & LOW_HALF);
}

/* Uniform on (0, 1): 52 bits and a half. */
static inline reals_t uniform_of(words_t word)
{
  const words_t bits = (word >> 12) | ((words_t){0} + 0x3ff0000000000000U);
  return (reals_t)bits - (1.0 - 0x1p-53);
}

/* log(x) = e log(2) + log(m), m in [sqrt(1/2), sqrt(2)), by the series of 2 artanh(s),
 * s = (m - 1) / (m + 1), economised: about one unit in the last place. */
static inline reals_t log_of(reals_t x)
{
  const words_t biased = (words_t)x + ((words_t){0} + (0x4000000000000000U - 0x3fe6a09e667f3bcdU));
  const words_t e =
      biased >> 52; /* 1024 more than the exponent: no set below AVX-512 shifts signs */
  const words_t magic = (words_t){0} + 0x4338000000000000U; /* 1.5 x 2^52 */
  const reals_t exponent = (reals_t)(magic + e) - (0x1.8p52 + 1024.0);
  const reals_t m = (reals_t)((words_t)x - (e << 52) + 0x4000000000000000U);
  const reals_t s = (m - 1.0) / (m + 1.0), z = s * s;
  reals_t p = z * 1.479819860511658591e-01 + 1.531383769920937332e-01;
  p = p * z + 1.818357216161805012e-01;
  p = p * z + 2.222219843214978396e-01;
  p = p * z + 2.857142874366239149e-01;
  p = p * z + 3.999999999940941908e-01;
  p = p * z + 6.666666666666735130e-01;
  return exponent * 0x1.62e42fefa39efp-1 + (s * z * p + 2.0 * s);
}

/* exp(x) = 2^k exp(r), |r| <= log(2) / 2, by Taylor's polynomial of degree 11: about one unit in
 * the last place. */
static inline reals_t exp_of(reals_t x)
{
  const reals_t shifted = x * 0x1.71547652b82fep0 + 0x1.8p52;
  const reals_t k = shifted - 0x1.8p52;
  const reals_t r = (x - k * 0x1.62e42fee00000p-1) - k * 0x1.a39ef35793c76p-33;
  reals_t p = r * 2.505210838544172e-08 + 2.755731922398589e-07;
  p = p * r + 2.755731922398589e-06;
  p = p * r + 2.48015873015873e-05;
  p = p * r + 1.984126984126984e-04;
  p = p * r + 1.388888888888889e-03;
  p = p * r + 8.333333333333333e-03;
  p = p * r + 4.166666666666666e-02;
  p = p * r + 1.666666666666667e-01;
  p = p * r + 0.5;
  p = p * r + 1.0;
  p = p * r + 1.0;
  return (reals_t)((words_t)p + ((words_t)shifted << 52));
}

/* Loops of one step each, with a block between them that the first cache holds: a processor looks
 * some 200 instructions ahead, which is one claim from word to amount in one loop, but many claims
 * in three. */
static inline void draw_words(words_t first, words_t *words)
{
  for (int i = 0; i < BLOCK; i += 2, first += LANES) {
    philox(first, words + i);
  }
}

static inline reals_t sum_of_claims(const words_t *words, double mu, double sigma)
{
  reals_t logs[BLOCK], sum = {0};
  for (int i = 0; i < BLOCK; i++) {
    logs[i] = log_of(uniform_of(words[i]));
  }
  for (int i = 0; i < BLOCK; i++) {
    sum += exp_of(mu - sigma * logs[i]);
  }
  return sum;
}

double SL_LIMIT_NAME(uint64_t claims, double mu, double sigma)
{
  words_t first, words[BLOCK];
  reals_t sum = {0};
  double total = 0.0;
  for (int l = 0; l < LANES; l++) {
    first[l] = (uint64_t)l;
  }
  for (uint64_t i = 0; i < claims; i += BLOCK * LANES, first += BLOCK * LANES / 2) {
    draw_words(first, words);
    sum += sum_of_claims(words, mu, sigma);
  }
  for (int l = 0; l < LANES; l++) {
    total += sum[l];
  }
  return total;
}
