/* Sums of claims and the plan year's adjudication: every instruction set, as in test_kernels.c,
 * beside the plain forms, bit for bit. */
#include "models/claims/claim_sum.h"
#include "models/plan/claim_record.h"
#include "models/plan/design.h"
#include "models/simd/kernels.h"
#include "tests/support/harness.h"
#include "tests/support/kernels.h"

#include <stdlib.h>
#include <string.h>

enum { TRIALS = 517, MOST = 70 };

static uint64_t next_word(uint64_t *state)
{
  const sl_stream_t stream = sl_stream_init(7, SL_PASS_MAIN, SL_DRAW_AMOUNT, 0, 0);
  return sl_stream_word(&stream, (uint32_t)(*state)++, 1, 0);
}

/* Amounts of every size, a good part of them zero. */
static double amount(uint64_t *state)
{
  const uint64_t word = next_word(state);
  return word % 8 == 0 ? 0.0 : ldexp((double)(word >> 11), (int)(word % 40) - 53);
}

static bool same(const double *a, const double *b, size_t n)
{
  return memcmp(a, b, n * sizeof *a) == 0;
}

typedef struct claims {
  uint32_t counts[TRIALS], start[TRIALS];
  double *amounts;
  size_t n;
} claims_t;

/* Small counts, as of a service, or any up to MOST; empty trials first and last. */
static claims_t make_claims(uint64_t *state, uint32_t most)
{
  claims_t claims = {.n = 0};
  for (size_t t = 0; t < TRIALS; t++) {
    const bool empty = t < 3 || t + 2 > TRIALS;
    claims.counts[t] = empty ? 0 : (uint32_t)(next_word(state) % (most + 1));
    claims.start[t] = (uint32_t)claims.n;
    claims.n += claims.counts[t];
  }
  claims.amounts = calloc(claims.n + SL_SLACK, sizeof *claims.amounts);
  CU_ASSERT_PTR_NOT_NULL_FATAL(claims.amounts);
  for (size_t i = 0; i < claims.n; i++) {
    claims.amounts[i] = amount(state);
  }
  return claims;
}

static double plain_sum(const double *amounts, size_t n, double limit)
{
  double limited[MOST];
  for (size_t j = 0; j < n; j++) {
    limited[j] = amounts[j] < limit ? amounts[j] : limit;
  }
  return sl_claim_sum(limited, n);
}

static void sums_have_the_bits_of_the_plain_form(void)
{
  const double limits[] = {INFINITY, 1000.0, 0.0};
  uint64_t state = 1;
  for (size_t k = 0; k < 3; k++) {
    claims_t claims = make_claims(&state, MOST);
    double expected[TRIALS], sums[TRIALS];
    for (size_t t = 0; t < TRIALS; t++) {
      expected[t] = plain_sum(claims.amounts + claims.start[t], claims.counts[t], limits[k]);
    }
    for (size_t i = 0; sl_test_kernels_at(i) != NULL; i++) {
      sl_test_kernels_at(i)->sum_claims(claims.amounts, claims.start, claims.counts, TRIALS,
                                        limits[k], sums);
      CU_ASSERT(same(sums, expected, TRIALS));
    }
    free(claims.amounts);
  }
}

/* The order of the lanes, by amounts whose sum depends on it. */
static void lanes_are_added_in_their_order(void)
{
  const double big = 0x1p53;
  const double amounts[9 + SL_SLACK] = {big, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0};
  const uint32_t start = 0, count = 9;
  double sum = 0.0;
  /* Lane 0 holds big + 1, which is big; (big + 1) + 1 is big again; (1 + 0) + (1 + 0) is kept. */
  CU_ASSERT_EQUAL(sl_claim_sum(amounts, 9), big + 2.0);
  for (size_t i = 0; sl_test_kernels_at(i) != NULL; i++) {
    sl_test_kernels_at(i)->sum_claims(amounts, &start, &count, 1, (double)INFINITY, &sum);
    CU_ASSERT_EQUAL(sum, big + 2.0);
  }
}

