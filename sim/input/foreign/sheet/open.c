#include "sim/input/foreign/sheet/open.h"

#include "sim/input/foreign/sheet/decode.h"
#include "sim/input/foreign/sheet/delimited.h"
#include "sim/input/foreign/sheet/workbook.h"
#include "sim/input/read/input_file.h"

#include <stdlib.h>
#include <string.h>

static int read_text(char **bytes, size_t *n, sl_sheet_t *sheet, sl_error_t *error)
{
  int code = sl_sheet_decode(bytes, n, &sheet->encoding, error);
  if (code == SL_OK) {
    code = sl_sheet_add_tab(sheet, error);
  }
  if (code == SL_OK) {
    code = sl_delimited_read(*bytes, *n, sl_delimiter_of(*bytes, *n), true, sheet, error);
  }
  if (code == SL_OK) {
    sheet->tabs[0].n = sheet->n_rows;
  }
  return code;
}

/* Rows behind a sheet's mark are that sheet's, numbered from 1. */
static int split_tabs(sl_sheet_t *sheet, sl_error_t *error)
{
  const size_t n = sheet->n_rows;
  for (size_t r = 0; r < n; r++) {
    sl_sheet_row_t *row = &sheet->rows[r];
    const char *first = sl_sheet_cell(sheet, row, 0);
    if (row->n == 1 && strncmp(first, SL_WORKBOOK_MARK, strlen(SL_WORKBOOK_MARK)) == 0) {
      const int code = sl_sheet_add_tab(sheet, error);
      if (code != SL_OK) {
        return code;
      }
      sheet->tabs[sheet->n_tabs - 1].first = r + 1;
    } else if (sheet->n_tabs > 0) {
      sl_sheet_tab_t *tab = &sheet->tabs[sheet->n_tabs - 1];
      row->line = (uint32_t)++tab->n;
    }
  }
  return SL_OK;
}

static int read_workbook(sl_workbook_kind_t kind, const char *bytes, size_t n, sl_sheet_t *sheet,
                         sl_error_t *error)
{
  char *text = NULL;
  size_t length = 0;
  int code = sl_workbook_convert(kind, bytes, n, &text, &length, error);
  if (code == SL_OK && length == 0) {
    code = sl_fail(error, SL_ERR_INPUT, "this workbook has no visible sheet");
  }
  if (code == SL_OK) {
    code = sl_sheet_decode(&text, &length, &sheet->encoding, error);
  }
  if (code == SL_OK) {
    sheet->is_workbook = true;
    sheet->encoding = kind == SL_WORKBOOK_ODS ? ".ods workbook" : ".xlsx workbook";
    code = sl_delimited_read(text, length, ',', false, sheet, error);
  }
  if (code == SL_OK && sheet->n_rows > SL_SHEET_WORKBOOK_ROWS) {
    code = sl_fail(error, SL_ERR_INPUT,
                   "this workbook has more than %d rows; save its sheet as CSV, which may have "
                   "millions",
                   SL_SHEET_WORKBOOK_ROWS);
  }
  free(text);
  return code == SL_OK ? split_tabs(sheet, error) : code;
}

int sl_sheet_open(const char *path, sl_sheet_t *sheet, sl_faults_t *faults)
{
  char *bytes = NULL;
  size_t n = 0;
  sl_error_t error = {0};
  *sheet = (sl_sheet_t){0};
  int code = sl_input_read(NULL, path, SL_SHEET_BYTES, "512 MiB", &bytes, &n, faults);
  if (code == SL_ERR_MEMORY) {
    sl_faults_add(faults, code, path, 0, 0, "out of memory");
  }
  if (code != SL_OK) {
    return code;
  }
  if (n == 0) {
    free(bytes);
    sl_faults_add(faults, SL_ERR_INPUT, path, 0, 0, "the file is empty");
    return SL_ERR_INPUT;
  }
  const sl_workbook_kind_t kind = sl_workbook_kind(bytes, n);
  code = kind == SL_WORKBOOK_NONE ? read_text(&bytes, &n, sheet, &error)
                                  : read_workbook(kind, bytes, n, sheet, &error);
  free(bytes);
  if (code == SL_OK && sheet->n_rows == 0) {
    code = sl_fail(&error, SL_ERR_INPUT, "the file is empty");
  }
  if (code != SL_OK) {
    sl_faults_add(faults, code, path, 0, 0, "%s", error.text);
  }
  return code;
}
