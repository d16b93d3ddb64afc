/* A progress bar of one's own, and a run without a file that is asked for its figures. */
#include <stoploss.h>

#include <stdio.h>
#include <string.h>

enum { WIDTH = 20 };

typedef struct bar {
  char phase[32];
  int filled; /* of WIDTH */
} bar_t;

/* Called as often as the library likes: draw what is new. */
static void show(void *context, const char *phase, uint64_t done, uint64_t total)
{
  bar_t *bar = context;
  if (strcmp(bar->phase, phase) != 0) {
    snprintf(bar->phase, sizeof bar->phase, "%s", phase);
    bar->filled = 0;
    printf("%-12s", phase);
  }
  const int filled = total > 0 ? (int)(done * WIDTH / total) : 0;
  for (; bar->filled < filled; bar->filled++) {
    fputs(bar->filled + 1 < WIDTH ? "#" : "# done\n", stdout);
    fflush(stdout);
  }
}

int main(void)
{
  bar_t bar = {"", 0};
  stoploss_scenario_t *scenario = NULL;
  stoploss_result_t *result = NULL;
  stoploss_options_t options;
  stoploss_error_t error;
  double chance = 0.0;
  stoploss_options_init(&options);
  options.progress = show;
  options.context = &bar;
  int code = stoploss_scenario_load("shop.yaml", NULL, &scenario, NULL, &error);
  if (code == STOPLOSS_OK) {
    code = stoploss_run(scenario, &options, NULL, &result, &error);
  }
  if (code == STOPLOSS_OK) {
    code = stoploss_result_figure(result, "deficit_probability", 0, &chance, &error);
  }
  if (code == STOPLOSS_OK) {
    printf("a deficit comes in %.1f of 100 years\n", 100.0 * chance);
  } else {
    fprintf(stderr, "%s: %s\n", stoploss_error_message(code), error.text);
  }
  stoploss_result_free(result);
  stoploss_scenario_free(scenario);
  return code == STOPLOSS_OK ? 0 : 1;
}
