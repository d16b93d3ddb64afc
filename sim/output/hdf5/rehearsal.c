#include "sim/output/hdf5/rehearsal.h"

#include "sim/input/child/copy.h"
#include "sim/output/hdf5/hdf5.h"

#include <errno.h>
#include <string.h>

#define SECONDS 2
#define BYTES_A_SECOND ((off_t)20 << 20) /* of a large file */
#define MEMORY ((size_t)1 << 30)

/* HDF5 calls exit where it has no memory for an identifier: that is no fault of the file. */
int sl_rehearse(sl_reading_t reading, void *context, off_t size, sl_error_t *error)
{
  const sl_copy_limits_t limits = {SECONDS + (unsigned)(size / BYTES_A_SECOND),
                                   MEMORY + 2 * (size_t)size};
  int code = SL_OK;
  /* No other thread is inside HDF5 when this process is copied. */
  const sl_h5_silence_t silence = sl_h5_silence();
  const sl_copy_end_t end = sl_copy_call(reading, context, &limits, -1, &code, error);
  const int reason = errno;
  sl_h5_speak(&silence);
  switch (end) {
  case SL_COPY_RETURNED:
    return code;
  case SL_COPY_EXITED:
    return sl_fail(error, SL_ERR_MEMORY, "HDF5 has no memory to read the result");
  case SL_COPY_NONE:
    return sl_fail(error, SL_ERR_MEMORY, "cannot start a process that reads the result: %s",
                   strerror(reason));
  case SL_COPY_CRASHED:
  default:
    return sl_fail(
        error, SL_ERR_INPUT,
        "HDF5 cannot read this file: it crashes or comes to no end, so the file is damaged "
        "or forged");
  }
}
