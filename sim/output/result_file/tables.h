/* Tables of variables (sim/results/variables.h) that lie in records: written and read whole. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_TABLES_H
#define SL_SIM_OUTPUT_RESULT_FILE_TABLES_H

#include "sim/output/result_file/layout.h"
#include "sim/results/results.h"

/* Write n variables. records: one struct of the table for each arrangement or point, stride bytes
 * apart. 0, or -1 where HDF5 failed or memory ended. */
int sl_put_table(sl_layout_t *layout, const sl_variable_t *variables, size_t n, const void *records,
                 size_t n_records, size_t stride);

/* A result file, or a group of one, that is being read. */
typedef struct sl_stored {
  hid_t file;
  int64_t version; /* of its format */
  const sl_run_facts_t *facts;
} sl_stored_t;

/* Read n variables, each of the shape that its row says, into the records: as many as there are
 * arrangements (and plan years), or promises; one where the variables do not lie on those. NaN
 * where the format has no such variable. SL_ERR_INPUT, SL_ERR_MEMORY. */
int sl_get_table(const sl_stored_t *stored, const sl_variable_t *variables, size_t n, void *records,
                 size_t stride, sl_error_t *error);

#endif
