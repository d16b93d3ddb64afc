/* A sink of one's own: look at every simulated year as it comes, and keep no result. */
#include <stoploss.h>

#include <stdio.h>

typedef struct watch {
  size_t arrangement;
  unsigned long years, aggregate_years;
  double worst;
} watch_t;

static int take(void *context, const stoploss_block_t *block)
{
  watch_t *watch = context;
  const double *cost = stoploss_block_values(block, "cost");
  const double *aggregate = stoploss_block_values(block, "aggregate_reimbursement");
  const size_t width = stoploss_block_arrangements(block);
  for (size_t t = 0; t < stoploss_block_trials(block); t++) {
    const size_t at = t * width + watch->arrangement;
    watch->years++;
    watch->aggregate_years += aggregate[at] > 0.0;
    watch->worst = cost[at] > watch->worst ? cost[at] : watch->worst;
  }
  return 0;
}

int main(void)
{
  watch_t watch = {0, 0, 0, 0.0};
  stoploss_scenario_t *scenario = NULL;
  stoploss_options_t options;
  stoploss_error_t error;
  stoploss_options_init(&options);
  options.sink = take;
  options.context = &watch;
  int code = stoploss_scenario_load("shop.yaml", NULL, &scenario, NULL, &error);
  if (code == STOPLOSS_OK) {
    code = stoploss_run(scenario, &options, NULL, NULL, &error);
  }
  if (code == STOPLOSS_OK) {
    printf("the aggregate pays in %lu of %lu years; the worst costs %.2f\n", watch.aggregate_years,
           watch.years, watch.worst);
  } else {
    fprintf(stderr, "%s: %s\n", stoploss_error_message(code), error.text);
  }
  stoploss_scenario_free(scenario);
  return code == STOPLOSS_OK ? 0 : 1;
}
