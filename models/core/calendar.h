/* Days and months of a plan year (proleptic Gregorian calendar).
 *
 * Every date of the model is a relative day: 0 is the first day of the plan year, -1 the day
 * before. Month m (0 = the first of the plan year, negative before it) begins m months after the
 * start, on the same day of the month or on its last day where that is earlier.
 *
 * Plan years are numbered as days and months are: 0 is the plan year, -1 the one before it. Plan
 * years after it need one of twelve months.
 * Checked by tests/unit/test_calendar.c.
 */
#ifndef SL_MODELS_CORE_CALENDAR_H
#define SL_MODELS_CORE_CALENDAR_H

#include <stdint.h>

typedef struct sl_date {
  int year, month, day;
} sl_date_t;

/* Of a calendar year: what an amount or a rate a year is for, whatever the plan year's length. */
#define SL_MONTHS_PER_YEAR 12
#define SL_PLAN_MONTHS_MAX 12 /* the longest plan year; every earlier one has so many */

#define SL_PLAN_YEARS_MAX 20 /* the most plan years of one run, year 0 among them */
#define SL_YEARS_BEFORE_MAX 5 /* earlier plan years that a run can reach back to */
#define SL_MONTHS_BEFORE                                                                           \
  (SL_PLAN_MONTHS_MAX * SL_YEARS_BEFORE_MAX) /* months that a calendar lists before the start */
#define SL_MONTHS_AFTER 96                   /* and from the start on */
#define SL_LAG_DAYS_MAX (365 * SL_YEARS_BEFORE_MAX) /* longer lags count as this */

typedef struct sl_calendar {
  sl_date_t start;
  unsigned months; /* of the plan year, 1 .. SL_PLAN_MONTHS_MAX */
  int last_day;    /* of the plan year: relative, inclusive */
  int month_start[SL_MONTHS_BEFORE + SL_MONTHS_AFTER + 1]; /* see sl_calendar_month_start */
} sl_calendar_t;

unsigned sl_date_days_in_month(int year, int month);

/* Days since 1970-01-01. */
int sl_date_serial(sl_date_t date);

/* The date that many months later, the day cut to the length of the month. */
sl_date_t sl_date_add_months(sl_date_t date, int months);

void sl_calendar_init(sl_calendar_t *calendar, sl_date_t start, unsigned months);

/* The relative day of a date. */
int sl_calendar_day(const sl_calendar_t *calendar, sl_date_t date);

/* The date of a relative day. Source: the inverse of counting years from March in eras of 400. */
sl_date_t sl_calendar_date(const sl_calendar_t *calendar, int day);

/* First relative day of month -SL_MONTHS_BEFORE .. SL_MONTHS_AFTER. */
int sl_calendar_month_start(const sl_calendar_t *calendar, int month);

/* The month a relative day lies in; days beyond the list belong to its first or last month. */
int sl_calendar_month(const sl_calendar_t *calendar, int day);

/* The month (see sl_calendar_month_start) with which a plan year begins: 12 x year. */
int sl_calendar_year_start(int year);

/* Months of a plan year. All others than the plan year itself have twelve, whatever its length: no
 * day before the start lies outside all of them. */
unsigned sl_calendar_year_months(const sl_calendar_t *calendar, int year);

/* Relative first and last day of a plan year, -SL_YEARS_BEFORE_MAX .. SL_MONTHS_AFTER / 12 - 1. */
void sl_calendar_year(const sl_calendar_t *calendar, int year, int *first, int *last);

#endif
