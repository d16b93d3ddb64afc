#include "models/claims/service.h"
#include "models/funding/arrangement.h"
#include "models/funding/premium.h"
#include "models/group/enrolment.h"
#include "models/severity/severity.h"
#include "models/stoploss/contract.h"
#include "sim/input/read/date.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/simulation.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SERVICE(name)                                                                              \
  "{name: " name ", frequency: {distribution: poisson, mean: 1}, "                                 \
  "severity: {distribution: constant, value: 1}}"

static void defaults_are_those_of_the_design(void)
{
  sl_loaded_t l = sl_test_load(SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_TAIL, NULL);
  const sl_scenario_t *s = l.scenario;
  CU_ASSERT_PTR_NOT_NULL_FATAL(s);
  CU_ASSERT_STRING_EQUAL(s->currency, "USD");
  CU_ASSERT_EQUAL(s->months, 12);
  CU_ASSERT_EQUAL(s->simulation->trials, 20000);
  CU_ASSERT_EQUAL(s->simulation->seed, 1);
  CU_ASSERT_EQUAL(s->simulation->pricing_trials, 8192);
  CU_ASSERT_EQUAL(s->simulation->sampler, SL_SAMPLE_CLAIMS);
  CU_ASSERT_EQUAL(s->claims->risk_factor, 1.0);
  CU_ASSERT_EQUAL(s->claims->uncertainty, 0.0);
  CU_ASSERT_TRUE(isinf(s->claims->frailty_shape));
  CU_ASSERT_EQUAL(s->claims->services[0].amount_factor, 1.0);
  CU_ASSERT_EQUAL(s->plans->list[0].benefit[0].deductible.person, 0.0);
  CU_ASSERT_TRUE(isinf(s->plans->list[0].benefit[0].deductible.family));
  CU_ASSERT_EQUAL(s->plans->list[0].benefit[0].coinsurance, 0.0);
  CU_ASSERT_TRUE(isinf(s->plans->list[0].benefit[0].out_of_pocket_max.person));
  CU_ASSERT_TRUE(isnan(s->plans->list[0].rule[0].copay));
  CU_ASSERT_EQUAL(s->arrangements->list[0].budget.kind, SL_BUDGET_EXPECTED);
  CU_ASSERT_EQUAL(s->group->enrolment.employees, 2.0);
  CU_ASSERT_EQUAL(s->group->n_persons, 4);
  sl_test_unload(&l);
}

