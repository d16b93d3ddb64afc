/* Which files an input was read from, so that no output takes the place of one of them. */
#ifndef SL_SIM_INPUT_READ_FILES_READ_H
#define SL_SIM_INPUT_READ_FILES_READ_H

#include "models/core/error.h"

#include <stddef.h>

typedef struct sl_file_read {
  const char *kind; /* "scenario", "census", ...: a constant */
  char *path;       /* as opened */
} sl_file_read_t;

typedef struct sl_files_read {
  sl_file_read_t *list;
  size_t n;
} sl_files_read_t;

/* Add a file (the path is copied); nothing where files is NULL. SL_OK or SL_ERR_MEMORY. */
int sl_files_read_add(sl_files_read_t *files, const char *kind, const char *path);

/* The file of the list that path names too, directly, by a symbolic or by a hard link; NULL where
 * there is none. Checked by tests/cli/test_outputs.c. */
const sl_file_read_t *sl_files_read_find(const sl_files_read_t *files, const char *path);

/* Whether an output may be written to path: SL_ERR_CREATE where it is one of the files, since a
 * slip must not cost the user the file that the work went into. */
int sl_files_read_spare(const sl_files_read_t *files, const char *path, sl_error_t *error);

void sl_files_read_free(sl_files_read_t *files);

#endif
