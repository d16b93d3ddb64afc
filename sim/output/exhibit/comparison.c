#include "sim/output/exhibit/comparison.h"

#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/results/pairs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const sl_estimate_t unknown = {(double)NAN, (double)NAN};

/* ---- what the quotes and the summary say ---- */

static sl_estimate_t our_claims(const sl_compared_t *column)
{
  const sl_arrangement_t *arrangement = column->arrangement;
  if (!arrangement->kind->retains_claims) {
    return (sl_estimate_t){0.0, 0.0};
  }
  return arrangement->has_aggregate ? column->facts->price.expected_eligible
                                    : column->summary->component[SL_COST_RETAINED_CLAIMS];
}

static bool lies_within(const sl_window_t *inner, const sl_window_t *outer)
{
  return inner->incurred_from >= outer->incurred_from && inner->incurred_to <= outer->incurred_to &&
         inner->paid_from >= outer->paid_from && inner->paid_to <= outer->paid_to;
}

static bool holds_all_services(const sl_arrangement_t *arrangement)
{
  return arrangement->has_specific && arrangement->has_aggregate &&
         arrangement->specific.services == NULL && arrangement->aggregate.services == NULL &&
         arrangement->n_insured_lines == 0 && !arrangement->has_captive &&
         !arrangement->kind->insurer_runs_out;
}

/* Whether both covers hold the same claims, all of them in the cost. */
static bool covers_agree(const sl_comparison_t *comparison, const sl_arrangement_t *arrangement)
{
  const sl_calendar_t *calendar = &comparison->scenario->calendar;
  const sl_window_t counted =
      sl_accounting_window(comparison->results->facts->accounting, calendar);
  const sl_window_t specific = sl_contract_window(&arrangement->specific.contract, calendar);
  const sl_window_t aggregate = sl_contract_window(&arrangement->aggregate.contract, calendar);
  return sl_window_equal(&specific, &aggregate) && lies_within(&specific, &counted);
}

static sl_estimate_t kept_above(const sl_comparison_t *comparison, const sl_compared_t *column)
{
  if (!holds_all_services(column->arrangement) || !covers_agree(comparison, column->arrangement)) {
    return unknown;
  }
  const sl_estimate_t *mean = column->summary->component;
  const sl_estimate_t eligible = column->facts->price.expected_eligible;
  return (sl_estimate_t){
      mean[SL_COST_RETAINED_CLAIMS].value + mean[SL_COST_AGGREGATE_REIMBURSEMENT].value -
          mean[SL_COST_GAP].value - eligible.value,
      sl_joined_error(mean[SL_COST_RETAINED_CLAIMS].standard_error, eligible.standard_error)};
}

static void fill_column(const sl_comparison_t *comparison, size_t a)
{
  sl_compared_t *column = &comparison->column[a];
  const sl_arrangement_t *arrangement = &comparison->scenario->arrangements->list[a];
  *column = (sl_compared_t){.name = comparison->results->facts->arrangements[a].name,
                            .role = arrangement->quoted != NULL ? arrangement->quoted->role
                                                                : SL_QUOTED_OPTION,
                            .arrangement = arrangement,
                            .facts = &comparison->results->facts->arrangements[a],
                            .summary = &comparison->summary->arrangements[a],
                            .above_current = unknown,
                            .from_reference = unknown,
                            .from_renewal = unknown,
                            .dominated_by = SL_NO_COLUMN};
  const sl_price_t *price = &column->facts->price;
  sl_offer_of(arrangement, &comparison->enrolment, price, &column->offer);
  column->expected_claims = our_claims(column);
  column->kept_above = kept_above(comparison, column);
  column->expected_is_ours = isnan(column->offer.expected_claims);
  sl_offer_equivalent(arrangement, &comparison->enrolment, price,
                      column->expected_is_ours ? column->expected_claims.value
                                               : column->offer.expected_claims,
                      column->equivalent_expected);
}

/* ---- a percentile of the year's cost ---- */

/* What a year costs is a line of its claims: charges are fixed, or a share of them. */
static double claims_that_cost(const sl_comparison_t *comparison, const sl_compared_t *column,
                               double cost)
{
  static const double far = 1e6;
  const sl_price_t *price = &column->facts->price;
  const double at_none = sl_offer_cost_at(column->arrangement, &comparison->enrolment, price, 0.0);
  const double at_far = sl_offer_cost_at(column->arrangement, &comparison->enrolment, price, far);
  return (cost - at_none) * far / (at_far - at_none);
}

static void equivalent_at(const sl_comparison_t *comparison, const sl_compared_t *column,
                          double cost, double rate[SL_TIERS])
{
  sl_offer_equivalent(column->arrangement, &comparison->enrolment, &column->facts->price,
                      claims_that_cost(comparison, column, cost), rate);
}

