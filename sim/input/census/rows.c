#include "sim/input/census/rows.h"

#include <stdlib.h>

int sl_census_keep_row(sl_census_t *census, const sl_census_row_t *row)
{
  if (census->n_rows == census->rows_capacity) {
    const size_t capacity = 2 * census->rows_capacity + 256;
    sl_census_row_t *rows = realloc(census->rows, capacity * sizeof *rows);
    if (rows == NULL) {
      return SL_ERR_MEMORY;
    }
    census->rows = rows;
    census->rows_capacity = capacity;
  }
  census->rows[census->n_rows++] = *row;
  census->has_faults |= !row->sound;
  return SL_OK;
}
