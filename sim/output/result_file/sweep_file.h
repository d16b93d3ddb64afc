/* The file of a sweep: HDF5 in the conventions of the result file (RESULTS.md lists its variables),
 * with the dimensions trial, quantile, specific and corridor.
 *
 * Written as safely: to a temporary file beside the target (mode 0600), sealed, read
 * once more, flushed to disk, then renamed; a failure leaves neither a new file nor a changed old
 * one. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_SWEEP_FILE_H
#define SL_SIM_OUTPUT_RESULT_FILE_SWEEP_FILE_H

#include "sim/study/sweep/sweep.h"

typedef struct sl_sweep_writer sl_sweep_writer_t;

/* result: priced (sl_sweep_price), kept alive by the caller until finish or abort.
 * SL_ERR_CREATE where the target folder cannot be written. */
int sl_sweep_writer_open(const char *path, const sl_sweep_result_t *result,
                         sl_sweep_writer_t **writer, sl_error_t *error);

/* An sl_sweep_sink_t: context is the writer. */
int sl_sweep_writer_block(void *writer, const sl_sweep_block_t *block, sl_error_t *error);

/* Store the points' figures, close, check, rename. Frees the writer. */
int sl_sweep_writer_finish(sl_sweep_writer_t *writer, sl_error_t *error);

/* The file as where a sweep goes (sl_sweep_all): the context is it, or a struct that begins with
 * it. Whoever made it aborts the writer, which is NULL once it is finished. */
typedef struct sl_sweep_file {
  const char *path;
  sl_sweep_writer_t *writer;
} sl_sweep_file_t;
sl_sweep_into_t sl_sweep_file_sink(void *context);
int sl_sweep_file_finish(void *context, sl_error_t *error);

/* Remove the temporary file and free the writer. NULL is allowed. */
void sl_sweep_writer_abort(sl_sweep_writer_t *writer);

#endif
