/* Any bytes as a claims basis: merged into a sound scenario; and what is sound is written and read
 * again. */
#include "sim/input/basis/basis.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

static const char scenario[] =
    "stoploss: 1\nname: fuzz\nstart: 2026-01-01\ncensus: census.csv\n"
    "claims: {basis: basis.yaml, trend: 0.05, uncertainty: 0.1}\n"
    "plans:\n  - {name: PPO, deductible: 3000, coinsurance: 0.2}\n"
    "arrangements:\n"
    "  - {name: ASO, kind: aso, specific: {deductible: 1, premium: {amount: 5, per: year}}}\n";
static const char census[] = "employee,relationship,age,sex,salary\n"
                             "a,employee,45,F,50000\na,spouse,47,M,\na,child,0,F,\nb,employee,30,"
                             "M,40000\n";

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  fuzz_write("scenario.yaml", (const uint8_t *)scenario, strlen(scenario));
  fuzz_write("census.csv", (const uint8_t *)census, strlen(census));
  return 0;
}

/* NULL where the text is not sound. */
static sl_basis_t *parsed(const char *text, size_t size)
{
  sl_basis_t *basis = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  const sl_source_t by = {"fuzz", "", &faults, NULL, NULL};
  const int code = sl_basis_parse(&by, "basis.yaml", text, size, &basis);
  if ((code == SL_OK) != (faults.n == 0) || (code == SL_OK && basis == NULL)) {
    abort();
  }
  if (code != SL_OK) {
    sl_basis_free(basis);
    basis = NULL;
  }
  sl_faults_free(&faults);
  return basis;
}

static void write_and_read(const sl_basis_t *basis)
{
  sl_written_files_t files;
  if (sl_basis_write(basis, "fuzz", &files, NULL) != SL_OK) {
    return;
  }
  sl_basis_t *again = parsed(files.list[0].text, strlen(files.list[0].text));
  if (again == NULL || again->n_services != basis->n_services ||
      again->n_conditions != basis->n_conditions) {
    abort();
  }
  sl_basis_free(again);
  sl_written_files_free(&files);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  fuzz_write("basis.yaml", data, size);
  fuzz_load();
  sl_basis_t *basis = parsed((const char *)data, size);
  if (basis != NULL) {
    write_and_read(basis);
  }
  sl_basis_free(basis);
  return 0;
}
