/* Completion in a shell, made from the tables that --help is made from. */
#ifndef SL_SIM_CLI_COMPLETION_H
#define SL_SIM_CLI_COMPLETION_H

/* The script for "bash" or "zsh": subcommands, options, and what an argument may be by its name in
 * --help: SCENARIO a YAML file, OUT.h5 a file with that ending, DIR a folder, svg|png one of those
 * words, KEY and PATH=VALUE the keys that `stoploss explain --markdown` lists at that moment. The
 * caller frees it; NULL where there is no such shell, or without memory. Tested by
 * tests/cli/test_completion.c. */
char *cli_completion(const char *shell);

#endif
