/* The same shop at several deductibles, one run after the other: the distributions of its claims
 * are made once. */
#include <stoploss.h>

#include <stdio.h>

enum { DEDUCTIBLES = 3 };

/* The expected cost of the baseline. */
typedef struct mean {
  double sum;
  unsigned long years;
} mean_t;

static int add(void *context, const stoploss_block_t *block)
{
  mean_t *mean = context;
  const double *cost = stoploss_block_values(block, "cost");
  const size_t width = stoploss_block_arrangements(block);
  for (size_t t = 0; t < stoploss_block_trials(block); t++) {
    mean->sum += cost[t * width];
    mean->years++;
  }
  return 0;
}

static int run(const char *deductible, stoploss_cache_t *cache, mean_t *mean,
               stoploss_error_t *error)
{
  const stoploss_override_t set = {"arrangements.ASO.specific.deductible", deductible};
  stoploss_load_options_t load;
  stoploss_options_t options;
  stoploss_scenario_t *scenario = NULL;
  stoploss_load_options_init(&load);
  load.trials = 1000;
  load.set = &set;
  load.n_set = 1;
  stoploss_options_init(&options);
  options.cache = cache;
  options.sink = add;
  options.context = mean;
  int code = stoploss_scenario_load("shop.yaml", &load, &scenario, NULL, error);
  if (code == STOPLOSS_OK) {
    code = stoploss_run(scenario, &options, NULL, NULL, error);
  }
  stoploss_scenario_free(scenario);
  return code;
}

int main(void)
{
  static const char *const deductibles[DEDUCTIBLES] = {"10000", "20000", "40000"};
  stoploss_cache_t *cache = NULL;
  stoploss_error_t error;
  int code = stoploss_cache_new(64000000, &cache, &error);
  for (int i = 0; code == STOPLOSS_OK && i < DEDUCTIBLES; i++) {
    mean_t mean = {0.0, 0};
    code = run(deductibles[i], cache, &mean, &error);
    if (code == STOPLOSS_OK) {
      printf("deductible %s: expected cost %.2f\n", deductibles[i], mean.sum / (double)mean.years);
    }
  }
  if (code != STOPLOSS_OK) {
    fprintf(stderr, "%s: %s\n", stoploss_error_message(code), error.text);
  }
  stoploss_cache_free(cache);
  return code == STOPLOSS_OK ? 0 : 1;
}
