#include "tests/support/synthetic_results.h"

#include "tests/support/harness.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static char *copy_text(const char *text)
{
  char *copy = malloc(strlen(text) + 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
  return strcpy(copy, text);
}

static double van_der_corput(size_t i)
{
  double value = 0.0, part = 0.5;
  for (i++; i > 0; i /= 2, part /= 2.0) {
    value += i % 2 == 1 ? part : 0.0;
  }
  return value;
}

static void fill_columns(sl_results_t *results, size_t a, const sl_synthetic_t *from)
{
  const size_t trials = (size_t)results->facts->trials;
  for (size_t t = 0; t < trials; t++) {
    const double z = gsl_cdf_ugaussian_Pinv(van_der_corput(t));
    const double claims = from->median * exp(from->spread * z);
    const double kept = from->attachment > 0.0 ? fmin(claims, from->attachment) : claims;
    for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
      results->cost[v][a * trials + t] = 0.0;
    }
    results->cost[SL_COST_FEES][a * trials + t] = from->fixed;
    results->cost[SL_COST_RETAINED_CLAIMS][a * trials + t] = kept;
    results->cost[SL_COST_AGGREGATE_REIMBURSEMENT][a * trials + t] = claims - kept;
    results->cost[SL_COST_COST][a * trials + t] = kept + from->fixed;
    results->cost[SL_COST_DEFICIT][a * trials + t] = fmax(0.0, kept + from->fixed - from->budget);
  }
}

static void fill_facts(sl_arrangement_facts_t *facts, const sl_synthetic_t *from)
{
  facts->name = copy_text(from->name);
  facts->kind = sl_arrangement_kind(from->spread > 0.0 ? "aso" : "fully_insured")->name;
  facts->specific_deductible = (double)NAN;
  facts->has_aggregate = from->attachment > 0.0;
  facts->price.attachment.value = facts->has_aggregate ? from->attachment : (double)NAN;
  facts->price.budget.value = from->budget;
  facts->price.maximum_cost = from->spread == 0.0      ? from->fixed + from->median
                              : from->attachment > 0.0 ? from->fixed + from->attachment
                                                       : HUGE_VAL;
}

void sl_synthetic_results(const char *title, const char *currency, size_t trials,
                          const sl_synthetic_t *arrangements, size_t n, sl_results_t **results,
                          sl_summary_t **summary)
{
  sl_run_facts_t *facts = calloc(1, sizeof *facts);
  CU_ASSERT_PTR_NOT_NULL_FATAL(facts);
  facts->title = copy_text(title);
  facts->currency = copy_text(currency);
  facts->resolved = copy_text("");
  facts->jurisdiction = copy_text("");
  facts->start = (sl_date_t){2026, 1, 1};
  facts->trials = trials;
  facts->enrolment.employee_months = 1680.0;
  facts->n_arrangements = n;
  facts->arrangements = calloc(n, sizeof *facts->arrangements);
  CU_ASSERT_PTR_NOT_NULL_FATAL(facts->arrangements);
  for (size_t a = 0; a < n; a++) {
    fill_facts(&facts->arrangements[a], &arrangements[a]);
  }
  CU_ASSERT_EQUAL_FATAL(sl_results_new(facts, results, NULL), SL_OK);
  for (size_t a = 0; a < n; a++) {
    fill_columns(*results, a, &arrangements[a]);
  }
  CU_ASSERT_EQUAL_FATAL(sl_summary_new(*results, summary, NULL), SL_OK);
}

void sl_synthetic_free(sl_results_t *results, sl_summary_t *summary)
{
  sl_results_free(results);
  sl_summary_free(summary);
}
