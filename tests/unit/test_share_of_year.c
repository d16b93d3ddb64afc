/* Share of a year enrolled: by hand, and against a walk over every day. */
#include "models/group/share_of_year.h"
#include "models/random/streams.h"
#include "tests/support/harness.h"

#include <stdbool.h>

/* ---- a slow obvious reference ---- */

static int length_of(int year, int month)
{
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2                                              ? (leap ? 29 : 28)
         : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                 : 31;
}

/* The first day of a plan month, `after` months from start: its day of the month, or the last. */
static sl_date_t plan_month(sl_date_t start, int after)
{
  sl_date_t date = start;
  for (; after < 0; after++) {
    date.year -= date.month == 1;
    date.month = date.month == 1 ? 12 : date.month - 1;
  }
  for (; after > 0; after--) {
    date.year += date.month == 12;
    date.month = date.month == 12 ? 1 : date.month + 1;
  }
  const int last = length_of(date.year, date.month);
  date.day = start.day < last ? start.day : last;
  return date;
}

static bool same(sl_date_t a, sl_date_t b)
{
  return a.year == b.year && a.month == b.month && a.day == b.day;
}

static sl_date_t next_day(sl_date_t date)
{
  if (date.day < length_of(date.year, date.month)) {
    return (sl_date_t){date.year, date.month, date.day + 1};
  }
  return date.month < 12 ? (sl_date_t){date.year, date.month + 1, 1}
                         : (sl_date_t){date.year + 1, 1, 1};
}

/* Days from the first day of plan month `from` to that of plan month `to`. */
static int days_between(sl_date_t start, int from, int to)
{
  int n = 0;
  for (sl_date_t d = plan_month(start, from); !same(d, plan_month(start, to)); d = next_day(d)) {
    n++;
  }
  return n;
}

/* Each day enrolled is a part of its month of the plan year, or of its calendar month. */
static double walk(sl_date_t start, int first_month, int months, int first, int last,
                   const double *season)
{
  double share = 0.0, weights = 0.0;
  int day = first_month < 0 ? -days_between(start, first_month, 0) : 0;
  for (int m = first_month; m < first_month + months; m++) {
    const int length = days_between(start, m, m + 1);
    for (sl_date_t d = plan_month(start, m); !same(d, plan_month(start, m + 1));
         d = next_day(d), day++) {
      const double part =
          season == NULL ? 1.0 / length : season[d.month - 1] / length_of(d.year, d.month);
      share += day >= first && day <= last ? part : 0.0;
    }
  }
  for (int m = 0; season != NULL && m < 12; m++) {
    weights += season[m];
  }
  return share / (season == NULL ? 12.0 : weights);
}

static double share_of(const sl_calendar_t *calendar, int year, int first, int last,
                       const double *season)
{
  const sl_enrolled_t enrolled = sl_enrolled_on(calendar, year, first, last);
  const sl_share_t share = sl_share_of_year(&enrolled, season);
  return share.part / share.whole;
}

/* ---- tests ---- */

/* Six months of weights 1 and 3: 6 / 24 of a year, 18 / 24 in the other half; by months 6 / 12. */
static void seasonality_shapes_a_short_plan_year(void)
{
  static const double season[12] = {1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3};
  sl_calendar_t calendar;
  sl_calendar_init(&calendar, (sl_date_t){2026, 1, 1}, 6);
  CU_ASSERT_EQUAL(share_of(&calendar, 0, 0, calendar.last_day, season), 0.25);
  CU_ASSERT_EQUAL(share_of(&calendar, 0, 0, calendar.last_day, NULL), 0.5);
  CU_ASSERT_EQUAL(share_of(&calendar, -1, INT32_MIN, INT32_MAX, season), 1.0);
  sl_calendar_init(&calendar, (sl_date_t){2026, 7, 1}, 6);
  CU_ASSERT_EQUAL(share_of(&calendar, 0, 0, calendar.last_day, season), 0.75);
}

