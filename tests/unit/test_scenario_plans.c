#include "models/plan/design.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/plans.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define SERVICE(name)                                                                              \
  "{name: " name ", frequency: {distribution: poisson, mean: 1}, "                                 \
  "severity: {distribution: constant, value: 100}}"
#define CLAIMS                                                                                     \
  "claims: {services: [" SERVICE("office") ", " SERVICE("preventive") ", " SERVICE(                \
      "dental") ", " SERVICE("implants") "],\n"                                                    \
                                         "  claimants: [{member: 1, services: [" SERVICE(          \
                                             "office") "]}]}\n"

enum { OFFICE, PREVENTIVE, DENTAL, IMPLANTS, OWN_OFFICE };

static sl_loaded_t load_plan(const char *keys)
{
  char yaml[4096];
  snprintf(yaml, sizeof yaml, "%s%splans: [{name: PPO%s%s}]\n%s", SL_TEXT_HEAD, CLAIMS,
           keys[0] != '\0' ? ", " : "", keys, SL_TEXT_ARRANGEMENTS);
  return sl_test_load(yaml, NULL);
}

static void a_plain_plan_is_annual(void)
{
  static const struct {
    const char *keys;
    bool annual;
  } plans[] = {
      {"", true},
      {"deductible: {person: 500, family: 1000, embedded: true}, copays: {office: 20}", true},
      {"services: [{name: office, copay: 20}]", true},
      {"out_of_network: {share: 0}", false}, /* two benefits all the same */
      {"annual_maximum: 1000", false},
      {"out_of_pocket_max: {person: 500, family: 1000, embedded: false}", false},
      {"services: [{name: office, visits: 10}]", false}};
  for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
    sl_loaded_t l = load_plan(plans[i].keys);
    CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
    CU_ASSERT_EQUAL(sl_plan_is_annual(&l.scenario->plans->list[0]), plans[i].annual);
    sl_test_unload(&l);
  }
}

static void limits_are_embedded_unless_said(void)
{
  sl_loaded_t l = load_plan("deductible: {person: 500, family: 1000, embedded: false}, "
                            "out_of_pocket_max: {person: 4000, family: 8000}, annual_maximum: 1e6");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_benefit_t *own = &l.scenario->plans->list[0].benefit[0];
  CU_ASSERT_TRUE(own->deductible.not_embedded);
  CU_ASSERT_FALSE(own->out_of_pocket_max.not_embedded);
  CU_ASSERT_EQUAL(own->maximum, 1e6);
  sl_test_unload(&l);
}

/* What is said of a name holds for a known claimant's service of that name too. */
static void rules_of_services_arrive(void)
{
  sl_loaded_t l = load_plan("coinsurance: 0.3, services: [{name: office, copay: 25, visits: 12}, "
                            "{name: preventive, deductible: waived, coinsurance: 0}, "
                            "{name: dental, maximum: 900, waiting_months: 6}, "
                            "{name: implants, covered: false}]");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_service_rule_t *rule = l.scenario->plans->list[0].rule;
  CU_ASSERT_EQUAL(rule[OFFICE].copay, 25.0);
  CU_ASSERT_EQUAL(rule[OFFICE].visits, 12.0);
  CU_ASSERT_EQUAL(rule[OWN_OFFICE].copay, 25.0);
  CU_ASSERT_EQUAL(rule[OWN_OFFICE].same_limits, OFFICE + 1);
  CU_ASSERT_EQUAL(rule[OFFICE].same_limits, 0);
  CU_ASSERT_TRUE(isnan(rule[OFFICE].coinsurance) && !rule[OFFICE].deductible_waived);
  CU_ASSERT_TRUE(rule[PREVENTIVE].deductible_waived && rule[PREVENTIVE].coinsurance == 0.0);
  CU_ASSERT_TRUE(isnan(rule[PREVENTIVE].copay) && isinf(rule[PREVENTIVE].visits));
  CU_ASSERT_EQUAL(rule[DENTAL].maximum, 900.0);
  CU_ASSERT_EQUAL(rule[DENTAL].waiting_months, 6);
  CU_ASSERT_TRUE(rule[IMPLANTS].not_covered && !rule[DENTAL].not_covered);
  sl_test_unload(&l);
}

