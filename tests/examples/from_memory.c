/* The same scenario as shop.yaml, with its census, claims basis and table of stays, from memory: no
 * input file is opened, and the result file has the bytes of run_file's. */
#include <stoploss.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const files[][2] = {
    {"shop.yaml", "stoploss: 1\n"
                  "name: Corner shop\n"
                  "start: 2026-01-01\n"
                  "census: shop.csv\n"
                  "claims:\n"
                  "  basis: basis.yaml\n"
                  "  trend: 0.05\n"
                  "  services:\n"
                  "    - name: hospital\n"
                  "      frequency: {distribution: poisson, mean: 0.08}\n"
                  "      severity: {distribution: continuance, file: stays.csv}\n"
                  "plans:\n"
                  "  - {name: PPO, deductible: 500, coinsurance: 0.2, out_of_pocket_max: 3000}\n"
                  "arrangements:\n"
                  "  - name: ASO\n"
                  "    kind: aso\n"
                  "    fees: [{name: administration, amount: 40, per: employee_month}]\n"
                  "    specific: {deductible: 20000, premium: {loss_ratio: 0.75}}\n"
                  "    aggregate: {corridor: 1.25, premium: {amount: 12, per: employee_month}}\n"
                  "  - {name: Fully insured, kind: fully_insured, premium: {loss_ratio: 0.85}}\n"
                  "simulation: {trials: 4000, pricing_trials: 4096, seed: 7}\n"},
    {"shop.csv", "employee,relationship,age,sex,plan\n"
                 "1,employee,52,F,PPO\n1,spouse,54,M,PPO\n2,employee,41,M,PPO\n2,child,9,F,PPO\n"
                 "3,employee,29,F,PPO\n4,employee,35,M,PPO\n4,spouse,33,F,PPO\n4,child,2,M,PPO\n"
                 "5,employee,61,F,PPO\n6,employee,24,M,PPO\n7,employee,47,M,PPO\n"
                 "7,spouse,45,F,PPO\n"},
    {"basis.yaml", "stoploss_basis: 1\n"
                   "name: examples\n"
                   "title: Claims of the examples\n"
                   "currency: USD\n"
                   "date: 2026-01-01\n"
                   "doc: Made up.\n"
                   "sources: [None]\n"
                   "services:\n"
                   "  - name: medical\n"
                   "    line: medical\n"
                   "    frequency: {distribution: poisson, mean: 5}\n"
                   "    severity: {distribution: lognormal, mu: 5.2, sigma: 1.4}\n"},
    {"stays.csv", "upto,pct,cost_bucket\n5000,0.40,3200\n15000,0.35,9000\n50000,0.20,26000\n"
                  "inf,0.05,110000\n"},
};

/* Hand out a copy: the library frees what it gets. */
static int read_file(void *context, const char *name, char **bytes, size_t *n)
{
  (void)context;
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    if (strcmp(files[i][0], name) == 0) {
      printf("asked for %s\n", name);
      *n = strlen(files[i][1]);
      *bytes = malloc(*n);
      return *bytes != NULL ? (memcpy(*bytes, files[i][1], *n), STOPLOSS_OK) : STOPLOSS_ERR_MEMORY;
    }
  }
  return STOPLOSS_ERR_MISSING;
}

int main(void)
{
  const stoploss_files_t provider = {read_file, NULL};
  stoploss_load_options_t options;
  stoploss_scenario_t *scenario = NULL;
  stoploss_error_t error;
  stoploss_load_options_init(&options);
  options.files = &provider;
  int code = stoploss_scenario_load("shop.yaml", &options, &scenario, NULL, &error);
  if (code == STOPLOSS_OK) {
    code = stoploss_run(scenario, NULL, "memory.h5", NULL, &error);
  }
  if (code != STOPLOSS_OK) {
    fprintf(stderr, "%s: %s\n", stoploss_error_message(code), error.text);
  }
  stoploss_scenario_free(scenario);
  return code == STOPLOSS_OK ? 0 : 1;
}
