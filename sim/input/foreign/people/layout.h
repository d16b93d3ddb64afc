/* Where the census is in a sheet, and what its columns are. */
#ifndef SL_SIM_INPUT_FOREIGN_PEOPLE_LAYOUT_H
#define SL_SIM_INPUT_FOREIGN_PEOPLE_LAYOUT_H

#include "sim/input/foreign/sheet/sheet.h"
#include "sim/input/foreign/words/columns.h"

#include <stddef.h>

#define SL_LAYOUT_NONE SIZE_MAX
#define SL_LAYOUT_NAMES_MAX 8

/* "Their column=field" of the command line. */
typedef struct sl_column_map {
  const char *column; /* as in the file */
  size_t length;      /* of column */
  sl_foreign_field_t field;
  bool used;
} sl_column_map_t;

typedef struct sl_layout {
  sl_sheet_tab_t tab;
  size_t header;      /* row index of the column names */
  size_t header_rows; /* 1, or 2 where names stand over two rows */
  size_t column[SL_FOREIGN_PERSONS][SL_FOREIGN_FIELDS]; /* SL_LAYOUT_NONE: there is none */
  size_t names[SL_LAYOUT_NAMES_MAX]; /* columns of names, to tell persons apart */
  size_t n_names;
  size_t unknown[SL_SHEET_COLUMNS_MAX]; /* columns that are in no table */
  size_t n_unknown;
  size_t n_persons;  /* kinds of person columns in use: 1 = the row's own alone */
  size_t other_tabs; /* further sheets that look like a census */
} sl_layout_t;

/* Find the header: the row (or two rows) that names the most fields, among them a birth date or an
 * age, before the first row of data. SL_OK, or SL_ERR_INPUT (no such row, or the columns that a
 * census cannot do without are missing, said in *error). Cost: the first 200 rows of each sheet. */
int sl_layout_find(const sl_sheet_t *sheet, sl_column_map_t *maps, size_t n_maps,
                   sl_layout_t *layout, sl_error_t *error);

/* The column's name as the file has it: header rows joined, in a buffer of the caller. */
const char *sl_layout_name(const sl_sheet_t *sheet, const sl_layout_t *layout, size_t column,
                           char name[128]);

/* Whether a row repeats the header, as printed reports do by page. */
bool sl_layout_repeats(const sl_sheet_t *sheet, const sl_layout_t *layout,
                       const sl_sheet_row_t *row);

#endif
