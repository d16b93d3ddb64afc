/* Rows of trials within a variable of a result file. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_ROWS_H
#define SL_SIM_OUTPUT_RESULT_FILE_ROWS_H

#include "sim/output/hdf5/hdf5.h"
#include "sim/results/variable.h"

/* Read rows first .. first + n - 1 of a variable of one or two dimensions, the first of them trial,
 * width values in each; or let it grow to first + n rows and write the last n, which are left out
 * where they are zeros and the shape omits those. */
int sl_read_rows(hid_t dataset, const sl_shape_t *shape, uint64_t first, size_t n, size_t width,
                 double *values);
int sl_append_rows(hid_t dataset, const sl_shape_t *shape, uint64_t first, size_t n, size_t width,
                   hid_t type, const void *values);

/* Read or write a part of a variable: in each dimension, from where and how many. Zeros are left
 * out likewise; a part that is written lies within the variable. */
int sl_read_slab(hid_t dataset, int rank, const hsize_t *start, const hsize_t *count,
                 double *values);
int sl_write_slab(hid_t dataset, const sl_shape_t *shape, const hsize_t *start,
                  const hsize_t *count, hid_t type, const void *values);

#endif
