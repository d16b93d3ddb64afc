#include "sim/output/decision/weigh.h"

#include "models/funding/arrangement.h"
#include "sim/input/read/yaml_tree.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/schema/schema.h"
#include "sim/results/pairs.h"

#include <math.h>
#include <stdlib.h>

const double sl_budget_levels[SL_BUDGETS] = {0.50, 0.75, 0.90, 0.95};

#define BAD_YEAR 0.95

static const sl_estimate_t unknown = {(double)NAN, (double)NAN};

double sl_cost_change(const sl_results_t *results, size_t arrangement, sl_claims_level_t level)
{
  if (level == SL_AS_RUN) {
    return 0.0;
  }
  if (results->band == NULL) {
    return (double)NAN;
  }
  const sl_band_level_t at = level == SL_LOWER ? SL_BAND_FEWER : SL_BAND_MORE;
  return results->band->arrangements[arrangement].level[at].cost_change.value;
}

/* ---- by trial ---- */

/* Of n costs in ascending order, those that pass `budget` by more than `most`. */
static sl_estimate_t chance_above(const double *costs, size_t n, double budget, double most)
{
  size_t hits = 0;
  if (isnan(budget) || isnan(most)) {
    return unknown;
  }
  for (size_t t = 0; t < n; t++) {
    hits += costs[t] - budget > most + SL_DEFICIT_TOLERANCE;
  }
  return sl_proportion(hits, n);
}

double sl_capped_shift(const double *costs, size_t n, double cap, double mean)
{
  double below = 0.0;
  for (size_t t = 0; t < n; t++) {
    below += costs[t];
  }
  for (size_t k = n; k > 0; k--) {
    const double capped = k < n ? cap * (double)(n - k) : 0.0;
    const double shift = (mean * (double)n - capped - below) / (double)k;
    if (costs[k - 1] + shift <= cap) {
      return shift;
    }
    below -= costs[k - 1];
  }
  return cap - costs[0];
}

static int read_column(sl_pairs_t *pairs, sl_cost_variable_t variable, size_t a, double *values,
                       sl_error_t *error)
{
  const sl_column_range_t range = {variable, a, 1, 0, pairs->trials};
  const sl_column_source_t *source = &pairs->results->source;
  return source->read_columns(source->context, &range, values, error);
}

/* Of the values in pairs->first. */
static sl_estimate_t variation(const sl_pairs_t *pairs)
{
  const double n = (double)pairs->trials;
  const double mean = sl_mean(pairs->first, pairs->trials).value;
  const double variance = sl_variance(pairs->first, pairs->trials);
  double third = 0.0, fourth = 0.0;
  if (!(mean > 0.0) || isnan(variance)) {
    return unknown;
  }
  if (!(variance > 0.0)) {
    return (sl_estimate_t){0.0, 0.0};
  }
  for (size_t t = 0; t < pairs->trials; t++) {
    const double d = pairs->first[t] - mean;
    third += d * d * d;
    fourth += d * d * d * d;
  }
  const double s = sqrt(variance), v = s / mean;
  const double skew = third / n / (s * variance), kurtosis = fourth / n / (variance * variance);
  const double inside = (kurtosis - 1.0) / 4.0 + v * v - v * skew;
  return (sl_estimate_t){v, v * sqrt(fmax(inside, 0.0) / n)};
}

