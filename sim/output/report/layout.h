/* Text on a terminal: display widths, padding, cutting and wrapping of UTF-8. */
#ifndef SL_SIM_OUTPUT_REPORT_LAYOUT_H
#define SL_SIM_OUTPUT_REPORT_LAYOUT_H

#include <stddef.h>
#include <stdio.h>

#define SL_PAGE_WIDTH 80

/* Columns that the text takes: 0 for combining marks, 2 for East Asian wide characters and emoji
 * (Unicode Standard Annex 11, main ranges), else 1. */
size_t sl_text_width(const char *text);

/* A text that fits into width columns (at most SL_PAGE_WIDTH): the text itself or its start and an
 * ellipsis. */
typedef struct sl_cut_text {
  char text[4 * SL_PAGE_WIDTH + 4];
} sl_cut_text_t;
sl_cut_text_t sl_cut_text(const char *text, size_t width);

/* The text, cut to width and padded to it on the left (right aligned) or on the right. */
void sl_put_right(FILE *out, const char *text, size_t width);
void sl_put_left(FILE *out, const char *text, size_t width);

/* A paragraph: words wrapped at SL_PAGE_WIDTH, every line but the first indented by hanging
 * columns, the first by indent. No line breaks beside a plus-minus sign. Ends with a line feed. */
void sl_put_paragraph(FILE *out, size_t indent, size_t hanging, const char *text);

/* A line of a repeated ASCII character. */
void sl_put_rule(FILE *out, char character, size_t width);

#endif
