/* Runs beside their exact figures, and control variates: unbiased, as much narrower as theory says,
 * and covering as often as they claim. */
#include "sim/study/check.h"
#include "tests/support/harness.h"
#include "tests/support/run.h"
#include "tests/support/scenario_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A tiny group with both covers; a second arrangement whose aggregating deductible has no exact
 * answer. */
#define TINY                                                                                       \
  SL_TEXT_HEAD                                                                                     \
  "claims:\n  services: [{name: medical, frequency: {distribution: poisson, mean: 3},"             \
  " severity: {distribution: gamma, shape: 1, scale: 1000}}]\n"                                    \
  "plans: [{name: PPO, deductible: 500, coinsurance: 0.2}]\n"                                      \
  "arrangements:\n"                                                                                \
  "  - {name: Plain, kind: aso, specific: {deductible: 4000},"                                     \
  " aggregate: {attachment: 10000}, budget: {amount: 9000}}\n"                                     \
  "  - {name: Aggregating, kind: aso, specific: {deductible: 4000,"                                \
  " aggregating_deductible: 500}, budget: {amount: 9000}}\n"                                       \
  "simulation: {trials: %d, seed: 7}\n"

static void open_tiny(sl_loaded_t *loaded, sl_test_run_t *run, int trials)
{
  char yaml[2000], path[1024];
  snprintf(yaml, sizeof yaml, TINY, trials);
  *loaded = sl_test_load(yaml, NULL);
  CU_ASSERT_EQUAL_FATAL(loaded->code, SL_OK);
  sl_test_write("tiny.yaml", yaml);
  snprintf(path, sizeof path, "%s/tiny.yaml", sl_test_scratch_dir());
  CU_ASSERT_TRUE_FATAL(sl_test_run_open(run, path, 0, 0));
}

static int take(void *context, const sl_block_t *block, sl_error_t *error)
{
  (void)error;
  sl_check_take(context, block);
  return SL_OK;
}

static void print_rows(const char *where, const sl_check_row_t *rows, size_t n, size_t *compared)
{
  for (size_t i = 0; i < n; i++) {
    printf("\n    %-12s %-30s %5g %14.8g %14.8g %6.2f", where, rows[i].name, rows[i].level,
           rows[i].simulated.value, rows[i].exact.value, rows[i].z);
    *compared += isfinite(rows[i].z) ? 1 : 0;
    CU_ASSERT(!(fabs(rows[i].z) > SL_CHECK_Z));
  }
}

/* Simulate, compare everything, and return how many figures had a z. */
static size_t compare_run(sl_test_run_t *run, bool infinite_variance, sl_estimate_t *better,
                          sl_estimate_t *plain)
{
  sl_check_t *check = NULL;
  sl_check_row_t rows[SL_CHECK_ROWS];
  sl_summary_t *summary = NULL;
  sl_error_t error = {0};
  size_t compared = 0;
  sl_results_t *results = sl_test_run_results(run);
  CU_ASSERT_PTR_NOT_NULL_FATAL(results);
  CU_ASSERT_EQUAL_FATAL(sl_check_new(run->scenario, run->prices, infinite_variance, &check, &error),
                        SL_OK);
  CU_ASSERT_TRUE(sl_test_run_simulate(run, take, check));
  const sl_checks_t *checks = sl_check_finish(check);
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, &summary, &error), SL_OK);
  print_rows("group", rows, sl_check_group_rows(checks, results, summary, rows), &compared);
  print_rows("arrangement", rows, sl_check_rows(checks, results, summary, 0, rows), &compared);
  for (size_t i = 0; i < SL_N_CONTROL_FIGURES; i++) {
    better[i] = checks->arrangements[0].control[i];
    plain[i] = sl_control_plain(&summary->arrangements[0], i);
  }
  sl_summary_free(summary);
  sl_check_free(check);
  sl_results_free(results);
  return compared;
}

