/* The keys of several plan years as they arrive from a scenario, and what is refused or warned of.
 */
#include "models/claims/service.h"
#include "models/funding/arrangement.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <string.h>

#define INSURED "{name: I, kind: fully_insured, premium: {amount: 500, per: PEPM}}"

/* Nobody with part of a year. */
#define CENSUS                                                                                     \
  "employee,relationship,age,sex,plan,salary\n1,employee,40,F,PPO,50000\n1,spouse,41,M,,\n"        \
  "1,child,9,F,,\n2,employee,30,M,PPO,40000\n"

/* The lines are 1 .. 4, the head's own 5, claims 6 and 7, plans 8, arrangements 9. */
static sl_loaded_t load(const char *head, const char *arrangements)
{
  char yaml[4096];
  snprintf(yaml, sizeof yaml, "%s%s\n%s%sarrangements: [%s]\n", SL_TEXT_HEAD, head, SL_TEXT_CLAIMS,
           SL_TEXT_PLANS, arrangements);
  return sl_test_load(yaml, CENSUS);
}

static bool refuses(const char *head, const char *arrangements, size_t line, const char *part)
{
  sl_loaded_t loaded = load(head, arrangements);
  const bool found = loaded.scenario == NULL && sl_test_has_fault(&loaded, line, 0, part);
  sl_test_unload(&loaded);
  return found;
}

/* Whether the scenario is sound and this is among its warnings; part NULL: it has none. */
static bool warns(const char *head, const char *arrangements, const char *part)
{
  sl_loaded_t loaded = load(head, arrangements);
  if (loaded.scenario == NULL) {
    sl_test_has_fault(&loaded, 0, 0, "nothing");
    return false;
  }
  const sl_faults_t *warnings = &loaded.scenario->warnings;
  bool found = part == NULL && warnings->n == 0;
  for (size_t i = 0; i < warnings->n && part != NULL; i++) {
    found = found || strstr(warnings->list[i].text, part) != NULL;
  }
  if (!found) {
    printf("\n    %zu warnings: %s\n", warnings->n, warnings->n > 0 ? warnings->list[0].text : "");
  }
  sl_test_unload(&loaded);
  return found;
}

