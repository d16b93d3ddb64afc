/* stoploss summary: the decision page of a result file. */
#include "sim/cli/cli.h"
#include "sim/cli/options.h"
#include "sim/output/result_file/result_file.h"

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

static int print_file(const summary_options_t *options_given)
{
  sl_results_t *results = NULL;
  sl_summary_t *summary = NULL;
  sl_error_t error = {0};
  int code = sl_result_file_open(options_given->result, &results, &error);
  if (code == SL_OK) {
    code = sl_summary_new(results, &summary, &error);
  }
  const int status = code == SL_OK ? cli_print_results(results, summary, options_given->json)
                                   : cli_report_error(&error);
  sl_summary_free(summary);
  sl_results_free(results);
  return status;
}

int cmd_summary(int argc, char **argv)
{
  summary_options_t summary = {0};
  cli_parse(&parser, argc, argv, &summary);
  return print_file(&summary);
}
