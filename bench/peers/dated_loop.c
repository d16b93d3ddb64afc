/* The loops of a dated claim, each of one step, over a block of trials that stays in the cache. The
 * random words, the logarithm and the exponential are the limit kernel's own, so the two kernels
 * differ by what a date costs and by nothing else. */
#include "bench/peers/dated_loop.h"

#include <stdlib.h>
#include <string.h>

/* limit_loop.c also defines the limit kernel under this name; here only what it calls is wanted. */
#define SL_LIMIT_NAME limit_unused
__attribute__((unused)) static double limit_unused(uint64_t claims, double mu, double sigma);
#include "bench/peers/limit_loop.c"

#define TRIALS SL_BENCH_DATED_TRIALS
#define TOGETHER 4 /* trials that go through the plan side by side */
#define PERSONS 4
#define DAYS 368     /* 365 in whole groups of four counts, which one 64-bit word holds */
#define LAST_DAY 800 /* no claim is paid later */
#define SERVICES 32
#define SLOTS 32   /* months, 24 of them in use */
#define SPARE 4096 /* bytes behind each array, for vectors that reach over its end */

/* What adjudication must know of a claim, in 16 bytes; in the order of days it reads no more. */
typedef struct claim {
  double amount;
  uint16_t service;
  uint8_t month, person;
  uint32_t unused;
} claim_t;

typedef struct block {
  double *amount;
  uint64_t *amount_word, *date_word;
  uint16_t *day;
  claim_t *by_day;
} block_t;

/* Service by service, so that one formula of minima serves them all without a branch. */
typedef struct terms {
  double copay[SERVICES], deductible_cap[SERVICES], coinsurance[SERVICES];
} terms_t;

static uint16_t count[TRIALS][DAYS];
static uint8_t month_of[LAST_DAY];
static double paid[TRIALS][PERSONS][SLOTS];

/* A block is freed as it is, also where some of it could not be had. */
static void free_block(block_t *b)
{
  free(b->amount);
  free(b->amount_word);
  free(b->date_word);
  free(b->day);
  free(b->by_day);
}

static inline double lesser(double a, double b) { return a < b ? a : b; }

/* One step after the other, as in the limit kernel: words, logarithms, exponentials, days. */
static inline void draw(const block_t *b, size_t claims, words_t *first)
{
  for (size_t i = 0; i < claims; i += LANES, *first += LANES) {
    words_t words[2];
    philox(*first, words);
    memcpy(b->amount_word + i, &words[0], sizeof words[0]);
    memcpy(b->date_word + i, &words[1], sizeof words[1]);
  }
  for (size_t i = 0; i < claims; i += LANES) {
    words_t word;
    memcpy(&word, b->amount_word + i, sizeof word);
    const reals_t x = log_of(uniform_of(word));
    memcpy(b->amount + i, &x, sizeof x);
  }
  for (size_t i = 0; i < claims; i += LANES) {
    reals_t x;
    memcpy(&x, b->amount + i, sizeof x);
    x = exp_of(4.9 - 1.2 * x);
    memcpy(b->amount + i, &x, sizeof x);
  }
  for (size_t i = 0; i < claims; i++) {
    b->day[i] = (uint16_t)(((b->date_word[i] >> 32) * 365U) >> 32);
  }
}

/* Counts become places: running sums of four trials side by side, four counts to a word. The
 * product spreads a number over the four quarters of a word. */
static inline void sum_up(uint16_t counts[][DAYS], size_t base, size_t n)
{
  uint64_t carry[TOGETHER];
  for (int k = 0; k < TOGETHER; k++) {
    carry[k] = (base + (size_t)k * n) * 0x0001000100010001U;
  }
  for (size_t w = 0; w < DAYS / 4; w++) {
    for (int k = 0; k < TOGETHER; k++) {
      uint64_t x;
      memcpy(&x, counts[k] + 4 * w, 8);
      x += x << 16;
      x += x << 32;
      x += carry[k];
      memcpy(counts[k] + 4 * w, &x, 8);
      carry[k] = (x >> 48) * 0x0001000100010001U;
    }
  }
}

