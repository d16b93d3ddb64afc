/* A document for programs. */
#include "sim/output/document/parts.h"
#include "sim/output/text/json_parts.h"

#include <string.h>

static json_t *cell_json(const sl_document_t *document, const sl_cell_t *cell)
{
  char buffer[SL_FIGURE_SIZE];
  json_t *object = sl_json_with(json_object(), "unit", json_string(sl_cell_unit_name(cell->unit)));
  object = sl_json_with(object, "text", json_string(sl_cell_shown(document, cell, true, buffer)));
  if (cell->unit >= SL_CELL_MONEY && cell->unit <= SL_CELL_MULTIPLE) {
    object = sl_json_with(object, "value", sl_json_number(cell->value.value));
    object = sl_json_with(object, "standard_error", sl_json_number(cell->value.standard_error));
  }
  if (cell->source != NULL) {
    object = sl_json_with(object, "source", json_string(cell->source));
  }
  return object;
}

static json_t *texts_json(const char *const *text, size_t n)
{
  json_t *list = json_array();
  for (size_t i = 0; i < n; i++) {
    list = sl_json_and(list, json_string(text[i]));
  }
  return list;
}

static json_t *row_json(const sl_document_table_t *table, const sl_document_row_t *row)
{
  static const char *const kinds[] = {
      [SL_ROW_PLAIN] = "plain", [SL_ROW_SECTION] = "section", [SL_ROW_TOTAL] = "total"};
  json_t *cells = json_array();
  for (size_t c = 1; row->kind != SL_ROW_SECTION && c < table->columns; c++) {
    cells = sl_json_and(cells, cell_json(table->document, sl_row_cell(row, c)));
  }
  json_t *object = sl_json_with(json_object(), "label", json_string(row->label));
  object = sl_json_with(object, "kind", json_string(kinds[row->kind]));
  return sl_json_with(object, "cells", cells);
}

static json_t *table_json(const sl_document_table_t *table)
{
  json_t *rows = json_array();
  for (size_t r = 0; r < table->rows; r++) {
    rows = sl_json_and(rows, row_json(table, &table->row[r]));
  }
  json_t *object = sl_json_with(json_object(), "type", json_string("table"));
  object = sl_json_with(object, "name", json_string(table->name));
  object = sl_json_with(object, "caption", json_string(table->caption));
  object = sl_json_with(object, "columns", texts_json(table->header, table->columns));
  return sl_json_with(object, "rows", rows);
}

static json_t *series_json(const sl_document_chart_t *chart, size_t s)
{
  json_t *values = json_array();
  for (size_t c = 0; c < chart->categories; c++) {
    values = sl_json_and(values, sl_json_number(chart->series[s].value[c]));
  }
  json_t *object = sl_json_with(json_object(), "name", json_string(chart->series[s].name));
  return sl_json_with(object, "values", values);
}

static json_t *marks_json(const sl_document_chart_t *chart)
{
  json_t *marks = json_array();
  for (size_t m = 0; m < chart->marks; m++) {
    const sl_chart_mark_line_t *mark = &chart->mark[m];
    json_t *line = sl_json_with(json_object(), "name", json_string(mark->name));
    line = sl_json_with(line, "value", sl_json_number(mark->value));
    if (mark->series < chart->n) {
      line = sl_json_with(line, "series", json_string(chart->series[mark->series].name));
    }
    marks = sl_json_and(marks, line);
  }
  return marks;
}

/* What only some charts have. */
static json_t *with_places(json_t *object, const sl_document_chart_t *chart)
{
  json_t *positions = json_array(), *apart = json_array();
  for (size_t c = 0; c < chart->categories; c++) {
    positions = sl_json_and(positions, sl_json_number(chart->position[c]));
    apart = sl_json_and(apart, json_boolean(chart->is_apart[c]));
  }
  object = sl_json_with(object, "along", json_string(chart->along));
  object = sl_json_with(object, "words", json_string(chart->words));
  object = sl_json_with(object, "positions", positions);
  object = sl_json_with(object, "apart", apart);
  return sl_json_with(object, "marks", marks_json(chart));
}

