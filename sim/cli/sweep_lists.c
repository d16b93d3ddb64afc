#include "sim/cli/sweep_lists.h"

#include "sim/cli/value_list.h"

#include <stdlib.h>
#include <string.h>

#define LOSS_RATIO_MAX 10.0

static const cli_value_rule_t specific_rule = {.option = "--specific",
                                               .example = "50k,75k,100k or 50k:500k:10",
                                               .high = SL_SWEEP_DEDUCTIBLE_MAX,
                                               .most = SL_SWEEP_VALUES_MAX};
static const cli_value_rule_t corridor_rule = {.option = "--corridor",
                                               .example = "1.10,1.15,1.25 or 1.1:1.5:5",
                                               .high = SL_SWEEP_CORRIDOR_MAX,
                                               .above_low = true,
                                               .most = SL_SWEEP_VALUES_MAX};

static sl_sweep_premium_t premium_rule(const struct argp_state *state, const char *option,
                                       const char *text)
{
  if (strcmp(text, "quoted") == 0) {
    return (sl_sweep_premium_t){.rule = SL_SWEEP_AS_QUOTED};
  }
  return (sl_sweep_premium_t){.rule = SL_SWEEP_LOSS_RATIO,
                              .loss_ratio = cli_number(state, option, text, 0.0, LOSS_RATIO_MAX)};
}

/* values: owned; as the terms have them. */
static void take_list(const struct argp_state *state, const cli_value_rule_t *rule,
                      const char *text, double **values, const double **terms, size_t *n)
{
  free(*values);
  *values = NULL;
  *n = cli_value_list(state, rule, text, values);
  *terms = *values;
}

error_t cli_sweep_parse(int key, char *argument, const struct argp_state *state,
                        cli_sweep_lists_t *lists)
{
  switch (key) {
  case CLI_KEY_SPECIFIC:
    take_list(state, &specific_rule, argument, &lists->specific, &lists->terms.specific,
              &lists->terms.n_specific);
    return 0;
  case CLI_KEY_CORRIDOR:
    take_list(state, &corridor_rule, argument, &lists->corridor, &lists->terms.corridor,
              &lists->terms.n_corridor);
    return 0;
  case 'a':
    lists->arrangement = argument;
    return 0;
  case CLI_KEY_SPECIFIC_RATIO:
    lists->terms.specific_premium = premium_rule(state, "--specific-loss-ratio", argument);
    return 0;
  case CLI_KEY_AGGREGATE_RATIO:
    lists->terms.aggregate_premium = premium_rule(state, "--aggregate-loss-ratio", argument);
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

const sl_sweep_terms_t *cli_sweep_terms(const cli_sweep_lists_t *lists)
{
  return lists->specific != NULL || lists->corridor != NULL ? &lists->terms : NULL;
}

void cli_sweep_free(cli_sweep_lists_t *lists)
{
  free(lists->specific);
  free(lists->corridor);
}
