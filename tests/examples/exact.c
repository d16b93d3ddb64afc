/* Figures without simulation, each with a bound of its error. */
#include <stoploss.h>

#include <stdio.h>

int main(void)
{
  static const char *const names[] = {"cost_mean", "deficit_probability", "tail_mean_99"};
  stoploss_scenario_t *scenario = NULL;
  stoploss_exact_t *exact = NULL;
  stoploss_error_t error;
  int code = stoploss_scenario_load("shop.yaml", NULL, &scenario, NULL, &error);
  if (code == STOPLOSS_OK) {
    code = stoploss_exact_new(scenario, &exact, &error);
  }
  if (code != STOPLOSS_OK) {
    fprintf(stderr, "%s: %s\n", stoploss_error_message(code), error.text);
    stoploss_scenario_free(scenario);
    return 1;
  }
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    stoploss_bounded_t figure;
    if (stoploss_exact_figure(exact, names[i], 0, &figure, &error) == STOPLOSS_OK) {
      printf("%-20s %.2f%s\n", names[i], figure.value,
             figure.bound < 0.005 ? ", exact to the last digit shown" : "");
    } else { /* stoploss_exact_reason says why */
      printf("%-20s %s\n", names[i], error.text);
    }
  }
  stoploss_bounded_t claims;
  if (stoploss_exact_figure(exact, "claims_mean", STOPLOSS_GROUP, &claims, &error) == STOPLOSS_OK) {
    printf("claims of the group  %.2f a year\n", claims.value);
  }
  stoploss_exact_free(exact);
  stoploss_scenario_free(scenario);
  return 0;
}
