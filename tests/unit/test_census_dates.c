#include "sim/input/census/census.h"
#include "sim/input/scenario/plans.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <math.h>

#define HEADER "employee,relationship,age,sex,salary,months,from,to\n"
#define YAML SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_TAIL

/* Plan year 2026 (start 2026-01-01): day 0 is 2026-01-01, 31 is 2026-02-01, 59 is 2026-03-01. */

/* From 16 January to 14 March: 16 of 31 days, all of February, 14 of 31; billed in February and
 * March. Salary 36,500 x (2 - 1/31) / 12 of a year. */
static void exposure_is_the_share_of_days_of_each_month(void)
{
  sl_loaded_t l = sl_test_load(YAML, HEADER "1,employee,40,F,36500,,2026-01-16,2026-03-14\n"
                                            "2,employee,40,M,1200,,,\n");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_person_t *p = l.scenario->group->persons;
  const sl_enrolment_t *e = &l.scenario->group->enrolment;
  CU_ASSERT_TRUE(p[0].dated && !p[1].dated);
  CU_ASSERT_EQUAL(p[0].first_day, 15);
  CU_ASSERT_EQUAL(p[0].last_day, 72);
  SL_ASSERT_CLOSE(p[0].months, 1.0 + 30.0 / 31.0, 1e-15);
  CU_ASSERT_EQUAL(p[1].months, 12.0);
  CU_ASSERT_EQUAL(l.scenario->group->families[0].months, 2);
  CU_ASSERT_EQUAL(e->employees, 2.0);
  CU_ASSERT_EQUAL(e->employee_months, 14.0);
  CU_ASSERT_EQUAL(e->member_months, 14.0);
  CU_ASSERT_EQUAL(e->tier_first_month[SL_TIER_EMPLOYEE], 1.0);
  CU_ASSERT_EQUAL(e->tier_by_month[SL_TIER_EMPLOYEE][0], 1.0);
  CU_ASSERT_EQUAL(e->tier_by_month[SL_TIER_EMPLOYEE][1], 2.0);
  CU_ASSERT_EQUAL(e->tier_by_month[SL_TIER_EMPLOYEE][2], 2.0);
  CU_ASSERT_EQUAL(e->tier_by_month[SL_TIER_EMPLOYEE][3], 1.0);
  SL_ASSERT_CLOSE(e->payroll, 36500.0 * (2.0 - 1.0 / 31.0) / 12.0 + 1200.0, 1e-14);
  sl_test_unload(&l);
}

/* An open side lasts for ever; the whole year by dates is the same exposure as no dates. */
static void one_date_alone_leaves_the_other_side_open(void)
{
  sl_loaded_t l = sl_test_load(YAML, HEADER "1,employee,40,F,,,2026-12-31,\n"
                                            "2,employee,40,M,,,,2026-01-01\n"
                                            "3,employee,40,M,,,2026-01-01,2026-12-31\n");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_person_t *p = l.scenario->group->persons;
  CU_ASSERT_EQUAL(p[0].first_day, 364);
  CU_ASSERT_EQUAL(p[0].last_day, SL_DAY_ALWAYS_AFTER);
  CU_ASSERT_EQUAL(p[1].first_day, SL_DAY_ALWAYS_BEFORE);
  CU_ASSERT_EQUAL(p[1].last_day, 0);
  SL_ASSERT_CLOSE(p[0].months, 1.0 / 31.0, 1e-15);
  SL_ASSERT_CLOSE(p[1].months, 1.0 / 31.0, 1e-15);
  CU_ASSERT_EQUAL(p[2].months, 12.0);
  CU_ASSERT_EQUAL(l.scenario->group->families[0].months, 0);
  CU_ASSERT_EQUAL(l.scenario->group->families[1].months, 1);
  CU_ASSERT_EQUAL(l.scenario->group->families[2].months, 12); /* the first day itself is covered */
  CU_ASSERT_TRUE(isnan(l.scenario->group->enrolment.payroll));
  sl_test_unload(&l);
}

/* A child born on 10 April, a spouse who leaves on 30 June: the tier of each month is that of who
 * is covered on its first day: employee_spouse to April, family in May and June, then
 * employee_children. */
