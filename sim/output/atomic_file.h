/* A file that appears whole or not at all: written under a temporary name beside its target, then
 * renamed over it. Until then an older file stays as it is.
 *
 * Checked by tests/unit/test_result_file.c.
 */
#ifndef SL_SIM_OUTPUT_ATOMIC_FILE_H
#define SL_SIM_OUTPUT_ATOMIC_FILE_H

#include "models/error.h"

typedef struct sl_atomic_file {
  char *target; /* the path asked for, symbolic links followed */
  char *temporary;
  int descriptor; /* of the temporary file, open for reading and writing, mode 0600 */
} sl_atomic_file_t;

/* Make the temporary file. SL_ERR_CREATE where the folder is missing or cannot be written, or the
 * path names something other than a regular file. */
int sl_atomic_file_open(const char *path, sl_atomic_file_t *file, sl_error_t *error);

/* Force the bytes to the disk, put them in the target's place and force the folder's entry too.
 * Frees the struct's members. On failure the temporary file is removed: SL_ERR_IO. */
int sl_atomic_file_commit(sl_atomic_file_t *file, sl_error_t *error);

/* Remove the temporary file and free the struct's members; nothing happens after a commit. */
void sl_atomic_file_abort(sl_atomic_file_t *file);

#endif
