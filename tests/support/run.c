#include "tests/support/run.h"

#include "sim/input/load/load.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/overrides.h"
#include "sim/output/result_file/month_columns.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/invariants.h"

#include <stdio.h>
#include <stdlib.h>

static bool succeeded(int code, const sl_error_t *error)
{
  if (code != SL_OK) {
    printf("\n    %s: %s\n", sl_error_message(code), error->text);
  }
  return code == SL_OK;
}

static bool load(sl_test_run_t *run, const char *path, uint64_t trials)
{
  const sl_overrides_t overrides = {.has_trials = trials > 0, .trials = trials};
  sl_faults_t faults;
  sl_faults_init(&faults);
  const int code = sl_scenario_load(path, &overrides, &run->scenario, &faults);
  for (size_t i = 0; i < faults.n; i++) {
    const sl_error_t *fault = &faults.list[i];
    printf("\n    %s:%zu:%zu: %s\n", fault->file, fault->line, fault->column, fault->text);
  }
  sl_faults_free(&faults);
  return code == SL_OK;
}

bool sl_test_run_open(sl_test_run_t *run, const char *path, uint64_t trials, int threads)
{
  const sl_engine_options_t options = {.threads = threads};
  char full_path[1024];
  sl_error_t error = {0};
  *run = (sl_test_run_t){0};
  snprintf(full_path, sizeof full_path, "%s/%s", sl_test_source_dir(), path);
  if (!load(run, path[0] == '/' ? path : full_path, trials)) {
    return false;
  }
  run->prices = calloc(run->scenario->arrangements->n, sizeof *run->prices);
  return run->prices != NULL &&
         succeeded(sl_engine_new(run->scenario, &options, &run->engine, &error), &error) &&
         succeeded(sl_engine_price(run->engine, run->prices, &error), &error);
}

void sl_test_run_close(sl_test_run_t *run)
{
  sl_engine_free(run->engine);
  sl_scenario_free(run->scenario);
  free(run->prices);
  *run = (sl_test_run_t){0};
}

bool sl_test_run_simulate(sl_test_run_t *run, sl_block_sink_t sink, void *context)
{
  sl_error_t error = {0};
  sl_checked_sink_t checked = {
      .sink = sink, .context = context, .scenario = run->scenario, .prices = run->prices};
  const int code = sl_engine_run(run->engine, sl_checked_take, &checked, &error);
  CU_ASSERT_EQUAL(checked.broken, 0);
  return succeeded(code, &error);
}

typedef struct columns {
  sl_results_t *results;
  sl_month_columns_t *months; /* NULL without a cash flow */
} columns_t;

static int put_block(void *context, const sl_block_t *block, sl_error_t *error)
{
  columns_t *columns = context;
  sl_results_put_block(columns->results, block);
  return columns->months != NULL ? sl_month_columns_put(columns->months, block, error) : SL_OK;
}

/* Columns by month where the scenario asks for a cash flow. */
static bool new_months(const sl_run_facts_t *facts, sl_month_columns_t **months)
{
  char path[SL_PATH_MAX];
  sl_error_t error = {0};
  sl_scratch_path(path, "months");
  return facts->n_months == 0 ||
         succeeded(sl_month_columns_new(path, facts, months, &error), &error);
}

static bool summarize_months(const columns_t *columns)
{
  sl_error_t error = {0};
  return columns->months == NULL ||
         succeeded(sl_month_columns_summarize(columns->months, &columns->results->months, &error),
                   &error);
}

sl_results_t *sl_test_run_results(sl_test_run_t *run)
{
  sl_error_t error = {0};
  sl_run_facts_t *facts = NULL;
  columns_t columns = {0};
  if (!succeeded(sl_run_facts_new(run->scenario, run->prices, &facts, &error), &error) ||
      !succeeded(sl_results_new(facts, &columns.results, &error), &error)) {
    return NULL;
  }
  if (!new_months(facts, &columns.months) || !sl_test_run_simulate(run, put_block, &columns) ||
      !summarize_months(&columns)) {
    sl_results_free(columns.results);
    columns.results = NULL;
  }
  sl_month_columns_free(columns.months);
  return columns.results;
}
