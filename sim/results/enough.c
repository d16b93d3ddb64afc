#include "sim/results/enough.h"

#include "models/statistics/statistics.h"

#include <string.h>

size_t sl_enough_scratch(size_t n) { return n / 2 + n / SL_ENOUGH_LEAST + 1; }

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* The number of values above a level. */
static size_t above(const double *ascending, size_t n, double level)
{
  size_t low = 0, high = n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (ascending[middle] > level) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return n - low;
}

/* Parts of `size` trials, each ascending; means are theirs. */
static void tell_spread(const double *column, size_t n, size_t size, double level,
                        const double *means, sl_enough_t *enough)
{
  const size_t parts = n / size;
  sl_running_t quantile = {0}, deficit = {0}, mean = {0};
  if (parts < SL_ENOUGH_PARTS || enough->n == SL_ENOUGH_ROWS) {
    return;
  }
  for (size_t i = 0; i < parts; i++) {
    const double *part = column + i * size;
    const double q95 = sl_quantile(part, size, 0.95).value;
    const double share = (double)above(part, size, level) / (double)size;
    sl_running_add(&quantile, &q95, 1, 1);
    sl_running_add(&deficit, &share, 1, 1);
  }
  sl_running_add(&mean, means, parts, 1);
  enough->row[enough->n++] =
      (sl_enough_row_t){.trials = size,
                        .parts = parts,
                        .mean = sl_running_deviation(&mean),
                        .quantile95 = sl_running_deviation(&quantile),
                        .deficit_probability = sl_running_deviation(&deficit)};
}

static void sort_parts(double *column, size_t n, double *means)
{
  for (size_t first = 0; first < n; first += SL_ENOUGH_LEAST) {
    const size_t size = least(SL_ENOUGH_LEAST, n - first);
    if (size == SL_ENOUGH_LEAST) {
      means[first / SL_ENOUGH_LEAST] = sl_mean(column + first, size).value;
    }
    sl_sort(column + first, size);
  }
}

/* Two ascending parts side by side become one; the shorter one waits in scratch. */
static void merge_up(double *a, size_t n_a, size_t n_b, double *scratch)
{
  const double *b = a + n_a;
  size_t i = 0, j = 0;
  memcpy(scratch, a, n_a * sizeof *a);
  while (i < n_a && j < n_b) {
    const int second = b[j] < scratch[i];
    *a++ = second ? b[j] : scratch[i];
    j += (size_t)second;
    i += (size_t)!second;
  }
  memcpy(a, scratch + i, (n_a - i) * sizeof *a);
}

/* The same from the upper end. */
static void merge_down(double *a, size_t n_a, size_t n_b, double *scratch)
{
  size_t i = n_a, j = n_b;
  memcpy(scratch, a + n_a, n_b * sizeof *a);
  while (i > 0 && j > 0) {
    const int first = scratch[j - 1] < a[i - 1];
    a[i + j - 1] = first ? a[i - 1] : scratch[j - 1];
    i -= (size_t)first;
    j -= (size_t)!first;
  }
  memcpy(a, scratch, j * sizeof *a);
}

/* Pairs of ascending parts become one ascending part each. */
static void merge_pairs(double *column, size_t n, size_t size, double *scratch)
{
  for (size_t first = 0; first + size < n; first += 2 * size) {
    const size_t n_b = least(size, n - first - size);
    if (size <= n_b) {
      merge_up(column + first, size, n_b, scratch);
    } else {
      merge_down(column + first, size, n_b, scratch);
    }
  }
}

static void join_means(double *means, size_t parts)
{
  for (size_t i = 0; i < parts / 2; i++) {
    means[i] = means[2 * i] + 0.5 * (means[2 * i + 1] - means[2 * i]);
  }
}

void sl_enough_of(double *column, size_t n, double level, double *scratch, sl_enough_t *enough)
{
  double *means = scratch + n / 2;
  enough->n = 0;
  sort_parts(column, n, means);
  for (size_t size = SL_ENOUGH_LEAST;; size *= 2) {
    tell_spread(column, n, size, level, means, enough);
    if (size >= n) {
      break;
    }
    merge_pairs(column, n, size, scratch);
    join_means(means, n / size);
  }
}
