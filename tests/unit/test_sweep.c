/* A sweep's points are runs: bit for bit on both paths, monotone, and by hand where nothing is
 * random. */
#include "models/claims/service.h"
#include "sim/study/sweep/sweep.h"
#include "tests/support/engine_group.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

enum { TRIALS = 530, ROWS = 3, COLUMNS = 2 };

static const double deductibles[ROWS] = {3000.0, 8000.0, 20000.0};
static const double corridors[COLUMNS] = {1.02, 1.25};

static char label[] = "of no account here";

static void make_group(sl_engine_group_t *group)
{
  sl_group_make(group, 3, TRIALS);
  group->scenario.name = group->scenario.currency = group->scenario.resolved = label;
  group->claims.trend = 0.08;
}

/* The costs of a sweep: [point][trial]. */
typedef struct swept {
  double cost[ROWS * COLUMNS][TRIALS];
  size_t rows, columns;
  uint64_t next;
} swept_t;

static int keep_block(void *context, const sl_sweep_block_t *block, sl_error_t *error)
{
  swept_t *swept = context;
  (void)error;
  CU_ASSERT_EQUAL(block->first_trial, swept->next);
  swept->next += block->n_trials;
  for (size_t p = 0; p < swept->rows * swept->columns; p++) {
    const size_t s = p / swept->columns, c = p % swept->columns;
    for (size_t t = 0; t < block->n_trials; t++) {
      swept->cost[p][block->first_trial + t] =
          block->cost[(s * block->n_trials + t) * swept->columns + c];
    }
  }
  return SL_OK;
}

static sl_sweep_terms_t all_terms(void)
{
  return (sl_sweep_terms_t){
      .specific = deductibles, .n_specific = ROWS, .corridor = corridors, .n_corridor = COLUMNS};
}

/* The caller frees both. */
static sl_sweep_t *run_sweep(const sl_scenario_t *scenario, const sl_sweep_terms_t *terms,
                             int threads, swept_t **swept)
{
  const sl_engine_options_t options = {.threads = threads};
  sl_sweep_t *sweep = NULL;
  sl_error_t error = {0};
  *swept = calloc(1, sizeof **swept);
  CU_ASSERT_FATAL(*swept != NULL);
  (*swept)->rows = terms->n_specific > 0 ? terms->n_specific : 1;
  (*swept)->columns = terms->n_corridor > 0 ? terms->n_corridor : 1;
  CU_ASSERT_EQUAL_FATAL(sl_sweep_new(scenario, terms, &options, &sweep, &error), SL_OK);
  CU_ASSERT_EQUAL(sl_sweep_price(sweep, &error), SL_OK);
  CU_ASSERT_EQUAL(sl_sweep_run(sweep, keep_block, *swept, &error), SL_OK);
  CU_ASSERT_EQUAL((*swept)->next, TRIALS);
  return sweep;
}

static bool same_bits(const void *a, const void *b, size_t size) { return memcmp(a, b, size) == 0; }

static bool same_price(const sl_price_t *a, const sl_price_t *b)
{
  return same_bits(&a->specific_premium, &b->specific_premium, sizeof a->specific_premium) &&
         same_bits(&a->aggregate_premium, &b->aggregate_premium, sizeof a->aggregate_premium) &&
         same_bits(&a->attachment, &b->attachment, sizeof a->attachment) &&
         same_bits(&a->expected_cost, &b->expected_cost, sizeof a->expected_cost) &&
         same_bits(&a->budget, &b->budget, sizeof a->budget) &&
         same_bits(&a->maximum_cost, &b->maximum_cost, sizeof a->maximum_cost) &&
         same_bits(&a->leveraged_trend, &b->leveraged_trend, sizeof a->leveraged_trend);
}

