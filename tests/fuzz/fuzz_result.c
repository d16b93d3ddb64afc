/* Any edits of a result (tests/support/forgery.h) under a right seal: opened, summarized, printed.
 * The result under the edits is made here once. HDF5's own crashes are a child's (rehearsal.h);
 * what is looked for is what gets through to the program. */
#define _POSIX_C_SOURCE 200809L
#include "sim/input/load/load.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/decision/decision.h"
#include "sim/output/report/report.h"
#include "sim/output/result_file/result_file.h"
#include "sim/output/result_file/run_file.h"
#include "sim/study/run.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/forgery.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char census[] = "employee,relationship,age,sex\na,employee,45,F\na,spouse,47,M\n";
static const char scenario[] =
    "stoploss: 1\nname: fuzz\nstart: 2026-01-01\ncensus: census.csv\n"
    "claims:\n  services:\n    - name: medical\n"
    "      frequency: {distribution: poisson, mean: 1}\n"
    "      severity: {distribution: exponential, mean: 1000}\n"
    "plans:\n  - {name: PPO}\n"
    "arrangements:\n  - name: ASO\n    kind: aso\n"
    "    specific: {deductible: 2000, premium: {amount: 10, per: employee_month}}\n"
    "cash_flow: {}\nsimulation: {trials: 16, pricing_trials: 16}\n";

static char result[64];
static uint8_t *base, *forged;
static size_t base_size;

static void require(bool good)
{
  if (!good) {
    abort();
  }
}

static void simulate(const sl_scenario_t *s)
{
  const sl_run_options_t options = {.engine.threads = 1};
  sl_run_file_t file = {.path = result};
  const sl_run_sink_t sink = sl_run_file_sink(&file);
  sl_run_t *run = NULL;
  require(sl_run_new(s, &options, &run, NULL) == SL_OK && sl_run_into(run, &sink, NULL) == SL_OK);
  sl_run_free(run);
  sl_run_file_end(&file);
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  sl_scenario_t *loaded = NULL;
  sl_faults_t faults;
  (void)argc;
  (void)argv;
  fuzz_write("census.csv", (const uint8_t *)census, strlen(census));
  fuzz_write("scenario.yaml", (const uint8_t *)scenario, strlen(scenario));
  fuzz_path(result, sizeof result, "result.h5");
  char path[sizeof result];
  fuzz_path(path, sizeof path, "scenario.yaml");
  sl_faults_init(&faults);
  require(sl_scenario_load(path, NULL, &loaded, &faults) == SL_OK);
  simulate(loaded);
  sl_faults_free(&faults);
  sl_scenario_free(loaded);
  base = sl_forgery_read(result, &base_size);
  forged = base != NULL ? malloc(base_size) : NULL;
  require(forged != NULL);
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  sl_results_t *results = NULL;
  sl_summary_t *summary = NULL;
  char *text = NULL;
  memcpy(forged, base, base_size);
  sl_forge(forged, base_size, data, size);
  require(sl_forgery_write(result, forged, base_size));
  if (sl_result_file_open(result, &results, NULL) == SL_OK &&
      sl_summary_new(results, &summary, NULL) == SL_OK) {
    if (sl_report_json(results, summary, &text, NULL) == SL_OK) {
      free(text);
    }
    if (sl_decision_text(results, summary, &(sl_paper_t){.width = SL_PAGE_WIDTH}, &text, NULL) ==
        SL_OK) {
      free(text);
    }
  }
  sl_summary_free(summary);
  sl_results_free(results);
  return 0;
}
