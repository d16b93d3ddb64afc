#include "models/severity/internal.h"

#include <math.h>
#include <stdlib.h>

typedef struct entry {
  double value, probability;
} entry_t;

static int by_value(const void *left, const void *right)
{
  const double a = ((const entry_t *)left)->value, b = ((const entry_t *)right)->value;
  return (a > b) - (a < b);
}

static int sort_entries(const sl_severity_t *s, sl_error_t *error)
{
  entry_t *entries = malloc(s->n * sizeof *entries);
  if (entries == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for a table of %zu values", s->n);
  }
  for (size_t i = 0; i < s->n; i++) {
    entries[i] = (entry_t){s->values[i], s->probabilities[i]};
  }
  qsort(entries, s->n, sizeof *entries, by_value);
  for (size_t i = 0; i < s->n; i++) {
    s->values[i] = entries[i].value;
    s->probabilities[i] = entries[i].probability;
  }
  free(entries);
  return SL_OK;
}

static int validate(sl_severity_t *s, sl_error_t *error)
{
  if (s->values == NULL) {
    return sl_fail(error, SL_ERR_INPUT, "table: the values are missing");
  }
  for (size_t i = 0; i < s->n; i++) {
    if (!(s->values[i] >= 0.0 && s->values[i] <= SL_AMOUNT_MAX)) {
      return sl_fail(error, SL_ERR_INPUT,
                     "table: entry %zu of the values is %.10g; it must be "
                     "between 0 and %.10g",
                     i + 1, s->values[i], SL_AMOUNT_MAX);
    }
  }
  const int code = sort_entries(s, error);
  return code == SL_OK ? sl_severity_accumulate(s, error) : code;
}

/* How many values are at most x. */
static size_t count_at_most(const sl_severity_t *s, double x)
{
  size_t low = 0, high = s->n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (s->values[middle] <= x) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

static double cdf(const sl_severity_t *s, double x)
{
  const size_t n = count_at_most(s, x);
  return n > 0 ? s->below[n - 1] : 0.0;
}

static double survival(const sl_severity_t *s, double x)
{
  const size_t n = count_at_most(s, x);
  return n > 0 ? s->above[n - 1] : 1.0;
}

static double quantile(const sl_severity_t *s, double p)
{
  size_t low = 0, high = s->n - 1;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (s->below[middle] >= p) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return s->values[low];
}

static double quantile_upper(const sl_severity_t *s, double q)
{
  size_t low = 0, high = s->n - 1;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (s->above[middle] <= q) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return s->values[low];
}

static double lowest(const sl_severity_t *s)
{
  size_t i = 0;
  while (s->probabilities[i] == 0.0) {
    i++;
  }
  return s->values[i];
}

static double highest(const sl_severity_t *s)
{
  size_t i = s->n - 1;
  while (s->probabilities[i] == 0.0) {
    i--;
  }
  return s->values[i];
}

static double limited_mean(const sl_severity_t *s, double limit)
{
  double sum = 0.0;
  for (size_t i = 0; i < s->n; i++) {
    sum += s->probabilities[i] * fmin(s->values[i], limit);
  }
  return sum;
}

static double limited_square(const sl_severity_t *s, double limit)
{
  double sum = 0.0;
  for (size_t i = 0; i < s->n; i++) {
    const double value = fmin(s->values[i], limit);
    sum += s->probabilities[i] * value * value;
  }
  return sum;
}

static double mean(const sl_severity_t *s) { return limited_mean(s, INFINITY); }

static double variance(const sl_severity_t *s)
{
  const double m = mean(s);
  double sum = 0.0;
  for (size_t i = 0; i < s->n; i++) {
    sum += s->probabilities[i] * (s->values[i] - m) * (s->values[i] - m);
  }
  return sum;
}

static size_t kinks(const sl_severity_t *s, double *x, size_t capacity)
{
  for (size_t i = 0; i < s->n; i++) {
    sl_severity_add_kink(x, capacity, i, s->values[i]);
  }
  return s->n;
}

const sl_severity_family_t sl_severity_table = {
    .name = "table",
    .doc = "takes each of values with its probability",
    .citation = "empirical distribution; Klugman, Panjer & Willmot (2019), Loss Models, 5th ed., "
                "14.1",
    .shape = SL_SEVERITY_TABLE,
    .validate = validate,
    .mean = mean,
    .variance = variance,
    .cdf = cdf,
    .survival = survival,
    .quantile = quantile,
    .quantile_upper = quantile_upper,
    .lowest = lowest,
    .highest = highest,
    .limited_mean = limited_mean,
    .limited_square = limited_square,
    .kinks = kinks};
