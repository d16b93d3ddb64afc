#include "sim/output/report/layout.h"

#include "sim/input/utf8.h"

#include <stdint.h>
#include <string.h>

#define ELLIPSIS "\xe2\x80\xa6"
#define PLUS_MINUS "\xc2\xb1"

typedef struct width_range {
  uint32_t first, last;
  unsigned width;
} width_range_t;

static const width_range_t ranges[] = {
    {0x0300, 0x036f, 0},   {0x0483, 0x0489, 0},   {0x0591, 0x05bd, 0},   {0x0610, 0x061a, 0},
    {0x064b, 0x065f, 0},   {0x0900, 0x0902, 0},   {0x1100, 0x115f, 2},   {0x1ab0, 0x1aff, 0},
    {0x1dc0, 0x1dff, 0},   {0x200b, 0x200d, 0},   {0x20d0, 0x20ff, 0},   {0x2e80, 0x303e, 2},
    {0x3041, 0xa4cf, 2},   {0xa960, 0xa97f, 2},   {0xac00, 0xd7a3, 2},   {0xf900, 0xfaff, 2},
    {0xfe00, 0xfe0f, 0},   {0xfe20, 0xfe2f, 0},   {0xfe30, 0xfe6f, 2},   {0xff00, 0xff60, 2},
    {0xffe0, 0xffe6, 2},   {0x1f300, 0x1f64f, 2}, {0x1f680, 0x1f6ff, 2}, {0x1f900, 0x1f9ff, 2},
    {0x20000, 0x3fffd, 2},
};

static unsigned width_of(uint32_t code_point)
{
  for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
    if (code_point >= ranges[i].first && code_point <= ranges[i].last) {
      return ranges[i].width;
    }
  }
  return 1;
}

/* Bytes of the longest start of bytes[0 .. n - 1] that fits into limit columns; *width receives
 * its columns. A byte that is not UTF-8 counts as one column. */
static size_t measure(const char *bytes, size_t n, size_t limit, size_t *width)
{
  size_t used = 0;
  *width = 0;
  while (used < n) {
    uint32_t code_point = 0;
    size_t length = sl_utf8_next(bytes + used, n - used, &code_point);
    const size_t columns = length > 0 ? width_of(code_point) : 1;
    length = length > 0 ? length : 1;
    if (*width + columns > limit) {
      break;
    }
    *width += columns;
    used += length;
  }
  return used;
}

size_t sl_text_width(const char *text)
{
  size_t width;
  measure(text, strlen(text), SIZE_MAX, &width);
  return width;
}

static void put_spaces(FILE *out, size_t n) { fprintf(out, "%*s", (int)n, ""); }

sl_cut_text_t sl_cut_text(const char *text, size_t width)
{
  sl_cut_text_t result = {{0}};
  const size_t limit = width < SL_PAGE_WIDTH ? width : SL_PAGE_WIDTH;
  const size_t length = strlen(text);
  const size_t room = 4 * SL_PAGE_WIDTH;
  size_t columns;
  if (length <= room && sl_text_width(text) <= limit) {
    memcpy(result.text, text, length);
    return result;
  }
  /* Combining marks take bytes but no columns: cut at a whole character within the room too. */
  size_t used = measure(text, length, limit > 0 ? limit - 1 : 0, &columns);
  while (used > room - sizeof ELLIPSIS) {
    used -= 1;
    while (((unsigned char)text[used] & 0xc0) == 0x80) {
      used -= 1;
    }
  }
  memcpy(result.text, text, used);
  memcpy(result.text + used, ELLIPSIS, limit > 0 ? sizeof ELLIPSIS : 0);
  return result;
}

void sl_put_right(FILE *out, const char *text, size_t width)
{
  const sl_cut_text_t cut = sl_cut_text(text, width);
  put_spaces(out, width - sl_text_width(cut.text));
  fputs(cut.text, out);
}

void sl_put_left(FILE *out, const char *text, size_t width)
{
  const sl_cut_text_t cut = sl_cut_text(text, width);
  fputs(cut.text, out);
  put_spaces(out, width - sl_text_width(cut.text));
}

void sl_put_rule(FILE *out, char character, size_t width)
{
  for (size_t i = 0; i < width; i++) {
    putc(character, out);
  }
  putc('\n', out);
}

/* A word wider than a line is broken where the line ends. */
static size_t put_word(FILE *out, const char *word, size_t length, size_t hanging, size_t column)
{
  size_t width;
  while (length > 0) {
    const size_t used = measure(word, length, SL_PAGE_WIDTH - column, &width);
    fwrite(word, 1, used, out);
    word += used;
    length -= used;
    column += width;
    if (length > 0) {
      putc('\n', out);
      put_spaces(out, hanging);
      column = hanging;
    }
  }
  return column;
}

/* The length of the text up to the next space where a line may break. */
static size_t unbreakable(const char *text)
{
  size_t length = strcspn(text, " ");
  while (text[length] == ' ' &&
         (strncmp(text + length + 1, PLUS_MINUS, strlen(PLUS_MINUS)) == 0 ||
          (length >= strlen(PLUS_MINUS) &&
           strncmp(text + length - strlen(PLUS_MINUS), PLUS_MINUS, strlen(PLUS_MINUS)) == 0))) {
    length += 1 + strcspn(text + length + 1, " ");
  }
  return length;
}

void sl_put_paragraph(FILE *out, size_t indent, size_t hanging, const char *text)
{
  size_t column = indent;
  put_spaces(out, indent);
  for (int first = 1; *text != '\0'; first = 0) {
    size_t width;
    const size_t length = unbreakable(text);
    measure(text, length, SIZE_MAX, &width);
    if (!first && column + 1 + width > SL_PAGE_WIDTH) {
      putc('\n', out);
      put_spaces(out, hanging);
      column = hanging;
    } else if (!first) {
      putc(' ', out);
      column++;
    }
    column = put_word(out, text, length, hanging, column);
    text += length + strspn(text + length, " ");
  }
  putc('\n', out);
}
