/* Run a scenario file into a result file, and say what a year costs on average. */
#include <stoploss.h>

#include <stdio.h>

int main(void)
{
  stoploss_scenario_t *scenario = NULL;
  stoploss_result_t *result = NULL;
  stoploss_error_t error;
  int code = stoploss_scenario_load("shop.yaml", NULL, &scenario, NULL, &error);
  if (code == STOPLOSS_OK) {
    code = stoploss_run(scenario, NULL, "shop.h5", &result, &error);
  }
  if (code != STOPLOSS_OK) {
    fprintf(stderr, "%s: %s\n", stoploss_error_message(code), error.text);
    stoploss_scenario_free(scenario);
    return 1;
  }
  printf("%s, %zu members, %llu simulated years\n", stoploss_scenario_title(scenario),
         stoploss_scenario_members(scenario), (unsigned long long)stoploss_result_trials(result));
  for (size_t a = 0; a < stoploss_result_arrangements(result); a++) {
    stoploss_estimate_t cost;
    if (stoploss_result_mean(result, "cost", a, &cost, &error) == STOPLOSS_OK) {
      printf("%-14s %9.2f (standard error %.2f) %s a year\n",
             stoploss_result_arrangement(result, a), cost.value, cost.standard_error,
             stoploss_result_currency(result));
    }
  }
  stoploss_result_free(result);
  stoploss_scenario_free(scenario);
  return 0;
}
