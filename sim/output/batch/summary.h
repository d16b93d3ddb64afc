/* The summary of a batch for programs: a row for each client and arrangement, and one for each
 * client that has none, in the order of the manifest.
 *
 * Checked by tests/cli/test_batch.c.
 */
#ifndef SL_SIM_OUTPUT_BATCH_SUMMARY_H
#define SL_SIM_OUTPUT_BATCH_SUMMARY_H

#include "sim/output/batch/batch.h"

/* "done", "failed", "waiting". */
const char *sl_client_status_name(sl_client_status_t status);

/* name,status,reason,arrangement,kind,role,currency,seed,trials, then every variable of figures.h.
 * Nothing where nothing is known; infinite: inf. *bytes receives n bytes and a NUL; the caller
 * frees it. SL_ERR_MEMORY. */
int sl_batch_csv(const sl_batch_result_t *result, char **bytes, size_t *n, sl_error_t *error);

/* The same as an HDF5 file in the conventions of a result file (sim/output/RESULTS.md): a dimension
 * `row`, the words of the columns as texts, the figures as doubles. None where there is no client,
 * as in a slice of a short manifest. Written whole or not at all; errors as of
 * sl_result_writer_open and sl_result_writer_finish. */
int sl_batch_write_hdf5(const sl_batch_result_t *result, const char *path, sl_error_t *error);

#endif
