/* enrolment, claims.lag_shift, claims.conditions_factor and certain claimants, as they are read. */
#include "models/claims/service.h"
#include "sim/input/build/exposure.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EMPLOYEES 40

/* Employees 1 .. 40 of age 20 + their number, every fourth with a child. */
static void write_census(char text[4000])
{
  int at = snprintf(text, 4000, "employee,relationship,age,sex\n");
  for (int i = 1; i <= EMPLOYEES; i++) {
    at += snprintf(text + at, 4000 - (size_t)at, "%d,employee,%d,F\n", i, 20 + i);
    if (i % 4 == 0) {
      at += snprintf(text + at, 4000 - (size_t)at, "%d,child,3,M\n", i);
    }
  }
}

static sl_loaded_t load_with(const char *more)
{
  char census[4000], text[2000];
  write_census(census);
  snprintf(text, sizeof text, "%s%s%s%s", SL_TEXT_HEAD, more,
           strstr(more, "claims:") != NULL ? "" : SL_TEXT_CLAIMS, SL_TEXT_TAIL);
  sl_loaded_t loaded = sl_test_load(text, census);
  CU_ASSERT_EQUAL_FATAL(loaded.code, SL_OK);
  return loaded;
}

static bool has_row(const sl_group_t *group, uint32_t row)
{
  bool has = false;
  for (size_t p = 0; p < group->n_persons; p++) {
    has = has || group->persons[p].row == row;
  }
  return has;
}

/* Whether all persons of one group are in the other. */
static bool is_within(const sl_group_t *group, const sl_group_t *all)
{
  bool within = true;
  for (size_t p = 0; p < group->n_persons; p++) {
    within = within && has_row(all, group->persons[p].row);
  }
  return within;
}

static void contracts_leave_and_come(void)
{
  sl_loaded_t all = load_with(""), tenth = load_with("enrolment: {change: -10%}\n"),
              half = load_with("enrolment: {change: -0.5}\n"),
              more = load_with("enrolment: {change: 0.1}\n"),
              other = load_with("enrolment: {change: -0.1, seed: 2}\n"),
              none = load_with("enrolment: {change: 0}\n");
  const sl_group_t *group = all.scenario->group;
  CU_ASSERT_EQUAL(group->n_families, EMPLOYEES);
  CU_ASSERT_EQUAL(none.scenario->group->n_persons, group->n_persons);
  CU_ASSERT_EQUAL(tenth.scenario->group->n_families, EMPLOYEES - 4);
  CU_ASSERT_EQUAL(tenth.scenario->group->enrolment.employees, EMPLOYEES - 4);
  CU_ASSERT_EQUAL(half.scenario->group->n_families, EMPLOYEES / 2);
  CU_ASSERT_EQUAL(more.scenario->group->n_families, EMPLOYEES + 4);
  CU_ASSERT(is_within(tenth.scenario->group, group));
  CU_ASSERT(is_within(half.scenario->group, tenth.scenario->group));
  CU_ASSERT(is_within(group, more.scenario->group));
  CU_ASSERT_FALSE(is_within(other.scenario->group, tenth.scenario->group));
  /* those that would leave first are those that come twice, in the plan and of the same age */
  double left = 0.0, come = 0.0;
  for (size_t p = 0; p < group->n_persons; p++) {
    left += has_row(tenth.scenario->group, group->persons[p].row) ? 0.0 : group->persons[p].age;
  }
  for (size_t p = group->n_persons; p < more.scenario->group->n_persons; p++) {
    come += more.scenario->group->persons[p].age;
    CU_ASSERT_FALSE(has_row(group, more.scenario->group->persons[p].row));
  }
  CU_ASSERT(left > 0.0 && left == come);
  sl_test_unload(&all);
  sl_test_unload(&tenth);
  sl_test_unload(&half);
  sl_test_unload(&more);
  sl_test_unload(&other);
  sl_test_unload(&none);
}