static int fill_percentile(const sl_comparison_t *comparison, sl_pairs_t *pairs, size_t a,
                           sl_error_t *error)
{
  sl_compared_t *column = &comparison->column[a];
  double rate[SL_TIERS], higher[SL_TIERS];
  const int code = sl_pairs_sorted(pairs, a, error);
  if (code != SL_OK) {
    return code;
  }
  column->at_percentile = sl_quantile(pairs->first, pairs->trials, comparison->percentile);
  equivalent_at(comparison, column, column->at_percentile.value, rate);
  equivalent_at(comparison, column,
                column->at_percentile.value + column->at_percentile.standard_error, higher);
  for (size_t t = 0; t < SL_TIERS; t++) {
    column->equivalent_percentile[t] = (sl_estimate_t){rate[t], fabs(higher[t] - rate[t])};
  }
  return SL_OK;
}

/* ---- on common claims ---- */

static int compare_with(const sl_comparison_t *comparison, sl_pairs_t *pairs, size_t a,
                        sl_error_t *error)
{
  sl_compared_t *column = &comparison->column[a];
  sl_pair_t pair;
  int code = SL_OK;
  if (a != comparison->reference) {
    code = sl_pairs_compare(pairs, a, comparison->reference, &pair, error);
    if (code == SL_OK) {
      column->from_reference = pair.difference;
      column->above_current = comparison->current != SL_NO_COLUMN ? pair.dearer : unknown;
    }
  }
  if (code == SL_OK && comparison->renewal != SL_NO_COLUMN && a != comparison->renewal) {
    code = sl_pairs_compare(pairs, a, comparison->renewal, &pair, error);
    column->from_renewal = code == SL_OK ? pair.difference : unknown;
  }
  return code;
}

/* ---- the cheapest ---- */

static double mean_of(const sl_comparison_t *comparison, size_t a)
{
  return comparison->column[a].summary->expected_cost.value;
}

static size_t cheapest_of(const sl_comparison_t *comparison)
{
  size_t best = SL_NO_COLUMN;
  for (size_t a = 0; a < comparison->n; a++) {
    if (comparison->column[a].role != SL_QUOTED_CURRENT &&
        (best == SL_NO_COLUMN || mean_of(comparison, a) < mean_of(comparison, best))) {
      best = a;
    }
  }
  return best;
}

static int find_rival(sl_comparison_t *comparison, sl_pairs_t *pairs, sl_error_t *error)
{
  int code = SL_OK;
  comparison->cheapest = cheapest_of(comparison);
  comparison->rival = SL_NO_COLUMN;
  for (size_t a = 0; a < comparison->n && code == SL_OK; a++) {
    const size_t rival = comparison->rival;
    if (comparison->column[a].role == SL_QUOTED_CURRENT || a == comparison->cheapest ||
        (rival != SL_NO_COLUMN && mean_of(comparison, a) >= mean_of(comparison, rival))) {
      continue;
    }
    sl_pair_t pair = {0};
    code = sl_pairs_compare(pairs, a, comparison->cheapest, &pair, error);
    const sl_estimate_t dearer = pair.difference;
    if (code == SL_OK && !(dearer.value > SL_DOMINANCE_ERRORS * dearer.standard_error)) {
      comparison->rival = a;
    }
  }
  return code;
}

/* ---- insurance at the same mean ---- */

typedef struct ratios {
  const sl_comparison_t *comparison;
  sl_running_t *running; /* of the ratio's influence, by column */
} ratios_t;

static void take_block(void *context, const sl_block_t *block)
{
  const ratios_t *ratios = context;
  double influence[SL_BLOCK_TRIALS];
  for (size_t a = 0; a < ratios->comparison->n; a++) {
    const sl_compared_t *column = &ratios->comparison->column[a];
    const double ratio = column->break_even_loss_ratio.value;
    const double mean = column->break_even_premium.value;
    for (size_t t = 0; t < block->n_trials; t++) {
      const double cost = block->cost[SL_COST_COST][t * block->n_arrangements + a];
      influence[t] = (block->trial[SL_TRIAL_PLAN_PAID][t] - ratio * cost) / mean;
    }
    sl_running_add(&ratios->running[a], influence, block->n_trials, 1);
  }
}

