/* A document is composed: everything is copied into pieces that are freed together. */
#include "sim/input/read/utf8.h"
#include "sim/output/document/parts.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"
#define FEWEST 4 /* places of a new list */

struct sl_kept {
  sl_kept_t *next;
  max_align_t bytes[];
};

void sl_document_fail(sl_document_t *document, int code)
{
  if (document != NULL && document->code == SL_OK) {
    document->code = code;
  }
}

static bool is_good(const sl_document_t *document)
{
  return document != NULL && document->code == SL_OK;
}

/* ---- memory ---- */

static void *keep(sl_document_t *document, size_t size)
{
  sl_kept_t *kept = calloc(1, sizeof *kept + size);
  if (kept == NULL) {
    sl_document_fail(document, SL_ERR_MEMORY);
    return NULL;
  }
  kept->next = document->kept;
  document->kept = kept;
  return kept->bytes;
}

/* A list of n items with room for one more; its places double. NULL without memory. */
static void *with_room(sl_document_t *document, const void *list, size_t n, size_t size)
{
  const bool is_full = n == 0 || (n >= FEWEST && (n & (n - 1)) == 0);
  if (!is_full) {
    return (void *)(uintptr_t)list;
  }
  void *grown = keep(document, (n < FEWEST ? FEWEST : 2 * n) * size);
  if (grown != NULL && n > 0) {
    memcpy(grown, list, n * size);
  }
  return grown;
}

/* What stands for a character that may not stand in a document; NULL: it may. */
static const char *instead_of(uint32_t letter)
{
  if (letter == '\n' || letter == '\r' || letter == '\t') {
    return " ";
  }
  const bool is_no_character =
      (letter & 0xfffe) == 0xfffe || (letter >= 0xfdd0 && letter <= 0xfdef);
  return sl_utf8_is_control(letter) || sl_utf8_is_invisible(letter) || is_no_character ? REPLACEMENT
                                                                                       : NULL;
}

static const char *keep_text(sl_document_t *document, const char *text)
{
  const size_t n = text != NULL ? strlen(text) : 0;
  char *copy = keep(document, n * strlen(REPLACEMENT) + 1), *end = copy;
  for (size_t i = 0; copy != NULL && i < n;) {
    uint32_t letter = 0;
    const size_t length = sl_utf8_next(text + i, n - i, &letter);
    const char *other = length > 0 ? instead_of(letter) : REPLACEMENT;
    const size_t put = other != NULL ? strlen(other) : length;
    memcpy(end, other != NULL ? other : text + i, put);
    end += put;
    i += length > 0 ? length : 1;
  }
  return copy != NULL ? copy : "";
}

static const char *keep_formatted(sl_document_t *document, const char *format, va_list arguments)
    SL_FORMATTED(2, 0);
static const char *keep_formatted(sl_document_t *document, const char *format, va_list arguments)
{
  va_list again;
  va_copy(again, arguments);
  const int n = vsnprintf(NULL, 0, format, again);
  va_end(again);
  char *text = n >= 0 ? malloc((size_t)n + 1) : NULL;
  if (text == NULL) {
    sl_document_fail(document, SL_ERR_MEMORY);
    return "";
  }
  vsnprintf(text, (size_t)n + 1, format, arguments);
  const char *kept = keep_text(document, text);
  free(text);
  return kept;
}

/* ---- documents ---- */

sl_document_t *sl_document_new(const char *title, const char *subtitle, const char *currency)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  sl_document_t *document = calloc(1, sizeof *document);
  if (document != NULL) {
    document->title = keep_text(document, title);
    document->subtitle = keep_text(document, subtitle);
    document->currency = keep_text(document, currency);
    if (document->currency[strspn(document->currency, letters)] != '\0' ||
        strlen(document->currency) > 8) {
      sl_document_fail(document, SL_ERR_ARGUMENT);
    } else if (document->currency[0] != '\0') {
      document->symbol = sl_currency_symbol(document->currency);
    }
  }
  return document;
}

