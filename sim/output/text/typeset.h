/* How paragraphs and cells are marked in a composed page, and what typesetting needs of text:
 * inside layout.c, typeset*.c and text_width.c only.
 *
 *   BEGIN kind number , number ; text END
 * kind: R and L, a cell of so many columns; H, a rule; P, a paragraph of indent and hanging
 * columns. Names hold no control characters (sim/input/read/utf8.h), so nothing else can look like
 * a mark.
 */
#ifndef SL_SIM_OUTPUT_TEXT_TYPESET_H
#define SL_SIM_OUTPUT_TEXT_TYPESET_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define SL_MARK_BEGIN '\001'
#define SL_MARK_END '\002'

/* A stretch of text. */
typedef struct sl_stretch {
  const char *text;
  size_t length;
} sl_stretch_t;

/* Bytes of the longest start of bytes[0 .. n - 1] that fits into limit columns; *width receives
 * its columns. A byte that is not UTF-8 counts as one column. */
size_t sl_text_measure(const char *bytes, size_t n, size_t limit, size_t *width);

/* Cut the next line of at most width columns off rest, at a space where there is one, within a word
 * that is wider than a line; never beside a plus-minus sign. Spaces at the break are dropped. */
sl_stretch_t sl_next_line(sl_stretch_t *rest, size_t width);

/* The widest part that sl_next_line breaks only where it must. */
size_t sl_widest_word(sl_stretch_t text);

/* The same text in ASCII; the caller frees it; NULL without memory. */
char *sl_text_ascii(const char *text);

#endif
