/* A variant is what loading with the same overrides gives, and shares what they cannot change. */
#include "sim/input/load/load.h"
#include "sim/input/load/touched.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/study/run.h"
#include "tests/support/harness.h"

#include <stdio.h>
#include <string.h>

/* NULL where it has faults. */
static sl_scenario_t *try_load(const char *name, const sl_overrides_t *overrides,
                               sl_faults_t *faults)
{
  char path[1024];
  sl_scenario_t *scenario = NULL;
  snprintf(path, sizeof path, "%s/scenarios/%s.yaml", sl_test_source_dir(), name);
  sl_faults_init(faults);
  const int code = sl_scenario_load(path, overrides, &scenario, faults);
  CU_ASSERT_EQUAL(code == SL_OK, scenario != NULL);
  return scenario;
}

static sl_scenario_t *load(const char *name, const sl_overrides_t *overrides)
{
  sl_faults_t faults;
  sl_scenario_t *scenario = try_load(name, overrides, &faults);
  CU_ASSERT_PTR_NOT_NULL_FATAL(scenario);
  sl_faults_free(&faults);
  return scenario;
}

static sl_scenario_t *try_vary(const sl_scenario_t *from, const char *path, const char *value,
                               sl_faults_t *faults)
{
  const sl_override_t one = {path, value};
  const sl_overrides_t overrides = {&one, 1};
  sl_scenario_t *variant = NULL;
  sl_faults_init(faults);
  const int code = sl_scenario_variant(NULL, from, &overrides, &variant, faults);
  CU_ASSERT_EQUAL(code == SL_OK, variant != NULL);
  return variant;
}

static sl_scenario_t *vary(const sl_scenario_t *from, const char *path, const char *value)
{
  sl_faults_t faults;
  sl_scenario_t *variant = try_vary(from, path, value, &faults);
  CU_ASSERT_PTR_NOT_NULL_FATAL(variant);
  sl_faults_free(&faults);
  return variant;
}

/* The parts that both have. */
static unsigned shared(const sl_scenario_t *a, const sl_scenario_t *b)
{
  return (unsigned)(a->group == b->group) << SL_PART_GROUP |
         (unsigned)(a->claims == b->claims) << SL_PART_CLAIMS |
         (unsigned)(a->plans == b->plans) << SL_PART_PLANS |
         (unsigned)(a->arrangements == b->arrangements) << SL_PART_ARRANGEMENTS |
         (unsigned)(a->simulation == b->simulation) << SL_PART_SIMULATION;
}

enum {
  GROUP = 1U << SL_PART_GROUP,
  CLAIMS = 1U << SL_PART_CLAIMS,
  PLANS = 1U << SL_PART_PLANS,
  ARRANGEMENTS = 1U << SL_PART_ARRANGEMENTS,
  SIMULATION = 1U << SL_PART_SIMULATION
};

static void parts_that_no_path_touches_are_the_same(void)
{
  static const struct {
    const char *path, *value;
    unsigned shared;
  } cases[] = {
      {"name", "Other", SL_ALL_PARTS},
      {"simulation.seed", "7", SL_ALL_PARTS & ~(unsigned)SIMULATION},
      {"simulation", "{trials: 600}", SL_ALL_PARTS & ~(unsigned)SIMULATION},
      {"arrangements.1.specific.deductible", "60000", GROUP | CLAIMS | PLANS},
      {"accounting", "paid", GROUP | CLAIMS | PLANS},
      {"plans.0.coinsurance", "0.3", CLAIMS},
      {"claims.trend", "0.2", 0},
      {"stoploss", "1", 0},
  };
  sl_scenario_t *from = load("machine-shop", NULL);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    sl_scenario_t *variant = vary(from, cases[i].path, cases[i].value);
    CU_ASSERT_EQUAL(shared(from, variant), cases[i].shared);
    sl_scenario_free(variant);
  }
  sl_scenario_free(from);
}

static void the_set_of_several_is_their_union(void)
{
  const sl_override_t list[] = {{"simulation.seed", "1"}, {"plans.0.name", "x"}, {"name", "y"}};
  CU_ASSERT_EQUAL(sl_parts_touched(&(sl_overrides_t){list, 0}), 0);
  CU_ASSERT_EQUAL(sl_parts_touched(&(sl_overrides_t){list, 1}), SIMULATION);
  CU_ASSERT_EQUAL(sl_parts_touched(&(sl_overrides_t){list, 3}), SL_ALL_PARTS & ~(unsigned)CLAIMS);
}

/* ---- the same figures ---- */

static int digest_block(void *context, const sl_block_t *block, sl_error_t *error)
{
  uint64_t *digest = context;
  (void)error;
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    for (size_t i = 0; i < block->n_trials * block->n_arrangements; i++) {
      uint64_t bits;
      memcpy(&bits, &block->cost[v][i], sizeof bits);
      *digest = (*digest ^ bits) * 0x100000001b3U;
    }
  }
  return SL_OK;
}

