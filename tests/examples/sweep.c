/* Which deductible and which corridor? Every combination on the same simulated claims. */
#include <stoploss.h>

#include <stdio.h>

static void print(const stoploss_sweep_t *sweep)
{
  size_t lowest_i, lowest_j;
  stoploss_error_t error;
  stoploss_sweep_lowest(sweep, &lowest_i, &lowest_j);
  printf("deductible  corridor  expected cost     premium\n");
  for (size_t i = 0; i < stoploss_sweep_specifics(sweep); i++) {
    for (size_t j = 0; j < stoploss_sweep_corridors(sweep); j++) {
      stoploss_estimate_t cost, premium;
      if (stoploss_sweep_figure(sweep, "cost_mean", i, j, &cost, &error) == STOPLOSS_OK &&
          stoploss_sweep_figure(sweep, "specific_premium", i, j, &premium, &error) == STOPLOSS_OK) {
        printf("%10.0f %9.2f %14.2f %11.2f%s\n", stoploss_sweep_specific(sweep, i),
               stoploss_sweep_corridor(sweep, j), cost.value, premium.value,
               i == lowest_i && j == lowest_j ? "  lowest" : "");
      }
    }
  }
}

int main(void)
{
  static const double deductibles[] = {10000.0, 20000.0, 40000.0}, corridors[] = {1.1, 1.25};
  stoploss_scenario_t *scenario = NULL;
  stoploss_sweep_t *sweep = NULL;
  stoploss_sweep_terms_t terms;
  stoploss_error_t error;
  stoploss_sweep_terms_init(&terms);
  terms.specific = deductibles;
  terms.n_specific = sizeof deductibles / sizeof deductibles[0];
  terms.corridor = corridors;
  terms.n_corridor = sizeof corridors / sizeof corridors[0];
  int code = stoploss_scenario_load("shop.yaml", NULL, &scenario, NULL, &error);
  if (code == STOPLOSS_OK) {
    code = stoploss_scenario_find(scenario, "ASO", &terms.arrangement, &error);
  }
  if (code == STOPLOSS_OK) {
    code = stoploss_sweep_new(scenario, &terms, NULL, "sweep.h5", &sweep, &error);
  }
  if (code == STOPLOSS_OK) {
    print(sweep);
  } else {
    fprintf(stderr, "%s: %s\n", stoploss_error_message(code), error.text);
  }
  stoploss_sweep_free(sweep); /* before its scenario */
  stoploss_scenario_free(scenario);
  return code == STOPLOSS_OK ? 0 : 1;
}