static void the_tier_follows_who_is_covered(void)
{
  sl_loaded_t l =
      sl_test_load(YAML, "employee,relationship,birth_date,sex,from,to\n"
                         "1,employee,1980-01-01,F,,\n1,spouse,1981-01-01,M,,2026-06-30\n"
                         "1,child,2026-04-10,M,2026-04-10,\n");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_family_t *f = &l.scenario->group->families[0];
  CU_ASSERT_EQUAL(f->tier, SL_TIER_FAMILY);
  CU_ASSERT_EQUAL(f->months, 12);
  CU_ASSERT_EQUAL(f->tier_months[SL_TIER_EMPLOYEE], 0);
  CU_ASSERT_EQUAL(f->tier_months[SL_TIER_EMPLOYEE_SPOUSE], 4);
  CU_ASSERT_EQUAL(f->tier_months[SL_TIER_FAMILY], 2);
  CU_ASSERT_EQUAL(f->tier_months[SL_TIER_EMPLOYEE_CHILDREN], 6);
  CU_ASSERT_EQUAL(l.scenario->group->persons[2].age, 0);
  SL_ASSERT_CLOSE(l.scenario->group->persons[2].months, 8.0 + 21.0 / 30.0, 1e-15);
  CU_ASSERT_EQUAL(l.scenario->group->enrolment.member_months, 12.0 + 6.0 + 8.0);
  sl_test_unload(&l);
}

/* Dependents take the employee's dates, are cut to them, or are refused outside them. */
static void dependents_lie_within_the_employees_enrolment(void)
{
  sl_loaded_t l = sl_test_load(YAML, HEADER "1,employee,40,F,,,2026-02-01,2026-11-30\n"
                                            "1,spouse,40,M,,,,\n"
                                            "1,child,4,M,,,2026-01-01,2026-03-15\n"
                                            "2,employee,40,F,,6,,\n"
                                            "2,child,4,F,,,2026-03-01,\n");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_person_t *p = l.scenario->group->persons;
  CU_ASSERT_TRUE(p[1].dated);
  CU_ASSERT_EQUAL(p[1].first_day, 31);
  CU_ASSERT_EQUAL(p[1].last_day, 333);
  CU_ASSERT_EQUAL(p[1].months, 10.0);
  CU_ASSERT_EQUAL(l.scenario->group->families[0].months, 10);
  CU_ASSERT_EQUAL(p[2].first_day, 31);
  CU_ASSERT_EQUAL(p[2].last_day, 73);
  CU_ASSERT_FALSE(p[3].dated);
  CU_ASSERT_EQUAL(p[4].last_day, 180); /* 2026-06-30 */
  CU_ASSERT_EQUAL(p[4].months, 4.0);
  sl_test_unload(&l);
  l = sl_test_load(YAML, HEADER "1,employee,40,F,,,2026-02-01,\n"
                                "1,spouse,40,M,,,,2026-01-31\n"
                                "1,child,4,M,,3,,\n");
  CU_ASSERT_EQUAL(l.faults.n, 2);
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 3, 7, "outside the employee's enrolment"));
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 4, 6, "months is given, but the employee's row has"));
  sl_test_unload(&l);
}

/* Who left before the plan year may have claims paid in it; who comes after it or left long ago is
 * as good as waived. */
static void leavers_are_kept_without_exposure(void)
{
  sl_loaded_t l = sl_test_load(YAML, HEADER "1,employee,40,F,,,,2025-11-30\n"
                                            "1,child,4,F,,,,\n"
                                            "2,employee,40,F,100,,2027-01-01,\n"
                                            "3,employee,40,F,100,,,2020-12-31\n"
                                            "4,employee,40,F,100,,,2021-01-01\n"
                                            "5,employee,40,F,100,,,\n");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_EQUAL_FATAL(l.scenario->group->n_persons, 4);
  CU_ASSERT_EQUAL(l.scenario->group->persons[0].months, 0.0);
  CU_ASSERT_EQUAL(l.scenario->group->persons[0].last_day, -32);
  CU_ASSERT_EQUAL(l.scenario->group->persons[1].last_day, -32);
  CU_ASSERT_EQUAL(l.scenario->group->persons[2].row, 5);
  CU_ASSERT_EQUAL(l.scenario->group->families[0].months, 0);
  CU_ASSERT_EQUAL(l.scenario->group->enrolment.employees, 1.0);
  CU_ASSERT_EQUAL(l.scenario->group->enrolment.members, 1.0);
  CU_ASSERT_EQUAL(l.scenario->group->enrolment.member_months, 12.0);
  CU_ASSERT_EQUAL(l.scenario->group->enrolment.payroll, 100.0);
  sl_test_unload(&l);
}

