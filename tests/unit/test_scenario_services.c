#include "models/claims/lags.h"
#include "models/funding/arrangement.h"
#include "models/funding/premium.h"
#include "models/plan/design.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/plans.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <math.h>
#include <stdio.h>

#define FREQUENCY "frequency: {distribution: poisson, mean: 1}"
#define HUNDRED "severity: {distribution: constant, value: 100}"
#define SHORT_TERM                                                                                 \
  "{name: std, line: short_term_disability, " FREQUENCY                                            \
  ", severity: {distribution: uniform, low: 7, high: 60}, members: employees, disability: "        \
  "{salary_share: 0.6667, maximum: 1200, elimination_days: 7, maximum_weeks: 26}}"
#define LONG_TERM                                                                                  \
  "{name: ltd, line: long_term_disability, " FREQUENCY                                             \
  ", members: employees, disability: {salary_share: 0.6, elimination_days: 90, to_age: 65, "       \
  "interest: 0.04, termination: [0.36, 0.19]}}"

static sl_loaded_t load_claims(const char *claims)
{
  char yaml[4096];
  snprintf(yaml, sizeof yaml, "%sclaims: {%s}\n%s", SL_TEXT_HEAD, claims, SL_TEXT_TAIL);
  return sl_test_load(yaml, NULL);
}

static void lag_and_seasonality_arrive(void)
{
  sl_loaded_t l = load_claims("trend: 0.07, services: [{name: a, " FREQUENCY ", " HUNDRED
                              ", lag: {distribution: uniform, low: 10, high: 50, limit: 45}, "
                              "seasonality: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0.5]}]");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_service_t *s = &l.scenario->claims->services[0];
  CU_ASSERT_EQUAL(l.scenario->claims->trend, 0.07);
  CU_ASSERT_EQUAL(s->line, SL_LINE_MEDICAL);
  CU_ASSERT_STRING_EQUAL(s->lag.family->name, "uniform");
  CU_ASSERT_EQUAL(s->lag.parameter[1], 50.0);
  CU_ASSERT_EQUAL(s->lag.limit, 45.0);
  CU_ASSERT_EQUAL(s->season[0], 1.0);
  CU_ASSERT_EQUAL(s->season[11], 0.5);
  CU_ASSERT_EQUAL(s->frequency_factor, 1.0);
  CU_ASSERT_PTR_NULL(s->disability);
  sl_test_unload(&l);
}

/* Without a lag each line has its own, and no season. */
static void lines_have_their_default_lag(void)
{
  for (int line = 0; line < SL_LINE_SHORT_TERM_DISABILITY; line++) {
    char claims[512];
    snprintf(claims, sizeof claims, "services: [{name: a, line: %s, " FREQUENCY ", " HUNDRED "}]",
             sl_line_names[line]);
    sl_loaded_t l = load_claims(claims);
    sl_severity_t lag;
    CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
    CU_ASSERT_EQUAL(sl_lag_default((sl_line_t)line, &lag, NULL), SL_OK);
    CU_ASSERT_EQUAL(l.scenario->claims->services[0].line, (sl_line_t)line);
    CU_ASSERT_EQUAL(sl_severity_mean(&l.scenario->claims->services[0].lag), sl_severity_mean(&lag));
    CU_ASSERT_EQUAL(l.scenario->claims->services[0].season[5], 0.0);
    sl_severity_free(&lag);
    sl_test_unload(&l);
  }
}

/* Neither trend nor area changes what a share of the plan year's salary is. */
static void short_term_disability_arrives(void)
{
  sl_loaded_t l = load_claims("trend: 0.1, area_factor: 2, basis_date: 2020-01-01, services: "
                              "[" SHORT_TERM ", " SL_TEXT_SERVICE "]");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_service_t *s = &l.scenario->claims->services[0];
  CU_ASSERT_EQUAL(s->line, SL_LINE_SHORT_TERM_DISABILITY);
  CU_ASSERT_EQUAL(s->amount_factor, 1.0);
  CU_ASSERT_TRUE(l.scenario->claims->services[1].amount_factor > 2.0);
  CU_ASSERT_STRING_EQUAL(s->severity.family->name, "uniform");
  CU_ASSERT_PTR_NOT_NULL_FATAL(s->disability);
  CU_ASSERT_EQUAL(s->disability->kind, SL_SHORT_TERM);
  CU_ASSERT_EQUAL(s->disability->salary_share, 0.6667);
  CU_ASSERT_EQUAL(s->disability->maximum, 1200.0);
  CU_ASSERT_EQUAL(s->disability->elimination_days, 7);
  CU_ASSERT_EQUAL(s->disability->maximum_weeks, 26);
  CU_ASSERT_EQUAL(s->disability->n_termination, 0);
  CU_ASSERT_EQUAL(sl_severity_mean(&s->lag), 30.0);
  sl_test_unload(&l);
}

