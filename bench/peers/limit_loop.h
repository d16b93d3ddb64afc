/* The limit kernel: what one core can do at best if each claim takes one random word, one log and
 * one exp in double precision, and nothing else is done with it.
 *
 * limit_loop.c is compiled once for each instruction set; each claim is exp(mu) / U^sigma, which
 * has the mean exp(mu) / (1 - sigma) for sigma below 1. */
#ifndef SL_BENCH_PEERS_LIMIT_LOOP_H
#define SL_BENCH_PEERS_LIMIT_LOOP_H

#include <stdint.h>

/* The sum of claims (a multiple of 1024). */
double sl_bench_limit_baseline(uint64_t claims, double mu, double sigma);
double sl_bench_limit_avx2(uint64_t claims, double mu, double sigma);
double sl_bench_limit_avx512(uint64_t claims, double mu, double sigma);

#endif
