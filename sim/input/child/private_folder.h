/* A folder that only this user can enter, for a child that needs files: gone when it is done with,
 * whatever ends this program.
 * Checked by tests/unit/test_child.c.
 */
#ifndef SL_SIM_INPUT_CHILD_PRIVATE_FOLDER_H
#define SL_SIM_INPUT_CHILD_PRIVATE_FOLDER_H

#include "models/core/error.h"

#include <stddef.h>

#define SL_PRIVATE_PATH 512

typedef struct sl_private_folder {
  char path[SL_PRIVATE_PATH];
} sl_private_folder_t;

/* Make it under TMPDIR (else /tmp), mode 0700. SL_ERR_CREATE. One at a time. */
int sl_private_folder_make(sl_private_folder_t *folder, sl_error_t *error);

/* Write a new file in it, mode 0600. SL_ERR_IO. */
int sl_private_folder_write(const sl_private_folder_t *folder, const char *name, const char *bytes,
                            size_t n, sl_error_t *error);

/* Read a regular file of it, no link, at most `limit` bytes; *bytes from malloc. 0 or errno. */
int sl_private_folder_read(const sl_private_folder_t *folder, const char *name, size_t limit,
                           char **bytes, size_t *n);

/* Remove it with all that is in it; links are removed, never followed. */
void sl_private_folder_remove(sl_private_folder_t *folder);

/* Remove the folder that there is. Safe in a signal handler, once its child has ended. */
void sl_private_folders_remove(void);

#endif
