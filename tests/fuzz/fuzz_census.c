/* Any bytes as a census, beside a sound scenario that reads every column. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

static const char scenario[] =
    "stoploss: 1\nname: fuzz\nstart: 2026-01-01\ncensus: census.csv\n"
    "claims:\n  services:\n    - name: medical\n"
    "      frequency: {distribution: poisson, mean: 1}\n"
    "      severity: {distribution: exponential, mean: 0.1, times: salary}\n"
    "plans:\n  - {name: PPO}\n  - {name: HSA, deductible: 3000}\n"
    "arrangements:\n  - {name: ASO, kind: aso}\n";

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  fuzz_write("scenario.yaml", (const uint8_t *)scenario, strlen(scenario));
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  fuzz_write("census.csv", data, size);
  fuzz_load();
  return 0;
}
