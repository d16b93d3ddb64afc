/* Text: a growing buffer, and what may and may not stand in a name. */
#ifndef SL_SIM_INPUT_READ_TEXT_H
#define SL_SIM_INPUT_READ_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* A growing text. After a failed allocation it stays as it is and `failed` is set: append freely
 * and look once at the end. */
typedef struct sl_text {
  char *data; /* ended by a NUL; NULL while empty */
  size_t length, capacity;
  bool failed;
} sl_text_t;

void sl_text_append(sl_text_t *text, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;

/* words, or "" where they could not be made (NULL), and then the text has failed too. */
const char *sl_text_part(sl_text_t *text, const char *words);

/* Hand the buffer over; the caller frees it. NULL after a failed allocation. */
char *sl_text_take(sl_text_t *text);
void sl_text_free(sl_text_t *text);

/* Append value as a YAML scalar that reads back as the same text: plain where that is safe
 * everywhere, else in double quotes. */
void sl_text_append_quoted(sl_text_t *text, const char *value);

/* Whether a UTF-8 text holds a character that may command a terminal or hide what is written:
 * controls, line and paragraph separators, direction overrides, invisible characters. */
bool sl_text_has_control(const char *text);

/* Whether a spreadsheet would take words for a formula: the first character that is no blank is one
 * of = + - @, a tab or a carriage return. Some programs drop blanks before they look. In CSV such
 * words get an apostrophe in front. Checked by tests/unit/test_schema_number.c. */
bool sl_text_is_formula(const char *text);

/* Unicode characters in a UTF-8 text. */
size_t sl_text_characters(const char *text);

#define SL_EXCERPT_TEXT 64

/* value, cut to what fits a message (never inside a character) with "..." where cut. Returns
 * buffer. */
char *sl_text_excerpt(const char *value, char buffer[SL_EXCERPT_TEXT]);

/* A copy, or NULL. */
char *sl_text_copy(const char *text);

#endif
