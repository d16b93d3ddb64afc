/* Quantities of a sample of person-years, each worked out by hand on ten persons. */
#include "sim/study/validate/sample.h"

#include "models/group/person.h"
#include "sim/input/scenario/group.h"
#include "tests/support/harness.h"

#include <math.h>

#define PERSONS 10
#define YEARS 20 /* two trials */

static const double year[YEARS] = {0, 10, 20, 30, 40, 50, 60, 70, 80, 1000,
                                   0, 10, 20, 30, 40, 50, 60, 70, 80, 1000};
static const double before[YEARS] = {5,  15, 25, 900, 45, 55, 65, 75, 85, 35,
                                     35, 15, 25, 5,   45, 55, 65, 75, 85, 900};
static const uint8_t dearest[YEARS] = {0, 0, 0, 0, 0, 0, 0, 1, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2};

static double measure(sl_quantity_t quantity, double amount)
{
  static const double events[] = {4.0, 40.0}, dollars[] = {100.0, 60.0};
  static const bool first_condition[] = {true, false};
  sl_person_t persons[PERSONS] = {{.age = 0}};
  sl_group_t group = {.persons = persons, .n_persons = PERSONS};
  sl_sample_t sample;
  sl_error_t error = {0};
  for (size_t p = 0; p < PERSONS; p++) {
    persons[p].age = (unsigned)(10 * p);
    persons[p].sex = p % 2 == 0 ? SL_FEMALE : SL_MALE;
  }
  CU_ASSERT_EQUAL_FATAL(
      sl_sample_init(&sample, &group, PERSONS, YEARS, year, before, dearest, &error), SL_OK);
  sample.events = events;
  sample.dollars = dollars;
  const sl_target_t target = {
      .quantity = quantity, .amount = amount, .age_from = 70, .age_to = 90, .sex = SL_MALE};
  const double figure = sl_sample_measure(&sample, &target, 1, first_condition);
  sl_sample_free(&sample);
  return figure;
}

static void continuance(void)
{
  SL_ASSERT_CLOSE(measure(SL_SHARE_ABOVE, 0.0), 18.0 / 20.0, 1e-15);
  SL_ASSERT_CLOSE(measure(SL_SHARE_ABOVE, 40.0), 10.0 / 20.0,
                  1e-15); /* an equal one is not above */
  SL_ASSERT_CLOSE(measure(SL_PER_MILLION_ABOVE, 70.0), 4e6 / 20.0, 1e-15);
  SL_ASSERT_CLOSE(measure(SL_RATIO_OF_DOUBLE, 30.0), 6.0 / 12.0, 1e-15);
}

static void spending(void)
{
  SL_ASSERT_CLOSE(measure(SL_MEAN, 0.0), 136.0, 1e-15);
  SL_ASSERT_CLOSE(measure(SL_MEAN_CAPPED, 75.0), (280.0 + 75.0 + 75.0) / 10.0, 1e-15);
  SL_ASSERT_CLOSE(measure(SL_SHARE_OF_TOP, 0.2), 1080.0 / 1360.0, 1e-15);
  SL_ASSERT_CLOSE(measure(SL_SHARE_OF_LOWER_HALF, 0.0), 100.0 / 1360.0, 1e-15);
  SL_ASSERT_CLOSE(measure(SL_EVENTS_PER_1000, 0.0), 1000.0 * 40.0 / 20.0, 1e-15);
  SL_ASSERT_CLOSE(measure(SL_COST_PER_EVENT, 0.0), 1.5, 1e-15);
  /* of 70 to 90 men are persons 7 and 9, a woman person 8 */
  SL_ASSERT_CLOSE(measure(SL_MEN_OVER_WOMEN, 0.0), 0.5 * (70.0 + 1000.0) / 80.0, 1e-15);
  SL_ASSERT_CLOSE(measure(SL_AGE_RATIO, 0.0), 0.5 * (70.0 + 1000.0) / 136.0, 1e-15);
}

/* Above 75: 5 twice (persons 8), 925 twice; of condition 1 one 925. */
static void excess_by_condition(void)
{
  SL_ASSERT_CLOSE(measure(SL_EXCESS_OF, 75.0), 925.0 / (2.0 * 5.0 + 2.0 * 925.0), 1e-15);
  /* above 65 are persons 7, 8 and 9 twice: six, of whom 7 and 8 of trial 2 have none */
  SL_ASSERT_CLOSE(measure(SL_WITHOUT_CONDITION, 65.0), 2.0 / 6.0, 1e-15);
}

/* The dearest fifth: 80, 80, 1000, 1000 of the years; 85, 85, 900, 900 of those before. Of the four
 * that were in it (person 3 in trial 1, 8 twice, 9 in trial 2) three are again. */
static void the_next_year(void)
{
  SL_ASSERT_CLOSE(measure(SL_TOP_STAYS, 0.2), 3.0 / 4.0, 1e-15);
  /* Cheaper half: below 50, below 55. Before: 5, 15, 25, 45, 35; 35, 15, 25, 5, 45. Person 9 of
   * trial 1 was in it and is not again. */
  SL_ASSERT_CLOSE(measure(SL_LOWER_HALF_STAYS, 0.0), 9.0 / 10.0, 1e-15);
}

static void correlation_is_pearsons(void)
{
  const double cap = 60.0;
  double mx = 0.0, my = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
  for (size_t i = 0; i < YEARS; i++) {
    mx += fmin(before[i], cap) / YEARS;
    my += fmin(year[i], cap) / YEARS;
  }
  for (size_t i = 0; i < YEARS; i++) {
    const double x = fmin(before[i], cap) - mx, y = fmin(year[i], cap) - my;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  SL_ASSERT_CLOSE(measure(SL_CORRELATION_CAPPED, cap), xy / sqrt(xx * yy), 1e-12);
}

SL_SUITE(sample, "unit/sample", {"continuance", continuance}, {"spending", spending},
         {"excess by condition", excess_by_condition}, {"the next year", the_next_year},
         {"correlation is Pearson's", correlation_is_pearsons});
