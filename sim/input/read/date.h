/* Calendar dates (proleptic Gregorian). */
#ifndef SL_SIM_INPUT_READ_DATE_H
#define SL_SIM_INPUT_READ_DATE_H

#include "models/core/calendar.h"

#include <stdbool.h>

/* YYYY-MM-DD, a real day of the years 1900 .. 2999. */
bool sl_date_parse(const char *text, sl_date_t *date);

/* Years from `from` to the middle of a plan year of `months` months that begins at `start`, the t
 * of trend (1 + trend)^t: (m(start) + months / 2 - m(from)) / 12, where m counts months, days as
 * fractions of theirs: 12 year + month - 1 + (day - 1) / days in month. Whole months are exact.
 * Checked by tests/unit/test_scenario.c. */
double sl_date_years_to_middle(const sl_date_t *from, const sl_date_t *start, unsigned months);

#endif
