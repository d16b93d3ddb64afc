/* What several subcommands' option parsers share. */
#ifndef SL_SIM_CLI_OPTIONS_H
#define SL_SIM_CLI_OPTIONS_H

#include <argp.h>
#include <stdint.h>

/* A whole number in [low, high] from an option's argument; anything else is a usage error. */
uint64_t cli_whole_number(const struct argp_state *state, const char *option, const char *text,
                          uint64_t low, uint64_t high);

#endif
