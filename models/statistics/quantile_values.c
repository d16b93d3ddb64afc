#include "models/statistics/quantile_values.h"

#include "models/statistics/statistics.h"

#include <stdbool.h>
#include <string.h>

#define BUCKETS 4096 /* the most */
#define LANES 8

typedef struct buckets {
  size_t n; /* for a small sample fewer than the most: each is looked at */
  double low, scale;
  size_t first[BUCKETS + 1]; /* how many values are in those before */
  size_t at[BUCKETS];        /* in the scratch, where the next of its values goes */
  bool wanted[BUCKETS];
} buckets_t;

/* Never falls as x rises. */
static size_t bucket_of(const buckets_t *b, double x)
{
  const size_t bucket = b->scale > 0.0 ? (size_t)((x - b->low) * b->scale) : 0;
  return bucket < b->n ? bucket : b->n - 1;
}

static void extend(double value, double *low, double *high)
{
  *low = value < *low ? value : *low;
  *high = value > *high ? value : *high;
}

static void find_range(const double *x, size_t n, double *low, double *high)
{
  double least[LANES], most[LANES];
  size_t i = 0;
  for (size_t k = 0; k < LANES; k++) {
    least[k] = most[k] = x[0];
  }
  for (; i + LANES <= n; i += LANES) {
    for (size_t k = 0; k < LANES; k++) {
      extend(x[i + k], &least[k], &most[k]);
    }
  }
  *low = *high = x[0];
  for (size_t k = 0; k < LANES; k++) {
    extend(least[k], low, high);
    extend(most[k], low, high);
  }
  for (; i < n; i++) {
    extend(x[i], low, high);
  }
}

/* A range too narrow or too wide to be divided is one bucket. */
static void set_range(buckets_t *b, const double *x, size_t n)
{
  double low, high;
  find_range(x, n, &low, &high);
  b->n = n < BUCKETS ? n : BUCKETS;
  const double scale = (double)b->n / (high - low);
  b->low = low;
  b->scale = scale < 1e300 ? scale : 0.0;
}

static void count(buckets_t *b, const double *x, size_t n)
{
  memset(b->first, 0, (b->n + 1) * sizeof b->first[0]);
  for (size_t i = 0; i < n; i++) {
    b->first[bucket_of(b, x[i]) + 1]++;
  }
  for (size_t k = 0; k < b->n; k++) {
    b->first[k + 1] += b->first[k];
  }
}

/* That which holds the order statistic of this rank. */
static size_t bucket_with(const buckets_t *b, size_t rank)
{
  size_t low = 0, high = b->n;
  while (high - low > 1) {
    const size_t middle = low + (high - low) / 2;
    if (b->first[middle] <= rank) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

/* The values of the buckets that are wanted, bucket by bucket, each ascending. */
static void gather(buckets_t *b, const double *x, size_t n, double *scratch)
{
  size_t next = 0;
  for (size_t k = 0; k < b->n; k++) {
    b->at[k] = next;
    next += b->wanted[k] ? b->first[k + 1] - b->first[k] : 0;
  }
  for (size_t i = 0; i < n; i++) {
    const size_t bucket = bucket_of(b, x[i]);
    if (b->wanted[bucket]) {
      scratch[b->at[bucket]++] = x[i];
    }
  }
  for (size_t k = 0; k < b->n; k++) {
    if (b->wanted[k]) {
      const size_t size = b->first[k + 1] - b->first[k];
      sl_sort(scratch + b->at[k] - size, size);
    }
  }
}

static double order_statistic(const buckets_t *b, const double *scratch, size_t rank)
{
  const size_t bucket = bucket_with(b, rank);
  return scratch[b->at[bucket] - (b->first[bucket + 1] - rank)];
}

void sl_quantile_values(const double *x, size_t n, const double *level, size_t n_levels,
                        double *scratch, double *value)
{
  buckets_t b;
  set_range(&b, x, n);
  count(&b, x, n);
  memset(b.wanted, 0, b.n * sizeof b.wanted[0]);
  for (size_t k = 0; k < n_levels; k++) {
    const size_t rank = (size_t)((double)(n - 1) * level[k]);
    b.wanted[bucket_with(&b, rank)] = true;
    b.wanted[bucket_with(&b, rank + 1 < n ? rank + 1 : rank)] = true;
  }
  gather(&b, x, n, scratch);
  for (size_t k = 0; k < n_levels; k++) {
    const double place = (double)(n - 1) * level[k];
    const size_t rank = (size_t)place;
    const double pair[2] = {order_statistic(&b, scratch, rank),
                            order_statistic(&b, scratch, rank + 1 < n ? rank + 1 : rank)};
    value[k] = sl_quantile(pair, 2, place - (double)rank).value;
  }
}
