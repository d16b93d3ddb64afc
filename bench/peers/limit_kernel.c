/* The limit kernel by instruction set: limit_loop.c, timed and checked.
 *
 * usage: limit_kernel SET CLAIMS
 * Prints one JSON object; exit 69 where this processor does not run the set. */
#include "bench/peers/limit_loop.h"
#include "bench/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MU 4.9
#define SIGMA 0.25

typedef double (*limit_t)(uint64_t claims, double mu, double sigma);

static limit_t limit_named(const char *name)
{
#if defined(SL_BENCH_LIMIT_X86)
  if (strcmp(name, "avx512") == 0) {
    return __builtin_cpu_supports("avx512dq") ? sl_bench_limit_avx512 : NULL;
  }
  if (strcmp(name, "avx2") == 0) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? sl_bench_limit_avx2
                                                                           : NULL;
  }
#endif
  return strcmp(name, "baseline") == 0 ? sl_bench_limit_baseline : NULL;
}

/* U^-sigma has the mean 1 / (1 - sigma) and the second moment 1 / (1 - 2 sigma). */
static double z_of(double mean, uint64_t claims)
{
  const double first = 1.0 / (1.0 - SIGMA), second = 1.0 / (1.0 - 2.0 * SIGMA);
  return (mean / exp(MU) - first) / sqrt((second - first * first) / (double)claims);
}

int main(int argc, char **argv)
{
  const uint64_t claims = argc == 3 ? strtoull(argv[2], NULL, 10) / 1024 * 1024 : 0;
  if (claims == 0) {
    fprintf(stderr, "usage: limit_kernel SET CLAIMS\n");
    return 64;
  }
  const limit_t limit = limit_named(argv[1]);
  if (limit == NULL) {
    return 69;
  }
  const sl_bench_times_t start = sl_bench_times();
  const double sum = limit(claims, MU, SIGMA);
  const sl_bench_times_t took = sl_bench_since(start, sl_bench_times());
  return sl_bench_print(json_pack("{s:f, s:f, s:f, s:f}", "cpu", took.cpu, "wall", took.wall,
                                  "claims", (double)claims, "z",
                                  z_of(sum / (double)claims, claims))) == 0
             ? EXIT_SUCCESS
             : EXIT_FAILURE;
}
