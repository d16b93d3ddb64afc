#define _XOPEN_SOURCE 700 /* pread, pwrite */
#include "sim/output/months/month_columns.h"

#include "models/statistics/quantile_values.h"
#include "models/statistics/statistics.h"
#include "sim/output/files/temporary.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COLUMN_BYTES (SL_BLOCK_TRIALS * sizeof(double)) /* of one column in one block */

/* Of a column of all trials: many are one number throughout, as what an insured year costs. */
typedef struct alike {
  double value;    /* of the first trial */
  uint64_t blocks; /* from the first on, in which all trials have it, to the bit */
} alike_t;

/* The file: by block, the columns of net and of cumulative cash by arrangement and month, then
 * those of ibnr by month for every distinct day from which claims are borne. A column is not
 * written before its first block with another value than the first. */
struct sl_month_columns {
  size_t n_months, n_arrangements;
  uint64_t trials;
  char *path;           /* of the result, for messages */
  sl_temporary_t *file; /* without a name */
  size_t *ibnr_of;      /* by arrangement: its place among the distinct ones */
  size_t n_ibnr;
  alike_t *alike;     /* by column */
  sl_running_t *mean; /* [SL_N_MONTH_COST_VARIABLES][n_arrangements][n_months] */
};

static size_t cells(const sl_month_columns_t *columns)
{
  return columns->n_months * columns->n_arrangements;
}

static size_t n_columns(const sl_month_columns_t *columns)
{
  return 2 * cells(columns) + columns->n_months * columns->n_ibnr;
}

/* Arrangements that bear claims from one day on have one IBNR. */
static void share_ibnr(sl_month_columns_t *columns, const sl_run_facts_t *facts)
{
  for (size_t a = 0; a < facts->n_arrangements; a++) {
    size_t like = 0;
    while (strcmp(facts->arrangements[like].since, facts->arrangements[a].since) != 0) {
      like++;
    }
    columns->ibnr_of[a] = like < a ? columns->ibnr_of[like] : columns->n_ibnr++;
  }
}

static int allocate(sl_month_columns_t *c, const sl_run_facts_t *facts, sl_error_t *error)
{
  c->n_months = facts->n_months;
  c->n_arrangements = facts->n_arrangements;
  c->ibnr_of = calloc(facts->n_arrangements + 1, sizeof *c->ibnr_of);
  c->mean = calloc(SL_N_MONTH_COST_VARIABLES * cells(c) + 1, sizeof *c->mean);
  if (c->ibnr_of == NULL || c->mean == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the months");
  }
  share_ibnr(c, facts);
  c->alike = calloc(n_columns(c) + 1, sizeof *c->alike);
  return c->alike != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the months");
}

int sl_month_columns_new(const char *path, const sl_run_facts_t *facts,
                         sl_month_columns_t **columns, sl_error_t *error)
{
  sl_month_columns_t *c = calloc(1, sizeof *c);
  *columns = NULL;
  if (c == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the months");
  }
  int code = allocate(c, facts, error);
  if (code == SL_OK && (c->path = strdup(path)) == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for the months");
  }
  if (code == SL_OK) {
    const int failure = sl_temporary_create(path, 0600, &c->file);
    code = failure == 0 ? SL_OK
                        : sl_fail(error, failure == ENOMEM ? SL_ERR_MEMORY : SL_ERR_CREATE,
                                  "cannot write %s: %s", path, strerror(failure));
  }
  if (code != SL_OK) {
    sl_month_columns_free(c);
    return code;
  }
  sl_temporary_unlink(c->file);
  *columns = c;
  return SL_OK;
}

void sl_month_columns_free(sl_month_columns_t *columns)
{
  if (columns != NULL) {
    sl_temporary_free(columns->file);
    free(columns->path);
    free(columns->ibnr_of);
    free(columns->alike);
    free(columns->mean);
    free(columns);
  }
}

/* 0 or errno. */
static int write_at(int descriptor, const double *values, size_t size, off_t offset)
{
  const char *bytes = (const char *)values;
  while (size > 0) {
    const ssize_t n = pwrite(descriptor, bytes, size, offset);
    if (n < 0 && errno != EINTR) {
      return errno;
    }
    const size_t done = n > 0 ? (size_t)n : 0;
    bytes += done;
    offset += (off_t)done;
    size -= done;
  }
  return 0;
}

