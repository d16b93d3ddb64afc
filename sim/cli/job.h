/* What the subcommands that simulate share: where the result goes. */
#ifndef SL_SIM_CLI_JOB_H
#define SL_SIM_CLI_JOB_H

#define CLI_MAX_THREADS 4096

/* "dir/shop.yaml" with ".h5" -> "shop.h5"; the caller frees it. NULL without memory. */
char *cli_default_output(const char *scenario, const char *ending);

#endif
