#include "models/statistics/merge_sort.h"

#include <string.h>

#define RUN 4

/* min and max of both: neither is a branch. */
static void put_in_order(double *a, double *b)
{
  const double low = *b < *a ? *b : *a, high = *b < *a ? *a : *b;
  *a = low;
  *b = high;
}

static void sort_run(double *x)
{
  put_in_order(&x[0], &x[1]);
  put_in_order(&x[2], &x[3]);
  put_in_order(&x[0], &x[2]);
  put_in_order(&x[1], &x[3]);
  put_in_order(&x[1], &x[2]);
}

/* Less than a run. */
static void sort_rest(double *x, size_t n)
{
  for (size_t i = 1; i < n; i++) {
    for (size_t k = i; k > 0; k--) {
      put_in_order(&x[k - 1], &x[k]);
    }
  }
}

/* Two ascending runs of `half` side by side into one, from both ends at once: the two do not wait
 * for each other, and neither can run out of numbers before it has `half`. */
static void merge_halves(const double *from, size_t half, double *into)
{
  size_t i = 0, j = half, low = half - 1, high = 2 * half - 1;
  for (size_t k = 0; k < half; k++) {
    const double a = from[i], b = from[j], c = from[low], d = from[high];
    const size_t second = b < a, first = d < c;
    into[k] = b < a ? b : a;
    into[2 * half - 1 - k] = d < c ? c : d;
    j += second;
    i += 1 - second;
    low -= first;
    high -= 1 - first;
  }
}

/* Two ascending runs side by side, the first of n_a, into one. */
static void merge(const double *a, size_t n_a, size_t n, double *into)
{
  const double *b = a + n_a;
  const size_t n_b = n - n_a;
  size_t i = 0, j = 0;
  while (i < n_a && j < n_b) {
    const size_t second = b[j] < a[i];
    into[i + j] = second ? b[j] : a[i];
    j += second;
    i += 1 - second;
  }
  memcpy(into + i + j, a + i, (n_a - i) * sizeof *into);
  memcpy(into + n_a + j, b + j, (n_b - j) * sizeof *into);
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

void sl_merge_sort(double *x, double *scratch, size_t n)
{
  double *from = x, *to = scratch;
  const size_t whole = n - n % RUN;
  for (size_t first = 0; first < whole; first += RUN) {
    sort_run(x + first);
  }
  sort_rest(x + whole, n - whole);
  for (size_t size = RUN; size < n; size *= 2) {
    for (size_t first = 0; first < n; first += 2 * size) {
      const size_t left = n - first;
      if (left >= 2 * size) {
        merge_halves(from + first, size, to + first);
      } else {
        merge(from + first, least(size, left), left, to + first);
      }
    }
    double *other = from;
    from = to;
    to = other;
  }
  if (from != x) {
    memcpy(x, from, n * sizeof *x);
  }
}
