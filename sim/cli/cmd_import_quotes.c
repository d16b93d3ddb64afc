/* stoploss import quotes FILE: carriers' quotes beside each other become arrangements. */
#include "sim/cli/cli.h"
#include "sim/cli/import.h"
#include "sim/cli/offers_file.h"
#include "sim/cli/options.h"
#include "sim/cli/paper.h"
#include "sim/cli/write_text.h"
#include "sim/input/offers/yaml.h"
#include "sim/input/read/date.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/import/quotes_report.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

typedef struct arguments {
  const char *file;
  const char *into;    /* a scenario whose arrangements they replace; NULL: none */
  const char *census;  /* of a scenario to be made about them; NULL: none is made */
  sl_date_t effective; /* its first day where the file says none; year 0: not given */
  const char *output;  /* NULL: nothing is written */
  bool json;
  sl_offers_options_t options;
} arguments_t;

enum { KEY_INTO = 256, KEY_CREDIT, KEY_CENSUS };

static const struct argp_option options[] = {
    {"output", 'o', "OUT.yaml", 0,
     "Write the arrangements here; with --into a whole scenario. Without it only the report is "
     "printed",
     0},
    {"into", KEY_INTO, "SCENARIO.yaml", 0,
     "The scenario whose arrangements they take the place of in OUT.yaml; it stays as it is", 0},
    {"census", KEY_CENSUS, "CENSUS.csv", 0,
     "Make OUT.yaml a whole scenario about this census (see stoploss import census): plan design "
     "and claims basis are assumed, and marked so",
     0},
    {"effective", 'e', "DATE", 0,
     "With --census: first day of the plan year (YYYY-MM-DD), in place of the file's", 0},
    {"laser", 'l', "WHO=ROW|ID", 0,
     "Who a laser of the file is: a data row of the census, 1 = the first row after its header; "
     "what "
     "is no number is a member's id (member_id). As often as you like",
     0},
    {"credit-rebates", KEY_CREDIT, NULL, 0,
     "Let the cost count the file's rebates (as a negative fee); else they stand beside it", 0},
    {"json", 'j', NULL, 0, "Print the report as JSON", 0},
    {0}};

static void add_laser(struct argp_state *state, sl_offers_options_t *offers, const char *argument)
{
  const char *equals = strrchr(argument, '=');
  if (equals == NULL || equals == argument) {
    argp_error(state, "--laser is WHO=ROW or WHO=ID, such as 'Claimant A=17', not '%s'", argument);
  }
  if (offers->n_lasers == SL_OFFERS_LASERS_MAX) {
    argp_error(state, "more than %d --laser", SL_OFFERS_LASERS_MAX);
  }
  const bool is_row = strspn(equals + 1, "0123456789") == strlen(equals + 1);
  offers->lasers[offers->n_lasers++] = (sl_laser_place_t){
      .who = argument,
      .length = (size_t)(equals - argument),
      .row = is_row ? (uint32_t)cli_whole_number(state, "--laser", equals + 1, 1, UINT32_MAX) : 0,
      .id = is_row ? NULL : equals + 1};
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  arguments_t *arguments = state->input;
  switch (key) {
  case 'o':
    arguments->output = argument;
    return 0;
  case KEY_INTO:
    arguments->into = argument;
    return 0;
  case KEY_CENSUS:
    arguments->census = argument;
    return 0;
  case 'e':
    if (!sl_date_parse(argument, &arguments->effective)) {
      argp_error(state, "--effective is a date YYYY-MM-DD, not '%s'", argument);
    }
    return 0;
  case 'l':
    add_laser(state, &arguments->options, argument);
    return 0;
  case KEY_CREDIT:
    arguments->options.credit_rebates = true;
    return 0;
  case 'j':
    arguments->json = true;
    return 0;
  default:
    if (key == ARGP_KEY_END && arguments->into != NULL && arguments->census != NULL) {
      argp_error(state, "--into has a scenario already, with its census: leave out --census");
    }
    return cli_one_argument(state, key, argument, "FILE", &arguments->file);
  }
}

static const struct argp parser = {
    .options = options,
    .parser = parse_option,
    .args_doc = "FILE",
    .doc =
        "Read quotes as brokers compare them - a column an option, a row an item; CSV, .xlsx (by "
        "xlsx2csv), .ods (by LibreOffice) - and make an arrangement of each. Prints the options "
        "side by side at the file's own enrolment, what was not placed, with its cell, sums of "
        "the file that are not what their parts come to, and what is assumed.\vWhat is not "
        "placed does not end the program: it is listed, with exit status 0. An empty form: "
        "stoploss new --quotes quotes.xlsx."};

#define MADE_HERE                                                                                  \
  "scenario.yaml" /* in the working directory: where paths of one that is made lead from */

