/* A thousand small clients in one process, through the library that others embed: each loads a
 * scenario with values of its own, settles its prices and simulates its years, as a broker's
 * overnight batch would.
 *
 * usage: batch SCENARIO COUNT
 * Prints one JSON object. Exit 1 where a scenario fails, or where the first one's cost is not the
 * same to the bit after all the others: nothing may stay behind. */
#include "bench/support.h"

#include <stoploss.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define FEWEST_TRIALS 64U
#define STEPS 4 /* 64, 128, 256, 512 trials, in turn */

#define CACHE_BYTES ((size_t)64 << 20)

typedef struct batch {
  const char *scenario;
  stoploss_cache_t *cache; /* the distributions of claims, which all clients share; NULL = none */
  double claims, trials, cost;
  double load_seconds;
} batch_t;

static int add_block(void *context, const stoploss_block_t *block)
{
  batch_t *const batch = context;
  const size_t trials = stoploss_block_trials(block);
  const double *const claims = stoploss_block_values(block, "claims");
  const double *const cost = stoploss_block_values(block, "cost");
  if (claims == NULL || cost == NULL) {
    return 1;
  }
  for (size_t t = 0; t < trials; t++) {
    batch->claims += claims[t];
    batch->cost += cost[t * stoploss_block_arrangements(block)];
  }
  batch->trials += (double)trials;
  return 0;
}

/* The k-th client: its own seed, deductible and number of trials; as many trials for its prices. */
static int load(const batch_t *batch, size_t k, stoploss_scenario_t **scenario,
                stoploss_error_t *error)
{
  const unsigned trials = FEWEST_TRIALS << (k % STEPS);
  char pricing[32], deductible[32];
  const stoploss_override_t set[] = {{"simulation.pricing_trials", pricing},
                                     {"plans.0.deductible.person", deductible}};
  stoploss_load_options_t options;
  stoploss_load_options_init(&options);
  snprintf(pricing, sizeof pricing, "%u", trials);
  snprintf(deductible, sizeof deductible, "%zu", 1500 + 10 * (k % 100));
  options.trials = trials;
  options.has_seed = 1;
  options.seed = k;
  options.set = set;
  options.n_set = sizeof set / sizeof set[0];
  return stoploss_scenario_load(batch->scenario, &options, scenario, NULL, error);
}

static int run_client(batch_t *batch, size_t k)
{
  stoploss_scenario_t *scenario = NULL;
  stoploss_options_t options;
  stoploss_error_t error = {0};
  const sl_bench_times_t start = sl_bench_times();
  int code = load(batch, k, &scenario, &error);
  batch->load_seconds += sl_bench_since(start, sl_bench_times()).cpu;
  if (code == STOPLOSS_OK) {
    stoploss_options_init(&options);
    options.threads = 1;
    options.cache = batch->cache;
    options.sink = add_block;
    options.context = batch;
    code = stoploss_run(scenario, &options, NULL, NULL, &error);
  }
  stoploss_scenario_free(scenario);
  if (code != STOPLOSS_OK) {
    fprintf(stderr, "client %zu: %s %s\n", k, stoploss_error_message(code), error.text);
  }
  return code;
}

/* The sum of one client's costs; nothing is counted in the batch. */
static bool cost_of(const batch_t *batch, size_t k, double *cost)
{
  batch_t alone = {.scenario = batch->scenario};
  const int code = run_client(&alone, k);
  *cost = alone.cost;
  return code == STOPLOSS_OK;
}

int main(int argc, char **argv)
{
  const size_t clients = argc == 3 ? (size_t)strtoull(argv[2], NULL, 10) : 0;
  if (clients == 0) {
    fprintf(stderr, "usage: batch SCENARIO COUNT\n");
    return 64;
  }
  batch_t batch = {.scenario = argv[1]};
  double first = 0.0, again = 0.0;
  if (!cost_of(&batch, 0, &first) ||
      stoploss_cache_new(CACHE_BYTES, &batch.cache, NULL) != STOPLOSS_OK) {
    return EXIT_FAILURE;
  }
  const sl_bench_times_t start = sl_bench_times();
  for (size_t k = 0; k < clients; k++) {
    if (run_client(&batch, k) != STOPLOSS_OK) {
      return EXIT_FAILURE;
    }
  }
  const sl_bench_times_t took = sl_bench_since(start, sl_bench_times());
  stoploss_cache_free(batch.cache);
  if (!cost_of(&batch, 0, &again) || first < again || first > again) {
    fprintf(stderr, "the first client's cost changed: %.17g, %.17g\n", first, again);
    return EXIT_FAILURE;
  }
  return sl_bench_print(json_pack("{s:f, s:f, s:f, s:f, s:f, s:f}", "cpu", took.cpu, "wall",
                                  took.wall, "claims", batch.claims, "trials", batch.trials,
                                  "scenarios", (double)clients, "load_seconds",
                                  batch.load_seconds)) == 0
             ? EXIT_SUCCESS
             : EXIT_FAILURE;
}
