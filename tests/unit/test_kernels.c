/* Random words and amounts by every instruction set that this processor runs, and by the AVX-512
 * kernels through SIMDe, against the plain forms in models/, bit for bit. */
#include "models/claims/claim_sum.h"
#include "models/plan/claim_record.h"
#include "tests/support/harness.h"
#include "tests/support/kernels.h"
#include "tests/support/severities.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define UNTOUCHED UINT64_C(0x5ca1ab1e0ddba11)

/* Steele, Lea & Flood (2014), SplitMix64. */
static uint64_t next_word(uint64_t *state)
{
  uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  return z ^ z >> 31;
}

/* Every length up to 40, and some that leave every remainder of the widest vectors. */
static size_t length_at(size_t i)
{
  static const size_t large[] = {255, 256, 257, 511, 512, 513, 1000};
  return i <= 40 ? i : large[i - 41];
}

#define N_LENGTHS 48
#define MOST 1000

typedef void (*check_t)(const sl_kernels_t *kernels);

static void for_each_set(check_t check)
{
  for (size_t i = 0; sl_test_kernels_at(i) != NULL; i++) {
    check(sl_test_kernels_at(i));
  }
}

static const sl_stream_t stream = {.seed = UINT64_C(0x299f31d0a4093822), .purpose = 0x83707344};

static void check_by_trial(const sl_kernels_t *kernels)
{
  static const uint32_t draws[] = {0, 1, 2, 7, UINT32_MAX};
  static const uint32_t firsts[] = {0, 1000, UINT32_MAX - 20};
  uint64_t words[MOST + 1];
  for (size_t k = 0; k < N_LENGTHS * 15; k++) {
    const size_t n = length_at(k / 15);
    const uint32_t draw = draws[k % 5], first = firsts[k / 5 % 3], row = (uint32_t)k * 77777777U;
    words[n] = UNTOUCHED;
    kernels->words_by_trial(&stream, first, n, row, draw, words);
    size_t wrong = words[n] != UNTOUCHED;
    for (size_t i = 0; i < n; i++) {
      wrong += words[i] != sl_stream_word(&stream, first + (uint32_t)i, row, draw);
    }
    CU_ASSERT_EQUAL(wrong, 0);
  }
}

static void words_by_trial(void) { for_each_set(check_by_trial); }

static void check_pairs(const sl_kernels_t *kernels)
{
  static const uint32_t blocks[] = {0, 1, 5, INT32_MAX};
  uint64_t even[MOST + 1], odd[MOST + 1];
  for (size_t k = 0; k < N_LENGTHS * 4; k++) {
    const size_t n = length_at(k / 4);
    const uint32_t draw = 2 * blocks[k % 4], first = UINT32_MAX - 50;
    even[n] = odd[n] = UNTOUCHED;
    kernels->word_pairs_by_trial(&stream, first, n, 3, draw / 2, even, odd);
    size_t wrong = even[n] != UNTOUCHED || odd[n] != UNTOUCHED;
    for (size_t i = 0; i < n; i++) {
      wrong += even[i] != sl_stream_word(&stream, first + (uint32_t)i, 3, draw);
      wrong += odd[i] != sl_stream_word(&stream, first + (uint32_t)i, 3, draw + 1);
    }
    CU_ASSERT_EQUAL(wrong, 0);
  }
}

static void check_both(const sl_kernels_t *kernels)
{
  uint64_t words[2 * MOST + 1];
  for (size_t k = 0; k < N_LENGTHS; k++) {
    const size_t n = length_at(k);
    words[2 * n] = UNTOUCHED;
    kernels->both_words_by_trial(&stream, UINT32_MAX - 50, n, 3, words);
    size_t wrong = words[2 * n] != UNTOUCHED;
    for (size_t i = 0; i < 2 * n; i++) {
      wrong += words[i] != sl_stream_word(&stream, (uint32_t)(i / 2) - UINT32_C(51), 3, i % 2);
    }
    CU_ASSERT_EQUAL(wrong, 0);
  }
}

