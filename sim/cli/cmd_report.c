/* stoploss report: all that a result says of the decision, as one document. */
#include "sim/cli/cli.h"
#include "sim/cli/decision_view.h"
#include "sim/cli/document_file.h"
#include "sim/cli/options.h"
#include "sim/output/pdf/pdf.h"
#include "sim/output/result_file/result_file.h"

#include <argp.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

typedef struct arguments {
  const char *result;
  const char *output; /* NULL: standard output */
  cli_form_t *form;   /* by the output's ending */
  const char *paper;  /* NULL: the currency's */
  bool json;
} arguments_t;

enum { KEY_PAPER = 256 };

static const struct argp_option options[] = {
    {"output", 'o', "FILE", 0,
     "Write the report here: FILE.html, .pdf, .xlsx or .txt; without it, text is printed", 0},
    {"paper", KEY_PAPER, "letter|a4", 0,
     "Paper of a PDF (default: letter for USD and CAD, else a4)", 0},
    {"json", 'j', NULL, 0, "Print the report as JSON: every block and figure, unrounded", 0},
    {0},
};

static void check_paper(const struct argp_state *state, const arguments_t *arguments)
{
  if (arguments->paper != NULL && !cli_form_is_paper(arguments->form)) {
    argp_error(state, "--paper is for a PDF: -o FILE.pdf");
  }
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  arguments_t *arguments = state->input;
  switch (key) {
  case 'o':
    arguments->output = argument;
    arguments->form = cli_form_of(state, argument, CLI_ENDINGS_REPORT);
    return 0;
  case KEY_PAPER:
    arguments->paper = argument;
    if (strcmp(argument, "letter") != 0 && strcmp(argument, "a4") != 0) {
      argp_error(state, "--paper takes letter or a4, not '%s'", argument);
    }
    return 0;
  case 'j':
    arguments->json = true;
    return 0;
  case ARGP_KEY_SUCCESS:
    check_paper(state, arguments);
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
        "The report for the decision: the answers of the decision page, then pictures and tables "
        "of all that they rest on. FILE.html is one file by itself, which fetches nothing; a PDF "
        "is printed from it by Chromium, else by WeasyPrint."};

static sl_paper_size_t size_of(const arguments_t *arguments, const char *currency)
{
  if (arguments->paper == NULL) {
    return sl_paper_size_of(currency);
  }
  return strcmp(arguments->paper, "a4") == 0 ? SL_PAPER_A4 : SL_PAPER_LETTER;
}

static int show(const arguments_t *arguments, const sl_document_t *document, sl_paper_size_t size,
                sl_error_t *error)
{
  char *json = NULL;
  size_t n = 0;
  int code = arguments->json ? sl_document_json(document, &json, &n, error) : SL_OK;
  if (code == SL_OK) {
    const cli_shown_t shown = {
        .output = arguments->output, .form = cli_form_on(arguments->form, size), .json = json};
    code = cli_document_show_result(document, arguments->result, &shown, error);
  }
  free(json);
  return code;
}

static int report(const arguments_t *arguments, const sl_results_t *results,
                  const sl_summary_t *summary, sl_error_t *error)
{
  cli_decision_t view;
  int code = cli_decision_open(&view, results, summary, error);
  if (code == SL_OK) {
    sl_document_t *document = sl_decision_report(view.decision);
    code = show(arguments, document, size_of(arguments, results->facts->currency), error);
    sl_document_free(document);
  }
  cli_decision_close(&view);
  return code;
}

int cmd_report(int argc, char **argv)
{
  arguments_t arguments = {0};
  sl_results_t *results = NULL;
  sl_summary_t *summary = NULL;
  sl_error_t error = {0};
  cli_parse(&parser, argc, argv, &arguments);
  int code = sl_result_file_open(arguments.result, &results, &error);
  code = code == SL_OK ? sl_summary_new(results, &summary, &error) : code;
  code = code == SL_OK ? report(&arguments, results, summary, &error) : code;
  sl_summary_free(summary);
  sl_results_free(results);
  return code == SL_OK ? EX_OK : cli_report_error(&error);
}
