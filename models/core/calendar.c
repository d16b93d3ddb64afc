#include "models/core/calendar.h"

#include <stdbool.h>

unsigned sl_date_days_in_month(int year, int month)
{
  static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

/* Years from March, so that the leap day ends one. */
int sl_date_serial(sl_date_t date)
{
  const int year = date.year - (date.month <= 2);
  const int era = year / 400, year_of_era = year - 400 * era;
  const int day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const int day_of_era = 365 * year_of_era + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return 146097 * era + day_of_era - 719468;
}

sl_date_t sl_date_add_months(sl_date_t date, int months)
{
  const int total = SL_MONTHS_PER_YEAR * date.year + date.month - 1 + months;
  const int year = total / SL_MONTHS_PER_YEAR, month = total % SL_MONTHS_PER_YEAR + 1;
  const int last = (int)sl_date_days_in_month(year, month);
  return (sl_date_t){year, month, date.day < last ? date.day : last};
}

void sl_calendar_init(sl_calendar_t *calendar, sl_date_t start, unsigned months)
{
  const int origin = sl_date_serial(start);
  calendar->start = start;
  calendar->months = months;
  for (int m = -SL_MONTHS_BEFORE; m <= SL_MONTHS_AFTER; m++) {
    calendar->month_start[m + SL_MONTHS_BEFORE] =
        sl_date_serial(sl_date_add_months(start, m)) - origin;
  }
  calendar->last_day = sl_calendar_month_start(calendar, (int)months) - 1;
}

int sl_calendar_day(const sl_calendar_t *calendar, sl_date_t date)
{
  return sl_date_serial(date) - sl_date_serial(calendar->start);
}

sl_date_t sl_calendar_date(const sl_calendar_t *calendar, int day)
{
  const int since_era_0 = sl_date_serial(calendar->start) + day + 719468;
  const int era = (since_era_0 >= 0 ? since_era_0 : since_era_0 - 146096) / 146097;
  const int of_era = since_era_0 - 146097 * era;
  const int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const int of_year = of_era - (365 * year + year / 4 - year / 100);
  const int month = (5 * of_year + 2) / 153; /* 0 = March */
  return (sl_date_t){400 * era + year + (month >= 10), month + (month < 10 ? 3 : -9),
                     of_year - (153 * month + 2) / 5 + 1};
}

int sl_calendar_month_start(const sl_calendar_t *calendar, int month)
{
  return calendar->month_start[month + SL_MONTHS_BEFORE];
}

int sl_calendar_month(const sl_calendar_t *calendar, int day)
{
  int low = -SL_MONTHS_BEFORE, high = SL_MONTHS_AFTER; /* starts[low] <= day < starts[high] */
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    if (sl_calendar_month_start(calendar, middle) <= day) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

int sl_calendar_year_start(int year) { return SL_PLAN_MONTHS_MAX * year; }

unsigned sl_calendar_year_months(const sl_calendar_t *calendar, int year)
{
  return year == 0 ? calendar->months : SL_PLAN_MONTHS_MAX;
}

void sl_calendar_year(const sl_calendar_t *calendar, int year, int *first, int *last)
{
  const int month = sl_calendar_year_start(year);
  *first = sl_calendar_month_start(calendar, month);
  *last =
      sl_calendar_month_start(calendar, month + (int)sl_calendar_year_months(calendar, year)) - 1;
}
