#include "models/random/streams.h"
#include "models/simd/kernels.h"
#include "tests/support/harness.h"

#include <Random123/philox.h>
#include <stdlib.h>

/* Random123 1.14.0, tests/kat_vectors, philox4x32 10 rounds: counter, key, answer. The block
 * whose counter is all ones cannot be asked for: draw / 2 has 31 bits. */
static void known_answers_of_random123(void)
{
  const sl_stream_t zero = {.seed = 0, .purpose = 0};
  CU_ASSERT_EQUAL(sl_stream_word(&zero, 0, 0, 0), UINT64_C(0xe169c58d6627e8d5));
  CU_ASSERT_EQUAL(sl_stream_word(&zero, 0, 0, 1), UINT64_C(0x9b00dbd8bc57ac4c));
  const sl_stream_t pi = {.seed = UINT64_C(0x299f31d0a4093822), .purpose = 0x03707344};
  const uint32_t trial = 0x13198a2e, row = 0x85a308d3, draw = 2 * UINT32_C(0x243f6a88);
  CU_ASSERT_EQUAL(sl_stream_word(&pi, trial, row, draw), UINT64_C(0x94fdccebd16cfe09));
  CU_ASSERT_EQUAL(sl_stream_word(&pi, trial, row, draw + 1), UINT64_C(0x24126ea15001e420));
}

static uint64_t reference(const sl_stream_t *s, uint32_t trial, uint32_t row, uint32_t draw)
{
  const philox4x32_ctr_t counter = {{draw / 2, row, trial, s->purpose}};
  const philox4x32_key_t key = {{(uint32_t)s->seed, (uint32_t)(s->seed >> 32)}};
  const philox4x32_ctr_t r = philox4x32_R(10, counter, key);
  const unsigned half = 2 * (draw % 2);
  return (uint64_t)r.v[half] | (uint64_t)r.v[half + 1] << 32;
}

static void every_word_equals_random123(void)
{
  srand(1);
  for (int i = 0; i < 5000; i++) {
    const uint32_t high = (uint32_t)rand() * 2654435761U, low = (uint32_t)rand() * 2654435761U;
    const sl_stream_t s = {.seed = (uint64_t)high << 32 | low, .purpose = high ^ (low << 7)};
    const uint32_t trial = low * 7U, row = high * 5U, draw = low ^ high;
    CU_ASSERT_EQUAL_FATAL(sl_stream_word(&s, trial, row, draw), reference(&s, trial, row, draw));
    const sl_word_pair_t pair = sl_stream_pair(&s, trial, row, draw / 2);
    CU_ASSERT_EQUAL_FATAL(pair.even, reference(&s, trial, row, draw / 2 * 2));
    CU_ASSERT_EQUAL_FATAL(pair.odd, reference(&s, trial, row, draw / 2 * 2 + 1));
  }
}

static void a_purpose_packs_its_parts_apart(void)
{
  const sl_stream_t s =
      sl_stream_init(UINT64_C(0x0123456789abcdef), SL_PASS_PRICING, SL_DRAW_AMOUNT, -3, 0x1234);
  CU_ASSERT_EQUAL(s.seed, UINT64_C(0x0123456789abcdef));
  CU_ASSERT_EQUAL(s.purpose, UINT32_C(0x84031234));
}

/* Earlier years stand as they did before there were later ones. */
static void later_years_count_down_from_the_top(void)
{
  static const struct {
    int year;
    uint32_t purpose;
  } expected[] = {{0, 0x04000007},   {-1, 0x04010007}, {-5, 0x04050007}, {-127, 0x047F0007},
                  {127, 0x04810007}, {20, 0x04EC0007}, {1, 0x04FF0007}};
  for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
    CU_ASSERT_EQUAL(sl_stream_init(1, SL_PASS_MAIN, SL_DRAW_AMOUNT, expected[i].year, 7).purpose,
                    expected[i].purpose);
  }
}

/* A result file's bytes rest on them. */
static void draw_kinds_keep_their_numbers(void)
{
  static const int expected[] = {1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14};
  static const sl_draw_kind_t kinds[] = {
      SL_DRAW_GROUP,       SL_DRAW_FRAILTY,  SL_DRAW_COUNT, SL_DRAW_AMOUNT,    SL_DRAW_DAY,
      SL_DRAW_POPULATION,  SL_DRAW_NETWORK,  SL_DRAW_TOTAL, SL_DRAW_CONDITION, SL_DRAW_PAYMENT,
      SL_DRAW_PERSISTENCE, SL_DRAW_TURNOVER, SL_DRAW_BAND};
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    CU_ASSERT_EQUAL((int)kinds[i], expected[i]);
  }
}

