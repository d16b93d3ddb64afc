#include "sim/results/summary.h"

#include "models/core/elementary.h"
#include "models/core/special_functions.h"
#include "models/funding/arrangement.h"
#include "sim/results/block.h"
#include "sim/results/tally.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define SQRT_2_PI 2.50662827463100050242

/* Columns read at once: as many as fit, but one at least. */
#define COLUMN_BYTES ((size_t)32 << 20)

/* Of a column that is not kept. */
#define PART_TRIALS ((size_t)4 * SL_BLOCK_TRIALS)

double sl_summary_value(const sl_arrangement_summary_t *summary, sl_summary_variable_t variable)
{
  return sl_variable_value(&sl_summary_variables[variable], summary, 0);
}

double sl_quantile_value(const sl_arrangement_summary_t *summary, sl_quantile_variable_t variable,
                         size_t level)
{
  return sl_variable_value(&sl_quantile_variables[variable], summary, level);
}

/* max(0, x) of a normal estimate x; see summary.h. Its variance in units of the estimate's, with
 * z = x / standard_error, is Phi(z) + z^2 Phi(z) Phi(-z) + z phi(z) (Phi(-z) - Phi(z)) - phi(z)^2.
 */
static sl_estimate_t positive_part(double x, double standard_error)
{
  sl_estimate_t result = {fmax(0.0, x), standard_error};
  if (standard_error > 0.0) {
    const double z = x / standard_error;
    const double density = sl_det_exp(-0.5 * z * z) / SQRT_2_PI;
    const double above = sl_normal_cdf(z), below = sl_normal_survival(z);
    const double variance =
        above + z * z * above * below + z * density * (below - above) - density * density;
    result.standard_error = standard_error * sqrt(fmax(0.0, variance));
  }
  return result;
}

sl_estimate_t sl_reserve(sl_estimate_t quantile, double budget)
{
  return positive_part(quantile.value - budget, quantile.standard_error);
}

static void summarize_quantiles(const double *ascending, size_t n, double budget,
                                sl_arrangement_summary_t *summary)
{
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    summary->quantile[q] = sl_quantile(ascending, n, sl_quantile_levels[q]);
  }
  const sl_estimate_t q95 = sl_quantile(ascending, n, 0.95);
  const sl_estimate_t q99 = sl_quantile(ascending, n, 0.99);
  summary->reserve95 = sl_reserve(q95, budget);
  summary->reserve99 = sl_reserve(q99, budget);
  summary->tail_mean95 = sl_tail_mean(ascending, n, 0.95);
  summary->tail_mean99 = sl_tail_mean(ascending, n, 0.99);
  summary->largest_cost = ascending[n - 1];
}

static int read_column(const sl_column_source_t *source, sl_cost_variable_t variable, size_t a,
                       size_t n, double *column, sl_error_t *error)
{
  const sl_column_range_t range = {variable, a, 1, 0, n};
  return source->read_columns(source->context, &range, column, error);
}

/* Where the worst 5% and the worst 1% of an arrangement's costs begin. */
typedef struct tail_cuts {
  sl_tail_cut_t worst[2];
} tail_cuts_t;

/* What is done with one column, which it may sort. cuts: of the arrangement. */
typedef void (*use_column_t)(const sl_run_facts_t *facts, double *column, size_t n, double *scratch,
                             sl_arrangement_summary_t *summary, size_t arrangement,
                             tail_cuts_t *cuts);

static void use_cost(const sl_run_facts_t *facts, double *column, size_t n, double *scratch,
                     sl_arrangement_summary_t *summary, size_t arrangement, tail_cuts_t *cuts)
{
  const double budget = facts->arrangements[arrangement].price.budget.value;
  sl_enough_of(column, n, budget + SL_DEFICIT_TOLERANCE, scratch, &summary->enough);
  summarize_quantiles(column, n, budget, summary);
  *cuts = (tail_cuts_t){{sl_tail_cut(column, n, 0.95), sl_tail_cut(column, n, 0.99)}};
}

static void use_shortfall(const sl_run_facts_t *facts, double *column, size_t n, double *scratch,
                          sl_arrangement_summary_t *summary, size_t arrangement, tail_cuts_t *cuts)
{
  (void)scratch;
  (void)arrangement;
  (void)cuts;
  sl_sort(column, n);
  summary->working_capital = sl_quantile(column, n, facts->cash_flow.level);
}