static json_t *chart_json(const sl_document_chart_t *chart)
{
  json_t *series = json_array();
  for (size_t s = 0; s < chart->n; s++) {
    series = sl_json_and(series, series_json(chart, s));
  }
  json_t *object = sl_json_with(json_object(), "type", json_string("chart"));
  object = sl_json_with(object, "kind", json_string(sl_chart_kind_name(chart->kind)));
  object = sl_json_with(object, "name", json_string(chart->name));
  object = sl_json_with(object, "title", json_string(chart->title));
  object = sl_json_with(object, "axis", json_string(chart->axis));
  object = sl_json_with(object, "unit", json_string(sl_cell_unit_name(chart->unit)));
  object = sl_json_with(object, "categories", texts_json(chart->category, chart->categories));
  if (chart->kind >= SL_CHART_DOTS) {
    object = with_places(object, chart);
  }
  return sl_json_with(object, "series", series);
}

static json_t *text_json(const char *type, const char *text)
{
  return sl_json_with(sl_json_with(json_object(), "type", json_string(type)), "text",
                      json_string(text));
}

static json_t *picture_json(const sl_document_block_t *block)
{
  json_t *object = text_json("picture", block->text);
  object = sl_json_with(object, "name", json_string(block->name));
  return sl_json_with(object, "svg", json_stringn(block->svg, block->n));
}

static json_t *block_json(const sl_document_block_t *block)
{
  switch (block->kind) {
  case SL_BLOCK_HEADING:
    return sl_json_with(text_json("heading", block->text), "level", json_integer(block->level));
  case SL_BLOCK_NOTE:
    return text_json("note", block->text);
  case SL_BLOCK_LIST:
    return sl_json_with(sl_json_with(json_object(), "type", json_string("list")), "items",
                        texts_json(block->item, block->n));
  case SL_BLOCK_TABLE:
    return table_json(block->table);
  case SL_BLOCK_CHART:
    return chart_json(block->chart);
  case SL_BLOCK_PICTURE:
    return picture_json(block);
  case SL_BLOCK_PARAGRAPH:
  case SL_BLOCK_ANSWERS:
  default:
    return text_json("paragraph", block->text);
  }
}

/* Each question is a block by itself. */
static json_t *and_block(json_t *blocks, const sl_document_block_t *block)
{
  if (block->kind != SL_BLOCK_ANSWERS) {
    return sl_json_and(blocks, block_json(block));
  }
  for (size_t i = 0; i < block->n; i++) {
    json_t *answer = text_json("answer", block->asked[i].answer);
    answer = sl_json_with(answer, "question", json_string(block->asked[i].question));
    blocks = sl_json_and(blocks, answer);
  }
  return blocks;
}

struct json_t *sl_document_tree(const sl_document_t *document)
{
  if (sl_document_check(document, NULL) != SL_OK) {
    return NULL;
  }
  json_t *blocks = json_array();
  for (size_t b = 0; b < document->blocks; b++) {
    blocks = and_block(blocks, &document->block[b]);
  }
  json_t *tree = sl_json_with(json_object(), "title", json_string(document->title));
  tree = sl_json_with(tree, "subtitle", json_string(document->subtitle));
  tree = sl_json_with(tree, "currency", json_string(document->currency));
  return sl_json_with(tree, "blocks", blocks);
}

int sl_document_json(const sl_document_t *document, char **bytes, size_t *n, sl_error_t *error)
{
  *bytes = NULL;
  *n = 0;
  const int code = sl_document_check(document, error);
  if (code != SL_OK) {
    return code;
  }
  *bytes = sl_json_text(sl_document_tree(document), JSON_INDENT(2), "\n");
  *n = *bytes != NULL ? strlen(*bytes) : 0;
  return *bytes != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the page");
}
