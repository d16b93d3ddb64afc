/* The one way in which the files that a run reads come into memory: whole, up to a limit, from the
 * disk or from whoever embeds the library.
 * Checked by tests/unit/test_input_file.c and tests/cli/test_hostile_files.c.
 */
#ifndef SL_SIM_INPUT_READ_INPUT_FILE_H
#define SL_SIM_INPUT_READ_INPUT_FILE_H

#include "sim/input/read/faults.h"

#include <stddef.h>

/* Files that are not on the disk. read: hand out the file of that name, *n bytes from malloc that
 * become the reader's. Returns SL_OK, SL_ERR_MISSING (there is no such file), SL_ERR_MEMORY, or any
 * other code for a failure, and then nothing is handed over. Names are what a path would be: the
 * scenario's own, and what it names seen from its folder. */
typedef struct sl_provider {
  int (*read)(void *context, const char *name, char **bytes, size_t *n);
  void *context;
} sl_provider_t;

/* Read path into *bytes, at most `limit` of them; the caller frees *bytes (NULL after a fault).
 * provider: who has the file; NULL = the disk, where only a regular file is read: a pipe may never
 * end or never begin, a device has no end, and both would keep the program from listening to its
 * user. limit_name: the limit in words, "1 MiB". Returns SL_OK or, with a fault, SL_ERR_MISSING (no
 * such file, may not be read, or no regular one), SL_ERR_INPUT (larger than the limit), SL_ERR_IO
 * (reading failed); or, without a fault, SL_ERR_MEMORY. Cost: O(size), memory at most twice the
 * size. */
int sl_input_read(const sl_provider_t *provider, const char *path, size_t limit,
                  const char *limit_name, char **bytes, size_t *n, sl_faults_t *faults);

#endif
