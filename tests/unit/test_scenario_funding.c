/* Kinds of arrangement and their terms as they arrive from a scenario. Faults that a whole file
 * shows are in tests/cli/bad. */
#include "sim/input/scenario/arrangements.h"
#include "sim/input/schema/kind_keys.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <string.h>

#define SERVICE(name)                                                                              \
  "{name: " name ", frequency: {distribution: poisson, mean: 1}, "                                 \
  "severity: {distribution: constant, value: 10}}"
#define SERVICES                                                                                   \
  "claims: {services: [" SERVICE("medical") ", " SERVICE("rx") ", " SERVICE("dental") "]}\n"

static sl_loaded_t load_with(const char *body)
{
  char yaml[4096];
  snprintf(yaml, sizeof yaml, SL_TEXT_HEAD SERVICES SL_TEXT_PLANS "arrangements: [{name: A, %s}]\n",
           body);
  sl_loaded_t loaded = sl_test_load(yaml, NULL);
  if (loaded.scenario == NULL) {
    sl_test_has_fault(&loaded, 0, 0, "nothing");
  }
  return loaded;
}

static void taxes_and_contributions_arrive(void)
{
  sl_loaded_t l = load_with("kind: aso, run_out_fee: 1200, taxes: [{name: premium tax, rate: 0.02, "
                            "on: [premium, paid_claims]}, {name: hst, rate: 0.13, on: [fees], "
                            "compounds: true}], contributions: {employee: 100, "
                            "employee_spouse: 200, employee_children: 250, family: 300}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_arrangement_t *a = &l.scenario->arrangements->list[0];
  CU_ASSERT_EQUAL_FATAL(a->n_taxes, 2);
  CU_ASSERT_STRING_EQUAL(a->taxes[0].name, "premium tax");
  CU_ASSERT_EQUAL(a->taxes[0].rate, 0.02);
  CU_ASSERT_EQUAL(a->taxes[0].on, SL_TAX_ON_PREMIUM | SL_TAX_ON_PAID_CLAIMS);
  CU_ASSERT_FALSE(a->taxes[0].compounds);
  CU_ASSERT_EQUAL(a->taxes[1].on, SL_TAX_ON_FEES);
  CU_ASSERT_TRUE(a->taxes[1].compounds);
  CU_ASSERT_EQUAL(a->contribution[SL_TIER_EMPLOYEE], 100.0);
  CU_ASSERT_EQUAL(a->contribution[SL_TIER_FAMILY], 300.0);
  CU_ASSERT_EQUAL(a->run_out_fee, 1200.0);
  sl_test_unload(&l);
}

static void insured_lines_arrive(void)
{
  sl_loaded_t l = load_with(
      "kind: aso, insured: [{services: [dental], premium: {tiers: {employee: 30, "
      "employee_spouse: 60, employee_children: 70, family: 90}}}, {services: [rx], premium: "
      "{age_rated: 12}}]");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_arrangement_t *a = &l.scenario->arrangements->list[0];
  CU_ASSERT_EQUAL_FATAL(a->n_insured_lines, 2);
  CU_ASSERT_EQUAL(a->insured_lines[0].premium.kind, SL_PREMIUM_TIERS);
  CU_ASSERT_EQUAL(a->insured_lines[0].premium.tier[SL_TIER_FAMILY], 90.0);
  CU_ASSERT_EQUAL(a->insured_lines[1].premium.kind, SL_PREMIUM_AGE_RATED);
  CU_ASSERT_EQUAL(a->insured_lines[1].premium.age_rated, 12.0);
  CU_ASSERT_TRUE(a->insured_lines[0].services[2] && !a->insured_lines[0].services[1]);
  CU_ASSERT_TRUE(!a->insured[0] && a->insured[1] && a->insured[2]);
  sl_test_unload(&l);
  l = load_with("kind: aso");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_PTR_NULL(l.scenario->arrangements->list[0].insured);
  CU_ASSERT_EQUAL(l.scenario->arrangements->list[0].n_taxes, 0);
  CU_ASSERT_EQUAL(l.scenario->arrangements->list[0].contribution[0], 0.0);
  sl_test_unload(&l);
}

static void a_captive_arrives(void)
{
  sl_loaded_t l =
      load_with("kind: captive, specific: {deductible: 50000}, captive: {limit: 250000, premium: "
                "{loss_ratio: 0.7}, expense: 0.25, share: 0.5, assessment_maximum: 10000}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_arrangement_t *a = &l.scenario->arrangements->list[0];
  CU_ASSERT_TRUE(a->has_captive);
  CU_ASSERT_EQUAL(a->captive.limit, 250000.0);
  CU_ASSERT_EQUAL(a->captive.premium.loss_ratio, 0.7);
  CU_ASSERT_EQUAL(a->captive.expense, 0.25);
  CU_ASSERT_EQUAL(a->captive.share, 0.5);
  CU_ASSERT_EQUAL(a->captive.assessment_maximum, 10000.0);
  sl_test_unload(&l);
  l = load_with("kind: captive, specific: {deductible: 5}, captive: {limit: 6, premium: {amount: "
                "1, per: payroll}}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario); /* every employee has a salary */
  CU_ASSERT_EQUAL(l.scenario->arrangements->list[0].captive.share, 1.0);
  CU_ASSERT_EQUAL(l.scenario->arrangements->list[0].captive.expense, 0.0);
  CU_ASSERT_TRUE(isinf(l.scenario->arrangements->list[0].captive.assessment_maximum));
  sl_test_unload(&l);
}

static void refund_accounting_arrives(void)
{
  sl_loaded_t l = load_with(
      "kind: refund_accounting, premium: {amount: 500, per: employee_month}, pooling: {point: "
      "10000, charge: {amount: 20, per: person}}, refund: {retention: 0.1, interest: 0.03, "
      "opening_reserve: -5000, reserve_target: 20000}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_arrangement_t *a = &l.scenario->arrangements->list[0];
  CU_ASSERT_TRUE(a->has_pooling);
  CU_ASSERT_EQUAL(a->pooling.deductible, 10000.0);
  CU_ASSERT_EQUAL(a->pooling.coinsurance, 1.0);
  CU_ASSERT_TRUE(isinf(a->pooling.maximum) && isinf(a->pooling.run_in_maximum));
  CU_ASSERT_EQUAL(a->pooling.contract.kind, SL_CONTRACT_DEFAULT);
  CU_ASSERT_EQUAL(a->pooling_charge.per, SL_PER_PERSON);
  CU_ASSERT_EQUAL(a->refund.retention, 0.1);
  CU_ASSERT_EQUAL(a->refund.interest, 0.03);
  CU_ASSERT_EQUAL(a->refund.opening_reserve, -5000.0);
  CU_ASSERT_EQUAL(a->refund.reserve_target, 20000.0);
  sl_test_unload(&l);
  l = load_with("kind: refund_accounting, premium: {amount: 500, per: employee_month}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_FALSE(l.scenario->arrangements->list[0].has_pooling);
  CU_ASSERT_EQUAL(l.scenario->arrangements->list[0].refund.retention, 0.0);
  sl_test_unload(&l);
}

static void a_premium_is_built_up(void)
{
  sl_loaded_t l = load_with(
      "kind: fully_insured, premium: {built_up: {pooling_point: 75000, manual_claims: 900000, "
      "experience: {claims: 800000, life_years: 250, trend: 1.12}, full_credibility: 1000, "
      "pooling_charge: 60000, retention: {administration: 0.08, commission: 0.04, profit: 0.02, "
      "tax: 0.025}}}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_arrangement_t *a = &l.scenario->arrangements->list[0];
  const sl_build_up_t *b = &a->premium.build_up;
  CU_ASSERT_EQUAL(a->premium.kind, SL_PREMIUM_BUILT_UP);
  CU_ASSERT_EQUAL(b->pooling_point, 75000.0);
  CU_ASSERT_EQUAL(b->manual_claims, 900000.0);
  CU_ASSERT_EQUAL(b->experience_claims, 800000.0);
  CU_ASSERT_EQUAL(b->experience_years, 250.0);
  CU_ASSERT_EQUAL(b->experience_trend, 1.12);
  CU_ASSERT_EQUAL(b->full_credibility, 1000.0);
  CU_ASSERT_EQUAL(b->pooling_charge, 60000.0);
  SL_ASSERT_CLOSE(b->administration + b->commission + b->profit + b->tax, 0.165, 1e-15);
  CU_ASSERT_TRUE(a->has_pooling); /* the trials split claims at the same point */
  CU_ASSERT_EQUAL(a->pooling.deductible, 75000.0);
  CU_ASSERT_EQUAL(a->pooling_charge.kind, SL_PREMIUM_NONE);
  sl_test_unload(&l);
  l = load_with("kind: peo, premium: {built_up: {full_credibility: 1000}}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  b = &l.scenario->arrangements->list[0].premium.build_up;
  CU_ASSERT_TRUE(isinf(b->pooling_point) && isnan(b->manual_claims) && isnan(b->pooling_charge));
  CU_ASSERT_EQUAL(b->experience_years, 0.0);
  CU_ASSERT_EQUAL(b->experience_trend, 1.0);
  sl_test_unload(&l);
}

static void every_kind_takes_its_keys(void)
{
  static const char *const good[] = {
      "kind: aso",
      "kind: fully_insured, premium: {age_rated: 400}",
      "kind: level_funded, aggregate: {attachment: 1}, surplus_share: 0.5",
      "kind: minimum_premium, premium: {loss_ratio: 0.8}, aggregate: {attachment: 1}",
      "kind: refund_accounting, premium: {loss_ratio: 0.8}, refund: {}",
      "kind: peo, premium: {amount: 1, per: certificate}, fees: [{name: peo, amount: 0.03, per: "
      "payroll}]",
      "kind: captive, specific: {deductible: 1}, captive: {limit: 2, premium: {amount: 1, per: "
      "year}}"};
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    sl_loaded_t l = load_with(good[i]);
    CU_ASSERT_PTR_NOT_NULL(l.scenario);
    sl_test_unload(&l);
  }
  size_t n;
  const sl_arrangement_kind_t *const *kinds = sl_arrangement_kinds(&n);
  CU_ASSERT_EQUAL(n, sizeof good / sizeof good[0]); /* a new kind has to be added here */
  for (size_t i = 0; i < n; i++) {
    sl_kind_key_t keys[SL_KIND_KEYS];
    sl_kind_keys(kinds[i], keys);
    for (size_t k = 0; k < SL_KIND_KEYS; k++) {
      CU_ASSERT_FALSE(keys[k].needed && !keys[k].taken);
      CU_ASSERT_TRUE(keys[k].taken || keys[k].why_not != NULL);
    }
  }
}

static void payroll_needs_every_salary(void)
{
  static const char census[] = "employee,relationship,age,sex,salary\n"
                               "1,employee,40,F,50000\n"
                               "1,child,9,F,\n"
                               "2,employee,30,M,\n";
  sl_loaded_t l = sl_test_load(SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_PLANS
                               "arrangements: [{name: A, kind: aso, fees: [{name: hro, amount: "
                               "0.03, per: payroll}]}]\n",
                               census);
  CU_ASSERT_EQUAL(l.faults.n, 1); /* a child has no payroll */
  CU_ASSERT_TRUE(sl_test_has_fault(&l, 4, 0, "salary is blank, but arrangement A charges a share"));
  CU_ASSERT_PTR_NOT_NULL(strstr(l.faults.list[0].file, "census.csv"));
  sl_test_unload(&l);
  l = sl_test_load(SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_TAIL, census);
  CU_ASSERT_EQUAL(l.faults.n, 0); /* nobody charges payroll */
  sl_test_unload(&l);
}

/* With a lag of 30 days the claims of December are paid in the next year, beyond 12/12. */
static void claims_outside_the_contracts_are_known(void)
{
  static const struct {
    const char *lag, *cover;
    bool leaves;
  } rows[] = {
      {"30", "contract: 12/12", true},      {"30", "contract: 12/15", false},
      {"30", "services: [medical]", false}, {"0", "contract: 12/12", false},
      {"0", "contract: paid", false},       {"30", "contract: paid", true},
      {"400", "contract: 12/24", true},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char yaml[2048];
    snprintf(yaml, sizeof yaml,
             SL_TEXT_HEAD "claims: {services: [{name: medical, frequency: {distribution: poisson, "
                          "mean: 1}, severity: {distribution: constant, value: 100}, lag: "
                          "{distribution: constant, value: %s}}]}\n" SL_TEXT_PLANS
                          "arrangements: [{name: A, kind: aso, specific: {deductible: 1, %s}}]\n",
             rows[i].lag, rows[i].cover);
    sl_loaded_t l = sl_test_load(yaml, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
    CU_ASSERT_EQUAL(l.scenario->arrangements->list[0].leaves != 0, rows[i].leaves);
    sl_test_unload(&l);
  }
}

SL_SUITE(scenario_funding, "unit/scenario_funding",
         {"taxes and contributions arrive", taxes_and_contributions_arrive},
         {"insured lines arrive", insured_lines_arrive}, {"a captive arrives", a_captive_arrives},
         {"refund accounting arrives", refund_accounting_arrives},
         {"a premium is built up", a_premium_is_built_up},
         {"every kind takes its keys", every_kind_takes_its_keys},
         {"payroll needs every salary", payroll_needs_every_salary},
         {"claims outside the contracts are known", claims_outside_the_contracts_are_known});
