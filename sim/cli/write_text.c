#include "sim/cli/write_text.h"

#include "sim/output/files/atomic_file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static int write_all(int descriptor, const char *text)
{
  for (size_t left = strlen(text); left > 0;) {
    const ssize_t written = write(descriptor, text, left);
    if (written < 0 && errno != EINTR) {
      return errno;
    }
    text += written > 0 ? written : 0;
    left -= written > 0 ? (size_t)written : 0;
  }
  return 0;
}

int cli_write_text(const char *path, const char *text, const sl_files_read_t *files,
                   sl_error_t *error)
{
  sl_atomic_file_t file = {0};
  int code = sl_files_read_spare(files, path, error);
  if (code == SL_OK) {
    code = sl_atomic_file_open(path, &file, error);
  }
  if (code == SL_OK) {
    const int failure = write_all(file.temporary->descriptor, text);
    code = failure == 0 ? sl_atomic_file_commit(&file, error)
                        : sl_fail(error, SL_ERR_IO, "cannot write %s: %s", path, strerror(failure));
    sl_atomic_file_close(&file);
  }
  return code;
}
