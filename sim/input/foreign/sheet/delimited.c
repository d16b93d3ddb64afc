#include "sim/input/foreign/sheet/delimited.h"

#include <stdlib.h>
#include <string.h>

#define LINES_LOOKED_AT 60
#define COUNTS 256

static bool is_end(char c) { return c == '\n' || c == '\r'; }

/* Where the line that begins at `at` ends, quoted line breaks inside; *count: delimiters in it. */
static size_t skip_line(const char *bytes, size_t n, size_t at, char delimiter, size_t *count)
{
  bool quoted = false;
  *count = 0;
  while (at < n && (quoted || !is_end(bytes[at]))) {
    quoted ^= bytes[at] == '"';
    *count += !quoted && bytes[at] == delimiter ? 1 : 0;
    at++;
  }
  return at;
}

/* How well the first lines agree on one number of delimiters: how many do, squared, times that
 * number. */
static size_t agreement(const char *bytes, size_t n, char delimiter)
{
  size_t lines_with[COUNTS] = {0}, best = 0;
  for (size_t at = 0, line = 0; at < n && line < LINES_LOOKED_AT; line++) {
    size_t count;
    at = skip_line(bytes, n, at, delimiter, &count) + 1;
    lines_with[count < COUNTS ? count : COUNTS - 1]++;
  }
  for (size_t count = 1; count < COUNTS; count++) {
    const size_t score = lines_with[count] * lines_with[count] * count;
    best = score > best ? score : best;
  }
  return best;
}

char sl_delimiter_of(const char *bytes, size_t n)
{
  static const char candidates[] = {',', ';', '\t', '|'};
  char chosen = ',';
  size_t best = 0;
  for (size_t i = 0; i < sizeof candidates; i++) {
    const size_t score = agreement(bytes, n, candidates[i]);
    if (score > best) {
      best = score;
      chosen = candidates[i];
    }
  }
  return chosen;
}

typedef struct parser {
  const char *bytes;
  size_t n, at;
  char delimiter;
  size_t line;   /* physical, 1 = first */
  size_t length; /* of cell */
  char cell[SL_SHEET_CELL_MAX + 1];
} parser_t;

/* One byte more than a cell may have is enough to refuse it. */
static void keep(parser_t *p, char c)
{
  if (p->length <= SL_SHEET_CELL_MAX) {
    p->cell[p->length++] = c;
  }
}

/* The inside of a quoted cell, from behind its first quote to behind its last. */
static void read_quoted(parser_t *p)
{
  while (p->at < p->n && p->length <= SL_SHEET_CELL_MAX) {
    const char c = p->bytes[p->at++];
    if (c == '"' && (p->at == p->n || p->bytes[p->at] != '"')) {
      return;
    }
    p->at += c == '"' ? 1 : 0;
    p->line += c == '\n' || (c == '\r' && (p->at == p->n || p->bytes[p->at] != '\n')) ? 1 : 0;
    keep(p, c);
  }
}

static void read_cell(parser_t *p)
{
  p->length = 0;
  if (p->at < p->n && p->bytes[p->at] == '"') {
    p->at++;
    read_quoted(p);
  }
  while (p->at < p->n && p->bytes[p->at] != p->delimiter && !is_end(p->bytes[p->at])) {
    keep(p, p->bytes[p->at++]);
  }
}

static int read_row(parser_t *p, sl_sheet_t *sheet, sl_error_t *error)
{
  for (;;) {
    read_cell(p);
    const int code = sl_sheet_add_cell(sheet, p->cell, p->length, error);
    if (code != SL_OK || p->at == p->n || is_end(p->bytes[p->at])) {
      return code;
    }
    p->at++; /* the delimiter */
  }
}

static void skip_end(parser_t *p)
{
  if (p->at < p->n) {
    const bool two = p->bytes[p->at] == '\r' && p->at + 1 < p->n && p->bytes[p->at + 1] == '\n';
    p->at += two ? 2 : 1;
    p->line++;
  }
}

int sl_delimited_read(const char *bytes, size_t n, char delimiter, bool physical, sl_sheet_t *sheet,
                      sl_error_t *error)
{
  parser_t *p = malloc(sizeof *p);
  if (p == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the spreadsheet");
  }
  *p = (parser_t){.bytes = bytes, .n = n, .delimiter = delimiter, .line = 1};
  sheet->delimiter = delimiter;
  int code = SL_OK;
  for (size_t row = 1; code == SL_OK && p->at < n; row++) {
    code = sl_sheet_add_row(sheet, physical ? p->line : row, error);
    code = code == SL_OK ? read_row(p, sheet, error) : code;
    skip_end(p);
  }
  free(p);
  return code;
}
