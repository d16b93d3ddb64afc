#include "sim/results/months.h"

#include <math.h>
#include <stdlib.h>

bool sl_months_by_quantile(sl_months_variable_t variable)
{
  return sl_months_variables[variable].shape == &sl_month_quantile_shape;
}

size_t sl_months_size(const sl_months_t *months, sl_months_variable_t variable)
{
  return (sl_months_by_quantile(variable) ? SL_N_QUANTILES : 1) * months->n_months *
         months->n_arrangements;
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

size_t sl_months_index(const sl_months_t *months, sl_months_variable_t variable, size_t level,
                       size_t month, size_t arrangement)
{
  const size_t row = (sl_months_by_quantile(variable) ? level * months->n_months : 0) + month;
  return row * months->n_arrangements + arrangement;
}

double sl_months_at(const sl_months_t *months, sl_months_variable_t variable, size_t level,
                    size_t month, size_t arrangement)
{
  return months->value[variable][sl_months_index(months, variable, level, month, arrangement)];
}
