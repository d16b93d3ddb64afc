/* Read a column of a result file that run_file has written: every simulated year's cost. */
#include <stoploss.h>

#include <stdio.h>
#include <stdlib.h>

int main(void)
{
  stoploss_result_t *result = NULL;
  stoploss_error_t error;
  size_t aso = 0;
  double *cost = NULL;
  int code = stoploss_result_open("shop.h5", &result, &error);
  if (code == STOPLOSS_OK) {
    code = stoploss_result_find(result, "ASO", &aso, &error);
  }
  const size_t n = code == STOPLOSS_OK ? (size_t)stoploss_result_trials(result) : 0;
  if (n > 0 && (cost = malloc(n * sizeof *cost)) != NULL) {
    code = stoploss_result_column(result, "cost", aso, cost, &error);
  }
  if (code != STOPLOSS_OK || cost == NULL) {
    fprintf(stderr, "%s\n", stoploss_error_message(code));
    stoploss_result_free(result);
    return 1;
  }
  size_t above = 0, cheapest = 0;
  for (size_t t = 0; t < n; t++) {
    above += cost[t] > 40000.0;
    cheapest = cost[t] < cost[cheapest] ? t : cheapest;
  }
  printf("%zu of %zu years cost more than 40,000\n", above, n);
  printf("the cheapest is year %zu with %.2f\n", cheapest, cost[cheapest]);
  free(cost);
  stoploss_result_free(result);
  return 0;
}