/* Claims of three persons, some paid on the day itself; sums of which no order matters. */
static void late_claims_are_summed(void)
{
  enum { LATE = 70, DAY = 365 };
  sl_claim_record_t claims[LATE];
  double plan[LATE];
  size_t wrong = 0;
  for (uint32_t i = 0; i < LATE; i++) {
    const uint32_t day = i * 37 % 366, lag = i % 4 == 1 ? DAY - day : i * i * 11 % 500;
    claims[i] = (sl_claim_record_t){9e9, sl_claim_key(i % 3, i, 5, 0) | sl_claim_dates(day, lag)};
    plan[i] = (double)(1 + i * 7 % 13);
  }
  for (size_t k = 0; sl_test_kernels_at(k) != NULL; k++) {
    for (size_t n = 0; n <= LATE; n++) {
      double expected = 0.0;
      for (size_t i = 0; i < n; i++) {
        const uint32_t paid = sl_claim_day(claims[i].key) + sl_claim_lag(claims[i].key);
        expected += i % 3 == 1 && paid >= DAY ? plan[i] : 0.0;
      }
      wrong += sl_test_kernels_at(k)->paid_from(claims, plan, n, 1, DAY) != expected;
    }
    CU_ASSERT_EQUAL(sl_test_kernels_at(k)->paid_from(claims, plan, LATE, 1, INT32_MAX), 0.0);
  }
  CU_ASSERT_EQUAL(wrong, 0);
}

/* Three services into one list: every trial's claims together, in the order of the services. */
static void placing_lists_claims_by_trial(void)
{
  enum { SERVICES = 3 };
  const double limits[SERVICES] = {INFINITY, 500.0, INFINITY};
  const uint32_t most[SERVICES] = {2, MOST / 3, 9};
  uint64_t state = 99;
  claims_t service[SERVICES];
  uint32_t start[TRIALS], next[TRIALS], at = 0;
  for (size_t s = 0; s < SERVICES; s++) {
    service[s] = make_claims(&state, most[s]);
  }
  for (size_t t = 0; t < TRIALS; t++) {
    start[t] = at;
    at += service[0].counts[t] + service[1].counts[t] + service[2].counts[t] + SL_SLACK;
  }
  double *list = malloc(at * sizeof *list);
  CU_ASSERT_PTR_NOT_NULL_FATAL(list);
  for (size_t i = 0; sl_test_kernels_at(i) != NULL; i++) {
    size_t wrong = 0;
    memcpy(next, start, sizeof next);
    for (size_t s = 0; s < SERVICES; s++) {
      sl_test_kernels_at(i)->place_claims(service[s].amounts, service[s].counts, TRIALS, limits[s],
                                          next, list);
    }
    for (size_t t = 0; t < TRIALS; t++) {
      const double *claim = list + start[t];
      for (size_t s = 0; s < SERVICES; s++) {
        for (uint32_t j = 0; j < service[s].counts[t]; j++) {
          wrong += *claim++ != fmin(service[s].amounts[service[s].start[t] + j], limits[s]);
        }
      }
      wrong += next[t] != (size_t)(claim - list);
    }
    CU_ASSERT_EQUAL(wrong, 0);
  }
  for (size_t s = 0; s < SERVICES; s++) {
    free(service[s].amounts);
  }
  free(list);
}

/* ---- the plan year ---- */

typedef struct year {
  double allowed[TRIALS], shared[TRIALS], copays[TRIALS];
  double plan_paid[TRIALS], group_allowed[TRIALS], group_member_paid[TRIALS], largest[TRIALS];
  double group_claims[TRIALS];
  uint32_t claims[TRIALS];
} year_t;

static void make_year(year_t *year, uint64_t seed)
{
  uint64_t state = seed;
  for (size_t t = 0; t < TRIALS; t++) {
    year->shared[t] = amount(&state);
    year->allowed[t] = year->shared[t] + amount(&state);
    year->copays[t] = fmin(amount(&state), year->allowed[t] - year->shared[t]);
    year->group_allowed[t] = amount(&state);
    year->group_member_paid[t] = amount(&state);
    year->largest[t] = amount(&state);
    year->claims[t] = (uint32_t)next_word(&state);
    year->group_claims[t] = (double)(next_word(&state) % 1000);
  }
}

