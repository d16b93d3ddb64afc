/* What the employer weighs the plan against: read, refused, read back from a result's text; and
 * which payroll a result tells. */
#include "models/funding/price.h"
#include "sim/input/load/reload.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "sim/results/results.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <math.h>
#include <string.h>

#define BODY SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_TAIL

static void nothing_is_stated_by_default(void)
{
  sl_loaded_t l = sl_test_load(BODY, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_suitability_terms_t *terms = &l.scenario->suitability;
  CU_ASSERT_TRUE(isnan(terms->cash_reserve));
  CU_ASSERT_TRUE(isnan(terms->payroll));
  CU_ASSERT_TRUE(isnan(terms->covenant));
  CU_ASSERT_TRUE(isnan(terms->most_volatility));
  CU_ASSERT_TRUE(isnan(terms->history_years));
  CU_ASSERT_EQUAL(terms->most_of_payroll, 0.03);
  CU_ASSERT_EQUAL(terms->most_chance, 0.05);
  CU_ASSERT_EQUAL(terms->full_credibility, 1082.0);
  CU_ASSERT_TRUE(isnan(l.scenario->interest.rate));
  CU_ASSERT_PTR_NULL(strstr(l.scenario->resolved, "suitability"));
  sl_test_unload(&l);
}

#define STATED                                                                                     \
  "interest: {rate: 6.5%, of: deposit}\n"                                                          \
  "suitability: {cash_reserve: 250k, payroll: 7.5M, most_of_payroll: 2%, most_chance: 0.1,\n"      \
  "  covenant: 3.1M, most_volatility: 15%, full_credibility: 3246, history_years: 2.5}\n"

static void expect_stated(const sl_scenario_t *scenario)
{
  const sl_suitability_terms_t *terms = &scenario->suitability;
  CU_ASSERT_EQUAL(terms->cash_reserve, 250000.0);
  CU_ASSERT_EQUAL(terms->payroll, 7500000.0);
  CU_ASSERT_EQUAL(terms->most_of_payroll, 0.02);
  CU_ASSERT_EQUAL(terms->most_chance, 0.1);
  CU_ASSERT_EQUAL(terms->covenant, 3100000.0);
  CU_ASSERT_EQUAL(terms->most_volatility, 0.15);
  CU_ASSERT_EQUAL(terms->full_credibility, 3246.0);
  CU_ASSERT_EQUAL(terms->history_years, 2.5);
  CU_ASSERT_EQUAL(scenario->interest.rate, 0.065);
  CU_ASSERT_EQUAL(scenario->interest.of, SL_INTEREST_DEPOSIT);
}

static void what_is_stated_arrives_and_is_read_back(void)
{
  sl_scenario_t *again = NULL;
  sl_loaded_t l = sl_test_load(BODY STATED, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  expect_stated(l.scenario);
  CU_ASSERT_EQUAL_FATAL(
      sl_scenario_reload(l.scenario->resolved, &l.scenario->group->enrolment, &again, NULL), SL_OK);
  expect_stated(again);
  sl_scenario_free(again);
  sl_test_unload(&l);
}

static void what_cannot_be_is_a_fault_at_its_place(void)
{
  CU_ASSERT_TRUE(sl_test_one_fault(BODY "interest: {of: loan}\n", 9, 0, "rate"));
  CU_ASSERT_TRUE(sl_test_one_fault(BODY "interest: {rate: 2}\n", 9, 18, "from 0 to 1"));
  CU_ASSERT_TRUE(sl_test_one_fault(BODY "interest: {rate: 2%, of: friend}\n", 9, 26, "deposit"));
  CU_ASSERT_TRUE(sl_test_one_fault(BODY "suitability: {covenant: -1}\n", 9, 25, "covenant"));
  CU_ASSERT_TRUE(sl_test_one_fault(BODY "suitability: {payroll: 0}\n", 9, 24, "payroll"));
  CU_ASSERT_TRUE(sl_test_one_fault(BODY "suitability: {most_chance: 1.5}\n", 9, 28, "most_chance"));
  CU_ASSERT_TRUE(sl_test_one_fault(BODY "suitability: {reserve: 5}\n", 9, 0, "reserve"));
  CU_ASSERT_TRUE(
      sl_test_one_fault(BODY "suitability: {full_credibility: 0}\n", 9, 33, "full_credibility"));
}

/* Salaries of 1,000 x row, one of them blank where `blank` says so. */
static double payroll_of(size_t employees, size_t blank)
{
  char census[1000] = "employee,relationship,age,sex,salary\n";
  const sl_price_t price = {0};
  sl_run_facts_t *facts = NULL;
  for (size_t i = 1; i <= employees; i++) {
    char row[60];
    if (i == blank) {
      snprintf(row, sizeof row, "%zu,employee,40,F,\n", i);
    } else {
      snprintf(row, sizeof row, "%zu,employee,40,F,%zu000\n", i, i);
    }
    strcat(census, row);
  }
  sl_loaded_t l = sl_test_load(BODY, census);
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_EQUAL_FATAL(sl_run_facts_new(l.scenario, &price, &facts, NULL), SL_OK);
  const double payroll = *sl_group_field(&facts->enrolment, SL_GROUP_PAYROLL);
  sl_run_facts_free(facts);
  sl_test_unload(&l);
  return payroll;
}

static void a_result_tells_the_payroll_of_five_or_more(void)
{
  CU_ASSERT_EQUAL(payroll_of(5, 0), 15000.0);
  CU_ASSERT_EQUAL(payroll_of(9, 0), 45000.0);
  CU_ASSERT_TRUE(isnan(payroll_of(4, 0)));
  CU_ASSERT_TRUE(isnan(payroll_of(9, 3)));
}

SL_SUITE(suitability_keys, "unit/suitability_keys",
         {"nothing is stated by default", nothing_is_stated_by_default},
         {"what is stated arrives and is read back", what_is_stated_arrives_and_is_read_back},
         {"what cannot be is a fault at its place", what_cannot_be_is_a_fault_at_its_place},
         {"a result tells the payroll of five or more",
          a_result_tells_the_payroll_of_five_or_more});
