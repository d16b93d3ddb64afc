/* Disjoint parts of a run, by a slow computation of their own, and what the page says of them. */
#include "models/funding/arrangement.h"
#include "sim/results/summary.h"
#include "tests/support/harness.h"
#include "tests/support/sample_results.h"

#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEVEL 2.5

static double *new_column(size_t n)
{
  double *column = malloc((n + 1) * sizeof *column);
  CU_ASSERT_PTR_NOT_NULL_FATAL(column);
  return column;
}

/* Skewed, with ties, some of them at the level. */
static double *draw(size_t n)
{
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
  double *column = new_column(n);
  for (size_t i = 0; i < n; i++) {
    const double u = gsl_rng_uniform_pos(rng);
    column[i] = u < 0.05 ? LEVEL : -log(u);
  }
  gsl_rng_free(rng);
  return column;
}

static void tell(double *column, size_t n, sl_enough_t *enough)
{
  double *scratch = new_column(sl_enough_scratch(n));
  sl_enough_of(column, n, LEVEL, scratch, enough);
  free(scratch);
}

/* One part at a time, each copied and sorted for itself. */
static sl_enough_row_t direct_row(const double *column, size_t n, size_t size)
{
  const size_t parts = n / size;
  double *part = new_column(size), *mean = new_column(parts), *q95 = new_column(parts);
  double *deficit = new_column(parts);
  for (size_t k = 0; k < parts; k++) {
    memcpy(part, column + k * size, size * sizeof *part);
    mean[k] = gsl_stats_mean(part, 1, size);
    deficit[k] = 0.0;
    for (size_t i = 0; i < size; i++) {
      deficit[k] += part[i] > LEVEL ? 1.0 / (double)size : 0.0;
    }
    gsl_sort(part, 1, size);
    q95[k] = gsl_stats_quantile_from_sorted_data(part, 1, size, 0.95);
  }
  const sl_enough_row_t row = {.trials = size,
                               .parts = parts,
                               .mean = gsl_stats_sd(mean, 1, parts),
                               .quantile95 = gsl_stats_sd(q95, 1, parts),
                               .deficit_probability = gsl_stats_sd(deficit, 1, parts)};
  free(part);
  free(mean);
  free(q95);
  free(deficit);
  return row;
}

static void rows_are_those_of_a_direct_computation(void)
{
  static const size_t lengths[] = {4096, 4097, 8191, 8192, 11000, 65536, 70013};
  static const size_t rows[] = {1, 1, 1, 2, 2, 5, 5};
  for (size_t l = 0; l < sizeof lengths / sizeof lengths[0]; l++) {
    const size_t n = lengths[l];
    double *column = draw(n), *whole = draw(n);
    sl_enough_t enough;
    tell(column, n, &enough);
    CU_ASSERT_EQUAL_FATAL(enough.n, rows[l]);
    for (size_t i = 0; i < enough.n; i++) {
      const sl_enough_row_t row = direct_row(whole, n, (size_t)512 << i);
      CU_ASSERT_EQUAL(enough.row[i].trials, row.trials);
      CU_ASSERT_EQUAL(enough.row[i].parts, row.parts);
      SL_ASSERT_CLOSE(enough.row[i].mean, row.mean, 1e-12);
      SL_ASSERT_CLOSE(enough.row[i].quantile95, row.quantile95, 1e-12);
      SL_ASSERT_CLOSE(enough.row[i].deficit_probability, row.deficit_probability, 1e-12);
    }
    gsl_sort(whole, 1, n);
    CU_ASSERT_EQUAL(memcmp(column, whole, n * sizeof *column), 0);
    free(column);
    free(whole);
  }
}

static void a_short_column_is_sorted_and_told_nothing(void)
{
  static const size_t lengths[] = {1, 2, 511, 512, 513, 4095};
  for (size_t l = 0; l < sizeof lengths / sizeof lengths[0]; l++) {
    double *column = draw(lengths[l]), *whole = draw(lengths[l]);
    sl_enough_t enough;
    tell(column, lengths[l], &enough);
    gsl_sort(whole, 1, lengths[l]);
    CU_ASSERT_EQUAL(enough.n, 0);
    CU_ASSERT_EQUAL(memcmp(column, whole, lengths[l] * sizeof *column), 0);
    free(column);
    free(whole);
  }
}

static void a_constant_has_no_spread(void)
{
  double *column = new_column(8192);
  sl_enough_t enough;
  for (size_t i = 0; i < 8192; i++) {
    column[i] = 0.1;
  }
  tell(column, 8192, &enough);
  CU_ASSERT_EQUAL_FATAL(enough.n, 2);
  for (size_t i = 0; i < 2; i++) {
    CU_ASSERT_EQUAL(enough.row[i].mean, 0.0);
    CU_ASSERT_EQUAL(enough.row[i].quantile95, 0.0);
    CU_ASSERT_EQUAL(enough.row[i].deficit_probability, 0.0);
  }
  free(column);
}

/* What the spread of parts is for: for independent trials it is the standard error. 5 standard
 * deviations of a spread over 128 parts. */
