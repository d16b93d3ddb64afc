/* What the subcommands that simulate share: where the result goes. */
#ifndef SL_SIM_CLI_JOB_H
#define SL_SIM_CLI_JOB_H

#include "models/core/error.h"
#include "sim/input/read/files_read.h"

#define CLI_MAX_THREADS 4096

/* "dir/shop.yaml" with ".h5" -> "shop.h5"; the caller frees it. NULL without memory. */
char *cli_default_output(const char *scenario, const char *ending);

/* SL_ERR_CREATE where path is one of the files that the run reads: a slip of the -o must not cost
 * the user the file that the work went into. */
int cli_check_output(const char *path, const sl_files_read_t *files, sl_error_t *error);

#endif
