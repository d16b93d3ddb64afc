/* What the command line changes of a scenario, the same in every subcommand that takes one. */
#ifndef SL_SIM_CLI_OVERRIDES_H
#define SL_SIM_CLI_OVERRIDES_H

#include "sim/input/overrides/overrides.h"

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cli_overrides {
  sl_override_t *list; /* all zero at first */
  char **texts;        /* what they point to */
  size_t n;
} cli_overrides_t;

/* Rows of a subcommand's options, and what its parser is given for them. */
#define CLI_KEY_SET 0x1000
#define CLI_OPTION_SET                                                                             \
  {                                                                                                \
    "set", CLI_KEY_SET, "PATH=VALUE", 0,                                                           \
        "Put a value in place of the scenario's: simulation.seed=7, "                              \
        "arrangements.0.specific.deductible=75000 (items by index from 0 or by name), "            \
        "plans.PPO.deductible='{person: 500, family: 1000}'; may be given many times",             \
        0                                                                                          \
  }

/* Where --trials and --seed go. */
#define CLI_TRIALS "simulation.trials"
#define CLI_SEED "simulation.seed"

/* From the argument of --set; a usage error where it has no "=" or no path. */
void cli_overrides_set(const struct argp_state *state, cli_overrides_t *overrides,
                       const char *argument);

/* --trials and --seed: a whole number in [low, high] for that place. */
void cli_overrides_number(const struct argp_state *state, cli_overrides_t *overrides,
                          const char *option, const char *path, const char *argument, uint64_t low,
                          uint64_t high);

/* Append one; a failure of memory ends the program. */
void cli_overrides_add(cli_overrides_t *overrides, const char *path, const char *value);

bool cli_overrides_have(const cli_overrides_t *overrides, const char *path);

/* Valid until the next one is added. */
sl_overrides_t cli_overrides_list(const cli_overrides_t *overrides);

void cli_overrides_free(cli_overrides_t *overrides);

#endif
