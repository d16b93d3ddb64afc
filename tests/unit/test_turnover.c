/* Who holds each contract slot in later plan years: cases by hand, a slow reference written here
 * word by word, and laws. */
#include "models/turnover/turnover.h"
#include "tests/support/harness.h"
#include "tests/support/kernels.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRIALS = SL_TURNOVER_TRIALS, MANY = 400, OLDEST_CASE = 90 };

static const uint64_t seed = 20260101;

/* A group whose contracts 0 .. n_slots - 1 hold the slots, in that order. */
static sl_turnover_terms_t group(unsigned years, double leaving, bool ageing, double growth,
                                 const unsigned *ages, size_t n)
{
  static uint32_t slot[MANY];
  for (uint32_t s = 0; s < MANY; s++) {
    slot[s] = s;
  }
  return (sl_turnover_terms_t){years, leaving, ageing, growth, ages, n, slot, n};
}

static const unsigned *many_ages(void)
{
  static unsigned ages[MANY];
  for (unsigned c = 0; c < MANY; c++) {
    ages[c] = 22 + c % 43; /* 22 .. 64 */
  }
  return ages;
}

static void draw_some(const sl_turnover_terms_t *terms, const sl_kernels_t *kernels, uint32_t first,
                      size_t n, size_t begin, size_t end, sl_stays_t *stays)
{
  CU_ASSERT_EQUAL_FATAL(
      sl_turnover_draw(terms, kernels, seed, SL_PASS_MAIN, first, n, begin, end, stays, NULL),
      SL_OK);
}

static void draw(const sl_turnover_terms_t *terms, uint32_t first, size_t n, sl_stays_t *stays)
{
  draw_some(terms, sl_kernels_best(), first, n, 0, terms->n_contracts, stays);
}

static bool same(const sl_stay_t *a, const sl_stay_t *b)
{
  return a->contract == b->contract && a->slot == b->slot && a->trial == b->trial &&
         a->younger == b->younger && a->entry == b->entry && a->exit == b->exit;
}

static void nobody_leaves(void)
{
  static const unsigned ages[] = {64, 30, 70};
  const sl_turnover_terms_t terms = group(5, 0.0, false, 0.0, ages, 3);
  sl_stays_t stays = {0};
  draw(&terms, 0, TRIALS, &stays);
  CU_ASSERT_EQUAL(stays.n, 0);
  for (size_t i = 0; i < 3 * (size_t)TRIALS; i++) {
    CU_ASSERT_EQUAL(stays.exit[i], 5);
  }
  CU_ASSERT_EQUAL(sl_turnover_most(&terms), 0);
  CU_ASSERT_EQUAL(sl_turnover_most_younger(&terms, 2), 0);
  sl_stays_free(&stays);
}

/* Everybody at each year's end, so nobody has been there for a year: J is 0 though they age. */
static void everybody_leaves(void)
{
  static const unsigned ages[] = {40, 30};
  const sl_turnover_terms_t terms = group(4, 1.0, true, 0.0, ages, 2);
  sl_stays_t stays = {0};
  draw(&terms, 0, 100, &stays);
  CU_ASSERT_EQUAL(stays.n, 100 * 2 * 3);
  for (size_t i = 0; i < stays.n; i++) {
    CU_ASSERT_EQUAL(stays.list[i].exit, stays.list[i].entry + 1);
    CU_ASSERT_EQUAL(stays.list[i].younger, 0);
  }
  for (size_t i = 0; i < 200; i++) {
    CU_ASSERT_EQUAL(stays.exit[i], 1);
  }
  sl_stays_free(&stays);
}

/* 64 in year 0: gone at its end. His copy is 64 in year 1 and gone at its end too; who is 62 is
 * 64 in year 2. A copy of who is 30 stays. */
