/* Dates as people write them.
 * Checked by tests/unit/test_foreign.c.
 */
#ifndef SL_SIM_INPUT_FOREIGN_WORDS_DATES_H
#define SL_SIM_INPUT_FOREIGN_WORDS_DATES_H

#include "models/core/calendar.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum sl_date_form {
  SL_DATE_BLANK,   /* an empty cell */
  SL_DATE_NONE,    /* no date: TBD, 0, #N/A, 1/0/1900 */
  SL_DATE_KNOWN,   /* year, month and day are told apart */
  SL_DATE_ORDERED, /* two numbers and a year: which one is the day? */
  SL_DATE_OPEN     /* 9999-12-31: no end */
} sl_date_form_t;

typedef struct sl_date_parts {
  sl_date_form_t form;
  int year, month, day; /* known; the day may be none of the month's */
  int first, second;    /* ordered */
  bool short_year;      /* two digits: year is 0 .. 99 */
} sl_date_parts_t;

/* Take a text apart: 1975-04-30, 1975/4/30, 19750430, 4/30/1975, 30.04.75, 30-Apr-1975, April 30,
 * 1975, a time behind any of them, and serial days of spreadsheets (five digits, 1 = 1900-01-01).
 */
sl_date_parts_t sl_foreign_date(const char *text);

/* What a column's ordered dates tell of their order. */
typedef struct sl_date_order {
  size_t day_first, month_first; /* dates with a number above 12 where the day stands */
  size_t ordered;                /* all of that form */
} sl_date_order_t;

void sl_date_order_add(sl_date_order_t *order, const sl_date_parts_t *parts);

/* The parts of an ordered date in their places; others stay as they are. */
sl_date_parts_t sl_foreign_date_placed(sl_date_parts_t parts, bool day_first);

/* Whether a known date with four digits of a year is a real day of 1850 to 2999. */
bool sl_foreign_date_real(const sl_date_parts_t *parts, sl_date_t *date);

/* Completed years at day; negative before birth. */
int sl_foreign_age(const sl_date_t *birth, const sl_date_t *day);

#endif
