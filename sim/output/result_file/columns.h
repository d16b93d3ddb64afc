/* The columns of a result file, read back block by block. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_COLUMNS_H
#define SL_SIM_OUTPUT_RESULT_FILE_COLUMNS_H

#include "sim/output/result_file/layout.h"

/* Open a data set of this very file, not a link to another's. */
hid_t sl_open_dataset(hid_t file, const char *name);

/* Open a variable of doubles and check that it is a plain data set of exactly this shape, so that
 * nothing in a doctored file makes HDF5 reach for other files or for memory without end.
 * Invalid where it is not. */
hid_t sl_open_variable(hid_t file, const char *name, const sl_shape_t *shape,
                       const sl_run_facts_t *facts);

/* Read or write rows first .. first + n - 1 of a variable whose first dimension is trial; zeros are
 * left out where the shape omits them. */
int sl_read_rows(hid_t dataset, const sl_shape_t *shape, uint64_t first, size_t n, size_t width,
                 double *values);
int sl_write_rows(hid_t dataset, const sl_shape_t *shape, uint64_t first, size_t n, size_t width,
                  const double *values);

/* SL_ERR_INPUT where a value is not finite. */
int sl_check_block(const sl_block_t *block, sl_error_t *error);

/* Read every trial of an open file of that format; *results takes facts over, on failure too. Every
 * value must be finite. What format 1 does not hold is 0. */
int sl_read_columns(hid_t file, int64_t version, sl_run_facts_t *facts, sl_results_t **results,
                    sl_error_t *error);

#endif
