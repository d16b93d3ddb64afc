/* The one grammar of numbers in scenarios and censuses. */
#ifndef SL_SIM_INPUT_READ_NUMBER_H
#define SL_SIM_INPUT_READ_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether text is a plain decimal or exponent number and finite; *value receives it.
 *   number = [+ | -] ((0 | 1-9 digits) [. [digits]] | . digits) [(e | E) [+ | -] digits]
 * So 0.0, -5, .5, 5., +5, 1e6 and 1e-05 are numbers, as in YAML 1.1; 010, 1_000, 12abc, 0x1F, nan,
 * inf, 1e999 and an empty text are not. Read in the C locale whatever the program's is. Rounding:
 * to nearest. Checked by tests/unit/test_census.c. */
bool sl_number_parse(const char *text, double *value);

/* Whether text is such a number and a whole one in 0 .. 2^64 - 1; *value receives it exactly, never
 * through a double: 20000, 2e4, 2.5e1, 18446744073709551615. Checked by
 * tests/unit/test_schema_number.c. */
bool sl_number_parse_whole(const char *text, uint64_t *value);

/* The same with a word of the trade behind it, which moves the decimal point in the text, so that
 * the bits are those of the plain number: 14.8% is 0.148, 175k or 175K 175000, 2.5M 2500000. The
 * number before it has no exponent and at most 64 characters; nothing stands between. False for a
 * number without the suffix. Checked by tests/unit/test_trade_words.c. */
bool sl_number_parse_percent(const char *text, double *value);
bool sl_number_parse_money(const char *text, double *value);

#define SL_NUMBER_TEXT 32 /* room for sl_number_format */

/* The shortest text that sl_number_parse reads back as the same double (".inf" and "-.inf" for the
 * infinities), without an exponent below 1e15 (60000, not 6e+04), in every locale. Returns buffer.
 */
char *sl_number_format(double value, char buffer[SL_NUMBER_TEXT]);

/* A text of digits, whose whole part comes first, with a comma before every three of them: "75000"
 * and "1234.5" become "75,000" and "1,234.5". Cut where grouped has no room.
 * Checked by tests/unit/test_schema_number.c. */
void sl_number_group(const char *digits, char *grouped, size_t size);

/* The double nearest to a finite value rounded to so many significant decimal digits, 1 .. 17. */
double sl_number_rounded(double value, int digits);

#endif
