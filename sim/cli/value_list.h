/* Lists of values on the command line: "50k,75k,100k" or "50k:500k:10". */
#ifndef SL_SIM_CLI_VALUE_LIST_H
#define SL_SIM_CLI_VALUE_LIST_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>

/* What an option's list may hold. */
typedef struct cli_value_rule {
  const char *option;  /* "--specific" */
  const char *example; /* "50k,75k,100k or 50k:500k:10" */
  double low, high;    /* of every value */
  bool above_low;      /* low itself is not allowed */
  size_t most;         /* values */
} cli_value_rule_t;

/* list = value ("," value)* | low ":" high ":" count, count points from low to high at even
 * distances. value = a number as in a scenario, with k for thousand or M for million after it.
 * Values differ from each other. *values: the caller's to free. Anything else is a usage error that
 * says which text and what is allowed. Returns how many. Checked by tests/cli/test_sweep.c. */
size_t cli_value_list(const struct argp_state *state, const cli_value_rule_t *rule,
                      const char *text, double **values);

/* One amount, as a value of a list: "250k". In [0, high]. */
double cli_amount(const struct argp_state *state, const char *option, const char *text,
                  double high);

/* One number from an option's argument, in (low, high]. */
double cli_number(const struct argp_state *state, const char *option, const char *text, double low,
                  double high);

#endif