static void both_words_by_trial(void) { for_each_set(check_both); }

static void word_pairs_by_trial(void) { for_each_set(check_pairs); }

/* Counts of the given size: none, some, or now and then more than a batch of blocks holds. */
static size_t fill_counts(uint64_t *state, uint32_t *counts, size_t n, uint32_t below)
{
  size_t total = 0;
  for (size_t i = 0; i < n; i++) {
    const uint64_t word = next_word(state);
    counts[i] = (uint32_t)(word % below);
    if (word >> 58 == 0) {
      counts[i] *= 150;
    }
    total += counts[i];
  }
  return total;
}

static void check_by_claim(const sl_kernels_t *kernels)
{
  static const uint32_t below[] = {1, 2, 3, 18, 40};
  uint64_t state = 4;
  uint32_t counts[MOST];
  for (size_t k = 0; k < N_LENGTHS * 5; k++) {
    const size_t n = length_at(k / 5), total = fill_counts(&state, counts, n, below[k % 5]);
    uint64_t *words = malloc((total + 1) * sizeof *words);
    CU_ASSERT_PTR_NOT_NULL_FATAL(words);
    words[total] = UNTOUCHED;
    kernels->words_by_claim(&stream, UINT32_MAX - 30, n, 8, counts, words);
    size_t wrong = words[total] != UNTOUCHED, next = 0;
    for (size_t i = 0; i < n; i++) {
      for (uint32_t draw = 0; draw < counts[i]; draw++) {
        wrong += words[next++] != sl_stream_word(&stream, (uint32_t)i - UINT32_C(31), 8, draw);
      }
    }
    CU_ASSERT_EQUAL(wrong, 0);
    free(words);
  }
}

static void words_by_claim(void) { for_each_set(check_by_claim); }

/* The body, both tails at every depth, and the words around the ends of octaves and their parts. */
static uint64_t sampler_word(uint64_t *state, size_t i)
{
  const uint64_t word = next_word(state);
  const uint64_t edge = (UINT64_C(32) + word % 32) << (word >> 8) % 58;
  switch (i % 4) {
  case 0:
    return word >> (word & 63);
  case 1:
    return ~(word >> (word & 63));
  case 2:
    return (word >> 16) % 2 ? edge - 2 + (word >> 20) % 4 : ~(edge - 2 + (word >> 20) % 4);
  default:
    return word;
  }
}

static void check_amounts(const sl_kernels_t *kernels, const sl_sampler_t *sampler)
{
  static const double scales[] = {1.0, 1.0712345, 0.0, 1e-300};
  uint64_t state = 12, words[MOST] = {1};
  double amounts[MOST + 1];
  size_t wrong = 0;
  for (size_t k = 0; k < N_LENGTHS; k++) {
    const size_t n = length_at(k);
    const double scale = scales[k % 4];
    const double limit =
        k % 3 == 0 ? (double)INFINITY : scale * sl_sampler_draw(sampler, ~words[0] | 1);
    for (size_t i = 0; i < n; i++) {
      words[i] = sampler_word(&state, i + k);
    }
    amounts[n] = -1.0;
    kernels->draw_amounts(sampler, words, n, scale, limit, amounts);
    wrong += amounts[n] != -1.0;
    for (size_t i = 0; i < n; i++) {
      const double amount = scale * sl_sampler_draw(sampler, words[i]);
      const double expected = amount < limit ? amount : limit;
      wrong += memcmp(&amounts[i], &expected, sizeof expected) != 0;
    }
  }
  CU_ASSERT_EQUAL(wrong, 0);
}