/* pairs->first: kept claims, pairs->difference: the cost. */
static sl_estimate_t response_of(const sl_pairs_t *pairs, size_t a, double kept)
{
  const double mean = sl_mean(pairs->difference, pairs->trials).value;
  const double rise =
      sl_cost_change(pairs->results, a, SL_HIGHER) - sl_cost_change(pairs->results, a, SL_LOWER);
  double together = 0.0, alone = 0.0;
  for (size_t t = 0; t < pairs->trials; t++) {
    const double d = pairs->first[t] - kept;
    together += d * (pairs->difference[t] - mean);
    alone += d * d;
  }
  const double response = rise / (0.2 * kept * together / alone);
  if (!(response >= 0.0 && response <= 2.0)) {
    return (sl_estimate_t){1.0, 0.0};
  }
  const sl_band_figures_t *level = pairs->results->band->arrangements[a].level;
  const double error = sl_joined_error(level[SL_BAND_MORE].cost_change.standard_error,
                                       level[SL_BAND_FEWER].cost_change.standard_error);
  return (sl_estimate_t){response, rise > 0.0 ? response * error / rise : 0.0};
}

/* pairs->second becomes the cost before the aggregate pays. */
static int weigh_kept(sl_pairs_t *pairs, size_t a, sl_weighed_t *weighed, sl_error_t *error)
{
  int code = read_column(pairs, SL_COST_RETAINED_CLAIMS, a, pairs->first, error);
  code = code == SL_OK
             ? read_column(pairs, SL_COST_AGGREGATE_REIMBURSEMENT, a, pairs->second, error)
             : code;
  code = code == SL_OK ? read_column(pairs, SL_COST_COST, a, pairs->difference, error) : code;
  if (code != SL_OK) {
    return code;
  }
  for (size_t t = 0; t < pairs->trials; t++) {
    pairs->first[t] += pairs->second[t];
    pairs->second[t] += pairs->difference[t];
  }
  weighed->kept = sl_mean(pairs->first, pairs->trials);
  weighed->volatility = variation(pairs);
  weighed->response = response_of(pairs, a, weighed->kept.value);
  return SL_OK;
}

/* pairs->first: the costs in ascending order. */
static sl_other_budget_t weigh_budget(const sl_pairs_t *pairs, double level)
{
  sl_other_budget_t other = {.budget = sl_quantile(pairs->first, pairs->trials, level)};
  size_t hits = 0;
  for (size_t t = 0; t < pairs->trials; t++) {
    const double above = pairs->first[t] - other.budget.value;
    hits += above > SL_DEFICIT_TOLERANCE;
    pairs->second[t] = fmax(above, 0.0);
    pairs->difference[t] = fmax(-above, 0.0);
  }
  other.chance = sl_proportion(hits, pairs->trials);
  other.deficit = sl_mean(pairs->second, pairs->trials);
  other.surplus = sl_mean(pairs->difference, pairs->trials);
  return other;
}

/* The chances of a level, of costs in ascending order. */
static void weigh_level(const double *costs, const sl_pairs_t *pairs, const sl_scenario_t *scenario,
                        size_t a, sl_weighed_level_t *at)
{
  const double budget = pairs->results->facts->arrangements[a].price.budget.value;
  const double reserve = scenario != NULL ? scenario->suitability.cash_reserve : (double)NAN;
  const double covenant = scenario != NULL ? scenario->suitability.covenant : (double)NAN;
  at->above_reserve = chance_above(costs, pairs->trials, budget, reserve);
  at->above_covenant = chance_above(costs, pairs->trials, covenant, 0.0);
  at->bad_year = sl_quantile(costs, pairs->trials, BAD_YEAR);
}

/* pairs->first: the costs, pairs->second: before the aggregate pays; both in ascending order. */
static void weigh_moved(const sl_pairs_t *pairs, const sl_scenario_t *scenario, size_t a,
                        sl_claims_level_t level, sl_weighed_t *weighed)
{
  const sl_price_t *price = &pairs->results->facts->arrangements[a].price;
  const double change = sl_cost_change(pairs->results, a, level);
  const double mean = sl_mean(pairs->first, pairs->trials).value;
  sl_weighed_level_t *at = &weighed->level[level];
  *at = (sl_weighed_level_t){unknown, unknown, unknown, change};
  if (isnan(change)) {
    return;
  }
  weighed->is_capped = price->exceeded_by == 0U && isfinite(price->maximum_cost.value);
  const double cap = weighed->is_capped ? price->maximum_cost.value : (double)INFINITY;
  const double *from = weighed->is_capped ? pairs->second : pairs->first;
  at->shift =
      weighed->is_capped ? sl_capped_shift(from, pairs->trials, cap, mean + change) : change;
  for (size_t t = 0; t < pairs->trials; t++) {
    pairs->difference[t] = fmin(from[t] + at->shift, cap);
  }
  weigh_level(pairs->difference, pairs, scenario, a, at);
}

