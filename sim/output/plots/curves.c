#include "sim/output/plots/curves.h"

#include "models/funding/arrangement.h"
#include "models/statistics/statistics.h"

#include <gsl/gsl_math.h>
#include <math.h>

#define NORMAL_QUANTILE 1.959963984540054 /* of 0.975 */
#define LEVELS 160

size_t sl_atoms(const double *ascending, size_t n, sl_atom_t *atoms, size_t max)
{
  const double least = n < 20 ? 1.0 : fmax(2.0, 0.01 * (double)n);
  size_t found = 0, next;
  for (size_t i = 0; i < n && found < max; i = next) {
    for (next = i + 1; next < n && ascending[next] - ascending[i] <= SL_DEFICIT_TOLERANCE;) {
      next++;
    }
    if ((double)(next - i) >= least) {
      atoms[found++] = (sl_atom_t){ascending[i], (double)(next - i) / (double)n, i, next - i};
    }
  }
  return found;
}

static double bandwidth(const double *values, size_t n)
{
  const double deviation = sqrt(sl_variance(values, n));
  const double range = (sl_quantile(values, n, 0.75).value - sl_quantile(values, n, 0.25).value);
  const double spread = range > 0.0 ? fmin(deviation, range / 1.34) : deviation;
  return 0.9 * spread * pow((double)n, -0.2);
}

typedef struct kernel_grid {
  double low, step, width, lower, upper;
  double *density;
  size_t m;
} kernel_grid_t;

static void add_kernel(const kernel_grid_t *grid, double at, double mass)
{
  const double first = ceil((at - 5.0 * grid->width - grid->low) / grid->step);
  const double last = floor((at + 5.0 * grid->width - grid->low) / grid->step);
  const double scale = mass / (grid->width * sqrt(2.0 * M_PI));
  for (double k = fmax(first, 0.0); k <= fmin(last, (double)grid->m - 1.0); k++) {
    const double z = (grid->low + k * grid->step - at) / grid->width;
    grid->density[(size_t)k] += scale * exp(-0.5 * z * z);
  }
}

static void add_mass(const kernel_grid_t *grid, double at, double mass)
{
  add_kernel(grid, at, mass);
  if (isfinite(grid->lower)) {
    add_kernel(grid, 2.0 * grid->lower - at, mass);
  }
  if (isfinite(grid->upper)) {
    add_kernel(grid, 2.0 * grid->upper - at, mass);
  }
}

void sl_density(const double *values, size_t n, double low, double high, double lower, double upper,
                double *density, size_t m)
{
  const double step = (high - low) / (double)(m - 1);
  const kernel_grid_t grid = {low,     step, fmax(bandwidth(values, n), step), lower, upper,
                              density, m};
  double left = 0.0;
  size_t i = 0;
  for (size_t k = 0; k < m; k++) {
    density[k] = 0.0;
  }
  while (i < n && values[i] < low) {
    i++;
  }
  for (size_t k = 0; k + 1 < m; k++) {
    const double from = low + (double)k * step;
    double here = left, there = 0.0;
    for (; i < n && (values[i] < from + step || (k + 2 == m && values[i] <= high)); i++) {
      const double part = (values[i] - from) / step;
      here += 1.0 - part;
      there += part;
    }
    left = there;
    add_mass(&grid, from, here / (double)n);
  }
  add_mass(&grid, high, left / (double)n);
}

size_t sl_exceeding(const double *ascending, size_t n, double x)
{
  size_t low = 0, high = n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (ascending[middle] > x + SL_DEFICIT_TOLERANCE) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return n - low;
}

void sl_score_interval(size_t hits, size_t n, double *low, double *high)
{
  const double total = (double)n, p = (double)hits / total;
  const double square = NORMAL_QUANTILE * NORMAL_QUANTILE / total;
  const double middle = p + 0.5 * square;
  const double half = sqrt(square * (p * (1.0 - p) + 0.25 * square));
  /* At the ends rounding must not leave a trace of the exact 0 and 1. */
  *low = hits == 0 ? 0.0 : (middle - half) / (1.0 + square);
  *high = hits == n ? 1.0 : (middle + half) / (1.0 + square);
}

static void add_point(sl_exceedance_t *points, size_t *count, double x, size_t hits, size_t n)
{
  if (*count > 0 && points[*count - 1].x == x &&
      points[*count - 1].probability == (double)hits / (double)n) {
    return;
  }
  sl_exceedance_t *point = &points[(*count)++];
  point->x = x;
  point->probability = (double)hits / (double)n;
  sl_score_interval(hits, n, &point->low, &point->high);
}

size_t sl_exceedance_curve(const double *ascending, size_t n,
                           sl_exceedance_t points[SL_EXCEEDANCE_POINTS])
{
  size_t count = 0, next = 0;
  double even = 1.0, level = 1.0;
  /* Order statistics where the exceedance falls below the next level of either ladder. */
  while (next < n && count + 2 <= SL_EXCEEDANCE_POINTS) {
    const double x = ascending[next];
    const size_t above = sl_exceeding(ascending, n, x);
    add_point(points, &count, x, sl_exceeding(ascending, n, x - 2.0 * SL_DEFICIT_TOLERANCE), n);
    add_point(points, &count, x, above, n);
    while (even > 0.0 && even * (double)n >= (double)above) {
      even -= 1.0 / LEVELS;
    }
    while (level * (double)n >= (double)above && level * (double)n >= 0.5) {
      level *= 0.93;
    }
    const size_t target = (size_t)fmax(0.0, fmax(even, level) * (double)n), reached = n - above;
    next = above > target ? n - 1 - target : reached;
    /* A third ladder for the cheapest years, where the exceedance is near 1. */
    next = next > reached + reached / 12 ? reached + reached / 12 : next;
  }
  return count;
}