static void an_employee_of_64(void)
{
  static const unsigned ages[] = {64, 62, 30};
  const sl_turnover_terms_t terms = group(5, 0.0, true, 0.0, ages, 3);
  sl_stays_t stays = {0};
  size_t of[3] = {0};
  draw(&terms, 0, TRIALS, &stays);
  for (size_t t = 0; t < TRIALS; t++) {
    CU_ASSERT_EQUAL(stays.exit[t], 1);
    CU_ASSERT_EQUAL(stays.exit[TRIALS + t], 3);
    CU_ASSERT_EQUAL(stays.exit[2 * TRIALS + t], 5);
  }
  for (size_t i = 0; i < stays.n; i++) {
    static const unsigned at_most[] = {1, 3, 5};
    const sl_stay_t *stay = &stays.list[i];
    const unsigned until = stay->entry + at_most[stay->contract];
    CU_ASSERT_EQUAL(stay->younger, 0);
    CU_ASSERT_EQUAL(stay->exit, until < 5 ? until : 5);
    of[stay->contract]++;
  }
  CU_ASSERT(of[0] > 100 && of[1] > 100 && of[2] > 100);
  sl_stays_free(&stays);
}

/* 65 and more have left when year 1 begins, and come only if nobody else can. */
static void employees_of_65_and_more(void)
{
  static const unsigned mixed[] = {70, 65, 30}, old[] = {70, 65};
  sl_turnover_terms_t terms = group(3, 0.0, true, 0.0, mixed, 3);
  sl_stays_t stays = {0};
  draw(&terms, 0, TRIALS, &stays);
  CU_ASSERT_EQUAL(stays.n, 2 * TRIALS);
  for (size_t i = 0; i < stays.n; i++) {
    CU_ASSERT(stays.list[i].contract == 2 && stays.list[i].entry == 1 && stays.list[i].exit == 3);
  }
  terms = group(3, 0.0, true, 0.0, old, 2);
  draw(&terms, 0, TRIALS, &stays);
  CU_ASSERT_EQUAL(stays.n, 4 * TRIALS); /* all are 64 and stay for a year */
  for (size_t i = 0; i < stays.n; i++) {
    CU_ASSERT_EQUAL(stays.list[i].younger, stays.list[i].contract == 0 ? 6 : 1);
    CU_ASSERT_EQUAL(stays.list[i].exit, stays.list[i].entry + 1);
  }
  CU_ASSERT_EQUAL(sl_turnover_most_younger(&terms, 0), 6);
  CU_ASSERT_EQUAL(sl_turnover_most_younger(&terms, 1), 1);
  sl_stays_free(&stays);
}

/* 10 x 1.25 = 12.5 and 15.625: 13 and 16 slots. */
static void a_growing_group(void)
{
  const sl_turnover_terms_t terms = group(3, 0.0, false, 0.25, many_ages(), 10);
  sl_stays_t stays = {0};
  draw(&terms, 0, 20, &stays);
  CU_ASSERT_EQUAL(sl_turnover_slots(&terms, 0), 10);
  CU_ASSERT_EQUAL(sl_turnover_slots(&terms, 1), 13);
  CU_ASSERT_EQUAL(sl_turnover_slots(&terms, 2), 16);
  CU_ASSERT_EQUAL(stays.n, 6 * 20);
  for (size_t i = 0; i < stays.n; i++) {
    const sl_stay_t *stay = &stays.list[i];
    CU_ASSERT(stay->slot >= 10 && stay->slot < 16);
    CU_ASSERT_EQUAL(stay->entry, stay->slot < 13 ? 1 : 2);
    CU_ASSERT_EQUAL(stay->exit, 3);
  }
  for (size_t i = 0; i < 200; i++) {
    CU_ASSERT_EQUAL(stays.exit[i], 3);
  }
  sl_stays_free(&stays);
}

/* 10 x 0.7 = 7, 4.9, 3.43: slots 7 to 9 are closed when year 1 begins, 5 and 6 then 3 and 4
 * after. Contract 10 never held one. */
static void a_shrinking_group(void)
{
  static const uint8_t exits[] = {4, 4, 4, 3, 3, 2, 2, 1, 1, 1, 1};
  sl_turnover_terms_t terms = group(4, 0.0, false, -0.3, many_ages(), 10);
  sl_stays_t stays = {0};
  terms.n_contracts = 11;
  draw(&terms, 0, 20, &stays);
  CU_ASSERT_EQUAL(stays.n, 0);
  for (size_t c = 0; c < 11; c++) {
    for (size_t t = 0; t < 20; t++) {
      CU_ASSERT_EQUAL(stays.exit[c * 20 + t], exits[c]);
    }
  }
  sl_stays_free(&stays);
}

/* ----- against a reference ----- */

typedef struct holder {
  uint32_t contract;
  unsigned entry, younger;
} holder_t;