/* Counts of two sizes: some trials have none, some more than are laid out at a time. */
static void check_claim_amounts(const sl_kernels_t *kernels, const sl_sampler_t *sampler)
{
  static const size_t lengths[] = {0, 1, 7, 40, 300};
  uint64_t state = 31;
  uint32_t counts[300];
  size_t wrong = 0;
  for (size_t k = 0; k < 10; k++) {
    const size_t n = lengths[k % 5], total = fill_counts(&state, counts, n, k < 5 ? 3 : 40);
    const double limit = k % 2 == 0 ? (double)INFINITY : 1.5 * sl_sampler_draw(sampler, ~state);
    uint64_t *words = malloc((total + 1) * sizeof *words);
    double *expected = malloc((total + 1) * sizeof *expected);
    double *amounts = malloc((total + SL_SLACK) * sizeof *amounts);
    CU_ASSERT_FATAL(words != NULL && expected != NULL && amounts != NULL);
    sl_test_kernels_plain()->words_by_claim(&stream, 77, n, 8, counts, words);
    sl_test_kernels_plain()->draw_amounts(sampler, words, total, 1.5, limit, expected);
    kernels->claim_amounts(&stream, 77, n, 8, counts, &(sl_amount_law_t){sampler, 1.5, limit},
                           amounts);
    wrong += memcmp(amounts, expected, total * sizeof *amounts) != 0;
    free(words);
    free(expected);
    free(amounts);
  }
  CU_ASSERT_EQUAL(wrong, 0);
}

