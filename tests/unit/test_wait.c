/* Days from an onset: as often as the density by twelfths of a year says, cut off and scaled. */
#include "models/claims/wait.h"
#include "tests/support/harness.h"

#include <math.h>
#include <string.h>

enum { DRAWS = 100000 };

/* Mass of days d .. d + 1 by its own definition. */
static double mass_of_day(const double *months, int d)
{
  const double month = 365.25 / 12.0;
  double sum = 0.0;
  for (int m = 0; m < 12; m++) {
    sum +=
        months[m] * fmax(0.0, fmin(d + 1.0, (m + 1) * month) - fmax((double)d, m * month)) / month;
  }
  return sum;
}

/* By equal steps of u: each day as often as it should, but for one at either end. */
static void check_days(const double *months, uint32_t days)
{
  static uint32_t count[366];
  sl_wait_t wait;
  double total = 0.0;
  size_t wrong = 0;
  uint32_t last = 0;
  sl_wait_init(months, &wait);
  const double mass = sl_wait_mass(&wait, days);
  memset(count, 0, sizeof count);
  for (uint32_t i = 0; i < DRAWS; i++) {
    const uint32_t day = sl_wait_days(&wait, mass, days, (i + 0.5) / DRAWS);
    CU_ASSERT_FATAL(day < days);
    wrong += day < last;
    last = day;
    count[day]++;
  }
  for (uint32_t d = 0; d < days; d++) {
    total += mass_of_day(months, (int)d);
  }
  SL_ASSERT_CLOSE_ABOVE(mass, total, 1e-12, 1.0);
  for (uint32_t d = 0; d < days; d++) {
    const double share = total > 0.0 ? mass_of_day(months, (int)d) / total : 1.0 / days;
    wrong += fabs(count[d] - share * DRAWS) > 1.001;
  }
  CU_ASSERT_EQUAL(wrong, 0);
}

static void days_are_as_frequent_as_they_should(void)
{
  static const double even[12] = {1.0 / 12, 1.0 / 12, 1.0 / 12, 1.0 / 12, 1.0 / 12, 1.0 / 12,
                                  1.0 / 12, 1.0 / 12, 1.0 / 12, 1.0 / 12, 1.0 / 12, 1.0 / 12};
  static const double falling[12] = {0.5, 0.25, 0.125, 0.0625, 0.0625};
  static const double gaps[12] = {0.0, 0.4, 0.0, 0.0, 0.3, 0.3};
  static const uint32_t days[] = {1, 2, 30, 31, 32, 61, 100, 200, 365, 366};
  for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
    check_days(even, days[i]);
    check_days(falling, days[i]);
    check_days(gaps, days[i]); /* of the first 30 none has any mass: they count alike */
  }
}

SL_SUITE(wait, "unit/wait",
         {"days are as frequent as they should", days_are_as_frequent_as_they_should});
