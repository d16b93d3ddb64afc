/* A document on a terminal: as many columns of a table beside each other as the paper holds. */
#include "sim/output/document/parts.h"
#include "sim/output/document/text_dots.h"
#include "sim/output/text/layout.h"

#include <stdlib.h>
#include <string.h>

#define GAP 2
#define LABEL_LEAST 12
#define LABEL_SHORT 22
#define LABEL_MOST 36
#define COLUMN_LEAST 8
#define HEAD_MOST 14
#define WORDS_MOST 18
#define COLUMN_MOST 26
#define BESIDE_MOST 10 /* columns: the cells and gaps of a row that can be laid out */
#define CATEGORIES_MOST 24

/* A table as it is laid out: that of a document, or the figures of a chart. */
typedef struct sheet {
  const sl_document_t *document;
  const char *caption;
  const sl_document_table_t *table;
  const sl_document_chart_t *chart; /* NULL: the table */
  size_t columns, rows;
  size_t every; /* so many categories lie between the rows of a chart */
  size_t label_width, rule_width;
} sheet_t;

static size_t category_of(const sheet_t *sheet, size_t r)
{
  const size_t c = r * sheet->every;
  return c < sheet->chart->categories ? c : sheet->chart->categories - 1;
}

static const char *head_of(const sheet_t *sheet, size_t c)
{
  if (sheet->chart != NULL) {
    return c == 0 ? "" : sheet->chart->series[c - 1].name;
  }
  return sheet->table->header[c];
}

static const char *label_of(const sheet_t *sheet, size_t r)
{
  return sheet->chart != NULL ? sheet->chart->category[category_of(sheet, r)]
                              : sheet->table->row[r].label;
}

static const char *figure_of(const sheet_t *sheet, size_t r, size_t c, char buffer[SL_FIGURE_SIZE])
{
  if (sheet->chart != NULL) {
    const sl_cell_t cell = sl_chart_cell(sheet->chart, c - 1, category_of(sheet, r));
    return sl_cell_shown(sheet->document, &cell, false, buffer);
  }
  return sl_cell_shown(sheet->document, sl_row_cell(&sheet->table->row[r], c),
                       sheet->table->show_errors, buffer);
}

static sl_row_kind_t kind_of(const sheet_t *sheet, size_t r)
{
  return sheet->chart != NULL ? SL_ROW_PLAIN : sheet->table->row[r].kind;
}

/* ---- widths ---- */

static size_t within(size_t width, size_t least, size_t most)
{
  return width < least ? least : width > most ? most : width;
}

static size_t wider(size_t width, const char *text)
{
  const size_t own = sl_text_width(text);
  return own > width ? own : width;
}

/* Figures stay whole; a header and words may take lines. */
static size_t column_width(const sheet_t *sheet, size_t c)
{
  char buffer[SL_FIGURE_SIZE];
  size_t width = within(sl_text_width(head_of(sheet, c)), COLUMN_LEAST, HEAD_MOST);
  for (size_t r = 0; r < sheet->rows; r++) {
    const size_t own = sl_text_width(figure_of(sheet, r, c, buffer));
    const bool is_words =
        sheet->chart == NULL && sl_row_cell(&sheet->table->row[r], c)->unit == SL_CELL_TEXT;
    width = within(is_words && own > WORDS_MOST ? WORDS_MOST : own, width, COLUMN_MOST);
  }
  return width;
}

/* Columns from `from` on that stand beside labels of that width, at least one; *used receives what
 * they take, width what each does. */
static size_t columns_beside(const sheet_t *sheet, size_t label, size_t from, size_t paper,
                             size_t width[BESIDE_MOST], size_t *used)
{
  size_t n = 0;
  *used = 0;
  while (from + n < sheet->columns && n < BESIDE_MOST) {
    const size_t own = GAP + column_width(sheet, from + n);
    if (n > 0 && label + *used + own > paper) {
      break;
    }
    *used += own;
    width[n++] = own - GAP;
  }
  return n;
}

static size_t label_width(const sheet_t *sheet)
{
  size_t width = sl_text_width(head_of(sheet, 0));
  for (size_t r = 0; r < sheet->rows; r++) {
    width = kind_of(sheet, r) != SL_ROW_SECTION ? wider(width, label_of(sheet, r)) : width;
  }
  return within(width, LABEL_LEAST, LABEL_MOST);
}

/* Labels take lines where one more column then fits beside them. */
static size_t fitted_label_width(const sheet_t *sheet, size_t paper)
{
  size_t width[BESIDE_MOST], used, used_beside_short;
  const size_t label = label_width(sheet);
  const size_t n = columns_beside(sheet, label, 1, paper, width, &used);
  const size_t more = columns_beside(sheet, LABEL_SHORT, 1, paper, width, &used_beside_short);
  return label > LABEL_SHORT && more > n ? within(paper - used_beside_short, LABEL_SHORT, label)
                                         : label;
}

/* ---- rows ---- */

static void put_cells(FILE *out, const sheet_t *sheet, size_t from, size_t to, const size_t *width,
                      size_t r, bool is_head)
{
  char buffer[SL_FIGURE_SIZE];
  sl_put_left(out, is_head ? head_of(sheet, 0) : label_of(sheet, r), sheet->label_width);
  for (size_t c = from; c < to; c++) {
    fprintf(out, "%*s", GAP, "");
    sl_put_right(out, is_head ? head_of(sheet, c) : figure_of(sheet, r, c, buffer),
                 width[c - from]);
  }
  putc('\n', out);
}

