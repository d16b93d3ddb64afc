/* One dollar of claims is paid once: by the member, the employer or one of the covers. Every run of
 * sl_test_run_simulate and sl_group_run looks at it trial by trial (tests/support/invariants.h);
 * here are the runs that no other test makes, and lasers that a sweep passes. */
#include "sim/output/report/sweep_page.h"
#include "sim/study/sweep/sweep.h"
#include "tests/support/harness.h"
#include "tests/support/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int drop(void *context, const sl_block_t *block, sl_error_t *error)
{
  (void)error;
  *(uint64_t *)context += block->n_trials;
  return SL_OK;
}

static void no_dollar_of_a_shipped_scenario_is_paid_twice(void)
{
  static const char *const files[] = {"canadian-office", "flower-shop", "level-funded-startup",
                                      "machine-shop", "regional-hospital"};
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    const sl_override_t little[] = {{"simulation.trials", sl_test_full() ? "20000" : "128"},
                                    {"simulation.pricing_trials", "256"}};
    const sl_overrides_t overrides = {little, sl_test_full() ? 1 : 2};
    char path[128];
    sl_test_run_t run;
    uint64_t trials = 0;
    snprintf(path, sizeof path, "scenarios/%s.yaml", files[i]);
    CU_ASSERT_FATAL(sl_test_run_open_with(&run, path, &overrides, 0));
    CU_ASSERT_TRUE(sl_test_run_simulate(&run, drop, &trials));
    CU_ASSERT(trials >= 128);
    sl_test_run_close(&run);
  }
}

/* ---- a sweep past a laser ---- */

/* Member 1: 280,000 and a laser of 150,000; member 2: 60,000; attachment 250,000.
 *    50,000: specific 130,000 + 10,000; retained 150,000 + 50,000 = 200,000
 *   100,000, 150,000: specific 130,000; retained 150,000 + 60,000 = 210,000
 *   200,000: specific 280,000 - 200,000 = 80,000; eligible 200,000 + 60,000, aggregate 10,000
 *   300,000: specific 0; eligible 340,000, aggregate 90,000. Retained 250,000 in both. */
enum { ROWS = 5 };
static const double deductibles[ROWS] = {50e3, 100e3, 150e3, 200e3, 300e3};
static const double costs[ROWS] = {200e3, 210e3, 210e3, 250e3, 250e3};
static const double specifics[ROWS] = {140e3, 130e3, 130e3, 80e3, 0};
static const double aggregates[ROWS] = {0, 0, 0, 10e3, 90e3};
static const size_t raised[ROWS] = {0, 0, 0, 1, 1};

static int drop_swept(void *context, const sl_sweep_block_t *block, sl_error_t *error)
{
  (void)context;
  (void)block;
  (void)error;
  return SL_OK;
}

static void expect_said(const sl_sweep_result_t *result)
{
  char *page = NULL, *json = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_sweep_text(result, &(sl_paper_t){.width = SL_PAGE_WIDTH}, &page, NULL),
                        SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_sweep_json(result, &json, NULL), SL_OK);
  CU_ASSERT_PTR_NOT_NULL(strstr(page, "Lasers rise with the deductible"));
  CU_ASSERT_PTR_NOT_NULL(strstr(page, "At $300,000 that raises 1 of 1 laser."));
  CU_ASSERT_PTR_NOT_NULL(strstr(json, "\"lasers_raised\": 1"));
  free(page);
  free(json);
}

static void a_laser_rises_with_the_deductible_of_a_sweep(void)
{
  const sl_sweep_terms_t terms = {.specific = deductibles, .n_specific = ROWS};
  const sl_engine_options_t options = {.threads = 1};
  sl_test_run_t run;
  sl_sweep_t *sweep = NULL;
  CU_ASSERT_FATAL(sl_test_run_open(&run, "tests/verify/hand/laser-sweep.yaml", 0, 0));
  CU_ASSERT_EQUAL_FATAL(sl_sweep_new(run.scenario, &terms, &options, &sweep, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_sweep_price(sweep, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_sweep_run(sweep, drop_swept, NULL, NULL), SL_OK);
  const sl_sweep_result_t *result = sl_sweep_result(sweep);
  for (size_t s = 0; s < ROWS; s++) {
    SL_ASSERT_CLOSE(result->point[s].cost.value, costs[s], 1e-9);
    SL_ASSERT_CLOSE(result->point[s].specific_reimbursement.value, specifics[s], 1e-9);
    SL_ASSERT_CLOSE(result->point[s].aggregate_reimbursement.value, aggregates[s], 1e-9);
    CU_ASSERT_EQUAL(result->lasers_raised[s], raised[s]);
  }
  CU_ASSERT_EQUAL(result->lowest, 0);
  expect_said(result);
  sl_sweep_free(sweep);
  sl_test_run_close(&run);
}

SL_SUITE(one_dollar, "verify/one_dollar",
         {"no dollar of a shipped scenario is paid twice",
          no_dollar_of_a_shipped_scenario_is_paid_twice},
         {"a laser rises with the deductible of a sweep",
          a_laser_rises_with_the_deductible_of_a_sweep});
