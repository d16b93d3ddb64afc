#include "models/claims/service.h"
#include "models/severity/severity.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/results/results.h"
#include "tests/support/harness.h"
#include "tests/support/sample_results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void columns_begin_as_nothing(void)
{
  sl_results_t *results = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_results_new(sl_sample_facts(5, 2), &results, NULL), SL_OK);
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    CU_ASSERT_TRUE(isnan(results->trial[v][0]) && isnan(results->trial[v][4]));
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    CU_ASSERT_TRUE(isnan(results->cost[v][0]) && isnan(results->cost[v][9]));
  }
  sl_results_free(results);
  sl_results_free(NULL);
}

/* Trial t of arrangement a is written as 1000 t + a, in a full block and a short one. */
static void blocks_fall_into_their_columns(void)
{
  const uint64_t trials = SL_BLOCK_TRIALS + 3;
  sl_results_t *results = NULL;
  sl_block_t *block = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_results_new(sl_sample_facts(trials, 3), &results, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_block_new(3, 0, &block, NULL), SL_OK);
  for (uint64_t first = 0; first < trials; first += SL_BLOCK_TRIALS) {
    block->first_trial = first;
    block->n_trials = first == 0 ? SL_BLOCK_TRIALS : 3;
    for (size_t t = 0; t < block->n_trials; t++) {
      for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
        block->trial[v][t] = (double)(first + t) + 0.001 * (double)v;
      }
      for (size_t i = 0; i < 3 * SL_N_COST_VARIABLES; i++) {
        block->cost[i / 3][3 * t + i % 3] = 1000.0 * (double)(first + t) + (double)(i % 3);
      }
    }
    sl_results_put_block(results, block);
  }
  for (size_t t = 0; t < trials; t += 57) {
    CU_ASSERT_EQUAL(results->trial[SL_TRIAL_PLAN_PAID][t],
                    (double)t + 0.001 * (double)SL_TRIAL_PLAN_PAID);
    for (size_t a = 0; a < 3; a++) {
      CU_ASSERT_EQUAL(sl_results_cost_column(results, SL_COST_SURPLUS, a)[t],
                      1000.0 * (double)t + (double)a);
    }
  }
  CU_ASSERT_EQUAL(sl_results_cost_column(results, SL_COST_COST, 2)[trials - 1],
                  1000.0 * (double)(trials - 1) + 2.0);
  sl_block_free(block);
  sl_block_free(NULL);
  sl_results_free(results);
}

static size_t price_index(const char *name)
{
  size_t v = 0;
  while (v < SL_N_PRICE_VARIABLES && strcmp(sl_price_variables[v].name, name) != 0) {
    v++;
  }
  CU_ASSERT_FATAL(v < SL_N_PRICE_VARIABLES);
  return v;
}

static void every_stored_variable_has_the_field_its_name_says(void)
{
  sl_arrangement_facts_t facts;
  sl_enrolment_t enrolment;
  CU_ASSERT_PTR_EQUAL(sl_price_field(&facts, (sl_price_variable_t)price_index("budget")),
                      &facts.price.budget.value);
  CU_ASSERT_PTR_EQUAL(
      sl_price_field(&facts, (sl_price_variable_t)price_index("attachment_point_standard_error")),
      &facts.price.attachment.standard_error);
  CU_ASSERT_PTR_EQUAL(
      sl_price_field(&facts, (sl_price_variable_t)price_index("specific_deductible")),
      &facts.specific_deductible);
  CU_ASSERT_PTR_EQUAL(sl_price_field(&facts, (sl_price_variable_t)price_index("maximum_cost")),
                      &facts.price.maximum_cost);
  CU_ASSERT_PTR_EQUAL(sl_group_field(&enrolment, SL_GROUP_MEMBERS), &enrolment.members);
  CU_ASSERT_PTR_EQUAL(sl_tier_field(&enrolment, SL_TIER_MONTHS), enrolment.tier_months);
  for (size_t v = 1; v < SL_N_PRICE_VARIABLES; v++) {
    for (size_t w = 0; w < v; w++) {
      CU_ASSERT_PTR_NOT_EQUAL(sl_price_field(&facts, (sl_price_variable_t)v),
                              sl_price_field(&facts, (sl_price_variable_t)w));
    }
  }
}

