/* The dated limit kernel: what one core can do at best if each claim takes what a claim with a date
 * cannot do without, in double precision: one Philox block, log, exp, day and lag, its place in the
 * order of days, deductible, coinsurance, copay and maximum of person and family, and its month.
 *
 * dated_loop.c is compiled once for each instruction set, around limit_loop.c's functions. A trial
 * is one family of four persons, one after the other, with equally many claims each:
 *
 *   amount   exp(4.9 - 1.2 log U), U from the block's first word
 *   day      0 .. 364, uniform, from the upper half of the second word
 *   lag      0 .. 255 days, uniform, from its lower half; months have 31 days, and there are 24
 *   service  by the claim's number modulo 32, its remainder by 3: the first has a copay of 30,
 * skips the deductible and has no coinsurance, the others a coinsurance of 20% limits   deductible
 * 1,500 a person, 3,000 a family; maximum 5,000 and 10,000
 */
#ifndef SL_BENCH_PEERS_DATED_LOOP_H
#define SL_BENCH_PEERS_DATED_LOOP_H

#include <stddef.h>
#include <stdint.h>

#define SL_BENCH_DATED_TRIALS 32 /* in a block: what the second cache holds */
#define SL_BENCH_DATED_MOST 2047 /* claims a trial: places in a block are 16 bits */

typedef struct sl_bench_dated_sums {
  double members, plan; /* who paid */
} sl_bench_dated_sums_t;

/* Simulate blocks of 32 trials, each of n claims (1 .. SL_BENCH_DATED_MOST). Every block draws on
 * from where the one before ended. Returns 0, or -1: out of memory. */
int sl_bench_dated_baseline(size_t n, uint64_t blocks, sl_bench_dated_sums_t *sums);
int sl_bench_dated_avx2(size_t n, uint64_t blocks, sl_bench_dated_sums_t *sums);
int sl_bench_dated_avx512(size_t n, uint64_t blocks, sl_bench_dated_sums_t *sums);

#endif
