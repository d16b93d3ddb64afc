/* Several plan years in a result: figures against the same numbers written down trial by trial, the
 * file's bytes, and what holds in every trial.
 */
#include "sim/output/result_file/result_file.h"
#include "sim/output/result_file/verify.h"
#include "sim/results/year_identities.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"
#include "tests/support/sample_results.h"
#include "tests/support/sample_years.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRIALS 1300
#define ARRANGEMENTS 3
#define YEARS 4
#define TOLERANCE 1e-12

static sl_run_facts_t *facts_of(size_t n_years)
{
  sl_run_facts_t *facts = sl_sample_facts(TRIALS, ARRANGEMENTS);
  facts->arrangements[2].price.maximum_cost.value =
      HUGE_VAL; /* the sample says less than it costs */
  if (n_years > 1) {
    sl_sample_add_years(facts, n_years);
  } else {
    facts->n_years = n_years;
  }
  return facts;
}

static void write_sample(const char *path, size_t n_years)
{
  sl_error_t error = {.code = SL_OK};
  sl_run_facts_t *facts = facts_of(n_years);
  const int code = sl_sample_write(path, facts, &error);
  CU_ASSERT_EQUAL(code, SL_OK);
  if (code != SL_OK) {
    printf("\n    %s\n", error.text);
  }
  sl_run_facts_free(facts);
}

static sl_results_t *open_sample(size_t n_years)
{
  char path[SL_PATH_MAX];
  sl_results_t *results = NULL;
  sl_scratch_path(path, "years.h5");
  write_sample(path, n_years);
  CU_ASSERT_EQUAL_FATAL(sl_result_file_open(path, &results, NULL), SL_OK);
  return results;
}

/* Every number of the sample: [variable][arrangement][year][trial]. */
static double value[SL_N_YEAR_VARIABLES][ARRANGEMENTS][YEARS][TRIALS];

static void list_values(void)
{
  sl_run_facts_t *facts = facts_of(YEARS);
  sl_block_t *block = NULL;
  sl_years_block_t *years = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_block_new(ARRANGEMENTS, 0, &block, NULL), SL_OK);
  sl_sample_new_years(facts, &years);
  for (uint64_t first = 0; first < TRIALS; first += SL_BLOCK_TRIALS) {
    sl_sample_block(facts, first, block);
    sl_sample_years(facts, block, years);
    for (size_t i = 0; i < SL_N_YEAR_VARIABLES * ARRANGEMENTS * YEARS; i++) {
      const size_t v = i / (ARRANGEMENTS * YEARS), a = i / YEARS % ARRANGEMENTS, k = i % YEARS;
      memcpy(&value[v][a][k][first], years->by_year[v] + sl_years_block_at(years, a, k, 0),
             block->n_trials * sizeof(double));
    }
  }
  sl_years_block_free(years);
  sl_block_free(block);
  sl_run_facts_free(facts);
}

/* ---- figures ---- */

