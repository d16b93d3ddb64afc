#include "sim/input/foreign/sheet/sheet.h"

#include "sim/input/read/utf8.h"

#include <stdlib.h>
#include <string.h>

static int no_memory(sl_error_t *error)
{
  return sl_fail(error, SL_ERR_MEMORY, "out of memory for the spreadsheet");
}

const char *sl_sheet_cell(const sl_sheet_t *sheet, const sl_sheet_row_t *row, size_t column)
{
  return column < row->n ? sheet->text + sheet->cells[row->first + column] : "";
}

bool sl_sheet_row_is_blank(const sl_sheet_t *sheet, const sl_sheet_row_t *row)
{
  for (size_t c = 0; c < row->n; c++) {
    if (sheet->cells[row->first + c] != 0) {
      return false;
    }
  }
  return true;
}

/* Room for one more item of a growing array; false without memory. */
static bool grow(void **list, size_t n, size_t *capacity, size_t size)
{
  if (n < *capacity) {
    return true;
  }
  const size_t more = 2 * *capacity + 1024;
  void *longer = realloc(*list, more * size);
  if (longer != NULL) {
    *list = longer;
    *capacity = more;
  }
  return longer != NULL;
}

int sl_sheet_add_row(sl_sheet_t *sheet, size_t line, sl_error_t *error)
{
  void *rows = sheet->rows;
  if (sheet->n_rows == SL_SHEET_ROWS_MAX) {
    return sl_fail(error, SL_ERR_INPUT, "more than %d rows", SL_SHEET_ROWS_MAX);
  }
  if (!grow(&rows, sheet->n_rows, &sheet->rows_capacity, sizeof *sheet->rows)) {
    return no_memory(error);
  }
  sheet->rows = rows;
  sheet->rows[sheet->n_rows++] =
      (sl_sheet_row_t){.line = (uint32_t)line, .n = 0, .first = (uint32_t)sheet->n_cells};
  return SL_OK;
}

/* Room for n bytes and a NUL. Offset 0 is the NUL of every empty cell. */
static bool reserve_text(sl_sheet_t *sheet, size_t n)
{
  if (sheet->text_length + n + 2 > sheet->text_capacity) {
    const size_t capacity = 2 * sheet->text_capacity + n + 4096;
    char *longer = realloc(sheet->text, capacity);
    if (longer == NULL) {
      return false;
    }
    sheet->text = longer;
    sheet->text_capacity = capacity;
  }
  if (sheet->text_length == 0) {
    sheet->text[sheet->text_length++] = '\0';
  }
  return true;
}

/* Bytes of the blank or invisible character that bytes begin with; 0 = none. */
static size_t blank_at(const char *bytes, size_t n)
{
  uint32_t point = 0;
  const size_t length = sl_utf8_next(bytes, n, &point);
  const bool blank = point <= 0x20 || point == 0xA0 || (point >= 0x2000 && point <= 0x200B) ||
                     point == 0x202F || point == 0x3000 || point == 0xFEFF;
  return length > 0 && blank ? length : 0;
}

/* Keep a cell without the blanks at its ends; controls inside become blanks. */
static void append(sl_sheet_t *sheet, const char *bytes, size_t n)
{
  char *to = sheet->text + sheet->text_length;
  size_t kept = 0, end = 0;
  for (size_t i = 0; i < n;) {
    const size_t blank = blank_at(bytes + i, n - i);
    if (blank == 0) {
      to[kept++] = bytes[i++];
      end = kept;
    } else {
      if (kept > 0) {
        to[kept++] = ' ';
      }
      i += blank;
    }
  }
  to[end] = '\0';
  sheet->text_length += end + 1;
}

int sl_sheet_add_cell(sl_sheet_t *sheet, const char *bytes, size_t n, sl_error_t *error)
{
  sl_sheet_row_t *row = &sheet->rows[sheet->n_rows - 1];
  void *cells = sheet->cells;
  if (n > SL_SHEET_CELL_MAX) {
    return sl_fail(error, SL_ERR_INPUT,
                   "row %lu has a cell of more than %d bytes: perhaps a quote is not closed",
                   (unsigned long)row->line, SL_SHEET_CELL_MAX);
  }
  if (row->n == SL_SHEET_COLUMNS_MAX) {
    return n == 0 ? SL_OK
                  : sl_fail(error, SL_ERR_INPUT, "row %lu has more than %d cells",
                            (unsigned long)row->line, SL_SHEET_COLUMNS_MAX);
  }
  if (sheet->n_cells >= UINT32_MAX ||
      !grow(&cells, sheet->n_cells, &sheet->cells_capacity, sizeof *sheet->cells)) {
    return no_memory(error);
  }
  sheet->cells = cells;
  if (!reserve_text(sheet, n)) {
    return no_memory(error);
  }
  const size_t at = sheet->text_length;
  append(sheet, bytes, n);
  const bool empty = sheet->text[at] == '\0';
  sheet->text_length = empty ? at : sheet->text_length;
  sheet->cells[sheet->n_cells++] = empty ? 0 : (uint32_t)at;
  row->n++;
  return SL_OK;
}

int sl_sheet_add_tab(sl_sheet_t *sheet, sl_error_t *error)
{
  sl_sheet_tab_t *tabs = realloc(sheet->tabs, (sheet->n_tabs + 1) * sizeof *tabs);
  if (tabs == NULL) {
    return no_memory(error);
  }
  sheet->tabs = tabs;
  tabs[sheet->n_tabs++] = (sl_sheet_tab_t){.first = sheet->n_rows, .n = 0};
  return SL_OK;
}

void sl_sheet_free(sl_sheet_t *sheet)
{
  free(sheet->text);
  free(sheet->cells);
  free(sheet->rows);
  free(sheet->tabs);
  *sheet = (sl_sheet_t){0};
}