static void plain_year(const sl_plan_t *plan, bool copays, year_t *year)
{
  for (size_t t = 0; t < TRIALS; t++) {
    const double member =
        sl_plan_member_cost(plan, year->shared[t], copays ? year->copays[t] : 0.0);
    year->plan_paid[t] = fmax(year->allowed[t] - member, 0.0);
    year->group_allowed[t] += year->allowed[t];
    year->group_member_paid[t] += member;
    year->largest[t] = fmax(year->largest[t], year->plan_paid[t]);
    year->group_claims[t] += copays ? 0.0 : year->claims[t];
  }
}

static void kernel_year(const sl_kernels_t *kernels, const sl_plan_t *plan, bool copays,
                        year_t *year)
{
  const sl_annual_year_t batch = {.allowed = year->allowed,
                                  .shared = year->shared,
                                  .copays = copays ? year->copays : NULL,
                                  .plan_paid = year->plan_paid,
                                  .group_allowed = year->group_allowed,
                                  .group_member_paid = year->group_member_paid,
                                  .largest = year->largest,
                                  .claims = copays ? NULL : year->claims,
                                  .group_claims = year->group_claims};
  kernels->plan_annual_batch(&plan->benefit[0], TRIALS, &batch);
}

static size_t differences(const sl_kernels_t *kernels, const sl_plan_t *plan, bool copays)
{
  static year_t expected, year;
  make_year(&expected, 5);
  make_year(&year, 5);
  size_t different = 0;
  for (int person = 0; person < 3; person++) { /* added up */
    plain_year(plan, copays, &expected);
    kernel_year(kernels, plan, copays, &year);
    const bool equal = same(year.plan_paid, expected.plan_paid, TRIALS) &&
                       same(year.group_allowed, expected.group_allowed, TRIALS) &&
                       same(year.group_member_paid, expected.group_member_paid, TRIALS) &&
                       same(year.largest, expected.largest, TRIALS) &&
                       same(year.group_claims, expected.group_claims, TRIALS);
    different += equal ? 0 : 1;
  }
  return different;
}

static void the_plan_year_has_the_bits_of_the_plain_form(void)
{
  const sl_limit_t none = {.person = INFINITY, .family = INFINITY};
  const sl_benefit_t benefits[] = {
      {.deductible = {1500.0, 3000.0, false},
       .coinsurance = 0.2,
       .out_of_pocket_max = {5000.0, 10000.0, false}},
      {.deductible = {1000.0, INFINITY, false},
       .coinsurance = 0.3,
       .out_of_pocket_max = {4000.0, INFINITY, false}},
      {.deductible = {0.0, INFINITY, false}, .coinsurance = 0.0, .out_of_pocket_max = none},
      {.deductible = none, .coinsurance = 1.0, .out_of_pocket_max = {INFINITY, 7000.0, false}},
  };
  for (size_t b = 0; b < sizeof benefits / sizeof benefits[0]; b++) {
    sl_plan_t plan = {.n_benefits = 1};
    plan.benefit[0] = benefits[b];
    plan.benefit[0].maximum = (double)INFINITY;
    for (size_t i = 0; sl_test_kernels_at(i) != NULL; i++) {
      CU_ASSERT_EQUAL(differences(sl_test_kernels_at(i), &plan, false), 0);
      CU_ASSERT_EQUAL(differences(sl_test_kernels_at(i), &plan, true), 0);
    }
  }
}

