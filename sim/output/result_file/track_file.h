/* The file of a year in progress: HDF5 in the conventions of the result file (RESULTS.md lists its
 * variables), with the dimensions trial, arrangement, quantile and month, and content = "track".
 * It holds no claimant: neither rows nor amounts of one.
 *
 * Written as safely as a run's: to a temporary file beside the target (mode 0600), sealed, read
 * once more, flushed to disk, then renamed. Checked by tests/cli/test_track.c.
 */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_TRACK_FILE_H
#define SL_SIM_OUTPUT_RESULT_FILE_TRACK_FILE_H

#include "sim/study/track/track.h"

/* SL_ERR_CREATE where the target folder cannot be written, SL_ERR_IO, SL_ERR_MEMORY. */
int sl_track_file_write(const char *path, const sl_track_t *track, sl_error_t *error);

#endif