static void expect_fault(const char *census, size_t line, size_t column, const char *part)
{
  sl_loaded_t l = sl_test_load(YAML, census);
  CU_ASSERT_EQUAL(l.faults.n, 1);
  CU_ASSERT_TRUE(sl_test_has_fault(&l, line, column, part));
  sl_test_unload(&l);
}

static void dates_that_contradict_are_refused(void)
{
  expect_fault(HEADER "1,employee,40,F,,6,2026-01-01,\n", 2, 6, "months is given beside");
  expect_fault(HEADER "1,employee,40,F,,,2026-05-01,2026-04-30\n", 2, 8, "to lies before from");
  expect_fault(HEADER "1,employee,40,F,,,1/5/2026,\n", 2, 7, "from is not a date");
  expect_fault("employee,relationship,birth_date,sex,from\n1,employee,1980-01-01,F,\n"
               "1,child,2026-04-10,F,2026-04-09\n",
               3, 3, "on the day of birth or after it");
  expect_fault("employee,relationship,birth_date,sex\n1,employee,1980-01-01,F\n"
               "1,child,2026-04-10,F\n",
               3, 3, "birth_date lies after the start");
}

/* 750 x 12 months of employee and 1,500 x 6 months of family, by the month: 750 + 750. */
static void hsa_contributions_follow_the_tier_months(void)
{
  sl_loaded_t l = sl_test_load(
      SL_TEXT_HEAD SL_TEXT_CLAIMS
      "plans: [{name: PPO, hsa: {employee: 750, family: 1500}}]\n" SL_TEXT_ARRANGEMENTS,
      HEADER "1,employee,40,F,,,,\n2,employee,40,F,,6,,\n"
             "2,child,4,F,,6,,\n");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  SL_ASSERT_CLOSE(l.scenario->group->enrolment.hsa_contributions, 1500.0, 1e-14);
  CU_ASSERT_EQUAL(l.scenario->plans->list[0].hsa[SL_TIER_EMPLOYEE_CHILDREN], 1500.0);
  sl_test_unload(&l);
}

/* The published factors are 0.765 to age 14, 0.913 at 18, 1.278 at 40, 1.135 at 30. Of four
 * children under 21 the youngest is free until another leaves after six months; who is 21 counts as
 * an adult (1.0). */
static void age_rated_units_are_factor_months(void)
{
  sl_loaded_t l = sl_test_load(YAML, HEADER "1,employee,40,F,,,,\n1,child,18,F,,,,\n"
                                            "1,child,5,F,,,,2026-06-30\n1,child,3,F,,,,\n"
                                            "1,child,9,F,,,,\n1,child,21,M,,,,\n"
                                            "2,employee,30,M,,4,,\n");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  SL_ASSERT_CLOSE(l.scenario->group->enrolment.age_rated_units,
                  12 * (1.278 + 0.913 + 0.765 + 1.0) + (6 + 6) * 0.765 + 4 * 1.135, 1e-12);
  sl_test_unload(&l);
}

SL_SUITE(census_dates, "unit/census_dates",
         {"exposure is the share of days of each month",
          exposure_is_the_share_of_days_of_each_month},
         {"one date alone leaves the other side open", one_date_alone_leaves_the_other_side_open},
         {"the tier follows who is covered", the_tier_follows_who_is_covered},
         {"dependents lie within the employee's enrolment",
          dependents_lie_within_the_employees_enrolment},
         {"leavers are kept without exposure", leavers_are_kept_without_exposure},
         {"dates that contradict are refused", dates_that_contradict_are_refused},
         {"HSA contributions follow the tier months", hsa_contributions_follow_the_tier_months},
         {"age-rated units are factor months", age_rated_units_are_factor_months});
