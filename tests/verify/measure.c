#include "tests/verify/measure.h"

#include "models/statistics/statistics.h"
#include "tests/support/harness.h"
#include "tests/support/run.h"
#include "tests/verify/validation.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct capture {
  const sl_verify_case_t *verified;
  size_t n_trials;
  double *columns; /* [n_quantities][n_trials] */
} capture_t;

static double value_in_block(const sl_quantity_t *quantity, const sl_block_t *block, size_t trial)
{
  const size_t place = trial * block->n_arrangements + quantity->arrangement;
  switch (quantity->series) {
  case SL_SERIES_TRIAL:
    return block->trial[quantity->variable][trial];
  case SL_SERIES_COST:
    return block->cost[quantity->variable][place];
  case SL_SERIES_RETAINED_BEFORE_AGGREGATE:
    return block->cost[SL_COST_RETAINED_CLAIMS][place] +
           block->cost[SL_COST_AGGREGATE_REIMBURSEMENT][place];
  }
  return NAN;
}

static int capture_block(void *context, const sl_block_t *block, sl_error_t *error)
{
  (void)error;
  capture_t *capture = context;
  for (size_t q = 0; q < capture->verified->n_quantities; q++) {
    double *column = capture->columns + q * capture->n_trials + block->first_trial;
    for (size_t t = 0; t < block->n_trials; t++) {
      column[t] = value_in_block(&capture->verified->quantities[q], block, t);
    }
  }
  return SL_OK;
}

/* Variance with its asymptotic standard error sqrt((m4 - s^4) / n) (Cramer 1946, 27.4). */
static sl_estimate_t variance_of(const double *x, size_t n)
{
  const double mean = sl_mean(x, n).value, variance = sl_variance(x, n);
  double fourth = 0;
  for (size_t i = 0; i < n; i++) {
    const double square = (x[i] - mean) * (x[i] - mean);
    fourth += square * square / (double)n;
  }
  return (sl_estimate_t){variance, sqrt((fourth - variance * variance) / (double)n)};
}

/* A share takes its standard error from the exact answer: it is normal sooner than its own. */
static sl_estimate_t share(const sl_quantity_t *quantity, const double *x, size_t n)
{
  size_t hits = 0;
  for (size_t i = 0; i < n; i++) {
    hits += quantity->statistic == SL_SHARE_ABOVE ? x[i] > quantity->level
                                                  : fabs(x[i] - quantity->level) < 1e-9;
  }
  const double p = quantity->exact;
  return (sl_estimate_t){(double)hits / (double)n, sqrt(p * (1 - p) / (double)n)};
}

/* Sorts x where the statistic needs it. */
static sl_estimate_t estimate_of(const sl_quantity_t *quantity, double *x, size_t n)
{
  sl_estimate_t estimate = {NAN, NAN};
  switch (quantity->statistic) {
  case SL_MEAN_OF:
    return sl_mean(x, n);
  case SL_VARIANCE_OF:
    return variance_of(x, n);
  case SL_DEVIATION_OF:
    estimate = variance_of(x, n);
    estimate.value = sqrt(estimate.value);
    estimate.standard_error /= 2 * estimate.value;
    return estimate;
  case SL_SHARE_ABOVE:
  case SL_SHARE_EQUAL:
    return share(quantity, x, n);
  case SL_QUANTILE_OF:
    sl_sort(x, n);
    return sl_quantile(x, n, quantity->level);
  case SL_TAIL_MEAN_ABOVE:
    sl_sort(x, n);
    return sl_tail_mean(x, n, quantity->level);
  }
  return estimate;
}

static void judge(const capture_t *capture, size_t q)
{
  const sl_quantity_t *quantity = &capture->verified->quantities[q];
  const sl_estimate_t estimate =
      estimate_of(quantity, capture->columns + q * capture->n_trials, capture->n_trials);
  const double z = (estimate.value - quantity->exact) / estimate.standard_error;
  printf("  %-4s %-34s %15.9g %15.9g %11.4g %6.2f\n", capture->verified->label, quantity->name,
         quantity->exact, estimate.value, estimate.standard_error, z);
  sl_validated_estimate(capture->verified->label, quantity->name, quantity->exact, estimate.value,
                        estimate.standard_error);
  CU_ASSERT(estimate.standard_error > 0);
  SL_ASSERT_Z(estimate.value, quantity->exact, estimate.standard_error, SL_VERIFY_Z_BOUND);
}

static void capture_and_judge(sl_test_run_t *run, const sl_verify_case_t *verified)
{
  capture_t capture = {.verified = verified, .n_trials = run->scenario->simulation->trials};
  capture.columns = malloc(verified->n_quantities * capture.n_trials * sizeof *capture.columns);
  CU_ASSERT_PTR_NOT_NULL_FATAL(capture.columns);
  const bool simulated = sl_test_run_simulate(run, capture_block, &capture);
  CU_ASSERT(simulated);
  printf("\n  %-4s %-34s %15s %15s %11s %6s\n", "case", "quantity", "exact", "estimate",
         "std. error", "z");
  for (size_t q = 0; simulated && q < verified->n_quantities; q++) {
    judge(&capture, q);
  }
  free(capture.columns);
}

void sl_verify(const sl_verify_case_t *verified)
{
  sl_test_run_t run;
  char path[256];
  snprintf(path, sizeof path, "tests/verify/cases/%s", verified->file);
  const uint64_t trials = sl_test_full() ? 4 * verified->trials : verified->trials;
  const bool opened = sl_test_run_open(&run, path, trials, 0);
  CU_ASSERT(opened);
  if (opened) {
    capture_and_judge(&run, verified);
  }
  sl_test_run_close(&run);
}
