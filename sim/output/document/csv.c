/* The tables of a document as comma-separated values. */
#include "sim/input/read/number.h"
#include "sim/input/read/text.h"
#include "sim/output/document/parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define END "\r\n"

/* A number, a negative one too, is a number. */
static bool looks_like_formula(const char *text)
{
  double number;
  return sl_text_is_formula(text) && !sl_number_parse(text, &number);
}

static void put_words(FILE *out, const char *before, const char *text)
{
  const size_t n = strlen(text);
  const bool quoted =
      strpbrk(text, "\",;\r\n\t") != NULL || (n > 0 && (text[0] == ' ' || text[n - 1] == ' '));
  fputs(quoted ? "\"" : "", out);
  fputs(before[0] == '\0' && looks_like_formula(text) ? "'" : before, out);
  for (; *text != '\0'; text++) {
    fputs(*text == '"' ? "\"" : "", out);
    putc(*text, out);
  }
  fputs(quoted ? "\"" : "", out);
}

static void put_number(FILE *out, double value)
{
  char digits[SL_NUMBER_TEXT];
  fputs(sl_number_format(value, digits), out);
}

/* Nothing where nothing is known: a dash would be words. */
static void put_cell(FILE *out, const sl_document_t *document, const sl_cell_t *cell)
{
  char buffer[SL_FIGURE_SIZE];
  putc(',', out);
  if (sl_cell_is_number(cell)) {
    put_number(out, cell->value.value);
  } else if (cell->unit != SL_CELL_UNKNOWN && !isnan(cell->value.value)) {
    put_words(out, "", sl_cell_shown(document, cell, false, buffer));
  }
}

static void put_error(FILE *out, const sl_cell_t *cell)
{
  putc(',', out);
  if (sl_cell_has_error(cell) && isfinite(cell->value.standard_error)) {
    put_number(out, cell->value.standard_error);
  }
}

/* ---- tables ---- */

/* The columns of errors follow the others. */
static void put_head(FILE *out, const sl_document_table_t *table)
{
  for (size_t c = 0; c < table->columns; c++) {
    fputs(c > 0 ? "," : "", out);
    put_words(out, "", table->header[c]);
  }
  for (size_t c = 1; c < table->columns; c++) {
    if (sl_column_has_error(table, c)) {
      putc(',', out);
      put_words(out, "standard error: ", table->header[c]);
    }
  }
  fputs(END, out);
}

static void put_row(FILE *out, const sl_document_table_t *table, const sl_document_row_t *row)
{
  put_words(out, "", row->label);
  for (size_t c = 1; c < table->columns; c++) {
    put_cell(out, table->document, sl_row_cell(row, c));
  }
  for (size_t c = 1; c < table->columns; c++) {
    if (sl_column_has_error(table, c)) {
      put_error(out, sl_row_cell(row, c));
    }
  }
  fputs(END, out);
}

static void put_table(FILE *out, const sl_document_table_t *table)
{
  put_words(out, "", table->caption);
  fputs(END, out);
  put_head(out, table);
  for (size_t r = 0; r < table->rows; r++) {
    put_row(out, table, &table->row[r]);
  }
}

static void put_chart(FILE *out, const sl_document_chart_t *chart)
{
  put_words(out, "", chart->title);
  fputs(END, out);
  for (size_t s = 0; s < chart->n; s++) {
    putc(',', out);
    put_words(out, "", chart->series[s].name);
  }
  fputs(END, out);
  for (size_t c = 0; c < chart->categories; c++) {
    put_words(out, "", chart->category[c]);
    for (size_t s = 0; s < chart->n; s++) {
      const sl_cell_t cell = sl_chart_cell(chart, s, c);
      put_cell(out, chart->document, &cell);
    }
    fputs(END, out);
  }
}

int sl_document_csv(const sl_document_t *document, char **bytes, size_t *n, sl_error_t *error)
{
  *bytes = NULL;
  *n = 0;
  const int code = sl_document_check(document, error);
  if (code != SL_OK) {
    return code;
  }
  FILE *out = open_memstream(bytes, n);
  const char *between = "";
  for (size_t b = 0; out != NULL && b < document->blocks; b++) {
    const sl_document_block_t *block = &document->block[b];
    const bool is_chart = block->kind == SL_BLOCK_CHART && !block->chart->is_drawing_only;
    if (block->kind == SL_BLOCK_TABLE || is_chart) {
      fputs(between, out);
      between = END;
    }
    if (block->kind == SL_BLOCK_TABLE) {
      put_table(out, block->table);
    } else if (is_chart) {
      put_chart(out, block->chart);
    }
  }
  return sl_rendered(out, SL_OK, bytes, error);
}
