/* The result file: HDF5 in netCDF-4 conventions (RESULTS.md describes every variable).
 *
 * Written safely: to a temporary file beside the target (mode 0600), flushed to disk, reopened
 * and verified, then renamed; a failure leaves neither a new file nor a changed old one.
 */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_RESULT_FILE_H
#define SL_SIM_OUTPUT_RESULT_FILE_RESULT_FILE_H

#include "sim/results/checks.h"
#include "sim/results/results.h"
#include "sim/results/summary.h"

typedef struct sl_result_writer sl_result_writer_t;

/* Open the temporary file for a run with these facts (copied). With a precision facts->trials is
 * the most that may come. SL_ERR_CREATE where the target folder cannot be written, or
 * another process is writing the same target. */
int sl_result_writer_open(const char *path, const sl_run_facts_t *facts,
                          sl_result_writer_t **writer, sl_error_t *error);

/* An sl_block_sink_t: context is the writer. */
int sl_result_writer_block(void *writer, const sl_block_t *block, sl_error_t *error);

/* The prices once more, complete with the exhibit of the run's own trials (sl_engine_exhibit); what
 * costs rest on may not have changed. Before sl_result_writer_finish. */
void sl_result_writer_exhibit(sl_result_writer_t *writer, const sl_price_t *prices);

/* Store rare years in the group /rare, between the last block and finish. */
int sl_result_writer_rare(sl_result_writer_t *writer, const sl_rare_t *rare, sl_error_t *error);

/* Store exact figures and control variates, once, between the last block and the end. */
int sl_result_writer_checks(sl_result_writer_t *writer, const sl_checks_t *checks,
                            sl_error_t *error);

/* Compute and store the summary variables, close, verify, rename. Frees the writer. On success
 * *results is the very file that was written, whatever its name stands for by now, and *summary its
 * summary, both the caller's; they may be NULL together. */
int sl_result_writer_finish(sl_result_writer_t *writer, sl_results_t **results,
                            sl_summary_t **summary, sl_error_t *error);

/* The assumption band. 0 times or once, after the last block. */
int sl_result_writer_band(sl_result_writer_t *writer, const sl_band_t *band, sl_error_t *error);

/* The levers. 0 times or once, after the last block. */
int sl_result_writer_levers(sl_result_writer_t *writer, const sl_levers_t *levers,
                            sl_error_t *error);

/* Remove the temporary file and free the writer. NULL is allowed. */
void sl_result_writer_abort(sl_result_writer_t *writer);

/* Open a complete result file. Its columns stay there until they are asked for, when they may turn
 * out to be damaged too. SL_ERR_MISSING, SL_ERR_INPUT (not ours, damaged, forged, incomplete),
 * SL_ERR_IO. All is read once in a child first (result_file/rehearsal.h). */
int sl_result_file_open(const char *path, sl_results_t **results, sl_error_t *error);

/* The same with every column in memory. */
int sl_result_file_load(const char *path, sl_results_t **results, sl_error_t *error);

#endif
