#include "sim/study/optimize/optimize.h"

#include "models/funding/arrangement.h"
#include "models/statistics/radix_sort.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/results/summary.h"
#include "sim/study/optimize/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const sl_risk_names[SL_RISKS] = {"tvar95", "tvar99", "deficit"};

#define RESERVE_LEVEL 0.95

sl_estimate_t sl_choice_risk(const sl_choice_t *choice, sl_risk_t risk)
{
  switch (risk) {
  case SL_RISK_TVAR99:
    return choice->tail99;
  case SL_RISK_DEFICIT:
    return choice->deficit_probability;
  case SL_RISK_TVAR95:
    break;
  }
  return choice->tail95;
}

/* Columns in the order of the choices, and the same sorted. */
typedef struct comparing {
  sl_optimize_result_t *result;
  size_t trials;
  const double **cost; /* [n]: as simulated */
  double *ascending;   /* [n][trials] */
  double *scratch;     /* [trials] */
} comparing_t;

/* ---- figures of one choice ---- */

static sl_estimate_t deficit_probability(const double *cost, size_t n, double budget)
{
  size_t hits = 0;
  for (size_t t = 0; t < n; t++) {
    hits += cost[t] - budget > SL_DEFICIT_TOLERANCE;
  }
  return sl_proportion(hits, n);
}

static void figure(const comparing_t *c, size_t i)
{
  sl_choice_t *choice = &c->result->choice[i];
  double *ascending = c->ascending + i * c->trials;
  const double budget = c->result->budget.value;
  memcpy(ascending, c->cost[i], c->trials * sizeof *ascending);
  sl_radix_sort(ascending, c->scratch, c->trials);
  choice->cost = sl_mean(c->cost[i], c->trials);
  choice->tail95 = sl_tail_mean(ascending, c->trials, 0.95);
  choice->tail99 = sl_tail_mean(ascending, c->trials, 0.99);
  choice->quantile95 = sl_quantile(ascending, c->trials, RESERVE_LEVEL);
  choice->deficit_probability = deficit_probability(c->cost[i], c->trials, budget);
  choice->reserve95 = sl_reserve(choice->quantile95, budget);
}

/* ---- comparisons ---- */

static sl_estimate_t paired(const comparing_t *c, size_t i, size_t other)
{
  for (size_t t = 0; t < c->trials; t++) {
    c->scratch[t] = c->cost[i][t] - c->cost[other][t];
  }
  return sl_mean(c->scratch, c->trials);
}

static bool dominates(const comparing_t *c, size_t other, size_t i)
{
  const sl_choice_t *choice = c->result->choice;
  if (other == i || !choice[other].offered || choice[other].cost.value >= choice[i].cost.value ||
      !sl_never_above(c->ascending + other * c->trials, c->ascending + i * c->trials, c->trials,
                      SL_DEFICIT_TOLERANCE)) {
    return false;
  }
  const sl_estimate_t above = paired(c, i, other);
  return above.value > SL_TOLD_APART * above.standard_error;
}

/* Choices stand by mean: the first that dominates is the one with the lowest. */
static size_t dominated_by(const comparing_t *c, size_t i)
{
  for (size_t other = 0; other < i; other++) {
    if (dominates(c, other, i)) {
      return other;
    }
  }
  return SL_NO_CHOICE;
}

static bool is_on_frontier(const sl_optimize_result_t *result, size_t i)
{
  const sl_choice_t *choice = &result->choice[i];
  const double risk = sl_choice_risk(choice, result->terms.risk).value;
  for (size_t k = 0; choice->offered && k < result->n; k++) {
    const sl_choice_t *other = &result->choice[k];
    const double mean = other->cost.value, others = sl_choice_risk(other, result->terms.risk).value;
    if (k != i && other->offered && mean <= choice->cost.value && others <= risk &&
        (mean < choice->cost.value || others < risk)) {
      return false;
    }
  }
  return choice->offered;
}

static bool keeps_limits(const sl_choice_t *choice, const sl_optimize_terms_t *terms)
{
  return !(choice->deficit_probability.value > terms->most_deficit) &&
         !(choice->reserve95.value > terms->most_reserve);
}

