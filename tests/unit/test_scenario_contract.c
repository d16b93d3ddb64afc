/* Contracts and cover options as they arrive from a scenario. Faults that a whole file shows are in
 * tests/cli/bad. */
#include "models/funding/arrangement.h"
#include "models/funding/premium.h"
#include "sim/input/read/contract_text.h"
#include "sim/input/scenario/arrangements.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <string.h>

#define RX                                                                                         \
  "{name: rx, frequency: {distribution: poisson, mean: 1}, "                                       \
  "severity: {distribution: constant, value: 10}}"
#define TWO_SERVICES "claims:\n  services: [" SL_TEXT_SERVICE ", " RX "]\n"

/* A scenario whose one arrangement has this body, behind any further top-level lines. */
static sl_loaded_t load_with(const char *head, const char *body)
{
  char yaml[4096];
  snprintf(yaml, sizeof yaml, "%s%s%s%sarrangements: [{name: A, kind: aso, %s}]\n", SL_TEXT_HEAD,
           head, TWO_SERVICES, SL_TEXT_PLANS, body);
  return sl_test_load(yaml, NULL);
}

static void texts_of_a_contract(void)
{
  static const struct {
    const char *text;
    unsigned a, b;
  } good[] = {{"12/12", 12, 12}, {"12/15", 12, 15}, {"12/18", 12, 18}, {"12/24", 12, 24},
              {"15/12", 15, 12}, {"24/12", 24, 12}, {"60/60", 60, 60}};
  static const char *const bad[] = {"11/12", "12/11", "61/12", "12/61", "12/1",  "12-15",  "12/15 ",
                                    " 12/5", "12 /5", "012/2", "1/112", "+2/12", "Paid",   "paid ",
                                    "",      "12",    "12/",   "/1212", "a2/12", "12/15/8"};
  sl_contract_t contract;
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    CU_ASSERT_TRUE(sl_contract_parse(good[i].text, &contract));
    CU_ASSERT_EQUAL(contract.kind, SL_CONTRACT_MONTHS);
    CU_ASSERT_EQUAL(contract.incurred_months, good[i].a);
    CU_ASSERT_EQUAL(contract.paid_months, good[i].b);
  }
  CU_ASSERT_TRUE(sl_contract_parse("paid", &contract));
  CU_ASSERT_EQUAL(contract.kind, SL_CONTRACT_PAID);
  CU_ASSERT_FALSE(contract.has_effective);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    CU_ASSERT_FALSE(sl_contract_parse(bad[i], &contract));
  }
  CU_ASSERT_EQUAL(contract.kind, SL_CONTRACT_PAID); /* left as it was */
}

