/* Price one premium: what the specific of an arrangement costs at its loss ratio. No plan year is
 * simulated but for that. */
#include <stoploss.h>

#include <stdio.h>

int main(void)
{
  stoploss_scenario_t *scenario = NULL;
  stoploss_prices_t *prices = NULL;
  stoploss_error_t error;
  size_t aso = 0;
  double premium = 0.0, standard_error = 0.0;
  int code = stoploss_scenario_load("shop.yaml", NULL, &scenario, NULL, &error);
  if (code == STOPLOSS_OK) {
    code = stoploss_scenario_find(scenario, "ASO", &aso, &error);
  }
  if (code == STOPLOSS_OK) {
    code = stoploss_prices_new(scenario, NULL, &prices, &error);
  }
  if (code == STOPLOSS_OK) {
    code = stoploss_prices_figure(prices, "specific_premium", aso, &premium, &error);
  }
  if (code == STOPLOSS_OK) {
    code = stoploss_prices_figure(prices, "specific_premium_standard_error", aso, &standard_error,
                                  &error);
  }
  if (code == STOPLOSS_OK) {
    printf("specific premium: %.2f (standard error %.2f) a year\n", premium, standard_error);
  } else {
    fprintf(stderr, "%s: %s\n", stoploss_error_message(code), error.text);
  }
  stoploss_prices_free(prices);
  stoploss_scenario_free(scenario);
  return code == STOPLOSS_OK ? 0 : 1;
}
