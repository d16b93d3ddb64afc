/* Which arrangements share a cover's sums: every term that reaches the sums tells them apart, and
 * sharing never moves a bit. */
#include "sim/engine/compile/compile.h"
#include "sim/input/scenario/arrangements.h"
#include "tests/support/engine_group.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

enum { TRIALS = 600 };

static bool first_service[SL_GROUP_SERVICES] = {true, false};
static bool second_service[SL_GROUP_SERVICES] = {false, true};
static const sl_contract_t with_run_out = {
    .kind = SL_CONTRACT_MONTHS, .incurred_months = 12, .paid_months = 15};

/* ---- one term changed ---- */

static sl_laser_t other_laser[] = {{.row = 4, .deductible = 25000.0},
                                   {.row = 7, .deductible = 1e5}};
static sl_laser_t other_row = {.row = 5, .deductible = 25000.0};
static sl_laser_t other_amount = {.row = 4, .deductible = 26000.0};
static sl_laser_t exclusion = {.row = 4, .deductible = INFINITY, .excluded = true};

static void prices(sl_arrangement_t *a)
{
  a->specific_premium = (sl_premium_t){.kind = SL_PREMIUM_LOSS_RATIO, .loss_ratio = 0.7};
  a->budget = (sl_budget_t){.kind = SL_BUDGET_AMOUNT, .value = 1.0};
  a->aggregate.corridor = 1.4;
  a->aggregate.minimum = 5.0;
  a->aggregate.maximum = 1e6;
  a->specific.aggregating_deductible = 500.0;
}
static void no_aggregate(sl_arrangement_t *a) { a->has_aggregate = false; }
static void deductible(sl_arrangement_t *a) { a->specific.deductible += 1.0; }
static void no_specific(sl_arrangement_t *a) { a->has_specific = false; }
static void coinsurance(sl_arrangement_t *a) { a->specific.coinsurance = 0.9; }
static void maximum(sl_arrangement_t *a) { a->specific.maximum = 1e5; }
static void no_laser(sl_arrangement_t *a) { a->specific.n_lasers = 0; }
static void laser_of_other_row(sl_arrangement_t *a) { a->specific.lasers = &other_row; }
static void laser_of_other_amount(sl_arrangement_t *a) { a->specific.lasers = &other_amount; }
static void person_excluded(sl_arrangement_t *a) { a->specific.lasers = &exclusion; }
static void one_more_laser(sl_arrangement_t *a)
{
  a->specific.lasers = other_laser;
  a->specific.n_lasers = 2;
}
static void window(sl_arrangement_t *a) { a->specific.contract = with_run_out; }
static void aggregate_window(sl_arrangement_t *a) { a->aggregate.contract = with_run_out; }
static void services(sl_arrangement_t *a) { a->specific.services = first_service; }
static void other_services(sl_arrangement_t *a) { a->specific.services = second_service; }
static void aggregate_services(sl_arrangement_t *a) { a->aggregate.services = first_service; }
static void certificate(sl_arrangement_t *a) { a->specific.per_certificate = true; }
static void run_in(sl_arrangement_t *a) { a->specific.run_in_maximum = 1000.0; }
static void terminal(sl_arrangement_t *a) { a->specific.terminal_months = 3; }
static void aggregate_terminal(sl_arrangement_t *a) { a->aggregate.terminal_months = 3; }
static void accommodation(sl_arrangement_t *a) { a->aggregate.accommodation = true; }
static void insured_line(sl_arrangement_t *a) { a->insured = first_service; }
static void kind(sl_arrangement_t *a) { a->kind = sl_arrangement_kind("minimum_premium"); }
static void captive(sl_arrangement_t *a)
{
  a->has_captive = true;
  a->captive.limit = 20000.0;
}
static void captive_and_deductible(sl_arrangement_t *a)
{
  captive(a);
  deductible(a);
}
static void captive_higher(sl_arrangement_t *a)
{
  captive(a);
  a->captive.limit = 30000.0;
}

