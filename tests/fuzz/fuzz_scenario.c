/* Any bytes as a scenario, beside a sound census. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

static const char census[] = "employee,relationship,age,sex\n"
                             "a,employee,45,F\na,spouse,47,M\na,child,9,F\nb,employee,30,M\n";

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  fuzz_write("census.csv", (const uint8_t *)census, strlen(census));
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  fuzz_write("scenario.yaml", data, size);
  fuzz_load();
  return 0;
}
