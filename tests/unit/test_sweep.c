/* A sweep's points are runs: bit for bit on both paths, monotone, and by hand where nothing is
 * random. */
#include "sim/study/sweep.h"
#include "tests/support/engine_group.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

enum { TRIALS = 700, ROWS = 3, COLUMNS = 2 };

static const double deductibles[ROWS] = {3000.0, 8000.0, 20000.0};
static const double corridors[COLUMNS] = {1.02, 1.25};

static char label[] = "of no account here";

static void make_group(sl_group_t *group)
{
  sl_group_make(group, 6, TRIALS);
  group->scenario.name = group->scenario.currency = group->scenario.resolved = label;
  group->scenario.trend = 0.08;
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

/* Every point beside the engine's run of the group with that deductible and corridor. */
static void points_are_runs(const sl_group_t *group)
{
  const sl_sweep_terms_t terms = all_terms();
  swept_t *swept;
  sl_sweep_t *sweep = run_sweep(&group->scenario, &terms, 2, &swept);
  const sl_sweep_result_t *result = sl_sweep_result(sweep);
  for (size_t p = 0; p < ROWS * COLUMNS; p++) {
    sl_group_t single = *group;
    sl_price_t price;
    single.scenario.arrangements = &single.arrangement;
    single.arrangement.specific.deductible = deductibles[p / COLUMNS];
    single.arrangement.aggregate.kind = SL_ATTACHMENT_CORRIDOR;
    single.arrangement.aggregate.corridor = corridors[p % COLUMNS];
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
  sl_group_t group;
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
  sl_group_t group;
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

/* Without random words of any kind the table is arithmetic. */
SL_SUITE(sweep, "unit/sweep",
         {"points are runs: by annual totals", points_are_runs_by_annual_totals},
         {"points are runs: claim by claim", points_are_runs_claim_by_claim});
