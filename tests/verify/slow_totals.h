/* Distributions of annual totals by plain sums, slow and obvious, to compare exact figures with.
 *
 * A total is fixed amounts plus k exponential claims of one mean: a list of (amount, k) with
 * probabilities, so that sums are sums of all pairs and every expectation is a sum of gamma tails.
 * Amounts are one entry where they are equal to the millionth of a dollar.
 */
#ifndef SL_TESTS_VERIFY_SLOW_TOTALS_H
#define SL_TESTS_VERIFY_SLOW_TOTALS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct slow_entry {
  double at;
  long long place; /* at, in whole millionths of a dollar */
  int k;           /* exponential claims on top */
  double p;
} slow_entry_t;

typedef struct slow_total {
  size_t n, room, *index; /* of room 2 * room: entry + 1, or 0 */
  slow_entry_t *entry;
  double mean; /* of an exponential claim */
} slow_total_t;

void slow_free(slow_total_t *total);
void slow_add(slow_total_t *total, double at, int k, double p);

/* The sum of two independent totals of one exponential mean. */
slow_total_t slow_sum(const slow_total_t *a, const slow_total_t *b);

/* The total of N claims, P(N = i) = p[i]. */
slow_total_t slow_compound(const slow_total_t *claim, const double *p, size_t n);

double slow_above(const slow_total_t *total, double x);  /* P(S > x) */
double slow_excess(const slow_total_t *total, double x); /* E(S - x)+ */
double slow_deviation(const slow_total_t *total);        /* standard deviation of S */

/* The least x with P(S <= x) >= p. */
double slow_quantile(const slow_total_t *total, double p);

#endif
