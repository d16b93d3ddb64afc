#include "sim/cli/cli.h"

#include <stdio.h>
#include <sysexits.h>

static void print_error(const sl_error_t *error)
{
  const char *text = error->text[0] != '\0' ? error->text : sl_error_message(error->code);
  if (error->file[0] == '\0') {
    fprintf(stderr, "stoploss: %s\n", text);
  } else if (error->line == 0) {
    fprintf(stderr, "%s: %s\n", error->file, text);
  } else if (error->column == 0) {
    fprintf(stderr, "%s:%zu: %s\n", error->file, error->line, text);
  } else {
    fprintf(stderr, "%s:%zu:%zu: %s\n", error->file, error->line, error->column, text);
  }
}

void cli_print_warnings(const sl_faults_t *warnings)
{
  for (size_t i = 0; i < warnings->n; i++) {
    fputs("warning: ", stderr);
    print_error(&warnings->list[i]);
  }
  if (warnings->suppressed > 0) {
    fprintf(stderr, "warning: and %zu more\n", warnings->suppressed);
  }
}

/* As documented in README.md, "Exit status". */
static int exit_status(int code)
{
  switch (code) {
  case SL_OK:
    return EX_OK;
  case SL_ERR_INPUT:
  case SL_ERR_UNSUPPORTED:
    return EX_DATAERR;
  case SL_ERR_MISSING:
    return EX_NOINPUT;
  case SL_ERR_PROGRAM:
    return EX_UNAVAILABLE;
  case SL_ERR_CREATE:
    return EX_CANTCREAT;
  case SL_ERR_IO:
    return EX_IOERR;
  case SL_ERR_INTERRUPTED:
    return EX_TEMPFAIL;
  default: /* no memory, and what should not happen */
    return EX_SOFTWARE;
  }
}

/* Whoever fails and says nothing had no memory for a word. */
int cli_report_error(const sl_error_t *error)
{
  static const sl_error_t memory = {.code = SL_ERR_MEMORY, .text = "out of memory"};
  error = error->code != SL_OK ? error : &memory;
  print_error(error);
  return exit_status(error->code);
}

void cli_print_path(void *context, const char *path)
{
  (void)context;
  puts(path);
}

int cli_report_faults(const sl_faults_t *faults)
{
  for (size_t i = 0; i < faults->n; i++) {
    print_error(&faults->list[i]);
  }
  const size_t total = faults->n + faults->suppressed;
  if (total == 0) {
    return cli_report_error(&(sl_error_t){.code = SL_OK});
  }
  if (faults->suppressed > 0) {
    fprintf(stderr, "stoploss: and %zu more\n", faults->suppressed);
  }
  if (total > 1) {
    fprintf(stderr, "stoploss: %zu faults\n", total);
  }
  return exit_status(sl_faults_code(faults));
}