/* Points beside the engine's run of the group with that deductible and corridor. */
static void points_are_runs(const sl_engine_group_t *group)
{
  const sl_sweep_terms_t terms = all_terms();
  swept_t *swept;
  sl_sweep_t *sweep = run_sweep(&group->scenario, &terms, 2, &swept);
  const sl_sweep_result_t *result = sl_sweep_result(sweep);
  for (size_t i = 0; i < ROWS; i++) {
    const size_t p = i * COLUMNS + i % COLUMNS; /* every deductible, both corridors */
    sl_engine_group_t single = *group;
    sl_price_t price;
    sl_group_link(&single);
    single.arrangement.specific.deductible = deductibles[p / COLUMNS];
    single.arrangement.aggregate.kind = SL_ATTACHMENT_CORRIDOR;
    single.arrangement.aggregate.corridor = corridors[p % COLUMNS];
    single.simulation.exhibit = true; /* which a sweep has for its leveraged trend */
    sl_columns_t *columns = sl_group_run(&single, 1, &price);
    const double *cost = columns->cost[SL_COST_COST];
    const sl_sweep_point_t *point = &result->point[p];
    CU_ASSERT(same_bits(cost, swept->cost[p], sizeof swept->cost[p]));
    CU_ASSERT(same_price(&price, &point->price));
    const sl_estimate_t mean = sl_mean(cost, TRIALS);
    CU_ASSERT(same_bits(&mean, &point->cost, sizeof mean));
    const sl_estimate_t specific = sl_mean(columns->cost[SL_COST_SPECIFIC_REIMBURSEMENT], TRIALS);
    CU_ASSERT_EQUAL(specific.value, point->specific_reimbursement.value);
    free(columns);
  }
  free(swept);
  sl_sweep_free(sweep);
}

static void points_are_runs_by_annual_totals(void)
{
  sl_engine_group_t group;
  make_group(&group);
  group.arrangement.specific_premium =
      (sl_premium_t){.kind = SL_PREMIUM_LOSS_RATIO, .loss_ratio = 0.7};
  points_are_runs(&group);
  group.arrangement.aggregate = (sl_aggregate_t){
      .kind = SL_ATTACHMENT_AMOUNT, .attachment = 1000.0, .minimum = 90000.0, .maximum = 50000.0};
  points_are_runs(&group);
  sl_group_free(&group);
}

static void points_are_runs_claim_by_claim(void)
{
  sl_engine_group_t group;
  make_group(&group);
  group.arrangement.specific.contract =
      (sl_contract_t){.kind = SL_CONTRACT_MONTHS, .incurred_months = 24, .paid_months = 12};
  group.arrangement.aggregate.contract = group.arrangement.specific.contract;
  points_are_runs(&group);
  group.arrangement.specific.aggregating_deductible = 4000.0;
  group.arrangement.specific.terminal_months = 3;
  group.arrangement.specific.run_in_maximum = 2500.0;
  points_are_runs(&group);
  group.arrangement.specific.per_certificate = true;
  group.arrangement.aggregate.accommodation = true;
  points_are_runs(&group);
  group.arrangement.kind = sl_arrangement_kind("captive");
  group.arrangement.has_captive = true;
  group.arrangement.captive = (sl_captive_t){.limit = 22000.0, .assessment_maximum = INFINITY};
  points_are_runs(&group);
  sl_group_free(&group);
}

