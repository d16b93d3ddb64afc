/* Stop a run that takes too long: here after the first progress of the simulation. Nothing is left
 * of its file. */
#include <stoploss.h>

#include <signal.h>
#include <stdio.h>
#include <string.h>

static volatile sig_atomic_t stop; /* a signal handler may set it as well */

static void look(void *context, const char *phase, uint64_t done, uint64_t total)
{
  (void)context;
  if (strcmp(phase, "simulating") == 0 && done > 0 && done < total) {
    stop = 1;
  }
}

int main(void)
{
  stoploss_scenario_t *scenario = NULL;
  stoploss_load_options_t load;
  stoploss_options_t options;
  stoploss_error_t error = {0};
  stoploss_load_options_init(&load);
  load.trials = 1000000;
  stoploss_options_init(&options);
  options.progress = look;
  options.stop = &stop;
  int code = stoploss_scenario_load("shop.yaml", &load, &scenario, NULL, &error);
  if (code == STOPLOSS_OK) {
    code = stoploss_run(scenario, &options, "stopped.h5", NULL, &error);
  }
  stoploss_scenario_free(scenario);
  FILE *left = fopen("stopped.h5", "rb");
  printf("%s; file: %s\n", stoploss_error_message(code), left != NULL ? "there" : "none");
  if (left != NULL) {
    fclose(left);
  }
  return code == STOPLOSS_ERR_INTERRUPTED ? 0 : 1;
}
