/* The arrangements of a result file's resolved scenario, without its census. */
#include "sim/input/load/assumptions.h"
#include "sim/input/load/reload.h"

#include "sim/input/load/load.h"
#include "sim/input/read/yaml_tree.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"

#include "tests/support/files.h"
#include "tests/support/harness.h"

#include <math.h>
#include <string.h>

static void the_arrangements_are_those_of_the_scenario(void)
{
  sl_scenario_t *scenario = NULL, *again = NULL;
  sl_faults_t faults;
  sl_error_t error;
  char path[SL_PATH_MAX];
  sl_source_path(path, "scenarios/machine-shop.yaml");
  sl_faults_init(&faults);
  const int code = sl_scenario_load(path, NULL, &scenario, &faults);
  CU_ASSERT_EQUAL_FATAL(code, SL_OK);
  CU_ASSERT_EQUAL_FATAL(
      sl_scenario_reload(scenario->resolved, &scenario->group->enrolment, &again, &error), SL_OK);
  CU_ASSERT_STRING_EQUAL(again->name, scenario->name);
  CU_ASSERT_PTR_NOT_NULL_FATAL(again->tree);
  CU_ASSERT_PTR_NOT_NULL(sl_node_get(&again->tree->root, "arrangements"));
  CU_ASSERT_EQUAL_FATAL(again->arrangements->n, scenario->arrangements->n);
  for (size_t i = 0; i < again->arrangements->n; i++) {
    const sl_arrangement_t *a = &again->arrangements->list[i];
    const sl_arrangement_t *b = &scenario->arrangements->list[i];
    CU_ASSERT_STRING_EQUAL(a->name, b->name);
    CU_ASSERT_EQUAL(a->n_fees, b->n_fees);
    CU_ASSERT_EQUAL(a->specific.deductible, b->specific.deductible);
    CU_ASSERT_EQUAL(a->specific.n_lasers, b->specific.n_lasers);
    CU_ASSERT_EQUAL(a->aggregate.attachment, b->aggregate.attachment);
    CU_ASSERT_EQUAL(a->specific_premium.amount, b->specific_premium.amount);
    CU_ASSERT_EQUAL(memcmp(a->premium.tier, b->premium.tier, sizeof a->premium.tier), 0);
  }
  sl_scenario_free(again);
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
}

static void what_was_assumed_is_told(void)
{
  static const char text[] =
      "stoploss: 1\nname: A\nstart: 2026-01-01\ncensus: none.csv\n"
      "claims: {basis: [one, ./two.yaml], trend: 8%, area_factor: 0.96, uncertainty: 0.1}\n"
      "plans:\n"
      "  - {name: P, deductible: {person: 1500, family: 3000}, coinsurance: 0.2,\n"
      "     out_of_pocket_max: 5000}\n"
      "  - {name: Q}\n"
      "arrangements: [{name: B, kind: fully_insured, premium: {amount: 1, per: year}}]\n";
  const sl_enrolment_t enrolment = {0};
  sl_scenario_t *scenario = NULL;
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(sl_scenario_reload(text, &enrolment, &scenario, &error), SL_OK);
  const sl_assumptions_t assumed = sl_assumptions_of(scenario);
  CU_ASSERT_EQUAL_FATAL(assumed.bases, 2);
  CU_ASSERT_STRING_EQUAL(assumed.basis[0], "one");
  CU_ASSERT_STRING_EQUAL(assumed.basis[1], "./two.yaml");
  CU_ASSERT_EQUAL(assumed.trend, 0.08);
  CU_ASSERT_EQUAL(assumed.risk_factor, 1.0); /* the default */
  CU_ASSERT_EQUAL(assumed.area_factor, 0.96);
  CU_ASSERT_EQUAL(assumed.uncertainty, 0.1);
  CU_ASSERT_EQUAL_FATAL(assumed.plans, 2);
  const sl_plan_terms_t p = sl_plan_terms_of(scenario, 0), q = sl_plan_terms_of(scenario, 1);
  CU_ASSERT_STRING_EQUAL(p.name, "P");
  CU_ASSERT_EQUAL(p.deductible, 1500.0);
  CU_ASSERT_EQUAL(p.family_deductible, 3000.0);
  CU_ASSERT_EQUAL(p.coinsurance, 0.2);
  CU_ASSERT_EQUAL(p.most, 5000.0);
  CU_ASSERT(isinf(p.family_most));
  CU_ASSERT_EQUAL(q.deductible, 0.0);
  CU_ASSERT(isinf(q.most));
  sl_scenario_free(scenario);
}

static void a_text_that_is_no_scenario_is_refused(void)
{
  static const char *const texts[] = {"", "stoploss: 1", "{", "arrangements: [[]]",
                                      "stoploss: 1\nname: A\narrangements: 7\n"};
  const sl_enrolment_t enrolment = {0};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    sl_scenario_t *scenario = NULL;
    sl_error_t error;
    CU_ASSERT_EQUAL(sl_scenario_reload(texts[i], &enrolment, &scenario, &error), SL_ERR_INPUT);
    CU_ASSERT_PTR_NULL(scenario);
    sl_scenario_free(scenario);
  }
}

SL_SUITE(reload, "unit/reload",
         {"the arrangements are those of the scenario", the_arrangements_are_those_of_the_scenario},
         {"what was assumed is told", what_was_assumed_is_told},
         {"a text that is no scenario is refused", a_text_that_is_no_scenario_is_refused});
