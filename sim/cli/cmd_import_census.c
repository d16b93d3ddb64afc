/* stoploss import census FILE: somebody else's census becomes the project's own. */
#include "sim/cli/cli.h"
#include "sim/cli/import.h"
#include "sim/cli/options.h"
#include "sim/cli/write_text.h"
#include "sim/input/foreign/people/import.h"
#include "sim/input/foreign/sheet/open.h"
#include "sim/input/read/date.h"
#include "sim/output/import/report.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

typedef struct arguments {
  const char *file;
  const char *output; /* NULL: nothing is written */
  bool skip, json;
  sl_import_options_t options;
} arguments_t;

enum { KEY_DATES = 256 };

static const struct argp_option options[] = {
    {"output", 'o', "CENSUS.csv", 0, "Write the census here; without it only the report is printed",
     0},
    {"effective", 'e', "DATE", 0,
     "First day of the plan year (YYYY-MM-DD): ages and coverage are taken at it", 0},
    {"map", 'm', "COLUMN=FIELD", 0,
     "What a column is, where its name does not tell: employee, relationship, birth_date, age, "
     "sex, "
     "tier, plan, waived, enrolled, status, from, to, salary, pay_basis, hours, region, member, "
     "benefit, name, disabled, spouse, children, dependents, risk_score, ignore. As often as you "
     "like",
     0},
    {"date-order", KEY_DATES, "mdy|dmy", 0,
     "Which number of 3/4/1980 is the month, where no date of the file tells", 0},
    {"skip", 'k', NULL, 0, "Write the census though rows need an answer: as the report says", 0},
    {"seed", 's', "S", 0,
     "Another seed draws other dependents of a census of employees (default 1)", 0},
    {"json", 'j', NULL, 0, "Print the report as JSON", 0},
    {0}};

static void add_map(struct argp_state *state, sl_import_options_t *import, const char *argument)
{
  const char *equals = strrchr(argument, '=');
  const sl_foreign_field_t field =
      equals != NULL ? sl_foreign_field(equals + 1) : SL_FOREIGN_FIELDS;
  if (equals == NULL || equals == argument || field == SL_FOREIGN_FIELDS) {
    argp_error(state, "--map is COLUMN=FIELD, such as 'Geb. Datum=birth_date', and FIELD one of "
                      "those that --help lists");
  }
  if (import->n_maps == SL_IMPORT_MAPS_MAX) {
    argp_error(state, "more than %d --map", SL_IMPORT_MAPS_MAX);
  }
  import->maps[import->n_maps++] =
      (sl_column_map_t){.column = argument, .length = (size_t)(equals - argument), .field = field};
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  arguments_t *arguments = state->input;
  switch (key) {
  case 'o':
    arguments->output = argument;
    return 0;
  case 'e':
    if (!sl_date_parse(argument, &arguments->options.effective)) {
      argp_error(state, "--effective is a date YYYY-MM-DD, not '%s'", argument);
    }
    return 0;
  case 'm':
    add_map(state, &arguments->options, argument);
    return 0;
  case KEY_DATES:
    if (strcmp(argument, "mdy") != 0 && strcmp(argument, "dmy") != 0) {
      argp_error(state, "--date-order is mdy or dmy, not '%s'", argument);
    }
    arguments->options.dates = argument[0] == 'm' ? SL_DATES_MONTH_FIRST : SL_DATES_DAY_FIRST;
    return 0;
  case 'k':
    arguments->skip = true;
    return 0;
  case 's':
    arguments->options.seed = cli_whole_number(state, "--seed", argument, 0, UINT64_MAX);
    return 0;
  case 'j':
    arguments->json = true;
    return 0;
  default:
    return cli_one_argument(state, key, argument, "FILE", &arguments->file);
  }
}

static const struct argp parser = {
    .options = options,
    .parser = parse_option,
    .args_doc = "FILE",
    .doc =
        "Read a census as brokers, payroll and HR systems keep it - CSV in any usual dress, .xlsx "
        "(by xlsx2csv), .ods (by LibreOffice) - and write it in the project's own format, "
        "without names. Prints who is covered, what was mended or left out and why, row by "
        "row, and what is assumed.\vExit status 65, and nothing is written, where rows need an "
        "answer (a birth date that cannot be, a person twice): mend them in FILE, or say --skip. "
        "The census can be read by you only."};

static int write_census(const arguments_t *arguments, const sl_import_t *import, sl_error_t *error)
{
  sl_files_read_t files = {0};
  char *text = sl_import_census(import);
  int code = text == NULL || sl_files_read_add(&files, "census", arguments->file) != SL_OK
                 ? sl_fail(error, SL_ERR_MEMORY, "out of memory for the census")
                 : cli_write_text(arguments->output, text, &files, error);
  sl_files_read_free(&files);
  free(text);
  return code;
}

static int print_report(const arguments_t *arguments, const sl_import_t *import, sl_error_t *error)
{
  char *report = arguments->json ? sl_import_report_json(import)
                                 : sl_import_report_text(import, arguments->file);
  if (report == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the report");
  }
  fputs(report, stdout);
  free(report);
  return SL_OK;
}

static int finish(const arguments_t *arguments, const sl_import_t *import, sl_error_t *error)
{
  const size_t open = sl_import_open_faults(import);
  int code = print_report(arguments, import, error);
  if (code != SL_OK) {
    return code;
  }
  if (open > 0 && !arguments->skip) {
    return sl_fail(error, SL_ERR_INPUT,
                   "%s: %zu row%s need%s an answer, and nothing is written; mend the file, or take "
                   "what the report says: --skip",
                   arguments->file, open, open == 1 ? "" : "s", open == 1 ? "s" : "");
  }
  if (arguments->output == NULL) {
    fputs("stoploss: nothing is written; say where: -o CENSUS.csv\n", stderr);
    return SL_OK;
  }
  code = write_census(arguments, import, error);
  if (code == SL_OK && !arguments->json) {
    printf("\nWrote %s: personal data, to be read by you only. In a scenario: census: %s\n",
           arguments->output, arguments->output);
  }
  return code;
}

int cmd_import_census(int argc, char **argv)
{
  arguments_t arguments = {.options = {.seed = 1}};
  sl_sheet_t sheet = {0};
  sl_import_t *import = NULL;
  sl_faults_t faults;
  sl_error_t error = {0};
  int status = EX_OK;
  cli_parse(&parser, argc, argv, &arguments);
  sl_faults_init(&faults);
  int code = sl_sheet_open(arguments.file, &sheet, &faults);
  if (code == SL_OK) {
    code = sl_import_read(&sheet, &arguments.options, &import, &error);
    if (code != SL_OK) {
      sl_faults_add(&faults, code, arguments.file, 0, 0, "%s", error.text);
    }
  }
  if (code != SL_OK) {
    status = cli_report_faults(&faults);
  } else if (finish(&arguments, import, &error) != SL_OK) {
    status = cli_report_error(&error);
  }
  sl_sheet_free(&sheet);
  sl_import_free(import);
  sl_faults_free(&faults);
  return status;
}