static int ascending(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Mean, its standard error and the median of TRIALS numbers (an even number) by definition. */
static void assert_sample(const double *x, sl_estimate_t mean, const double *median)
{
  double sorted[TRIALS];
  long double sum = 0.0L, squares = 0.0L;
  for (size_t t = 0; t < TRIALS; t++) {
    sum += (long double)x[t];
  }
  for (size_t t = 0; t < TRIALS; t++) {
    const long double d = (long double)x[t] - sum / TRIALS;
    squares += d * d;
  }
  SL_ASSERT_CLOSE(mean.value, (double)(sum / TRIALS), TOLERANCE * fmax(1.0, fabs(mean.value)));
  SL_ASSERT_CLOSE(mean.standard_error, (double)sqrtl(squares / (TRIALS - 1.0L) / TRIALS), 1e-9);
  if (median != NULL) {
    memcpy(sorted, x, sizeof sorted);
    qsort(sorted, TRIALS, sizeof *sorted, ascending);
    SL_ASSERT_CLOSE(*median, 0.5 * (sorted[TRIALS / 2 - 1] + sorted[TRIALS / 2]), 1e-9);
  }
}

static double share(const double *x, double above)
{
  double n = 0.0;
  for (size_t t = 0; t < TRIALS; t++) {
    n += x[t] > above ? 1.0 : 0.0;
  }
  return n / TRIALS;
}

static void check_means(const sl_year_figures_t *f, size_t a, size_t k)
{
  for (size_t v = 0; v < SL_N_YEAR_VARIABLES; v++) {
    const double *median = v == SL_YEAR_COST         ? &f->cost_quantile[SL_QUANTILE_50].value
                           : v == SL_YEAR_CUMULATIVE ? &f->cumulative_quantile[SL_QUANTILE_50].value
                           : v == SL_YEAR_RESERVE    ? &f->reserve_quantile[SL_QUANTILE_50].value
                           : v == SL_YEAR_RATE_CHANGE ? &f->rate_quantile[SL_QUANTILE_50].value
                                                      : NULL;
    if (v == SL_YEAR_ATTACHMENT && a > 0) {
      CU_ASSERT_TRUE(isnan(f->mean[v].value));
    } else {
      assert_sample(value[v][a][k], f->mean[v], median);
    }
  }
}

static void check_chances(const sl_year_figures_t *f, size_t a, size_t k)
{
  double called[TRIALS] = {0.0}, largest = 0.0;
  SL_ASSERT_CLOSE(f->deficit_probability.value, share(value[SL_YEAR_DEFICIT][a][k], 0.0), 1e-15);
  SL_ASSERT_CLOSE(f->call_probability.value, share(value[SL_YEAR_CALL][a][k], 0.0), 1e-15);
  for (size_t t = 0; t < TRIALS; t++) {
    for (size_t j = 0; j <= k; j++) {
      called[t] += value[SL_YEAR_CALL][a][j][t];
    }
    largest = fmax(largest, value[SL_YEAR_CUMULATIVE][a][k][t]);
  }
  SL_ASSERT_CLOSE(f->call_so_far.value, share(called, 0.0), 1e-15);
  CU_ASSERT_EQUAL(f->largest_cumulative, largest);
}

static void check_saving(const sl_year_figures_t *f, size_t a, size_t k)
{
  double saving[TRIALS];
  for (size_t t = 0; t < TRIALS; t++) {
    saving[t] = value[SL_YEAR_CUMULATIVE][0][k][t] - value[SL_YEAR_CUMULATIVE][a][k][t];
  }
  if (a == 0) {
    CU_ASSERT_TRUE(isnan(f->saving.value) && isnan(f->cheaper.value));
    CU_ASSERT_TRUE(isnan(f->saving_quantile[SL_QUANTILE_50].value));
    return;
  }
  const double p = share(saving, 0.0);
  assert_sample(saving, f->saving, &f->saving_quantile[SL_QUANTILE_50].value);
  SL_ASSERT_CLOSE(f->cheaper.value, p, 1e-15);
  SL_ASSERT_CLOSE(f->cheaper.standard_error, sqrt(p * (1.0 - p) / (TRIALS - 1.0)), 1e-15);
}

static void figures_are_those_of_the_trials(void)
{
  sl_results_t *results = open_sample(YEARS);
  const sl_years_t *years = results->years;
  CU_ASSERT_PTR_NOT_NULL_FATAL(years);
  CU_ASSERT_EQUAL(results->facts->n_years, YEARS);
  CU_ASSERT_EQUAL(results->facts->discount, SL_SAMPLE_DISCOUNT);
  CU_ASSERT_EQUAL(results->facts->arrangements[0].ahead.opening_reserve, SL_SAMPLE_RESERVE);
  list_values();
  for (size_t i = 0; i < ARRANGEMENTS * YEARS; i++) {
    const sl_year_figures_t *figures = sl_years_at(years, i / YEARS, i % YEARS);
    check_means(figures, i / YEARS, i % YEARS);
    check_chances(figures, i / YEARS, i % YEARS);
    check_saving(figures, i / YEARS, i % YEARS);
  }
  CU_ASSERT_EQUAL_FATAL(years->n_promises, 2);
  for (size_t p = 0; p < 2; p++) {
    double saved[TRIALS];
    for (size_t t = 0; t < TRIALS; t++) {
      saved[t] = sl_sample_saved(t, p);
    }
    assert_sample(saved, years->promises[p].saved, NULL);
    CU_ASSERT_EQUAL(years->promises[p].kind, (double)p);
    CU_ASSERT_EQUAL(years->promises[p].arrangement, 0.0);
  }
  sl_results_free(results);
}

/* ---- the file ---- */

static void compare_block(void *context, const sl_block_t *block)
{
  size_t *n = context;
  for (size_t i = 0; i < SL_N_YEAR_VARIABLES * ARRANGEMENTS * YEARS; i++) {
    const size_t v = i / (ARRANGEMENTS * YEARS), a = i / YEARS % ARRANGEMENTS, k = i % YEARS;
    CU_ASSERT_EQUAL(memcmp(&value[v][a][k][block->first_trial],
                           block->years->by_year[v] + sl_years_block_at(block->years, a, k, 0),
                           block->n_trials * sizeof(double)),
                    0);
  }
  for (size_t t = 0; t < block->n_trials; t++) {
    CU_ASSERT_EQUAL(block->years->saved[SL_BLOCK_TRIALS + t],
                    sl_sample_saved(block->first_trial + t, 1));
  }
  *n += block->n_trials;
}

static void trials_are_read_back_to_the_bit(void)
{
  double columns[2 * TRIALS];
  size_t n = 0;
  sl_results_t *results = open_sample(YEARS);
  list_values();
  CU_ASSERT_EQUAL(sl_results_each_year(results, compare_block, &n, NULL), SL_OK);
  CU_ASSERT_EQUAL(n, TRIALS);
  const sl_year_range_t range = {SL_YEAR_RESERVE, 1, 2, 2, 0, TRIALS};
  CU_ASSERT_EQUAL(results->source.read_year_columns(results->source.context, &range, columns, NULL),
                  SL_OK);
  CU_ASSERT_EQUAL(memcmp(columns, value[SL_YEAR_RESERVE][1][2], TRIALS * sizeof *columns), 0);
  CU_ASSERT_EQUAL(memcmp(columns + TRIALS, value[SL_YEAR_RESERVE][1][3], TRIALS * sizeof *columns),
                  0);
  sl_results_free(results);
}

static void verify_finds_the_file_whole(void)
{
  char path[SL_PATH_MAX];
  sl_verified_t one, several;
  sl_error_t error = {.code = SL_OK};
  sl_scratch_path(path, "years.h5");
  write_sample(path, 1);
  CU_ASSERT_EQUAL(sl_result_file_verify(path, &one, &error), SL_OK);
  CU_ASSERT_STRING_EQUAL(error.text, "");
  write_sample(path, YEARS);
  CU_ASSERT_EQUAL(sl_result_file_verify(path, &several, &error), SL_OK);
  CU_ASSERT_STRING_EQUAL(error.text, "");
  CU_ASSERT_EQUAL(several.n_figures - one.n_figures,
                  ARRANGEMENTS * YEARS * (SL_N_YEARS_VARIABLES + SL_N_YEARS_QUANTILES) +
                      2 * SL_N_PROMISE_FIGURES);
}

static void one_plan_year_is_the_file_it_was(void)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX + 16];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "result-years"));
  for (size_t n = 0; n < 4; n++) { /* of no, one, several, and several plan years again */
    snprintf(path, sizeof path, "%s/%zu.h5", folder, n);
    write_sample(path, n < 2 ? n : YEARS);
  }
  CU_ASSERT_EQUAL(sl_shell(folder, "cmp 0.h5 1.h5 && cmp 2.h5 3.h5 && ! cmp -s 1.h5 2.h5"), 0);
  sl_results_t *results = open_sample(1);
  CU_ASSERT_PTR_NULL(results->years);
  CU_ASSERT_EQUAL(results->facts->n_years, 1);
  CU_ASSERT_EQUAL(sl_results_each_year(results, compare_block, NULL, NULL), SL_ERR_ARGUMENT);
  sl_results_free(results);
}

