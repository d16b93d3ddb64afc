/* Curves of a sample of person-years, each worked out by hand on ten persons of two trials. */
#include "sim/study/validate/curves.h"

#include "models/group/person.h"
#include "sim/input/scenario/group.h"
#include "sim/study/validate/sample.h"
#include "tests/support/harness.h"

#include <math.h>

#define PERSONS 10
#define YEARS 20

static const double year[YEARS] = {0, 10, 20, 30, 40, 50, 60, 70, 80, 1000,
                                   0, 10, 20, 30, 40, 50, 60, 70, 80, 1000};

/* Persons of 0, 10, .. 90; the even ones are women. */
static sl_curves_t measure(const double before[YEARS])
{
  static const uint8_t dearest[YEARS];
  sl_person_t persons[PERSONS] = {{.age = 0}};
  const sl_group_t group = {.persons = persons, .n_persons = PERSONS};
  sl_sample_t sample;
  sl_curves_t curves;
  sl_error_t error = {0};
  for (size_t p = 0; p < PERSONS; p++) {
    persons[p].age = (unsigned)(10 * p);
    persons[p].sex = p % 2 == 0 ? SL_FEMALE : SL_MALE;
  }
  CU_ASSERT_EQUAL_FATAL(
      sl_sample_init(&sample, &group, PERSONS, YEARS, year, before, dearest, &error), SL_OK);
  sl_curves_measure(&sample, &curves);
  sl_sample_free(&sample);
  return curves;
}

static const double pairs[YEARS] = {5,  15, 25, 900, 45, 55, 65, 75, 85, 35,
                                    35, 15, 25, 5,   45, 55, 65, 75, 85, 900};

static void the_dearest(void)
{
  const sl_curves_t curves = measure(pairs);
  /* 20, 18, 16, 14, 13, 11, 10 persons; the next would be 9, fewer than SL_CURVE_LEAST */
  CU_ASSERT_EQUAL_FATAL(curves.n, 7);
  SL_ASSERT_CLOSE(curves.share[0], 1.0, 1e-15);
  SL_ASSERT_CLOSE(curves.dollars[0], 1.0, 1e-15);
  SL_ASSERT_CLOSE(curves.above[0], 18.0 / 20.0, 1e-15); /* above the least, which two have */
  SL_ASSERT_CLOSE(curves.share[6], 10.0 / 20.0, 1e-15);
  SL_ASSERT_CLOSE(curves.dollars[6], 2520.0 / 2720.0, 1e-15);
  SL_ASSERT_CLOSE(curves.amount[6], 40.0, 1e-15);
  SL_ASSERT_CLOSE(curves.above[6], 10.0 / 20.0, 1e-15);
  /* 13: the eighth from below is the second 30, which twelve exceed */
  SL_ASSERT_CLOSE(curves.share[4], 13.0 / 20.0, 1e-15);
  SL_ASSERT_CLOSE(curves.amount[4], 30.0, 1e-15);
  SL_ASSERT_CLOSE(curves.above[4], 12.0 / 20.0, 1e-15);
  SL_ASSERT_CLOSE(curves.dollars[4], (2520.0 + 2.0 * 40.0 + 30.0) / 2720.0, 1e-15);
}

static void ages_and_sexes(void)
{
  const sl_curves_t curves = measure(pairs);
  SL_ASSERT_CLOSE(curves.age[SL_FEMALE][0], 0.0, 1e-15);
  CU_ASSERT_TRUE(isnan(curves.age[SL_MALE][0]));
  CU_ASSERT_TRUE(isnan(curves.age[SL_FEMALE][1]));
  SL_ASSERT_CLOSE(curves.age[SL_MALE][3], 10.0 / 136.0, 1e-15);    /* of 10 to 14 */
  SL_ASSERT_CLOSE(curves.age[SL_FEMALE][13], 60.0 / 136.0, 1e-15); /* of 60 to 64 */
  SL_ASSERT_CLOSE(curves.age[SL_MALE][18], 1000.0 / 136.0, 1e-15); /* 90: in the last band */
}

/* Two persons to a tenth; the middle of the years is 50, and the dearest 5% are one person: 1000 or
 * more. */
static void the_next_year(void)
{
  const sl_curves_t curves = measure(pairs);
  const double *half = curves.later[SL_LATER_LOWER_HALF], *top = curves.later[SL_LATER_TOP_5];
  SL_ASSERT_CLOSE(half[0], 1.0, 1e-15); /* 5: then 0 and 30 */
  SL_ASSERT_CLOSE(half[3], 0.5, 1e-15); /* 35: then 1000 and 0 */
  SL_ASSERT_CLOSE(top[3], 0.5, 1e-15);
  SL_ASSERT_CLOSE(half[5], 0.0, 1e-15); /* 55: then 50, which is not below the middle */
  SL_ASSERT_CLOSE(top[8], 0.0, 1e-15);
  /* 900 twice, one place in either group: each has one half of both persons, 30 and 1000 then */
  SL_ASSERT_CLOSE(top[9], 0.5, 1e-15);
  SL_ASSERT_CLOSE(top[10], 0.5, 1e-15);
  CU_ASSERT_TRUE(isnan(top[11]));                          /* 1% of twenty is nobody */
  CU_ASSERT_TRUE(isnan(curves.later[SL_LATER_TOP_1][10])); /* nor is anybody there */
}

/* Nine alike stand in the first tenth to the half of the fifth; nobody can tell who is where. */
static void like_amounts_are_shared_out(void)
{
  static const double before[YEARS] = {0, 0, 0, 0, 0, 0, 0, 0,  0,  20,
                                       3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  const sl_curves_t curves = measure(before);
  const double *half = curves.later[SL_LATER_LOWER_HALF];
  for (size_t g = 0; g < 4; g++) {
    SL_ASSERT_CLOSE(half[g], 5.0 / 9.0, 1e-15);
  }
  /* of two: one of the nine, and the person with 3, whose year is 0 */
  SL_ASSERT_CLOSE(half[4], 0.5 * (5.0 / 9.0 + 1.0), 1e-15);
  SL_ASSERT_CLOSE(half[5], 1.0, 1e-15);
}

SL_SUITE(sample_curves, "unit/sample curves", {"the dearest", the_dearest},
         {"ages and sexes", ages_and_sexes}, {"the next year", the_next_year},
         {"like amounts are shared out", like_amounts_are_shared_out});
