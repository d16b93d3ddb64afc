#include "tests/verify/figures.h"

#include "tests/support/harness.h"
#include "tests/support/run.h"
#include "tests/verify/validation.h"

#include <stdio.h>
#include <string.h>

#define TOLERANCE 1e-9

/* The arrangement's index; the number of arrangements where the name is unknown. */
static size_t arrangement_of(const sl_results_t *results, const char *name)
{
  const sl_run_facts_t *facts = results->facts;
  size_t i = 0;
  while (name != NULL && i < facts->n_arrangements &&
         strcmp(facts->arrangements[i].name, name) != 0) {
    i++;
  }
  return i;
}

static const double *column_of(const sl_results_t *results, const char *name, size_t arrangement)
{
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    if (strcmp(sl_trial_variables[v].name, name) == 0) {
      return results->trial[v];
    }
  }
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    if (strcmp(sl_cost_variables[v].name, name) == 0) {
      return sl_results_cost_column(results, (sl_cost_variable_t)v, arrangement);
    }
  }
  return NULL;
}

static double price_of(sl_arrangement_facts_t *facts, const char *name)
{
  for (size_t v = 0; v < SL_N_PRICE_VARIABLES; v++) {
    if (strcmp(sl_price_variables[v].name, name) == 0) {
      return *sl_price_field(facts, (sl_price_variable_t)v);
    }
  }
  CU_FAIL("a figure names no variable and no price");
  return NAN;
}

static bool is_right(double expected, double value)
{
  return value == expected || (isnan(value) && isnan(expected));
}

/* Of two values the one further from what is expected; a and b may be infinite or NaN. */
static double furthest(double expected, double a, double b)
{
  if (is_right(expected, a) || is_right(expected, b)) {
    return is_right(expected, a) ? b : a;
  }
  return fabs(b - expected) > fabs(a - expected) ? b : a;
}

/* A figure of NaN must be NaN. */
static void check_value(const char *name, const char *arrangement, double expected, double value)
{
  char what[128];
  sl_validated_by_hand(name, arrangement, expected, value);
  snprintf(what, sizeof what, "%s of %s", name, arrangement == NULL ? "the trial" : arrangement);
  CU_ASSERT((isnan(value) && isnan(expected)) ||
            sl_test_close(value, expected, TOLERANCE, 0.0, what, __FILE__, __LINE__));
}

static void check_figure(const sl_results_t *results, const sl_figure_t *figure)
{
  const size_t arrangement = arrangement_of(results, figure->arrangement);
  CU_ASSERT_FATAL(arrangement < results->facts->n_arrangements);
  const double *column = column_of(results, figure->name, arrangement);
  double value = column != NULL
                     ? column[0]
                     : price_of(&results->facts->arrangements[arrangement], figure->name);
  for (size_t t = 1; column != NULL && t < results->facts->trials; t++) {
    value = furthest(figure->expected, value, column[t]);
  }
  check_value(figure->name, figure->arrangement, figure->expected, value);
}

static void check_month_figure(const sl_results_t *results, const sl_month_figure_t *figure)
{
  const size_t arrangement = arrangement_of(results, figure->arrangement);
  size_t v = 0;
  while (v < SL_N_MONTHS_VARIABLES && strcmp(sl_months_variables[v].name, figure->name) != 0) {
    v++;
  }
  CU_ASSERT_FATAL(v < SL_N_MONTHS_VARIABLES && arrangement < results->facts->n_arrangements);
  CU_ASSERT_FATAL(results->months != NULL && figure->month <= results->months->n_months);
  check_value(
      figure->name, figure->arrangement, figure->expected,
      sl_months_at(results->months, (sl_months_variable_t)v, 0, figure->month - 1, arrangement));
}

/* Simulate the file; NULL after a failed assertion. run: to be closed by the caller in any case. */
static sl_results_t *run_file(sl_test_run_t *run, const char *file)
{
  char path[256];
  snprintf(path, sizeof path, "tests/verify/hand/%s", file);
  const bool opened = sl_test_run_open(run, path, 0, 0);
  sl_results_t *results = opened ? sl_test_run_results(run) : NULL;
  CU_ASSERT_PTR_NOT_NULL(results);
  return results;
}

void sl_check_figures(const char *file, const sl_figure_t *figures, size_t n)
{
  sl_test_run_t run;
  sl_results_t *results = run_file(&run, file);
  for (size_t i = 0; results != NULL && i < n; i++) {
    check_figure(results, &figures[i]);
  }
  sl_results_free(results);
  sl_test_run_close(&run);
}

void sl_check_month_figures(const char *file, const sl_month_figure_t *figures, size_t n)
{
  sl_test_run_t run;
  sl_results_t *results = run_file(&run, file);
  for (size_t i = 0; results != NULL && i < n; i++) {
    check_month_figure(results, &figures[i]);
  }
  sl_results_free(results);
  sl_test_run_close(&run);
}
