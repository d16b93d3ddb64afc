/* The columns of a result file, read back block by block. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_COLUMNS_H
#define SL_SIM_OUTPUT_RESULT_FILE_COLUMNS_H

#include "sim/output/hdf5/hdf5.h"
#include "sim/results/results.h"

/* Open a data set of this very file, not a link to another's. */
hid_t sl_open_dataset(hid_t file, const char *name);

/* Open a variable of doubles and check that it is a plain data set of exactly its shape, so that
 * nothing in a doctored file makes HDF5 reach for other files or for memory without end.
 * Invalid where it is not. */
hid_t sl_open_variable(hid_t file, const sl_variable_t *variable, const sl_run_facts_t *facts);

/* The same of a variable on other dimensions: extent of each. */
hid_t sl_open_sized(hid_t file, const sl_variable_t *variable, const uint64_t *extent);

/* Whether all are finite numbers, or NaN where a variable may be unknown. */
bool sl_all_known(const double *values, size_t n, bool may_be_unknown);

/* SL_ERR_INPUT where a value is not finite. */
int sl_check_block(const sl_block_t *block, sl_error_t *error);

/* Every variable by trial of an open file of that format, checked for type and shape. The facts
 * must outlive the columns, the columns end before the file. */
typedef struct sl_columns sl_columns_t;
int sl_columns_open(hid_t file, int64_t version, const sl_run_facts_t *facts,
                    sl_columns_t **columns, sl_error_t *error);
void sl_columns_close(sl_columns_t *columns);

/* Read a block (first_trial, n_trials), or columns into values[n][trials]. Every value must be
 * finite, or NaN where a variable may be unknown. What earlier formats do not hold is 0. */
int sl_columns_block(const sl_columns_t *columns, sl_block_t *block, sl_error_t *error);
int sl_columns_read(const sl_columns_t *columns, const sl_column_range_t *range, double *values,
                    sl_error_t *error);

#endif