static void everything_given_arrives(void)
{
  sl_loaded_t l = sl_test_load(
      SL_TEXT_HEAD
      "claims: {risk_factor: 1.2, uncertainty: 0.05, frailty: {distribution: gamma, shape: 0.8},\n"
      "  services: [" SL_TEXT_SERVICE ", {name: rx, frequency: {distribution: bernoulli, "
      "probability: 0.3}, severity: {distribution: lognormal, mean: 90, cv: 2, limit: 5000}, "
      "members: dependents}],\n"
      "  claimants: [{member: 3, replaces: true, services: [" SERVICE(
          "own") "]}]}\n"
                 "plans: [{name: PPO, deductible: {person: 500, family: 1000}, coinsurance: 0.2, "
                 "out_of_pocket_max: 4000, copays: {rx: 10}}]\n"
                 "arrangements:\n"
                 "  - {name: A, kind: aso, fees: [{name: tpa, amount: -3, per: member_month}],\n"
                 "     specific: {deductible: 50000, coinsurance: 0.9, maximum: 1e6, "
                 "aggregating_deductible: "
                 "75000,\n"
                 "       lasers: [{member: 1, deductible: 9e4}, {member: 4, excluded: true}],\n"
                 "       premium: {amount: 100, per: employee_month}},\n"
                 "     aggregate: {corridor: 1.25, minimum: 1000, maximum: 2e6, premium: "
                 "{loss_ratio: 0.5}},\n"
                 "     budget: {quantile: 0.75}}\n"
                 "  - {name: F, kind: fully_insured, premium: {tiers: {employee: 1, family: 4}}}\n",
      NULL);
  const sl_scenario_t *s = l.scenario;
  CU_ASSERT_PTR_NOT_NULL_FATAL(s);
  CU_ASSERT_EQUAL(s->claims->risk_factor, 1.2);
  CU_ASSERT_EQUAL(s->claims->frailty_shape, 0.8);
  CU_ASSERT_EQUAL_FATAL(s->claims->n_services, 3);
  CU_ASSERT_EQUAL(s->claims->services[1].members, SL_MEMBERS_DEPENDENTS);
  CU_ASSERT_EQUAL(s->claims->services[1].severity.limit, 5000.0);
  SL_ASSERT_CLOSE(sl_severity_family("lognormal")->mean(&s->claims->services[1].severity), 90.0,
                  1e-12);
  CU_ASSERT_EQUAL(s->claims->services[2].only_row, 3);
  CU_ASSERT_FALSE(s->group->persons[2].base_claims);
  CU_ASSERT_TRUE(s->group->persons[1].base_claims);
  CU_ASSERT_EQUAL(s->plans->list[0].rule[1].copay, 10.0);
  CU_ASSERT_TRUE(isnan(s->plans->list[0].rule[0].copay));
  CU_ASSERT_EQUAL(s->plans->list[0].benefit[0].deductible.family, 1000.0);
  CU_ASSERT_TRUE(isinf(s->plans->list[0].benefit[0].out_of_pocket_max.family));
  const sl_arrangement_t *a = &s->arrangements->list[0];
  CU_ASSERT_EQUAL(a->fees[0].amount, -3.0);
  CU_ASSERT_EQUAL(a->fees[0].per, SL_PER_MEMBER_MONTH);
  CU_ASSERT_EQUAL(a->specific.maximum, 1e6);
  CU_ASSERT_EQUAL(a->specific.coinsurance, 0.9);
  CU_ASSERT_EQUAL(a->specific.aggregating_deductible, 75000.0);
  CU_ASSERT_EQUAL(a->specific.lasers[0].row, 1);
  CU_ASSERT_EQUAL(a->specific.lasers[0].deductible, 90000.0);
  CU_ASSERT_TRUE(a->specific.lasers[1].excluded && isinf(a->specific.lasers[1].deductible));
  CU_ASSERT_EQUAL(a->specific_premium.per, SL_PER_EMPLOYEE_MONTH);
  CU_ASSERT_EQUAL(a->aggregate.kind, SL_ATTACHMENT_CORRIDOR);
  CU_ASSERT_EQUAL(a->aggregate.corridor, 1.25);
  CU_ASSERT_EQUAL(a->aggregate.minimum, 1000.0);
  CU_ASSERT_EQUAL(a->aggregate_premium.loss_ratio, 0.5);
  CU_ASSERT_EQUAL(a->budget.kind, SL_BUDGET_QUANTILE);
  CU_ASSERT_EQUAL(a->budget.value, 0.75);
  CU_ASSERT_EQUAL(s->arrangements->list[1].premium.tier[SL_TIER_FAMILY], 4.0);
  sl_test_unload(&l);
}

/* By hand: from 2025-07-01 to the middle (2026-07-01) is a year; from 2025-01-16 (half of January's
 * 31 days gone but for half a day: 15/31) it is 1.5 years less 15/31 of a month. */