static void compare(const comparing_t *c)
{
  sl_optimize_result_t *result = c->result;
  for (size_t i = 0; i < result->n; i++) {
    sl_choice_t *choice = &result->choice[i];
    choice->allowed = keeps_limits(choice, &result->terms);
    choice->frontier = is_on_frontier(result, i);
    choice->dominated_by = dominated_by(c, i);
    if (result->best == SL_NO_CHOICE && choice->offered && choice->allowed) {
      result->best = i;
    }
  }
  for (size_t i = 0; i < result->n; i++) {
    result->choice[i].above_best = result->best != SL_NO_CHOICE
                                       ? paired(c, i, result->best)
                                       : (sl_estimate_t){(double)NAN, (double)NAN};
  }
}

/* ---- the whole ---- */

typedef struct place {
  double mean;
  size_t column;
} place_t;

static int by_mean(const void *a, const void *b)
{
  const place_t *x = a, *y = b;
  if (x->mean != y->mean) {
    return x->mean < y->mean ? -1 : 1;
  }
  return x->column < y->column ? -1 : 1;
}

/* The columns' choices by mean, and by place where means are equal. */
static int order(const sl_choice_columns_t *columns, comparing_t *c)
{
  place_t *place = malloc((columns->n + 1) * sizeof *place);
  if (place == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < columns->n; i++) {
    place[i] = (place_t){sl_mean(columns->cost + i * columns->trials, columns->trials).value, i};
  }
  qsort(place, columns->n, sizeof *place, by_mean);
  for (size_t i = 0; i < columns->n; i++) {
    sl_choice_t *choice = &c->result->choice[i];
    c->cost[i] = columns->cost + place[i].column * columns->trials;
    choice->offered = columns->offered[place[i].column];
    choice->name = columns->name[place[i].column];
    columns->name[place[i].column] = NULL;
  }
  free(place);
  return SL_OK;
}

static int evaluate(const sl_choice_columns_t *columns, sl_optimize_result_t *result)
{
  comparing_t c = {.result = result, .trials = columns->trials};
  result->n = columns->n;
  result->choice = calloc(columns->n + 1, sizeof *result->choice);
  c.cost = malloc((columns->n + 1) * sizeof *c.cost);
  c.ascending = malloc((columns->n * columns->trials + 1) * sizeof *c.ascending);
  c.scratch = malloc((columns->trials + 1) * sizeof *c.scratch);
  int code = result->choice != NULL && c.cost != NULL && c.ascending != NULL && c.scratch != NULL
                 ? SL_OK
                 : SL_ERR_MEMORY;
  code = code == SL_OK ? order(columns, &c) : code;
  for (size_t i = 0; code == SL_OK && i < result->n; i++) {
    figure(&c, i);
  }
  if (code == SL_OK) {
    compare(&c);
  }
  free(c.cost);
  free(c.ascending);
  free(c.scratch);
  return code;
}

static sl_optimize_result_t *new_result(const sl_scenario_t *scenario,
                                        const sl_optimize_terms_t *terms)
{
  sl_optimize_result_t *result = calloc(1, sizeof *result);
  if (result == NULL) {
    return NULL;
  }
  result->title = strdup(scenario->name);
  result->currency = strdup(scenario->currency);
  result->trials = scenario->simulation->trials;
  result->seed = scenario->simulation->seed;
  result->terms = *terms;
  result->terms.sweep = NULL;
  result->best = SL_NO_CHOICE;
  if (result->title == NULL || result->currency == NULL) {
    sl_optimize_free(result);
    return NULL;
  }
  return result;
}

int sl_optimize(const sl_scenario_t *scenario, const sl_optimize_terms_t *terms,
                const sl_engine_options_t *options, sl_optimize_result_t **result,
                sl_error_t *error)
{
  sl_choice_columns_t columns;
  *result = NULL;
  int code = sl_choice_columns_fill(&columns, scenario, terms->sweep, options, error);
  if (code == SL_OK) {
    *result = new_result(scenario, terms);
    code = *result != NULL ? SL_OK : SL_ERR_MEMORY;
    if (code == SL_OK) {
      (*result)->budget =
          isnan(terms->budget) ? columns.budget : (sl_estimate_t){terms->budget, 0.0};
      code = evaluate(&columns, *result);
    }
    if (code != SL_OK) {
      sl_fail(error, code, "no memory for the comparison of %zu choices", columns.n);
      sl_optimize_free(*result);
      *result = NULL;
    }
  }
  sl_choice_columns_free(&columns);
  return code;
}

void sl_optimize_free(sl_optimize_result_t *result)
{
  if (result == NULL) {
    return;
  }
  for (size_t i = 0; result->choice != NULL && i < result->n; i++) {
    free(result->choice[i].name);
  }
  free(result->choice);
  free(result->title);
  free(result->currency);
  free(result);
}