/* Infinite variances are not compared: mean allowed, plan paid and specific reimbursement. Of the
 * others the aggregate is reached too seldom (1.6 years expected), and the outermost quantiles. */
static void workload_w(void)
{
  sl_test_run_t run;
  sl_estimate_t better[SL_N_CONTROL_FIGURES], plain[SL_N_CONTROL_FIGURES];
  CU_ASSERT_TRUE_FATAL(sl_test_run_open(&run, "tests/verify/cases/w.yaml", 4096, 0));
  const size_t compared = compare_run(&run, true, better, plain);
  CU_ASSERT_EQUAL(compared, 1 + 5 + SL_N_QUANTILES);
  SL_ASSERT_Z(better[SL_CONTROL_COST].value, 5244127.0, better[SL_CONTROL_COST].standard_error, 4);
  CU_ASSERT(better[SL_CONTROL_COST].standard_error < 0.01 * plain[SL_CONTROL_COST].standard_error);
  SL_ASSERT_Z(better[SL_CONTROL_DEFICIT_PROBABILITY].value, 0.018640,
              better[SL_CONTROL_DEFICIT_PROBABILITY].standard_error, 4);
  CU_ASSERT(better[SL_CONTROL_DEFICIT_PROBABILITY].standard_error <
            0.97 * plain[SL_CONTROL_DEFICIT_PROBABILITY].standard_error);
  CU_ASSERT(isnan(better[SL_CONTROL_SPECIFIC].value));
  sl_test_run_close(&run);
}

/* Everything finite: everything is compared. Specific reimbursement is a sum of controls. */
/* In these trials the aggregate, worth 43.71 a year, never pays: the cost is then a linear function
 * of what is retained, and must not be told as if the 43.71 were nothing. */
static void an_aggregate_that_never_paid(void)
{
  sl_test_run_t run;
  sl_estimate_t better[SL_N_CONTROL_FIGURES], plain[SL_N_CONTROL_FIGURES];
  CU_ASSERT_TRUE_FATAL(sl_test_run_open(&run, "tests/verify/cases/w.yaml", 2048, 0));
  compare_run(&run, true, better, plain);
  CU_ASSERT_EQUAL(plain[SL_CONTROL_AGGREGATE].value, 0.0);
  CU_ASSERT_DOUBLE_EQUAL(better[SL_CONTROL_COST].value, 5244127.0, 5.0);
  sl_test_run_close(&run);
}

static void a_tiny_group(void)
{
  sl_loaded_t loaded;
  sl_test_run_t run;
  sl_estimate_t better[SL_N_CONTROL_FIGURES], plain[SL_N_CONTROL_FIGURES];
  open_tiny(&loaded, &run, 20000);
  const size_t compared = compare_run(&run, false, better, plain);
  CU_ASSERT_EQUAL(compared, 2 + 8 + SL_N_QUANTILES);
  CU_ASSERT(better[SL_CONTROL_SPECIFIC].standard_error <
            1e-3 * plain[SL_CONTROL_SPECIFIC].standard_error);
  sl_test_run_close(&run);
  sl_test_unload(&loaded);
}

/* Runs of BLOCKS blocks, one after the other in a long one, each checked by itself. */
enum { BLOCKS = 4 };

typedef struct repeats {
  const sl_test_run_t *run;
  sl_check_t *check; /* of the run that is being taken */
  double sum, squares, z_squares;
  size_t n, covered;
} repeats_t;

static void judge(repeats_t *repeats)
{
  const sl_arrangement_checks_t *checks = &sl_check_finish(repeats->check)->arrangements[0];
  const sl_estimate_t estimate = checks->control[SL_CONTROL_DEFICIT];
  const double off = estimate.value - checks->exact[SL_CHECK_DEFICIT].value;
  const double z = off / estimate.standard_error;
  repeats->sum += off;
  repeats->squares += off * off;
  repeats->z_squares += z * z;
  repeats->covered += fabs(z) <= 1.96;
  repeats->n++;
  sl_check_free(repeats->check);
  repeats->check = NULL;
}

