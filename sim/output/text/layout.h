/* Text on a terminal. A page is composed without line breaks of its own: paragraphs and the cells
 * of tables are marked in the text, and sl_typeset lays them out for a width and a character set.
 * So whoever writes a part of a page need not know how wide it will be, and nothing is ever cut:
 * what does not fit is wrapped, in a table within its column. Checked by tests/unit/test_layout.c.
 */
#ifndef SL_SIM_OUTPUT_TEXT_LAYOUT_H
#define SL_SIM_OUTPUT_TEXT_LAYOUT_H

#include "sim/output/text/paper.h"

#include <stddef.h>
#include <stdio.h>

/* Columns that the text takes: 0 for combining marks, 2 for East Asian wide characters and emoji
 * (Unicode Standard Annex 11, main ranges), else 1. */
size_t sl_text_width(const char *text);

/* A cell of a table of that many columns, its text at the right or the left end. A line of cells is
 * a row; rows of equal cells below each other are a table, whose columns are narrowed alike where
 * the page is narrower than all of them. */
void sl_put_right(FILE *out, const char *text, size_t width);
void sl_put_left(FILE *out, const char *text, size_t width);

/* A paragraph: wrapped at the page's width, every line but the first indented by hanging columns,
 * the first by indent. No line breaks beside a plus-minus sign. Ends with a line feed. */
void sl_put_paragraph(FILE *out, size_t indent, size_t hanging, const char *text);

/* A paragraph that begins with "term: ", or without it where the term is empty. */
void sl_put_term(FILE *out, size_t indent, size_t hanging, const char *term, const char *text);

/* A paragraph as an item of a list: "- " before it, the lines below it indented as far. */
void sl_put_item(FILE *out, size_t indent, const char *text);

/* A line of a repeated ASCII character, as wide as the page at most. */
void sl_put_rule(FILE *out, char character, size_t width);

/* Lay out what the above and plain writing have composed: *text receives the page (the caller frees
 * it). Lines written plainly are wrapped where they are too wide. In ASCII a plus-minus sign is
 * "+-", an accented Latin letter its base, a currency its code, anything else "?". SL_OK or
 * SL_ERR_MEMORY. */
int sl_typeset(const char *composed, const sl_paper_t *paper, char **text, sl_error_t *error);

/* The same of what was written to `out`, a memory stream into *composed, which is closed, and freed
 * with its text: the end of every page. */
int sl_typeset_composed(FILE *out, char **composed, const sl_paper_t *paper, char **text,
                        sl_error_t *error);

#endif