static int compare_words(const void *a, const void *b)
{
  const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static void no_two_purposes_are_the_same(void)
{
  enum { YEARS = 7, CAPACITY = 3 * 14 * YEARS * 5 };
  const int years[YEARS] = {-127, -2, -1, 0, 1, 2, 127};
  const unsigned services[] = {0, 1, 2, 256, 65535};
  uint32_t purposes[CAPACITY];
  size_t n = 0;
  for (int pass = SL_PASS_MAIN; pass <= SL_PASS_PRICING; pass++) {
    for (int kind = SL_DRAW_GROUP; kind <= SL_DRAW_BAND; kind++) {
      for (size_t y = 0; y < YEARS; y++) {
        for (size_t s = 0; s < 5; s++) {
          purposes[n++] =
              sl_stream_init(1, (sl_pass_t)pass, (sl_draw_kind_t)kind, years[y], services[s])
                  .purpose;
        }
      }
    }
  }
  CU_ASSERT_EQUAL_FATAL(n, CAPACITY);
  qsort(purposes, n, sizeof purposes[0], compare_words);
  for (size_t i = 1; i < n; i++) {
    CU_ASSERT_NOT_EQUAL(purposes[i], purposes[i - 1]);
  }
}

static void the_form_by_trial_equals_the_single_form(void)
{
  const sl_stream_t s = sl_stream_init(99, SL_PASS_MAIN, SL_DRAW_COUNT, 0, 7);
  uint64_t words[512 + 1];
  const size_t sizes[] = {0, 1, 15, 16, 17, 31, 512};
  for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
    for (uint32_t draw = 0; draw < 3; draw++) {
      words[sizes[k]] = 42;
      sl_kernels_best()->words_by_trial(&s, 1000, sizes[k], 17, draw, words);
      for (uint32_t i = 0; i < sizes[k]; i++) {
        CU_ASSERT_EQUAL(words[i], sl_stream_word(&s, 1000 + i, 17, draw));
      }
      CU_ASSERT_EQUAL(words[sizes[k]], 42);
    }
  }
}

static void the_flat_form_equals_the_single_form(void)
{
  enum { TRIALS = 300 };
  const sl_stream_t s = sl_stream_init(5, SL_PASS_MAIN, SL_DRAW_AMOUNT, 0, 2);
  uint32_t counts[TRIALS];
  size_t total = 0;
  srand(2);
  for (size_t i = 0; i < TRIALS; i++) {
    counts[i] = i == 200 ? 1001 : (uint32_t)rand() % (i < 100 ? 3 : 30);
    total += counts[i];
  }
  uint64_t *words = malloc((total + 1) * sizeof *words);
  CU_ASSERT_PTR_NOT_NULL_FATAL(words);
  words[total] = 42;
  sl_kernels_best()->words_by_claim(&s, UINT32_MAX - 100, TRIALS, 3, counts, words);
  size_t next = 0;
  for (uint32_t i = 0; i < TRIALS; i++) {
    for (uint32_t draw = 0; draw < counts[i]; draw++) {
      CU_ASSERT_EQUAL(words[next], sl_stream_word(&s, UINT32_MAX - 100 + i, 3, draw));
      next++;
    }
  }
  CU_ASSERT_EQUAL(words[total], 42);
  sl_kernels_best()->words_by_claim(&s, 0, 0, 3, counts, NULL);
  free(words);
}

SL_SUITE(streams, "unit/streams", {"known answers of Random123", known_answers_of_random123},
         {"every word equals Random123", every_word_equals_random123},
         {"a purpose packs its parts apart", a_purpose_packs_its_parts_apart},
         {"later years count down from the top", later_years_count_down_from_the_top},
         {"draw kinds keep their numbers", draw_kinds_keep_their_numbers},
         {"no two purposes are the same", no_two_purposes_are_the_same},
         {"the form by trial equals the single form", the_form_by_trial_equals_the_single_form},
         {"the flat form equals the single form", the_flat_form_equals_the_single_form});
