/* What the subcommands that simulate share: a flag that signals set, and where the result goes. */
#ifndef SL_SIM_CLI_JOB_H
#define SL_SIM_CLI_JOB_H

#include "models/error.h"

#include <signal.h>

#define CLI_MAX_THREADS 4096

/* From now on SIGINT and SIGTERM set the flag instead of ending the program. */
void cli_catch_signals(void);
const volatile sig_atomic_t *cli_stop_flag(void);

/* "dir/shop.yaml" with ".h5" -> "shop.h5"; the caller frees it. NULL without memory. */
char *cli_default_output(const char *scenario, const char *ending);

/* SL_ERR_CREATE where path is the scenario or the census that is being read: a slip of the -o must
 * not cost the user the file that the work went into. */
int cli_check_output(const char *path, const char *scenario, const char *census, sl_error_t *error);

#endif