/* With and without a cover, of an excluded person, above a maximum. */
static void the_specific_has_the_bits_of_the_plain_form(void)
{
  const sl_specific_t specific = {.deductible = 900.0, .coinsurance = 0.9, .maximum = 5000.0};
  const sl_specific_t *const covers[] = {&specific, &specific, NULL};
  uint64_t state = 23;
  double paid[TRIALS], excess[TRIALS], eligible[TRIALS], own_excess[TRIALS], own_eligible[TRIALS];
  for (size_t t = 0; t < TRIALS; t++) {
    paid[t] = amount(&state);
    excess[t] = own_excess[t] = amount(&state);
    eligible[t] = own_eligible[t] = amount(&state);
  }
  for (size_t i = 0; sl_test_kernels_at(i) != NULL; i++) {
    for (size_t c = 0; c < sizeof covers / sizeof covers[0]; c++) {
      const bool excluded = c == 1;
      const double deductible = excluded ? (double)INFINITY : 1200.0;
      sl_specific_accumulate_batch(covers[c], TRIALS, paid, deductible, excluded, excess, eligible);
      sl_test_kernels_at(i)->specific_batch(covers[c], TRIALS, paid, deductible, excluded,
                                            own_excess, own_eligible);
      CU_ASSERT(same(own_excess, excess, TRIALS));
      CU_ASSERT(same(own_eligible, eligible, TRIALS));
    }
  }
}

/* Just at half of the deductible and at it, too. */
static void claimants_are_counted(void)
{
  const double paid[] = {0.0, 499.0, 500.0, 500.5, 1000.0, 1000.5, 1e9, 999.0, 501.0};
  enum { N = sizeof paid / sizeof paid[0] };
  const double above_half[N] = {0, 0, 0, 1, 1, 1, 1, 1, 1}, above[N] = {0, 0, 0, 0, 0, 1, 1, 0, 0};
  for (size_t i = 0; sl_test_kernels_at(i) != NULL; i++) {
    double half[N] = {0}, full[N] = {0};
    sl_test_kernels_at(i)->claimants_batch(N, paid, 1000.0, half, full);
    CU_ASSERT(same(half, above_half, N));
    CU_ASSERT(same(full, above, N));
  }
}

/* Exponents of claims, whose real part is at most 0; some need a special case: a modulus that
 * vanishes, and what no claims have. */
static void frailties_have_the_bits_of_the_plain_form(void)
{
  static const double shapes[] = {0.8, 3.0, 250.0};
  double exponent[2 * TRIALS], expected[2 * TRIALS], mixed[2 * TRIALS];
  uint64_t state = 5;
  for (size_t k = 0; k < TRIALS; k++) {
    const double size = ldexp(1.0, (int)(next_word(&state) % 24) - 12);
    exponent[2 * k] = -size * (double)(next_word(&state) >> 11) * 0x1p-53;
    exponent[2 * k + 1] = size * ((double)(next_word(&state) >> 11) * 0x1p-52 - 1.0);
  }
  exponent[10] = -1e300;
  exponent[31] = 0.0;
  exponent[41] = -0.0;
  exponent[50] = 7.0;
  exponent[60] = exponent[61] = 0.0;
  for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
    sl_mix_frailty(shapes[i], exponent, TRIALS, expected);
    for (size_t s = 0; sl_test_kernels_at(s) != NULL; s++) {
      sl_test_kernels_at(s)->mix_frailty(shapes[i], exponent, TRIALS, mixed);
      CU_ASSERT(same(mixed, expected, sizeof mixed / sizeof mixed[0]));
    }
  }
}

SL_SUITE(kernel_sums, "unit/kernel_sums",
         {"sums have the bits of the plain form", sums_have_the_bits_of_the_plain_form},
         {"lanes are added in their order", lanes_are_added_in_their_order},
         {"placing lists claims by trial", placing_lists_claims_by_trial},
         {"the plan year has the bits of the plain form",
          the_plan_year_has_the_bits_of_the_plain_form},
         {"the specific has the bits of the plain form",
          the_specific_has_the_bits_of_the_plain_form},
         {"claimants are counted", claimants_are_counted},
         {"frailties have the bits of the plain form", frailties_have_the_bits_of_the_plain_form},
         {"late claims are summed", late_claims_are_summed});
