/* Words and keys of a case's parts by every instruction set that this processor runs, and by the
 * AVX-512 kernels through SIMDe, against the plain forms in models/, bit for bit. */
#include "models/plan/claim_record.h"
#include "tests/support/harness.h"
#include "tests/support/kernels.h"

#include <string.h>

enum { MOST = 100 };

typedef void (*check_t)(const sl_kernels_t *kernels);

static void for_each_set(check_t check)
{
  for (size_t i = 0; sl_test_kernels_at(i) != NULL; i++) {
    check(sl_test_kernels_at(i));
  }
}

/* ---- words ---- */

static void check_words(const sl_kernels_t *kernels)
{
  static const uint32_t firsts[] = {0, 2, 732};
  const sl_stream_t stream = sl_stream_init(7, SL_PASS_MAIN, SL_DRAW_PAYMENT, 0, 3);
  uint64_t words[MOST + SL_SLACK];
  size_t wrong = 0;
  for (size_t k = 0; k < sizeof firsts / sizeof firsts[0]; k++) {
    for (size_t n = 0; n <= MOST; n++) {
      kernels->words_by_draw(&stream, UINT32_MAX - 5, 11, firsts[k], n, words);
      for (uint32_t i = 0; i < n; i++) {
        wrong += words[i] != sl_stream_word(&stream, UINT32_MAX - 5, 11, firsts[k] + i);
      }
    }
  }
  CU_ASSERT_EQUAL(wrong, 0);
}

static void words_of_parts(void) { for_each_set(check_words); }

/* ---- keys ---- */

static uint64_t key_of(const sl_part_dating_t *by, const sl_steps_t *lags, uint64_t word,
                       uint64_t key, uint64_t i)
{
  const double u = (double)(word >> 32) * 0x1p-32;
  const uint32_t day = by->onset + sl_wait_days(by->wait, by->mass, by->days, u);
  const uint32_t within = day < by->first ? by->first : day > by->last ? by->last : day;
  return (key - (i << SL_CLAIM_DRAW_SHIFT)) |
         sl_claim_dates(within, sl_steps_value(lags, (uint32_t)word));
}

/* Of two kinds in turn, by 3 and by 7: tables of few steps, and of more than one in a cell. */
static sl_part_list_t list_of(sl_steps_t *const tables[2])
{
  static const sl_steps_t *lags[MOST];
  static uint64_t cells[MOST + SL_SLACK];
  static double share[MOST + SL_SLACK], events[MOST + SL_SLACK];
  const bool swapped = (uintptr_t)tables[1] < (uintptr_t)tables[0];
  const uint64_t *lowest = tables[swapped]->cell;
  for (size_t i = 0; i < MOST + SL_SLACK; i++) {
    const size_t kind = i / 3 % 2;
    cells[i] = i < MOST ? ((uintptr_t)tables[kind]->cell - (uintptr_t)lowest) / sizeof *cells : 0;
    share[i] = kind == 0 ? 0.3 : 0.7;
    events[i] = kind == 0 ? 3.0 : 7.0;
    if (i < MOST) {
      lags[i] = tables[kind];
    }
  }
  return (sl_part_list_t){
      .lags = lags, .lowest = lowest, .cells = cells, .share = share, .events = events};
}

/* All places of the year, its ends and those of each twelfth among them. */
static uint64_t word_at(uint64_t i, uint64_t k)
{
  static const uint64_t ends[] = {0, UINT64_MAX, UINT64_C(0x7fffffff00000000),
                                  UINT64_C(0x8000000000000000)};
  return (i + k) % 9 < 4 ? ends[(i + k) % 9] : (i + 1) * (2 * k + 1) * UINT64_C(0x9e3779b97f4a7c15);
}

static size_t wrong_keys(const sl_kernels_t *kernels, const sl_part_dating_t *by,
                         sl_part_list_t *parts, size_t n, uint64_t seed)
{
  const uint64_t key = sl_claim_key(3, SL_CLAIM_DRAWS - 1, 77, 0);
  const double amount = 91800.37;
  uint64_t words[MOST + SL_SLACK], keys[MOST + SL_SLACK];
  double amounts[MOST + SL_SLACK];
  size_t wrong = 0;
  for (size_t i = 0; i < n + SL_SLACK; i++) {
    words[i] = word_at(i, seed);
  }
  parts->n = n;
  kernels->case_parts(by, parts, words, amount, key, keys, amounts);
  for (size_t i = 0; i < n; i++) {
    wrong += keys[i] != key_of(by, parts->lags[i], words[i], key, i);
    wrong += amounts[i] != amount * parts->share[i] / parts->events[i];
  }
  return wrong;
}

