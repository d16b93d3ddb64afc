/* A document as a workbook in the making: inside xlsx*.c only. */
#ifndef SL_SIM_OUTPUT_DOCUMENT_WORKBOOK_H
#define SL_SIM_OUTPUT_DOCUMENT_WORKBOOK_H

#include "sim/output/document/parts.h"

#include <xlsxwriter.h>

#define SL_COLUMNS_MAX 200 /* of the page; a wider table is refused */
#define SL_CHARTS_SHEET "Charts"

typedef enum sl_style {
  SL_STYLE_TITLE,
  SL_STYLE_QUIET, /* subtitles and notes */
  SL_STYLE_HEADING,
  SL_STYLE_SECTION_HEADING,
  SL_STYLE_SENTENCE,
  SL_STYLE_CAPTION,
  SL_STYLE_HEAD_LABEL,
  SL_STYLE_HEAD,
  SL_STYLE_LABEL,
  SL_STYLE_SECTION,
  SL_STYLE_TOTAL,
  SL_STYLES
} sl_style_t;

typedef struct sl_workbook {
  const sl_document_t *document;
  lxw_workbook *book;
  lxw_worksheet *page, *charts, *figures; /* the latter two: NULL without charts */
  lxw_format *style[SL_STYLES];
  lxw_format *figure[SL_CELL_UNITS][SL_ROW_TOTAL + 1];
  double width[SL_COLUMNS_MAX]; /* of the page's columns, in letters */
  size_t columns;
  lxw_row_t row, charts_row, figures_row; /* the next free ones */
  size_t tables, drawn;                   /* charts drawn */
  char *words;                            /* the last text as a cell holds it */
  lxw_error code;
} sl_workbook_t;

/* Note a failure of libxlsxwriter: the first one counts. */
void sl_workbook_note(sl_workbook_t *workbook, lxw_error code);

/* The text as a cell holds it, until the next call: cut where it is too long ("..." at its end),
 * and so that Excel reads no _x000A_ in it as a character. "" without memory. */
const char *sl_workbook_words(sl_workbook_t *workbook, const char *text);

void sl_workbook_make_styles(sl_workbook_t *workbook);

/* How the figures of a unit stand in a cell. */
lxw_format *sl_workbook_figure_style(sl_workbook_t *workbook, sl_cell_unit_t unit,
                                     sl_row_kind_t kind);

/* A number format of Excel's for a unit, with the currency as words. */
void sl_workbook_number_format(const sl_document_t *document, sl_cell_unit_t unit, char *format,
                               size_t size);

/* Lines that a text takes in that many letters. */
size_t sl_workbook_lines(const char *text, double width);

/* Make a row of the page so many lines high. */
void sl_workbook_height(sl_workbook_t *workbook, lxw_row_t row, size_t lines, double line);

/* A number or, where the cell has none, its words. */
void sl_workbook_put_cell(sl_workbook_t *workbook, lxw_worksheet *sheet, lxw_row_t row,
                          lxw_col_t column, const sl_cell_t *cell, lxw_format *format);

/* A text across the page at its next row, as high as its lines. */
void sl_workbook_put_sentence(sl_workbook_t *workbook, const char *before, const char *text,
                              sl_style_t style);

/* The sheets with their columns; then the page on them. */
void sl_workbook_open_sheets(sl_workbook_t *workbook);
void sl_workbook_put_page(sl_workbook_t *workbook);

/* Columns of a table on the page: its own, and those of errors. */
size_t sl_workbook_table_columns(const sl_document_table_t *table);
/* Make the page's columns as wide as this table needs. */
void sl_workbook_widen(sl_workbook_t *workbook, const sl_document_table_t *table);
/* Put it at the next free row. */
void sl_workbook_put_table(sl_workbook_t *workbook, const sl_document_table_t *table);

/* The figures on the third sheet, the drawing on the second, a sheet of paper for each. */
void sl_workbook_put_chart(sl_workbook_t *workbook, const sl_document_chart_t *chart);
/* After the last one. */
void sl_workbook_break_charts(sl_workbook_t *workbook);

#endif
