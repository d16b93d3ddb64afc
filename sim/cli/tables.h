/* The subcommands' own tables of options, for whatever is made from them: manual pages, completion.
 *
 * Nothing lists the options a second time. A subcommand's parser is learned by calling it and
 * stopping at its cli_parse, so a new subcommand is known here by its row in main.c alone. */
#ifndef SL_SIM_CLI_TABLES_H
#define SL_SIM_CLI_TABLES_H

#include "sim/cli/cli.h"

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>

#define CLI_COMMAND_NAME 64

/* A subcommand ("run"), or one within another ("import census"). */
typedef struct cli_command {
  char name[CLI_COMMAND_NAME];
  const char *doc; /* its line in `stoploss --help`; NULL for one within another */
  const struct argp *parser;
} cli_command_t;

/* The i-th command in the order of `stoploss --help`, those within another after it; false where
 * there are no more. A command is within another where a line of that one's args_doc begins with a
 * word in small letters ("census FILE"). Tested by tests/cli/test_manual.c. */
bool cli_command_at(size_t i, cli_command_t *command);

/* For cli_parse alone: comes back only where no parser was asked for. */
void cli_tables_learn(const struct argp *parser);

/* Whether a row of a table of options stands in --help. */
bool cli_option_shown(const struct argp_option *option);

/* Whether it has a letter, too: "-o" of --output. */
bool cli_option_has_letter(const struct argp_option *option);

#endif