static void trend_runs_to_the_middle_of_the_plan_year(void)
{
  const sl_date_t start = {2026, 1, 1}, july = {2025, 7, 1}, january = {2025, 1, 16};
  const sl_date_t leap = {2024, 2, 15};
  SL_ASSERT_CLOSE(sl_date_years_to_middle(&july, &start, 12), 1.0, 1e-14);
  SL_ASSERT_CLOSE(sl_date_years_to_middle(&july, &start, 6), 0.75, 1e-14);
  SL_ASSERT_CLOSE(sl_date_years_to_middle(&january, &start, 12), 1.5 - 15.0 / 31.0 / 12.0, 1e-14);
  SL_ASSERT_CLOSE(sl_date_years_to_middle(&leap, &start, 12), (29.0 - 14.0 / 29.0) / 12.0, 1e-14);
  sl_loaded_t l = sl_test_load(SL_TEXT_HEAD "claims: {trend: 0.21, area_factor: 2, basis_date: "
                                            "2026-01-01, services: [" SL_TEXT_SERVICE
                                            "], basis: us-commercial-2026}\n" SL_TEXT_TAIL,
                               NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const size_t last = l.scenario->claims->n_services - 1;
  SL_ASSERT_CLOSE(l.scenario->claims->services[last].amount_factor, 2.0 * 1.1,
                  1e-14); /* half a year */
  CU_ASSERT_EQUAL(l.scenario->claims->services[0].amount_factor,
                  2.0); /* basis of mid-2026: no time */
  sl_test_unload(&l);
}

static void dates_are_calendar_days(void)
{
  static const char *const good[] = {"2026-01-01", "2024-02-29", "2000-02-29", "1900-01-01"};
  static const char *const bad[] = {"2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10",
                                    "2026-04-31", "2026-1-01",  "01/01/2026", "2026-01-01 ",
                                    "1899-12-31", "2026-01-00", "+026-01-01", ""};
  sl_date_t date;
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    CU_ASSERT_TRUE(sl_date_parse(good[i], &date));
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    CU_ASSERT_FALSE(sl_date_parse(bad[i], &date));
  }
}

/* One row per rule that ties values together: what stands at lines 5 (claims), 6 (plans) and 7
 * (arrangements), where the one fault is and what it says. NULL = a valid section. */
typedef struct rule {
  const char *claims, *plans, *arrangements;
  size_t line;
  const char *part;
} rule_t;

#define CLAIMS_LINE "claims: {services: [" SL_TEXT_SERVICE "]}"
#define PLANS_LINE "plans: [{name: PPO}]"
#define ARRANGEMENTS_LINE "arrangements: [{name: ASO, kind: aso}]"

static void check_rules(const rule_t *rules, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    char yaml[2048];
    snprintf(yaml, sizeof yaml, "%s%s\n%s\n%s\n", SL_TEXT_HEAD,
             rules[i].claims != NULL ? rules[i].claims : CLAIMS_LINE,
             rules[i].plans != NULL ? rules[i].plans : PLANS_LINE,
             rules[i].arrangements != NULL ? rules[i].arrangements : ARRANGEMENTS_LINE);
    if (rules[i].part != NULL) {
      CU_ASSERT_TRUE(sl_test_one_fault(yaml, rules[i].line, 0, rules[i].part));
    } else {
      CU_ASSERT_TRUE(sl_test_no_fault(yaml));
    }
  }
}

static void claims_rules(void)
{
  static const rule_t rules[] = {
      {.claims = "claims: {}", .line = 5, .part = "there are no claims"},
      {.claims = "claims: {claimants: [{member: 1, services: [" SERVICE("a") "]}]}"},
      {.claims = "claims: {basis: us-comercial-2026}",
       .line = 5,
       .part = "did you mean us-commercial-2026?"},
      {.claims = "claims: {services: [" SERVICE("a") ", " SERVICE("a") "]}",
       .line = 5,
       .part = "name is used twice: a"},
      {.claims = "claims: {basis: us-commercial-2026, services: [" SERVICE("primary_care") "]}",
       .line = 5,
       .part = "name is used by a basis: primary_care"},
      {.claims = "claims: {services: [" SERVICE(
           "a") "], claimants: [{member: 9, services: [" SERVICE("a") "]}]}",
       .line = 5,
       .part = "member is not in the census: 9"},
      {.claims = "claims: {services: [" SERVICE(
           "a") "], claimants: [{member: 5, services: [" SERVICE("a") "]}]}",
       .line = 5,
       .part = "member is not enrolled: 5"},
      {.claims =
           "claims: {services: [" SERVICE("a") "], claimants: [{member: 1, services: [" SERVICE(
               "a") "]}, {member: 1, services: [" SERVICE("b") "]}]}",
       .line = 5,
       .part = "member is named twice: 1"},
      {.claims =
           "claims: {services: [" SERVICE("a") "], claimants: [{member: 1, services: [" SERVICE(
               "a") "]}, {member: 2, services: [" SERVICE("a") "]}]}"},
      {.claims = "claims: {services: [" SERVICE("a") "], frailty: {distribution: gamma}}",
       .line = 5,
       .part = "a required key is missing: shape"},
      {.claims = "claims: {services: [" SERVICE("a") "], uncertainty: 2.1}",
       .line = 5,
       .part = "uncertainty is out of range: 2.1"},
  };
  check_rules(rules, sizeof rules / sizeof rules[0]);
}

