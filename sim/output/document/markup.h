/* Words and drawings in HTML. Checked by tests/unit/test_document_forms.c. */
#ifndef SL_SIM_OUTPUT_DOCUMENT_MARKUP_H
#define SL_SIM_OUTPUT_DOCUMENT_MARKUP_H

#include <stddef.h>
#include <stdio.h>

/* Text as text, whatever it is: in an element or a quoted attribute. What is not UTF-8 and what
 * could reorder or hide words is U+FFFD. A plus-minus sign and what follows it stay on one line. */
void sl_put_markup(FILE *out, const char *text);

/* The first n bytes of it. */
void sl_put_markup_part(FILE *out, const char *text, size_t n);

/* <name attributes>text</name>; attributes begin with a blank, or are empty. */
void sl_put_element(FILE *out, const char *name, const char *attributes, const char *text);

/* An SVG drawing inside a page: ids are one space there, so those of each drawing get its name in
 * front. */
void sl_put_svg(FILE *out, const char *svg, const char *name);

#endif