static void one_year_is_the_default(void)
{
  sl_loaded_t l = load("", "{name: A, kind: aso}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_arrangement_t *a = &l.scenario->arrangements->list[0];
  const sl_years_terms_t *ahead = &l.scenario->ahead;
  CU_ASSERT_EQUAL(ahead->years, 1);
  CU_ASSERT_FALSE(ahead->population.ageing);
  CU_ASSERT_EQUAL(ahead->population.turnover, 0.0);
  CU_ASSERT_EQUAL(ahead->population.growth, 0.0);
  CU_ASSERT_EQUAL(ahead->discount, 0.0);
  CU_ASSERT_FALSE(a->renewal.given || a->budget_by_experience);
  CU_ASSERT_EQUAL(a->opening_reserve, 0.0);
  CU_ASSERT_EQUAL(a->reserve_interest, 0.0);
  CU_ASSERT_EQUAL(a->then.year, 0);
  CU_ASSERT_EQUAL(l.scenario->claims->uncertainty_by_year, 0.0);
  CU_ASSERT_PTR_NULL(strstr(l.scenario->resolved, "years")); /* a result's bytes stay */
  sl_test_unload(&l);
}

static void what_is_said_of_the_years_arrives(void)
{
  sl_loaded_t l = load("years: 5\npopulation: {ageing: true, turnover: 18%, growth: -0.02}\n"
                       "discount: 3%",
                       "{name: A, kind: aso, opening_reserve: 250k, reserve_interest: 2%, "
                       "budget: {amount: 1M, renewal: experience}, "
                       "renewal: {full: 900}, then: {year: 3, arrangement: I}}, " INSURED);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_arrangement_t *a = &l.scenario->arrangements->list[0];
  const sl_years_terms_t *ahead = &l.scenario->ahead;
  CU_ASSERT_EQUAL(ahead->years, 5);
  CU_ASSERT_TRUE(ahead->population.ageing && a->budget_by_experience);
  CU_ASSERT_EQUAL(ahead->population.turnover, 0.18);
  CU_ASSERT_EQUAL(ahead->population.growth, -0.02);
  CU_ASSERT_EQUAL(ahead->discount, 0.03);
  CU_ASSERT_EQUAL(a->opening_reserve, 250000.0);
  CU_ASSERT_EQUAL(a->reserve_interest, 0.02);
  CU_ASSERT_EQUAL(a->then.year, 3);
  CU_ASSERT_EQUAL(a->then.arrangement, 1);
  CU_ASSERT_EQUAL(a->budget.kind, SL_BUDGET_AMOUNT);
  CU_ASSERT_EQUAL(a->budget.value, 1e6);
  sl_test_unload(&l);
}

/* A scenario that shares the parts of another looks as far ahead: a sweep's, say. */
static void a_derived_scenario_looks_as_far_ahead(void)
{
  sl_loaded_t l = load("years: 4\npopulation: {turnover: 0.1}", "{name: A, kind: aso}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  sl_parts_t parts;
  sl_scenario_t *derived = sl_scenario_new(l.scenario, SL_ALL_PARTS, &parts);
  CU_ASSERT_PTR_NOT_NULL_FATAL(derived);
  CU_ASSERT_EQUAL(derived->ahead.years, 4);
  CU_ASSERT_EQUAL(derived->ahead.population.turnover, 0.1);
  sl_scenario_free(derived);
  sl_test_unload(&l);
}

static void the_terms_of_a_renewal_arrive(void)
{
  sl_loaded_t l = load(
      "years: 2", "{name: A, kind: aso, specific: {deductible: 50k, premium: {amount: 9, per: "
                  "PEPM}}, renewal: {notice_months: 4, full: 900, trend: 9%, cap: 15%, floor: 5%, "
                  "loss_ratio: 0.7, pooling_point: 100k, rate_cap: 50%, laser_at: 1.5, laser_if: "
                  "0.3, laser_factor: 1.1, no_new_lasers: true, no_laser_load: 10%, "
                  "deductible_growth: 4%, fee_trend: 3%}}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_renewal_terms_t *terms = &l.scenario->arrangements->list[0].renewal;
  CU_ASSERT_TRUE(terms->given && terms->no_new_lasers);
  CU_ASSERT_EQUAL(terms->notice_months, 4);
  CU_ASSERT_EQUAL(terms->full, 900.0);
  CU_ASSERT_EQUAL(terms->trend, 0.09);
  CU_ASSERT_EQUAL(terms->cap, 0.15);
  CU_ASSERT_EQUAL(terms->floor, 0.05);
  CU_ASSERT_EQUAL(terms->loss_ratio, 0.7);
  CU_ASSERT_EQUAL(terms->pooling_point, 100000.0);
  CU_ASSERT_EQUAL(terms->rate_cap, 0.5);
  CU_ASSERT_EQUAL(terms->laser_at, 1.5);
  CU_ASSERT_EQUAL(terms->laser_if, 0.3);
  CU_ASSERT_EQUAL(terms->laser_factor, 1.1);
  CU_ASSERT_EQUAL(terms->no_laser_load, 0.1);
  CU_ASSERT_EQUAL(terms->deductible_growth, 0.04);
  CU_ASSERT_EQUAL(terms->fee_trend, 0.03);
  CU_ASSERT_EQUAL(l.scenario->arrangements->list[0].specific_load, 0.1);
  sl_test_unload(&l);
}

static void the_terms_that_are_not_given(void)
{
  sl_loaded_t l = load("years: 2", "{name: A, kind: aso, renewal: {}}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_renewal_terms_t *terms = &l.scenario->arrangements->list[0].renewal;
  CU_ASSERT_TRUE(terms->given);
  CU_ASSERT_EQUAL(terms->notice_months, 3);
  CU_ASSERT_TRUE(isnan(terms->full) && isnan(terms->trend) && isnan(terms->fee_trend));
  CU_ASSERT_TRUE(isnan(terms->loss_ratio) && isnan(terms->laser_at));
  CU_ASSERT_TRUE(isinf(terms->cap) && isinf(terms->floor) && isinf(terms->rate_cap));
  CU_ASSERT_TRUE(isinf(terms->pooling_point));
  CU_ASSERT_EQUAL(terms->laser_if, 0.25);
  CU_ASSERT_EQUAL(terms->laser_factor, 1.0);
  CU_ASSERT_EQUAL(terms->no_laser_load + terms->deductible_growth, 0.0);
  sl_test_unload(&l);
}

/* The load belongs to the promise, and to several years. */
static void the_load_of_the_promise(void)
{
  static const struct {
    const char *years, *promise;
    double load;
  } rows[] = {{"years: 2", "true", 0.1}, {"years: 1", "true", 0.0}, {"years: 2", "false", 0.0}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char arrangement[512];
    snprintf(arrangement, sizeof arrangement,
             "{name: A, kind: aso, specific: {deductible: 50k, premium: {loss_ratio: 0.7}}, "
             "renewal: {no_new_lasers: %s, no_laser_load: 10%%}}",
             rows[i].promise);
    sl_loaded_t l = load(rows[i].years, arrangement);
    CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
    CU_ASSERT_EQUAL(l.scenario->arrangements->list[0].specific_load, rows[i].load);
    sl_test_unload(&l);
  }
}

static void contracts_by_plan_year(void)
{
  sl_loaded_t l = load("years: 3", "{name: A, kind: aso, specific: {deductible: 50k, contract: "
                                   "[12/12, 24/12]}, aggregate: {attachment: 1M, contract: [12/15, "
                                   "paid], effective: 2025-07-01}}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_arrangement_t *a = &l.scenario->arrangements->list[0];
  CU_ASSERT_EQUAL(a->specific.contract.incurred_months, 12);
  CU_ASSERT_EQUAL_FATAL(a->specific.n_later, 1);
  CU_ASSERT_EQUAL(a->specific.later[0].incurred_months, 24);
  CU_ASSERT_EQUAL(a->specific.later[0].paid_months, 12);
  CU_ASSERT_EQUAL(a->aggregate.contract.paid_months, 15);
  CU_ASSERT_FALSE(a->aggregate.contract.has_effective);
  CU_ASSERT_EQUAL_FATAL(a->aggregate.n_later, 1);
  CU_ASSERT_EQUAL(a->aggregate.later[0].kind, SL_CONTRACT_PAID);
  CU_ASSERT_TRUE(a->aggregate.later[0].has_effective);
  CU_ASSERT_EQUAL(a->aggregate.later[0].effective.month, 7);
  sl_test_unload(&l);
}

static void known_claimants_may_not_recur(void)
{
  char yaml[2048];
  snprintf(yaml, sizeof yaml,
           SL_TEXT_HEAD "years: 2\nclaims:\n  uncertainty_by_year: 5%%\n  services: "
                        "[" SL_TEXT_SERVICE
                        "]\n  claimants: [{member: 1, continues: 0.7, services: "
                        "[{name: a, frequency: {distribution: poisson, mean: 1}, severity: "
                        "{distribution: constant, value: 9}}]}, {member: 2, services: [{name: b, "
                        "frequency: {distribution: poisson, mean: 1}, severity: {distribution: "
                        "constant, value: 9}}]}]\n" SL_TEXT_TAIL);
  sl_loaded_t l = sl_test_load(yaml, CENSUS);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_claims_t *claims = l.scenario->claims;
  CU_ASSERT_EQUAL_FATAL(claims->n_services, 3);
  CU_ASSERT_EQUAL(claims->services[1].continues, 0.7);
  CU_ASSERT_EQUAL(claims->services[2].continues, 1.0);
  CU_ASSERT_EQUAL(claims->uncertainty_by_year, 0.05);
  sl_test_unload(&l);
}

static void what_does_not_go_with_several_years(void)
{
  const char *aso = "{name: A, kind: aso}";
  CU_ASSERT_TRUE(refuses("months: 6\nyears: 2", aso, 5, "fewer than 12 months"));
  CU_ASSERT_TRUE(refuses("accounting: paid\nyears: 2", aso, 5, "accounting: paid does not go"));
  CU_ASSERT_TRUE(
      refuses("simulation: {sampler: totals}\nyears: 2", aso, 5, "sampler: totals does not go"));
  CU_ASSERT_TRUE(refuses("years: 0", aso, 5, "years is not a whole number in the range"));
  CU_ASSERT_TRUE(refuses("years: 21", aso, 5, "a whole number from 1 to 20"));
  CU_ASSERT_TRUE(refuses("population: {turnover: 100%}", aso, 5, "turnover"));
  CU_ASSERT_TRUE(refuses("population: {aging: true}", aso, 5, "did you mean ageing?"));
}

static void a_renewal_needs_a_loss_ratio(void)
{
  static const char *const bad[] = {
      "{name: A, kind: aso, specific: {deductible: 50k, premium: {amount: 9, per: PEPM}}, renewal: "
      "{full: 900}}",
      "{name: A, kind: fully_insured, premium: {amount: 500, per: PEPM}, renewal: {}}"};
  static const char *const good[] = {
      "{name: A, kind: aso, renewal: {full: 900}}",
      "{name: A, kind: aso, specific: {deductible: 50k}, renewal: {full: 900}}",
      "{name: A, kind: aso, specific: {deductible: 50k, premium: {loss_ratio: 0.7}}, renewal: {}}",
      "{name: A, kind: fully_insured, premium: {amount: 9, per: PEPM}, renewal: {loss_ratio: 0.9}}",
      "{name: A, kind: fully_insured, premium: {loss_ratio: 0.85}, renewal: {}}"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    CU_ASSERT_TRUE(refuses("years: 2", bad[i], 9, "renewal needs loss_ratio"));
  }
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    CU_ASSERT_TRUE(warns("years: 2", good[i], NULL));
  }
}

static void then_names_another_arrangement(void)
{
  CU_ASSERT_TRUE(refuses("years: 2", "{name: A, kind: aso, then: {year: 2, arrangement: Eye}}", 9,
                         "then names an unknown arrangement: Eye"));
  CU_ASSERT_TRUE(refuses("years: 2", "{name: A, kind: aso, then: {year: 2, arrangement: A}}", 9,
                         "then names its own arrangement"));
  CU_ASSERT_TRUE(refuses("years: 2",
                         "{name: A, kind: aso, then: {year: 2, arrangement: B}}, {name: B, kind: "
                         "aso, then: {year: 2, arrangement: I}}, " INSURED,
                         9, "followed by another itself"));
  CU_ASSERT_TRUE(refuses("years: 2",
                         "{name: A, kind: aso, then: {year: 1, arrangement: I}}, " INSURED, 9,
                         "a whole number from 2 to 20"));
  CU_ASSERT_TRUE(warns("years: 3",
                       "{name: A, kind: aso, then: {year: 4, arrangement: I}}, " INSURED,
                       "after the last of 3"));
  CU_ASSERT_TRUE(
      warns("years: 4", "{name: A, kind: aso, then: {year: 4, arrangement: I}}, " INSURED, NULL));
}

#define CONTRACT(bases) "{name: A, kind: aso, specific: {deductible: 50k, contract: " bases "}}"

static void contracts_that_hold_the_same_claims(void)
{
  CU_ASSERT_TRUE(warns("years: 3", CONTRACT("[12/15, 24/12]"),
                       "some claims lie in two contracts of its specific, those of plan years 1 "
                       "and 2"));
  CU_ASSERT_TRUE(warns("years: 3", CONTRACT("[12/12, 24/12]"), NULL));
  CU_ASSERT_TRUE(warns("years: 3", CONTRACT("12/15"), NULL));
  CU_ASSERT_TRUE(warns("years: 3", CONTRACT("24/12"), NULL));
  CU_ASSERT_TRUE(
      warns("years: 3", CONTRACT("paid"), "claims from more than a plan year before it"));
  CU_ASSERT_TRUE(warns("years: 1", CONTRACT("paid"), NULL));
  CU_ASSERT_TRUE(warns("years: 3", CONTRACT("15/15"), "plan years 1 and 2"));
  CU_ASSERT_TRUE(warns("years: 1", CONTRACT("[12/15, 24/12]"), NULL));
  CU_ASSERT_TRUE(refuses("years: 3", CONTRACT("[]"), 9, "the list of contracts has 0 items"));
  CU_ASSERT_TRUE(refuses("years: 3", CONTRACT("[12/12, 24-12]"), 9, "is not a contract basis"));
}

static void an_experience_budget_without_weight(void)
{
  CU_ASSERT_TRUE(warns("years: 2",
                       "{name: A, kind: aso, budget: {amount: 1M, renewal: experience}}",
                       "whose weight is 0 without"));
}

/* When the child has left, the family of three is employee and spouse, a tier that is enrolled by
 * nobody today: a rate is needed where people grow older, not else. */
#define TIERS                                                                                      \
  "{name: A, kind: fully_insured, premium: {tiers: {employee: 5, employee_children: 7, family: "   \
  "9}}}"

static void a_tier_that_comes_with_the_years(void)
{
  CU_ASSERT_TRUE(warns("years: 1", TIERS, NULL));
  CU_ASSERT_TRUE(warns("years: 2", TIERS, NULL));
  CU_ASSERT_TRUE(refuses("years: 2\npopulation: {ageing: true}", TIERS, 10,
                         "no value for tier employee_spouse"));
}

SL_SUITE(scenario_years, "unit/scenario_years",
         {"one year is the default", one_year_is_the_default},
         {"what is said of the years arrives", what_is_said_of_the_years_arrives},
         {"a derived scenario looks as far ahead", a_derived_scenario_looks_as_far_ahead},
         {"the terms of a renewal arrive", the_terms_of_a_renewal_arrive},
         {"the terms that are not given", the_terms_that_are_not_given},
         {"the load of the promise", the_load_of_the_promise},
         {"contracts by plan year", contracts_by_plan_year},
         {"known claimants may not recur", known_claimants_may_not_recur},
         {"what does not go with several years", what_does_not_go_with_several_years},
         {"a renewal needs a loss ratio", a_renewal_needs_a_loss_ratio},
         {"then names another arrangement", then_names_another_arrangement},
         {"contracts that hold the same claims", contracts_that_hold_the_same_claims},
         {"an experience budget without weight", an_experience_budget_without_weight},
         {"a tier that comes with the years", a_tier_that_comes_with_the_years});
