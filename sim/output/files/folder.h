/* Several files into one folder, all or none: a failure leaves no new file or folder, and every
 * older file as it was.
 *
 * Checked by tests/unit/test_plots.c, tests/cli/test_plot.c and tests/fault/test_campaign.c.
 */
#ifndef SL_SIM_OUTPUT_FILES_FOLDER_H
#define SL_SIM_OUTPUT_FILES_FOLDER_H

#include "models/core/error.h"
#include "sim/output/files/temporary.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define SL_FOLDER_PATH 4096

typedef struct sl_folder_file {
  char path[SL_FOLDER_PATH];
  sl_temporary_t *file;       /* what is written before it has its name; NULL: nothing yet */
  char older[SL_FOLDER_PATH]; /* where an older file stands aside; empty: nowhere */
} sl_folder_file_t;

typedef struct sl_folder {
  const char *path;
  size_t made;             /* how long the path of its first new part is; 0 = none is */
  sl_folder_file_t *files; /* the caller's, zeroed */
  size_t n;
} sl_folder_t;

/* Make the folder and those above it where they are absent. SL_ERR_CREATE. To be closed after
 * failure too. */
int sl_folder_open(sl_folder_t *folder, const char *path, sl_folder_file_t *files, size_t n,
                   sl_error_t *error);

/* Name file i, "NAME.EXTENSION". SL_ERR_CREATE where what stands there may not be replaced. */
int sl_folder_name(sl_folder_t *folder, size_t i, const char *name, const char *extension,
                   sl_error_t *error);

/* Create file i under a temporary name, for writing to its descriptor. SL_ERR_CREATE,
 * SL_ERR_MEMORY. */
int sl_folder_create(sl_folder_t *folder, size_t i, sl_error_t *error);

/* Name file i by a path of its own, not of the folder, and create it under a temporary name with
 * what the umask leaves of `mode`: all or none holds for it too. SL_ERR_CREATE, SL_ERR_MEMORY. */
int sl_folder_elsewhere(sl_folder_t *folder, size_t i, const char *path, mode_t mode,
                        sl_error_t *error);

/* Give every file its name; the signals of this thread wait meanwhile. SL_ERR_CREATE,
 * SL_ERR_MEMORY. */
int sl_folder_place(sl_folder_t *folder, sl_error_t *error);

/* Close the files; well: all have their names. Else remove what was made. */
void sl_folder_close(sl_folder_t *folder, bool well);

#endif