/* Employees under 31 are numbers 1 to 10; of them all but those whom the scenario names leave. */
static void who_is_named_stays(void)
{
  sl_loaded_t loaded = load_with("enrolment: {change: -0.999, under: 31}\n"
                                 "claims:\n  services: [" SL_TEXT_SERVICE "]\n"
                                 "  claimants: [{member: 2, services: [" SL_TEXT_SERVICE "]}]\n");
  const sl_group_t *group = loaded.scenario->group;
  CU_ASSERT_EQUAL(group->n_families, EMPLOYEES - 9);
  CU_ASSERT(has_row(group, 2));
  for (size_t f = 0; f < group->n_families; f++) {
    const sl_person_t *employee = &group->persons[group->families[f].first_person];
    CU_ASSERT(employee->age >= 31 || employee->row == 2);
  }
  sl_test_unload(&loaded);
}

static void lags_are_shifted(void)
{
  CU_ASSERT_EQUAL(sl_shifted_lag(12.7, 0.0), 12.7);
  CU_ASSERT_EQUAL(sl_shifted_lag(12.75, 30.0), 42.75);
  CU_ASSERT_EQUAL(sl_shifted_lag(12.0, -30.0), 0.0);
  CU_ASSERT_EQUAL(sl_shifted_lag(1e9, 5.0), (double)SL_LAG_DAYS_MAX);
  static const char *const lag = "claims:\n  lag_shift: %s\n  services:\n"
                                 "    - {name: medical, lag: {distribution: constant, value: 45}, "
                                 "frequency: {distribution: poisson, mean: 1}, "
                                 "severity: {distribution: constant, value: 100}}\n";
  static const struct {
    const char *shift;
    int32_t longest;
  } cases[] = {{"0", 45}, {"30", 75}, {"-30", 15}, {"-60", 0}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[500];
    snprintf(text, sizeof text, lag, cases[i].shift);
    sl_loaded_t loaded = load_with(text);
    CU_ASSERT_EQUAL(sl_service_longest_lag(&loaded.scenario->claims->services[0]),
                    cases[i].longest);
    sl_test_unload(&loaded);
  }
}

static void conditions_come_more_often(void)
{
  sl_loaded_t plain = load_with("claims:\n  basis: us-commercial-2026\n"),
              twice = load_with("claims:\n  basis: us-commercial-2026\n  conditions_factor: 2\n");
  const sl_claims_t *one = plain.scenario->claims, *two = twice.scenario->claims;
  const sl_person_t *person = &plain.scenario->group->persons[0];
  CU_ASSERT(one->n_conditions > 0 && one->n_conditions == two->n_conditions);
  const sl_enrolled_t enrolled = sl_person_enrolled(&plain.scenario->calendar, person, 0);
  for (size_t i = 0; i < one->n_conditions; i++) {
    const double chance =
        sl_condition_chance(plain.scenario, &one->conditions[i], person, &enrolled);
    CU_ASSERT_EQUAL(sl_condition_chance(twice.scenario, &two->conditions[i], person, &enrolled),
                    2.0 * chance);
  }
  CU_ASSERT_EQUAL(sl_exposure(plain.scenario, person, &one->services[0], &enrolled),
                  sl_exposure(twice.scenario, person, &two->services[0], &enrolled));
  sl_test_unload(&plain);
  sl_test_unload(&twice);
}

static void certain_is_of_a_probability_of_one(void)
{
  CU_ASSERT(sl_test_one_fault(
      SL_TEXT_HEAD "claims:\n  services: [" SL_TEXT_SERVICE "]\n"
                   "  claimants:\n    - {member: 1, certain: true, services: [" SL_TEXT_SERVICE
                   "]}\n" SL_TEXT_TAIL,
      8, 28, "leaves it to chance; allowed: bernoulli or binomial of probability 1"));
}

SL_SUITE(what_if_keys, "unit/what_if_keys", {"contracts leave and come", contracts_leave_and_come},
         {"who is named stays", who_is_named_stays}, {"lags are shifted", lags_are_shifted},
         {"conditions come more often", conditions_come_more_often},
         {"certain is of a probability of one", certain_is_of_a_probability_of_one});
