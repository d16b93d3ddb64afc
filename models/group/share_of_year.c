#include "models/group/share_of_year.h"

#include <stddef.h>

/* Days of a month, a February of 29 days apart: they are added up before they are divided, so that
 * a month met in two pieces, at the start and the end of a plan year, is exactly 1. */
#define LENGTHS (SL_MONTHS_PER_YEAR + 1)
#define LEAP_FEBRUARY SL_MONTHS_PER_YEAR

static int days_common(int first, int last, int start, int next)
{
  const int from = first > start ? first : start, to = last < next - 1 ? last : next - 1;
  return to >= from ? to - from + 1 : 0;
}

double sl_enrolled_months(const sl_calendar_t *calendar, int year, int first, int last)
{
  const int start = sl_calendar_year_start(year);
  double months = 0.0;
  for (int m = start; m < start + (int)sl_calendar_year_months(calendar, year); m++) {
    const int begins = sl_calendar_month_start(calendar, m);
    const int next = sl_calendar_month_start(calendar, m + 1);
    months += (double)days_common(first, last, begins, next) / (next - begins);
  }
  return months;
}

static void put_calendar_months(const sl_calendar_t *calendar, int year, int first, int last,
                                double part[SL_MONTHS_PER_YEAR])
{
  unsigned days[LENGTHS] = {0}, length[LENGTHS] = {0};
  sl_date_t date = sl_date_add_months(calendar->start, sl_calendar_year_start(year));
  int begins = sl_calendar_month_start(calendar, sl_calendar_year_start(year)) - (date.day - 1);
  date.day = 1;
  while (begins <= last) {
    const unsigned n = sl_date_days_in_month(date.year, date.month);
    const int kind = n == 29 ? LEAP_FEBRUARY : date.month - 1;
    days[kind] += (unsigned)days_common(first, last, begins, begins + (int)n);
    length[kind] = n;
    begins += (int)n;
    date = sl_date_add_months(date, 1);
  }
  for (int m = 0; m < SL_MONTHS_PER_YEAR; m++) {
    part[m] = days[m] > 0 ? (double)days[m] / length[m] : 0.0;
  }
  part[1] += days[LEAP_FEBRUARY] / 29.0;
}

sl_enrolled_t sl_enrolled_on(const sl_calendar_t *calendar, int year, int first, int last)
{
  int begins, ends;
  sl_calendar_year(calendar, year, &begins, &ends);
  sl_enrolled_t enrolled = {.months = sl_enrolled_months(calendar, year, first, last)};
  put_calendar_months(calendar, year, first > begins ? first : begins, last < ends ? last : ends,
                      enrolled.calendar);
  return enrolled;
}

sl_share_t sl_share_of_year(const sl_enrolled_t *enrolled, const double *season)
{
  sl_share_t share = {0.0, 0.0};
  if (season == NULL) {
    return (sl_share_t){enrolled->months, SL_MONTHS_PER_YEAR};
  }
  for (int m = 0; m < SL_MONTHS_PER_YEAR; m++) {
    share.part += season[m] * enrolled->calendar[m];
    share.whole += season[m];
  }
  return share;
}
