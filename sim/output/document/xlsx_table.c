/* Tables on the page of a workbook. */
#include "sim/output/document/workbook.h"

#include "sim/output/text/layout.h"

#include <stdlib.h>
#include <string.h>

#define LABEL_MOST 46.0
#define COLUMN_LEAST 11.0
#define COLUMN_MOST 24.0
#define ERROR_WIDTH 11.0
#define HEAD_MOST 255 /* letters of a column's name */
#define NAME_SIZE 64  /* of a table */
#define FROZEN_MOST 8 /* rows: more would leave a small screen no room */
#define LINE_HEIGHT 15.0
#define HEAD_ERROR "\xc2\xb1 "

/* A column of the sheet: a column of the table, or its errors. */
typedef struct place {
  size_t column;
  bool is_error;
} place_t;

size_t sl_workbook_table_columns(const sl_document_table_t *table)
{
  size_t n = table->columns;
  for (size_t c = 1; c < table->columns; c++) {
    n += sl_column_has_error(table, c);
  }
  return n;
}

/* Errors come after all figures, so that a page's tables stand in the same columns. */
static size_t places_of(const sl_document_table_t *table, place_t place[SL_COLUMNS_MAX])
{
  size_t n = 0;
  for (size_t c = 0; c < table->columns && n < SL_COLUMNS_MAX; c++) {
    place[n++] = (place_t){c, false};
  }
  for (size_t c = 1; c < table->columns && n < SL_COLUMNS_MAX; c++) {
    if (sl_column_has_error(table, c)) {
      place[n++] = (place_t){c, true};
    }
  }
  return n;
}

/* ---- widths and heights ---- */

static double width_of(const sl_document_table_t *table, size_t c)
{
  char buffer[SL_FIGURE_SIZE];
  double width = COLUMN_LEAST;
  for (size_t r = 0; r < table->rows; r++) {
    const sl_document_row_t *row = &table->row[r];
    const bool is_label = c == 0 && row->kind != SL_ROW_SECTION;
    const char *shown = c > 0 ? sl_cell_shown(table->document, sl_row_cell(row, c), false, buffer)
                        : is_label ? row->label
                                   : "";
    const double own = (double)sl_text_width(shown) + 3.0;
    width = own > width ? own : width;
  }
  const double most = c == 0 ? LABEL_MOST : COLUMN_MOST;
  return width < most ? width : most;
}

void sl_workbook_widen(sl_workbook_t *workbook, const sl_document_table_t *table)
{
  place_t place[SL_COLUMNS_MAX];
  const size_t n = places_of(table, place);
  for (size_t i = 0; i < n; i++) {
    const double own = place[i].is_error ? ERROR_WIDTH : width_of(table, place[i].column);
    workbook->width[i] = own > workbook->width[i] ? own : workbook->width[i];
  }
}

static size_t more(size_t a, size_t b) { return a > b ? a : b; }

static size_t lines_of(const sl_workbook_t *workbook, const sl_document_row_t *row,
                       const place_t *place, size_t n)
{
  size_t lines =
      row->kind == SL_ROW_SECTION ? 1 : sl_workbook_lines(row->label, workbook->width[0]);
  for (size_t i = 1; i < n; i++) {
    const sl_cell_t *cell = sl_row_cell(row, place[i].column);
    if (cell->unit == SL_CELL_TEXT) {
      lines = more(lines, sl_workbook_lines(cell->text, workbook->width[i]));
    }
  }
  return lines;
}

/* ---- the header ---- */

/* What stands above a column; a table needs a name above each. */
static const char *head_of(const sl_document_table_t *table, place_t place, char *buffer,
                           size_t size)
{
  const char *own = table->header[place.column];
  if (place.is_error) {
    snprintf(buffer, size, HEAD_ERROR "%s", own);
    return buffer;
  }
  return place.column == 0 && own[0] == '\0' ? "Item" : own;
}

/* Excel tells names apart without regard to case, in every script: two that differ in letters
 * beyond ASCII alone count as the same here, and then no table is made of them. */
static bool is_same_name(const char *a, const char *b)
{
  for (;; a++, b++) {
    while ((unsigned char)*a >= 0x80) {
      a++;
    }
    while ((unsigned char)*b >= 0x80) {
      b++;
    }
    const char small_a = *a >= 'A' && *a <= 'Z' ? (char)(*a - 'A' + 'a') : *a;
    const char small_b = *b >= 'A' && *b <= 'Z' ? (char)(*b - 'A' + 'a') : *b;
    if (small_a != small_b || small_a == '\0') {
      return small_a == small_b;
    }
  }
}

static bool can_be_table(const char *const *head, size_t n, size_t rows)
{
  bool can = rows > 0;
  for (size_t i = 0; can && i < n; i++) {
    can = head[i][0] != '\0' && strlen(head[i]) < HEAD_MOST;
    for (size_t j = 0; can && j < i; j++) {
      can = !is_same_name(head[i], head[j]);
    }
  }
  return can;
}