static void copays_join_rules_without_cost_sharing(void)
{
  sl_loaded_t l = load_plan("services: [{name: office, visits: 12}], copays: {office: 30}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_EQUAL(l.scenario->plans->list[0].rule[OFFICE].copay, 30.0);
  CU_ASSERT_EQUAL(l.scenario->plans->list[0].rule[OFFICE].visits, 12.0);
  sl_test_unload(&l);
}

static void benefits_have_cost_sharing_of_their_own(void)
{
  sl_loaded_t l = load_plan(
      "deductible: 500, benefits: [{name: Dental, services: [dental, implants], deductible: "
      "{person: 50, family: 150, embedded: false}, coinsurance: 0.2, maximum: 1500}, {name: "
      "Visits, "
      "services: [office], out_of_pocket_max: 300}], services: [{name: implants, coinsurance: "
      "0.5}]");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_plan_t *plan = &l.scenario->plans->list[0];
  CU_ASSERT_EQUAL_FATAL(plan->n_benefits, 3);
  CU_ASSERT_STRING_EQUAL(plan->benefit[1].name, "Dental");
  CU_ASSERT_EQUAL(plan->benefit[1].deductible.family, 150.0);
  CU_ASSERT_TRUE(plan->benefit[1].deductible.not_embedded);
  CU_ASSERT_EQUAL(plan->benefit[1].coinsurance, 0.2);
  CU_ASSERT_EQUAL(plan->benefit[1].maximum, 1500.0);
  CU_ASSERT_TRUE(isinf(plan->benefit[1].out_of_pocket_max.person));
  CU_ASSERT_EQUAL(plan->benefit[2].out_of_pocket_max.person, 300.0);
  CU_ASSERT_EQUAL(plan->rule[DENTAL].benefit, 1);
  CU_ASSERT_EQUAL(plan->rule[IMPLANTS].benefit, 1);
  CU_ASSERT_EQUAL(plan->rule[IMPLANTS].coinsurance, 0.5);
  CU_ASSERT_EQUAL(plan->rule[OFFICE].benefit, 2);
  CU_ASSERT_EQUAL(plan->rule[OWN_OFFICE].benefit, 2);
  CU_ASSERT_EQUAL(plan->rule[PREVENTIVE].benefit, 0);
  sl_test_unload(&l);
}

/* What out_of_network does not say is as much as the plan's own. */
static void out_of_network_follows_the_plan(void)
{
  sl_loaded_t l =
      load_plan("deductible: {person: 500, family: 1000}, coinsurance: 0.2, "
                "out_of_pocket_max: 4000, out_of_network: {share: 0.15, recognised: 0.7, "
                "coinsurance: 0.4, out_of_pocket_max: .inf}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_plan_t *plan = &l.scenario->plans->list[0];
  CU_ASSERT_EQUAL(plan->out_of_network, 0.15);
  CU_ASSERT_EQUAL(plan->recognised, 0.7);
  CU_ASSERT_EQUAL_FATAL(plan->out_of_network_benefit, 1);
  CU_ASSERT_EQUAL(plan->benefit[1].deductible.family, 1000.0);
  CU_ASSERT_EQUAL(plan->benefit[1].coinsurance, 0.4);
  CU_ASSERT_TRUE(isinf(plan->benefit[1].out_of_pocket_max.person));
  sl_test_unload(&l);
  l = load_plan("");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_EQUAL(l.scenario->plans->list[0].out_of_network, 0.0);
  CU_ASSERT_EQUAL(l.scenario->plans->list[0].recognised, 1.0);
  CU_ASSERT_EQUAL(l.scenario->plans->list[0].n_benefits, 1);
  sl_test_unload(&l);
}

/* A plan holds 16 benefits; its own, the one out of network and that of disability are among them,
 * so 13 may be given. */
static void as_many_benefits_as_fit(void)
{
  char services[2048] = "", benefits[2048] = "", yaml[8192];
  for (int i = 0; i < 13; i++) {
    char item[160];
    snprintf(item, sizeof item,
             "%s{name: s%d, frequency: {distribution: poisson, mean: 1}, "
             "severity: {distribution: constant, value: 1}}",
             i > 0 ? ", " : "", i);
    strcat(services, item);
    snprintf(item, sizeof item, "%s{name: b%d, services: [s%d], maximum: %d}", i > 0 ? ", " : "", i,
             i, i + 1);
    strcat(benefits, item);
  }
  snprintf(yaml, sizeof yaml,
           "%sclaims: {services: [%s], basis: disability-idi2013}\nplans: [{name: PPO, "
           "out_of_network: {share: 0.1}, benefits: [%s]}]\n%s",
           SL_TEXT_HEAD, services, benefits, SL_TEXT_ARRANGEMENTS);
  sl_loaded_t l = sl_test_load(yaml, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_plan_t *plan = &l.scenario->plans->list[0];
  CU_ASSERT_EQUAL(plan->n_benefits, SL_BENEFITS_MAX);
  for (size_t i = 0; i < l.scenario->claims->n_services; i++) {
    const unsigned benefit = plan->rule[i].benefit;
    CU_ASSERT_EQUAL(plan->benefit[benefit].maximum,
                    benefit == SL_BENEFITS_MAX - 1 ? (double)INFINITY : benefit);
  }
  sl_test_unload(&l);
}

SL_SUITE(scenario_plans, "unit/scenario_plans", {"a plain plan is annual", a_plain_plan_is_annual},
         {"limits are embedded unless said", limits_are_embedded_unless_said},
         {"rules of services arrive", rules_of_services_arrive},
         {"copays join rules without cost sharing", copays_join_rules_without_cost_sharing},
         {"benefits have cost sharing of their own", benefits_have_cost_sharing_of_their_own},
         {"out of network follows the plan", out_of_network_follows_the_plan},
         {"as many benefits as fit", as_many_benefits_as_fit});