/* A scenario with one service and one arrangement, as the facts need it. */
static sl_run_facts_t *facts_of_severity(const char *family, double first, double second,
                                         double limit)
{
  char name[] = "Group", currency[] = "EUR", resolved[] = "stoploss: 1\n", aso[] = "ASO";
  sl_service_t service = {0};
  sl_arrangement_t arrangement = {
      .name = aso, .kind = sl_arrangement_kind("aso"), .has_specific = true};
  arrangement.specific.deductible = 50000.0;
  arrangement.specific.per_certificate = true;
  arrangement.specific.contract =
      (sl_contract_t){.kind = SL_CONTRACT_MONTHS, .incurred_months = 24, .paid_months = 12};
  sl_severity_init(&service.severity, sl_severity_family(family));
  service.severity.parameter[0] = first;
  service.severity.parameter[1] = second;
  service.severity.limit = limit;
  const sl_group_t group = {.n_persons = 0};
  const sl_claims_t claims = {.services = &service, .n_services = 1};
  const sl_plans_t plans = {.n = 0};
  const sl_arrangements_t arrangements = {
      .list = &arrangement, .n = 1, .cash_flow = {.wanted = true, .level = 0.9}};
  const sl_simulation_t simulation = {.trials = 9, .seed = 8, .pricing_trials = 7};
  const sl_scenario_t scenario = {.name = name,
                                  .currency = currency,
                                  .resolved = resolved,
                                  .start = {2026, 7, 1},
                                  .months = 7,
                                  .group = &group,
                                  .claims = &claims,
                                  .plans = &plans,
                                  .arrangements = &arrangements,
                                  .simulation = &simulation};
  const sl_price_t price = {.budget = {123.0, 4.0}};
  sl_run_facts_t *facts = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_run_facts_new(&scenario, &price, &facts, NULL), SL_OK);
  return facts;
}

static void facts_are_copies_of_the_scenario(void)
{
  sl_run_facts_t *facts = facts_of_severity("lognormal", 5.0, 1.0, (double)INFINITY);
  CU_ASSERT_STRING_EQUAL(facts->title, "Group");
  CU_ASSERT_STRING_EQUAL(facts->currency, "EUR");
  CU_ASSERT_STRING_EQUAL(facts->resolved, "stoploss: 1\n");
  CU_ASSERT_EQUAL(facts->trials, 9);
  CU_ASSERT_EQUAL(facts->seed, 8);
  CU_ASSERT_EQUAL(facts->pricing_trials, 7);
  CU_ASSERT_STRING_EQUAL(facts->arrangements[0].name, "ASO");
  CU_ASSERT_STRING_EQUAL(facts->arrangements[0].kind, "aso");
  CU_ASSERT_EQUAL(facts->arrangements[0].specific_deductible, 50000.0);
  CU_ASSERT_EQUAL(facts->arrangements[0].price.budget.value, 123.0);
  CU_ASSERT_FALSE(facts->arrangements[0].has_aggregate);
  CU_ASSERT_STRING_EQUAL(facts->arrangements[0].specific_contract, "24/12");
  CU_ASSERT_STRING_EQUAL(facts->arrangements[0].aggregate_contract, "");
  CU_ASSERT_TRUE(facts->arrangements[0].per_certificate);
  CU_ASSERT_EQUAL(facts->accounting, SL_ACCOUNT_INCURRED);
  CU_ASSERT_STRING_EQUAL(facts->jurisdiction, "");
  CU_ASSERT_EQUAL(facts->n_months, 19);
  CU_ASSERT_EQUAL(facts->cash_flow.level, 0.9);
  sl_run_facts_free(facts);
  sl_run_facts_free(NULL);
}

/* Pareto with shape 1.5 has a mean but no variance; a limit gives it one. */
static void months_begin_on_the_start_day(void)
{
  sl_run_facts_t *facts = facts_of_severity("lognormal", 5.0, 1.0, (double)INFINITY);
  const sl_date_t first = sl_month_first_day(facts, 0), last = sl_month_first_day(facts, 18);
  CU_ASSERT(first.year == 2026 && first.month == 7 && first.day == 1);
  CU_ASSERT(last.year == 2028 && last.month == 1 && last.day == 1);
  sl_run_facts_free(facts);
}

static void infinite_variance_is_noticed(void)
{
  sl_run_facts_t *finite = facts_of_severity("lognormal", 5.0, 1.0, (double)INFINITY);
  sl_run_facts_t *infinite = facts_of_severity("pareto", 1.5, 100.0, (double)INFINITY);
  sl_run_facts_t *limited = facts_of_severity("pareto", 1.5, 100.0, 1e6);
  CU_ASSERT_FALSE(finite->infinite_variance);
  CU_ASSERT_TRUE(infinite->infinite_variance);
  CU_ASSERT_FALSE(limited->infinite_variance);
  sl_run_facts_free(finite);
  sl_run_facts_free(infinite);
  sl_run_facts_free(limited);
}

static void more_trials_than_memory_is_an_error(void)
{
  sl_results_t *results = NULL;
  sl_run_facts_t *facts = sl_sample_facts(UINT64_MAX / 4, 2);
  CU_ASSERT_EQUAL(sl_results_new(facts, &results, NULL), SL_ERR_MEMORY);
  CU_ASSERT_PTR_NULL(results);
}

SL_SUITE(results, "unit/results", {"columns begin as nothing", columns_begin_as_nothing},
         {"blocks fall into their columns", blocks_fall_into_their_columns},
         {"every stored variable has its field", every_stored_variable_has_the_field_its_name_says},
         {"facts are copies of the scenario", facts_are_copies_of_the_scenario},
         {"months begin on the start day", months_begin_on_the_start_day},
         {"infinite variance is noticed", infinite_variance_is_noticed},
         {"more trials than memory is an error", more_trials_than_memory_is_an_error});
