/* Files that either appear whole, under a name that was free, or not at all. */
#ifndef SL_SIM_CLI_NEW_FILE_H
#define SL_SIM_CLI_NEW_FILE_H

#include "models/core/error.h"
#include "sim/output/files/temporary.h"

#include <stdio.h>

typedef struct new_file {
  const char *path;          /* the caller's; must outlive this */
  sl_temporary_t *temporary; /* beside path */
  FILE *stream;              /* write here; NULL once finished */
} new_file_t;

/* Open a temporary file beside path, mode 0600. SL_ERR_CREATE where path exists already or nothing
 * can be created there. */
int new_file_open(new_file_t *file, const char *path, sl_error_t *error);

/* All is written: flush, sync and close. SL_ERR_IO where any write has failed. */
int new_file_finish(new_file_t *file, sl_error_t *error);

/* Give the finished file its name, unless somebody has taken it meanwhile (SL_ERR_CREATE). */
int new_file_publish(new_file_t *file, sl_error_t *error);

/* Close and remove what is not published, and release. Safe on a zeroed or published file. */
void new_file_discard(new_file_t *file);

#endif