static void months_without_weight_have_no_claims(void)
{
  static const double december[12] = {[11] = 4.0};
  sl_calendar_t calendar;
  sl_calendar_init(&calendar, (sl_date_t){2026, 1, 1}, 12);
  CU_ASSERT_EQUAL(share_of(&calendar, 0, 0, 333, december), 0.0);
  CU_ASSERT_EQUAL(share_of(&calendar, 0, 0, 364, december), 1.0);
  CU_ASSERT_EQUAL(share_of(&calendar, 0, 334, 334, december), 1.0 / 31.0);
  CU_ASSERT_EQUAL(share_of(&calendar, 0, 20, 19, NULL), 0.0);
}

/* Frequencies that keep claims with probability exposure refuse any excess over 1. From 15 February
 * 2024 to 14 February 2025 February is met as 15 / 29 and 14 / 28, which is no whole. */
static void a_whole_year_is_exactly_one(void)
{
  static const double season[12] = {0.3, 0.1, 0.7, 1.1, 0.9, 1.3, 0.2, 0.6, 1.7, 1.9, 2.3, 0.4};
  static const double february[12] = {[1] = 1.0};
  sl_calendar_t calendar;
  for (int month = 1; month <= 12; month++) {
    for (int day = 1; day <= 31; day += 5) {
      sl_calendar_init(&calendar, (sl_date_t){2026, month, day <= 28 ? day : 28}, 12);
      CU_ASSERT_EQUAL(share_of(&calendar, 0, 0, calendar.last_day, NULL), 1.0);
      CU_ASSERT_EQUAL(share_of(&calendar, 0, 0, calendar.last_day, season), 1.0);
    }
  }
  sl_calendar_init(&calendar, (sl_date_t){2024, 2, 15}, 12);
  SL_ASSERT_CLOSE(share_of(&calendar, 0, 0, calendar.last_day, february), 15.0 / 29 + 14.0 / 28,
                  1e-15);
}

/* A random calendar, span and seasonality; every seventh month weighs nothing. */
static void check_random(const sl_stream_t *stream, uint32_t i)
{
  double season[12];
  uint32_t draw = 0;
#define DRAW(n) ((unsigned)(sl_stream_word(stream, i, 1, draw++) >> 33) % (n))
  const int year = (int)(2019 + DRAW(10)), month = (int)(1 + DRAW(12));
  const sl_date_t start = {year, month, 1};
  sl_date_t from = start;
  from.day = (int)(1 + DRAW((unsigned)length_of(start.year, start.month)));
  const unsigned months = 1 + DRAW(12), years = DRAW(3);
  const int low = (int)DRAW(1200) - 800, high = low + (int)DRAW(500) - 20;
  for (int m = 0; m < 12; m++) {
    season[m] = DRAW(7) == 0 ? 0.0 : 0.01 * (double)(1 + DRAW(500));
  }
  season[DRAW(12)] += 1.0;
  sl_calendar_t calendar;
  sl_calendar_init(&calendar, from, months);
  const int first_month = years == 0 ? 0 : -12 * (int)years;
  const int listed = years == 0 ? (int)months : 12;
  for (int k = 0; k < 2; k++) {
    const double *weights = k == 0 ? NULL : season;
    const double expected = walk(from, first_month, listed, low, high, weights);
    CU_ASSERT(fabs(share_of(&calendar, -(int)years, low, high, weights) - expected) < 1e-12);
  }
#undef DRAW
}

static void a_walk_over_every_day_agrees(void)
{
  const sl_stream_t stream = sl_stream_init(2026, SL_PASS_MAIN, SL_DRAW_DAY, 0, 0);
  const uint32_t n = sl_test_full() ? 200000 : 4000;
  for (uint32_t i = 0; i < n; i++) {
    check_random(&stream, i);
  }
}

SL_SUITE(share_of_year, "unit/share_of_year",
         {"seasonality shapes a short plan year", seasonality_shapes_a_short_plan_year},
         {"months without weight have no claims", months_without_weight_have_no_claims},
         {"a whole year is exactly one", a_whole_year_is_exactly_one},
         {"a walk over every day agrees, on random calendars", a_walk_over_every_day_agrees});