static void plan_rules(void)
{
  static const rule_t rules[] = {
      {.plans = "plans: [{name: PPO, deductible: {person: 500, family: 400}}]"},
      {.plans = "plans: [{name: PPO, out_of_pocket_max: {person: 500, family: 400}}]"},
      {.plans = "plans: [{name: PPO, deductible: 500, out_of_pocket_max: 400}]"},
      {.plans = "plans: [{name: PPO}, {name: waived}]",
       .line = 6,
       .part = "name of a plan is taken: waived"},
      {.plans = "plans: [{name: PPO, deductible: .inf, out_of_pocket_max: 400}]"},
      {.plans = "plans: [{name: PPO, deductible: 400, out_of_pocket_max: 400}]"},
      {.plans = "plans: [{name: PPO, deductible: {family: 400}}]",
       .line = 6,
       .part = "deductible: the family's says nothing while the person's is 0"},
      {.plans = "plans: [{name: PPO, deductible: {person: .inf, family: 400}}]"},
      {.plans = "plans: [{name: PPO, out_of_pocket_max: {family: 400}}]"},
      {.plans = "plans: [{name: PPO, copays: {medicall: 5}}]",
       .line = 6,
       .part = "copay for an unknown service: medicall; did you mean medical?"},
      {.plans = "plans: [{name: PPO}, {name: PPO}]", .line = 6, .part = "name is used twice: PPO"},
  };
  check_rules(rules, sizeof rules / sizeof rules[0]);
}

#define ASO(rest) "arrangements: [{name: ASO, kind: aso, " rest "}]"
#define AGGREGATE(rest) ASO("aggregate: {" rest "}")
#define INSURED(rest) "arrangements: [{name: F, kind: fully_insured, " rest "}]"

static const rule_t arrangement_table[] = {
    {.arrangements = ASO("premium: {loss_ratio: 0.8}"),
     .line = 7,
     .part = "premium is not for kind aso"},
    {.arrangements = INSURED("specific: {deductible: 1}, premium: {loss_ratio: 0.8}"),
     .line = 7,
     .part = "specific is not for kind fully_insured"},
    {.arrangements = INSURED("fees: []"), .line = 7, .part = "missing: premium"},
    {.arrangements = INSURED("premium: {}"), .line = 7, .part = "premium says nothing"},
    {.arrangements = INSURED("premium: {amount: 5}"), .line = 7, .part = "needs per"},
    {.arrangements = INSURED("premium: {loss_ratio: 1, per: year}"),
     .line = 7,
     .part = "per goes with amount only"},
    {.arrangements = INSURED("premium: {tiers: {employee: 5, family: 6}, loss_ratio: 1}"),
     .line = 7,
     .part = "more than one way"},
    {.arrangements = INSURED("premium: {tiers: {employee: 5}}"),
     .line = 7,
     .part = "no value for tier family"},
    {.arrangements = INSURED("premium: {tiers: {employee: 5, family: 6}}")},
    {.arrangements = INSURED("premium: {tiers: {employee: 5, famly: 6, family: 6}}"),
     .line = 7,
     .part = "tier is not known: famly; did you mean family?"},
    {.arrangements = AGGREGATE("maximum: 5"), .line = 7, .part = "aggregate says nothing"},
    {.arrangements = AGGREGATE("corridor: 1, attachment: 5"), .line = 7, .part = "more than one"},
    {.arrangements = AGGREGATE("factors: 300")},
    {.arrangements = AGGREGATE("factors: {employee: 3, employee_spouse: 3}"),
     .line = 7,
     .part = "factors: no value for tier family"},
    {.arrangements = AGGREGATE("corridor: 1, minimum: {of_first_month: 0.95}"),
     .line = 7,
     .part = "needs monthly factors"},
    {.arrangements = AGGREGATE("factors: 3, minimum: {of_first_month: 0.95}")},
    {.arrangements = ASO("specific: {deductible: 1, lasers: [{member: 1, deductible: 2}, "
                         "{member: 1, excluded: true}]}"),
     .line = 7,
     .part = "member has two lasers: 1"},
    {.arrangements = ASO("specific: {deductible: 1, lasers: [{member: 1}]}"),
     .line = 7,
     .part = "neither a deductible nor an exclusion"},
    {.arrangements = ASO("specific: {deductible: 1, lasers: [{member: 1, excluded: false}]}"),
     .line = 7,
     .part = "neither a deductible nor an exclusion"},
    {.arrangements = ASO("specific: {deductible: 1, lasers: [{member: 1, deductible: 2, "
                         "excluded: true}]}"),
     .line = 7,
     .part = "a laser gives both"},
    {.arrangements = ASO("specific: {deductible: 1, lasers: [{member: 6, deductible: 2}]}"),
     .line = 7,
     .part = "member is not in the census: 6; allowed: 1 to 5"},
    {.arrangements = ASO("budget: {amount: 1, quantile: 0.5}"),
     .line = 7,
     .part = "budget is given in more than one way"},
    {.arrangements = ASO("budget: {quantile: 1}"), .line = 7, .part = "quantile is out of range"},
    {.arrangements = ASO("fees: [{name: a, amount: 1, per: employe_month}]"),
     .line = 7,
     .part = "did you mean employee_month?"},
    {.arrangements = ASO("fees: [{name: a, amount: 1, per: year}, {name: a, amount: 2, per: "
                         "year}]"),
     .line = 7,
     .part = "name is used twice: a"},
    {.arrangements = "arrangements: [{name: A, kind: aso}, {name: A, kind: aso}]",
     .line = 7,
     .part = "name is used twice: A"},
};