static unsigned age_in(const sl_turnover_terms_t *terms, const holder_t *h, unsigned year)
{
  return terms->ages[h->contract] - h->younger + (terms->ageing ? year - h->entry : 0);
}

static uint64_t word_of(unsigned year, uint32_t trial, uint32_t slot, uint32_t index)
{
  const sl_stream_t stream = sl_stream_init(seed, SL_PASS_MAIN, SL_DRAW_TURNOVER, (int)year, 0);
  return sl_stream_word(&stream, trial, slot, index);
}

static holder_t reference_copy(const sl_turnover_terms_t *terms, unsigned year, uint32_t trial,
                               uint32_t slot)
{
  holder_t h = {0, year, 0};
  for (uint32_t index = 1; index <= SL_TURNOVER_TRIES; index++) {
    const uint64_t word = word_of(year, trial, slot, index);
    const double which = (double)(word >> 32) / 4294967296.0,
                 much = (double)(word & UINT32_MAX) / 4294967296.0;
    h.contract = (uint32_t)floor(which * (double)terms->n_contracts);
    h.younger = 0;
    if (!terms->ageing) {
      return h;
    }
    for (unsigned j = 1;
         terms->leaving > 0.0 && j + SL_TURNOVER_YOUNGEST <= terms->ages[h.contract]; j++) {
      h.younger = much < pow(1.0 - terms->leaving, j) ? j : h.younger;
    }
    if (age_in(terms, &h, year) < SL_TURNOVER_OLDEST) {
      return h;
    }
  }
  h.younger = terms->ages[h.contract] - 64;
  return h;
}

/* Who holds a slot in a year, from the beginning on. False: the slot is closed. */
static bool reference(const sl_turnover_terms_t *terms, uint32_t trial, uint32_t slot,
                      unsigned year, holder_t *h)
{
  bool held = slot < terms->n_slots;
  *h = (holder_t){held ? terms->slot[slot] : 0, 0, 0};
  for (unsigned k = 1; k <= year; k++) {
    const double slots = (double)terms->n_slots * pow(1.0 + terms->growth, k);
    if (slot >= (uint32_t)floor(slots + 0.5)) {
      held = false;
      continue;
    }
    const double u = (double)(word_of(k, trial, slot, 0) >> 11) / 9007199254740992.0;
    if (!held || u < terms->leaving ||
        (terms->ageing && age_in(terms, h, k) >= SL_TURNOVER_OLDEST)) {
      *h = reference_copy(terms, k, trial, slot);
      held = true;
    }
  }
  return held;
}

/* How many of what was drawn hold the slot in the year; the last of them. */
static unsigned who_holds(const sl_turnover_terms_t *terms, const sl_stays_t *stays, size_t n,
                          size_t trial, uint32_t slot, unsigned year, holder_t *h)
{
  unsigned holders = 0;
  if (slot < terms->n_slots && year < stays->exit[terms->slot[slot] * n + trial]) {
    *h = (holder_t){terms->slot[slot], 0, 0};
    holders++;
  }
  for (size_t i = 0; i < stays->n; i++) {
    const sl_stay_t *stay = &stays->list[i];
    if (stay->trial == trial && stay->slot == slot && stay->entry <= year && year < stay->exit) {
      *h = (holder_t){stay->contract, stay->entry, stay->younger};
      holders++;
    }
  }
  return holders;
}

/* Every slot of every year is held by the one who holds it there. */
static void compare(const sl_turnover_terms_t *terms, uint32_t first, size_t n)
{
  sl_stays_t stays = {0};
  draw(terms, first, n, &stays);
  for (size_t t = 0; t < n; t++) {
    for (uint32_t slot = 0; slot < 60; slot++) {
      for (unsigned year = 0; year < terms->years; year++) {
        holder_t h = {0}, expected = {0};
        const bool held = reference(terms, first + (uint32_t)t, slot, year, &expected);
        CU_ASSERT_EQUAL(held, slot < sl_turnover_slots(terms, year));
        CU_ASSERT_EQUAL(who_holds(terms, &stays, n, t, slot, year, &h), held ? 1 : 0);
        CU_ASSERT(!held || (h.contract == expected.contract && h.entry == expected.entry &&
                            h.younger == expected.younger));
      }
    }
  }
  sl_stays_free(&stays);
}

static const unsigned some_ages[] = {64, 63, 71, 18, 20, 21, 35, 44, 58, 65, 27, 90, 0};
enum { SOME = sizeof some_ages / sizeof some_ages[0] };

