#include "tests/support/sample_results.h"

#include "models/funding/arrangement.h"
#include "sim/output/decision/decision.h"
#include "sim/output/months/month_columns.h"
#include "sim/output/result_file/result_file.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/sample_years.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUDGET 1000.0
#define SPECIFIC_DEDUCTIBLE 900.0
#define ATTACHMENT 1400.0
#define FEES 100.0
#define STOPLOSS_PREMIUM 150.0
#define INSURED_PREMIUM 1010.0

static sl_price_t sample_price(size_t arrangement)
{
  sl_price_t price = {
      .expected_specific = {(double)NAN, (double)NAN},
      .expected_aggregate = {(double)NAN, (double)NAN},
      .expected_eligible = {(double)NAN, (double)NAN},
      .expected_cost = {INSURED_PREMIUM, 0.0},
      .attachment = {(double)NAN, (double)NAN},
      .budget = {BUDGET, 0.0},
      .insured_premium = {INSURED_PREMIUM, 0.0},
      .maximum_cost = {INSURED_PREMIUM, 0.0},
  };
  if (arrangement == 0) {
    price.insured_premium.value = 0.0;
    price.specific_premium.standard_error = 2.0;
    price.specific_premium.value = STOPLOSS_PREMIUM - 50.0;
    price.aggregate_premium.value = 50.0;
    price.expected_specific = (sl_estimate_t){75.0, 1.5};
    price.expected_cost = (sl_estimate_t){985.0, 4.0};
    price.attachment = (sl_estimate_t){ATTACHMENT, 0.0};
    price.maximum_cost.value = (double)INFINITY;
  }
  return price;
}

sl_run_facts_t *sl_sample_facts(uint64_t trials, size_t n_arrangements)
{
  sl_run_facts_t *facts = calloc(1, sizeof *facts);
  facts->title = strdup("Caf\xc3\xa9 \"Zur Post\", 10 employees");
  facts->currency = strdup("USD");
  facts->resolved = strdup("stoploss: 1\nname: sample\n");
  facts->trials = trials;
  facts->seed = UINT64_C(0xfedcba9876543210);
  facts->pricing_trials = 8192;
  facts->start = (sl_date_t){2026, 1, 1};
  facts->jurisdiction = strdup("");
  facts->notes = strdup("");
  facts->cash_flow.level = 0.95;
  facts->enrolment = (sl_enrolment_t){.employees = 10.0,
                                      .members = 20.0,
                                      .employee_months = 120.0,
                                      .member_months = 240.0,
                                      .tier_months = {60.0, 24.0, 12.0, 24.0},
                                      .tier_first_month = {5.0, 2.0, 1.0, 2.0},
                                      .plan_months = 12.0};
  facts->n_arrangements = n_arrangements;
  facts->arrangements = calloc(n_arrangements, sizeof *facts->arrangements);
  for (size_t a = 0; a < n_arrangements; a++) {
    char name[64];
    snprintf(name, sizeof name, a == 0 ? "ASO" : "Fully insured %zu", a);
    facts->arrangements[a] = (sl_arrangement_facts_t){
        .name = strdup(name),
        .kind = sl_arrangement_kind(a == 0 ? "aso" : "fully_insured")->name,
        .has_specific = a == 0,
        .specific_deductible = a == 0 ? SPECIFIC_DEDUCTIBLE : (double)NAN,
        .has_aggregate = a == 0,
        .price = sample_price(a),
        .cost_is_fixed = a == 0 ? 0.0 : 1.0,
    };
    strcpy(facts->arrangements[a].since, a == 0 ? "2025-01-01" : "2026-01-01");
    if (a == 0) {
      strcpy(facts->arrangements[a].specific_contract, "12/15");
      strcpy(facts->arrangements[a].aggregate_contract, "incurred in the plan year");
    }
  }
  return facts;
}

double sl_sample_claims(uint64_t trial)
{
  return 500.0 + (double)((trial * UINT64_C(2654435761)) % 1009) + 0.1;
}