static int weigh_one(sl_pairs_t *pairs, const sl_scenario_t *scenario, size_t a,
                     sl_weighed_t *weighed, sl_error_t *error)
{
  int code = weigh_kept(pairs, a, weighed, error);
  code = code == SL_OK ? sl_pairs_sorted(pairs, a, error) : code;
  if (code != SL_OK) {
    return code;
  }
  sl_sort(pairs->second, pairs->trials);
  weigh_level(pairs->first, pairs, scenario, a, &weighed->level[SL_AS_RUN]);
  weigh_moved(pairs, scenario, a, SL_LOWER, weighed);
  weigh_moved(pairs, scenario, a, SL_HIGHER, weighed);
  for (size_t i = 0; i < SL_BUDGETS; i++) {
    weighed->other[i] = weigh_budget(pairs, sl_budget_levels[i]);
  }
  return SL_OK;
}

int sl_weigh(const sl_results_t *results, const sl_scenario_t *scenario, sl_weighed_t **weighed,
             sl_error_t *error)
{
  const size_t n = results->facts->n_arrangements;
  sl_pairs_t pairs;
  *weighed = NULL;
  int code = sl_pairs_new(results, &pairs, error);
  sl_weighed_t *list = code == SL_OK ? calloc(n + 1, sizeof *list) : NULL;
  if (code == SL_OK && list == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for what the plan is weighed against");
  }
  for (size_t a = 0; code == SL_OK && a < n; a++) {
    code = weigh_one(&pairs, scenario, a, &list[a], error);
  }
  sl_pairs_free(&pairs);
  if (code != SL_OK) {
    free(list);
    return code;
  }
  *weighed = list;
  return SL_OK;
}

/* ---- by group size and by years ---- */

double sl_group_uncertainty(const sl_scenario_t *scenario)
{
  if (scenario == NULL || scenario->tree == NULL) {
    return (double)NAN;
  }
  const sl_cursor_t root = {sl_schema_scenario(), &scenario->tree->root};
  return sl_cursor_number(sl_cursor_child(root, "claims"), "uncertainty");
}

/* v^2 - w^2: what more people, or years, average out. */
static double own_variance(sl_estimate_t volatility, sl_estimate_t common)
{
  return fmax(volatility.value * volatility.value - common.value * common.value, 0.0);
}

sl_estimate_t sl_volatility_at(sl_estimate_t volatility, sl_estimate_t common, double own,
                               double employees)
{
  const double share = own / employees, inside = own_variance(volatility, common) * share;
  const double at = sqrt(common.value * common.value + inside);
  if (!(inside > 0.0)) {
    return (sl_estimate_t){at, common.standard_error};
  }
  return (sl_estimate_t){
      at, sl_joined_error(volatility.value * share / at * volatility.standard_error,
                          common.value * (1.0 - share) / at * common.standard_error)};
}

sl_estimate_t sl_kept_credibility(sl_estimate_t volatility, sl_estimate_t common, double years,
                                  double full)
{
  const double own = own_variance(volatility, common);
  const double z = sqrt(years / full) / sqrt(own);
  if (!(z < 1.0)) {
    return (sl_estimate_t){isnan(z) ? z : 1.0, 0.0};
  }
  return (sl_estimate_t){z, z / own *
                                sl_joined_error(volatility.value * volatility.standard_error,
                                                common.value * common.standard_error)};
}