static int read_at(int descriptor, double *values, size_t size, off_t offset)
{
  char *bytes = (char *)values;
  while (size > 0) {
    const ssize_t n = pread(descriptor, bytes, size, offset);
    if (n == 0 || (n < 0 && errno != EINTR)) {
      return n == 0 ? EIO : errno;
    }
    const size_t done = n > 0 ? (size_t)n : 0;
    bytes += done;
    offset += (off_t)done;
    size -= done;
  }
  return 0;
}

static off_t place_of(const sl_month_columns_t *columns, uint64_t block, size_t column)
{
  return (off_t)((block * n_columns(columns) + column) * COLUMN_BYTES);
}

/* Whether a block's column is still what all before it were. */
static bool stays(sl_month_columns_t *c, size_t column, const double *values, size_t n)
{
  alike_t *alike = &c->alike[column];
  const uint64_t block = c->trials / SL_BLOCK_TRIALS;
  alike->value = block == 0 ? values[0] : alike->value;
  const bool same = alike->blocks == block && memcmp(values, &alike->value, sizeof *values) == 0 &&
                    memcmp(values, values + 1, (n - 1) * sizeof *values) == 0;
  alike->blocks += same;
  return same;
}

/* Columns of the block from place `at` on: n of them. */
static int keep(sl_month_columns_t *c, const sl_block_t *block, sl_month_cost_variable_t v,
                size_t from, size_t n, size_t at)
{
  const double *values = block->month_cost[v] + from * SL_BLOCK_TRIALS;
  int failure = 0;
  for (size_t i = 0, end; failure == 0 && i < n; i = end + 1) {
    end = i;
    while (end < n && !stays(c, at + end, values + end * SL_BLOCK_TRIALS, block->n_trials)) {
      end++;
    }
    failure = write_at(c->file->descriptor, values + i * SL_BLOCK_TRIALS, (end - i) * COLUMN_BYTES,
                       place_of(c, c->trials / SL_BLOCK_TRIALS, at + i));
  }
  return failure;
}

static int keep_columns(sl_month_columns_t *c, const sl_block_t *block)
{
  const size_t months = c->n_months, width = cells(c);
  int failure = keep(c, block, SL_MONTH_NET, 0, width, 0);
  if (failure == 0) {
    failure = keep(c, block, SL_MONTH_CUMULATIVE, 0, width, width);
  }
  for (size_t a = 0, kept = 0; failure == 0 && a < c->n_arrangements; a++) {
    if (c->ibnr_of[a] == kept) { /* the first of its day */
      failure = keep(c, block, SL_MONTH_IBNR, a * months, months, 2 * width + kept * months);
      kept++;
    }
  }
  return failure;
}

/* Their sums say it: NaN and infinities stay in them. */
static bool are_known(const sl_month_columns_t *columns)
{
  bool known = true;
  for (size_t i = 0; i < cells(columns) * SL_N_MONTH_COST_VARIABLES; i++) {
    known = known && isfinite(columns->mean[i].sum);
  }
  return known;
}

int sl_month_columns_put(sl_month_columns_t *columns, const sl_block_t *block, sl_error_t *error)
{
  const size_t n = block->n_trials, width = cells(columns);
  for (size_t v = 0; v < SL_N_MONTH_COST_VARIABLES; v++) {
    sl_running_add_columns(&columns->mean[v * width], width, block->month_cost[v], SL_BLOCK_TRIALS,
                           n, 1);
  }
  if (!are_known(columns)) {
    return sl_fail(error, SL_ERR_INPUT,
                   "the cash flow or IBNR of a month is not a finite number in some of the trials "
                   "%llu to %llu",
                   (unsigned long long)block->first_trial,
                   (unsigned long long)(block->first_trial + n - 1));
  }
  const int failure = keep_columns(columns, block);
  columns->trials += n;
  return failure == 0 ? SL_OK
                      : sl_fail(error, SL_ERR_IO, "cannot keep the months beside %s: %s",
                                columns->path, strerror(failure));
}

static bool is_one_number(const sl_month_columns_t *c, size_t column)
{
  return c->alike[column].blocks * SL_BLOCK_TRIALS >= c->trials;
}