/* Not in order, and some of the census hold none. */
static sl_turnover_terms_t some(unsigned years, double leaving, bool ageing, double growth)
{
  static const uint32_t slot[] = {7, 3, 12, 0, 9, 1, 2};
  return (sl_turnover_terms_t){years, leaving, ageing, growth, some_ages, SOME, slot, 7};
}

static void as_the_reference(void)
{
  static const double leaving[] = {0.0, 0.18, 0.5, 1.0}, growth[] = {0.0, 0.3, -0.2};
  for (size_t i = 0; i < 4; i++) {
    for (size_t k = 0; k < 3; k++) {
      const sl_turnover_terms_t young = some(2, leaving[i], true, growth[k]),
                                aged = some(7, leaving[i], true, growth[k]),
                                ageless = some(4, leaving[i], false, growth[k]);
      compare(&young, 0, 7);
      compare(&aged, 4294967000U, 13);
      compare(&ageless, 511, 5);
    }
  }
}

static int by_order(const sl_stay_t *a, const sl_stay_t *b)
{
  const size_t of[2][5] = {
      {a->contract, (size_t)a->entry + a->younger, a->entry, a->trial, a->slot},
      {b->contract, (size_t)b->entry + b->younger, b->entry, b->trial, b->slot}};
  for (size_t i = 0; i < 5; i++) {
    if (of[0][i] != of[1][i]) {
      return of[0][i] < of[1][i] ? -1 : 1;
    }
  }
  return 0;
}

static void stays_are_in_order(void)
{
  const sl_turnover_terms_t terms = group(6, 0.2, true, 0.1, many_ages(), 50);
  sl_stays_t stays = {0};
  draw_some(&terms, sl_kernels_best(), 9, TRIALS, 11, 43, &stays);
  CU_ASSERT(stays.n > 10000);
  for (size_t i = 1; i < stays.n; i++) {
    CU_ASSERT(by_order(&stays.list[i - 1], &stays.list[i]) < 0);
  }
  CU_ASSERT_EQUAL(stays.first[0], 0);
  CU_ASSERT_EQUAL(stays.first[43 - 11], stays.n);
  for (size_t c = 11; c < 43; c++) {
    for (size_t i = stays.first[c - 11]; i < stays.first[c - 11 + 1]; i++) {
      CU_ASSERT_EQUAL(stays.list[i].contract, c);
    }
  }
  sl_stays_free(&stays);
}

/* What a part says of one trial is what the whole says of it. */
static void check_part(const sl_stays_t *whole, size_t n, const sl_stays_t *part, size_t skipped,
                       size_t of_part, size_t begin, size_t end)
{
  size_t i = 0;
  for (size_t k = 0; k < whole->n; k++) {
    sl_stay_t expected = whole->list[k];
    if (expected.contract < begin || expected.contract >= end || expected.trial < skipped ||
        expected.trial >= skipped + of_part) {
      continue;
    }
    expected.trial = (uint16_t)(expected.trial - skipped);
    CU_ASSERT_FATAL(i < part->n);
    CU_ASSERT(same(&part->list[i], &expected));
    i++;
  }
  CU_ASSERT_EQUAL(i, part->n);
  for (size_t c = begin; c < end; c++) {
    CU_ASSERT_EQUAL(
        memcmp(&part->exit[(c - begin) * of_part], &whole->exit[c * n + skipped], of_part), 0);
  }
}

/* A trial's stays depend neither on which others are drawn nor on which contracts are kept, nor on
 * what the memory held before. */
static void a_part_is_part_of_the_whole(void)
{
  static const size_t parts[][4] = {/* skipped, trials, begin, end */
                                    {0, TRIALS, 0, 50}, {0, 1, 0, 50},   {0, 100, 7, 8},
                                    {511, 1, 20, 50},   {64, 200, 0, 1}, {3, 9, 30, 30}};
  const sl_turnover_terms_t terms = group(5, 0.18, true, 0.05, many_ages(), 50);
  sl_stays_t whole = {0}, part = {0};
  draw(&terms, 1000, TRIALS, &whole);
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    const size_t *p = parts[i];
    draw_some(&terms, sl_kernels_best(), (uint32_t)(1000 + p[0]), p[1], p[2], p[3], &part);
    check_part(&whole, TRIALS, &part, p[0], p[1], p[2], p[3]);
  }
  sl_stays_free(&whole);
  sl_stays_free(&part);
}

