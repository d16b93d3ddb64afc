#include "sim/study/sweep/sweep.h"

#include "models/funding/cost.h"
#include "models/statistics/radix_sort.h"
#include "sim/engine/trials/trial_claims.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/study/sweep/terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct sl_sweep {
  sl_sweep_plan_t plan; /* the scenario and the arrangement of every point */
  sl_engine_t *engine;
  sl_sweep_result_t *result;
  double *cost, *specific, *aggregate; /* [points][trials]: cost and both reimbursements */
  double *block;                       /* see sl_sweep_block_t */
  sl_trial_claims_t *claims;           /* of one cover: [SL_BLOCK_TRIALS] */
  sl_trial_paths_t *paths;             /* likewise */
  sl_sweep_sink_t sink;
  void *sink_context;
};

static size_t n_points(const sl_sweep_t *sweep)
{
  return sweep->plan.n_specific * sweep->plan.n_corridor;
}

static size_t n_trials(const sl_sweep_t *sweep)
{
  return (size_t)sweep->plan.scenario->simulation->trials;
}

/* ---- room ---- */

static double *copy_values(const double *values, size_t n)
{
  double *copy = malloc(n * sizeof *copy);
  return copy != NULL ? memcpy(copy, values, n * sizeof *copy) : NULL;
}

static void count_lasers(sl_sweep_result_t *result, const sl_specific_t *specific)
{
  for (size_t i = 0; i < specific->n_lasers; i++) {
    const sl_laser_t *laser = &specific->lasers[i];
    result->n_lasers += !laser->excluded;
    for (size_t s = 0; s < result->n_specific; s++) {
      result->lasers_raised[s] += !laser->excluded && laser->deductible < result->specific[s];
    }
  }
}

static int make_result(sl_sweep_t *sweep, sl_error_t *error)
{
  const sl_sweep_plan_t *plan = &sweep->plan;
  sl_sweep_result_t *result = sweep->result = calloc(1, sizeof *result);
  if (result == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the sweep");
  }
  result->n_specific = plan->n_specific;
  result->n_corridor = plan->n_corridor;
  result->specific = copy_values(plan->specific, plan->n_specific);
  result->corridor = copy_values(plan->corridor, plan->n_corridor);
  result->point = calloc(n_points(sweep), sizeof *result->point);
  result->lasers_raised = calloc(plan->n_specific, sizeof *result->lasers_raised);
  if (result->specific == NULL || result->corridor == NULL || result->point == NULL ||
      result->lasers_raised == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu combinations", n_points(sweep));
  }
  count_lasers(result, &plan->point[0].specific);
  return SL_OK;
}

int sl_sweep_new(const sl_scenario_t *scenario, const sl_sweep_terms_t *terms,
                 const sl_engine_options_t *options, sl_sweep_t **sweep, sl_error_t *error)
{
  *sweep = calloc(1, sizeof **sweep);
  if (*sweep == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the sweep");
  }
  int code = sl_sweep_plan_init(&(*sweep)->plan, scenario, terms, error);
  code = code == SL_OK ? make_result(*sweep, error) : code;
  if (code == SL_OK) {
    const sl_engine_options_t own = sl_sweep_plan_options(&(*sweep)->plan, options);
    code = sl_engine_new((*sweep)->plan.scenario, &own, &(*sweep)->engine, error);
  }
  if (code != SL_OK) {
    sl_sweep_free(*sweep);
    *sweep = NULL;
  }
  return code;
}

static void free_room(sl_sweep_t *sweep)
{
  free(sweep->cost);
  free(sweep->specific);
  free(sweep->aggregate);
  free(sweep->block);
  free(sweep->claims);
  free(sweep->paths);
  sweep->cost = sweep->specific = sweep->aggregate = sweep->block = NULL;
  sweep->claims = NULL;
  sweep->paths = NULL;
}

void sl_sweep_free(sl_sweep_t *sweep)
{
  if (sweep != NULL) {
    free_room(sweep);
    sl_engine_free(sweep->engine);
    sl_sweep_result_free(sweep->result);
    sl_sweep_plan_free(&sweep->plan);
    free(sweep);
  }
}

