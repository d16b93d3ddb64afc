#include "tests/support/run.h"

#include "sim/input/load/load.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/output/months/month_columns.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/invariants.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static bool succeeded(int code, const sl_error_t *error)
{
  if (code != SL_OK) {
    printf("\n    %s: %s\n", sl_error_message(code), error->text);
  }
  return code == SL_OK;
}

static bool load(sl_test_run_t *run, const char *path, const sl_overrides_t *overrides)
{
  sl_faults_t faults;
  sl_faults_init(&faults);
  const int code = sl_scenario_load(path, overrides, &run->scenario, &faults);
  for (size_t i = 0; i < faults.n; i++) {
    const sl_error_t *fault = &faults.list[i];
    printf("\n    %s:%zu:%zu: %s\n", fault->file, fault->line, fault->column, fault->text);
  }
  sl_faults_free(&faults);
  return code == SL_OK;
}

bool sl_test_run_open_with(sl_test_run_t *run, const char *path, const sl_overrides_t *overrides,
                           int threads)
{
  const sl_run_options_t options = {.engine.threads = threads};
  char full_path[1024];
  sl_error_t error = {0};
  *run = (sl_test_run_t){0};
  snprintf(full_path, sizeof full_path, "%s/%s", sl_test_source_dir(), path);
  if (!load(run, path[0] == '/' ? path : full_path, overrides)) {
    return false;
  }
  const bool good = succeeded(sl_run_new(run->scenario, &options, &run->run, &error), &error);
  run->prices = good ? sl_run_prices(run->run) : NULL;
  return good;
}

bool sl_test_run_open(sl_test_run_t *run, const char *path, uint64_t trials, int threads)
{
  char number[24];
  const sl_override_t list = {"simulation.trials", number};
  const sl_overrides_t overrides = {&list, trials > 0};
  snprintf(number, sizeof number, "%" PRIu64, trials);
  return sl_test_run_open_with(run, path, &overrides, threads);
}

void sl_test_run_close(sl_test_run_t *run)
{
  sl_run_free(run->run);
  sl_scenario_free(run->scenario);
  *run = (sl_test_run_t){0};
}

bool sl_test_run_simulate(sl_test_run_t *run, sl_block_sink_t sink, void *context)
{
  sl_error_t error = {0};
  sl_checked_sink_t checked = {
      .sink = sink, .context = context, .scenario = run->scenario, .prices = run->prices};
  const sl_run_sink_t into = {.context = &checked, .block = sl_checked_take};
  const int code = sl_run_into(run->run, &into, &error);
  CU_ASSERT_EQUAL(checked.broken, 0);
  return succeeded(code, &error);
}

typedef struct columns {
  sl_results_t *results;
  sl_month_columns_t *months; /* NULL without a cash flow */
  sl_checked_sink_t checked;
} columns_t;

/* Columns by month where the scenario asks for a cash flow. */
static int open_columns(void *context, const sl_run_facts_t *facts, sl_error_t *error)
{
  columns_t *columns = context;
  char path[SL_PATH_MAX];
  sl_run_facts_t *copy = NULL;
  sl_scratch_path(path, "months");
  int code = sl_run_facts_copy(facts, &copy, error);
  code = code == SL_OK ? sl_results_new(copy, &columns->results, error) : code;
  return code == SL_OK && facts->n_months > 0
             ? sl_month_columns_new(path, facts, &columns->months, error)
             : code;
}

static int put_block(void *context, const sl_block_t *block, sl_error_t *error)
{
  columns_t *columns = context;
  sl_results_put_block(columns->results, block);
  return columns->months != NULL ? sl_month_columns_put(columns->months, block, error) : SL_OK;
}

static int take_block(void *context, const sl_block_t *block, sl_error_t *error)
{
  columns_t *columns = context;
  return sl_checked_take(&columns->checked, block, error);
}

static int summarize_months(void *context, sl_error_t *error)
{
  columns_t *columns = context;
  return columns->months != NULL
             ? sl_month_columns_summarize(columns->months, &columns->results->months, error)
             : SL_OK;
}

sl_results_t *sl_test_run_results(sl_test_run_t *run)
{
  sl_error_t error = {0};
  columns_t columns = {.checked = {.sink = put_block,
                                   .context = &columns,
                                   .scenario = run->scenario,
                                   .prices = run->prices}};
  const sl_run_sink_t sink = {
      .context = &columns, .open = open_columns, .block = take_block, .finish = summarize_months};
  const bool good = succeeded(sl_run_into(run->run, &sink, &error), &error);
  CU_ASSERT_EQUAL(columns.checked.broken, 0);
  sl_month_columns_free(columns.months);
  if (!good) {
    sl_results_free(columns.results);
    columns.results = NULL;
  }
  return columns.results;
}
