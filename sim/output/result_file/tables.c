#include "sim/output/result_file/tables.h"

#include "sim/output/result_file/columns.h"
#include "sim/results/band.h"

#include <math.h>
#include <stdlib.h>

/* Levels or tiers of a variable in one record. */
static size_t levels_of(const sl_variable_t *variable)
{
  if (variable->step == 0) {
    return 1;
  }
  const sl_dimension_t *dimension = variable->shape->dimension[0];
  return dimension == &sl_tier_dimension   ? SL_TIERS
         : dimension == &sl_band_dimension ? SL_N_BAND_LEVELS
                                           : SL_N_QUANTILES;
}

/* The most records that a table of a run's file has. */
static size_t most_records(const sl_run_facts_t *facts)
{
  const size_t years = facts->n_years > 1 ? facts->n_years : 1;
  const size_t n = facts->n_arrangements * years;
  return n > facts->n_promises ? n : facts->n_promises;
}

/* Room for any variable of n records. */
static double *new_values(size_t n_records)
{
  const size_t levels = SL_N_QUANTILES > SL_TIERS ? SL_N_QUANTILES : SL_TIERS;
  return malloc((n_records + 1) * levels * sizeof(double));
}

int sl_put_table(sl_layout_t *layout, const sl_variable_t *variables, size_t n, const void *records,
                 size_t n_records, size_t stride)
{
  double *values = new_values(n_records);
  int result = values != NULL ? 0 : sl_h5_lack_memory();
  for (size_t v = 0; result == 0 && v < n; v++) {
    for (size_t i = 0; i < levels_of(&variables[v]) * n_records; i++) {
      const char *record = (const char *)records + i % n_records * stride;
      values[i] = sl_variable_value(&variables[v], record, i / n_records);
    }
    result = sl_layout_values(layout, &variables[v], values);
  }
  free(values);
  return result;
}

static int read_values(const sl_stored_t *stored, const sl_variable_t *variable, double *values)
{
  const hid_t dataset = sl_open_variable(stored->file, variable, stored->facts);
  const int good = dataset >= 0 &&
                   H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0;
  if (dataset >= 0) {
    H5Dclose(dataset);
  }
  return good ? 0 : -1;
}

static size_t n_records_of(const sl_variable_t *variable, const sl_run_facts_t *facts)
{
  const sl_shape_t *shape = variable->shape;
  const sl_dimension_t *last = shape->rank > 0 ? shape->dimension[shape->rank - 1] : NULL;
  return last == &sl_arrangement_dimension || last == &sl_years_arrangement_dimension
             ? facts->n_arrangements
         : last == &sl_year_dimension    ? facts->n_arrangements * facts->n_years
         : last == &sl_promise_dimension ? facts->n_promises
                                         : 1;
}

int sl_get_table(const sl_stored_t *stored, const sl_variable_t *variables, size_t n, void *records,
                 size_t stride, sl_error_t *error)
{
  double *values = new_values(most_records(stored->facts));
  int code = values != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the figures");
  for (size_t v = 0; code == SL_OK && v < n; v++) {
    const sl_variable_t *variable = &variables[v];
    const size_t n_records = n_records_of(variable, stored->facts);
    const bool is_there = variable->since <= stored->version;
    if (is_there && read_values(stored, variable, values) != 0) {
      code = sl_fail(error, SL_ERR_INPUT, "the variable %s is missing or damaged", variable->name);
    }
    for (size_t i = 0; code == SL_OK && i < levels_of(variable) * n_records; i++) {
      char *record = (char *)records + i % n_records * stride;
      *sl_variable_at(variable, record, i / n_records) = is_there ? values[i] : (double)NAN;
    }
  }
  free(values);
  return code;
}