static void arrangement_rules(void)
{
  check_rules(arrangement_table, sizeof arrangement_table / sizeof arrangement_table[0]);
}

static void family_factor_stands_for_all_other_tiers(void)
{
  sl_loaded_t l = sl_test_load(SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_PLANS AGGREGATE(
                                   "factors: {employee: 300, family: 800}") "\n",
                               NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const double *factor = l.scenario->arrangements->list[0].aggregate.factor;
  CU_ASSERT_EQUAL(factor[SL_TIER_EMPLOYEE], 300.0);
  CU_ASSERT_EQUAL(factor[SL_TIER_EMPLOYEE_SPOUSE], 800.0);
  CU_ASSERT_EQUAL(factor[SL_TIER_EMPLOYEE_CHILDREN], 800.0);
  CU_ASSERT_EQUAL(factor[SL_TIER_FAMILY], 800.0);
  sl_test_unload(&l);
}

#define TABLE_SERVICE                                                                              \
  "{name: t, frequency: {distribution: table, probabilities: [0.5, 0.5]}, "                        \
  "severity: {distribution: constant, value: 1}}"

static void thinned_frequencies_need_a_known_exposure_up_to_one(void)
{
  static const rule_t rules[] = {
      {.claims = "claims: {services: [" TABLE_SERVICE "]}"},
      {.claims = "claims: {uncertainty: 0.1, services: [" TABLE_SERVICE "]}",
       .line = 5,
       .part = "service t: a table frequency cannot follow a random exposure"},
      {.claims =
           "claims: {frailty: {distribution: gamma, shape: 1}, services: [" TABLE_SERVICE "]}",
       .line = 5,
       .part = "random exposure"},
      {.claims = "claims: {risk_factor: 1.5, services: [" TABLE_SERVICE "]}",
       .line = 5,
       .part = "exposure above 1: 1.5 in row 2 of the spreadsheet"},
  };
  check_rules(rules, sizeof rules / sizeof rules[0]);
}

static void a_salary_is_needed_where_it_is_used(void)
{
#define SALARIED(members)                                                                          \
  SL_TEXT_HEAD "claims: {services: [{name: std, frequency: {distribution: poisson, mean: 1}, "     \
               "severity: {distribution: constant, value: 0.6, times: salary}, members: " members  \
               "}]}\n" SL_TEXT_TAIL
  CU_ASSERT_TRUE(sl_test_no_fault(SALARIED("employees")));
  sl_loaded_t l = sl_test_load(SALARIED("all"), NULL);
  CU_ASSERT_EQUAL(l.faults.n, 2); /* spouse and child; the waived row has no claims */
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 3, 0, "salary is blank, but service std"));
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 4, 0, "salary is blank"));
  CU_ASSERT_PTR_NOT_NULL(strstr(l.faults.list[0].file, "census.csv"));
  sl_test_unload(&l);
}

