/* Chance of a condition before the cut at 1: the product, worked out by hand. */
#include "sim/input/build/exposure.h"
#include "sim/input/scenario/claims.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

/* A child of 9, half of the year of a man of 30, and a known claimant with services of his own. */
#define CLAIMS                                                                                     \
  "claims:\n  risk_factor: 1.5\n  services: [" SL_TEXT_SERVICE "]\n"                               \
  "  claimants: [{member: 2, replaces: true, services: [" SL_TEXT_SERVICE "]}]\n"

static double chance_of(const sl_scenario_t *scenario, const sl_condition_t *condition, size_t row)
{
  const sl_group_t *group = scenario->group;
  const sl_person_t *person = &group->persons[row - 1];
  const sl_enrolled_t enrolled = sl_person_enrolled(&scenario->calendar, person, 0);
  CU_ASSERT_EQUAL_FATAL(person->row, row);
  return sl_condition_chance(scenario, condition, person, &enrolled);
}

static void chance_by_hand(void)
{
  sl_loaded_t l = sl_test_load(SL_TEXT_HEAD CLAIMS SL_TEXT_TAIL, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  sl_age_curve_t curve = {{{0.0}}};
  curve.factor[SL_FEMALE][9] = 3.0;
  curve.factor[SL_MALE][30] = 8.0;
  sl_condition_t condition = {.incidence = 0.25, .age_curve = &curve, .frequency_factor = 0.5};
  sl_test_parts(l.scenario).group->persons[3].risk_score = 2.0;
  CU_ASSERT_EQUAL(chance_of(l.scenario, &condition, 3), 0.25 * 3 * 0.5 * 1.5);
  CU_ASSERT_EQUAL(chance_of(l.scenario, &condition, 4), 0.25 * 8 * 0.5 * 2 * 0.5 * 1.5);
  CU_ASSERT_EQUAL(chance_of(l.scenario, &condition, 1), 0.0);
  condition.age_curve = NULL;
  CU_ASSERT_EQUAL(chance_of(l.scenario, &condition, 1), 0.25 * 0.5 * 1.5);
  CU_ASSERT_EQUAL(chance_of(l.scenario, &condition, 2), 0.0);
  condition.incidence = 1.0; /* it is not cut at 1 here */
  condition.frequency_factor = 1.0;
  CU_ASSERT_EQUAL(chance_of(l.scenario, &condition, 1), 1.5);
  CU_ASSERT_EQUAL(sl_condition_incidence(&condition, SL_MALE, 500), 1.0);
  sl_test_unload(&l);
}

/* Its amounts may have atoms that no total has (sim/study/exact would keep them all). */
static void a_service_of_conditions_alone_exposes_nobody(void)
{
  sl_loaded_t l = sl_test_load(
      SL_TEXT_HEAD "claims:\n  services: [" SL_TEXT_SERVICE
                   ", {name: dialysis, frequency: {distribution: poisson, mean: 0}, severity: "
                   "{distribution: constant, value: 5}}]\n" SL_TEXT_TAIL,
      NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_claims_t *claims = l.scenario->claims;
  const sl_person_t *person = &l.scenario->group->persons[0];
  const sl_enrolled_t enrolled = sl_person_enrolled(&l.scenario->calendar, person, 0);
  CU_ASSERT_EQUAL(sl_exposure(l.scenario, person, &claims->services[0], &enrolled), 1.0);
  CU_ASSERT_EQUAL(sl_exposure(l.scenario, person, &claims->services[1], &enrolled), 0.0);
  sl_test_unload(&l);
}

SL_SUITE(condition_chance, "unit/condition_chance",
         {"its chance is the product of its factors", chance_by_hand},
         {"a service of conditions alone exposes nobody",
          a_service_of_conditions_alone_exposes_nobody});