/* Letters, digits and underscores, and unlike the name of a cell. */
static void name_of(const sl_workbook_t *workbook, const sl_document_table_t *table,
                    char name[NAME_SIZE])
{
  size_t n = (size_t)snprintf(name, NAME_SIZE, "Table_%zu_", workbook->tables + 1);
  for (const char *c = table->name; *c != '\0' && n + 1 < NAME_SIZE; c++) {
    const bool is_plain =
        (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9');
    name[n++] = is_plain ? *c : '_';
  }
  name[n] = '\0';
}

/* The range becomes a table of Excel's; it writes the header itself. */
static void add_table(sl_workbook_t *workbook, const sl_document_table_t *table, char **head,
                      size_t n)
{
  lxw_table_column column[SL_COLUMNS_MAX] = {{0}};
  lxw_table_column *columns[SL_COLUMNS_MAX + 1] = {NULL};
  char name[NAME_SIZE];
  for (size_t i = 0; i < n; i++) {
    column[i].header = head[i];
    column[i].header_format = workbook->style[i == 0 ? SL_STYLE_HEAD_LABEL : SL_STYLE_HEAD];
    columns[i] = &column[i];
  }
  name_of(workbook, table, name);
  lxw_table_options options = {.name = name,
                               .no_autofilter = LXW_TRUE,
                               .no_banded_rows = LXW_TRUE,
                               .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                               .style_type_number = 1,
                               .columns = columns};
  sl_workbook_note(workbook, worksheet_add_table(workbook->page, workbook->row, 0,
                                                 workbook->row + (lxw_row_t)table->rows,
                                                 (lxw_col_t)(n - 1), &options));
  workbook->tables++;
}

static void put_plain_head(sl_workbook_t *workbook, char *const *head, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    sl_workbook_note(workbook, worksheet_write_string(
                                   workbook->page, workbook->row, (lxw_col_t)i, head[i],
                                   workbook->style[i == 0 ? SL_STYLE_HEAD_LABEL : SL_STYLE_HEAD]));
  }
}

static void put_head(sl_workbook_t *workbook, const sl_document_table_t *table,
                     const place_t *place, size_t n)
{
  char *head[SL_COLUMNS_MAX] = {NULL}, buffer[2 * HEAD_MOST];
  size_t lines = 1;
  bool is_whole = true;
  for (size_t i = 0; i < n; i++) {
    const char *words = head_of(table, place[i], buffer, sizeof buffer);
    head[i] = strdup(sl_workbook_words(workbook, words));
    is_whole = is_whole && head[i] != NULL;
    lines = more(lines, sl_workbook_lines(words, workbook->width[i]));
  }
  if (!is_whole) {
    sl_workbook_note(workbook, LXW_ERROR_MEMORY_MALLOC_FAILED);
  } else if (can_be_table((const char *const *)head, n, table->rows)) {
    add_table(workbook, table, head, n);
  } else {
    put_plain_head(workbook, head, n);
  }
  for (size_t i = 0; i < n; i++) {
    free(head[i]);
  }
  sl_workbook_height(workbook, workbook->row, lines, LINE_HEIGHT);
}

/* ---- rows ---- */

static void put_row(sl_workbook_t *workbook, const sl_document_row_t *row, const place_t *place,
                    size_t n)
{
  static const sl_style_t styles[] = {[SL_ROW_PLAIN] = SL_STYLE_LABEL,
                                      [SL_ROW_SECTION] = SL_STYLE_SECTION,
                                      [SL_ROW_TOTAL] = SL_STYLE_TOTAL};
  sl_workbook_note(workbook, worksheet_write_string(workbook->page, workbook->row, 0,
                                                    sl_workbook_words(workbook, row->label),
                                                    workbook->style[styles[row->kind]]));
  for (size_t i = 1; i < n; i++) {
    const sl_cell_t *cell = sl_row_cell(row, place[i].column);
    const sl_cell_t error = sl_cell_exact(cell->unit, cell->value.standard_error, NULL);
    const bool has_error = sl_cell_has_error(cell) && sl_cell_is_number(&error);
    const sl_cell_t *shown = !place[i].is_error ? cell : has_error ? &error : sl_row_cell(row, 0);
    sl_workbook_put_cell(workbook, workbook->page, workbook->row, (lxw_col_t)i, shown,
                         sl_workbook_figure_style(workbook, shown->unit, row->kind));
  }
}

void sl_workbook_put_table(sl_workbook_t *workbook, const sl_document_table_t *table)
{
  place_t place[SL_COLUMNS_MAX];
  const size_t n = places_of(table, place);
  sl_workbook_note(workbook, worksheet_write_string(workbook->page, workbook->row++, 0,
                                                    sl_workbook_words(workbook, table->caption),
                                                    workbook->style[SL_STYLE_CAPTION]));
  if (workbook->tables == 0 && workbook->row < FROZEN_MOST) {
    worksheet_freeze_panes(workbook->page, workbook->row + 1, 1);
  }
  put_head(workbook, table, place, n);
  for (size_t r = 0; r < table->rows; r++) {
    workbook->row++;
    put_row(workbook, &table->row[r], place, n);
    sl_workbook_height(workbook, workbook->row, lines_of(workbook, &table->row[r], place, n),
                       LINE_HEIGHT);
  }
  workbook->row += 2;
}
