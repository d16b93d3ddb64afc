/* The figures by month of a result file: means and quantiles. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_MONTHS_H
#define SL_SIM_OUTPUT_RESULT_FILE_MONTHS_H

#include "sim/output/result_file/tables.h"

/* 0, or -1 where HDF5 failed. */
int sl_put_months(sl_layout_t *layout, const sl_months_t *months);

/* Every number that its format has must be finite; NaN where it has none. SL_ERR_INPUT,
 * SL_ERR_MEMORY. */
int sl_read_months(const sl_stored_t *stored, sl_months_t **months, sl_error_t *error);

#endif
