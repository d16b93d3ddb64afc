/* stoploss summary: the decision page of a result file. */
#include "sim/cli/cli.h"
#include "sim/cli/options.h"

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct summary_options {
  const char *result;
  bool json;
} summary_options_t;

static const struct argp_option options[] = {
    {"json", 'j', NULL, 0, "Print the figures as JSON, unrounded", 0},
    {0},
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  summary_options_t *summary = state->input;
  switch (key) {
  case 'j':
    summary->json = true;
    return 0;
  default:
    return cli_one_argument(state, key, argument, "OUT.h5", &summary->result);
  }
}

static const struct argp parser = {
    options, parse_option, "OUT.h5", "Print the decision page of a result file.", NULL, NULL, NULL};

int cmd_summary(int argc, char **argv)
{
  summary_options_t summary = {0};
  argp_parse(&parser, argc, argv, 0, NULL, &summary);
  return cli_print_report(summary.result, summary.json);
}