/* Of every figure of every trial, and of the text that says what was run. */
static uint64_t digest_of(const sl_scenario_t *scenario)
{
  uint64_t digest = 0xcbf29ce484222325U;
  const sl_run_options_t options = {.engine.threads = 2};
  const sl_run_sink_t sink = {.context = &digest, .block = digest_block};
  sl_run_t *run = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_run_new(scenario, &options, &run, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_run_into(run, &sink, NULL), SL_OK);
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    const double price = sl_run_prices(run)[a].expected_cost.value;
    uint64_t bits;
    memcpy(&bits, &price, sizeof bits);
    digest = (digest ^ bits) * 0x100000001b3U;
  }
  sl_run_free(run);
  return digest;
}

static void same_faults(const sl_faults_t *a, const sl_faults_t *b)
{
  CU_ASSERT_EQUAL_FATAL(a->n, b->n);
  for (size_t i = 0; i < a->n; i++) {
    CU_ASSERT_STRING_EQUAL(a->list[i].file, b->list[i].file);
    CU_ASSERT_STRING_EQUAL(a->list[i].text, b->list[i].text);
    CU_ASSERT_EQUAL(a->list[i].line, b->list[i].line);
  }
}

static void same_scenario(const sl_scenario_t *variant, const sl_scenario_t *loaded)
{
  CU_ASSERT_STRING_EQUAL(variant->resolved, loaded->resolved);
  CU_ASSERT_STRING_EQUAL(variant->notes, loaded->notes);
  CU_ASSERT_EQUAL(variant->files.n, loaded->files.n);
  same_faults(&variant->warnings, &loaded->warnings);
  CU_ASSERT_EQUAL(digest_of(variant), digest_of(loaded));
}

/* A variant whose origin is gone, beside the file loaded with all that was put. Whether it is
 * sound. */
static bool check_variant(const char *name, const char *path, const char *value)
{
  const sl_override_t list[] = {{"simulation", "{trials: 64, pricing_trials: 64}"}, {path, value}};
  const sl_overrides_t all = {list, 2}, first = {list, 1};
  sl_faults_t of_loaded, of_variant;
  sl_scenario_t *from = load(name, &first), *loaded = try_load(name, &all, &of_loaded);
  sl_scenario_t *variant = try_vary(from, path, value, &of_variant);
  const bool sound = loaded != NULL && variant != NULL;
  sl_scenario_free(from);
  same_faults(&of_variant, &of_loaded);
  CU_ASSERT_TRUE(sound || (loaded == NULL && variant == NULL));
  if (sound) {
    same_scenario(variant, loaded);
  }
  sl_scenario_free(variant);
  sl_scenario_free(loaded);
  sl_faults_free(&of_loaded);
  sl_faults_free(&of_variant);
  return sound;
}

static void a_variant_is_what_loading_gives(void)
{
  static const char *const names[] = {"canadian-office", "flower-shop", "level-funded-startup",
                                      "machine-shop"};
  static const char *const changes[][2] = {
      {"name", "Other"},
      {"jurisdiction", "US-TX"},
      {"simulation.seed", "7"},
      {"simulation.exhibit", "false"},
      {"accounting", "paid"},
      {"cash_flow", "{}"},
      {"interest", "{rate: 0.05}"},
      {"suitability.covenant", "9"},
      {"arrangements.0.budget", "{amount: 9}"},
      {"plans.0.coinsurance", "0.3"},
      {"claims.trend", "0.2"},
      {"wellness", "{frequency_factor: 0.9, fee: {amount: 5, per: employee_month}}"},
      {"months", "9"},
      {"currency", "EUR"},
  };
  /* Each change to every scenario in a full run, to two of them in a short one, and to one by an
   * instrumented program, of which a run of each took minutes. */
  const size_t n = sizeof names / sizeof names[0];
  const size_t step = sl_test_full() ? 1 : sl_test_slice() ? n : 2;
  size_t sound = 0, tried = 0; /* a shorter year has no day on which some covers end */
  for (size_t c = 0; c < sizeof changes / sizeof changes[0]; c++) {
    for (size_t i = c % step; i < n; i += step, tried++) {
      sound += check_variant(names[i], changes[c][0], changes[c][1]);
    }
  }
  CU_ASSERT(sound + tried / 4 >= tried);
}

static void a_fault_leaves_no_variant(void)
{
  const sl_override_t one = {"plans.7.name", "x"};
  const sl_overrides_t overrides = {&one, 1};
  sl_scenario_t *from = load("flower-shop", NULL), *variant = from;
  sl_faults_t faults;
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL(sl_scenario_variant(NULL, from, &overrides, &variant, &faults), SL_ERR_INPUT);
  CU_ASSERT_PTR_NULL(variant);
  CU_ASSERT_EQUAL(faults.n, 1);
  CU_ASSERT_STRING_EQUAL(faults.list[0].file, "--set plans.7.name=x");
  sl_faults_free(&faults);
  sl_scenario_free(from);
}

SL_SUITE(variant, "unit/variant",
         {"parts that no path touches are the same", parts_that_no_path_touches_are_the_same},
         {"the set of several is their union", the_set_of_several_is_their_union},
         {"a variant is what loading gives", a_variant_is_what_loading_gives},
         {"a fault leaves no variant", a_fault_leaves_no_variant});
