#include "models/statistics/statistics.h"

#include "models/statistics/merge_sort.h"
#include "models/statistics/radix_sort.h"

#include <assert.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

#define LONG_SAMPLE 4096 /* from here on counting digits is sooner done than comparing */

static double shifted_mean(const double *x, size_t n)
{
  double sum = 0.0;
  for (size_t i = 1; i < n; i++) {
    sum += x[i] - x[0];
  }
  return x[0] + sum / (double)n;
}

double sl_variance(const double *x, size_t n)
{
  const double mean = shifted_mean(x, n);
  double squares = 0.0, rest = 0.0;
  for (size_t i = 0; i < n; i++) {
    const double d = x[i] - mean;
    squares += d * d;
    rest += d;
  }
  return n > 1 ? (squares - rest * rest / (double)n) / ((double)n - 1.0) : (double)NAN;
}

double sl_joined_error(double a, double b) { return sqrt(a * a + b * b); }

sl_estimate_t sl_mean(const double *x, size_t n)
{
  return (sl_estimate_t){.value = shifted_mean(x, n),
                         .standard_error = sqrt(sl_variance(x, n) / (double)n)};
}

void sl_running_add(sl_running_t *running, const double *x, size_t n, size_t stride)
{
  if (n == 0) {
    return;
  }
  const double first = running->n == 0 ? x[0] : running->first;
  double sum = running->sum, squares = running->squares;
  for (size_t i = 0; i < n; i++) {
    const double d = x[i * stride] - first;
    sum += d;
    squares += d * d;
  }
  *running = (sl_running_t){running->n + n, first, sum, squares};
}

#define COLUMNS 4

/* n >= 1. */
static void add_some(sl_running_t *running, const double *x, size_t apart, size_t n, size_t stride)
{
  double first[COLUMNS], sum[COLUMNS], squares[COLUMNS];
  for (size_t c = 0; c < COLUMNS; c++) {
    first[c] = running[c].n == 0 ? x[c * apart] : running[c].first;
    sum[c] = running[c].sum;
    squares[c] = running[c].squares;
  }
  for (size_t i = 0; i < n; i++) {
    for (size_t c = 0; c < COLUMNS; c++) {
      const double d = x[c * apart + i * stride] - first[c];
      sum[c] += d;
      squares[c] += d * d;
    }
  }
  for (size_t c = 0; c < COLUMNS; c++) {
    running[c] = (sl_running_t){running[c].n + n, first[c], sum[c], squares[c]};
  }
}

void sl_running_add_columns(sl_running_t *running, size_t n_columns, const double *x, size_t apart,
                            size_t n, size_t stride)
{
  size_t c = 0;
  for (; n > 0 && c + COLUMNS <= n_columns; c += COLUMNS) {
    add_some(running + c, x + c * apart, apart, n, stride);
  }
  for (; c < n_columns; c++) {
    sl_running_add(&running[c], x + c * apart, n, stride);
  }
}

double sl_running_deviation(const sl_running_t *running)
{
  const double n = (double)running->n;
  const double squares = running->squares - running->sum * (running->sum / n);
  return running->n > 1 ? sqrt((squares < 0.0 ? 0.0 : squares) / (n - 1.0)) : (double)NAN;
}

sl_estimate_t sl_running_mean(const sl_running_t *running)
{
  const double n = (double)running->n;
  return (sl_estimate_t){.value = running->first + running->sum / n,
                         .standard_error = sl_running_deviation(running) / sqrt(n)};
}

sl_estimate_t sl_proportion(size_t hits, size_t n)
{
  const double p = (double)hits / (double)n;
  return (sl_estimate_t){
      .value = p, .standard_error = n > 1 ? sqrt(p * (1.0 - p) / ((double)n - 1.0)) : (double)NAN};
}

/* The order statistic at a place between 0 and n - 1, interpolated. Never the form
 * (1 - t) a + t b, which does not give a back where a = b. */
static double at_place(const double *ascending, size_t n, double place)
{
  const size_t i = (size_t)place;
  return i + 1 < n ? ascending[i] + (place - (double)i) * (ascending[i + 1] - ascending[i])
                   : ascending[n - 1];
}

static double error_where_unknown(const double *ascending, size_t n)
{
  return n > 1 && ascending[0] == ascending[n - 1] ? 0.0 : (double)NAN;
}