static void put_cost(sl_block_t *block, size_t t, size_t a, double plan_paid)
{
  const size_t i = t * block->n_arrangements + a;
  const double excess = fmax(0.0, plan_paid - SPECIFIC_DEDUCTIBLE);
  const double aggregate = fmax(0.0, plan_paid - excess - ATTACHMENT);
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    block->cost[v][i] = 0.0;
  }
  if (a == 0) {
    block->cost[SL_COST_RETAINED_CLAIMS][i] = plan_paid - excess - aggregate;
    block->cost[SL_COST_SPECIFIC_REIMBURSEMENT][i] = excess;
    block->cost[SL_COST_AGGREGATE_REIMBURSEMENT][i] = aggregate;
    block->cost[SL_COST_FEES][i] = FEES;
    block->cost[SL_COST_PREMIUMS][i] = STOPLOSS_PREMIUM;
  } else {
    block->cost[SL_COST_INSURED_CLAIMS][i] = plan_paid;
    block->cost[SL_COST_PREMIUMS][i] = INSURED_PREMIUM + (double)(a - 1);
  }
  const double cost = block->cost[SL_COST_RETAINED_CLAIMS][i] + block->cost[SL_COST_FEES][i] +
                      block->cost[SL_COST_PREMIUMS][i];
  block->cost[SL_COST_COST][i] = cost;
  block->cost[SL_COST_DEFICIT][i] = fmax(0.0, cost - BUDGET);
  block->cost[SL_COST_SURPLUS][i] = fmax(0.0, BUDGET - cost);
}

void sl_sample_add_months(sl_run_facts_t *facts, size_t n_months)
{
  facts->n_months = n_months;
  facts->cash_flow =
      (sl_cash_flow_terms_t){.wanted = true, .reimbursement_months = 2, .level = SL_SAMPLE_LEVEL};
}

static double sample_cost(uint64_t trial, size_t arrangement)
{
  const double eligible = fmin(sl_sample_claims(trial), SPECIFIC_DEDUCTIBLE);
  return arrangement == 0 ? fmin(eligible, ATTACHMENT) + FEES + STOPLOSS_PREMIUM
                          : INSURED_PREMIUM + (double)(arrangement - 1);
}

double sl_sample_net(uint64_t trial, size_t arrangement, size_t month, size_t n_months)
{
  const double last = (double)n_months - 1.0;
  const double weight = 1.0 + 0.2 * ((double)month - 0.5 * last) / (double)n_months;
  return sample_cost(trial, arrangement) / (double)n_months * weight;
}

double sl_sample_ibnr(uint64_t trial, size_t arrangement, size_t month)
{
  const double earlier = arrangement == 0 ? 1.5 : 1.0;
  return sl_sample_claims(trial + 7) * earlier * (double)(month + 1);
}

static void put_month(sl_block_t *block, size_t a, size_t m)
{
  const size_t at = (a * block->n_months + m) * SL_BLOCK_TRIALS;
  for (size_t t = 0; t < block->n_trials; t++) {
    const double net = sl_sample_net(block->first_trial + t, a, m, block->n_months);
    for (size_t v = 0; v < SL_N_MONTH_COST_VARIABLES; v++) {
      block->month_cost[v][at + t] = 0.0;
    }
    block->month_cost[SL_MONTH_FIXED][at + t] = 0.1;
    block->month_cost[SL_MONTH_PAID][at + t] = net - 0.1;
    block->month_cost[SL_MONTH_NET][at + t] = net;
    block->month_cost[SL_MONTH_CUMULATIVE][at + t] =
        net + (m > 0 ? block->month_cost[SL_MONTH_CUMULATIVE][at - SL_BLOCK_TRIALS + t] : 0.0);
    block->month_cost[SL_MONTH_IBNR][at + t] = sl_sample_ibnr(block->first_trial + t, a, m);
  }
}

