/* The one grammar of numbers in scenarios and censuses. */
#ifndef SL_SIM_INPUT_NUMBER_H
#define SL_SIM_INPUT_NUMBER_H

#include <stdbool.h>

/* Whether text is a plain decimal or exponent number and finite; *value receives it.
 *   number = [-] (0 | 1-9 digits) [. digits] [(e | E) [+ | -] digits]
 * So 0.0, -5, 1e6 and 1e-05 are numbers; 010, 1_000, 12abc, .5, 5., +5, 0x1F, nan, inf, 1e999 and
 * an empty text are not. Read in the C locale whatever the program's is. Rounding: to nearest.
 * Checked by tests/unit/test_census.c. */
bool sl_number_parse(const char *text, double *value);

#endif
