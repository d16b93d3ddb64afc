/* Days and months of a plan year: against the calendar on the wall. */
#include "models/core/calendar.h"
#include "tests/support/harness.h"

static sl_calendar_t calendar_of(int year, int month, int day, unsigned months)
{
  sl_calendar_t calendar;
  sl_calendar_init(&calendar, (sl_date_t){year, month, day}, months);
  return calendar;
}

static void months_have_their_days(void)
{
  static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (int month = 1; month <= 12; month++) {
    CU_ASSERT_EQUAL(sl_date_days_in_month(2026, month), days[month - 1]);
  }
  CU_ASSERT_EQUAL(sl_date_days_in_month(2024, 2), 29);
  CU_ASSERT_EQUAL(sl_date_days_in_month(2000, 2), 29);
  CU_ASSERT_EQUAL(sl_date_days_in_month(1900, 2), 28);
  CU_ASSERT_EQUAL(sl_date_days_in_month(2100, 2), 28);
}

/* Unix time / 86,400, as date(1) gives it. */
static void serials_are_days_since_1970(void)
{
  CU_ASSERT_EQUAL(sl_date_serial((sl_date_t){1970, 1, 1}), 0);
  CU_ASSERT_EQUAL(sl_date_serial((sl_date_t){1969, 12, 31}), -1);
  CU_ASSERT_EQUAL(sl_date_serial((sl_date_t){2000, 2, 29}), 11016);
  CU_ASSERT_EQUAL(sl_date_serial((sl_date_t){2000, 3, 1}), 11017);
  CU_ASSERT_EQUAL(sl_date_serial((sl_date_t){2026, 1, 1}), 20454);
  CU_ASSERT_EQUAL(sl_date_serial((sl_date_t){1900, 1, 1}), -25567);
}

/* A relative day and its date, over 1,200 years around the start. */
static void dates_of_relative_days(void)
{
  const sl_calendar_t calendar = calendar_of(2024, 2, 29, 12);
  size_t wrong = 0;
  for (int day = -220000; day <= 220000; day++) {
    const sl_date_t date = sl_calendar_date(&calendar, day);
    wrong += sl_calendar_day(&calendar, date) != day || date.month < 1 || date.month > 12 ||
             date.day < 1 || date.day > (int)sl_date_days_in_month(date.year, date.month);
  }
  CU_ASSERT_EQUAL(wrong, 0);
  CU_ASSERT_EQUAL(sl_calendar_date(&calendar, 0).day, 29);
  CU_ASSERT_EQUAL(sl_calendar_date(&calendar, 1).month, 3);
}

/* Every day from 1890 to 2110 follows the one before. */
static void serials_follow_one_another(void)
{
  int serial = sl_date_serial((sl_date_t){1890, 1, 1});
  for (int year = 1890; year <= 2110; year++) {
    for (int month = 1; month <= 12; month++) {
      for (int day = 1; day <= (int)sl_date_days_in_month(year, month); day++) {
        CU_ASSERT_EQUAL(sl_date_serial((sl_date_t){year, month, day}), serial);
        serial++;
      }
    }
  }
}

static void added(sl_date_t from, int months, int year, int month, int day)
{
  const sl_date_t date = sl_date_add_months(from, months);
  CU_ASSERT_EQUAL(date.year, year);
  CU_ASSERT_EQUAL(date.month, month);
  CU_ASSERT_EQUAL(date.day, day);
}

static void adding_months_cuts_the_day(void)
{
  added((sl_date_t){2026, 1, 31}, 1, 2026, 2, 28);
  added((sl_date_t){2024, 1, 31}, 1, 2024, 2, 29);
  added((sl_date_t){2026, 1, 31}, 2, 2026, 3, 31);
  added((sl_date_t){2026, 1, 31}, 3, 2026, 4, 30);
  added((sl_date_t){2026, 1, 31}, -1, 2025, 12, 31);
  added((sl_date_t){2026, 3, 31}, -1, 2026, 2, 28);
  added((sl_date_t){2024, 2, 29}, 12, 2025, 2, 28);
  added((sl_date_t){2024, 2, 29}, 48, 2028, 2, 29);
  added((sl_date_t){2026, 12, 1}, 1, 2027, 1, 1);
  added((sl_date_t){2026, 1, 1}, -60, 2021, 1, 1);
  added((sl_date_t){2026, 7, 15}, 0, 2026, 7, 15);
}

/* 2026 has 365 days, 2024 has 366; half a year from 2026-01-01: 31+28+31+30+31+30 = 181. From July
 * 2023 to June 2024 a leap day lies in the second half: 366. */
static void plan_years_end_where_they_should(void)
{
  CU_ASSERT_EQUAL(calendar_of(2026, 1, 1, 12).last_day, 364);
  CU_ASSERT_EQUAL(calendar_of(2024, 1, 1, 12).last_day, 365);
  CU_ASSERT_EQUAL(calendar_of(2026, 1, 1, 6).last_day, 180);
  CU_ASSERT_EQUAL(calendar_of(2023, 7, 1, 12).last_day, 365);
  CU_ASSERT_EQUAL(calendar_of(2026, 1, 1, 1).last_day, 30);
}