/* Whether a whole scenario is written, not the arrangements alone. */
static bool is_whole(const arguments_t *arguments)
{
  return arguments->into != NULL || arguments->census != NULL;
}

/* What is written, and what it was read from. */
typedef struct written {
  char *text;
  sl_scenario_t *scenario; /* NULL without --into and --census */
  sl_files_read_t files;
} written_t;

/* The whole scenario: one that is there, or one made about the census. */
static int put_into(const arguments_t *arguments, sl_offers_t *offers, const char *section,
                    written_t *written, sl_faults_t *faults)
{
  const char *output = arguments->output != NULL ? arguments->output : arguments->into;
  if (arguments->into != NULL) {
    return sl_offers_into(arguments->into, output, section, &written->text, &written->scenario,
                          &written->files, faults);
  }
  char *made = NULL;
  int code = sl_offers_around(offers, arguments->census, &arguments->effective, &made, faults);
  if (code == SL_OK) {
    const sl_offers_base_t base = {MADE_HERE, made, strlen(made)};
    code = sl_offers_put(&base, output != NULL ? output : MADE_HERE, section, &written->text,
                         &written->scenario, &written->files, faults);
  }
  free(made);
  return code;
}

static int prepare(const arguments_t *arguments, sl_offers_t *offers, written_t *written,
                   sl_faults_t *faults)
{
  char *section = sl_offers_yaml(offers);
  int code = section != NULL ? sl_files_read_add(&written->files, "quotes", arguments->file)
                             : SL_ERR_MEMORY;
  if (code == SL_OK && is_whole(arguments) && offers->n_whole > 0) {
    code = put_into(arguments, offers, section, written, faults);
  } else if (code == SL_OK) {
    written->text = section;
    section = NULL;
  }
  if (code == SL_OK && written->scenario != NULL) {
    sl_offers_compare(offers, written->scenario);
  }
  code = code == SL_OK && offers->failed ? SL_ERR_MEMORY : code;
  if (code == SL_ERR_MEMORY && faults->n == 0) {
    sl_faults_add(faults, code, NULL, 0, 0, "out of memory for the quotes");
  }
  free(section);
  return code;
}

static int print_report(const arguments_t *arguments, const sl_offers_t *offers,
                        const sl_sheet_t *sheet, sl_error_t *error)
{
  char *report = NULL;
  const sl_paper_t paper = cli_paper();
  int code = SL_OK;
  if (!arguments->json) {
    code = sl_quotes_report_page(offers, &paper, &report, error);
  } else if ((report = sl_quotes_report_json(offers, sheet, arguments->file)) == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "out of memory for the report");
  }
  if (code == SL_OK) {
    const size_t n = strlen(report);
    printf("%s%s", report, n > 0 && report[n - 1] == '\n' ? "" : "\n");
  }
  free(report);
  return code;
}

static int finish(const arguments_t *arguments, const sl_offers_t *offers, const sl_sheet_t *sheet,
                  const written_t *written, sl_error_t *error)
{
  int code = print_report(arguments, offers, sheet, error);
  if (code == SL_OK && offers->n_whole == 0) {
    return sl_fail(error, SL_ERR_INPUT,
                   "%s: no option has what an arrangement needs, and nothing is written",
                   arguments->file);
  }
  if (code == SL_OK && arguments->output == NULL) {
    fputs("stoploss: nothing is written; say where: -o OUT.yaml\n", stderr);
    return SL_OK;
  }
  if (code == SL_OK) {
    code = cli_write_text(arguments->output, written->text, &written->files, error);
  }
  if (code == SL_OK && !arguments->json) {
    printf("\nWrote %s: %s.\n", arguments->output,
           is_whole(arguments)
               ? "the scenario with these arrangements"
               : "arrangements, for a scenario (or a whole one: --census CENSUS.csv, --into "
                 "SCENARIO.yaml)");
  }
  return code;
}

int cmd_import_quotes(int argc, char **argv)
{
  arguments_t arguments = {0};
  cli_offers_t file = {0};
  written_t written = {0};
  sl_error_t error = {0};
  sl_faults_t faults;
  int status = EX_OK;
  cli_parse(&parser, argc, argv, &arguments);
  sl_faults_init(&faults);
  int code = cli_offers_open(&file, arguments.file, &arguments.options, &faults);
  code = code == SL_OK ? prepare(&arguments, file.offers, &written, &faults) : code;
  if (code != SL_OK) {
    status = cli_report_faults(&faults);
  } else if (finish(&arguments, file.offers, &file.sheet, &written, &error) != SL_OK) {
    status = cli_report_error(&error);
  }
  sl_scenario_free(written.scenario);
  sl_files_read_free(&written.files);
  free(written.text);
  cli_offers_close(&file);
  sl_faults_free(&faults);
  return status;
}
