/* A file that appears whole or not at all: written under a temporary name beside its target, then
 * renamed over it. Until then an older file stays as it is.
 *
 * Checked by tests/unit/test_result_file.c and tests/fault.
 */
#ifndef SL_SIM_OUTPUT_FILES_ATOMIC_FILE_H
#define SL_SIM_OUTPUT_FILES_ATOMIC_FILE_H

#include "models/core/error.h"
#include "sim/output/files/temporary.h"

#include <stddef.h>

typedef struct sl_atomic_file {
  char *target; /* the path asked for, symbolic links followed, be their end there or not */
  sl_temporary_t *temporary; /* mode 0600; locked: one process at a time writes a target */
} sl_atomic_file_t;

/* Make the temporary file. SL_ERR_CREATE where the folder is missing or cannot be written, the path
 * names something other than a regular file, or another process is writing the same target. */
int sl_atomic_file_open(const char *path, sl_atomic_file_t *file, sl_error_t *error);

/* Force the bytes to the disk, put them in the target's place and force the folder's entry too.
 * The descriptor stays open. On failure the temporary file is removed: SL_ERR_IO. */
int sl_atomic_file_commit(sl_atomic_file_t *file, sl_error_t *error);

/* A file of n bytes, from opening to closing: SL_ERR_CREATE or SL_ERR_IO, and the older file stays. */
int sl_atomic_file_write(const char *path, const char *bytes, size_t n, sl_error_t *error);

/* Remove the temporary file where there was no commit, close and release. */
void sl_atomic_file_close(sl_atomic_file_t *file);

#endif
