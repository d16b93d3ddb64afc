#include "sim/results/checks.h"

#include "sim/output/decision/decision.h"
#include "sim/output/report/report.h"
#include "sim/output/result_file/result_file.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/sample_results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Another processor's last digits give the same bits; the bound only grows. */
static void last_digits_do_not_show(void)
{
  const double value = 5244126.901234567;
  const sl_known_t one = sl_known_rounded(value, 2.0);
  const sl_known_t other = sl_known_rounded(value * (1.0 + 3e-13), 2.0);
  CU_ASSERT_EQUAL(one.value, other.value);
  SL_ASSERT_CLOSE(one.value, value, 1e-10);
  CU_ASSERT(one.bound >= 2.0 && one.bound <= 2.0 * (1.0 + 1.0 / 32.0));
  CU_ASSERT(sl_known_rounded(value, 0.0).bound >= 1e-9 * value);
  CU_ASSERT_EQUAL(sl_known_rounded(0.0, 0.0).bound, 0.0);
  CU_ASSERT_EQUAL(sl_known_rounded(12000.0, 0.0).value, 12000.0);
  CU_ASSERT(isinf(sl_known_rounded((double)INFINITY, 0.0).value));
  CU_ASSERT(isnan(sl_known_rounded((double)NAN, (double)NAN).value));
}

typedef struct sample {
  sl_results_t *results;
  sl_summary_t *summary;
  sl_arrangement_checks_t *checks; /* of the first arrangement */
} sample_t;

static void open_sample(sample_t *sample, uint64_t trials)
{
  sl_error_t error = {0};
  sample->results = sl_sample_results(sl_sample_facts(trials, 2));
  CU_ASSERT_PTR_NOT_NULL_FATAL(sample->results);
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(sample->results, &sample->summary, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_checks_new(2, &sample->results->checks, &error), SL_OK);
  sample->checks = &sample->results->checks->arrangements[0];
}

static void close_sample(sample_t *sample)
{
  sl_summary_free(sample->summary);
  sl_results_free(sample->results);
}

static sl_check_row_t only_row(const sample_t *sample)
{
  sl_check_row_t rows[SL_CHECK_ROWS] = {0};
  CU_ASSERT_EQUAL(sl_check_rows(sample->results->checks, sample->results, sample->summary, 0, rows),
                  1);
  return rows[0];
}

static void z_counts_both_errors(void)
{
  sample_t sample;
  open_sample(&sample, 1300);
  const sl_estimate_t cost = sample.summary->arrangements[0].expected_cost;
  sample.checks->exact[SL_CHECK_COST] = (sl_known_t){cost.value - 5.0 * cost.standard_error, 0.0};
  SL_ASSERT_CLOSE(only_row(&sample).z, 5.0, 1e-9);
  sample.checks->exact[SL_CHECK_COST].bound = sqrt(3.0) * cost.standard_error;
  SL_ASSERT_CLOSE(only_row(&sample).z, 2.5, 1e-9);
  sample.checks->exact[SL_CHECK_COST] = (sl_known_t){(double)INFINITY, 0.0};
  CU_ASSERT(isnan(only_row(&sample).z));
  close_sample(&sample);
}

/* A chance: the standard error of 1300 trials of it, or of 20 expected years. */
static void chances_are_judged_by_themselves(void)
{
  sample_t sample;
  open_sample(&sample, 1300);
  sl_estimate_t *chance = &sample.summary->arrangements[0].deficit_probability;
  sl_known_t *exact = &sample.checks->exact[SL_CHECK_DEFICIT_PROBABILITY];
  *chance = (sl_estimate_t){0.0, 0.0};
  *exact = (sl_known_t){0.1, 0.0};
  SL_ASSERT_CLOSE(only_row(&sample).z, -0.1 / sqrt(0.1 * 0.9 / 1300.0), 1e-9);
  *exact = (sl_known_t){1e-4, 0.0};
  SL_ASSERT_CLOSE(only_row(&sample).z, -1e-4 / (sqrt(20.0) / 1300.0), 1e-9);
  *chance = (sl_estimate_t){0.5, 0.01};
  CU_ASSERT(only_row(&sample).z > SL_CHECK_Z);
  close_sample(&sample);
}