void sl_document_free(sl_document_t *document)
{
  sl_kept_t *next;
  for (sl_kept_t *kept = document != NULL ? document->kept : NULL; kept != NULL; kept = next) {
    next = kept->next;
    free(kept);
  }
  free(document);
}

int sl_document_check(const sl_document_t *document, sl_error_t *error)
{
  const int code = document != NULL ? document->code : SL_ERR_MEMORY;
  return code == SL_OK
             ? SL_OK
             : sl_fail(error, code,
                       code == SL_ERR_MEMORY ? "no memory for the document"
                                             : "a part of the document does not fit the others");
}

/* ---- blocks ---- */

/* A new block, or NULL. */
static sl_document_block_t *add_block(sl_document_t *document, sl_block_kind_t kind)
{
  if (!is_good(document)) {
    return NULL;
  }
  sl_document_block_t *list =
      with_room(document, document->block, document->blocks, sizeof *document->block);
  if (list == NULL) {
    return NULL;
  }
  document->block = list;
  list[document->blocks] = (sl_document_block_t){.kind = kind, .text = "", .name = ""};
  return &list[document->blocks++];
}

static void add_text(sl_document_t *document, sl_block_kind_t kind, int level, const char *format,
                     va_list arguments) SL_FORMATTED(4, 0);
static void add_text(sl_document_t *document, sl_block_kind_t kind, int level, const char *format,
                     va_list arguments)
{
  sl_document_block_t *block = add_block(document, kind);
  if (block != NULL) {
    block->level = level;
    block->text = keep_formatted(document, format, arguments);
  }
}

void sl_document_heading(sl_document_t *document, int level, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  add_text(document, SL_BLOCK_HEADING, level, format, arguments);
  va_end(arguments);
  if (level < 1 || level > 2) {
    sl_document_fail(document, SL_ERR_ARGUMENT);
  }
}

void sl_document_paragraph(sl_document_t *document, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  add_text(document, SL_BLOCK_PARAGRAPH, 0, format, arguments);
  va_end(arguments);
}

void sl_document_note(sl_document_t *document, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  add_text(document, SL_BLOCK_NOTE, 0, format, arguments);
  va_end(arguments);
}

/* The last block where it is of a kind that takes one more, else a new one. */
static sl_document_block_t *open_block(sl_document_t *document, sl_block_kind_t kind)
{
  if (is_good(document) && document->blocks > 0 &&
      document->block[document->blocks - 1].kind == kind) {
    return &document->block[document->blocks - 1];
  }
  return add_block(document, kind);
}

void sl_document_item(sl_document_t *document, const char *format, ...)
{
  sl_document_block_t *block = open_block(document, SL_BLOCK_LIST);
  const char **items =
      block != NULL ? with_room(document, block->item, block->n, sizeof *block->item) : NULL;
  if (items == NULL) {
    return;
  }
  va_list arguments;
  va_start(arguments, format);
  block->item = items;
  items[block->n++] = keep_formatted(document, format, arguments);
  va_end(arguments);
}

void sl_document_answer(sl_document_t *document, const char *question, const char *answer)
{
  sl_document_block_t *block = open_block(document, SL_BLOCK_ANSWERS);
  sl_question_t *asked =
      block != NULL ? with_room(document, block->asked, block->n, sizeof *block->asked) : NULL;
  if (asked != NULL) {
    block->asked = asked;
    asked[block->n++] = (sl_question_t){keep_text(document, question), keep_text(document, answer)};
  }
}

/* What may become an id. */
static bool is_name(const char *name)
{
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  return name[0] != '\0' && name[strspn(name, allowed)] == '\0';
}