/* A counting sort: stable, and without a branch, which the random days would mislead. */
static inline void order_by_day(const block_t *b, size_t n)
{
  memset(count, 0, sizeof count);
  for (size_t t = 0; t < TRIALS; t++) {
    for (size_t i = 0; i < n; i++) {
      count[t][b->day[t * n + i] + 1]++;
    }
  }
  for (size_t t = 0; t < TRIALS; t += TOGETHER) {
    sum_up(count + t, t * n, n);
  }
  for (size_t t = 0; t < TRIALS; t++) {
    for (size_t i = 0; i < n; i++) {
      const size_t j = t * n + i;
      const uint32_t at = count[t][b->day[j]]++;
      b->by_day[at] = (claim_t){b->amount[j], (uint16_t)(i & 31),
                                month_of[b->day[j] + ((uint32_t)b->date_word[j] >> 24)],
                                (uint8_t)(i * 4 / n), 0};
    }
  }
}

static inline void fill_terms(terms_t *terms)
{
  for (int e = 0; e < SERVICES; e++) {
    terms->copay[e] = e % 3 ? 0 : 30;
    terms->deductible_cap[e] = e % 3 ? 1e300 : 0;
    terms->coinsurance[e] = e % 3 ? 0.2 : 0;
  }
}

/* What is left of each limit counts down from claim to claim, a chain that no vector shortens; four
 * families side by side fill the time each waits for its own. Returns what members paid. */
static inline double adjudicate(const claim_t *by_day, size_t n, const terms_t *terms, size_t t)
{
  double deductible[TOGETHER][PERSONS], maximum[TOGETHER][PERSONS];
  double family_deductible[TOGETHER], family_maximum[TOGETHER], members[TOGETHER] = {0};
  for (int k = 0; k < TOGETHER; k++) {
    family_deductible[k] = 3000;
    family_maximum[k] = 10000;
    for (int p = 0; p < PERSONS; p++) {
      deductible[k][p] = 1500;
      maximum[k][p] = 5000;
    }
  }
  for (size_t i = 0; i < n; i++) {
    for (int k = 0; k < TOGETHER; k++) {
      const claim_t c = by_day[(t + (size_t)k) * n + i];
      const double open = lesser(deductible[k][c.person], family_deductible[k]);
      const double d = lesser(c.amount, lesser(terms->deductible_cap[c.service], open));
      const double share = lesser(terms->copay[c.service], c.amount) + d +
                           terms->coinsurance[c.service] * (c.amount - d);
      const double cost =
          lesser(lesser(share, c.amount), lesser(maximum[k][c.person], family_maximum[k]));
      deductible[k][c.person] -= d;
      family_deductible[k] -= d;
      maximum[k][c.person] -= cost;
      family_maximum[k] -= cost;
      members[k] += cost;
      paid[t + (size_t)k][c.person][c.month] += c.amount - cost;
    }
  }
  return members[0] + members[1] + members[2] + members[3];
}

/* What the plan paid, month by month. */
static inline double sum_of_months(void)
{
  double total = 0.0;
  for (size_t t = 0; t < TRIALS; t++) {
    for (int p = 0; p < PERSONS; p++) {
      double sum = 0.0;
      for (int m = 0; m < SLOTS; m++) {
        sum += paid[t][p][m];
      }
      total += sum;
    }
  }
  return total;
}

static inline void simulate(const block_t *b, size_t n, uint64_t blocks,
                            sl_bench_dated_sums_t *sums)
{
  words_t first;
  for (int l = 0; l < LANES; l++) {
    first[l] = (uint64_t)l;
  }
  for (uint64_t r = 0; r < blocks; r++) {
    terms_t terms;
    draw(b, TRIALS * n, &first);
    order_by_day(b, n);
    fill_terms(&terms);
    memset(paid, 0, sizeof paid);
    for (size_t t = 0; t < TRIALS; t += TOGETHER) {
      sums->members += adjudicate(b->by_day, n, &terms, t);
    }
    sums->plan += sum_of_months();
  }
}

int SL_DATED_NAME(size_t n, uint64_t blocks, sl_bench_dated_sums_t *sums)
{
  const size_t claims = TRIALS * n, bytes = claims * 8 + SPARE;
  block_t b = {aligned_alloc(64, bytes), aligned_alloc(64, bytes), aligned_alloc(64, bytes),
               aligned_alloc(64, claims * 2 + SPARE), aligned_alloc(64, (claims + 64) * 16)};
  const int is_whole = b.amount && b.amount_word && b.date_word && b.day && b.by_day;
  *sums = (sl_bench_dated_sums_t){0};
  for (int d = 0; d < LAST_DAY; d++) {
    month_of[d] = (uint8_t)(d / 31 < 24 ? d / 31 : 24);
  }
  if (is_whole) {
    simulate(&b, n, blocks, sums);
  }
  free_block(&b);
  return is_whole ? 0 : -1;
}
