/* Display widths, where lines break, and ASCII. */
#include "sim/input/read/utf8.h"
#include "sim/output/text/layout.h"
#include "sim/output/text/typeset.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define PLUS_MINUS "\xc2\xb1"
#define PLUS_MINUS_ASCII "+-"

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

size_t sl_text_measure(const char *bytes, size_t n, size_t limit, size_t *width)
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
  sl_text_measure(text, strlen(text), SIZE_MAX, &width);
  return width;
}

/* ---- lines ---- */

static int begins_with(sl_stretch_t text, const char *sign)
{
  return text.length >= strlen(sign) && memcmp(text.text, sign, strlen(sign)) == 0;
}

/* Whether the space at `at` stands beside a plus-minus sign. */
static bool is_glue(sl_stretch_t text, size_t at)
{
  static const char *const signs[] = {PLUS_MINUS, PLUS_MINUS_ASCII};
  for (size_t i = 0; i < 2; i++) {
    const size_t length = strlen(signs[i]);
    const sl_stretch_t after = {text.text + at + 1, text.length - at - 1};
    if (begins_with(after, signs[i]) ||
        (at >= length && memcmp(text.text + at - length, signs[i], length) == 0)) {
      return true;
    }
  }
  return false;
}

/* Bytes to the next space where a line may break, or to the end. */
static size_t word_length(sl_stretch_t text, size_t from)
{
  size_t end = from;
  while (end < text.length && (text.text[end] != ' ' || is_glue(text, end))) {
    end++;
  }
  return end - from;
}

/* Where a word that is wider than a line breaks: at a plus-minus sign after all, or where the line
 * ends. */
static size_t break_word(sl_stretch_t word, size_t width)
{
  size_t columns;
  const size_t room = sl_text_measure(word.text, word.length, width, &columns);
  size_t blank = room;
  while (blank > 0 && word.text[blank] != ' ') {
    blank--;
  }
  return blank > 0 ? blank : room > 0 ? room : word.length; /* a character wider than the line */
}

sl_stretch_t sl_next_line(sl_stretch_t *rest, size_t width)
{
  size_t used = 0, columns = 0;
  while (used < rest->length) {
    size_t word = used;
    while (word < rest->length && rest->text[word] == ' ') {
      word++;
    }
    const size_t end = word + word_length(*rest, word);
    if (sl_text_measure(rest->text, end, width, &columns) < end) {
      break;
    }
    used = end;
  }
  if (used == 0 && rest->length > 0) {
    used = break_word(*rest, width);
  }
  const sl_stretch_t line = {rest->text, used};
  while (used < rest->length && rest->text[used] == ' ') {
    used++;
  }
  *rest = (sl_stretch_t){rest->text + used, rest->length - used};
  return line;
}

size_t sl_widest_word(sl_stretch_t text)
{
  size_t widest = 0;
  for (size_t at = 0; at < text.length; at++) {
    const size_t length = word_length(text, at);
    size_t columns;
    sl_text_measure(text.text + at, length, SIZE_MAX, &columns);
    widest = columns > widest ? columns : widest;
    at += length;
  }
  return widest;
}

/* ---- ASCII ---- */

typedef struct spelling {
  uint32_t code_point;
  const char *ascii;
} spelling_t;

static const spelling_t spellings[] = {
    {0xb1, PLUS_MINUS_ASCII},
    {0xa3, "GBP "},
    {0xa5, "JPY "},
    {0x20ac, "EUR "},
    {0x20b9, "INR "},
    {0x2026, "..."},
    {0x2013, "-"},
    {0x2014, "-"},
    {0x2018, "'"},
    {0x2019, "'"},
    {0x201c, "\""},
    {0x201d, "\""},
    {0xa0, " "},
    {0xdf, "ss"},
    {0xc6, "AE"},
    {0xe6, "ae"},
    {0x152, "OE"},
    {0x153, "oe"},
};

/* U+00C0 .. U+00FF. */
static const char latin[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";

static void put_ascii(FILE *out, uint32_t code_point)
{
  for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
    if (spellings[i].code_point == code_point) {
      fputs(spellings[i].ascii, out);
      return;
    }
  }
  if (code_point < 0x80) {
    putc((int)code_point, out);
  } else if (code_point >= 0xc0 && code_point <= 0xff) {
    putc(latin[code_point - 0xc0], out);
  } else if (width_of(code_point) > 0) {
    putc('?', out);
  }
}

char *sl_text_ascii(const char *text)
{
  char *ascii = NULL;
  size_t size = 0, n = strlen(text);
  FILE *out = open_memstream(&ascii, &size);
  if (out == NULL) {
    return NULL;
  }
  for (size_t i = 0; i < n;) {
    uint32_t code_point = 0;
    const size_t length = sl_utf8_next(text + i, n - i, &code_point);
    put_ascii(out, length > 0 ? code_point : 0xfffd);
    i += length > 0 ? length : 1;
  }
  const int failed = ferror(out);
  if (fclose(out) != 0 || failed) {
    free(ascii);
    return NULL;
  }
  return ascii;
}