/* Two employees with 10,000 each and nothing random: the table is arithmetic. */
static void the_table_by_hand(void)
{
  static const double low_and_high[] = {3000.0, 8000.0, 20000.0}, half[] = {0.5, 1.25};
  static const double excess[] = {14000.0, 4000.0, 0.0}, eligible[] = {6000.0, 16000.0, 20000.0};
  sl_engine_group_t group;
  sl_group_make(&group, 2, TRIALS);
  group.scenario.name = group.scenario.currency = group.scenario.resolved = label;
  group.claims.uncertainty = 0.0;
  group.claims.frailty_shape = INFINITY;
  group.claims.n_services = 1;
  sl_frequency_init(&group.services[0].frequency, sl_frequency_family("binomial"));
  group.services[0].frequency.parameter[0] = 1.0;
  group.services[0].frequency.parameter[1] = 1.0;
  group.services[0].severity = sl_group_severity("constant", 10000.0, 0.0);
  group.services[0].members = SL_MEMBERS_EMPLOYEES;
  group.services[0].amount_factor = 1.0;
  group.claims.risk_factor = 2.0; /* with scores of 0.5 and 0.75 still a probability of 1 */
  group.plan.benefit[0] = (sl_benefit_t){
      .out_of_pocket_max = {.person = INFINITY, .family = INFINITY}, .maximum = INFINITY};
  group.arrangement.specific.n_lasers = 0;
  sl_sweep_terms_t terms = {.specific = low_and_high,
                            .n_specific = 3,
                            .corridor = half,
                            .n_corridor = 2,
                            .specific_premium = {SL_SWEEP_LOSS_RATIO, 0.8}};
  swept_t *swept;
  sl_sweep_t *sweep = run_sweep(&group.scenario, &terms, 1, &swept);
  const sl_sweep_result_t *result = sl_sweep_result(sweep);
  for (size_t p = 0; p < 6; p++) {
    const double attachment = half[p % 2] * eligible[p / 2];
    const double aggregate = eligible[p / 2] > attachment ? eligible[p / 2] - attachment : 0.0;
    const double cost = 20000.0 - excess[p / 2] - aggregate + excess[p / 2] / 0.8;
    SL_ASSERT_CLOSE(result->point[p].price.attachment.value, attachment, 1e-12);
    SL_ASSERT_CLOSE(result->point[p].cost.value, cost, 1e-12);
    SL_ASSERT_CLOSE(result->point[p].aggregate_reimbursement.value, aggregate, 1e-12);
    SL_ASSERT_CLOSE(result->point[p].quantile[SL_QUANTILE_95].value, cost, 1e-12);
    /* the attachment, or the deductibles of two families of three */
    const double most = fmin(attachment, 6.0 * low_and_high[p / 2]);
    SL_ASSERT_CLOSE(result->point[p].price.maximum_cost.value, most + excess[p / 2] / 0.8, 1e-12);
  }
  CU_ASSERT_EQUAL(result->lowest, 4); /* no excess, half of the eligible claims reimbursed */
  free(swept);
  sl_sweep_free(sweep);
  sl_group_free(&group);
}

/* Without an aggregate and at a premium that stays, a higher deductible costs more in every trial,
 * and ever less so. */
static void cost_rises_with_the_deductible(void)
{
  static const double even[] = {2000.0, 6000.0, 10000.0};
  sl_engine_group_t group;
  make_group(&group);
  group.arrangement.has_aggregate = false;
  group.arrangement.specific.n_lasers = 0;
  const sl_sweep_terms_t terms = {.specific = even, .n_specific = 3};
  swept_t *swept;
  sl_sweep_t *sweep = run_sweep(&group.scenario, &terms, 2, &swept);
  size_t rises = 0, bends = 0;
  for (size_t t = 0; t < TRIALS; t++) {
    const double first = swept->cost[1][t] - swept->cost[0][t];
    const double second = swept->cost[2][t] - swept->cost[1][t];
    rises += first >= -1e-9 && second >= -1e-9;
    bends += second <= first + 1e-9;
  }
  CU_ASSERT_EQUAL(rises, TRIALS);
  CU_ASSERT_EQUAL(bends, TRIALS);
  CU_ASSERT(isnan(sl_sweep_result(sweep)->corridor[0]));
  free(swept);
  sl_sweep_free(sweep);
  sl_group_free(&group);
}