/* Of claims in payment 0.64 go on past a year and 0.64 x 0.81 past two: the chance that at least
 * 12 and at least 24 payments are made. */
static void long_term_duration_comes_from_the_termination_rates(void)
{
  sl_loaded_t l = load_claims("services: [" LONG_TERM "]");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_service_t *s = &l.scenario->claims->services[0];
  CU_ASSERT_PTR_NOT_NULL_FATAL(s->disability);
  CU_ASSERT_EQUAL(s->disability->kind, SL_LONG_TERM);
  CU_ASSERT_EQUAL(s->disability->to_age, 65);
  CU_ASSERT_EQUAL(s->disability->interest, 0.04);
  CU_ASSERT_TRUE(isinf(s->disability->maximum));
  CU_ASSERT_EQUAL_FATAL(s->disability->n_termination, 2);
  CU_ASSERT_EQUAL(s->disability->termination[1], 0.19);
  SL_ASSERT_CLOSE(sl_severity_survival(&s->severity, 11.5), 0.64, 1e-12);
  SL_ASSERT_CLOSE(sl_severity_survival(&s->severity, 23.5), 0.64 * 0.81, 1e-12);
  CU_ASSERT_EQUAL(sl_severity_survival(&s->severity, 12.0 * 65.0), 0.0);
  sl_test_unload(&l);
}

/* A plan's deductible and coinsurance do not touch disability income: another benefit, that pays
 * all. */
static void disability_has_no_cost_sharing(void)
{
  sl_loaded_t l = sl_test_load(SL_TEXT_HEAD "claims: {services: [" SL_TEXT_SERVICE ", " SHORT_TERM
                                            ", " LONG_TERM "]}\n"
                                            "plans: [{name: PPO, deductible: 500, coinsurance: "
                                            "0.2, annual_maximum: 1e5}]\n" SL_TEXT_ARRANGEMENTS,
                               NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_plan_t *plan = &l.scenario->plans->list[0];
  CU_ASSERT_EQUAL_FATAL(plan->n_benefits, 2);
  CU_ASSERT_EQUAL(plan->rule[0].benefit, 0);
  CU_ASSERT_EQUAL(plan->rule[1].benefit, 1);
  CU_ASSERT_EQUAL(plan->rule[2].benefit, 1);
  CU_ASSERT_EQUAL(plan->benefit[1].deductible.person, 0.0);
  CU_ASSERT_EQUAL(plan->benefit[1].coinsurance, 0.0);
  CU_ASSERT_TRUE(isinf(plan->benefit[1].maximum));
  CU_ASSERT_TRUE(isinf(plan->benefit[1].out_of_pocket_max.person));
  sl_test_unload(&l);
}

static void disability_needs_salaries_of_employees(void)
{
  static const char census[] = "employee,relationship,age,sex,salary\n1,employee,40,F,\n"
                               "1,spouse,41,M,\n2,employee,30,M,1000\n";
  sl_loaded_t l =
      sl_test_load(SL_TEXT_HEAD "claims: {services: [" SHORT_TERM "]}\n" SL_TEXT_TAIL, census);
  CU_ASSERT_EQUAL(l.faults.n, 1);
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 2, 0, "salary is blank, but service std"));
  sl_test_unload(&l);
}

/* A claimant's own disability needs no members, and its person is an employee. */
static void claimants_may_be_disabled(void)
{
  static const char own[] =
      "claimants: [{member: %d, services: [{name: own, line: short_term_disability, " FREQUENCY
      ", severity: {distribution: constant, value: 40}, disability: {salary_share: 0.5, "
      "maximum_weeks: 10}}]}]";
  char claims[512];
  snprintf(claims, sizeof claims, own, 1);
  sl_loaded_t l = load_claims(claims);
  CU_ASSERT_PTR_NOT_NULL(l.scenario);
  sl_test_unload(&l);
  snprintf(claims, sizeof claims, own, 2);
  l = load_claims(claims);
  CU_ASSERT_EQUAL(l.faults.n, 1);
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 5, 0, "member 2 (row 3 of the spreadsheet) is a dependent"));
  sl_test_unload(&l);
}

static void several_bases_add_up(void)
{
  sl_loaded_t l = load_claims("basis: [us-commercial-2026, disability-idi2013]");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_scenario_t *s = l.scenario;
  CU_ASSERT_EQUAL_FATAL(s->claims->n_services, 24);
  CU_ASSERT_STRING_EQUAL(s->claims->services[0].name, "emergency_room");
  CU_ASSERT_EQUAL(s->claims->services[4].line, SL_LINE_MENTAL_HEALTH);
  CU_ASSERT_EQUAL(s->claims->services[13].line, SL_LINE_PHARMACY);
  CU_ASSERT_EQUAL(s->claims->services[23].line, SL_LINE_LONG_TERM_DISABILITY);
  CU_ASSERT_EQUAL(s->claims->services[23].members, SL_MEMBERS_EMPLOYEES);
  CU_ASSERT_PTR_NOT_NULL(s->claims->services[23].age_curve);
  sl_test_unload(&l);
}