void sl_document_picture(sl_document_t *document, const char *name, const char *words,
                         const char *svg, size_t n)
{
  sl_document_block_t *block = add_block(document, SL_BLOCK_PICTURE);
  char *copy = block != NULL ? keep(document, n + 1) : NULL;
  if (copy == NULL) {
    return;
  }
  memcpy(copy, svg, n);
  const char *begin = strstr(keep_text(document, copy), "<svg");
  if (begin == NULL || !is_name(name)) {
    sl_document_fail(document, SL_ERR_ARGUMENT);
    return;
  }
  block->name = keep_text(document, name);
  block->text = keep_text(document, words);
  block->svg = begin;
  block->n = strlen(begin);
}

void sl_document_script(sl_document_t *document, const char *name, const char *data,
                        const sl_page_script_t *script)
{
  if (!is_good(document)) {
    return;
  }
  if (data == NULL) {
    sl_document_fail(document, SL_ERR_MEMORY);
    return;
  }
  if (document->live.script != NULL || !is_name(name)) {
    sl_document_fail(document, SL_ERR_ARGUMENT);
    return;
  }
  document->live = (sl_document_live_t){script, keep_text(document, name),
                                        keep_text(document, data), document->blocks};
}

/* ---- tables ---- */

sl_document_table_t *sl_document_table(sl_document_t *document, const char *name,
                                       const char *caption, bool show_errors)
{
  sl_document_block_t *block = add_block(document, SL_BLOCK_TABLE);
  sl_document_table_t *table = block != NULL ? keep(document, sizeof *table) : NULL;
  if (table != NULL) {
    table->document = document;
    table->name = keep_text(document, name);
    table->caption = keep_text(document, caption);
    table->show_errors = show_errors;
    block->table = table;
  }
  return table;
}

void sl_table_column(sl_document_table_t *table, const char *header)
{
  if (table == NULL || !is_good(table->document)) {
    return;
  }
  if (table->rows > 0) {
    sl_document_fail(table->document, SL_ERR_ARGUMENT);
    return;
  }
  const char **headers =
      with_room(table->document, table->header, table->columns, sizeof *table->header);
  if (headers != NULL) {
    table->header = headers;
    headers[table->columns++] = keep_text(table->document, header);
  }
}

void sl_table_row(sl_document_table_t *table, sl_row_kind_t kind, const char *label)
{
  if (table == NULL || !is_good(table->document)) {
    return;
  }
  if (table->columns == 0) {
    sl_document_fail(table->document, SL_ERR_ARGUMENT);
    return;
  }
  sl_document_row_t *rows = with_room(table->document, table->row, table->rows, sizeof *table->row);
  sl_cell_t *cells = rows != NULL ? keep(table->document, table->columns * sizeof *cells) : NULL;
  if (cells != NULL) {
    table->row = rows;
    rows[table->rows++] = (sl_document_row_t){keep_text(table->document, label), kind, cells, 0};
  }
}

void sl_table_cell(sl_document_table_t *table, sl_cell_t cell)
{
  if (table == NULL || !is_good(table->document)) {
    return;
  }
  sl_document_row_t *row = table->rows > 0 ? &table->row[table->rows - 1] : NULL;
  if (row == NULL || row->kind == SL_ROW_SECTION || row->n + 1 >= table->columns) {
    sl_document_fail(table->document, SL_ERR_ARGUMENT);
    return;
  }
  const bool has_text = cell.unit == SL_CELL_TEXT || cell.unit == SL_CELL_DATE;
  cell.text = has_text ? keep_text(table->document, cell.text) : "";
  cell.source = cell.source != NULL ? keep_text(table->document, cell.source) : NULL;
  row->cell[row->n++] = cell;
}

/* ---- charts ---- */

sl_document_chart_t *sl_document_chart(sl_document_t *document, sl_chart_kind_t kind,
                                       const char *name, const char *title, const char *axis,
                                       sl_cell_unit_t unit)
{
  sl_document_block_t *block = add_block(document, SL_BLOCK_CHART);
  sl_document_chart_t *chart = block != NULL ? keep(document, sizeof *chart) : NULL;
  if (chart != NULL) {
    chart->document = document;
    chart->kind = kind;
    chart->name = keep_text(document, name);
    chart->title = keep_text(document, title);
    chart->axis = keep_text(document, axis);
    chart->along = chart->words = "";
    chart->unit = unit;
    block->chart = chart;
    if (unit < SL_CELL_MONEY || unit > SL_CELL_MULTIPLE) {
      sl_document_fail(document, SL_ERR_ARGUMENT);
    }
  }
  return chart;
}

