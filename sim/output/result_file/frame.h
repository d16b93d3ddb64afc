/* What the writers of a run's and of a sweep's file share: a temporary file with HDF5 over it,
 * which in the end is whole and sealed, or gone. */
#ifndef SL_SIM_OUTPUT_RESULT_FILE_FRAME_H
#define SL_SIM_OUTPUT_RESULT_FILE_FRAME_H

#include "sim/output/files/atomic_file.h"
#include "sim/output/result_file/layout.h"

typedef struct sl_frame {
  sl_atomic_file_t output;
  int failure; /* errno of the first failed write */
  hid_t driver;
  hid_t file;
  sl_layout_t *layout; /* owned; of the caller's making */
} sl_frame_t;

/* A frame that sl_frame_close may be called on, without a file yet. */
sl_frame_t sl_frame_none(void);

/* The temporary file and HDF5 in it, still empty. SL_ERR_CREATE as sl_atomic_file_open, SL_ERR_IO.
 */
int sl_frame_open(sl_frame_t *frame, const char *path, sl_error_t *error);

/* SL_ERR_IO with what could not be written, where, and the disk's own reason if there is one. */
int sl_frame_error(const sl_frame_t *frame, const char *what, sl_error_t *error);

/* Flush, mark as complete, close HDF5 and seal; `what` was written last. "complete" comes after all
 * else has reached the file. SL_ERR_IO. */
int sl_frame_seal(sl_frame_t *frame, const char *what, sl_error_t *error);

/* Close all, at any time. Without sl_atomic_file_commit of the output nothing is left of the file.
 */
void sl_frame_close(sl_frame_t *frame);

#endif