static int fill_break_even(const sl_comparison_t *comparison, sl_error_t *error)
{
  const double plan_paid = comparison->summary->trial_mean[SL_TRIAL_PLAN_PAID].value;
  ratios_t ratios = {comparison, calloc(comparison->n + 1, sizeof *ratios.running)};
  if (ratios.running == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the exhibit");
  }
  for (size_t a = 0; a < comparison->n; a++) {
    sl_compared_t *column = &comparison->column[a];
    column->break_even_premium = column->summary->expected_cost;
    const double mean = column->break_even_premium.value;
    column->break_even_loss_ratio.value = mean > 0.0 ? plan_paid / mean : (double)NAN;
  }
  const int code = sl_results_each_block(comparison->results, take_block, &ratios, error);
  for (size_t a = 0; a < comparison->n && code == SL_OK; a++) {
    comparison->column[a].break_even_loss_ratio.standard_error =
        sl_running_mean(&ratios.running[a]).standard_error;
  }
  free(ratios.running);
  return code;
}

/* ---- all of it ---- */

static int fill_from_trials(sl_comparison_t *comparison, sl_error_t *error)
{
  sl_pairs_t pairs;
  bool offered[SL_EXHIBIT_COLUMNS_MAX] = {false};
  int code = sl_pairs_new(comparison->results, &pairs, error);
  for (size_t a = 0; a < comparison->n; a++) {
    offered[a] = comparison->column[a].role != SL_QUOTED_CURRENT;
  }
  for (size_t a = 0; a < comparison->n && code == SL_OK; a++) {
    code = fill_percentile(comparison, &pairs, a, error);
    code = code == SL_OK ? compare_with(comparison, &pairs, a, error) : code;
    if (code == SL_OK && offered[a]) {
      code = sl_pairs_dominated(&pairs, comparison->summary, offered, a,
                                &comparison->column[a].dominated_by, error);
    }
  }
  code = code == SL_OK ? find_rival(comparison, &pairs, error) : code;
  sl_pairs_free(&pairs);
  return code == SL_OK ? fill_break_even(comparison, error) : code;
}

/* The first with the role; SL_NO_COLUMN: none. */
static size_t column_of(const sl_comparison_t *comparison, sl_quoted_role_t role)
{
  for (size_t a = 0; a < comparison->n; a++) {
    if (comparison->column[a].role == role) {
      return a;
    }
  }
  return SL_NO_COLUMN;
}

/* A jurisdiction says its country first, "US-OH"; without one the currency does. */
static bool is_us(const sl_run_facts_t *facts)
{
  return facts->jurisdiction[0] != '\0' ? strncmp(facts->jurisdiction, "US", 2) == 0
                                        : strcmp(facts->currency, "USD") == 0;
}

static int check(const sl_results_t *results, const sl_scenario_t *scenario, sl_error_t *error)
{
  const size_t n = results->facts->n_arrangements;
  if (n > SL_EXHIBIT_COLUMNS_MAX) {
    return sl_fail(error, SL_ERR_INPUT, "%zu arrangements do not stand side by side; allowed: %d",
                   n, SL_EXHIBIT_COLUMNS_MAX);
  }
  bool fits = scenario->arrangements->n == n;
  for (size_t a = 0; a < n && fits; a++) {
    fits = strcmp(scenario->arrangements->list[a].name, results->facts->arrangements[a].name) == 0;
  }
  return fits ? SL_OK
              : sl_fail(error, SL_ERR_INPUT,
                        "the arrangements of the stored scenario are not those of the results");
}

int sl_comparison_new(const sl_results_t *results, const sl_summary_t *summary,
                      const sl_scenario_t *scenario, double percentile,
                      sl_comparison_t **comparison, sl_error_t *error)
{
  *comparison = NULL;
  int code = check(results, scenario, error);
  if (code != SL_OK) {
    return code;
  }
  sl_comparison_t *c = calloc(1, sizeof *c);
  if (c != NULL) {
    *c = (sl_comparison_t){.results = results,
                           .summary = summary,
                           .scenario = scenario,
                           .enrolment = results->facts->enrolment,
                           .percentile = percentile,
                           .is_us = is_us(results->facts),
                           .n = results->facts->n_arrangements};
    c->enrolment.payroll = c->enrolment.payroll > 0.0 ? c->enrolment.payroll : (double)NAN;
    c->column = calloc(c->n + 1, sizeof *c->column);
  }
  if (c == NULL || c->column == NULL) {
    sl_comparison_free(c);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the exhibit");
  }
  for (size_t a = 0; a < c->n; a++) {
    fill_column(c, a);
  }
  c->current = column_of(c, SL_QUOTED_CURRENT);
  c->renewal = column_of(c, SL_QUOTED_RENEWAL);
  c->reference = c->current != SL_NO_COLUMN ? c->current : 0;
  code = fill_from_trials(c, error);
  if (code != SL_OK) {
    sl_comparison_free(c);
    return code;
  }
  *comparison = c;
  return SL_OK;
}

void sl_comparison_free(sl_comparison_t *comparison)
{
  if (comparison != NULL) {
    free(comparison->column);
    free(comparison);
  }
}