/* In xarray and h5py; what verify and the loader say of forged groups. */
static void other_programs_open_the_group(void)
{
  char folder[SL_PATH_MAX], path[SL_PATH_MAX + 16], source[SL_PATH_MAX], script[2 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "years-open"));
  snprintf(path, sizeof path, "%s/years.h5", folder);
  write_sample(path, YEARS);
  sl_source_path(source, "tests/cli/years_file.py");
  snprintf(script, sizeof script, "/usr/bin/python3 '%s' \"$S\" years.h5 --forge", source);
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

static void blocks_without_their_plan_years_are_refused(void)
{
  char path[SL_PATH_MAX];
  sl_run_facts_t *facts = facts_of(YEARS);
  sl_result_writer_t *writer = NULL;
  sl_block_t *block = NULL;
  sl_years_block_t *years = NULL;
  sl_error_t error = {.code = SL_OK};
  sl_scratch_path(path, "refused.h5");
  CU_ASSERT_EQUAL_FATAL(sl_block_new(ARRANGEMENTS, 0, &block, NULL), SL_OK);
  sl_sample_new_years(facts, &years);
  for (int fault = 0; fault < 3; fault++) {
    CU_ASSERT_EQUAL_FATAL(sl_result_writer_open(path, facts, &writer, NULL), SL_OK);
    sl_sample_block(facts, 0, block);
    sl_sample_years(facts, block, years);
    block->years = fault == 0 ? NULL : years;
    if (fault == 1) {
      years->by_year[SL_YEAR_LASERS][sl_years_block_at(years, 1, 2, 5)] = (double)NAN;
    } else if (fault == 2) {
      years->saved[SL_BLOCK_TRIALS + 3] = HUGE_VAL;
    }
    CU_ASSERT_EQUAL(sl_result_writer_block(writer, block, &error),
                    fault == 0 ? SL_ERR_ARGUMENT : SL_ERR_INPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.text, fault == 0   ? "has not the plan years"
                                              : fault == 1 ? "lasers is not a finite number"
                                                           : "promise_saved is not a finite"));
    sl_result_writer_abort(writer);
  }
  sl_years_block_free(years);
  sl_block_free(block);
  sl_run_facts_free(facts);
}