/* 1300 trials hold 13 of the worst 1%; where a variance may be infinite nothing uncapped counts. */
static void what_trials_cannot_tell_has_no_z(void)
{
  sample_t sample;
  open_sample(&sample, 1300);
  const sl_known_t off = {1e9, 1.0};
  sample.checks->quantile[SL_QUANTILE_99] = off;
  CU_ASSERT(isnan(only_row(&sample).z));
  sample.checks->quantile[SL_QUANTILE_99].value = (double)NAN;
  sample.checks->quantile[SL_QUANTILE_95] = off;
  CU_ASSERT(only_row(&sample).z < -SL_CHECK_Z);
  sample.checks->quantile[SL_QUANTILE_95].value = (double)NAN;
  sample.checks->exact[SL_CHECK_PLAN_PAID] = off;
  CU_ASSERT(only_row(&sample).z < -SL_CHECK_Z);
  sample.results->facts->infinite_variance = 1;
  CU_ASSERT(isnan(only_row(&sample).z));
  sample.checks->exact[SL_CHECK_PLAN_PAID].value = (double)NAN;
  sample.checks->exact[SL_CHECK_COST] = off;
  CU_ASSERT(isnan(only_row(&sample).z));
  close_sample(&sample);
}

/* 1,000 trials that cost the same where the exact deviation is 5: the error of their mean is that
 * of 1,300 such trials; where no deviation is known they tell nothing, unless the cost is fixed. */
static void trials_that_are_alike_tell_no_error(void)
{
  sample_t sample;
  open_sample(&sample, 1300);
  sl_estimate_t *cost = &sample.summary->arrangements[0].expected_cost;
  sl_known_t *exact = sample.checks->exact;
  *cost = (sl_estimate_t){1000.0, 0.0};
  exact[SL_CHECK_COST] = (sl_known_t){1000.2, 1e-6};
  CU_ASSERT(isnan(only_row(&sample).z));
  sample.results->facts->arrangements[0].cost_is_fixed = 1.0;
  SL_ASSERT_CLOSE(only_row(&sample).z / -2e5, 1.0, 1e-6);
  sample.results->facts->arrangements[0].cost_is_fixed = 0.0;
  exact[SL_CHECK_DEVIATION] = (sl_known_t){5.0, 1e-9};
  sl_check_row_t rows[SL_CHECK_ROWS] = {0};
  CU_ASSERT_FATAL(sl_check_rows(sample.results->checks, sample.results, sample.summary, 0, rows) >=
                  1);
  SL_ASSERT_CLOSE(rows[0].z, -0.2 / (5.0 / sqrt(1300.0)), 1e-6);
  close_sample(&sample);
}

static char *page_of(const sample_t *sample)
{
  char *text = NULL;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL_FATAL(sl_decision_text(sample->results, sample->summary,
                                       &(sl_paper_t){.width = SL_PAGE_WIDTH}, &text, &error),
                        SL_OK);
  return text;
}

static char *json_of(const sample_t *sample)
{
  char *text = NULL;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL_FATAL(sl_report_json(sample->results, sample->summary, &text, &error), SL_OK);
  return text;
}

static void a_disagreement_is_said(void)
{
  sample_t sample;
  open_sample(&sample, 1300);
  const sl_estimate_t cost = sample.summary->arrangements[0].expected_cost;
  sl_known_t *exact = &sample.checks->exact[SL_CHECK_COST];
  *exact = (sl_known_t){cost.value + cost.standard_error, 0.0};
  char *page = page_of(&sample), *json = json_of(&sample);
  CU_ASSERT_PTR_NOT_NULL(strstr(page, "Simulated and exact"));
  CU_ASSERT_PTR_NULL(strstr(page, "One of the two is wrong"));
  CU_ASSERT_PTR_NOT_NULL(strstr(json, "\"agrees\": true"));
  free(page);
  free(json);
  exact->value = cost.value + 9.0 * cost.standard_error;
  page = page_of(&sample);
  json = json_of(&sample);
  CU_ASSERT_PTR_NOT_NULL(strstr(page, "One of the two is wrong"));
  CU_ASSERT_PTR_NOT_NULL(strstr(json, "\"agrees\": false"));
  free(page);
  free(json);
  close_sample(&sample);
}

static void reasons_are_said(void)
{
  sample_t sample;
  sl_error_t error = {0};
  open_sample(&sample, 600);
  CU_ASSERT_EQUAL(sl_checks_say(&sample.results->checks->reasons, "Plan 'PPO' has copays.", &error),
                  SL_OK);
  char *page = page_of(&sample), *json = json_of(&sample);
  CU_ASSERT_PTR_NOT_NULL(strstr(page, "Plan 'PPO' has copays."));
  CU_ASSERT_PTR_NOT_NULL(strstr(json, "Plan 'PPO' has copays."));
  free(page);
  free(json);
  close_sample(&sample);
}

