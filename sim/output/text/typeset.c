/* A composed page laid out: paragraphs wrapped, tables narrowed, cells wrapped in their columns. */
#include "sim/output/text/typeset.h"

#include "sim/output/text/layout.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define CELLS_MAX 24
#define LEAST 4 /* columns of a cell */

/* A piece of a line: a cell, or plain text (kind 0), which is as wide as it is. */
typedef struct piece {
  char kind;
  size_t width, second; /* columns; of a paragraph indent and hanging */
  sl_stretch_t text;
} piece_t;

typedef struct line {
  piece_t piece[CELLS_MAX];
  size_t n;
} line_t;

/* ---- reading what was composed ---- */

static const char *read_mark(const char *at, piece_t *piece)
{
  char *end;
  piece->kind = at[1];
  piece->width = strtoul(at + 2, &end, 10);
  piece->second = strtoul(end + 1, &end, 10);
  piece->text.text = end + 1;
  piece->text.length = strcspn(piece->text.text, (const char[]){SL_MARK_END, '\0'});
  return piece->text.text + piece->text.length + 1;
}

static const char *read_plain(const char *at, piece_t *piece)
{
  piece->kind = 0;
  piece->second = 0;
  piece->text = (sl_stretch_t){at, strcspn(at, (const char[]){'\n', SL_MARK_BEGIN, '\0'})};
  sl_text_measure(at, piece->text.length, SIZE_MAX, &piece->width);
  return at + piece->text.length;
}

/* Returns where the next line begins. */
static const char *read_line(const char *at, line_t *line)
{
  line->n = 0;
  while (*at != '\0' && *at != '\n' && line->n < CELLS_MAX) {
    piece_t *piece = &line->piece[line->n++];
    at = *at == SL_MARK_BEGIN ? read_mark(at, piece) : read_plain(at, piece);
  }
  return *at == '\n' ? at + 1 : at;
}

static bool is_row(const line_t *line)
{
  bool found = false;
  for (size_t i = 0; i < line->n; i++) {
    found = found || line->piece[i].kind == 'R' || line->piece[i].kind == 'L';
  }
  return found;
}

static bool same_table(const line_t *a, const line_t *b)
{
  bool same = a->n == b->n;
  for (size_t i = 0; same && i < a->n; i++) {
    same = a->piece[i].kind == b->piece[i].kind && a->piece[i].width == b->piece[i].width;
  }
  return same;
}

/* ---- writing ---- */

static void put_spaces(FILE *out, size_t n) { fprintf(out, "%*s", (int)n, ""); }

static size_t put_stretch(FILE *out, sl_stretch_t text)
{
  size_t columns;
  sl_text_measure(text.text, text.length, SIZE_MAX, &columns);
  fwrite(text.text, 1, text.length, out);
  return columns;
}

static void put_wrapped(FILE *out, sl_stretch_t text, size_t indent, size_t hanging, size_t width)
{
  do {
    put_spaces(out, indent);
    put_stretch(out, sl_next_line(&text, width - indent));
    putc('\n', out);
    indent = hanging;
  } while (text.length > 0);
}

static void put_rule(FILE *out, const piece_t *rule, size_t width)
{
  for (size_t i = 0; i < rule->width && i < width; i++) {
    putc(rule->text.text[0], out);
  }
  putc('\n', out);
}

/* The next line of a cell. */
static void put_cell(FILE *out, const piece_t *cell, sl_stretch_t *rest, size_t width)
{
  size_t columns;
  const bool narrowed = width < cell->width; /* a blank must then be left between columns */
  const sl_stretch_t line = sl_next_line(rest, narrowed ? width - 1 : width);
  sl_text_measure(line.text, line.length, SIZE_MAX, &columns);
  const size_t blank = columns < width ? width - columns : 0;
  put_spaces(out, cell->kind == 'R' ? blank : 0);
  put_stretch(out, line);
  put_spaces(out, cell->kind == 'R' ? 0 : blank);
}

static bool is_left(const sl_stretch_t *rest, size_t n)
{
  bool left = false;
  for (size_t i = 0; i < n; i++) {
    left = left || rest[i].length > 0;
  }
  return left;
}