typedef struct change {
  void (*first)(sl_arrangement_t *arrangement);  /* NULL: as it is */
  void (*second)(sl_arrangement_t *arrangement); /* NULL: as it is */
  bool alike, equal;
} change_t;

static const change_t changes[] = {
    {NULL, NULL, true, true},
    {NULL, prices, true, true},
    {NULL, no_aggregate, true, true},
    {NULL, deductible, true, false},
    {captive, captive_and_deductible, true, false},
    {NULL, no_specific, false, false},
    {NULL, coinsurance, false, false},
    {NULL, maximum, false, false},
    {NULL, no_laser, false, false},
    {NULL, laser_of_other_row, false, false},
    {NULL, laser_of_other_amount, false, false},
    {NULL, person_excluded, false, false},
    {person_excluded, person_excluded, true, true},
    {NULL, one_more_laser, false, false},
    {NULL, window, false, false},
    {NULL, aggregate_window, false, false},
    {window, aggregate_window, false, false},
    {NULL, services, false, false},
    {services, other_services, false, false},
    {services, services, true, true},
    {NULL, aggregate_services, false, false},
    {NULL, certificate, false, false},
    {NULL, run_in, false, false},
    {NULL, terminal, false, false},
    {NULL, aggregate_terminal, false, false},
    {NULL, accommodation, false, false},
    {NULL, insured_line, false, false},
    {NULL, kind, false, false},
    {NULL, captive, false, false},
    {captive, captive_higher, false, false},
    {captive, captive, true, true},
};

static void every_term_of_the_sums_tells_covers_apart(void)
{
  enum { LAG = 400 };
  sl_engine_group_t group;
  sl_group_make(&group, 5, TRIALS);
  for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
    sl_arrangement_t pair[2] = {group.arrangement, group.arrangement};
    sl_coverage_t of[2] = {{0}, {0}};
    if (changes[i].first != NULL) {
      changes[i].first(&pair[0]);
    }
    if (changes[i].second != NULL) {
      changes[i].second(&pair[1]);
    }
    for (int k = 0; k < 2; k++) {
      CU_ASSERT_EQUAL(sl_coverage_init(&of[k], &group.scenario, &pair[k], LAG, NULL), SL_OK);
    }
    for (int k = 0; k < 2; k++) {
      CU_ASSERT_EQUAL(sl_coverage_alike(&of[k], &of[1 - k], SL_GROUP_SERVICES), changes[i].alike);
      CU_ASSERT_EQUAL(sl_coverage_equal(&of[k], &of[1 - k], SL_GROUP_SERVICES), changes[i].equal);
    }
    sl_coverage_free(&of[0]);
    sl_coverage_free(&of[1]);
  }
  sl_group_free(&group);
}

/* ---- shared ---- */

/* Costs of every arrangement: [arrangement][trial]. */
typedef struct costs {
  double cost[3][TRIALS];
} costs_t;

static int keep_costs(void *context, const sl_block_t *block, sl_error_t *error)
{
  costs_t *costs = context;
  (void)error;
  for (size_t t = 0; t < block->n_trials; t++) {
    for (size_t a = 0; a < block->n_arrangements; a++) {
      costs->cost[a][block->first_trial + t] =
          block->cost[SL_COST_COST][t * block->n_arrangements + a];
    }
  }
  return SL_OK;
}