/* Every arrangement's column of a variable, some at a time. */
static int use_columns(const sl_run_facts_t *facts, const sl_column_source_t *source,
                       sl_cost_variable_t variable, use_column_t use, tail_cuts_t *cuts,
                       sl_summary_t *summary, sl_error_t *error)
{
  const size_t n = (size_t)summary->trials, all = summary->n_arrangements;
  const size_t fit = COLUMN_BYTES / sizeof(double) / n;
  const size_t room = fit < 1 ? 1 : fit < all ? fit : all;
  double *columns = malloc(room * n * sizeof *columns);
  double *scratch = malloc(sl_enough_scratch(n) * sizeof *scratch);
  int code = SL_OK;
  if (columns == NULL || scratch == NULL) {
    free(columns);
    free(scratch);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the summary of %zu trials", n);
  }
  for (size_t first = 0; code == SL_OK && first < all; first += room) {
    const size_t some = all - first < room ? all - first : room;
    const sl_column_range_t range = {variable, first, some, 0, n};
    code = source->read_columns(source->context, &range, columns, error);
    for (size_t i = 0; code == SL_OK && i < some; i++) {
      const size_t a = first + i;
      use(facts, columns + i * n, n, scratch, &summary->arrangements[a], a, &cuts[a]);
    }
  }
  free(columns);
  free(scratch);
  return code;
}

/* ---- the gap inside the bad years, and without it ---- */

static bool has_gap(const sl_arrangement_summary_t *summary)
{
  return summary->component[SL_COST_GAP].value != 0.0;
}

/* What is done with a cost and a part of it: the part comes some trials at a time, since a second
 * column would be the most that a run holds by trial. */
typedef void (*use_part_t)(void *context, double *cost, const double *part, size_t n);

static int use_part(const sl_column_source_t *source, sl_cost_variable_t variable, size_t a,
                    size_t n, double *cost, use_part_t use, void *context, sl_error_t *error)
{
  double part[PART_TRIALS];
  int code = SL_OK;
  for (size_t first = 0; code == SL_OK && first < n; first += PART_TRIALS) {
    const size_t some = n - first < PART_TRIALS ? n - first : PART_TRIALS;
    const sl_column_range_t range = {variable, a, 1, first, some};
    code = source->read_columns(source->context, &range, part, error);
    if (code == SL_OK) {
      use(context, cost + first, part, some);
    }
  }
  return code;
}

typedef struct tails {
  sl_tail_sums_t worst[2];
} tails_t;

static void look(void *context, double *cost, const double *part, size_t n)
{
  tails_t *tails = context;
  sl_tail_look(&tails->worst[0], cost, part, n);
  sl_tail_look(&tails->worst[1], cost, part, n);
}

static void take(void *context, double *cost, const double *part, size_t n)
{
  tails_t *tails = context;
  sl_tail_take(&tails->worst[0], cost, part, n);
  sl_tail_take(&tails->worst[1], cost, part, n);
}

static void leave_out(void *context, double *cost, const double *part, size_t n)
{
  (void)context;
  for (size_t t = 0; t < n; t++) {
    cost[t] -= part[t];
  }
}

static int weigh_tails(const sl_column_source_t *source, size_t a, size_t n, double *cost,
                       const tail_cuts_t *cuts, sl_arrangement_summary_t *summary,
                       sl_error_t *error)
{
  tails_t tails = {{{.cut = cuts->worst[0]}, {.cut = cuts->worst[1]}}};
  int code = read_column(source, SL_COST_COST, a, n, cost, error);
  code = code == SL_OK ? use_part(source, SL_COST_GAP, a, n, cost, look, &tails, error) : code;
  code = code == SL_OK ? use_part(source, SL_COST_GAP, a, n, cost, take, &tails, error) : code;
  summary->gap_in_tail95 = sl_tail_tell(&tails.worst[0]);
  summary->gap_in_tail99 = sl_tail_tell(&tails.worst[1]);
  return code;
}

/* cost: a column of n. */
static int weigh_gap(const sl_column_source_t *source, size_t a, size_t n, double *cost,
                     const tail_cuts_t *cuts, sl_arrangement_summary_t *summary, sl_error_t *error)
{
  int code = weigh_tails(source, a, n, cost, cuts, summary, error);
  if (code != SL_OK || summary->component[SL_COST_GAP_ABOVE].value == 0.0) {
    return code;
  }
  code = use_part(source, SL_COST_GAP_ABOVE, a, n, cost, leave_out, NULL, error);
  if (code == SL_OK) {
    summary->renewed_cost = sl_mean(cost, n);
    sl_sort(cost, n);
    summary->renewed95 = sl_quantile(cost, n, 0.95);
    summary->renewed99 = sl_quantile(cost, n, 0.99);
  }
  return code;
}

