/* Text with delimiters as a sheet: CSV, semicolons, tabs, bars. */
#ifndef SL_SIM_INPUT_FOREIGN_SHEET_DELIMITED_H
#define SL_SIM_INPUT_FOREIGN_SHEET_DELIMITED_H

#include "sim/input/foreign/sheet/sheet.h"

/* The delimiter (comma, semicolon, tab or bar) that splits most of the first lines alike. */
char sl_delimiter_of(const char *bytes, size_t n);

/* Add the rows of UTF-8 text. Lenient where the project's own census is strict: quoted cells may
 * hold line breaks, a quote inside a cell stands for itself, rows may be of any length. physical:
 * rows are numbered by lines of the text, a quoted line break counted; else by rows, as a sheet's.
 * Lines end in LF, CR LF or CR. Errors as sl_sheet_add_cell. Cost: O(n). Source: RFC 4180, and what
 * spreadsheets make of what breaks it. Checked by tests/unit/test_foreign.c. */
int sl_delimited_read(const char *bytes, size_t n, char delimiter, bool physical, sl_sheet_t *sheet,
                      sl_error_t *error);

#endif
