/* As many years as a precision takes, with rare years beside them; then the decision page, of which
 * the beginning is printed, and its JSON twin into memory. */
#include <stoploss.h>

#include <stdio.h>
#include <string.h>

int main(void)
{
  stoploss_scenario_t *scenario = NULL;
  stoploss_result_t *result = NULL;
  stoploss_load_options_t load;
  stoploss_options_t options;
  stoploss_error_t error;
  char *page = NULL, *json = NULL;
  stoploss_load_options_init(&load);
  load.trials = 100000; /* at most */
  stoploss_options_init(&options);
  options.goal = STOPLOSS_GOAL_COST;
  options.precision = 0.005;
  options.rare = 1000;
  int code = stoploss_scenario_load("shop.yaml", &load, &scenario, NULL, &error);
  if (code == STOPLOSS_OK) {
    code = stoploss_run(scenario, &options, NULL, &result, &error);
  }
  if (code == STOPLOSS_OK) {
    code = stoploss_result_page(result, 80, &page, &error);
  }
  if (code == STOPLOSS_OK) {
    code = stoploss_result_json(result, &json, &error);
  }
  if (code == STOPLOSS_OK) {
    const char *end = strstr(page, "\nHow sure");
    printf("%.*s\n%llu years sufficed; the JSON has %s\n", end != NULL ? (int)(end - page) : 0,
           page, (unsigned long long)stoploss_result_trials(result),
           strstr(json, "\"arrangements\"") != NULL ? "the arrangements, too" : "nothing");
  } else {
    fprintf(stderr, "%s: %s\n", stoploss_error_message(code), error.text);
  }
  stoploss_free(json);
  stoploss_free(page);
  stoploss_result_free(result);
  stoploss_scenario_free(scenario);
  return code == STOPLOSS_OK ? 0 : 1;
}
