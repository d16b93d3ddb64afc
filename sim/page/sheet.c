#include "sim/page/sheet.h"

#include "sim/input/foreign/sheet/decode.h"
#include "sim/input/foreign/sheet/delimited.h"
#include "sim/input/read/input_file.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define MOST_BYTES ((size_t)64 << 20)

/* Both workbook forms are zip files. */
static bool is_workbook(const char *bytes, size_t n)
{
  return n >= 4 && memcmp(bytes, "PK\3\4", 4) == 0;
}

static int rows_of(char **bytes, size_t n, sl_sheet_t *sheet, sl_error_t *error)
{
  if (is_workbook(*bytes, n)) {
    return sl_fail(error, SL_ERR_UNSUPPORTED,
                   "this is a workbook; save its sheet as CSV in your spreadsheet program, and "
                   "take that");
  }
  int code = sl_sheet_decode(bytes, &n, &sheet->encoding, error);
  if (code == SL_OK) {
    sheet->delimiter = sl_delimiter_of(*bytes, n);
    code = sl_sheet_add_tab(sheet, error);
  }
  return code == SL_OK ? sl_delimited_read(*bytes, n, sheet->delimiter, true, sheet, error) : code;
}

int page_sheet(const char *path, sl_sheet_t *sheet, sl_faults_t *faults)
{
  char *bytes = NULL;
  size_t n = 0;
  sl_error_t error = {0};
  int code = sl_input_read(NULL, path, MOST_BYTES, "64 MiB", &bytes, &n, faults);
  if (code == SL_OK) {
    code = rows_of(&bytes, n, sheet, &error);
    if (code != SL_OK) {
      sl_faults_add(faults, code, path, 0, 0, "%s", error.text);
    }
  }
  free(bytes);
  return code;
}
