/* A spreadsheet as other people keep it: rows of text cells, each row with its number in the file.
 *
 * Nothing is known here of what the cells mean. Cells are UTF-8, without blanks at their ends, line
 * breaks inside turned into blanks.
 * Checked by tests/unit/test_foreign.c.
 */
#ifndef SL_SIM_INPUT_FOREIGN_SHEET_SHEET_H
#define SL_SIM_INPUT_FOREIGN_SHEET_SHEET_H

#include "models/core/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_SHEET_BYTES ((size_t)512 * 1024 * 1024) /* of a file, and of what a converter prints */
#define SL_SHEET_ROWS_MAX 10000000
#define SL_SHEET_COLUMNS_MAX 1024 /* cells of a row that are kept */
#define SL_SHEET_CELL_MAX 4096    /* bytes of one cell */

typedef struct sl_sheet_row {
  uint32_t line;  /* as the user's program shows it: physical line of a text, row of a sheet */
  uint32_t n;     /* cells */
  uint32_t first; /* index into cells */
} sl_sheet_row_t;

/* One sheet of a workbook: rows first .. first + n - 1. A text file is one. */
typedef struct sl_sheet_tab {
  size_t first, n;
} sl_sheet_tab_t;

typedef struct sl_sheet {
  char *text; /* the cells, each ended by a NUL; offset 0 is the empty cell */
  size_t text_length, text_capacity;
  uint32_t *cells; /* offsets into text */
  size_t n_cells, cells_capacity;
  sl_sheet_row_t *rows;
  size_t n_rows, rows_capacity;
  sl_sheet_tab_t *tabs;
  size_t n_tabs;
  const char *encoding; /* words for a report: "UTF-8"; a constant */
  char delimiter;
  bool is_workbook;
} sl_sheet_t;

/* A cell's text; "" where the row has no such cell. */
const char *sl_sheet_cell(const sl_sheet_t *sheet, const sl_sheet_row_t *row, size_t column);

/* Whether a row has no filled cell. */
bool sl_sheet_row_is_blank(const sl_sheet_t *sheet, const sl_sheet_row_t *row);

/* Build a sheet cell by cell; SL_OK, SL_ERR_MEMORY or SL_ERR_INPUT (a limit above, said in *error).
 * A cell belongs to the row begun last. */
int sl_sheet_add_row(sl_sheet_t *sheet, size_t line, sl_error_t *error);
int sl_sheet_add_cell(sl_sheet_t *sheet, const char *bytes, size_t n, sl_error_t *error);
int sl_sheet_add_tab(sl_sheet_t *sheet, sl_error_t *error);

void sl_sheet_free(sl_sheet_t *sheet);

#endif