void sl_sweep_result_free(sl_sweep_result_t *result)
{
  if (result != NULL) {
    sl_run_facts_free(result->run);
    free(result->specific);
    free(result->corridor);
    free(result->point);
    free(result->lasers_raised);
    free(result);
  }
}

const sl_sweep_result_t *sl_sweep_result(const sl_sweep_t *sweep) { return sweep->result; }

bool sl_sweep_is_comparable(const sl_sweep_result_t *result, bool *specific)
{
  *specific = result->specific_quoted && result->n_specific > 1;
  return !*specific && !(result->aggregate_quoted && result->n_specific * result->n_corridor > 1);
}

/* ---- prices ---- */

/* The own arrangement is the last of the sweep's scenario. */
static int price_own(sl_sweep_t *sweep, sl_price_t *price, sl_error_t *error)
{
  const sl_scenario_t *scenario = sweep->plan.scenario;
  const size_t own = scenario->arrangements->n - 1;
  return sl_engine_settle(sweep->engine, &scenario->arrangements->list[own], own, price, error);
}

int sl_sweep_price(sl_sweep_t *sweep, sl_error_t *error)
{
  sl_sweep_result_t *result = sweep->result;
  sl_price_t own = {0};
  int code = sl_engine_collect(sweep->engine, error);
  code = code == SL_OK ? price_own(sweep, &own, error) : code;
  code = code == SL_OK ? sl_sweep_plan_premiums(&sweep->plan, &own, error) : code;
  for (size_t p = 0; code == SL_OK && p < n_points(sweep); p++) {
    code = sl_engine_settle(sweep->engine, &sweep->plan.point[p], p / sweep->plan.n_corridor,
                            &result->point[p].price, error);
  }
  if (code != SL_OK) {
    return code;
  }
  result->specific_premium = sweep->plan.specific_premium;
  result->aggregate_premium = sweep->plan.aggregate_premium;
  result->specific_quoted = sl_sweep_plan_keeps(&sweep->plan, true);
  result->aggregate_quoted = sl_sweep_plan_keeps(&sweep->plan, false);
  return sl_sweep_plan_facts(&sweep->plan, &own, &result->run, error);
}

/* ---- costs ---- */

static int reserve(sl_sweep_t *sweep, sl_error_t *error)
{
  const size_t points = n_points(sweep);
  sweep->cost = malloc(points * n_trials(sweep) * sizeof *sweep->cost);
  sweep->specific = malloc(points * n_trials(sweep) * sizeof *sweep->specific);
  sweep->aggregate = malloc(points * n_trials(sweep) * sizeof *sweep->aggregate);
  sweep->block = malloc(points * SL_BLOCK_TRIALS * sizeof *sweep->block);
  sweep->claims = malloc(SL_BLOCK_TRIALS * sizeof *sweep->claims);
  sweep->paths = malloc(SL_BLOCK_TRIALS * sizeof *sweep->paths);
  return sweep->cost != NULL && sweep->specific != NULL && sweep->aggregate != NULL &&
                 sweep->block != NULL && sweep->claims != NULL && sweep->paths != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY,
                       "no memory for the costs of %zu combinations in %zu trials", points,
                       n_trials(sweep));
}

/* One combination in a block's trials. */
static void cost_point(sl_sweep_t *sweep, size_t p, size_t first, size_t n)
{
  const sl_sweep_plan_t *plan = &sweep->plan;
  const size_t width = plan->n_corridor, c = p % width;
  const size_t at = p * n_trials(sweep) + first;
  double *rows = sweep->block + p / width * width * n + c;
  for (size_t t = 0; t < n; t++) {
    const sl_trial_cost_t cost =
        sl_arrangement_cost(&plan->point[p], &plan->scenario->group->enrolment,
                            &sweep->result->point[p].price, &sweep->claims[t]);
    sweep->cost[at + t] = rows[t * width] = cost.cost;
    sweep->specific[at + t] = cost.specific_reimbursement;
    sweep->aggregate[at + t] = cost.aggregate_reimbursement;
  }
}