static void every_kernel_has_the_same(void)
{
  const sl_turnover_terms_t terms = group(5, 0.18, true, 0.05, many_ages(), 50);
  sl_stays_t best = {0}, other = {0};
  draw(&terms, 7, 333, &best);
  for (size_t k = 0; sl_test_kernels_at(k) != NULL; k++) {
    draw_some(&terms, sl_test_kernels_at(k), 7, 333, 0, 50, &other);
    check_part(&best, 333, &other, 0, 333, 0, 50);
  }
  sl_stays_free(&best);
  sl_stays_free(&other);
}

/* ----- laws ----- */

/* Of those who hold a slot at a year's end the share q leaves, in each year, whoever they are. */
static void the_share_that_leaves(void)
{
  enum { YEARS = 6, BLOCKS = 4 };
  const double q = 0.18;
  const sl_turnover_terms_t terms = group(YEARS, q, false, 0.0, many_ages(), MANY);
  double own[YEARS + 1] = {0.0}, n[2][YEARS] = {{0.0}}, left[2][YEARS] = {{0.0}};
  sl_stays_t stays = {0};
  for (uint32_t b = 0; b < BLOCKS; b++) {
    draw(&terms, b * TRIALS, TRIALS, &stays);
    for (size_t i = 0; i < (size_t)MANY * TRIALS; i++) {
      own[stays.exit[i]] += 1.0;
    }
    for (size_t i = 0; i < stays.n; i++) {
      for (unsigned k = stays.list[i].entry + 1U; k < YEARS && k <= stays.list[i].exit; k++) {
        const bool again = k > stays.list[i].entry + 1U;
        n[again][k] += 1.0;
        left[again][k] += k == stays.list[i].exit;
      }
    }
  }
  double there = (double)MANY * TRIALS * BLOCKS;
  for (unsigned k = 1; k < YEARS; k++) {
    SL_ASSERT_Z(own[k] / there, q, sqrt(q * (1.0 - q) / there), SL_Z_BOUND);
    there -= own[k];
    for (int again = 0; again < 2; again++) {
      const double of = n[again][k];
      CU_ASSERT(of > 10000.0 || k < 2U + (unsigned)again);
      SL_ASSERT_Z(left[again][k], q * of, sqrt(q * (1.0 - q) * of) + 1e-9, SL_Z_BOUND);
    }
  }
  sl_stays_free(&stays);
}

static void check_chi_square(const double *seen, const double *chance, size_t n, double all)
{
  double chi = 0.0, degrees = -1.0, p = 0.0, in = 0.0;
  for (size_t i = 0; i < n; i++) {
    p += all * chance[i];
    in += seen[i];
    CU_ASSERT(chance[i] > 0.0 || seen[i] <= 0.0);
    if (p >= 20.0) {
      chi += (in - p) * (in - p) / p;
      degrees += 1.0;
      p = in = 0.0;
    }
  }
  CU_ASSERT_FATAL(degrees > 2.0);
  const double tail = gsl_cdf_chisq_Q(chi, degrees);
  CU_ASSERT(tail > 1e-7 && tail < 1.0 - 1e-7);
  if (!(tail > 1e-7 && tail < 1.0 - 1e-7)) {
    printf("\n    chi-square %g with %g degrees of freedom\n", chi, degrees);
  }
}

/* Each contract alike where nobody ages. */
static void copies_are_of_any_contract_alike(void)
{
  const sl_turnover_terms_t terms = group(5, 0.18, false, 0.0, many_ages(), MANY);
  double seen[MANY], chance[MANY];
  sl_stays_t stays = {0};
  draw(&terms, 0, TRIALS, &stays);
  for (size_t c = 0; c < MANY; c++) {
    seen[c] = (double)(stays.first[c + 1] - stays.first[c]);
    chance[c] = 1.0 / MANY;
  }
  check_chi_square(seen, chance, MANY, (double)stays.n);
  sl_stays_free(&stays);
}

/* P(J = j) of a contract, by the words of the law. */
static double chance_of_younger(double q, unsigned age, unsigned j)
{
  const unsigned cap = age > SL_TURNOVER_YOUNGEST ? age - SL_TURNOVER_YOUNGEST : 0;
  return j > cap ? 0.0 : pow(1.0 - q, j) * (j < cap ? q : 1.0);
}

