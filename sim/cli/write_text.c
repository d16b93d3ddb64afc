#include "sim/cli/write_text.h"

#include "sim/output/files/atomic_file.h"

#include <string.h>

int cli_write_text(const char *path, const char *text, const sl_files_read_t *files,
                   sl_error_t *error)
{
  const int code = sl_files_read_spare(files, path, error);
  return code == SL_OK ? sl_atomic_file_write(path, text, strlen(text), error) : code;
}
