#include "sim/input/distribution/continuance_file.h"

#include "models/severity/severity.h"
#include "sim/input/read/csv_rows.h"
#include "sim/input/read/number.h"
#include "sim/input/read/text.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { UPTO, PCT, COST_BUCKET, COLUMNS };
static const char *const column_names[COLUMNS] = {"upto", "pct", "cost_bucket"};

typedef struct table {
  const char *path;
  sl_faults_t *faults;
  sl_severity_t *severity;
  size_t capacity;
  size_t column[COLUMNS]; /* SIZE_MAX where absent */
  size_t n_columns;       /* of the header; 0 before it */
} table_t;

static int read_header(table_t *t, size_t line, const char *const *fields, size_t n)
{
  t->n_columns = n;
  for (size_t c = 0; c < COLUMNS; c++) {
    t->column[c] = SIZE_MAX;
    for (size_t i = 0; i < n && i < SL_CSV_FIELDS_MAX; i++) {
      if (strcmp(fields[i], column_names[c]) == 0) {
        t->column[c] = i;
      }
    }
  }
  if (t->column[UPTO] == SIZE_MAX || t->column[PCT] == SIZE_MAX) {
    sl_faults_add(t->faults, SL_ERR_INPUT, t->path, line, 0,
                  "a continuance file needs the columns upto and pct (and may have cost_bucket)");
    return SL_ERR_INPUT;
  }
  return SL_OK;
}

static int grow(table_t *t)
{
  sl_severity_t *s = t->severity;
  if (s->n < t->capacity) {
    return SL_OK;
  }
  const size_t capacity = t->capacity == 0 ? 128 : 2 * t->capacity;
  double **const arrays[] = {&s->values, &s->probabilities, &s->means};
  for (size_t a = 0; a < 3; a++) {
    double *array = realloc(*arrays[a], capacity * sizeof *array);
    if (array == NULL) {
      return SL_ERR_MEMORY;
    }
    *arrays[a] = array;
  }
  t->capacity = capacity;
  return SL_OK;
}

static bool read_number(const table_t *t, size_t line, const char *const *fields, size_t c,
                        double high, double *value)
{
  const size_t i = t->column[c];
  char excerpt[SL_EXCERPT_TEXT];
  if (c == UPTO && strcmp(fields[i], "inf") == 0) {
    *value = INFINITY;
    return true;
  }
  if (sl_number_parse(fields[i], value) && *value >= 0.0 && *value <= high) {
    return true;
  }
  sl_faults_add(t->faults, SL_ERR_INPUT, t->path, line, i + 1,
                "%s is not valid: %s; allowed: a number from 0%s%s", column_names[c],
                sl_text_excerpt(fields[i], excerpt), high == 1.0 ? " to 1" : "",
                c == UPTO ? ", or inf in the last row" : "");
  return false;
}

/* Without a mean of its own a bounded bucket has its midpoint. */
static bool bucket_mean(table_t *t, size_t line, const char *const *fields, double *mean)
{
  const sl_severity_t *s = t->severity;
  const double high = s->values[s->n], low = s->n > 0 ? s->values[s->n - 1] : 0.0;
  if (s->probabilities[s->n] == 0.0) {
    *mean = low; /* nothing falls into it; published tables leave the mean blank */
    return true;
  }
  if (t->column[COST_BUCKET] != SIZE_MAX) {
    return read_number(t, line, fields, COST_BUCKET, INFINITY, mean);
  }
  *mean = (low + high) / 2.0;
  if (isinf(high)) {
    sl_faults_add(t->faults, SL_ERR_INPUT, t->path, line, 0,
                  "a bucket without upper limit needs its mean amount in a column cost_bucket");
    return false;
  }
  return true;
}

static int read_row(void *context, size_t line, const char *const *fields, size_t n)
{
  table_t *t = context;
  sl_severity_t *s = t->severity;
  if (fields == NULL || (n > 0 && fields[0][0] == '#')) {
    return SL_OK;
  }
  if (t->n_columns == 0) {
    return read_header(t, line, fields, n);
  }
  if (n != t->n_columns) {
    sl_faults_add(t->faults, SL_ERR_INPUT, t->path, line, 0, "%zu fields; the header has %zu", n,
                  t->n_columns);
    return SL_OK;
  }
  if (s->n >= SL_CONTINUANCE_BUCKETS) {
    sl_faults_add(t->faults, SL_ERR_INPUT, t->path, line, 0, "more than %d buckets",
                  SL_CONTINUANCE_BUCKETS);
    return SL_ERR_INPUT;
  }
  if (grow(t) != SL_OK) {
    return SL_ERR_MEMORY;
  }
  if (read_number(t, line, fields, UPTO, INFINITY, &s->values[s->n]) &&
      read_number(t, line, fields, PCT, 1.0, &s->probabilities[s->n]) &&
      bucket_mean(t, line, fields, &s->means[s->n])) {
    s->n++;
  }
  return SL_OK;
}

static int scale_shares(table_t *t)
{
  sl_severity_t *s = t->severity;
  double sum = 0.0;
  for (size_t i = 0; i < s->n; i++) {
    sum += s->probabilities[i];
  }
  if (!(fabs(sum - 1.0) <= SL_CONTINUANCE_ROUNDING)) {
    sl_faults_add(t->faults, SL_ERR_INPUT, t->path, 0, 0,
                  "the column pct adds up to %.10g; allowed: 1 within %g", sum,
                  SL_CONTINUANCE_ROUNDING);
    return SL_ERR_INPUT;
  }
  for (size_t i = 0; i < s->n; i++) {
    s->probabilities[i] /= sum;
  }
  return SL_OK;
}

int sl_continuance_read(const sl_provider_t *provider, const char *path, sl_severity_t *severity,
                        sl_faults_t *faults)
{
  table_t table = {.path = path, .faults = faults, .severity = severity};
  const size_t before = faults->n + faults->suppressed;
  const int code = sl_csv_read(provider, path, read_row, &table, faults);
  if (code != SL_OK) {
    return code;
  }
  if (faults->n + faults->suppressed > before) {
    return SL_ERR_INPUT;
  }
  if (severity->n == 0) {
    sl_faults_add(faults, SL_ERR_INPUT, path, 0, 0, "the file has no buckets");
    return SL_ERR_INPUT;
  }
  return scale_shares(&table);
}