/* Of a trial's claims one after the other. */
static void plain_sums(const sl_amount_law_t *law, uint32_t first, size_t n, const uint32_t *counts,
                       double *sums)
{
  for (size_t i = 0; i < n; i++) {
    double *amounts = calloc(counts[i] + SL_SLACK, sizeof *amounts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(amounts);
    sl_test_kernels_plain()->claim_amounts(&stream, first + (uint32_t)i, 1, 8, counts + i, law,
                                           amounts);
    sums[i] = sl_claim_sum(amounts, counts[i]);
    free(amounts);
  }
}

/* Counts of two sizes, of more trials than are put in order at a time, and of every size about
 * those at which trials are told apart, or drawn in one part. */
static void check_drawn_sums(const sl_kernels_t *kernels, const sl_sampler_t *sampler)
{
  static const size_t lengths[] = {0, 1, 7, 40, 130, 600};
  uint64_t state = 77;
  uint32_t counts[600];
  double sums[601], expected[600];
  size_t wrong = 0;
  for (size_t k = 0; k < 12; k++) {
    const size_t n = lengths[k % 6];
    const double limit = k % 2 == 0 ? (double)INFINITY : 1.5 * sl_sampler_draw(sampler, ~state);
    const sl_amount_law_t law = {sampler, 1.5, limit};
    fill_counts(&state, counts, n, k < 6 ? 3 : 40);
    for (size_t i = 0; n == 130 && i < n; i++) {
      counts[i] = (uint32_t)(k < 6 ? i + 100 : 3 * i);
    }
    sums[n] = -1.0;
    kernels->drawn_sums(&stream, UINT32_MAX - 30, n, 8, counts, &law, sums);
    plain_sums(&law, UINT32_MAX - 30, n, counts, expected);
    wrong += sums[n] != -1.0;
    wrong += memcmp(sums, expected, n * sizeof *sums) != 0;
  }
  CU_ASSERT_EQUAL(wrong, 0);
}

static void amounts_of_every_family(void)
{
  for (size_t i = 0; i < sl_test_severities(); i++) {
    const char *label = "";
    sl_sampler_t *sampler = NULL;
    sl_severity_t severity = sl_test_severity_number(i, &label);
    CU_ASSERT_EQUAL_FATAL(sl_sampler_new(&severity, &sampler, NULL), SL_OK);
    for (size_t k = 0; sl_test_kernels_at(k) != NULL; k++) {
      check_amounts(sl_test_kernels_at(k), sampler);
      check_claim_amounts(sl_test_kernels_at(k), sampler);
      check_drawn_sums(sl_test_kernels_at(k), sampler);
    }
    sl_sampler_free(sampler);
    sl_severity_free(&severity);
  }
}

/* Lags and seasons with cells of no, one and many steps. */
static sl_steps_t *steps_of(uint32_t n, uint32_t apart)
{
  uint32_t from[400];
  uint16_t value[400];
  sl_steps_t *steps = NULL;
  for (uint32_t i = 0; i < n; i++) {
    from[i] = i * apart;
    value[i] = (uint16_t)(3 * i);
  }
  CU_ASSERT_EQUAL_FATAL(sl_steps_new(from, value, n, &steps, NULL), SL_OK);
  return steps;
}

static int rising(const void *a, const void *b)
{
  const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

/* Steps that some of the claims' words meet to the bit: first claims of the trials of wrong_dates.
 */
static sl_steps_t *steps_at_words(void)
{
  enum { N = 200 };
  uint32_t from[N] = {0};
  uint16_t value[N];
  sl_steps_t *steps = NULL;
  for (uint32_t i = 1; i < N; i++) {
    from[i] = (uint32_t)sl_stream_word(&stream, i - UINT32_C(31), 8, 0);
  }
  qsort(from, N, sizeof *from, rising);
  for (uint32_t i = 0; i < N; i++) {
    value[i] = (uint16_t)i;
  }
  CU_ASSERT_EQUAL_FATAL(sl_steps_new(from, value, N, &steps, NULL), SL_OK);
  return steps;
}

enum { ALONE_MOST = 39 * 150 }; /* of fill_counts */

/* A call of claim_draws. */
typedef struct draws {
  const sl_stream_t *amount, *day;
  uint32_t first, n;
  const uint32_t *counts; /* at most ALONE_MOST */
  const sl_amount_law_t *law;
  const sl_claim_dating_t *dating;
} draws_t;

static sl_season_days_t *season_of_365(void)
{
  double weights[365];
  sl_season_days_t *season = NULL;
  for (uint32_t d = 0; d < 365; d++) {
    weights[d] = d / 30 == 7 ? 0.0 : d / 30 == 5 ? 0.01 : 1.0 + d % 3;
  }
  CU_ASSERT_EQUAL_FATAL(sl_season_days_new(weights, 365, &season, NULL), SL_OK);
  return season;
}

/* Of every trial by itself; such few claims may take another way. keys and amounts: of all n. */
static size_t wrong_alone(const sl_kernels_t *kernels, const draws_t *of, const double *amounts,
                          const uint64_t *keys)
{
  size_t wrong = 0, next = 0;
  for (uint32_t i = 0; i < of->n; i++) {
    double own[ALONE_MOST + SL_SLACK];
    uint64_t own_keys[ALONE_MOST + SL_SLACK];
    kernels->claim_draws(of->amount, of->day, of->first + i, 1, 8, &of->counts[i], of->law,
                         of->dating, own, own_keys);
    for (uint32_t draw = 0; draw < of->counts[i]; draw++, next++) {
      wrong += memcmp(&own[draw], &amounts[next], sizeof own[draw]) != 0;
      wrong += own_keys[draw] != keys[next] - sl_claim_key(0, 0, i, 0);
    }
  }
  return wrong;
}

/* Days in twos, fours, and so on, of trials counted from the third on. */
static size_t wrong_buckets(const sl_kernels_t *kernels, const uint64_t *keys, size_t n)
{
  enum { BEFORE = 2 };
  uint32_t *buckets = malloc((n + SL_SLACK) * sizeof *buckets);
  size_t wrong = 0;
  CU_ASSERT_FATAL(buckets != NULL);
  for (unsigned k = 0; k < 5; k++) {
    const unsigned shift = k, abreast = 7 - k;
    kernels->day_buckets(keys, n, shift, abreast, BEFORE, buckets);
    for (size_t i = 0; i < n; i++) {
      const uint32_t rows = sl_claim_day(keys[i]) / (1U << shift) * (1U << abreast);
      wrong += buckets[i] != rows + sl_claim_service(keys[i]) - BEFORE;
    }
  }
  free(buckets);
  return wrong;
}

/* By themselves, and with amounts, whose bits are those of claim_amounts. */
static size_t wrong_dates(const sl_kernels_t *kernels, const sl_claim_dating_t *dating,
                          const sl_amount_law_t *law, uint32_t below)
{
  enum { N = 300 };
  const sl_stream_t other = {.seed = stream.seed, .purpose = stream.purpose + 1};
  const uint32_t first = UINT32_MAX - 30;
  uint64_t state = below;
  uint32_t counts[N];
  const size_t total = fill_counts(&state, counts, N, below), room = total + SL_SLACK;
  uint64_t *keys = malloc(room * sizeof *keys), *drawn = malloc(room * sizeof *drawn);
  double *amounts = malloc(room * sizeof *amounts), *alone = malloc(room * sizeof *alone);
  size_t wrong = 0, next = 0;
  CU_ASSERT_FATAL(keys != NULL && drawn != NULL && amounts != NULL && alone != NULL);
  kernels->claim_keys(&stream, first, N, 8, counts, dating, keys);
  kernels->claim_amounts(&other, first, N, 8, counts, law, alone);
  kernels->claim_draws(&other, &stream, first, N, 8, counts, law, dating, amounts, drawn);
  for (size_t i = 0; i < N; i++) {
    for (uint32_t draw = 0; draw < counts[i]; draw++, next++) {
      const uint64_t word = sl_stream_word(&stream, (uint32_t)i - UINT32_C(31), 8, draw);
      const uint32_t date = sl_claim_date(dating, word);
      wrong += keys[next] !=
               (sl_claim_key(0, draw, i, 0) | sl_claim_dates(sl_date_day(date), sl_date_lag(date)));
    }
  }
  wrong += memcmp(keys, drawn, total * sizeof *keys) != 0;
  wrong += memcmp(amounts, alone, total * sizeof *amounts) != 0;
  const draws_t draws = {&other, &stream, first, N, counts, law, dating};
  wrong += wrong_alone(kernels, &draws, amounts, keys);
  wrong += wrong_buckets(kernels, keys, total);
  free(keys);
  free(drawn);
  free(amounts);
  free(alone);
  return wrong;
}

static void check_dates(const sl_kernels_t *kernels)
{
  static const uint32_t below[] = {1, 2, 3, 18, 40};
  sl_steps_t *lags[] = {steps_of(1, 0), steps_at_words(), steps_of(300, 1U << 20)};
  sl_season_days_t *season = season_of_365();
  const char *label = NULL;
  sl_severity_t severity = sl_test_severity_number(0, &label);
  sl_sampler_t *sampler = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_sampler_new(&severity, &sampler, NULL), SL_OK);
  const double median = sl_sampler_draw(sampler, UINT64_C(1) << 63);
  for (size_t k = 0; k < 15; k++) {
    const sl_amount_law_t law = {sampler, 1.5, k < 6 ? 1.5 * median : (double)INFINITY};
    const sl_claim_dating_t datings[] = {sl_claim_dating(NULL, lags[k % 3], 0, 364, 0),
                                         sl_claim_dating(NULL, lags[k % 3], 5, 5, 0),
                                         sl_claim_dating(season, lags[k % 3], 0, 364, 1),
                                         sl_claim_dating(season, lags[k % 3], 150, 181, 0)};
    for (size_t i = 0; i < 4; i++) {
      CU_ASSERT_EQUAL(wrong_dates(kernels, &datings[i], &law, below[k / 3]), 0);
    }
  }
  sl_sampler_free(sampler);
  sl_severity_free(&severity);
  sl_season_days_free(season);
  for (size_t i = 0; i < 3; i++) {
    sl_steps_free(lags[i]);
  }
}

static void dates(void) { for_each_set(check_dates); }

SL_SUITE(kernels, "unit/kernels", {"words by trial", words_by_trial},
         {"pairs of words by trial", word_pairs_by_trial},
         {"both words by trial", both_words_by_trial}, {"words by claim", words_by_claim},
         {"amounts of every family", amounts_of_every_family}, {"dates of claims", dates});
