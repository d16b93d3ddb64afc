#include "sim/output/result_file/frame.h"

#include "sim/output/hdf5/driver.h"
#include "sim/output/hdf5/seal.h"

#include <string.h>

sl_frame_t sl_frame_none(void)
{
  return (sl_frame_t){.driver = H5I_INVALID_HID, .file = H5I_INVALID_HID};
}

int sl_frame_error(const sl_frame_t *frame, const char *what, sl_error_t *error)
{
  return sl_fail(error, SL_ERR_IO, "cannot write %s to %s: %s", what, frame->output.target,
                 frame->failure != 0 ? strerror(frame->failure) : "HDF5 failed");
}

int sl_frame_open(sl_frame_t *frame, const char *path, sl_error_t *error)
{
  const int code = sl_atomic_file_open(path, &frame->output, error);
  if (code != SL_OK) {
    return code;
  }
  const sl_file_driver_t driver = {frame->output.temporary->descriptor, &frame->failure};
  const sl_h5_silence_t silence = sl_h5_silence();
  frame->driver = sl_file_driver_register();
  frame->file = sl_file_driver_create(frame->driver, &driver);
  sl_h5_speak(&silence);
  return frame->file >= 0 ? SL_OK : sl_frame_error(frame, "the header", error);
}

/* Strong closing: every data set still open closes with the file. */
static int close_hdf5(sl_frame_t *frame)
{
  const int failed = frame->file >= 0 && H5Fclose(frame->file) < 0;
  if (frame->driver >= 0) {
    H5FDunregister(frame->driver);
  }
  frame->driver = frame->file = H5I_INVALID_HID;
  sl_layout_free(frame->layout);
  frame->layout = NULL;
  return failed ? -1 : 0;
}

int sl_frame_seal(sl_frame_t *frame, const char *what, sl_error_t *error)
{
  const sl_h5_silence_t silence = sl_h5_silence();
  const bool good = H5Fflush(frame->file, H5F_SCOPE_LOCAL) >= 0 &&
                    sl_h5_put_text(frame->file, "status", "complete") == 0 &&
                    close_hdf5(frame) == 0;
  sl_h5_speak(&silence);
  if (!good || frame->failure != 0) {
    return sl_frame_error(frame, what, error);
  }
  frame->failure = sl_seal_put(frame->output.temporary->descriptor);
  return frame->failure == 0 ? SL_OK : sl_frame_error(frame, "the seal", error);
}

void sl_frame_close(sl_frame_t *frame)
{
  const sl_h5_silence_t silence = sl_h5_silence();
  close_hdf5(frame);
  sl_h5_speak(&silence);
  sl_atomic_file_close(&frame->output);
}