static void defaults_cover_the_plan_year(void)
{
  sl_loaded_t l = load_with("", "specific: {deductible: 1}, aggregate: {attachment: 2}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_arrangement_t *a = &l.scenario->arrangements->list[0];
  CU_ASSERT_EQUAL(a->specific.contract.kind, SL_CONTRACT_DEFAULT);
  CU_ASSERT_EQUAL(a->aggregate.contract.kind, SL_CONTRACT_DEFAULT);
  CU_ASSERT_PTR_NULL(a->specific.services);
  CU_ASSERT_PTR_NULL(a->aggregate.services);
  CU_ASSERT_FALSE(a->specific.per_certificate || a->specific.advance_funding);
  CU_ASSERT_FALSE(a->aggregate.accommodation);
  CU_ASSERT_TRUE(isinf(a->specific.run_in_maximum));
  CU_ASSERT_EQUAL(a->specific.terminal_months + a->aggregate.terminal_months, 0);
  CU_ASSERT_EQUAL(a->specific_terminal_premium.kind, SL_PREMIUM_NONE);
  CU_ASSERT_EQUAL(l.scenario->arrangements->accounting, SL_ACCOUNT_INCURRED);
  CU_ASSERT_FALSE(l.scenario->arrangements->cash_flow.wanted);
  CU_ASSERT_PTR_NULL(l.scenario->jurisdiction);
  sl_test_unload(&l);
}

static void every_option_of_the_specific_arrives(void)
{
  sl_loaded_t l = load_with(
      "", "specific: {deductible: 1, contract: 15/12, services: [rx], per: certificate, "
          "run_in_maximum: 25000, advance_funding: true, lasers: [{member: 1, deductible: 9e5}], "
          "terminal_liability: {months: 3, premium: {amount: 2, per: employee_month}}}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_arrangement_t *a = &l.scenario->arrangements->list[0];
  CU_ASSERT_EQUAL(a->specific.contract.kind, SL_CONTRACT_MONTHS);
  CU_ASSERT_EQUAL(a->specific.contract.incurred_months, 15);
  CU_ASSERT_EQUAL(a->specific.contract.paid_months, 12);
  CU_ASSERT_PTR_NOT_NULL_FATAL(a->specific.services);
  CU_ASSERT_FALSE(a->specific.services[0]);
  CU_ASSERT_TRUE(a->specific.services[1]);
  CU_ASSERT_TRUE(a->specific.per_certificate);
  CU_ASSERT_EQUAL(a->specific.run_in_maximum, 25000.0);
  CU_ASSERT_TRUE(a->specific.advance_funding);
  CU_ASSERT_EQUAL(a->specific.terminal_months, 3);
  CU_ASSERT_EQUAL(a->specific_terminal_premium.amount, 2.0);
  CU_ASSERT_EQUAL(a->specific_premium.kind, SL_PREMIUM_NONE);
  sl_test_unload(&l);
}

static void every_option_of_the_aggregate_arrives(void)
{
  sl_loaded_t l =
      load_with("", "aggregate: {attachment: 1, contract: paid, effective: \"2024-07-01\", "
                    "services: [medical], accommodation: true, terminal_liability: {months: 6}}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_arrangement_t *a = &l.scenario->arrangements->list[0];
  CU_ASSERT_EQUAL(a->aggregate.contract.kind, SL_CONTRACT_PAID);
  CU_ASSERT_TRUE(a->aggregate.contract.has_effective);
  CU_ASSERT_EQUAL(a->aggregate.contract.effective.year, 2024);
  CU_ASSERT_EQUAL(a->aggregate.contract.effective.month, 7);
  CU_ASSERT_TRUE(a->aggregate.services[0]);
  CU_ASSERT_FALSE(a->aggregate.services[1]);
  CU_ASSERT_TRUE(a->aggregate.accommodation);
  CU_ASSERT_EQUAL(a->aggregate.terminal_months, 6);
  CU_ASSERT_EQUAL(a->aggregate_terminal_premium.kind, SL_PREMIUM_NONE);
  sl_test_unload(&l);
}

/* 2026 has 365 days: the windows in days from its first. */
static void windows_by_date(void)
{
  sl_loaded_t l = load_with(
      "", "specific: {deductible: 1, contract: {incurred: {from: 2025-12-01, to: 2026-12-31}, "
          "paid: {from: 2026-01-01, to: '2027-03-31'}}}");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  const sl_contract_t *contract = &l.scenario->arrangements->list[0].specific.contract;
  CU_ASSERT_EQUAL_FATAL(contract->kind, SL_CONTRACT_DATES);
  const sl_window_t window = sl_contract_window(contract, &l.scenario->calendar);
  CU_ASSERT_EQUAL(window.incurred_from, -31);
  CU_ASSERT_EQUAL(window.incurred_to, 364);
  CU_ASSERT_EQUAL(window.paid_from, 0);
  CU_ASSERT_EQUAL(window.paid_to, 364 + 31 + 28 + 31);
  sl_test_unload(&l);
}

#define DATES(i, j, p, q)                                                                          \
  "specific: {deductible: 1, contract: {incurred: {from: " i ", to: " j "}, paid: {from: " p       \
  ", to: " q "}}}"

static void windows_at_their_edges(void)
{
  static const struct {
    const char *body;
    bool good;
  } rows[] = {
      {DATES("2021-01-01", "2026-12-31", "2026-01-01", "2026-12-31"), true},
      {DATES("2020-12-31", "2026-12-31", "2026-01-01", "2026-12-31"), false},
      {DATES("2026-01-01", "2027-01-01", "2026-01-01", "2027-12-31"), false},
      {DATES("2026-03-01", "2026-03-01", "2026-03-01", "2026-03-01"), true},
      {DATES("2026-03-01", "2026-12-31", "2025-01-01", "2026-02-28"), false},
      {DATES("2025-01-01", "2025-12-31", "2025-01-01", "2025-12-31"), true}, /* the year before */
      {"specific: {deductible: 1, contract: paid, effective: 2026-12-31}", true},
      {"specific: {deductible: 1, contract: paid, effective: 2027-01-01}", false},
      {"specific: {deductible: 1, contract: 12/15, terminal_liability: {months: 3}}", false},
      {"specific: {deductible: 1, contract: 12/15, terminal_liability: {months: 4}}", true},
      {"specific: {deductible: 1, terminal_liability: {months: 24}}", false},
      {"specific: {deductible: 1, contract: 24/12, run_in_maximum: 0}", true},
      {"specific: {deductible: 1, contract: paid, effective: 2026-01-01, run_in_maximum: 0}",
       false},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    sl_loaded_t l = load_with("", rows[i].body);
    CU_ASSERT_EQUAL(l.scenario != NULL, rows[i].good);
    CU_ASSERT_EQUAL(l.faults.n, rows[i].good ? 0 : 1);
    sl_test_unload(&l);
  }
}

/* One mistake, one message: a wrong start is not repeated for every date that follows from it. */
static void a_wrong_start_is_reported_once(void)
{
  const char *const yaml =
      "stoploss: 1\nname: Test\nstart: 2026-02-30\ncensus: census.csv\n" TWO_SERVICES SL_TEXT_PLANS
      "arrangements: [{name: A, kind: aso, specific: {deductible: 1, contract: paid, "
      "effective: 2025-01-01}}]\n";
  CU_ASSERT_TRUE(sl_test_one_fault(yaml, 3, 0, "start is not a date"));
}

static void top_level_keys_arrive(void)
{
  sl_loaded_t l = load_with("accounting: paid\njurisdiction: CA-ON\n"
                            "cash_flow: {reimbursement_months: 2, working_capital: 0.9}\n",
                            "fees: []");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_EQUAL(l.scenario->arrangements->accounting, SL_ACCOUNT_PAID);
  CU_ASSERT_STRING_EQUAL(l.scenario->jurisdiction, "CA-ON");
  CU_ASSERT_TRUE(l.scenario->arrangements->cash_flow.wanted);
  CU_ASSERT_EQUAL(l.scenario->arrangements->cash_flow.reimbursement_months, 2);
  CU_ASSERT_EQUAL(l.scenario->arrangements->cash_flow.level, 0.9);
  sl_test_unload(&l);
  l = load_with("cash_flow: {}\n", "fees: []");
  CU_ASSERT_PTR_NOT_NULL_FATAL(l.scenario);
  CU_ASSERT_TRUE(l.scenario->arrangements->cash_flow.wanted);
  CU_ASSERT_EQUAL(l.scenario->arrangements->cash_flow.reimbursement_months, 1);
  CU_ASSERT_EQUAL(l.scenario->arrangements->cash_flow.level, 0.95);
  sl_test_unload(&l);
}

SL_SUITE(scenario_contract, "unit/scenario_contract", {"texts of a contract", texts_of_a_contract},
         {"defaults cover the plan year", defaults_cover_the_plan_year},
         {"every option of the specific arrives", every_option_of_the_specific_arrives},
         {"every option of the aggregate arrives", every_option_of_the_aggregate_arrives},
         {"windows by date", windows_by_date}, {"windows at their edges", windows_at_their_edges},
         {"a wrong start is reported once", a_wrong_start_is_reported_once},
         {"top-level keys arrive", top_level_keys_arrive});