void sl_sample_block(const sl_run_facts_t *facts, uint64_t first_trial, sl_block_t *block)
{
  const uint64_t left = facts->trials - first_trial;
  block->index = first_trial / SL_BLOCK_TRIALS;
  block->first_trial = first_trial;
  block->n_trials = left < SL_BLOCK_TRIALS ? (size_t)left : SL_BLOCK_TRIALS;
  for (size_t t = 0; t < block->n_trials; t++) {
    const double plan_paid = sl_sample_claims(first_trial + t);
    block->trial[SL_TRIAL_ALLOWED][t] = 1.25 * plan_paid;
    block->trial[SL_TRIAL_MEMBER_PAID][t] = 1.25 * plan_paid - plan_paid;
    block->trial[SL_TRIAL_PLAN_PAID][t] =
        block->trial[SL_TRIAL_ALLOWED][t] - block->trial[SL_TRIAL_MEMBER_PAID][t];
    block->trial[SL_TRIAL_LARGEST_CLAIMANT][t] = plan_paid / 2.0;
    block->trial[SL_TRIAL_CLAIMS][t] = (double)((first_trial + t) % 7);
    block->trial[SL_TRIAL_UNCOVERED][t] = 0.0;
    for (size_t a = 0; a < block->n_arrangements; a++) {
      put_cost(block, t, a, block->trial[SL_TRIAL_PLAN_PAID][t]);
    }
  }
  for (size_t i = 0; i < block->n_arrangements * block->n_months; i++) {
    put_month(block, i / block->n_months, i % block->n_months);
  }
}

sl_results_t *sl_sample_results(sl_run_facts_t *facts)
{
  sl_results_t *results = NULL;
  sl_block_t *block = NULL;
  sl_month_columns_t *months = NULL;
  char path[SL_PATH_MAX];
  sl_scratch_path(path, "months");
  if (sl_results_new(facts, &results, NULL) != SL_OK ||
      sl_block_new(facts->n_arrangements, facts->n_months, &block, NULL) != SL_OK ||
      (facts->n_months > 0 && sl_month_columns_new(path, facts, &months, NULL) != SL_OK)) {
    abort();
  }
  for (uint64_t first = 0; first < facts->trials; first += SL_BLOCK_TRIALS) {
    sl_sample_block(facts, first, block);
    sl_results_put_block(results, block);
    if (months != NULL && sl_month_columns_put(months, block, NULL) != SL_OK) {
      abort();
    }
  }
  if (months != NULL && sl_month_columns_summarize(months, &results->months, NULL) != SL_OK) {
    abort();
  }
  sl_month_columns_free(months);
  sl_block_free(block);
  return results;
}

int sl_sample_write(const char *path, const sl_run_facts_t *facts, sl_error_t *error)
{
  sl_result_writer_t *writer = NULL;
  sl_block_t *block = NULL;
  sl_years_block_t *years = NULL;
  int code = sl_block_new(facts->n_arrangements, facts->n_months, &block, error);
  if (facts->n_years > 1) {
    sl_sample_new_years(facts, &years);
  }
  if (code == SL_OK) {
    code = sl_result_writer_open(path, facts, &writer, error);
  }
  for (uint64_t first = 0; code == SL_OK && first < facts->trials; first += SL_BLOCK_TRIALS) {
    sl_sample_block(facts, first, block);
    if (years != NULL) {
      sl_sample_years(facts, block, years);
      block->years = years;
    }
    code = sl_result_writer_block(writer, block, error);
    if (code != SL_OK) {
      sl_result_writer_abort(writer);
    }
  }
  if (code == SL_OK) {
    code = sl_result_writer_finish(writer, NULL, NULL, error);
  }
  sl_years_block_free(years);
  sl_block_free(block);
  return code;
}

char *sl_sample_page_on(const sl_results_t *results, const sl_paper_t *paper)
{
  sl_summary_t *summary = NULL;
  char *text = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, &summary, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_decision_text(results, summary, paper, &text, NULL), SL_OK);
  sl_summary_free(summary);
  return text;
}

char *sl_sample_report(const sl_results_t *results)
{
  sl_summary_t *summary = NULL;
  sl_decision_t *decision = NULL;
  char *text = NULL;
  size_t n = 0;
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, &summary, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(
      sl_decision_new(results, summary, NULL, SL_DECISION_REPORT, &decision, NULL), SL_OK);
  sl_document_t *report = sl_decision_report(decision);
  CU_ASSERT_EQUAL_FATAL(
      sl_document_text(report, &(sl_paper_t){.width = SL_PAGE_WIDTH_MAX}, &text, &n, NULL), SL_OK);
  sl_document_free(report);
  sl_decision_free(decision);
  sl_summary_free(summary);
  return text;
}

char *sl_sample_page(const sl_results_t *results)
{
  return sl_sample_page_on(results, &(sl_paper_t){.width = SL_PAGE_WIDTH});
}