static int take_block(void *context, uint64_t index, size_t n, const sl_unit_sums_t *sums,
                      sl_error_t *error)
{
  sl_sweep_t *sweep = context;
  const size_t first = (size_t)index * SL_BLOCK_TRIALS, width = sweep->plan.n_corridor;
  for (size_t s = 0; s < sweep->plan.n_specific; s++) {
    for (size_t t = 0; t < n; t++) {
      sweep->claims[t] = sl_trial_claims_of(sums, sums->model->cover_of[s], t, &sweep->paths[t]);
    }
    for (size_t c = 0; c < width; c++) {
      cost_point(sweep, s * width + c, first, n);
    }
  }
  const sl_sweep_block_t block = {.first_trial = first, .n_trials = n, .cost = sweep->block};
  return sweep->sink != NULL ? sweep->sink(sweep->sink_context, &block, error) : SL_OK;
}

/* ---- figures ---- */

static sl_estimate_t deficits(const double *cost, size_t n, double budget, double *scratch,
                              sl_estimate_t *mean)
{
  size_t hits = 0;
  for (size_t t = 0; t < n; t++) {
    const double over = cost[t] - budget;
    scratch[t] = over > SL_DEFICIT_TOLERANCE ? over : 0.0;
    hits += over > SL_DEFICIT_TOLERANCE;
  }
  *mean = sl_mean(scratch, n);
  return sl_proportion(hits, n);
}

static void summarize_point(sl_sweep_t *sweep, size_t p, double *scratch)
{
  const size_t n = n_trials(sweep);
  const double *cost = sweep->cost + p * n;
  sl_sweep_point_t *point = &sweep->result->point[p];
  point->cost = sl_mean(cost, n);
  point->specific_reimbursement = sl_mean(sweep->specific + p * n, n);
  point->aggregate_reimbursement = sl_mean(sweep->aggregate + p * n, n);
  point->deficit_probability =
      deficits(cost, n, point->price.budget.value, scratch, &point->deficit);
  memcpy(scratch, cost, n * sizeof *scratch);
  sl_radix_sort(scratch, scratch + n, n);
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    point->quantile[q] = sl_quantile(scratch, n, sl_quantile_levels[q]);
  }
}

static void compare_with_lowest(sl_sweep_t *sweep, double *scratch)
{
  const size_t n = n_trials(sweep);
  sl_sweep_result_t *result = sweep->result;
  for (size_t p = 1; p < n_points(sweep); p++) {
    if (result->point[p].cost.value < result->point[result->lowest].cost.value) {
      result->lowest = p;
    }
  }
  const double *lowest = sweep->cost + result->lowest * n;
  for (size_t p = 0; p < n_points(sweep); p++) {
    const double *cost = sweep->cost + p * n;
    for (size_t t = 0; t < n; t++) {
      scratch[t] = cost[t] - lowest[t];
    }
    result->point[p].above_lowest = sl_mean(scratch, n);
  }
}

static int summarize(sl_sweep_t *sweep, sl_error_t *error)
{
  double *scratch = malloc(2 * n_trials(sweep) * sizeof *scratch);
  if (scratch == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu trials", n_trials(sweep));
  }
  for (size_t p = 0; p < n_points(sweep); p++) {
    summarize_point(sweep, p, scratch);
  }
  compare_with_lowest(sweep, scratch);
  free(scratch);
  return SL_OK;
}

int sl_sweep_run(sl_sweep_t *sweep, sl_sweep_sink_t sink, void *context, sl_error_t *error)
{
  sweep->sink = sink;
  sweep->sink_context = context;
  int code = reserve(sweep, error);
  code = code == SL_OK ? sl_engine_run_sums(sweep->engine, take_block, sweep, error) : code;
  code = code == SL_OK ? summarize(sweep, error) : code;
  free_room(sweep);
  return code;
}

int sl_sweep_all(sl_sweep_t *sweep, const sl_sweep_into_t *sink, sl_error_t *error)
{
  int code = sl_sweep_price(sweep, error);
  if (code == SL_OK && sink->open != NULL) {
    code = sink->open(sink->context, sweep->result, error);
  }
  code = code == SL_OK ? sl_sweep_run(sweep, sink->block, sink->context, error) : code;
  return code == SL_OK && sink->finish != NULL ? sink->finish(sink->context, error) : code;
}
