/* From which day an arrangement bears claims; where its run-out is told. */
#include "models/funding/since.h"
#include "sim/engine/compile/dating.h"
#include "tests/support/engine_group.h"
#include "tests/support/harness.h"
#include "tests/support/run.h"
#include "tests/support/scenario_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SPECIFIC(contract) "kind: aso, specific: {deductible: 50000, contract: " contract "}"
#define AT_ONCE ", lag: {distribution: constant, value: 0}"
#define LAG ", lag: {distribution: constant, value: 40}"

/* The day of one arrangement; accounting: a line of the file. */
static int32_t since_of(const char *accounting, const char *arrangement)
{
  char yaml[4096];
  int32_t day = 1;
  snprintf(yaml, sizeof yaml,
           SL_TEXT_HEAD "%s" SL_TEXT_CLAIMS SL_TEXT_PLANS "arrangements: [{name: A, %s}]\n",
           accounting, arrangement);
  sl_loaded_t loaded = sl_test_load(yaml, NULL);
  CU_ASSERT_PTR_NOT_NULL(loaded.scenario);
  if (loaded.scenario != NULL) {
    day = sl_arrangement_since(&loaded.scenario->arrangements->list[0], &loaded.scenario->calendar,
                               loaded.scenario->arrangements->accounting);
  }
  sl_test_unload(&loaded);
  return day;
}

/* The plan year is 2026; 2025 has 365 days, 2024 366. */
static void the_day_by_default(void)
{
  CU_ASSERT_EQUAL(since_of("", "kind: aso"), 0);
  CU_ASSERT_EQUAL(since_of("", SPECIFIC("12/12")), 0);
  CU_ASSERT_EQUAL(since_of("", SPECIFIC("12/24")), 0);
  CU_ASSERT_EQUAL(since_of("", SPECIFIC("15/12")), -92);
  CU_ASSERT_EQUAL(since_of("", SPECIFIC("24/12")), -365);
  CU_ASSERT_EQUAL(since_of("", SPECIFIC("12/12") ", aggregate: {attachment: 1, contract: 24/12}"),
                  -365);
  CU_ASSERT_EQUAL(since_of("", SPECIFIC("paid")), INT32_MIN);
  CU_ASSERT_EQUAL(since_of("", SPECIFIC("paid, effective: 2025-12-31")), -1);
  CU_ASSERT_EQUAL(since_of("", SPECIFIC("paid, effective: 2026-03-01")), 0);
  CU_ASSERT_EQUAL(since_of("", SPECIFIC("{incurred: {from: 2024-12-31, to: 2026-12-31}, "
                                        "paid: {from: 2026-01-01, to: 2026-12-31}}")),
                  -366);
  CU_ASSERT_EQUAL(since_of("", "kind: fully_insured, premium: {amount: 1, per: year}"), 0);
  CU_ASSERT_EQUAL(since_of("accounting: paid\n", SPECIFIC("12/12")), INT32_MIN);
  CU_ASSERT_EQUAL(
      since_of("accounting: paid\n", "kind: fully_insured, premium: {amount: 1, per: year}"),
      INT32_MIN);
}

static void the_day_as_given(void)
{
  CU_ASSERT_EQUAL(since_of("", SPECIFIC("24/12") ", since: 2025-12-30"), -2);
  CU_ASSERT_EQUAL(since_of("", SPECIFIC("12/12") ", since: 2026-01-01"), 0);
  CU_ASSERT_EQUAL(since_of("", SPECIFIC("12/12") ", since: 2024-12-31"), -366);
  CU_ASSERT_EQUAL(since_of("accounting: paid\n", SPECIFIC("12/12") ", since: 2025-01-01"), -365);
}

/* The window of a contract and C lose what is incurred before, and nothing else. */
static void windows_begin_on_the_day(void)
{
  sl_calendar_t calendar;
  sl_calendar_init(&calendar, (sl_date_t){2026, 1, 1}, 12);
  const sl_contract_t paid = {.kind = SL_CONTRACT_PAID};
  const sl_arrangement_t since = {.has_since = true, .since = {2025, 12, 1}};
  const sl_arrangement_t stride = {.has_since = false};
  const sl_window_t window = sl_arrangement_window(&since, &paid, &calendar, SL_ACCOUNT_PAID);
  CU_ASSERT(window.incurred_from == -31 && window.incurred_to == 364);
  CU_ASSERT(window.paid_from == 0 && window.paid_to == 364);
  const sl_window_t c = sl_arrangement_counted(&since, &calendar, SL_ACCOUNT_PAID);
  CU_ASSERT(sl_window_equal(&c, &window));
  const sl_window_t all = sl_arrangement_counted(&stride, &calendar, SL_ACCOUNT_PAID);
  CU_ASSERT_EQUAL(all.incurred_from, INT32_MIN);
  const sl_window_t year = sl_arrangement_counted(&since, &calendar, SL_ACCOUNT_INCURRED);
  CU_ASSERT(year.incurred_from == 0 && year.incurred_to == 364);
}

#define SERVICE(lag)                                                                               \
  "{name: medical, frequency: {distribution: poisson, mean: 3}, "                                  \
  "severity: {distribution: constant, value: 100}" lag "}"
