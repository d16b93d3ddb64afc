/* stoploss table: columns of a result file as a plain CSV table. */
#include "sim/cli/cli.h"
#include "sim/cli/options.h"
#include "sim/input/read/files_read.h"
#include "sim/output/files/atomic_file.h"
#include "sim/output/result_file/result_file.h"
#include "sim/output/table/table.h"

#include <argp.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#define NAMES_MAX 256

typedef struct table_options {
  const char *result, *output;
  const char *names[NAMES_MAX];
  size_t n;
  bool list;
} table_options_t;

static const struct argp_option options[] = {
    {"output", 'o', "FILE.csv", 0, "Write it there, whole or not at all (default: standard output)",
     0},
    {"list", 'l', NULL, 0, "Print the variables that the result has: dimensions, unit, meaning", 0},
    {0},
};

static void take_argument(const struct argp_state *state, table_options_t *table,
                          const char *argument)
{
  if (table->result == NULL) {
    table->result = argument;
  } else if (table->n < NAMES_MAX) {
    table->names[table->n++] = argument;
  } else {
    argp_error(state, "more than %d variables", NAMES_MAX);
  }
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  table_options_t *table = state->input;
  switch (key) {
  case 'o':
    table->output = argument;
    return 0;
  case 'l':
    table->list = true;
    return 0;
  case ARGP_KEY_ARG:
    take_argument(state, table, argument);
    return 0;
  case ARGP_KEY_END:
    if (table->result == NULL) {
      argp_error(state, "OUT.h5 is missing");
    }
    if (table->list && (table->n > 0 || table->output != NULL)) {
      argp_error(state, "--list prints all variables: leave out VARIABLE and --output");
    }
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp parser = {
    .options = options,
    .parser = parse_option,
    .args_doc = "OUT.h5 [VARIABLE...]",
    .doc = "Print columns of a result as a CSV table, for a spreadsheet, R or pandas: a row for "
           "each trial, month, quantile, tier or arrangement, a column for each variable and "
           "arrangement. VARIABLE is a name of --list; without one it is cost.\vNumbers are "
           "unrounded and read back as they are in the file; an empty cell is \"there is none\", "
           "inf \"not bounded\". A name that a spreadsheet would take for a formula has ' in "
           "front."};

/* A stream of its own on the descriptor that the file is committed by. */
static int write_stream(const sl_table_t *table, const sl_atomic_file_t *file, sl_error_t *error)
{
  const int descriptor = dup(file->temporary->descriptor);
  FILE *out = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
  if (out == NULL) {
    const int failure = errno;
    if (descriptor >= 0) {
      close(descriptor);
    }
    return sl_fail(error, SL_ERR_IO, "cannot write the table: %s", strerror(failure));
  }
  int code = sl_table_write(table, out, error);
  if (fclose(out) != 0 && code == SL_OK) {
    code = sl_fail(error, SL_ERR_IO, "cannot write the table: %s", strerror(errno));
  }
  return code;
}

static int write_file(const table_options_t *given, const sl_table_t *table, sl_error_t *error)
{
  sl_files_read_t files = {0};
  sl_atomic_file_t file = {0};
  int code = sl_files_read_add(&files, "result", given->result) == SL_OK
                 ? sl_files_read_spare(&files, given->output, error)
                 : sl_fail(error, SL_ERR_MEMORY, "out of memory");
  code = code == SL_OK ? sl_atomic_file_open(given->output, &file, error) : code;
  if (code == SL_OK) {
    code = write_stream(table, &file, error);
    code = code == SL_OK ? sl_atomic_file_commit(&file, error) : code;
    sl_atomic_file_close(&file);
  }
  sl_files_read_free(&files);
  return code;
}

static int print_list(const sl_results_t *results, sl_error_t *error)
{
  char *text = sl_table_list(results);
  if (text == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the list");
  }
  fputs(text, stdout);
  free(text);
  return SL_OK;
}

static int print_table(const table_options_t *given, const sl_results_t *results, sl_error_t *error)
{
  static const char *const cost[] = {"cost"};
  sl_table_t *table = NULL;
  int code = given->n > 0 ? sl_table_new(results, given->names, given->n, &table, error)
                          : sl_table_new(results, cost, 1, &table, error);
  if (code == SL_OK) {
    code = given->output != NULL ? write_file(given, table, error)
                                 : sl_table_write(table, stdout, error);
  }
  sl_table_free(table);
  return code;
}

int cmd_table(int argc, char **argv)
{
  table_options_t given = {0};
  sl_results_t *results = NULL;
  sl_error_t error = {0};
  cli_parse(&parser, argc, argv, &given);
  int code = sl_result_file_open(given.result, &results, &error);
  if (code == SL_OK) {
    code = given.list ? print_list(results, &error) : print_table(&given, results, &error);
  }
  sl_results_free(results);
  const int status = code == SL_OK ? EX_OK : cli_report_error(&error);
  return code == SL_ERR_ARGUMENT ? EX_USAGE : status;
}