static int take_sample(void *context, const sl_block_t *block, sl_error_t *error)
{
  repeats_t *repeats = context;
  int code = SL_OK;
  if (repeats->check == NULL) {
    code =
        sl_check_new(repeats->run->scenario, repeats->run->prices, false, &repeats->check, error);
  }
  if (code == SL_OK) {
    sl_check_take(repeats->check, block);
    if (block->index % BLOCKS == BLOCKS - 1) {
      judge(repeats);
    }
  }
  return code;
}

/* The sum of squares of n independent z is chi-squared, with mean n and variance 2 n. */
static void estimates_cover(void)
{
  const int samples = sl_test_full() ? 1000 : 24;
  sl_loaded_t loaded;
  sl_test_run_t run;
  open_tiny(&loaded, &run, samples * BLOCKS * SL_BLOCK_TRIALS);
  repeats_t repeats = {.run = &run};
  CU_ASSERT_TRUE(sl_test_run_simulate(&run, take_sample, &repeats));
  CU_ASSERT_EQUAL(repeats.n, (size_t)samples);
  const double n = (double)repeats.n, spread = sqrt(repeats.squares / n);
  printf("\n    covered %zu of %zu, mean square of z %.3f", repeats.covered, repeats.n,
         repeats.z_squares / n);
  SL_ASSERT_Z(repeats.sum / n, 0.0, spread / sqrt(n), 4.0);
  SL_ASSERT_Z((double)repeats.covered / n, 0.95, sqrt(0.95 * 0.05 / n), 4.0);
  SL_ASSERT_Z(repeats.z_squares / n, 1.0, sqrt(2.0 / n), 4.0);
  sl_test_run_close(&run);
  sl_test_unload(&loaded);
}

/* The second arrangement has no exact answer; the first one's claims are its controls. The truth is
 * that of a run a hundred times as long, in which the same controls play no part. */
static void an_arrangement_leans_on_another(void)
{
  sl_loaded_t loaded;
  sl_test_run_t run;
  sl_check_t *check = NULL;
  sl_error_t error = {0};
  open_tiny(&loaded, &run, 400000);
  sl_results_t *all = sl_test_run_results(&run);
  CU_ASSERT_PTR_NOT_NULL_FATAL(all);
  const double *cost = sl_results_cost_column(all, SL_COST_COST, 1);
  const sl_estimate_t truth = sl_mean(cost, 400000), plain = sl_mean(cost, 4096);
  sl_results_free(all);
  sl_test_run_close(&run);
  sl_test_unload(&loaded);
  open_tiny(&loaded, &run, 4096);
  CU_ASSERT_EQUAL_FATAL(sl_check_new(run.scenario, run.prices, false, &check, &error), SL_OK);
  CU_ASSERT_TRUE(sl_test_run_simulate(&run, take, check));
  const sl_arrangement_checks_t *second = &sl_check_finish(check)->arrangements[1];
  const sl_estimate_t better = second->control[SL_CONTROL_COST];
  printf("\n    truth %.2f, plain %.2f +- %.2f, better %.2f +- %.2f", truth.value, plain.value,
         plain.standard_error, better.value, better.standard_error);
  CU_ASSERT_PTR_NOT_NULL(strstr(second->reasons, "aggregating deductible"));
  CU_ASSERT(isnan(second->exact[SL_CHECK_COST].value));
  CU_ASSERT(better.standard_error < 0.5 * plain.standard_error);
  SL_ASSERT_Z(better.value, truth.value, hypot(better.standard_error, truth.standard_error), 4.0);
  sl_check_free(check);
  sl_test_run_close(&run);
  sl_test_unload(&loaded);
}

SL_SUITE(run_check, "verify/check", {"workload W", workload_w},
         {"an aggregate that never paid", an_aggregate_that_never_paid},
         {"a tiny group", a_tiny_group}, {"estimates cover", estimates_cover},
         {"an arrangement leans on another", an_arrangement_leans_on_another});