static void the_spread_of_parts_is_the_standard_error(void)
{
  const size_t n = 65536;
  double *column = draw(n);
  const double deviation = gsl_stats_sd(column, 1, n);
  sl_enough_t enough;
  tell(column, n, &enough);
  SL_ASSERT_Z(enough.row[0].mean * sqrt(512.0) / deviation, 1.0, 1.0 / sqrt(2.0 * 127.0), 5.0);
  free(column);
}

/* A year whose cost is a hair above the budget has no deficit, in the parts as in the whole. */
static void rounding_is_no_deficit(void)
{
  sl_results_t *results = sl_sample_results(sl_sample_facts(4096, 1));
  sl_summary_t *summary = NULL;
  const double budget = results->facts->arrangements[0].price.budget.value;
  for (size_t t = 0; t < 4096; t++) {
    results->cost[SL_COST_COST][t] = t % 3 == 0 ? budget + 0.5 * SL_DEFICIT_TOLERANCE : budget;
    results->cost[SL_COST_DEFICIT][t] = 0.0;
  }
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, &summary, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(summary->arrangements[0].enough.n, 1);
  CU_ASSERT_EQUAL(summary->arrangements[0].enough.row[0].deficit_probability, 0.0);
  sl_summary_free(summary);
  sl_results_free(results);
}

/* ---- the page ---- */

/* The report with its line breaks and indents as single spaces. */
static char *flat_report(const sl_results_t *results)
{
  char *page = sl_sample_report(results);
  size_t n = 0;
  for (const char *c = page; *c != '\0'; c++) {
    const char next = *c == '\n' ? ' ' : *c;
    if (next != ' ' || n == 0 || page[n - 1] != ' ') {
      page[n++] = next;
    }
  }
  page[n] = '\0';
  return page;
}

static void expect(const sl_results_t *results, const char *part)
{
  char *page = flat_report(results);
  const char *section = strstr(page, "How many simulated years were enough?");
  CU_ASSERT_PTR_NOT_NULL_FATAL(section);
  CU_ASSERT_PTR_NOT_NULL(strstr(section, part));
  if (strstr(section, part) == NULL) {
    printf("\n    no '%s' in: %.700s\n", part, section);
  }
  free(page);
}

static void the_page_says_what_parts_tell(void)
{
  sl_results_t *results = sl_sample_results(sl_sample_facts(20000, 2));
  sl_summary_t *summary = NULL;
  char sentence[400];
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(results, &summary, NULL), SL_OK);
  const sl_arrangement_summary_t *s = &summary->arrangements[0];
  const double part = 196.0 * s->enough.row[0].mean / s->expected_cost.value;
  const double all = 196.0 * s->expected_cost.standard_error / s->expected_cost.value;
  CU_ASSERT_FATAL(part < 1.0 && all < 1.0 && part >= 0.1 && all >= 0.1);
  expect(results, "ASO takes the most years: 512 simulated years tell its expected cost to 1%; the "
                  "run has 20,000.");
  snprintf(sentence, sizeof sentence, " 512 39 %.2f%% ", part);
  expect(results, sentence);
  snprintf(sentence, sizeof sentence, " 20,000 all %.1f%% ", all);
  expect(results, sentence);
  sl_summary_free(summary);
  sl_results_free(results);
}

static void the_page_says_where_parts_tell_nothing(void)
{
  sl_results_t *few = sl_sample_results(sl_sample_facts(4095, 1));
  expect(few, "Parts of a run are compared with each other from 4,096 simulated years on.");
  for (size_t t = 0; t < 4095; t++) {
    few->cost[SL_COST_COST][t] = 990.0;
  }
  expect(few, "That cannot be told: ASO cost the same in every simulated year, though a year can "
              "cost another amount. Such years are rarer than 3 in 4,095");
  few->facts->arrangements[0].cost_is_fixed = 1.0;
  expect(few, "One: every arrangement costs the same in every year.");
  sl_results_free(few);
}

static void the_page_says_what_was_asked_and_reached(void)
{
  sl_results_t *results = sl_sample_results(sl_sample_facts(4096, 1));
  results->facts->most_trials = 4096;
  results->facts->precision = (sl_precision_t){SL_PRECISION_COST, 0.02};
  expect(results, "You asked for a standard error of 2.0% of every expected cost: 4,096 simulated "
                  "years reached 0.");
  results->facts->precision = (sl_precision_t){SL_PRECISION_COST, 0.0001};
  expect(results, "You asked for a standard error of 0.010% of every expected cost. It was not "
                  "reached: after the 4,096 simulated years that were allowed it is 0.");
  results->facts->precision = (sl_precision_t){SL_PRECISION_DEFICIT, 0.001};
  expect(results, "You asked for a standard error of 0.10 percentage points for every share of "
                  "years with a deficit. It was not reached");
  sl_results_free(results);
}

SL_SUITE(enough, "unit/enough",
         {"rows are those of a direct computation", rows_are_those_of_a_direct_computation},
         {"a short column is sorted and told nothing", a_short_column_is_sorted_and_told_nothing},
         {"a constant has no spread", a_constant_has_no_spread},
         {"the spread of parts is the standard error", the_spread_of_parts_is_the_standard_error},
         {"rounding is no deficit", rounding_is_no_deficit},
         {"the page says what parts tell", the_page_says_what_parts_tell},
         {"the page says where parts tell nothing", the_page_says_where_parts_tell_nothing},
         {"the page says what was asked and reached", the_page_says_what_was_asked_and_reached});
