/* What a document is made of, for those who render it: inside sim/output/document only. */
#ifndef SL_SIM_OUTPUT_DOCUMENT_PARTS_H
#define SL_SIM_OUTPUT_DOCUMENT_PARTS_H

#include "sim/output/document/document.h"
#include "sim/output/text/format.h"

#include <stdio.h>

typedef struct sl_document_row {
  const char *label;
  sl_row_kind_t kind;
  sl_cell_t *cell;
  size_t n;
} sl_document_row_t;

struct sl_document_table {
  sl_document_t *document;
  const char *name, *caption;
  const char **header; /* the first one is that of the labels */
  sl_document_row_t *row;
  size_t columns, rows;
  bool show_errors;
};

typedef struct sl_chart_series_values {
  const char *name;
  double *value;
} sl_chart_series_values_t;

typedef struct sl_chart_mark_line {
  const char *name;
  double value;
  size_t series; /* SL_ALL_SERIES */
} sl_chart_mark_line_t;

struct sl_document_chart {
  sl_document_t *document;
  sl_chart_kind_t kind;
  const char *name, *title, *axis, *along, *words;
  sl_cell_unit_t unit;
  const char **category;
  double *position; /* of each category; NaN without */
  bool *is_apart;   /* of each category */
  sl_chart_series_values_t *series;
  sl_chart_mark_line_t *mark;
  size_t categories, n, marks; /* n series */
  bool is_drawing_only;
  double width; /* of its drawing, while it is drawn */
};

typedef enum sl_block_kind {
  SL_BLOCK_HEADING,
  SL_BLOCK_PARAGRAPH,
  SL_BLOCK_NOTE,
  SL_BLOCK_LIST,
  SL_BLOCK_ANSWERS,
  SL_BLOCK_TABLE,
  SL_BLOCK_CHART,
  SL_BLOCK_PICTURE
} sl_block_kind_t;

typedef struct sl_question {
  const char *question, *answer;
} sl_question_t;

typedef struct sl_document_block {
  sl_block_kind_t kind;
  int level;            /* of a heading */
  const char *text;     /* a heading, sentence or description */
  const char **item;    /* a list of n */
  sl_question_t *asked; /* n answers */
  const char *name, *svg;
  size_t n; /* items, answers, or bytes of the picture */
  sl_document_table_t *table;
  sl_document_chart_t *chart;
} sl_document_block_t;

/* What the page's script works on, and before which block it stands. */
typedef struct sl_document_live {
  const sl_page_script_t *script; /* NULL = none */
  const char *name, *data;
  size_t before;
} sl_document_live_t;

typedef struct sl_kept sl_kept_t;

struct sl_document {
  const char *title, *subtitle, *currency;
  sl_figure_t symbol; /* what stands before an amount */
  sl_document_block_t *block;
  size_t blocks;
  sl_document_live_t live;
  int code; /* the first failure */
  sl_kept_t *kept;
};

/* SL_OK, or the failure of the composing. */
int sl_document_check(const sl_document_t *document, sl_error_t *error);

/* The cell of column c >= 1 of a row: an empty one where none was given. */
const sl_cell_t *sl_row_cell(const sl_document_row_t *row, size_t c);

/* Whether the table shows an error in column c: an estimate stands in it. */
bool sl_column_has_error(const sl_document_table_t *table, size_t c);

/* Whether the table is a list of words and what is said of each: two columns, words alone. */
bool sl_table_is_list(const sl_document_table_t *table);

/* A cell as it reads: its words, or its figure, with its error where show_error, in buffer. */
const char *sl_cell_shown(const sl_document_t *document, const sl_cell_t *cell, bool show_error,
                          char buffer[SL_FIGURE_SIZE]);

/* Whether a cell is a number that a spreadsheet can hold: a finite value of a unit of numbers. */
bool sl_cell_is_number(const sl_cell_t *cell);
bool sl_cell_has_error(const sl_cell_t *cell);

/* The name of a unit in JSON. */
const char *sl_cell_unit_name(sl_cell_unit_t unit);

/* The name of a kind of chart in JSON. */
const char *sl_chart_kind_name(sl_chart_kind_t kind);

/* The figures of a chart as a row for each category: column c >= 1 is series c - 1. */
sl_cell_t sl_chart_cell(const sl_document_chart_t *chart, size_t series, size_t category);

/* The end of a rendering: what was put into `out`, a memory stream into *bytes (NULL where there
 * was no memory for it), which is closed, is handed over, or freed where code says so or memory
 * ended. */
int sl_rendered(FILE *out, int code, char **bytes, sl_error_t *error);

#endif