static void put_row(FILE *out, const sheet_t *sheet, size_t from, size_t to, const size_t *width,
                    size_t r)
{
  if (kind_of(sheet, r) == SL_ROW_SECTION) {
    fputs(r > 0 ? "\n" : "", out);
    sl_put_paragraph(out, 0, 2, label_of(sheet, r));
    return;
  }
  if (kind_of(sheet, r) == SL_ROW_TOTAL && r > 0) {
    sl_put_rule(out, '-', sheet->rule_width);
  }
  put_cells(out, sheet, from, to, width, r, false);
}

/* The columns from .. to - 1 with the labels. */
static void put_columns(FILE *out, const sheet_t *sheet, size_t from, size_t to,
                        const size_t *width)
{
  bool has_head = false;
  for (size_t c = 0; c < sheet->columns; c++) {
    has_head = has_head || head_of(sheet, c)[0] != '\0';
  }
  if (has_head) {
    put_cells(out, sheet, from, to, width, 0, true);
    sl_put_rule(out, '-', sheet->rule_width);
  }
  for (size_t r = 0; r < sheet->rows; r++) {
    put_row(out, sheet, from, to, width, r);
  }
}

static void put_sheet(FILE *out, sheet_t *sheet, const sl_paper_t *paper)
{
  size_t width[BESIDE_MOST], from = 1, used;
  sheet->label_width = fitted_label_width(sheet, paper->width);
  putc('\n', out);
  sl_put_paragraph(out, 0, 0, sheet->caption);
  do {
    const size_t n = columns_beside(sheet, sheet->label_width, from, paper->width, width, &used);
    sheet->rule_width = sheet->label_width + used;
    putc('\n', out);
    put_columns(out, sheet, from, from + n, width);
    from += n;
  } while (from < sheet->columns);
}

/* A word, and beside it as wide as the page what is said of it. */
static void put_list(FILE *out, const sl_document_table_t *table)
{
  putc('\n', out);
  sl_put_paragraph(out, 0, 0, table->caption);
  for (size_t r = 0; r < table->rows; r++) {
    sl_put_term(out, 2, 4, table->row[r].label, sl_row_cell(&table->row[r], 1)->text);
  }
}

static void put_table(FILE *out, const sl_document_table_t *table, const sl_paper_t *paper)
{
  sheet_t sheet = {.document = table->document,
                   .caption = table->caption,
                   .table = table,
                   .columns = table->columns,
                   .rows = table->rows};
  if (sl_table_is_list(table)) {
    put_list(out, table);
  } else if (table->columns > 0) {
    put_sheet(out, &sheet, paper);
  }
}

/* Of many categories some, at equal distances, and the last one. */
static void put_chart(FILE *out, const sl_document_chart_t *chart, const sl_paper_t *paper)
{
  const size_t last = chart->categories > 0 ? chart->categories - 1 : 0;
  const size_t every = last / CATEGORIES_MOST + 1;
  sheet_t sheet = {.document = chart->document,
                   .caption = chart->title,
                   .chart = chart,
                   .columns = chart->n + 1,
                   .rows = (last + every - 1) / every + 1,
                   .every = every};
  if (chart->categories == 0 || chart->n == 0 || chart->is_drawing_only) {
    return;
  }
  if (chart->kind == SL_CHART_DOTS) {
    sl_put_text_dots(out, chart, paper);
  } else {
    put_sheet(out, &sheet, paper);
  }
}

/* ---- the page ---- */

static void put_heading(FILE *out, const sl_document_block_t *block)
{
  putc('\n', out);
  sl_put_paragraph(out, 0, 0, block->text);
  sl_put_rule(out, block->level == 1 ? '=' : '-', sl_text_width(block->text));
}

static void put_block(FILE *out, const sl_document_block_t *block, const sl_paper_t *paper)
{
  switch (block->kind) {
  case SL_BLOCK_HEADING:
    put_heading(out, block);
    break;
  case SL_BLOCK_PARAGRAPH:
  case SL_BLOCK_NOTE:
    putc('\n', out);
    sl_put_paragraph(out, 0, 0, block->text);
    break;
  case SL_BLOCK_LIST:
    putc('\n', out);
    for (size_t i = 0; i < block->n; i++) {
      sl_put_item(out, 0, block->item[i]);
    }
    break;
  case SL_BLOCK_ANSWERS:
    putc('\n', out);
    for (size_t i = 0; i < block->n; i++) {
      sl_put_paragraph(out, 0, 2, block->asked[i].question);
      sl_put_paragraph(out, 2, 2, block->asked[i].answer);
    }
    break;
  case SL_BLOCK_TABLE:
    put_table(out, block->table, paper);
    break;
  case SL_BLOCK_CHART:
    put_chart(out, block->chart, paper);
    break;
  case SL_BLOCK_PICTURE:
    putc('\n', out);
    sl_put_paragraph(out, 0, 0, block->text);
    break;
  }
}

int sl_document_text(const sl_document_t *document, const sl_paper_t *paper, char **bytes,
                     size_t *n, sl_error_t *error)
{
  char *composed = NULL;
  size_t size = 0;
  *bytes = NULL;
  *n = 0;
  int code = sl_document_check(document, error);
  if (code != SL_OK) {
    return code;
  }
  FILE *out = open_memstream(&composed, &size);
  if (out == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the page");
  }
  sl_put_paragraph(out, 0, 0, document->title);
  if (document->subtitle[0] != '\0') {
    sl_put_paragraph(out, 0, 0, document->subtitle);
  }
  for (size_t b = 0; b < document->blocks; b++) {
    put_block(out, &document->block[b], paper);
  }
  code = sl_typeset_composed(out, &composed, paper, bytes, error);
  *n = *bytes != NULL ? strlen(*bytes) : 0;
  return code;
}
