/* A scenario with mistakes: all are told at once, each with its place. */
#include <stoploss.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char scenario_text[] = "stoploss: 1\n"
                                    "name: Mistakes\n"
                                    "start: 2026-02-30\n"
                                    "census: nobody.csv\n"
                                    "claims:\n"
                                    "  services:\n"
                                    "    - name: medical\n"
                                    "      frequency: {distribution: poisson, mean: -1}\n"
                                    "      severity: {distribution: lognormal, mu: 5, sigma: 1}\n"
                                    "plans: [{name: PPO, deductible: -500}]\n"
                                    "arrangements: [{name: ASO, kind: aso}]\n";

static int read_file(void *context, const char *name, char **bytes, size_t *n)
{
  (void)context;
  if (strcmp(name, "mistakes.yaml") != 0) {
    return STOPLOSS_ERR_MISSING;
  }
  *n = sizeof scenario_text - 1;
  *bytes = malloc(*n);
  return *bytes != NULL ? (memcpy(*bytes, scenario_text, *n), STOPLOSS_OK) : STOPLOSS_ERR_MEMORY;
}

int main(void)
{
  const stoploss_files_t provider = {read_file, NULL};
  stoploss_load_options_t options;
  stoploss_scenario_t *scenario = NULL;
  stoploss_faults_t *faults = NULL;
  stoploss_load_options_init(&options);
  options.files = &provider;
  const int code = stoploss_scenario_load("mistakes.yaml", &options, &scenario, &faults, NULL);
  if (code == STOPLOSS_OK || faults == NULL) {
    stoploss_scenario_free(scenario);
    return 1;
  }
  printf("%s\n", stoploss_error_message(code));
  for (size_t i = 0; i < stoploss_faults_count(faults); i++) {
    const stoploss_error_t *fault = stoploss_faults_at(faults, i);
    printf("%s:%zu:%zu: %s\n", fault->file, fault->line, fault->column, fault->text);
  }
  stoploss_faults_free(faults);
  return 0;
}