static void put_row(FILE *out, const line_t *line, const size_t *width)
{
  sl_stretch_t rest[CELLS_MAX];
  for (size_t i = 0; i < line->n; i++) {
    rest[i] = line->piece[i].text;
  }
  do {
    for (size_t i = 0; i < line->n; i++) {
      if (line->piece[i].kind != 0) {
        put_cell(out, &line->piece[i], &rest[i], width[i]);
      } else {
        put_spaces(out, line->piece[i].width - put_stretch(out, rest[i]));
        rest[i].length = 0;
      }
    }
    putc('\n', out);
  } while (is_left(rest, line->n));
}

/* ---- tables ---- */

/* What each column needs: its widest word, and a blank before it where it is a figure. */
static void widen(const line_t *line, size_t *need)
{
  for (size_t i = 0; i < line->n; i++) {
    const size_t word = sl_widest_word(line->piece[i].text) + 1;
    const size_t own = line->piece[i].kind == 0 ? line->piece[i].width : word;
    need[i] = own > need[i] ? own : need[i];
  }
}

static size_t sum_of(const size_t *width, size_t n)
{
  size_t sum = 0;
  for (size_t i = 0; i < n; i++) {
    sum += width[i];
  }
  return sum;
}

/* Take columns from whichever cell has most beyond its need, until the table fits. */
static void narrow(const line_t *line, const size_t *need, size_t limit, size_t *width)
{
  while (sum_of(width, line->n) > limit) {
    size_t widest = line->n, most = 0;
    for (size_t i = 0; i < line->n; i++) {
      const size_t least = need[i] > LEAST ? need[i] : LEAST;
      if (line->piece[i].kind != 0 && width[i] > least && width[i] - least > most) {
        most = width[i] - least;
        widest = i;
      }
    }
    if (widest == line->n) {
      return;
    }
    width[widest]--;
  }
}

/* The rows of a table from `at` on; returns where it ends. */
static const char *put_table(FILE *out, const char *at, size_t limit)
{
  line_t first, row;
  size_t width[CELLS_MAX], need[CELLS_MAX] = {0};
  read_line(at, &first);
  const char *end = at;
  for (const char *next = at; *next != '\0'; end = next) {
    next = read_line(next, &row);
    if (!is_row(&row) || !same_table(&first, &row)) {
      break;
    }
    widen(&row, need);
  }
  for (size_t i = 0; i < first.n; i++) {
    width[i] = first.piece[i].width;
  }
  narrow(&first, need, limit, width);
  while (at < end) {
    at = read_line(at, &row);
    put_row(out, &row, width);
  }
  return end;
}

/* ---- pages ---- */

static const char *put_line(FILE *out, const char *at, size_t width)
{
  line_t line;
  const char *next = read_line(at, &line);
  const piece_t *piece = &line.piece[0];
  if (line.n == 0) {
    putc('\n', out);
  } else if (is_row(&line)) {
    next = put_table(out, at, width);
  } else if (piece->kind == 'H') {
    put_rule(out, piece, width);
  } else if (piece->kind == 'P') {
    put_wrapped(out, piece->text, piece->width, piece->second, width);
  } else {
    put_wrapped(out, piece->text, 0, strspn(piece->text.text, " "), width);
  }
  return next;
}

int sl_typeset(const char *composed, const sl_paper_t *paper, char **text, sl_error_t *error)
{
  size_t size = 0;
  char *ascii = paper->ascii ? sl_text_ascii(composed) : NULL;
  FILE *out = open_memstream(text, &size);
  bool good = out != NULL && (ascii != NULL || !paper->ascii);
  for (const char *at = ascii != NULL ? ascii : composed; good && *at != '\0';) {
    at = put_line(out, at, paper->width);
  }
  free(ascii);
  good = good && !ferror(out);
  if (out != NULL && (fclose(out) != 0 || *text == NULL)) {
    good = false;
  }
  if (!good) {
    free(*text);
    *text = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the page");
  }
  return SL_OK;
}

/* Where memory ends as a memory stream is closed, closing may succeed and leave no text. */
int sl_typeset_composed(FILE *out, char **composed, const sl_paper_t *paper, char **text,
                        sl_error_t *error)
{
  const bool failed = ferror(out) != 0;
  const int code = fclose(out) != 0 || failed || *composed == NULL
                       ? sl_fail(error, SL_ERR_MEMORY, "no memory for the page")
                       : sl_typeset(*composed, paper, text, error);
  free(*composed);
  *composed = NULL;
  return code;
}
