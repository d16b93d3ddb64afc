/* Whole runs give the same bytes, whatever the instruction set and the number of threads. */
#include "sim/engine/engine.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/simulation.h"
#include "tests/support/harness.h"
#include "tests/support/kernels.h"
#include "tests/support/scenario_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A digest of every column of every block, and how many blocks came, in which order. */
typedef struct digest {
  uint64_t value;
  uint64_t next;
  bool in_order;
} digest_t;

/* Fowler, Noll, Vo; by whole words. */
static void take_column(digest_t *digest, const double *column, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    uint64_t word;
    memcpy(&word, &column[i], sizeof word);
    digest->value = (digest->value ^ word) * UINT64_C(0x100000001b3);
  }
}

static int take_block(void *context, const sl_block_t *block, sl_error_t *error)
{
  digest_t *digest = context;
  (void)error;
  digest->in_order = digest->in_order && block->index == digest->next++;
  for (int v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    take_column(digest, block->trial[v], block->n_trials);
  }
  for (int v = 0; v < SL_N_COST_VARIABLES; v++) {
    take_column(digest, block->cost[v], block->n_trials * block->n_arrangements);
  }
  for (int v = 0; v < SL_N_MONTH_COST_VARIABLES; v++) {
    for (size_t row = 0; row < block->n_arrangements * block->n_months; row++) {
      take_column(digest, block->month_cost[v] + row * SL_BLOCK_TRIALS, block->n_trials);
    }
  }
  return SL_OK;
}

static uint64_t run(const sl_scenario_t *scenario, const sl_kernels_t *kernels, int threads)
{
  const sl_engine_options_t options = {.threads = threads, .kernels = kernels};
  digest_t digest = {.value = UINT64_C(0xcbf29ce484222325), .in_order = true};
  sl_engine_t *engine = NULL;
  sl_price_t prices[8];
  CU_ASSERT_FATAL(scenario->arrangements->n <= 8);
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(scenario, &options, &engine, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_engine_price(engine, prices, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_run(engine, take_block, &digest, NULL), SL_OK);
  CU_ASSERT(digest.in_order);
  CU_ASSERT_EQUAL(digest.next,
                  (scenario->simulation->trials + SL_BLOCK_TRIALS - 1) / SL_BLOCK_TRIALS);
  sl_engine_free(engine);
  return digest.value;
}

/* The last block is a short one. Plain C and every set of the program with two threads, the fastest
 * with others. */
static void check_scenario(const char *path, uint64_t trials, const int *threads, size_t n)
{
  char number[24];
  const sl_override_t list = {"simulation.trials", number};
  const sl_overrides_t overrides = {&list, 1};
  char name[4096];
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults = {0};
  snprintf(name, sizeof name, "%s/%s", sl_test_source_dir(), path);
  snprintf(number, sizeof number, "%" PRIu64, trials);
  CU_ASSERT_EQUAL_FATAL(sl_scenario_load(name, &overrides, &scenario, &faults), SL_OK);
  sl_faults_free(&faults);
  sl_test_parts(scenario).simulation->pricing_trials = 20;
  const uint64_t expected = run(scenario, sl_test_kernels_plain(), 2);
  for (size_t i = 0; sl_kernels_at(i) != NULL; i++) {
    CU_ASSERT_EQUAL(run(scenario, sl_kernels_at(i), 2), expected);
  }
  for (size_t i = 0; i < n; i++) {
    CU_ASSERT_EQUAL(run(scenario, NULL, threads[i]), expected);
  }
  sl_scenario_free(scenario);
}

static void workload_w(void)
{
  check_scenario("tests/verify/cases/w.yaml", 1100, (int[]){1, 3, 7}, 3);
}

static void workload_w_with_copays(void)
{
  check_scenario("bench/w-copay.yaml", 520, (int[]){1}, 1);
}

static void machine_shop_by_annual_totals(void)
{
  check_scenario("bench/machine-shop-annual.yaml", 1100, (int[]){1, 3, 7}, 3);
}

static void machine_shop_claim_by_claim(void)
{
  check_scenario("scenarios/machine-shop.yaml", 514, (int[]){1}, 1);
}

SL_SUITE(engine_bytes, "unit/engine_bytes", {"workload W", workload_w},
         {"workload W with copays", workload_w_with_copays},
         {"machine shop by annual totals", machine_shop_by_annual_totals},
         {"machine shop claim by claim", machine_shop_claim_by_claim});