static void a_run_without_checks_says_nothing(void)
{
  sample_t sample;
  open_sample(&sample, 600);
  sl_checks_free(sample.results->checks);
  sample.results->checks = NULL;
  char *page = page_of(&sample), *json = json_of(&sample);
  CU_ASSERT_PTR_NULL(strstr(page, "Simulated and exact"));
  CU_ASSERT_PTR_NULL(strstr(json, "\"exact\""));
  free(page);
  free(json);
  close_sample(&sample);
}

static void write_run(const char *path, const sl_run_facts_t *facts, const sl_checks_t *checks)
{
  sl_result_writer_t *writer = NULL;
  sl_block_t *block = NULL;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL_FATAL(sl_result_writer_open(path, facts, &writer, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_block_new(facts->n_arrangements, 0, &block, &error), SL_OK);
  sl_sample_block(facts, 0, block);
  CU_ASSERT_EQUAL(sl_result_writer_block(writer, block, &error), SL_OK);
  CU_ASSERT_EQUAL(sl_result_writer_checks(writer, checks, &error), SL_OK);
  CU_ASSERT_EQUAL(sl_result_writer_finish(writer, NULL, NULL, &error), SL_OK);
  sl_block_free(block);
}

static void the_file_keeps_them(void)
{
  char path[SL_PATH_MAX];
  sl_error_t error = {0};
  sl_checks_t *checks = NULL;
  sl_results_t *results = NULL;
  sl_run_facts_t *facts = sl_sample_facts(500, 2);
  sl_scratch_path(path, "checks.h5");
  CU_ASSERT_EQUAL_FATAL(sl_checks_new(2, &checks, &error), SL_OK);
  for (size_t v = 0; v < SL_N_CHECK_VARIABLES; v++) {
    *sl_variable_at(&sl_check_variables[v], &checks->arrangements[1], 0) = 100.0 + (double)v;
  }
  for (size_t v = 0; v < SL_N_CHECK_QUANTILE_VARIABLES; v++) {
    *sl_variable_at(&sl_check_quantile_variables[v], &checks->arrangements[1], 3) =
        700.0 + (double)v;
  }
  *sl_variable_at(&sl_check_group_variables[2], checks, 0) = 12000.0;
  CU_ASSERT_EQUAL(sl_checks_say(&checks->arrangements[0].reasons, "It has dates.", &error), SL_OK);
  write_run(path, facts, checks);
  CU_ASSERT_EQUAL_FATAL(sl_result_file_load(path, &results, &error), SL_OK);
  CU_ASSERT_PTR_NOT_NULL_FATAL(results->checks);
  for (size_t v = 0; v < SL_N_CHECK_VARIABLES; v++) {
    CU_ASSERT_EQUAL(sl_variable_value(&sl_check_variables[v], &results->checks->arrangements[1], 0),
                    100.0 + (double)v);
    CU_ASSERT(
        isnan(sl_variable_value(&sl_check_variables[v], &results->checks->arrangements[0], 0)));
  }
  CU_ASSERT_EQUAL(results->checks->arrangements[1].quantile[3].value, 700.0);
  CU_ASSERT_EQUAL(results->checks->arrangements[1].quantile[3].bound, 701.0);
  CU_ASSERT_EQUAL(results->checks->group[SL_CHECK_CLAIMS].value, 12000.0);
  CU_ASSERT_STRING_EQUAL(results->checks->arrangements[0].reasons, "It has dates.");
  CU_ASSERT_STRING_EQUAL(results->checks->reasons, "");
  sl_results_free(results);
  sl_checks_free(checks);
  sl_run_facts_free(facts);
}

SL_SUITE(checks, "unit/checks", {"last digits do not show", last_digits_do_not_show},
         {"z counts both errors", z_counts_both_errors},
         {"chances are judged by themselves", chances_are_judged_by_themselves},
         {"what trials cannot tell has no z", what_trials_cannot_tell_has_no_z},
         {"trials that are alike tell no error", trials_that_are_alike_tell_no_error},
         {"a disagreement is said", a_disagreement_is_said}, {"reasons are said", reasons_are_said},
         {"a run without checks says nothing", a_run_without_checks_says_nothing},
         {"the file keeps them", the_file_keeps_them});
