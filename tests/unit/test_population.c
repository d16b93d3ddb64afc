#include "models/group/population.h"

#include "models/stoploss/contract.h"
#include "tests/support/harness.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct group {
  sl_synthetic_person_t *persons;
  size_t n;
} group_t;

static group_t draw(size_t employees, uint64_t seed)
{
  group_t group = {NULL, 0};
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(sl_population_draw(employees, seed, &group.persons, &group.n, &error),
                        SL_OK);
  return group;
}

static bool same(const sl_synthetic_person_t *a, const sl_synthetic_person_t *b)
{
  return a->contract == b->contract && a->relationship == b->relationship && a->sex == b->sex &&
         a->age == b->age && a->salary == b->salary;
}

static void a_seed_gives_one_group_and_a_larger_one_contains_it(void)
{
  group_t small = draw(50, 7), large = draw(500, 7), other = draw(50, 8);
  size_t differing = 0;
  for (size_t i = 0; i < small.n; i++) {
    CU_ASSERT_TRUE(same(&small.persons[i], &large.persons[i]));
    differing += i < other.n && !same(&small.persons[i], &other.persons[i]);
  }
  CU_ASSERT_TRUE(differing > small.n / 2);
  free(small.persons);
  free(large.persons);
  free(other.persons);
}

/* Every rule a census is held to, and what makes a group believable. */
static void families_are_possible(void)
{
  group_t group = draw(20000, 3);
  uint32_t contract = 0;
  unsigned employee_age = 0, last_child = 0;
  size_t impossible = 0, spouses = 0, children = 0;
  for (size_t i = 0; i < group.n; i++) {
    const sl_synthetic_person_t *p = &group.persons[i];
    if (p->relationship == SL_EMPLOYEE) {
      impossible += p->contract != contract + 1 || p->age < 18 || p->age > 70 || p->salary < 8000 ||
                    p->salary > 400000 || fmod(p->salary, 100) != 0;
      contract = p->contract;
      employee_age = p->age;
      last_child = 26;
      spouses = children = 0;
      continue;
    }
    impossible += p->contract != contract || p->salary != 0;
    if (p->relationship == SL_SPOUSE) {
      impossible += ++spouses > 1 || children > 0 || p->age < 18 || p->age > 80;
    } else {
      impossible += ++children > 4 || p->age >= last_child ||
                    employee_age < p->age + (employee_age < 20 ? 18 : 19);
      last_child = p->age;
    }
  }
  CU_ASSERT_EQUAL(impossible, 0);
  CU_ASSERT_EQUAL(contract, 20000);
  free(group.persons);
}

/* Shares worked out by hand from the table of ages: for instance employee only =
 * .08 x .88 + .24 x .60 + .24 x .38 + .22 x .38 + .18 x .46 + .04 x .56 = 0.4944. */
static void tiers_ages_and_sexes_have_the_stated_shares(void)
{
  static const double exact[SL_TIERS] = {0.4944, 0.1588, 0.1070, 0.2398};
  const size_t employees = 200000;
  group_t group = draw(employees, 11);
  double tier[SL_TIERS] = {0}, women = 0, age = 0, under_35 = 0;
  for (size_t i = 0; i < group.n;) {
    const sl_synthetic_person_t *employee = &group.persons[i++];
    women += employee->sex == SL_FEMALE;
    age += employee->age;
    under_35 += employee->age < 35;
    bool spouse = false, children = false;
    for (; i < group.n && group.persons[i].relationship != SL_EMPLOYEE; i++) {
      spouse |= group.persons[i].relationship == SL_SPOUSE;
      children |= group.persons[i].relationship == SL_CHILD;
    }
    tier[spouse ? (children ? SL_TIER_FAMILY : SL_TIER_EMPLOYEE_SPOUSE)
                : (children ? SL_TIER_EMPLOYEE_CHILDREN : SL_TIER_EMPLOYEE)] += 1;
  }
  const double n = (double)employees;
  for (int t = 0; t < SL_TIERS; t++) {
    SL_ASSERT_Z(tier[t] / n, exact[t], sqrt(exact[t] * (1 - exact[t]) / n), SL_Z_BOUND);
  }
  SL_ASSERT_Z(women / n, 0.47, sqrt(0.47 * 0.53 / n), SL_Z_BOUND);
  SL_ASSERT_Z(under_35 / n, 0.32, sqrt(0.32 * 0.68 / n), SL_Z_BOUND);
  /* Band means 21, 29.5, 39.5, 49.5, 59.5, 67.5; no age is more than 27 from the mean. */
  SL_ASSERT_Z(age / n, 42.54, 27 / sqrt(n), SL_Z_BOUND);
  CU_ASSERT_TRUE((double)group.n / n > 2.0 && (double)group.n / n < 2.2);
  free(group.persons);
}

static void impossible_sizes_are_refused(void)
{
  static const size_t sizes[] = {0, SL_POPULATION_EMPLOYEES_MAX + 1};
  for (size_t i = 0; i < 2; i++) {
    sl_synthetic_person_t *persons = NULL;
    size_t n = 1;
    sl_error_t error;
    CU_ASSERT_EQUAL(sl_population_draw(sizes[i], 1, &persons, &n, &error), SL_ERR_ARGUMENT);
    CU_ASSERT_PTR_NULL(persons);
    CU_ASSERT_EQUAL(n, 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "1 to 1000000"));
  }
}

SL_SUITE(population, "unit/population",
         {"a seed gives one group, and a larger one contains it",
          a_seed_gives_one_group_and_a_larger_one_contains_it},
         {"families are possible", families_are_possible},
         {"tiers, ages and sexes have the stated shares",
          tiers_ages_and_sexes_have_the_stated_shares},
         {"impossible sizes are refused", impossible_sizes_are_refused});