sl_estimate_t sl_quantile(const double *ascending, size_t n, double p)
{
  const double last = (double)n - 1.0, place = last * p;
  const double step = sqrt((double)n * p * (1.0 - p));
  sl_estimate_t estimate = {.value = at_place(ascending, n, place)};
  if (step > 0.0 && place - step >= 0.0 && place + step <= last) {
    estimate.standard_error =
        0.5 * (at_place(ascending, n, place + step) - at_place(ascending, n, place - step));
  } else {
    estimate.standard_error = error_where_unknown(ascending, n);
  }
  return estimate;
}

sl_estimate_t sl_tail_mean(const double *ascending, size_t n, double p)
{
  const double share = (double)n - (double)n * p; /* 1 - p would round: 10 (1 - 0.8) < 2 */
  const size_t whole = (size_t)share < n ? (size_t)share : n - 1;
  const double q = ascending[n - 1 - whole];
  double excess = 0.0, squares = 0.0;
  if (share == 0.0 || n == 1) {
    return (sl_estimate_t){ascending[n - 1], error_where_unknown(ascending, n)};
  }
  for (size_t i = n - whole; i < n; i++) {
    excess += ascending[i] - q;
  }
  const double mean = excess / (double)n;
  for (size_t i = n - whole; i < n; i++) {
    squares += (ascending[i] - q - mean) * (ascending[i] - q - mean);
  }
  squares += (double)(n - whole) * mean * mean;
  return (sl_estimate_t){.value = q + excess / share,
                         .standard_error = sqrt(squares / ((double)n - 1.0) * (double)n) / share};
}

sl_tail_cut_t sl_tail_cut(const double *ascending, size_t n, double p)
{
  const double share = (double)n - (double)n * p;
  const size_t whole = (size_t)share < n ? (size_t)share : n - 1, at = n - 1 - whole;
  const size_t step = (size_t)ceil(sqrt((double)n * p * (1.0 - p)));
  return (sl_tail_cut_t){.share = share,
                         .at = ascending[at],
                         .low = ascending[at > step ? at - step : 0],
                         .high = ascending[at + step < n ? at + step : n - 1]};
}

/* The weight of a trial in the tail: those on the boundary share what is left of it. */
static double tail_weight(double x, const sl_tail_cut_t *cut, double on_boundary)
{
  return x > cut->at ? 1.0 : x == cut->at ? on_boundary : 0.0;
}

void sl_tail_look(sl_tail_sums_t *sums, const double *x, const double *y, size_t n)
{
  const sl_tail_cut_t *cut = &sums->cut;
  sums->n += n;
  for (size_t i = 0; i < n; i++) {
    sums->above += x[i] > cut->at;
    sums->on += x[i] == cut->at;
    if (x[i] >= cut->low && x[i] <= cut->high) {
      sums->near += y[i];
      sums->about++;
    }
  }
}

void sl_tail_take(sl_tail_sums_t *sums, const double *x, const double *y, size_t n)
{
  const double boundary = sums->near / (double)sums->about;
  const double on_boundary = (sums->cut.share - (double)sums->above) / (double)sums->on;
  for (size_t i = 0; i < n; i++) {
    const double weight = tail_weight(x[i], &sums->cut, on_boundary);
    const double d = weight * (y[i] - boundary);
    sums->sum += weight * y[i];
    sums->influence += d;
    sums->squares += d * d;
  }
}

sl_estimate_t sl_tail_tell(const sl_tail_sums_t *sums)
{
  const double n = (double)sums->n, share = sums->cut.share;
  const double variance = (sums->squares - sums->influence * sums->influence / n) / (n - 1.0);
  return (sl_estimate_t){.value = sums->sum / share,
                         .standard_error = sqrt(fmax(0.0, variance) * n) / share};
}

sl_estimate_t sl_tail_part(const double *x, const double *y, size_t n, const sl_tail_cut_t *cut)
{
  sl_tail_sums_t sums = {.cut = *cut};
  sl_tail_look(&sums, x, y, n);
  sl_tail_take(&sums, x, y, n);
  return sl_tail_tell(&sums);
}

void sl_sort(double *x, size_t n)
{
#ifndef NDEBUG
  for (size_t i = 0; i < n; i++) {
    assert(!isnan(x[i]));
  }
#endif
  if (n < LONG_SAMPLE) {
    double few[LONG_SAMPLE];
    sl_merge_sort(x, few, n);
    return;
  }
  double *scratch = malloc(n * sizeof *scratch);
  if (scratch != NULL) {
    sl_radix_sort(x, scratch, n);
    free(scratch);
  } else {
    gsl_sort(x, 1, n);
  }
}

bool sl_never_above(const double *ascending, const double *than, size_t n, double tolerance)
{
  for (size_t k = 0; k < n; k++) {
    if (ascending[k] > than[k] + tolerance) {
      return false;
    }
  }
  return true;
}
