/* stoploss exhibit: the quotes of a result file side by side, as brokers compare them. */
#include "sim/cli/cli.h"
#include "sim/cli/document_file.h"
#include "sim/cli/exhibit_view.h"
#include "sim/cli/options.h"
#include "sim/output/result_file/result_file.h"

#include <argp.h>
#include <stdlib.h>
#include <sysexits.h>

typedef struct arguments {
  const char *result;
  const char *output; /* NULL: standard output */
  cli_form_t *form;   /* by the output's ending */
  bool json;
  double percentile;
} arguments_t;

enum { KEY_PERCENTILE = 256 };

static const struct argp_option options[] = {
    {"output", 'o', "FILE", 0,
     "Write the exhibit here: FILE.xlsx, .html, .csv or .txt; without it, text is printed", 0},
    {"percentile", KEY_PERCENTILE, "P", 0,
     "Equivalent rates where the year costs what it does not exceed with this chance (default 75%)",
     0},
    {"json", 'j', NULL, 0, "Print the figures as JSON, unrounded", 0},
    {0},
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  arguments_t *arguments = state->input;
  switch (key) {
  case 'o':
    arguments->output = argument;
    arguments->form = cli_form_of(state, argument, CLI_ENDINGS_FIGURES);
    return 0;
  case 'j':
    arguments->json = true;
    return 0;
  case KEY_PERCENTILE:
    arguments->percentile = cli_share(state, "--percentile", argument);
    return 0;
  default:
    return cli_one_argument(state, key, argument, "OUT.h5", &arguments->result);
  }
}

static const struct argp parser = {
    .options = options,
    .parser = parse_option,
    .args_doc = "OUT.h5",
    .doc =
        "Quotes side by side, as brokers compare them: terms, premiums, fees, fixed, expected and "
        "maximum cost, equivalent and COBRA rates; and below what no quote tells, from the "
        "simulated years. The columns are the arrangements of the scenario in their order; "
        "what a quote says beside its terms stands under `quote:` there."};

static int show(const arguments_t *arguments, const cli_exhibit_t *exhibit, sl_error_t *error)
{
  char *json = NULL;
  int code = arguments->json ? sl_exhibit_json(exhibit->comparison, exhibit->document, &json, error)
                             : SL_OK;
  if (code == SL_OK) {
    const cli_shown_t shown = {.output = arguments->output, .form = arguments->form, .json = json};
    code = cli_document_show_result(exhibit->document, arguments->result, &shown, error);
  }
  free(json);
  return code;
}

int cmd_exhibit(int argc, char **argv)
{
  arguments_t arguments = {.percentile = SL_EXHIBIT_PERCENTILE};
  sl_results_t *results = NULL;
  sl_summary_t *summary = NULL;
  cli_exhibit_t exhibit = {0};
  sl_error_t error = {0};
  cli_parse(&parser, argc, argv, &arguments);
  int code = sl_result_file_open(arguments.result, &results, &error);
  code = code == SL_OK ? sl_summary_new(results, &summary, &error) : code;
  if (code == SL_OK) {
    code = cli_exhibit_open(&exhibit, results, summary, arguments.result, arguments.percentile,
                            &error);
  }
  code = code == SL_OK ? show(&arguments, &exhibit, &error) : code;
  cli_exhibit_close(&exhibit);
  sl_summary_free(summary);
  sl_results_free(results);
  return code == SL_OK ? EX_OK : cli_report_error(&error);
}