/* From the 15th: January 15 to February 14 is 31 days, then 28, then 31. */
static void a_year_from_the_15th(void)
{
  const sl_calendar_t calendar = calendar_of(2026, 1, 15, 12);
  CU_ASSERT_EQUAL(sl_calendar_month_start(&calendar, 0), 0);
  CU_ASSERT_EQUAL(sl_calendar_month_start(&calendar, 1), 31);
  CU_ASSERT_EQUAL(sl_calendar_month_start(&calendar, 2), 59);
  CU_ASSERT_EQUAL(sl_calendar_month_start(&calendar, 3), 90);
  CU_ASSERT_EQUAL(sl_calendar_month_start(&calendar, -1), -31);
  CU_ASSERT_EQUAL(calendar.last_day, 364);
  CU_ASSERT_EQUAL(sl_calendar_day(&calendar, (sl_date_t){2027, 1, 14}), 364);
  CU_ASSERT_EQUAL(sl_calendar_month(&calendar, 30), 0);
  CU_ASSERT_EQUAL(sl_calendar_month(&calendar, 31), 1);
}

/* From the 31st: months begin on January 31, February 28, March 31, April 30, ... */
static void a_year_from_the_31st(void)
{
  const sl_calendar_t calendar = calendar_of(2026, 1, 31, 12);
  CU_ASSERT_EQUAL(sl_calendar_month_start(&calendar, 1), 28);
  CU_ASSERT_EQUAL(sl_calendar_month_start(&calendar, 2), 59);
  CU_ASSERT_EQUAL(sl_calendar_month_start(&calendar, 3), 89);
  CU_ASSERT_EQUAL(sl_calendar_month_start(&calendar, 12), 365);
  CU_ASSERT_EQUAL(calendar.last_day, 364); /* January 30, 2027 */
  CU_ASSERT_EQUAL(sl_calendar_month(&calendar, 27), 0);
  CU_ASSERT_EQUAL(sl_calendar_month(&calendar, 28), 1);
}

/* From February 29: the next year begins on February 28. */
static void a_year_from_the_leap_day(void)
{
  const sl_calendar_t calendar = calendar_of(2024, 2, 29, 12);
  CU_ASSERT_EQUAL(sl_calendar_month_start(&calendar, 1), 29);
  CU_ASSERT_EQUAL(calendar.last_day, 364);
  CU_ASSERT_EQUAL(sl_calendar_day(&calendar, (sl_date_t){2025, 2, 27}), 364);
}

/* Month by month over the whole list: every day lies in the month that begins on or before it. */
static void months_hold_their_days(void)
{
  static const sl_date_t starts[] = {{2026, 1, 1}, {2024, 2, 29}, {2025, 8, 31}, {2023, 11, 15}};
  for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
    const sl_calendar_t calendar = calendar_of(starts[i].year, starts[i].month, starts[i].day, 12);
    for (int m = -SL_MONTHS_BEFORE; m < SL_MONTHS_AFTER; m++) {
      const int first = sl_calendar_month_start(&calendar, m);
      const int next = sl_calendar_month_start(&calendar, m + 1);
      CU_ASSERT_TRUE(next - first >= 28 && next - first <= 31);
      CU_ASSERT_EQUAL(sl_calendar_month(&calendar, first), m);
      CU_ASSERT_EQUAL(sl_calendar_month(&calendar, next - 1), m);
    }
  }
}

static void days_beyond_the_list_belong_to_its_ends(void)
{
  const sl_calendar_t calendar = calendar_of(2026, 1, 1, 12);
  CU_ASSERT_EQUAL(sl_calendar_month(&calendar, -100000), -SL_MONTHS_BEFORE);
  CU_ASSERT_EQUAL(sl_calendar_month(&calendar, 100000), SL_MONTHS_AFTER - 1);
}

/* Before 2026: 2025 has 365 days and 2024 has 366. The years before a plan year of 6 months
 * have twelve all the same. */
static void plan_years_before_and_after(void)
{
  int first, last;
  sl_calendar_t calendar = calendar_of(2026, 1, 1, 12);
  sl_calendar_year(&calendar, 0, &first, &last);
  CU_ASSERT_TRUE(first == 0 && last == 364);
  sl_calendar_year(&calendar, -1, &first, &last);
  CU_ASSERT_TRUE(first == -365 && last == -1);
  sl_calendar_year(&calendar, -2, &first, &last);
  CU_ASSERT_TRUE(first == -731 && last == -366);
  sl_calendar_year(&calendar, -5, &first, &last);
  CU_ASSERT_TRUE(first == -1826 && last == -1462); /* 2021: 365 + 366 + 365 + 365 + 365 */
  sl_calendar_year(&calendar, 1, &first, &last);
  CU_ASSERT_TRUE(first == 365 && last == 729);
  sl_calendar_year(&calendar, 2, &first, &last);
  CU_ASSERT_TRUE(first == 730 && last == 1095); /* 2028 has 366 */
  calendar = calendar_of(2026, 1, 1, 6);
  sl_calendar_year(&calendar, -1, &first, &last);
  CU_ASSERT_TRUE(first == -365 && last == -1);
}

SL_SUITE(calendar, "unit/calendar", {"months have their days", months_have_their_days},
         {"serials are days since 1970", serials_are_days_since_1970},
         {"serials follow one another", serials_follow_one_another},
         {"adding months cuts the day", adding_months_cuts_the_day},
         {"plan years end where they should", plan_years_end_where_they_should},
         {"a year from the 15th", a_year_from_the_15th},
         {"a year from the 31st", a_year_from_the_31st},
         {"a year from the leap day", a_year_from_the_leap_day},
         {"months hold their days", months_hold_their_days},
         {"days beyond the list belong to its ends", days_beyond_the_list_belong_to_its_ends},
         {"plan years before and after", plan_years_before_and_after},
         {"dates of relative days", dates_of_relative_days});