/* Contract and J together: as drawn, given that the employee is not too old. */
static void copies_are_as_much_younger_as_they_should(void)
{
  static const unsigned ages[] = {19, 20, 21, 24, 40, 64, 66, 72};
  enum { N = 8, YOUNGER = 60 };
  static double seen[N * YOUNGER], chance[N * YOUNGER];
  const double q = 0.12;
  sl_turnover_terms_t terms = group(3, q, true, 0.0, ages, N);
  uint32_t slot[MANY];
  double all = 0.0, young_enough = 0.0;
  sl_stays_t stays = {0};
  memset(slot, 0, sizeof slot); /* what they held matters not */
  terms.slot = slot;
  terms.n_slots = MANY;
  draw(&terms, 0, TRIALS, &stays);
  for (size_t i = 0; i < stays.n; i++) {
    const sl_stay_t *stay = &stays.list[i];
    seen[stay->contract * YOUNGER + stay->younger] += 1.0;
    all += 1.0;
  }
  for (unsigned c = 0; c < N; c++) {
    for (unsigned j = 0; j < YOUNGER; j++) {
      const bool comes = ages[c] < 65 + j;
      chance[c * YOUNGER + j] = comes ? chance_of_younger(q, ages[c], j) / N : 0.0;
      young_enough += chance[c * YOUNGER + j];
    }
    CU_ASSERT_EQUAL(sl_turnover_most_younger(&terms, c), ages[c] > 20 ? ages[c] - 20 : 0);
  }
  for (size_t i = 0; i < (size_t)N * YOUNGER; i++) {
    chance[i] /= young_enough;
  }
  check_chi_square(seen, chance, (size_t)N * YOUNGER, all);
  sl_stays_free(&stays);
}

/* The shares of employees by age from one year to the next, by the chain of the rules. */
static void next_year(double q, const double *entrants, double *share)
{
  double next[OLDEST_CASE] = {0.0}, gone = 0.0;
  for (unsigned age = 0; age + 1 < OLDEST_CASE; age++) {
    const double stay = age + 1 >= SL_TURNOVER_OLDEST ? 0.0 : (1.0 - q) * share[age];
    next[age + 1] += stay;
    gone += share[age] - stay;
  }
  for (unsigned age = 0; age < OLDEST_CASE; age++) {
    share[age] = next[age] + gone * entrants[age];
  }
}

static double mean_age(const double *share)
{
  double sum = 0.0;
  for (unsigned age = 0; age < OLDEST_CASE; age++) {
    sum += age * share[age];
  }
  return sum;
}

/* By year, over the trials: mean over the slots of the employee's age, and its standard error. */
static void simulated_ages(const sl_turnover_terms_t *terms, unsigned year, double *mean,
                           double *error)
{
  static double sum[TRIALS];
  double first = 0.0, second = 0.0;
  sl_stays_t stays = {0};
  memset(sum, 0, sizeof sum);
  draw(terms, 0, TRIALS, &stays);
  for (size_t c = 0; c < terms->n_contracts; c++) {
    for (size_t t = 0; t < TRIALS; t++) {
      sum[t] += year < stays.exit[c * TRIALS + t] ? terms->ages[c] + year : 0;
    }
  }
  for (size_t i = 0; i < stays.n; i++) {
    const sl_stay_t *s = &stays.list[i];
    const holder_t h = {s->contract, s->entry, s->younger};
    sum[s->trial] += s->entry <= year && year < s->exit ? age_in(terms, &h, year) : 0;
  }
  for (size_t t = 0; t < TRIALS; t++) {
    first += sum[t] / (double)terms->n_slots / TRIALS;
    second += pow(sum[t] / (double)terms->n_slots, 2) / TRIALS;
  }
  *mean = first;
  *error = sqrt((second - first * first) / (TRIALS - 1));
  sl_stays_free(&stays);
}