static void run_costs(const sl_scenario_t *scenario, costs_t *costs, sl_price_t *price)
{
  const sl_engine_options_t options = {.threads = 1};
  sl_engine_t *engine = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(scenario, &options, &engine, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_price(engine, price, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_run(engine, keep_costs, costs, NULL), SL_OK);
  sl_engine_free(engine);
}

/* Three arrangements of two covers cost what each costs alone. */
static void sharing_moves_no_bit(const sl_engine_group_t *group)
{
  sl_arrangement_t arrangements[3] = {group->arrangement, group->arrangement, group->arrangement};
  deductible(&arrangements[1]);
  prices(&arrangements[2]);
  sl_scenario_t together = group->scenario;
  const sl_arrangements_t three = {.list = arrangements, .n = 3};
  together.arrangements = &three;
  sl_price_t price[3];
  costs_t *all = calloc(1, sizeof *all), *alone = calloc(1, sizeof *alone);
  CU_ASSERT_FATAL(all != NULL && alone != NULL);
  run_costs(&together, all, price);
  for (size_t a = 0; a < 3; a++) {
    sl_scenario_t single = group->scenario;
    sl_price_t own;
    const sl_arrangements_t one = {.list = &arrangements[a], .n = 1};
    single.arrangements = &one;
    run_costs(&single, alone, &own);
    CU_ASSERT_EQUAL(memcmp(all->cost[a], alone->cost[0], sizeof all->cost[a]), 0);
    CU_ASSERT_EQUAL(memcmp(&price[a].attachment, &own.attachment, sizeof own.attachment), 0);
  }
  free(all);
  free(alone);
}

static void sharing_moves_no_bit_on_either_path(void)
{
  sl_engine_group_t group;
  sl_group_make(&group, 5, TRIALS);
  sharing_moves_no_bit(&group);
  window(&group.arrangement);
  sharing_moves_no_bit(&group);
  sl_group_free(&group);
}

static void a_model_has_each_cover_once(void)
{
  const sl_engine_options_t options = {.threads = 2};
  sl_engine_group_t group;
  sl_model_t *model = NULL;
  sl_group_make(&group, 2, TRIALS);
  sl_arrangement_t arrangements[4] = {group.arrangement, group.arrangement, group.arrangement,
                                      group.arrangement};
  deductible(&arrangements[1]);
  prices(&arrangements[2]);
  deductible(&arrangements[3]);
  group.arrangements = (sl_arrangements_t){.list = arrangements, .n = 4};
  CU_ASSERT_EQUAL_FATAL(sl_model_new(&group.scenario, &options, 2, &model, NULL), SL_OK);
  CU_ASSERT_EQUAL(model->n_covers, 2);
  CU_ASSERT(model->cover_of[0] == 0 && model->cover_of[1] == 1);
  CU_ASSERT(model->cover_of[2] == 0 && model->cover_of[3] == 1);
  sl_model_free(model);
  sl_group_free(&group);
}

/* Both covers with terminal options and a captive's layer are all that an arrangement has: one more
 * is refused, not written past the end. */
static void takes_have_their_room(void)
{
  sl_engine_group_t group;
  sl_coverage_t coverage = {0};
  sl_group_make(&group, 2, TRIALS);
  group.arrangement.specific.terminal_months = group.arrangement.aggregate.terminal_months = 3;
  group.arrangement.has_captive = true;
  group.arrangement.specific.run_in_maximum = 1000.0; /* the aggregate's part stands by itself */
  CU_ASSERT_EQUAL(sl_coverage_init(&coverage, &group.scenario, &group.arrangement, 0, NULL), SL_OK);
  CU_ASSERT_EQUAL(coverage.n_takes, SL_TAKES_MAX);
  for (size_t i = 0; i < coverage.n_takes; i++) {
    for (size_t k = 0; k < i; k++) {
      CU_ASSERT_NOT_EQUAL(coverage.take[i].kind, coverage.take[k].kind);
    }
  }
  sl_coverage_free(&coverage);
  for (size_t n = 1; n <= SL_TAKES_MAX; n++) {
    sl_coverage_t full = {.n_takes = n};
    CU_ASSERT_EQUAL(sl_coverage_init(&full, &group.scenario, &group.arrangement, 0, NULL),
                    SL_ERR_INTERNAL);
    CU_ASSERT_EQUAL(full.n_takes, SL_TAKES_MAX);
    sl_coverage_free(&full);
  }
  sl_group_free(&group);
}

SL_SUITE(coverage, "unit/coverage",
         {"every term of the sums tells covers apart", every_term_of_the_sums_tells_covers_apart},
         {"sharing moves no bit on either path", sharing_moves_no_bit_on_either_path},
         {"a model has each cover once", a_model_has_each_cover_once},
         {"takes have their room", takes_have_their_room});
