/* What several subcommands' option parsers share. */
#ifndef SL_SIM_CLI_OPTIONS_H
#define SL_SIM_CLI_OPTIONS_H

#include "models/statistics/precision.h"
#include "sim/output/plots/plots.h"

#include <argp.h>
#include <stdint.h>

typedef struct sl_kernels sl_kernels_t; /* models/simd/kernels.h */

/* argp_parse, which ends the program on wrong usage, and here where memory ends. */
void cli_parse(const struct argp *parser, int argc, char **argv, void *input);

/* A whole number in [low, high] from an option's argument; anything else is a usage error. */
uint64_t cli_whole_number(const struct argp_state *state, const char *option, const char *text,
                          uint64_t low, uint64_t high);

/* The kernels of that name; a usage error that lists those of this processor where there are none.
 */
const sl_kernels_t *cli_kernels(const struct argp_state *state, const char *name);

/* A goal for the error of a run: "0.5%" or "0.005" of the expected cost ("cost=" may stand before
 * it), "deficit=0.001" or "deficit=0.1%". Anything else, and what is not above 0 and below 1, is a
 * usage error. */
sl_precision_t cli_precision(const struct argp_state *state, const char *option, const char *text);

/* A share above 0 and below 1, "75%" or "0.75"; anything else is a usage error. */
double cli_share(const struct argp_state *state, const char *option, const char *text);

/* The format of that name; a usage error where there is none. */
sl_plot_format_t cli_plot_format(const struct argp_state *state, const char *name);

/* For the end of an option parser of a subcommand with exactly one argument: keeps the argument
 * `name` ("SCENARIO") in *slot, and says so where it is missing or there is a second one. */
error_t cli_one_argument(const struct argp_state *state, int key, const char *argument,
                         const char *name, const char **slot);

#endif