#define SCENARIO(lag, arrangements)                                                                \
  SL_TEXT_HEAD "claims: {services: [" SERVICE(lag) "]}\n" SL_TEXT_PLANS "arrangements: "           \
                                                   "[" arrangements "]\nsimulation: {trials: 4}\n"

/* The run-out of the first arrangement in the first trial. */
static double run_out_of(const char *yaml)
{
  double run_out = -1.0;
  sl_test_run_t run;
  sl_loaded_t loaded = sl_test_load(yaml, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(loaded.scenario);
  sl_test_unload(&loaded);
  char path[1024];
  snprintf(path, sizeof path, "%s/scenario.yaml", sl_test_scratch_dir());
  if (sl_test_run_open(&run, path, 0, 1)) {
    sl_results_t *results = sl_test_run_results(&run);
    run_out = sl_results_cost_column(results, SL_COST_RUN_OUT, 0)[0];
    const double terminal = sl_results_cost_column(results, SL_COST_TERMINAL_LIABILITY, 0)[0];
    CU_ASSERT_EQUAL(isnan(terminal) != 0, isnan(run_out) != 0);
    sl_results_free(results);
  }
  sl_test_run_close(&run);
  return run_out;
}

/* Who asks for no days is told none, alone or beside one who does; without lags there is none. */
static void run_out_is_told_where_it_is_asked_for(void)
{
#define PLAIN "{name: A, kind: aso}"
#define FEE "{name: A, kind: aso, run_out_fee: 1}"
#define SINCE "{name: A, kind: aso, since: 2026-01-01}"
#define OTHER ", {name: B, kind: aso, specific: {deductible: 1e6, contract: 12/12}}"
  CU_ASSERT_TRUE(isnan(run_out_of(SCENARIO(LAG, PLAIN))));
  CU_ASSERT_TRUE(isnan(run_out_of(SCENARIO(LAG, PLAIN OTHER))));
  CU_ASSERT_EQUAL(run_out_of(SCENARIO(AT_ONCE, PLAIN)), 0.0);
  CU_ASSERT_EQUAL(run_out_of(SCENARIO(AT_ONCE, PLAIN OTHER)), 0.0);
  const double told = run_out_of(SCENARIO(LAG, SINCE));
  CU_ASSERT(told >= 0.0);
  CU_ASSERT_EQUAL(run_out_of(SCENARIO(LAG, SINCE OTHER)), told);
  CU_ASSERT_EQUAL(run_out_of(SCENARIO(LAG, FEE)), told);
  CU_ASSERT_EQUAL(run_out_of("cash_flow: {}\n" SCENARIO(LAG, PLAIN)), told);
}

/* Annual totals have no days: asking for the run-out does not refuse them, nor tell it. */
static void annual_totals_tell_no_run_out(void)
{
  const double told =
      run_out_of(SL_TEXT_HEAD
                 "claims: {services: [{name: medical, frequency: {distribution: poisson, mean: 3}, "
                 "severity: {distribution: lognormal, mean: 100, cv: 1}" LAG "}]}\n" SL_TEXT_PLANS
                 "arrangements: [" SINCE "]\nsimulation: {trials: 4, sampler: totals}\n");
  CU_ASSERT_TRUE(isnan(told));
}

static void a_contract_that_reaches_further_back_is_warned_of(void)
{
  static const struct {
    const char *arrangement;
    size_t warnings;
  } rows[] = {
      {SPECIFIC("24/12"), 0},
      {SPECIFIC("24/12") ", since: 2025-01-01", 0},
      {SPECIFIC("24/12") ", since: 2025-01-02", 1},
      {SPECIFIC("paid") ", since: 2020-01-01", 1},
      {SPECIFIC("12/12") ", since: 2026-01-01", 0},
      {SPECIFIC("24/12") ", since: 2026-01-01, aggregate: {attachment: 1, contract: paid}", 2},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char yaml[4096];
    snprintf(yaml, sizeof yaml,
             SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_PLANS "arrangements: [{name: A, %s}]\n",
             rows[i].arrangement);
    sl_loaded_t loaded = sl_test_load(yaml, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(loaded.scenario);
    size_t warned = 0;
    for (size_t w = 0; w < loaded.scenario->warnings.n; w++) {
      const sl_error_t *warning = &loaded.scenario->warnings.list[w];
      warned += warning->line == 8 && strstr(warning->text, "in no cover") != NULL &&
                strstr(warning->text, "reaches further back than since") != NULL;
    }
    CU_ASSERT_EQUAL(warned, rows[i].warnings);
    sl_test_unload(&loaded);
  }
}

SL_SUITE(since, "unit/since", {"the day by default", the_day_by_default},
         {"the day as given", the_day_as_given},
         {"windows begin on the day", windows_begin_on_the_day},
         {"run-out is told where it is asked for", run_out_is_told_where_it_is_asked_for},
         {"annual totals tell no run-out", annual_totals_tell_no_run_out},
         {"a contract that reaches further back is warned of",
          a_contract_that_reaches_further_back_is_warned_of});