#define OWN_BASIS(currency, name, severity)                                                        \
  "stoploss_basis: 1\nname: b\ntitle: b\n" currency "date: 2026-01-01\n"                           \
  "services: [{name: " name ", " FREQUENCY ", severity: {" severity "}, members: employees}]\n"

static void names_differ_over_all_bases(void)
{
  sl_test_write("own.yaml",
                OWN_BASIS("currency: USD\n", "primary_care", "distribution: constant, value: 1"));
  sl_loaded_t l = load_claims("basis: [own.yaml, us-commercial-2026]");
  CU_ASSERT_EQUAL(l.faults.n, 1);
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 5, 28, "in an earlier basis too: primary_care"));
  sl_test_unload(&l);
  l = load_claims("basis: [own.yaml], services: [{name: primary_care, " FREQUENCY ", " HUNDRED
                  "}]");
  CU_ASSERT_EQUAL(l.faults.n, 1);
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 5, 0, "name is used by a basis: primary_care"));
  sl_test_unload(&l);
}

static void a_basis_of_money_has_a_currency(void)
{
  sl_test_write("own.yaml", OWN_BASIS("", "a", "distribution: constant, value: 1"));
  sl_loaded_t l = load_claims("basis: own.yaml");
  CU_ASSERT_EQUAL(l.faults.n, 1);
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 1, 0, "service a is an amount of money"));
  sl_test_unload(&l);
  sl_test_write("own.yaml", OWN_BASIS("", "a", "distribution: constant, value: 1, times: salary"));
  l = load_claims("basis: own.yaml");
  CU_ASSERT_PTR_NOT_NULL(l.scenario);
  sl_test_unload(&l);
}

static void wellness_is_a_fee_and_a_factor(void)
{
  sl_loaded_t l = sl_test_load(
      SL_TEXT_HEAD "claims: {services: [" SL_TEXT_SERVICE ", {name: b, " FREQUENCY ", " HUNDRED
                   "}]}\nwellness: {frequency_factor: 0.9, services: [b], fee: {amount: 4, per: "
                   "employee_month}}\n" SL_TEXT_PLANS
                   "arrangements: [{name: A, kind: aso, fees: [{name: tpa, amount: 1, per: "
                   "year}]}, {name: B, kind: fully_insured, premium: {loss_ratio: 0.8}}]\n",
      NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_arrangement_t *a = l.scenario->arrangements->list;
  CU_ASSERT_EQUAL(l.scenario->claims->services[0].frequency_factor, 1.0);
  CU_ASSERT_EQUAL(l.scenario->claims->services[1].frequency_factor, 0.9);
  CU_ASSERT_EQUAL_FATAL(a[0].n_fees, 2);
  CU_ASSERT_EQUAL_FATAL(a[1].n_fees, 1);
  CU_ASSERT_STRING_EQUAL(a[0].fees[1].name, "wellness");
  CU_ASSERT_EQUAL(a[1].fees[0].amount, 4.0);
  CU_ASSERT_EQUAL(a[1].fees[0].per, SL_PER_EMPLOYEE_MONTH);
  sl_test_unload(&l);
}

/* A table frequency keeps each claim with a probability equal to the exposure, wellness included:
 * 1.25 x 0.8 is allowed, 1.25 is not. */
static void wellness_counts_in_a_thinned_exposure(void)
{
#define RISKY                                                                                      \
  SL_TEXT_HEAD                                                                                     \
  "claims: {risk_factor: 1.25, services: [{name: a, frequency: {distribution: table, "             \
  "probabilities: [0.5, 0.5]}, " HUNDRED "}]}\n" SL_TEXT_TAIL
  CU_ASSERT_TRUE(sl_test_one_fault(RISKY, 5, 0, "an exposure above 1: 1.25"));
  CU_ASSERT_TRUE(sl_test_no_fault(RISKY "wellness: {frequency_factor: 0.8}\n"));
}

SL_SUITE(scenario_services, "unit/scenario_services",
         {"lag and seasonality arrive", lag_and_seasonality_arrive},
         {"lines have their default lag", lines_have_their_default_lag},
         {"short-term disability arrives", short_term_disability_arrives},
         {"long-term duration comes from the termination rates",
          long_term_duration_comes_from_the_termination_rates},
         {"disability has no cost sharing", disability_has_no_cost_sharing},
         {"disability needs salaries of employees", disability_needs_salaries_of_employees},
         {"claimants may be disabled", claimants_may_be_disabled},
         {"several bases add up", several_bases_add_up},
         {"names differ over all bases", names_differ_over_all_bases},
         {"a basis of money has a currency", a_basis_of_money_has_a_currency},
         {"wellness is a fee and a factor", wellness_is_a_fee_and_a_factor},
         {"wellness counts in a thinned exposure", wellness_counts_in_a_thinned_exposure});
