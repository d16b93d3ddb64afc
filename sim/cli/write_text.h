/* A text as a file that appears whole or not at all. */
#ifndef SL_SIM_CLI_WRITE_TEXT_H
#define SL_SIM_CLI_WRITE_TEXT_H

#include "models/core/error.h"
#include "sim/input/read/files_read.h"

/* Write text to path, to be read by its owner only. files: what the program has read, none of which
 * is replaced (SL_ERR_CREATE). SL_OK, SL_ERR_CREATE, SL_ERR_IO or SL_ERR_MEMORY. */
int cli_write_text(const char *path, const char *text, const sl_files_read_t *files,
                   sl_error_t *error);

#endif
