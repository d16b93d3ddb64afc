/* Age rating of US small groups: published factors, and families by hand. */
#include "models/group/rating_curve.h"
#include "tests/support/harness.h"

#include <string.h>

static sl_rating_curve_t curve_of_the_program(void)
{
  sl_rating_curve_t curve;
  CU_ASSERT_EQUAL_FATAL(sl_rating_curve_default(&curve, NULL), SL_OK);
  return curve;
}

/* CMS, federal default age curve for plan years from 2018, as printed */
static void factors_as_published(void)
{
  static const struct {
    unsigned age;
    double factor;
  } published[] = {{0, 0.765},  {14, 0.765}, {15, 0.833}, {18, 0.913}, {20, 0.970}, {21, 1.000},
                   {24, 1.000}, {25, 1.004}, {40, 1.278}, {43, 1.357}, {45, 1.444}, {55, 2.230},
                   {63, 2.952}, {64, 3.000}, {65, 3.000}, {99, 3.000}, {500, 3.000}};
  const sl_rating_curve_t curve = curve_of_the_program();
  CU_ASSERT_EQUAL(curve.n_ages, 65);
  for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
    CU_ASSERT_EQUAL(sl_rating_factor(&curve, published[i].age), published[i].factor);
  }
}

#define FIRST(months) ((1U << (months)) - 1) /* billed in the first so many months */
#define YEAR FIRST(12)

/* Employee 45 (1.444) and spouse 43 (1.357) for 12 months; children 22 (1.000, rated as an adult),
 * 19 (0.941), 17 (0.885) and 15 (0.833): the three oldest under 21; 12 and 9 are free.
 * 12 x (1.444 + 1.357 + 1.000 + 0.941 + 0.885 + 0.833) = 12 x 6.460 = 77.52 */
static void at_most_three_children_under_21(void)
{
  const sl_rating_curve_t curve = curve_of_the_program();
  const sl_rated_person_t family[] = {{45, YEAR, false}, {9, YEAR, true},   {15, YEAR, true},
                                      {22, YEAR, true},  {43, YEAR, false}, {12, YEAR, true},
                                      {19, YEAR, true},  {17, YEAR, true}};
  SL_ASSERT_CLOSE(sl_age_rated_units(&curve, family, 8), 77.52, 1e-14);
}

/* Four children of 10: three count, the first listed. Months 12, 12, 6 and 3: 0.765 x 30 = 22.95.
 * A spouse of 20 is no child: 0.970 x 12 = 11.64. */
static void of_the_same_age_the_first_listed_count(void)
{
  const sl_rating_curve_t curve = curve_of_the_program();
  const sl_rated_person_t children[] = {
      {10, YEAR, true}, {10, YEAR, true}, {10, FIRST(6), true}, {10, FIRST(3), true}};
  SL_ASSERT_CLOSE(sl_age_rated_units(&curve, children, 4), 22.95, 1e-14);
  const sl_rated_person_t spouse[] = {{20, YEAR, false}};
  SL_ASSERT_CLOSE(sl_age_rated_units(&curve, spouse, 1), 11.64, 1e-14);
  CU_ASSERT_EQUAL(sl_age_rated_units(&curve, spouse, 0), 0.0);
}

/* 7 (0.765) and 5 count all year, 3 for the six months before the child of 20 (0.970) joins:
 * 0.765 x (12 + 12 + 6) + 0.970 x 6 = 28.77. A child of 20 that is never billed takes nobody's
 * place: 0.765 x 36. One that left after June frees its place: 20 6, 19 and 18 (0.913) 12, 3 6
 * months: 0.970 x 6 + 0.941 x 12 + 0.913 x 12 + 0.765 x 6 = 32.658. */
static void the_oldest_are_chosen_month_by_month(void)
{
  const sl_rating_curve_t curve = curve_of_the_program();
  sl_rated_person_t children[] = {
      {3, YEAR, true}, {5, YEAR, true}, {20, YEAR & ~FIRST(6), true}, {7, YEAR, true}};
  SL_ASSERT_CLOSE(sl_age_rated_units(&curve, children, 4), 28.77, 1e-14);
  children[2].billed = 0;
  SL_ASSERT_CLOSE(sl_age_rated_units(&curve, children, 4), 27.54, 1e-14);
  const sl_rated_person_t leaver[] = {
      {20, FIRST(6), true}, {19, YEAR, true}, {18, YEAR, true}, {3, YEAR, true}};
  SL_ASSERT_CLOSE(sl_age_rated_units(&curve, leaver, 4), 32.658, 1e-14);
}

static void a_curve_of_ones_own(void)
{
  sl_rating_curve_t curve;
  CU_ASSERT_EQUAL(
      sl_rating_curve_parse("# note\n# more\nage,factor\n0,.5\n1,2\n2,0.125\n", &curve, NULL),
      SL_OK);
  CU_ASSERT_EQUAL(curve.n_ages, 3);
  CU_ASSERT_EQUAL(sl_rating_factor(&curve, 0), 0.5);
  CU_ASSERT_EQUAL(sl_rating_factor(&curve, 1), 2.0);
  CU_ASSERT_EQUAL(sl_rating_factor(&curve, 7), 0.125);
}

static void what_is_no_curve_is_refused_with_its_line(void)
{
  static const struct {
    const char *text, *says;
  } wrong[] = {
      {"", "line 1"},
      {"# note\nage;factor\n0,1\n", "line 2"},
      {"age,factor\n", "no ages"},
      {"age,factor\n1,1.0\n", "line 2"},
      {"age,factor\n0,1.0\n2,1.0\n", "line 3"},
      {"age,factor\n0,1.0\n1,1.0.0\n", "line 3"},
      {"age,factor\n0,1.0\n1,\n", "line 3"},
      {"age,factor\n0,1.0\n1,-1\n", "line 3"},
      {"age,factor\n0,0.000\n", "line 2"},
      {"age,factor\n0,1.0 \n", "line 2"},
      {"age,factor\n0,1.0000000000000000000000001\n", "line 2"},
      {"age,factor\n\n0,1.0\n", "line 2"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    sl_rating_curve_t curve;
    sl_error_t error;
    CU_ASSERT_EQUAL(sl_rating_curve_parse(wrong[i].text, &curve, &error), SL_ERR_INPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.text, wrong[i].says));
  }
}

SL_SUITE(age_curve, "unit/age_curve", {"factors as published", factors_as_published},
         {"at most three children under 21", at_most_three_children_under_21},
         {"of the same age the first listed count", of_the_same_age_the_first_listed_count},
         {"the oldest are chosen month by month", the_oldest_are_chosen_month_by_month},
         {"a curve of one's own", a_curve_of_ones_own},
         {"what is no curve is refused with its line", what_is_no_curve_is_refused_with_its_line});