static void census_and_scenario_faults_come_together(void)
{
  sl_loaded_t l = sl_test_load(SL_TEXT_HEAD SL_TEXT_CLAIMS
                               "plans: [{name: PPO, coinsurance: 2}]\n" SL_TEXT_ARRANGEMENTS,
                               "employee,relationship,age,sex\n1,employee,40,F\n2,employee,x,M\n");
  CU_ASSERT_EQUAL(l.faults.n, 2);
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 7, 0, "coinsurance is out of range"));
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 3, 0, "age"));
  sl_test_unload(&l);
}

static void the_sampler_is_chosen(void)
{
  sl_loaded_t l = sl_test_load(
      SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_TAIL "simulation: {sampler: totals}\n", NULL);
  CU_ASSERT_EQUAL(l.code, SL_OK);
  CU_ASSERT_EQUAL(l.scenario->simulation->sampler, SL_SAMPLE_TOTALS);
  CU_ASSERT_PTR_NOT_NULL(strstr(l.scenario->resolved, "sampler: totals"));
  sl_test_unload(&l);
}

static void seeds_are_exact(void)
{
  sl_loaded_t l = sl_test_load(SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_TAIL
                               "simulation: {seed: 18446744073709551615, trials: 1e3}\n",
                               NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_EQUAL(l.scenario->simulation->seed, UINT64_MAX);
  CU_ASSERT_EQUAL(l.scenario->simulation->trials, 1000);
  sl_test_unload(&l);
}

/* What a result file holds is known before a run. */
static void more_arrangements_than_a_result_holds_are_refused(void)
{
  const size_t size = 200 + 40 * (SL_ARRANGEMENTS_MAX + 1);
  char *yaml = malloc(size);
  CU_ASSERT_FATAL(yaml != NULL);
  for (int more = 0; more < 2; more++) {
    size_t length = (size_t)snprintf(yaml, size, "%sarrangements:\n",
                                     SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_PLANS);
    for (int i = 0; i < SL_ARRANGEMENTS_MAX + more; i++) {
      length += (size_t)snprintf(yaml + length, size - length, "  - {name: A%d, kind: aso}\n", i);
    }
    if (more) { /* the line of the first that is too much */
      CU_ASSERT_TRUE(sl_test_one_fault(yaml, 9 + SL_ARRANGEMENTS_MAX, 0,
                                       "too many arrangements: 4001; allowed: 4000"));
    } else {
      CU_ASSERT_TRUE(sl_test_no_fault(yaml));
    }
  }
  free(yaml);
}

SL_SUITE(scenario, "unit/scenario",
         {"defaults are those of the design", defaults_are_those_of_the_design},
         {"everything given arrives", everything_given_arrives},
         {"trend runs to the middle of the plan year", trend_runs_to_the_middle_of_the_plan_year},
         {"dates are calendar days", dates_are_calendar_days}, {"claims rules", claims_rules},
         {"plan rules", plan_rules}, {"arrangement rules", arrangement_rules},
         {"family factor stands for all other tiers", family_factor_stands_for_all_other_tiers},
         {"thinned frequencies need a known exposure up to one",
          thinned_frequencies_need_a_known_exposure_up_to_one},
         {"a salary is needed where it is used", a_salary_is_needed_where_it_is_used},
         {"census and scenario faults come together", census_and_scenario_faults_come_together},
         {"the sampler is chosen", the_sampler_is_chosen}, {"seeds are exact", seeds_are_exact},
         {"more arrangements than a result holds are refused",
          more_arrangements_than_a_result_holds_are_refused});
