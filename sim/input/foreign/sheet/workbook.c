#include "sim/input/foreign/sheet/workbook.h"

#include "sim/input/child/child.h"
#include "sim/input/foreign/sheet/open_document.h"
#include "sim/input/foreign/sheet/sheet.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An open file without a name that holds the bytes; -1 and errno. */
static FILE *nameless(const char *bytes, size_t n)
{
  FILE *file = tmpfile();
  if (file != NULL && (fwrite(bytes, 1, n, file) != n || fflush(file) != 0)) {
    fclose(file);
    return NULL;
  }
  if (file != NULL) {
    rewind(file);
  }
  return file;
}

static int from_xlsx(const char *bytes, size_t n, unsigned seconds, char **text, size_t *length,
                     sl_error_t *error)
{
  char program[] = "xlsx2csv", sheets[] = "-s", all[] = "0", input[] = "/dev/stdin";
  char visible[] = "--exclude_hidden_sheets", dates[] = "-f", iso[] = "%Y-%m-%d";
  char *const arguments[] = {program, sheets, all, visible, dates, iso, input, NULL};
  static const char *const dropped[] = {"PYTHON", NULL};
  FILE *copy = nameless(bytes, n);
  if (copy == NULL) {
    return sl_fail(error, SL_ERR_IO, "cannot copy the workbook: %s", strerror(errno));
  }
  const sl_child_t child = {.arguments = arguments,
                            .package = "xlsx2csv",
                            .dropped = dropped,
                            .input = fileno(copy),
                            .output = -1,
                            .limits = SL_WORKBOOK_LIMITS(seconds)};
  sl_child_result_t *result = calloc(1, sizeof *result);
  int code = result == NULL ? sl_fail(error, SL_ERR_MEMORY, "out of memory")
                            : sl_child_run(&child, result, error);
  if (code == SL_OK) {
    code = sl_workbook_ended(result, error);
  }
  if (code == SL_OK) {
    *text = result->output;
    *length = result->n;
    result->output = NULL;
  }
  if (result != NULL) {
    free(result->output);
  }
  free(result);
  fclose(copy);
  return code;
}

static int from_ods(const char *bytes, size_t n, char **text, size_t *length, sl_error_t *error)
{
  char *xlsx = NULL;
  size_t size = 0;
  int code = sl_open_document_convert(bytes, n, &xlsx, &size, error);
  if (code == SL_OK) {
    code = from_xlsx(xlsx, size, SL_OPEN_DOCUMENT_SECONDS, text, length, error);
  }
  free(xlsx);
  return code;
}

int sl_workbook_convert(sl_workbook_kind_t kind, const char *bytes, size_t n, char **text,
                        size_t *length, sl_error_t *error)
{
  *text = NULL;
  *length = 0;
  switch (kind) {
  case SL_WORKBOOK_XLSX:
    return from_xlsx(bytes, n, SL_WORKBOOK_SECONDS, text, length, error);
  case SL_WORKBOOK_ODS:
    return from_ods(bytes, n, text, length, error);
  case SL_WORKBOOK_NONE:
  case SL_WORKBOOK_OLD:
    break;
  }
  return sl_fail(error, SL_ERR_INPUT,
                 "this is an old Excel file (.xls), or one with a password; save it as .xlsx or "
                 "CSV without one");
}