/* At its own point a quote's own loss ratio prices the quote again. */
static void a_quotes_loss_ratio_prices_the_quote(void)
{
  sl_engine_group_t group;
  make_group(&group);
  const double own = group.arrangement.specific.deductible;
  const double values[] = {own, own / 2.0};
  group.arrangement.specific_premium =
      (sl_premium_t){.kind = SL_PREMIUM_AMOUNT, .amount = 12345.0, .per = SL_PER_YEAR};
  sl_sweep_terms_t terms = {
      .specific = values, .n_specific = 2, .specific_premium = {.rule = SL_SWEEP_AS_QUOTED}};
  swept_t *swept;
  sl_sweep_t *sweep = run_sweep(&group.scenario, &terms, 2, &swept);
  const sl_sweep_result_t *result = sl_sweep_result(sweep);
  SL_ASSERT_CLOSE(result->point[0].price.specific_premium.value, 12345.0, 1e-12);
  CU_ASSERT(result->point[1].price.specific_premium.value > 12345.0 * 1.2);
  CU_ASSERT(!result->specific_quoted);
  free(swept);
  sl_sweep_free(sweep);
  terms.specific_premium.rule = SL_SWEEP_AS_GIVEN;
  sweep = run_sweep(&group.scenario, &terms, 2, &swept);
  CU_ASSERT_EQUAL(sl_sweep_result(sweep)->point[1].price.specific_premium.value, 12345.0);
  CU_ASSERT(sl_sweep_result(sweep)->specific_quoted);
  free(swept);
  sl_sweep_free(sweep);
  sl_group_free(&group);
}

static void expect_refusal(const sl_engine_group_t *group, const sl_sweep_terms_t *terms, int code)
{
  const sl_engine_options_t options = {.threads = 1};
  sl_sweep_t *sweep = NULL;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL(sl_sweep_new(&group->scenario, terms, &options, &sweep, &error), code);
  CU_ASSERT_PTR_NULL(sweep);
  CU_ASSERT(error.text[0] != '\0');
  sl_sweep_free(sweep);
}

static void what_cannot_be_swept_is_refused(void)
{
  static const double negative[] = {-1.0}, zero[] = {0.0}, some_values[] = {5000.0};
  sl_engine_group_t group;
  make_group(&group);
  sl_sweep_terms_t terms = {.specific = negative, .n_specific = 1};
  expect_refusal(&group, &terms, SL_ERR_INPUT);
  terms = (sl_sweep_terms_t){.corridor = zero, .n_corridor = 1};
  expect_refusal(&group, &terms, SL_ERR_INPUT);
  terms = (sl_sweep_terms_t){.specific = some_values, .n_specific = 1, .arrangement = 1};
  expect_refusal(&group, &terms, SL_ERR_ARGUMENT);
  terms.arrangement = 0;
  terms.n_specific = SL_SWEEP_VALUES_MAX + 1;
  expect_refusal(&group, &terms, SL_ERR_ARGUMENT);
  terms.n_specific = 1;
  group.arrangement.has_captive = true;
  group.arrangement.captive.limit = 5000.0;
  expect_refusal(&group, &terms, SL_ERR_INPUT);
  group.arrangement.has_specific = false;
  expect_refusal(&group, &terms, SL_ERR_INPUT);
  group.arrangement.has_aggregate = false;
  terms = (sl_sweep_terms_t){.corridor = some_values, .n_corridor = 1};
  expect_refusal(&group, &terms, SL_ERR_INPUT);
  sl_group_free(&group);
}

SL_SUITE(sweep, "unit/sweep",
         {"points are runs: by annual totals", points_are_runs_by_annual_totals},
         {"points are runs: claim by claim", points_are_runs_claim_by_claim},
         {"the table by hand", the_table_by_hand},
         {"cost rises with the deductible", cost_rises_with_the_deductible},
         {"a quote's loss ratio prices the quote", a_quotes_loss_ratio_prices_the_quote},
         {"what cannot be swept is refused", what_cannot_be_swept_is_refused});