/* One column of all trials. 0 or errno. */
static int read_column(const sl_month_columns_t *c, size_t column, double *values)
{
  const alike_t *alike = &c->alike[column];
  const uint64_t written = alike->blocks * SL_BLOCK_TRIALS;
  for (uint64_t t = 0; t < written; t++) {
    values[t] = alike->value;
  }
  for (uint64_t first = written; first < c->trials; first += SL_BLOCK_TRIALS) {
    const uint64_t block = first / SL_BLOCK_TRIALS;
    const int failure =
        read_at(c->file->descriptor, values + first,
                sl_block_trials(c->trials, block) * sizeof *values, place_of(c, block, column));
    if (failure != 0) {
      return failure;
    }
  }
  return 0;
}

/* Of one column, read into values, behind which is as much room. 0 or errno. The quantiles of one
 * number are those of one trial that has it. */
static int tell_quantiles(const sl_month_columns_t *c, size_t column, double *values,
                          double quantile[SL_N_QUANTILES])
{
  const bool one = is_one_number(c, column);
  const size_t n = one ? 1 : (size_t)c->trials;
  int failure = 0;
  if (one) {
    values[0] = c->alike[column].value;
  } else {
    failure = read_column(c, column, values);
  }
  if (failure == 0) {
    sl_quantile_values(values, n, sl_quantile_levels, SL_N_QUANTILES, values + n, quantile);
  }
  return failure;
}

static void put_quantiles(const double *quantile, sl_months_t *months,
                          sl_months_variable_t variable, size_t month, size_t arrangement)
{
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    months->value[variable][sl_months_index(months, variable, q, month, arrangement)] = quantile[q];
  }
}

static void put_means(const sl_month_columns_t *c, sl_months_t *months)
{
  for (size_t i = 0; i < cells(c) * SL_N_MONTH_COST_VARIABLES; i++) {
    const sl_months_variable_t mean = (sl_months_variable_t)(SL_MONTH_PAID_MEAN + i / cells(c));
    const size_t a = i % cells(c) / c->n_months, m = i % c->n_months;
    months->value[mean][sl_months_index(months, mean, 0, m, a)] =
        sl_running_mean(&c->mean[i]).value;
  }
}

static int put_cash(const sl_month_columns_t *c, double *values, sl_months_t *months)
{
  int failure = 0;
  for (size_t i = 0; failure == 0 && i < 2 * cells(c); i++) {
    const sl_months_variable_t variable =
        i < cells(c) ? SL_MONTH_NET_QUANTILE : SL_MONTH_CUMULATIVE_QUANTILE;
    double quantile[SL_N_QUANTILES];
    failure = tell_quantiles(c, i, values, quantile);
    put_quantiles(quantile, months, variable, i % c->n_months, i % cells(c) / c->n_months);
  }
  return failure;
}

/* A column is read once for all arrangements that have it. */
static int put_ibnr(const sl_month_columns_t *c, double *values, sl_months_t *months)
{
  int failure = 0;
  for (size_t i = 0; failure == 0 && i < c->n_ibnr * c->n_months; i++) {
    double quantile[SL_N_QUANTILES];
    failure = tell_quantiles(c, 2 * cells(c) + i, values, quantile);
    for (size_t a = 0; a < c->n_arrangements; a++) {
      if (c->ibnr_of[a] == i / c->n_months) {
        put_quantiles(quantile, months, SL_MONTH_IBNR_QUANTILE, i % c->n_months, a);
      }
    }
  }
  return failure;
}

int sl_month_columns_summarize(const sl_month_columns_t *columns, sl_months_t **months,
                               sl_error_t *error)
{
  double *values = calloc(2 * (size_t)columns->trials + 1, sizeof *values);
  *months = NULL;
  if (values == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a month of %llu trials",
                   (unsigned long long)columns->trials);
  }
  int code = sl_months_new(columns->n_months, columns->n_arrangements, months, error);
  if (code == SL_OK) {
    put_means(columns, *months);
    int failure = put_cash(columns, values, *months);
    failure = failure == 0 ? put_ibnr(columns, values, *months) : failure;
    if (failure != 0) {
      sl_months_free(*months);
      *months = NULL;
      code = sl_fail(error, SL_ERR_IO, "cannot read back the months beside %s: %s", columns->path,
                     strerror(failure));
    }
  }
  free(values);
  return code;
}
