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

static bool same_persons(const sl_synthetic_person_t *a, const sl_synthetic_person_t *b, size_t n)
{
  size_t i = 0;
  while (i < n && same(&a[i], &b[i])) {
    i++;
  }
  return i == n;
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

/* Whom a tier gets: a single parent of 45 has an eldest child of 3 to 25, each age as likely, and
 * the next one 1 to 4 years later, as likely too, if it is born: so one child alone with chance
 * 0.38
 * + 0.62 x 1/23 x 1/4. */
static void dependents_follow_from_the_employee(void)
{
  enum { EMPLOYEES = 20000, PARENT = 45 };
  sl_synthetic_person_t one[SL_POPULATION_DEPENDENTS_MAX], same[SL_POPULATION_DEPENDENTS_MAX];
  size_t alone = 0, impossible = 0;
  for (uint32_t c = 1; c <= EMPLOYEES; c++) {
    const sl_synthetic_person_t employee = {
        .contract = c, .relationship = SL_EMPLOYEE, .sex = SL_FEMALE, .age = PARENT};
    const size_t n = sl_population_dependents(5, &employee, SL_TIER_EMPLOYEE_CHILDREN, 0, one);
    alone += n == 1 ? 1 : 0;
    impossible += n < 1 || n > 4 || one[0].age > 25 || one[0].age < PARENT - 42 ? 1 : 0;
    impossible += sl_population_dependents(5, &employee, SL_TIER_EMPLOYEE_CHILDREN, 0, same) != n ||
                          !same_persons(one, same, n)
                      ? 1
                      : 0;
  }
  const double exact = 0.38 + 0.62 / 92, share = (double)alone / EMPLOYEES;
  CU_ASSERT_EQUAL(impossible, 0);
  SL_ASSERT_Z(share, exact, sqrt(exact * (1 - exact) / EMPLOYEES), SL_Z_BOUND);
}

/* As many children as are stated, whatever the parents' ages allow. */
static void a_stated_number_of_children_is_kept(void)
{
  sl_synthetic_person_t drawn[SL_POPULATION_DEPENDENTS_MAX];
  for (size_t stated = 1; stated <= 20; stated++) {
    const sl_synthetic_person_t employee = {
        .contract = 1, .relationship = SL_EMPLOYEE, .sex = SL_MALE, .age = 22};
    CU_ASSERT_EQUAL(sl_population_dependents(1, &employee, SL_TIER_FAMILY, stated, drawn),
                    stated + 1);
    CU_ASSERT_EQUAL(drawn[0].relationship, SL_SPOUSE);
    CU_ASSERT_EQUAL(drawn[stated].relationship, SL_CHILD);
  }
  const sl_synthetic_person_t employee = {.contract = 1, .sex = SL_MALE, .age = 40};
  CU_ASSERT_EQUAL(sl_population_dependents(1, &employee, SL_TIER_EMPLOYEE, 3, drawn), 0);
  CU_ASSERT_EQUAL(sl_population_dependents(1, &employee, SL_TIER_EMPLOYEE_SPOUSE, 3, drawn), 1);
}

SL_SUITE(population, "unit/population",
         {"a seed gives one group, and a larger one contains it",
          a_seed_gives_one_group_and_a_larger_one_contains_it},
         {"families are possible", families_are_possible},
         {"tiers, ages and sexes have the stated shares",
          tiers_ages_and_sexes_have_the_stated_shares},
         {"dependents follow from the employee", dependents_follow_from_the_employee},
         {"a stated number of children is kept", a_stated_number_of_children_is_kept},
         {"impossible sizes are refused", impossible_sizes_are_refused});