static int weigh_gaps(const sl_column_source_t *source, const tail_cuts_t *cuts,
                      sl_summary_t *summary, sl_error_t *error)
{
  const size_t n = (size_t)summary->trials;
  double *cost = NULL;
  int code = SL_OK;
  for (size_t a = 0; code == SL_OK && a < summary->n_arrangements; a++) {
    if (!has_gap(&summary->arrangements[a])) {
      continue;
    }
    if (cost == NULL && (cost = malloc(n * sizeof *cost)) == NULL) {
      return sl_fail(error, SL_ERR_MEMORY, "no memory for the summary of %zu trials", n);
    }
    code = weigh_gap(source, a, n, cost, &cuts[a], &summary->arrangements[a], error);
  }
  free(cost);
  return code;
}

/* ---- why a year can cost more than its maximum ---- */

static int measure_reason(const sl_column_source_t *source, sl_beyond_t reason,
                          sl_summary_t *summary, sl_error_t *error)
{
  const size_t n = (size_t)summary->trials;
  const sl_cost_variable_t variable = (sl_cost_variable_t)(SL_COST_BEYOND_CONTRACT + reason);
  double *column = NULL;
  int code = SL_OK;
  for (size_t a = 0; code == SL_OK && a < summary->n_arrangements; a++) {
    sl_arrangement_summary_t *s = &summary->arrangements[a];
    if (s->component[variable].value == 0.0) {
      continue;
    }
    if (column == NULL && (column = malloc(n * sizeof *column)) == NULL) {
      return sl_fail(error, SL_ERR_MEMORY, "no memory for the summary of %zu trials", n);
    }
    code = read_column(source, variable, a, n, column, error);
    if (code == SL_OK) {
      sl_sort(column, n);
      s->beyond95[reason] = sl_quantile(column, n, 0.95);
      s->beyond99[reason] = sl_tail_mean(column, n, 0.99);
    }
  }
  free(column);
  return code;
}

static int measure_reasons(const sl_column_source_t *source, sl_summary_t *summary,
                           sl_error_t *error)
{
  int code = SL_OK;
  for (int r = 0; code == SL_OK && r < SL_N_BEYOND; r++) {
    code = measure_reason(source, (sl_beyond_t)r, summary, error);
  }
  return code;
}

static sl_summary_t *allocate(const sl_run_facts_t *facts, uint64_t trials)
{
  sl_summary_t *s = calloc(1, sizeof *s);
  if (s != NULL) {
    s->arrangements = calloc(facts->n_arrangements + 1, sizeof *s->arrangements);
  }
  if (s == NULL || s->arrangements == NULL) {
    free(s);
    return NULL;
  }
  s->trials = trials;
  s->n_arrangements = facts->n_arrangements;
  return s;
}

static int measure(const sl_run_facts_t *facts, const sl_column_source_t *source, sl_summary_t *s,
                   sl_error_t *error)
{
  tail_cuts_t *cuts = calloc(s->n_arrangements + 1, sizeof *cuts);
  if (cuts == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the summary");
  }
  int code = use_columns(facts, source, SL_COST_COST, use_cost, cuts, s, error);
  code = code == SL_OK ? weigh_gaps(source, cuts, s, error) : code;
  if (code == SL_OK && facts->n_months > 0) {
    code = use_columns(facts, source, SL_COST_PEAK_SHORTFALL, use_shortfall, cuts, s, error);
  }
  free(cuts);
  return code == SL_OK ? measure_reasons(source, s, error) : code;
}

int sl_tally_summarize(const sl_tally_t *tally, const sl_column_source_t *source,
                       sl_summary_t **summary, sl_error_t *error)
{
  const sl_run_facts_t *facts = sl_tally_facts(tally);
  *summary = NULL;
  if (sl_tally_trials(tally) == 0) {
    return sl_fail(error, SL_ERR_ARGUMENT, "there are no trials to summarize");
  }
  sl_summary_t *s = allocate(facts, sl_tally_trials(tally));
  if (s == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the summary");
  }
  sl_tally_tell(tally, s);
  const int code = measure(facts, source, s, error);
  if (code != SL_OK) {
    sl_summary_free(s);
    return code;
  }
  *summary = s;
  return SL_OK;
}

int sl_summary_new(const sl_results_t *results, sl_summary_t **summary, sl_error_t *error)
{
  sl_tally_t *tally = NULL;
  *summary = NULL;
  int code = sl_tally_new(results->facts, &tally, error);
  if (code == SL_OK) {
    code = sl_results_each_block(results, sl_tally_take, tally, error);
  }
  if (code == SL_OK) {
    code = sl_tally_summarize(tally, &results->source, summary, error);
  }
  sl_tally_free(tally);
  return code;
}

void sl_summary_free(sl_summary_t *summary)
{
  if (summary != NULL) {
    free(summary->arrangements);
    free(summary);
  }
}