/* The mean age of years 1 to 10 is the chain's, and within some years of the census's. */
static void check_ages(const unsigned *ages, double within)
{
  const double q = 0.18;
  const sl_turnover_terms_t terms = group(11, q, true, 0.0, ages, MANY);
  double share[OLDEST_CASE] = {0.0}, entrants[OLDEST_CASE] = {0.0}, mean = 0.0, error = 0.0;
  for (size_t c = 0; c < MANY; c++) {
    share[ages[c]] += 1.0 / MANY;
    for (unsigned j = 0; j < ages[c]; j++) {
      entrants[ages[c] - j] += chance_of_younger(q, ages[c], j) / MANY;
    }
  }
  const double at_first = mean_age(share);
  for (unsigned year = 1; year <= 10; year++) {
    next_year(q, entrants, share);
    simulated_ages(&terms, year, &mean, &error);
    CU_ASSERT(error > 0.0 && error < 0.1);
    SL_ASSERT_Z(mean, mean_age(share), error, SL_Z_BOUND);
    SL_ASSERT_Z(mean_age(share), at_first, within, 1.0);
  }
}

/* Those who stay grow a year older, (1 - q) of them, and those who come are (1 - q) / q years
 * younger, q of them: the mean stays as it is, but for who would have come before the age of 20,
 * and for retirement, which takes the old. Ages of 36 to 46 are far from either. Those of 22 to 64
 * alike are not: the mean falls by a year, and no more. (Copies at the census's ages would make
 * both groups older by some of (1 - q) / q = 4.6 years.) */
static void the_mean_age_stays(void)
{
  unsigned ages[MANY];
  for (unsigned c = 0; c < MANY; c++) {
    ages[c] = 36 + c % 11;
  }
  check_ages(ages, 0.25);
  check_ages(many_ages(), 1.25);
}

/* The most stays of one contract in a block, over the contracts and some blocks. */
static size_t most_seen(const sl_turnover_terms_t *terms, uint32_t blocks)
{
  size_t most = 0;
  sl_stays_t stays = {0};
  for (uint32_t b = 0; b < blocks; b++) {
    draw(terms, b * TRIALS, TRIALS, &stays);
    for (size_t c = 0; c < terms->n_contracts; c++) {
      const size_t n = stays.first[c + 1] - stays.first[c];
      most = n > most ? n : most;
    }
  }
  sl_stays_free(&stays);
  return most;
}

/* Never passed, and not much too large: at most 1.3 times what was seen, twelve standard
 * deviations (1e-30 is beyond eleven and a half) and two units more. */
static void the_bound_of_stays(void)
{
  static const unsigned all_64[] = {64, 64, 64}, mostly_old[] = {70, 71, 72, 73, 30},
                        all_old[] = {70, 65}, one[] = {50};
  const sl_turnover_terms_t cases[] = {group(5, 0.18, true, 0.0, many_ages(), MANY),
                                       group(20, 0.18, true, 0.1, many_ages(), 100),
                                       group(5, 0.0, true, 0.0, all_64, 3),
                                       group(5, 0.02, true, 0.0, mostly_old, 5),
                                       group(3, 1.0, false, 0.0, one, 1),
                                       group(5, 0.18, false, -0.2, many_ages(), 30),
                                       group(5, 0.0, true, 0.0, all_old, 2)};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const size_t bound = sl_turnover_most(&cases[i]), seen = most_seen(&cases[i], 4);
    CU_ASSERT_EQUAL(bound % TRIALS, 0);
    CU_ASSERT(seen > 0 && seen <= bound);
    CU_ASSERT((double)bound < 1.3 * (double)seen + 12.0 * sqrt((double)seen) + 2.0 * TRIALS);
  }
  CU_ASSERT_EQUAL(sl_turnover_most(&cases[4]), 2 * TRIALS); /* as many as can be: two a trial */
}

SL_SUITE(turnover, "unit/turnover", {"nobody leaves", nobody_leaves},
         {"everybody leaves", everybody_leaves}, {"an employee of 64", an_employee_of_64},
         {"employees of 65 and more", employees_of_65_and_more},
         {"a growing group", a_growing_group}, {"a shrinking group", a_shrinking_group},
         {"as the reference", as_the_reference}, {"stays are in order", stays_are_in_order},
         {"a part is part of the whole", a_part_is_part_of_the_whole},
         {"every kernel has the same", every_kernel_has_the_same},
         {"the share that leaves", the_share_that_leaves},
         {"copies are of any contract alike", copies_are_of_any_contract_alike},
         {"copies are as much younger as they should", copies_are_as_much_younger_as_they_should},
         {"the mean age stays", the_mean_age_stays}, {"the bound of stays", the_bound_of_stays});
