#include "sim/results/months.h"

#include "models/statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The first mean that is told by arrangement. */
#define FIRST_COST_MEAN SL_MONTH_PAID_MEAN

sl_months_shape_t sl_months_shape(sl_months_variable_t variable)
{
  return (sl_months_shape_t){
      .by_quantile = variable >= SL_MONTH_IBNR_QUANTILE,
      .by_arrangement = variable >= FIRST_COST_MEAN && variable != SL_MONTH_IBNR_QUANTILE,
  };
}

size_t sl_months_size(const sl_months_t *months, sl_months_variable_t variable)
{
  const sl_months_shape_t shape = sl_months_shape(variable);
  return (shape.by_quantile ? SL_N_QUANTILES : 1) * months->n_months *
         (shape.by_arrangement ? months->n_arrangements : 1);
}

int sl_months_new(size_t n_months, size_t n_arrangements, sl_months_t **months, sl_error_t *error)
{
  sl_months_t *m = calloc(1, sizeof *m);
  size_t size = 0;
  double *values = NULL;
  *months = NULL;
  if (m != NULL) {
    m->n_months = n_months;
    m->n_arrangements = n_arrangements;
    for (int v = 0; v < SL_N_MONTHS_VARIABLES; v++) {
      size += sl_months_size(m, (sl_months_variable_t)v);
    }
    values = malloc((size + 1) * sizeof *values);
  }
  if (values == NULL) {
    free(m);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu months", n_months);
  }
  for (size_t i = 0; i < size; i++) {
    values[i] = (double)NAN;
  }
  for (int v = 0; v < SL_N_MONTHS_VARIABLES; v++) {
    m->value[v] = values;
    values += sl_months_size(m, (sl_months_variable_t)v);
  }
  *months = m;
  return SL_OK;
}

void sl_months_free(sl_months_t *months)
{
  if (months != NULL) {
    free(months->value[0]);
    free(months);
  }
}

static size_t index_of(const sl_months_t *months, sl_months_variable_t variable, size_t level,
                       size_t month, size_t arrangement)
{
  const sl_months_shape_t shape = sl_months_shape(variable);
  const size_t row = (shape.by_quantile ? level * months->n_months : 0) + month;
  return shape.by_arrangement ? row * months->n_arrangements + arrangement : row;
}

double sl_months_at(const sl_months_t *months, sl_months_variable_t variable, size_t level,
                    size_t month, size_t arrangement)
{
  return months->value[variable][index_of(months, variable, level, month, arrangement)];
}

struct sl_month_columns {
  size_t trials, n_months, n_arrangements;
  double *ibnr;       /* [n_months][trials] */
  double *net;        /* [n_arrangements][n_months][trials] */
  double *cumulative; /* likewise */
  double *first;      /* [SL_N_MONTH_COST_VARIABLES][n_arrangements][n_months]: of trial 0 */
  double *sum;        /* likewise: of the differences from it */
};

int sl_month_columns_new(uint64_t trials, size_t n_months, size_t n_arrangements,
                         sl_month_columns_t **columns, sl_error_t *error)
{
  const size_t cells = n_months * n_arrangements;
  const size_t most = SIZE_MAX / sizeof(double) / (2 * cells + n_months + 1);
  sl_month_columns_t *c = calloc(1, sizeof *c);
  *columns = NULL;
  if (c != NULL && trials < most) {
    const size_t n = (size_t)trials;
    *c = (sl_month_columns_t){.trials = n, .n_months = n_months, .n_arrangements = n_arrangements};
    c->ibnr = malloc((n * n_months + 1) * sizeof *c->ibnr);
    c->net = malloc((n * cells + 1) * sizeof *c->net);
    c->cumulative = malloc((n * cells + 1) * sizeof *c->cumulative);
    c->first = calloc(SL_N_MONTH_COST_VARIABLES * cells + 1, sizeof *c->first);
    c->sum = calloc(SL_N_MONTH_COST_VARIABLES * cells + 1, sizeof *c->sum);
  }
  if (c == NULL || c->ibnr == NULL || c->net == NULL || c->cumulative == NULL || c->first == NULL ||
      c->sum == NULL) {
    sl_month_columns_free(c);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the months of %llu trials",
                   (unsigned long long)trials);
  }
  *columns = c;
  return SL_OK;
}

