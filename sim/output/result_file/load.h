/* Reading a result that this process holds open: written by it just now, or opened as a file. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_LOAD_H
#define SL_SIM_OUTPUT_RESULT_FILE_LOAD_H

#include "sim/output/hdf5/origin.h"
#include "sim/results/results.h"
#include "sim/results/summary.h"

/* As sl_result_file_open, by descriptor, which is taken over, on failure too. There is no
 * rehearsal: the bytes are our own. */
int sl_result_open_written(int descriptor, sl_results_t **results, sl_error_t *error);

/* The summary variables as an open result file has them, by arrangement: n_arrangements of figures,
 * of which those are filled in that the table of summary and quantile variables has, NaN where the
 * file's format, *format, has no such variable. SL_ERR_INPUT, SL_ERR_MEMORY. */
int sl_result_stored_figures(const sl_results_t *results, sl_arrangement_summary_t *figures,
                             int64_t *format, sl_error_t *error);

/* Who made an open result file. */
const sl_provenance_t *sl_result_provenance(const sl_results_t *results);

#endif
