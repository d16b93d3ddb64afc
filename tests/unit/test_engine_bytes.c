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
  uint64_t of_block[8]; /* each by itself */
} digest_t;

#define FRESH UINT64_C(0xcbf29ce484222325)

/* Fowler, Noll, Vo; by whole words. */
static void take_column(digest_t *digest, const double *column, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    uint64_t word;
    memcpy(&word, &column[i], sizeof word);
    digest->value = (digest->value ^ word) * UINT64_C(0x100000001b3);
  }
}

static void take_columns(digest_t *digest, const sl_block_t *block)
{
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
}

static int take_block(void *context, const sl_block_t *block, sl_error_t *error)
{
  digest_t *digest = context, own = {.value = FRESH};
  (void)error;
  digest->in_order = digest->in_order && block->index == digest->next++;
  take_columns(&own, block);
  take_columns(digest, block);
  if (block->index < sizeof digest->of_block / sizeof digest->of_block[0]) {
    digest->of_block[block->index] = own.value;
  }
  return SL_OK;
}

/* Returns the first arrangement's price, with the exhibit of the run's own trials where they tell
 * it. */
static sl_price_t run_part(const sl_scenario_t *scenario, const sl_engine_options_t *options,
                           digest_t *digest)
{
  *digest = (digest_t){.value = FRESH, .in_order = true, .next = options->first_block};
  sl_engine_t *engine = NULL;
  sl_price_t prices[8];
  CU_ASSERT_FATAL(scenario->arrangements->n <= 8);
  CU_ASSERT_EQUAL_FATAL(sl_engine_new(scenario, options, &engine, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_engine_price(engine, prices, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_engine_run(engine, take_block, digest, NULL), SL_OK);
  CU_ASSERT(digest->in_order);
  sl_engine_exhibit(engine, prices);
  sl_engine_free(engine);
  return prices[0];
}

static uint64_t run(const sl_scenario_t *scenario, const sl_kernels_t *kernels, int threads)
{
  const sl_engine_options_t options = {.threads = threads, .kernels = kernels};
  digest_t digest;
  run_part(scenario, &options, &digest);
  CU_ASSERT_EQUAL(digest.next,
                  (scenario->simulation->trials + SL_BLOCK_TRIALS - 1) / SL_BLOCK_TRIALS);
  return digest.value;
}

static sl_scenario_t *load(const char *path, uint64_t trials)
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
  return scenario;
}

/* The last block is a short one. Plain C and every set of the program with two threads, the fastest
 * with others; a slice has plain C and the fastest, with the most threads. */
static void check_scenario(const char *path, uint64_t trials, const int *threads, size_t n)
{
  sl_scenario_t *scenario = load(path, trials);
  const uint64_t expected = run(scenario, sl_test_kernels_plain(), 2);
  for (size_t i = 0; sl_kernels_at(i) != NULL && !sl_test_slice(); i++) {
    CU_ASSERT_EQUAL(run(scenario, sl_kernels_at(i), 2), expected);
  }
  for (size_t i = sl_test_slice() ? n - 1 : 0; i < n; i++) {
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

/* Blocks first .. end - 1 of a run of `all`, the last of which is short; two of them in a slice. */
static void check_parts(const char *path, uint64_t trials, int threads)
{
  static const struct {
    uint64_t first, n, end;
  } parts[] = {{0, 1, 1}, {1, 2, 3}, {1, 0, 4}, {3, 1, 4}, {3, 7, 4}, {2, UINT64_MAX, 4}};
  sl_scenario_t *scenario = load(path, trials);
  digest_t whole, part;
  run_part(scenario, &(sl_engine_options_t){.threads = 2}, &whole);
  CU_ASSERT_EQUAL_FATAL(whole.next, 4);
  for (size_t i = sl_test_slice() ? 1 : 0; i < sizeof parts / sizeof parts[0];
       i += sl_test_slice() ? 3 : 1) {
    const sl_engine_options_t options = {
        .threads = threads, .first_block = parts[i].first, .n_blocks = parts[i].n};
    run_part(scenario, &options, &part);
    CU_ASSERT_EQUAL(part.next, parts[i].end);
    for (uint64_t b = parts[i].first; b < parts[i].end; b++) {
      CU_ASSERT_EQUAL(part.of_block[b], whole.of_block[b]);
      CU_ASSERT_NOT_EQUAL(part.of_block[b], whole.of_block[(b + 1) % 4]);
    }
  }
  sl_scenario_free(scenario);
}

static void a_part_has_the_bytes_of_the_whole(void)
{
  check_parts("bench/machine-shop-annual.yaml", 1600, 3);
  check_parts("scenarios/flower-shop.yaml", 1540, 1);
  if (!sl_test_slice()) {
    check_parts("scenarios/machine-shop.yaml", 1537, 2);
  }
}

static void note_total(void *context, const char *phase, uint64_t done, uint64_t total)
{
  uint64_t *seen = context;
  if (phase[0] == 's') {
    seen[0] = done;
    seen[1] = total;
  }
}

static void a_part_tells_of_itself(void)
{
  sl_scenario_t *scenario = load("scenarios/flower-shop.yaml", 1540);
  uint64_t seen[2] = {0, 0};
  const sl_engine_options_t options = {.threads = 2,
                                       .first_block = 2,
                                       .n_blocks = 2,
                                       .progress = note_total,
                                       .progress_context = seen};
  digest_t digest;
  run_part(scenario, &options, &digest);
  CU_ASSERT(seen[0] == 516 && seen[1] == 516);
  sl_scenario_free(scenario);
}

/* The first two blocks are a run of so many trials; the last two have others of their own, which
 * tell about the same. Not in a slice: the parts above take the same steps. */
static void a_parts_exhibit_is_of_its_own_trials(void)
{
  if (sl_test_slice()) {
    return;
  }
  sl_scenario_t *scenario = load("scenarios/machine-shop.yaml", 1540);
  sl_simulation_t *simulation = sl_test_parts(scenario).simulation;
  digest_t digest;
  simulation->pricing_trials = 8000;
  const sl_price_t first =
      run_part(scenario, &(sl_engine_options_t){.threads = 2, .n_blocks = 2}, &digest);
  const sl_price_t last =
      run_part(scenario, &(sl_engine_options_t){.threads = 2, .first_block = 2}, &digest);
  simulation->trials = 1024;
  const sl_price_t alone = run_part(scenario, &(sl_engine_options_t){.threads = 2}, &digest);
  CU_ASSERT_EQUAL(first.leveraged_trend.value, alone.leveraged_trend.value);
  CU_ASSERT_EQUAL(first.specific_loss_ratio.value, alone.specific_loss_ratio.value);
  CU_ASSERT_NOT_EQUAL(last.leveraged_trend.value, alone.leveraged_trend.value);
  SL_ASSERT_CLOSE(last.leveraged_trend.value, alone.leveraged_trend.value, 0.1);
  sl_scenario_free(scenario);
}

static void parts_that_are_none_are_refused(void)
{
  sl_scenario_t *scenario = load("scenarios/flower-shop.yaml", 1540);
  const sl_engine_options_t beyond = {.first_block = 4};
  const sl_engine_options_t precise = {.precision.goal = SL_PRECISION_COST, .n_blocks = 3};
  sl_engine_t *engine = NULL;
  CU_ASSERT_EQUAL(sl_engine_new(scenario, &beyond, &engine, NULL), SL_ERR_ARGUMENT);
  CU_ASSERT_PTR_NULL(engine);
  CU_ASSERT_EQUAL(sl_engine_new(scenario, &precise, &engine, NULL), SL_ERR_ARGUMENT);
  CU_ASSERT_PTR_NULL(engine);
  sl_scenario_free(scenario);
}

SL_SUITE(engine_bytes, "unit/engine_bytes", {"workload W", workload_w},
         {"workload W with copays", workload_w_with_copays},
         {"machine shop by annual totals", machine_shop_by_annual_totals},
         {"machine shop claim by claim", machine_shop_claim_by_claim},
         {"a part has the bytes of the whole", a_part_has_the_bytes_of_the_whole},
         {"a part tells of itself", a_part_tells_of_itself},
         {"a part's exhibit is of its own trials", a_parts_exhibit_is_of_its_own_trials},
         {"parts that are none are refused", parts_that_are_none_are_refused});
