/* The dated limit kernel by instruction set: dated_loop.c, checked and timed.
 *
 * usage: dated_limit SET CLAIMS_A_TRIAL CLAIMS
 * Prints one JSON object; exit 69 where this processor does not run the set. */
#include "bench/peers/dated_loop.h"
#include "bench/support.h"
#include "models/random/philox.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRIALS SL_BENCH_DATED_TRIALS
#define PERSONS 4
#define CHECKED 8 /* blocks */

typedef int (*dated_t)(size_t n, uint64_t blocks, sl_bench_dated_sums_t *sums);

static dated_t dated_named(const char *name)
{
#if defined(SL_BENCH_LIMIT_X86)
  if (strcmp(name, "avx512") == 0) {
    return __builtin_cpu_supports("avx512dq") ? sl_bench_dated_avx512 : NULL;
  }
  if (strcmp(name, "avx2") == 0) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? sl_bench_dated_avx2
                                                                           : NULL;
  }
#endif
  return strcmp(name, "baseline") == 0 ? sl_bench_dated_baseline : NULL;
}

typedef struct claim {
  double amount;
  size_t number; /* within its trial */
  int day;
} claim_t;

static int by_day_then_number(const void *a, const void *b)
{
  const claim_t *const x = a, *const y = b;
  return x->day != y->day ? x->day - y->day : x->number < y->number ? -1 : 1;
}

/* The claims of one trial from scratch, in order of day. */
static void draw_plainly(size_t n, size_t trial, claim_t *claims)
{
  for (size_t i = 0; i < n; i++) {
    uint32_t c[4] = {(uint32_t)(trial * n + i), 0, 0, 0};
    sl_philox(c, 1, 0);
    const uint64_t word = sl_philox_join(c[1], c[0]);
    const double u = ((double)(word >> 12) + 0.5) * 0x1p-52;
    claims[i] = (claim_t){exp(4.9 - 1.2 * log(u)), i, (int)(((uint64_t)c[2] * 365U) >> 32)};
  }
  qsort(claims, n, sizeof *claims, by_day_then_number);
}

/* The plan of dated_loop.h, one claim after the other, as it would be explained. */
static void adjudicate_plainly(const claim_t *claims, size_t n, sl_bench_dated_sums_t *sums)
{
  double person_deductible[PERSONS] = {0}, person_cost[PERSONS] = {0};
  double family_deductible = 0.0, family_cost = 0.0;
  for (size_t i = 0; i < n; i++) {
    const size_t p = claims[i].number * PERSONS / n;
    const double amount = claims[i].amount;
    double cost, d = 0.0;
    if (claims[i].number % 32 % 3 == 0) {
      cost = fmin(30.0, amount);
    } else {
      d = fmin(amount, fmin(1500.0 - person_deductible[p], 3000.0 - family_deductible));
      cost = d + 0.2 * (amount - d);
    }
    cost = fmin(cost, fmin(5000.0 - person_cost[p], 10000.0 - family_cost));
    person_deductible[p] += d;
    family_deductible += d;
    person_cost[p] += cost;
    family_cost += cost;
    sums->members += cost;
    sums->plan += amount - cost;
  }
}

/* The larger relative error of the kernel's two sums over some blocks; NaN: out of memory. */
static double error_of(dated_t dated, size_t n)
{
  sl_bench_dated_sums_t found, plain = {0};
  claim_t *const claims = malloc(n * sizeof *claims);
  if (claims == NULL || dated(n, CHECKED, &found) != 0) {
    free(claims);
    return (double)NAN;
  }
  for (size_t t = 0; t < (size_t)CHECKED * TRIALS; t++) {
    draw_plainly(n, t, claims);
    adjudicate_plainly(claims, n, &plain);
  }
  free(claims);
  return fmax(fabs(found.members / plain.members - 1.0), fabs(found.plan / plain.plan - 1.0));
}

int main(int argc, char **argv)
{
  const size_t n = argc == 4 ? (size_t)strtoull(argv[2], NULL, 10) : 0;
  const uint64_t blocks = n > 0 ? strtoull(argv[3], NULL, 10) / (TRIALS * n) : 0;
  sl_bench_dated_sums_t sums;
  if (n > SL_BENCH_DATED_MOST || blocks == 0) {
    fprintf(stderr, "usage: dated_limit SET CLAIMS_A_TRIAL CLAIMS\n");
    return 64;
  }
  const dated_t dated = dated_named(argv[1]);
  if (dated == NULL) {
    return 69;
  }
  const double error = error_of(dated, n);
  const sl_bench_times_t start = sl_bench_times();
  if (dated(n, blocks, &sums) != 0) {
    return EXIT_FAILURE;
  }
  const sl_bench_times_t took = sl_bench_since(start, sl_bench_times());
  const double claims = (double)(blocks * TRIALS * n);
  return sl_bench_print(json_pack("{s:f, s:f, s:f, s:f, s:f}", "cpu", took.cpu, "wall", took.wall,
                                  "claims", claims, "relative_error", error, "members_share",
                                  sums.members / (sums.members + sums.plan))) == 0
             ? EXIT_SUCCESS
             : EXIT_FAILURE;
}