static sl_steps_t *steps_of(uint32_t n, uint32_t apart)
{
  uint32_t from[200];
  uint16_t value[200];
  sl_error_t error;
  sl_steps_t *steps = NULL;
  for (uint32_t i = 0; i < n; i++) {
    from[i] = i * apart;
    value[i] = (uint16_t)(3 * i);
  }
  CU_ASSERT_EQUAL_FATAL(sl_steps_new(from, value, n, &steps, &error), SL_OK);
  return steps;
}

static void check_keys(const sl_kernels_t *kernels)
{
  static const double months[][12] = {
      {0.55, 0.15, 0.08, 0.05, 0.04, 0.03, 0.02, 0.02, 0.02, 0.02, 0.01, 0.01},
      {0.0, 0.4, 0.0, 0.0, 0.3, 0.3}, /* the first twelfth alone has no mass */
      {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0},
      {0.25, 0.25, 0.25, 0.25}};
  static const uint32_t days[] = {1, 2, 30, 31, 100, 365, 366};
  sl_steps_t *const tables[2] = {steps_of(9, UINT32_C(400000001)), steps_of(200, 700001)};
  sl_part_list_t parts = list_of(tables);
  size_t wrong = 0;
  for (size_t k = 0; k < 4 * 7; k++) {
    sl_wait_t wait;
    const uint32_t n_days = days[k / 4], onset = 366 - n_days;
    sl_wait_init(months[k % 4], &wait);
    sl_part_dating_t by = {.wait = &wait,
                           .mass = sl_wait_mass(&wait, n_days),
                           .days = n_days,
                           .onset = onset,
                           .last = 365};
    for (size_t n = 0; n <= MOST; n += n < 20 ? 1 : 9) {
      wrong += wrong_keys(kernels, &by, &parts, n, k + n);
    }
    by.first = 40; /* a mother's own days */
    by.last = 200;
    wrong += wrong_keys(kernels, &by, &parts, MOST, k);
  }
  CU_ASSERT_EQUAL(wrong, 0);
  sl_steps_free(tables[0]);
  sl_steps_free(tables[1]);
}

static void keys_of_parts(void) { for_each_set(check_keys); }

/* ---- trials that may have a case ---- */

/* By the definition, trial by trial. */
static size_t few_of(const uint64_t *words, const double *factor, size_t n, double bound,
                     uint16_t *few)
{
  size_t found = 0;
  for (size_t i = 0; i < n; i++) {
    const double chance = bound * (factor != NULL ? factor[i] : 1.0);
    if ((double)(words[i] >> 32) <= chance * 0x1p32 + 1.0) {
      few[found++] = (uint16_t)i;
    }
  }
  return found;
}

static void check_few(const sl_kernels_t *kernels)
{
  static const double bounds[] = {0.0, 0x1p-32, 0.02, 0.5, 0.75, 1.0, 3.0};
  uint64_t words[SL_COUNTS_CHUNK];
  double factor[SL_COUNTS_CHUNK];
  size_t wrong = 0, some = 0;
  for (size_t i = 0; i < SL_COUNTS_CHUNK; i++) {
    words[i] = i % 50 == 7 ? i % 4 << 32 : word_at(i, 5); /* at the ends of a step too */
    factor[i] = 0.25 + (double)(i * 37 % 101) / 50.0;
  }
  for (size_t k = 0; k < sizeof bounds / sizeof bounds[0]; k++) {
    for (size_t n = 0; n <= SL_COUNTS_CHUNK; n += n < 40 ? 1 : 59) {
      for (int with = 0; with < 2; with++) {
        uint16_t few[SL_COUNTS_CHUNK], plain[SL_COUNTS_CHUNK];
        const double *by = with == 1 ? factor : NULL;
        const size_t found = kernels->few_by_chance(words, by, n, bounds[k], few);
        wrong += found != few_of(words, by, n, bounds[k], plain) ||
                 memcmp(few, plain, found * sizeof *few) != 0;
        some += found > 0 && found < n;
      }
    }
  }
  CU_ASSERT_EQUAL(wrong, 0);
  CU_ASSERT(some > 200);
}

static void few_trials(void) { for_each_set(check_few); }

SL_SUITE(case_kernels, "unit/case_kernels", {"words of parts", words_of_parts},
         {"keys of parts", keys_of_parts}, {"trials that may have a case", few_trials});