static bool is_good_chart(const sl_document_chart_t *chart)
{
  return chart != NULL && is_good(chart->document);
}

static void add_category(sl_document_chart_t *chart, const char *label, double position)
{
  if (!is_good_chart(chart)) {
    return;
  }
  sl_document_t *document = chart->document;
  const size_t n = chart->categories;
  if (chart->n > 0) {
    sl_document_fail(document, SL_ERR_ARGUMENT);
    return;
  }
  const char **labels = with_room(document, chart->category, n, sizeof *chart->category);
  double *positions = with_room(document, chart->position, n, sizeof *chart->position);
  bool *apart = with_room(document, chart->is_apart, n, sizeof *chart->is_apart);
  if (labels != NULL && positions != NULL && apart != NULL) {
    chart->category = labels;
    chart->position = positions;
    chart->is_apart = apart;
    labels[n] = keep_text(document, label);
    positions[n] = position;
    apart[n] = false;
    chart->categories++;
  }
}

void sl_chart_category(sl_document_chart_t *chart, const char *label)
{
  add_category(chart, label, (double)NAN);
}

void sl_chart_position(sl_document_chart_t *chart, const char *label, double position)
{
  add_category(chart, label, position);
  if (is_good_chart(chart) && !isfinite(position)) {
    sl_document_fail(chart->document, SL_ERR_ARGUMENT);
  }
}

void sl_chart_apart(sl_document_chart_t *chart)
{
  if (!is_good_chart(chart)) {
    return;
  }
  if (chart->categories == 0) {
    sl_document_fail(chart->document, SL_ERR_ARGUMENT);
    return;
  }
  chart->is_apart[chart->categories - 1] = true;
}

void sl_chart_along(sl_document_chart_t *chart, const char *axis)
{
  if (is_good_chart(chart)) {
    chart->along = keep_text(chart->document, axis);
  }
}

void sl_chart_mark_at(sl_document_chart_t *chart, const char *name, double value, size_t series)
{
  if (!is_good_chart(chart)) {
    return;
  }
  sl_document_t *document = chart->document;
  sl_chart_mark_line_t *list = with_room(document, chart->mark, chart->marks, sizeof *list);
  if (!isfinite(value)) {
    sl_document_fail(document, SL_ERR_ARGUMENT);
  } else if (list != NULL) {
    chart->mark = list;
    list[chart->marks++] = (sl_chart_mark_line_t){keep_text(document, name), value, series};
  }
}

void sl_chart_describe(sl_document_chart_t *chart, const char *format, ...)
{
  if (is_good_chart(chart)) {
    va_list arguments;
    va_start(arguments, format);
    chart->words = keep_formatted(chart->document, format, arguments);
    va_end(arguments);
  }
}

void sl_chart_drawing_only(sl_document_chart_t *chart)
{
  if (is_good_chart(chart)) {
    chart->is_drawing_only = true;
  }
}

void sl_chart_series(sl_document_chart_t *chart, const char *name, const double *values)
{
  if (chart == NULL || !is_good(chart->document)) {
    return;
  }
  sl_document_t *document = chart->document;
  sl_chart_series_values_t *list =
      with_room(document, chart->series, chart->n, sizeof *chart->series);
  double *copy = list != NULL ? keep(document, chart->categories * sizeof *copy) : NULL;
  if (copy != NULL) {
    memcpy(copy, values, chart->categories * sizeof *copy);
    chart->series = list;
    list[chart->n++] = (sl_chart_series_values_t){keep_text(document, name), copy};
  }
}
