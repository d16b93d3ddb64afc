/* What is odd about a text that looks right, in words for a message: what spreadsheets and exports
 * put in and nobody sees. Checked by tests/unit/test_oddity.c.
 */
#ifndef SL_SIM_INPUT_READ_ODDITY_H
#define SL_SIM_INPUT_READ_ODDITY_H

#include <stdbool.h>
#include <stddef.h>

/* "it holds a no-break space", "it begins or ends with a blank", "it holds an invisible character";
 * NULL where there is nothing of the kind. */
const char *sl_oddity_of_text(const char *text);

/* The same of a text that should be a number, and "it has a leading zero: write it without", "write
 * it without thousands separator", "... without currency sign", "write a share, 0.05 for 5%"; NULL.
 */
const char *sl_oddity_of_number(const char *text);

/* Whether a number may mean a thousand times as much where a point separates thousands: 1 to 3
 * digits, not beginning with 0, a point and 3 digits, as in 100.000. */
bool sl_number_is_ambiguous(const char *text);

/* The text without blanks and invisible characters at both ends, cut to size - 1 bytes. Returns
 * buffer. */
char *sl_text_trimmed(const char *text, char *buffer, size_t size);

/* The order of two ids (as strcmp's) that takes for the same what differs only by blanks and
 * invisible characters, or also (loosely) by letter case and leading zeros. */
int sl_compare_ids(const char *a, const char *b, bool loosely);

#endif
