#include "tests/verify/figures.h"

#include "tests/support/harness.h"
#include "tests/support/run.h"

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

static double price_of(const sl_price_t *price, const char *name)
{
  const struct {
    const char *name;
    double value;
  } prices[] = {{"attachment_point", price->attachment.value},
                {"budget", price->budget.value},
                {"expected_cost", price->expected_cost.value},
                {"maximum_cost", price->maximum_cost},
                {"specific_premium", price->specific_premium.value},
                {"aggregate_premium", price->aggregate_premium.value},
                {"insured_premium", price->insured_premium.value}};
  for (size_t i = 0; i < sizeof prices / sizeof prices[0]; i++) {
    if (strcmp(prices[i].name, name) == 0) {
      return prices[i].value;
    }
  }
  CU_FAIL("a figure names no variable and no price");
  return NAN;
}

/* A figure of NaN must be NaN. */
static void check_value(const sl_figure_t *figure, double value)
{
  char what[128];
  snprintf(what, sizeof what, "%s of %s", figure->name,
           figure->arrangement == NULL ? "the trial" : figure->arrangement);
  CU_ASSERT((isnan(value) && isnan(figure->expected)) ||
            sl_test_close(value, figure->expected, TOLERANCE, what, __FILE__, __LINE__));
}

static void check_figure(const sl_results_t *results, const sl_figure_t *figure)
{
  const size_t arrangement = arrangement_of(results, figure->arrangement);
  CU_ASSERT_FATAL(arrangement < results->facts->n_arrangements);
  const double *column = column_of(results, figure->name, arrangement);
  if (column == NULL) {
    check_value(figure, price_of(&results->facts->arrangements[arrangement].price, figure->name));
  }
  for (size_t t = 0; column != NULL && t < results->facts->trials; t++) {
    check_value(figure, column[t]);
  }
}

void sl_check_figures(const char *file, const sl_figure_t *figures, size_t n)
{
  char path[256];
  sl_test_run_t run;
  snprintf(path, sizeof path, "tests/verify/hand/%s", file);
  const bool opened = sl_test_run_open(&run, path, 0, 0);
  sl_results_t *results = opened ? sl_test_run_results(&run) : NULL;
  CU_ASSERT_PTR_NOT_NULL(results);
  for (size_t i = 0; results != NULL && i < n; i++) {
    check_figure(results, &figures[i]);
  }
  sl_results_free(results);
  sl_test_run_close(&run);
}