/* ---- identities ---- */

/* A change of one number in plan year 2 (0 = first) breaks what it is part of. */
static void every_number_is_part_of_an_identity(void)
{
  static const struct {
    sl_year_variable_t variable;
    size_t year;
    double change;
    const char *words;
  } faults[] = {
      {SL_YEAR_COST, 0, 0.01, "of the first plan year is above"},
      {SL_YEAR_BUDGET, 0, 0.01, "of the first plan year is above"},
      {SL_YEAR_COST, 2, 0.01, "cost and next reserve"},
      {SL_YEAR_BUDGET, 2, -0.01, "cost and next reserve"},
      {SL_YEAR_CALL, 2, 0.01, "cost and next reserve"},
      {SL_YEAR_INTEREST, 2, 0.01, "cost and next reserve"},
      {SL_YEAR_RESERVE, 1, 0.01, "cost and next reserve"},
      {SL_YEAR_CUMULATIVE, 3, 0.01, "discounted sum"},
      {SL_YEAR_CUMULATIVE, 0, -0.01, "discounted sum"},
      {SL_YEAR_DEFICIT, 2, 0.01, "deficit"},
      {SL_YEAR_LASERS, 1, -2.0, "below zero"},
      {SL_YEAR_CONTRACTS, 1, -11.0, "below zero"},
      {SL_YEAR_COST, 1, NAN, "cost and next reserve"},
  };
  sl_run_facts_t *facts = facts_of(YEARS);
  sl_block_t *block = NULL;
  sl_years_block_t *years = NULL;
  size_t year = 0;
  CU_ASSERT_EQUAL_FATAL(sl_block_new(ARRANGEMENTS, 0, &block, NULL), SL_OK);
  sl_sample_new_years(facts, &years);
  block->years = years;
  for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
    sl_sample_block(facts, 0, block);
    sl_sample_years(facts, block, years);
    CU_ASSERT_PTR_NULL(sl_year_identity_broken(block, 5, 0, facts, &year));
    years->by_year[faults[i].variable][sl_years_block_at(years, 0, faults[i].year, 5)] +=
        faults[i].change;
    const char *words = sl_year_identity_broken(block, 5, 0, facts, &year);
    CU_ASSERT_PTR_NOT_NULL_FATAL(words);
    CU_ASSERT_PTR_NOT_NULL(strstr(words, faults[i].words));
    CU_ASSERT(year == faults[i].year || year == faults[i].year + 1);
  }
  sl_years_block_free(years);
  sl_block_free(block);
  sl_run_facts_free(facts);
}

SL_SUITE(years, "unit/years", {"figures are those of the trials", figures_are_those_of_the_trials},
         {"trials are read back to the bit", trials_are_read_back_to_the_bit},
         {"verify finds the file whole", verify_finds_the_file_whole},
         {"one plan year is the file it was", one_plan_year_is_the_file_it_was},
         {"other programs open the group", other_programs_open_the_group},
         {"blocks without their plan years are refused",
          blocks_without_their_plan_years_are_refused},
         {"every number is part of an identity", every_number_is_part_of_an_identity});
