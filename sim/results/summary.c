#include "sim/results/summary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SQRT_2 1.41421356237309504880
#define SQRT_2_PI 2.50662827463100050242

#define FIELD_OFFSET(id, name, amount, long_name, field) offsetof(FIELD_OWNER, field),
#define FIELD_OWNER sl_arrangement_summary_t
static const size_t summary_offsets[] = {SL_SUMMARY_VARIABLES(FIELD_OFFSET)};
#undef FIELD_OWNER
#define FIELD_OWNER sl_estimate_t
static const size_t quantile_offsets[] = {SL_QUANTILE_VARIABLES(FIELD_OFFSET)};
#undef FIELD_OWNER
#undef FIELD_OFFSET

double sl_summary_value(const sl_arrangement_summary_t *summary, sl_summary_variable_t variable)
{
  return *(const double *)(const void *)((const char *)summary + summary_offsets[variable]);
}

double sl_quantile_value(const sl_arrangement_summary_t *summary, sl_quantile_variable_t variable,
                         size_t level)
{
  const char *estimate = (const char *)&summary->quantile[level];
  return *(const double *)(const void *)(estimate + quantile_offsets[variable]);
}

/* max(0, x) of a normal estimate x; see summary.h. Its variance in units of the estimate's, with
 * z = x / standard_error, is Phi(z) + z^2 Phi(z) Phi(-z) + z phi(z) (Phi(-z) - Phi(z)) - phi(z)^2.
 */
static sl_estimate_t positive_part(double x, double standard_error)
{
  sl_estimate_t result = {fmax(0.0, x), standard_error};
  if (standard_error > 0.0) {
    const double z = x / standard_error;
    const double density = exp(-0.5 * z * z) / SQRT_2_PI;
    const double above = 0.5 * erfc(-z / SQRT_2), below = 0.5 * erfc(z / SQRT_2);
    const double variance =
        above + z * z * above * below + z * density * (below - above) - density * density;
    result.standard_error = standard_error * sqrt(fmax(0.0, variance));
  }
  return result;
}

static void summarize_quantiles(const double *ascending, size_t n, double budget,
                                sl_arrangement_summary_t *summary)
{
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    summary->quantile[q] = sl_quantile(ascending, n, sl_quantile_levels[q]);
  }
  const sl_estimate_t q95 = sl_quantile(ascending, n, 0.95);
  const sl_estimate_t q99 = sl_quantile(ascending, n, 0.99);
  summary->reserve95 = positive_part(q95.value - budget, q95.standard_error);
  summary->reserve99 = positive_part(q99.value - budget, q99.standard_error);
  summary->tail_mean99 = sl_tail_mean(ascending, n, 0.99);
}

static void summarize_deficit(const double *deficit, size_t n, double *scratch,
                              sl_arrangement_summary_t *summary)
{
  size_t hits = 0;
  for (size_t t = 0; t < n; t++) {
    if (deficit[t] > 0.0) {
      scratch[hits++] = deficit[t];
    }
  }
  summary->deficit_probability = sl_proportion(hits, n);
  summary->expected_deficit = sl_mean(deficit, n);
  summary->expected_deficit_given =
      hits > 0 ? sl_mean(scratch, hits) : (sl_estimate_t){(double)NAN, (double)NAN};
}

static void compare_with_baseline(const double *baseline, const double *cost, size_t n,
                                  double *scratch, sl_arrangement_summary_t *summary)
{
  size_t cheaper = 0;
  for (size_t t = 0; t < n; t++) {
    cheaper += baseline[t] < cost[t];
    scratch[t] = cost[t] - baseline[t];
  }
  summary->baseline_cheaper = sl_proportion(cheaper, n);
  summary->baseline_saving = sl_mean(scratch, n);
}

static sl_estimate_t working_capital(const sl_results_t *results, size_t a, double *scratch)
{
  const size_t n = (size_t)results->facts->trials;
  if (results->facts->n_months == 0) {
    return (sl_estimate_t){(double)NAN, (double)NAN};
  }
  memcpy(scratch, sl_results_cost_column(results, SL_COST_PEAK_SHORTFALL, a), n * sizeof *scratch);
  sl_sort(scratch, n);
  return sl_quantile(scratch, n, results->facts->cash_flow.level);
}

static void summarize_arrangement(const sl_results_t *results, size_t a, double *scratch,
                                  sl_arrangement_summary_t *summary)
{
  const size_t n = (size_t)results->facts->trials;
  const sl_price_t *price = &results->facts->arrangements[a].price;
  const double *cost = sl_results_cost_column(results, SL_COST_COST, a);
  const double months = results->facts->enrolment.employee_months;

  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    summary->component[v] = sl_mean(sl_results_cost_column(results, (sl_cost_variable_t)v, a), n);
  }
  summary->expected_cost = summary->component[SL_COST_COST];
  summary->expected_pepm = (sl_estimate_t){summary->expected_cost.value / months,
                                           summary->expected_cost.standard_error / months};
  summary->maximum_cost = price->maximum_cost;
  summarize_deficit(sl_results_cost_column(results, SL_COST_DEFICIT, a), n, scratch, summary);
  if (a == 0) {
    const sl_estimate_t none = {(double)NAN, (double)NAN};
    summary->baseline_cheaper = summary->baseline_saving = none;
  } else {
    const double *baseline = sl_results_cost_column(results, SL_COST_COST, 0);
    compare_with_baseline(baseline, cost, n, scratch, summary);
  }
  summary->working_capital = working_capital(results, a, scratch);
  memcpy(scratch, cost, n * sizeof *scratch);
  sl_sort(scratch, n);
  summarize_quantiles(scratch, n, price->budget.value, summary);
}

int sl_summary_new(const sl_results_t *results, sl_summary_t **summary, sl_error_t *error)
{
  const sl_run_facts_t *facts = results->facts;
  const size_t n = (size_t)facts->trials;
  *summary = NULL;
  if (n == 0) {
    return sl_fail(error, SL_ERR_ARGUMENT, "there are no trials to summarize");
  }
  sl_summary_t *s = calloc(1, sizeof *s);
  double *scratch = malloc(n * sizeof *scratch);
  sl_arrangement_summary_t *arrangements = calloc(facts->n_arrangements + 1, sizeof *arrangements);
  if (s == NULL || scratch == NULL || arrangements == NULL) {
    free(s);
    free(scratch);
    free(arrangements);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the summary of %zu trials", n);
  }
  s->arrangements = arrangements;
  s->n_arrangements = facts->n_arrangements;
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    s->trial_mean[v] = sl_mean(results->trial[v], n);
  }
  for (size_t a = 0; a < facts->n_arrangements; a++) {
    summarize_arrangement(results, a, scratch, &arrangements[a]);
  }
  free(scratch);
  *summary = s;
  return SL_OK;
}

void sl_summary_free(sl_summary_t *summary)
{
  if (summary != NULL) {
    free(summary->arrangements);
    free(summary);
  }
}
