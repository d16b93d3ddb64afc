#include "sim/output/result_file/months.h"

#include "sim/output/result_file/columns.h"

#include <math.h>

int sl_put_months(sl_layout_t *layout, const sl_months_t *months)
{
  for (int v = 0; v < SL_N_MONTHS_VARIABLES; v++) {
    if (sl_layout_values(layout, &sl_months_variables[v], months->value[v]) != 0) {
      return -1;
    }
  }
  return 0;
}

/* Format 2 told the IBNR of the whole plan, by month alone. */
static sl_shape_t shape_in(int64_t version, sl_months_variable_t variable)
{
  sl_shape_t shape = *sl_months_variables[variable].shape;
  const bool plans = variable == SL_MONTH_IBNR_MEAN || variable == SL_MONTH_IBNR_QUANTILE;
  shape.rank -= version == 2 && plans;
  return shape;
}

/* What was told of the whole plan holds for each arrangement. From the end, as it is in place. */
static void spread(double *values, size_t n_arrangements, size_t size)
{
  for (size_t i = size; i-- > 0;) {
    values[i] = values[i / n_arrangements];
  }
}

static int read_variable(const sl_stored_t *stored, sl_months_variable_t variable,
                         sl_months_t *months)
{
  const sl_shape_t shape = shape_in(stored->version, variable);
  const size_t size = sl_months_size(months, variable);
  sl_variable_t row = sl_months_variables[variable];
  row.shape = &shape;
  const hid_t dataset = sl_open_variable(stored->file, &row, stored->facts);
  double *values = months->value[variable];
  bool good = dataset >= 0 &&
              H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0;
  if (dataset >= 0) {
    H5Dclose(dataset);
  }
  if (good && shape.rank < sl_months_variables[variable].shape->rank) {
    spread(values, months->n_arrangements, size);
  }
  for (size_t i = 0; good && i < size; i++) {
    good = isfinite(values[i]);
  }
  return good ? 0 : -1;
}

int sl_read_months(const sl_stored_t *stored, sl_months_t **months, sl_error_t *error)
{
  const sl_run_facts_t *facts = stored->facts;
  const int code = sl_months_new(facts->n_months, facts->n_arrangements, months, error);
  for (int v = 0; code == SL_OK && v < SL_N_MONTHS_VARIABLES; v++) {
    if (sl_months_variables[v].since <= stored->version &&
        read_variable(stored, (sl_months_variable_t)v, *months) != 0) {
      sl_months_free(*months);
      *months = NULL;
      return sl_fail(error, SL_ERR_INPUT, "the variable %s is missing or damaged",
                     sl_months_variables[v].name);
    }
  }
  return code;
}