void sl_month_columns_free(sl_month_columns_t *columns)
{
  if (columns != NULL) {
    free(columns->ibnr);
    free(columns->net);
    free(columns->cumulative);
    free(columns->first);
    free(columns->sum);
    free(columns);
  }
}

static void add_to_mean(const double *values, size_t n, int is_first, double *first, double *sum)
{
  if (is_first) {
    *first = values[0];
  }
  for (size_t t = 0; t < n; t++) {
    *sum += values[t] - *first;
  }
}

void sl_month_columns_put(sl_month_columns_t *columns, const sl_block_t *block)
{
  const size_t at = (size_t)block->first_trial, n = block->n_trials;
  const size_t cells = columns->n_months * columns->n_arrangements;
  for (size_t m = 0; m < columns->n_months; m++) {
    memcpy(columns->ibnr + m * columns->trials + at,
           block->month[SL_MONTH_IBNR] + m * SL_BLOCK_TRIALS, n * sizeof(double));
  }
  for (size_t i = 0; i < cells; i++) {
    const double *const *from = (const double *const *)block->month_cost;
    memcpy(columns->net + i * columns->trials + at, from[SL_MONTH_NET] + i * SL_BLOCK_TRIALS,
           n * sizeof(double));
    memcpy(columns->cumulative + i * columns->trials + at,
           from[SL_MONTH_CUMULATIVE] + i * SL_BLOCK_TRIALS, n * sizeof(double));
    for (size_t v = 0; v < SL_N_MONTH_COST_VARIABLES; v++) {
      add_to_mean(from[v] + i * SL_BLOCK_TRIALS, n, at == 0, &columns->first[v * cells + i],
                  &columns->sum[v * cells + i]);
    }
  }
}

/* Sort one column and put its quantiles. */
static void put_quantiles(double *column, size_t trials, sl_months_t *months,
                          sl_months_variable_t variable, size_t month, size_t arrangement)
{
  sl_sort(column, trials);
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    months->value[variable][index_of(months, variable, q, month, arrangement)] =
        sl_quantile(column, trials, sl_quantile_levels[q]).value;
  }
}

static void summarize_cell(const sl_month_columns_t *columns, size_t a, size_t m,
                           sl_months_t *months)
{
  const size_t cells = columns->n_months * columns->n_arrangements;
  const size_t i = a * columns->n_months + m;
  for (size_t v = 0; v < SL_N_MONTH_COST_VARIABLES; v++) {
    const sl_months_variable_t mean = (sl_months_variable_t)(FIRST_COST_MEAN + v);
    months->value[mean][index_of(months, mean, 0, m, a)] =
        columns->first[v * cells + i] + columns->sum[v * cells + i] / (double)columns->trials;
  }
  put_quantiles(columns->net + i * columns->trials, columns->trials, months, SL_MONTH_NET_QUANTILE,
                m, a);
  put_quantiles(columns->cumulative + i * columns->trials, columns->trials, months,
                SL_MONTH_CUMULATIVE_QUANTILE, m, a);
}

int sl_month_columns_summarize(sl_month_columns_t *columns, sl_months_t **months, sl_error_t *error)
{
  const int code = sl_months_new(columns->n_months, columns->n_arrangements, months, error);
  if (code != SL_OK) {
    return code;
  }
  for (size_t m = 0; m < columns->n_months; m++) {
    double *ibnr = columns->ibnr + m * columns->trials;
    (*months)->value[SL_MONTH_IBNR_MEAN][m] = sl_mean(ibnr, columns->trials).value;
    put_quantiles(ibnr, columns->trials, *months, SL_MONTH_IBNR_QUANTILE, m, 0);
    for (size_t a = 0; a < columns->n_arrangements; a++) {
      summarize_cell(columns, a, m, *months);
    }
  }
  return SL_OK;
}
