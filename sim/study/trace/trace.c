#include "sim/study/trace/trace.h"

#include "sim/engine/compile/dating.h"
#include "sim/engine/one_trial.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"
#include "sim/study/trace/allot.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct sl_tracer {
  const sl_scenario_t *scenario;
  sl_cache_t *cache; /* owned: the two models' samplers are the same */
  sl_engine_t *engine;
  sl_price_t *prices; /* by arrangement */
  sl_one_trial_t *one;
  sl_block_t *block;
};

/* ---- the tracer ---- */

static int make(sl_tracer_t *tracer, const sl_engine_options_t *options, sl_error_t *error)
{
  const sl_scenario_t *scenario = tracer->scenario;
  sl_engine_options_t own = *options;
  int code = SL_OK;
  if (own.cache == NULL) {
    code = sl_cache_new(0, &tracer->cache, error);
    own.cache = tracer->cache;
  }
  tracer->prices = calloc(scenario->arrangements->n + 1, sizeof *tracer->prices);
  if (code == SL_OK && tracer->prices == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for prices");
  }
  code = code == SL_OK ? sl_engine_new(scenario, &own, &tracer->engine, error) : code;
  code = code == SL_OK ? sl_engine_price(tracer->engine, tracer->prices, error) : code;
  code = code == SL_OK ? sl_one_trial_new(scenario, &own, &tracer->one, error) : code;
  return code == SL_OK ? sl_block_new(scenario->arrangements->n, sl_cash_flow_months(scenario),
                                      &tracer->block, error)
                       : code;
}

int sl_tracer_new(const sl_scenario_t *scenario, const sl_engine_options_t *options,
                  sl_tracer_t **tracer, sl_error_t *error)
{
  *tracer = calloc(1, sizeof **tracer);
  if (*tracer == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory to trace a year");
  }
  (*tracer)->scenario = scenario;
  const int code = make(*tracer, options, error);
  if (code != SL_OK) {
    sl_tracer_free(*tracer);
    *tracer = NULL;
  }
  return code;
}

void sl_tracer_free(sl_tracer_t *tracer)
{
  if (tracer != NULL) {
    sl_block_free(tracer->block);
    sl_one_trial_free(tracer->one);
    sl_engine_free(tracer->engine);
    sl_cache_free(tracer->cache);
    free(tracer->prices);
    free(tracer);
  }
}

int sl_tracer_run(sl_tracer_t *tracer, sl_block_sink_t sink, void *context, sl_error_t *error)
{
  return sl_engine_run(tracer->engine, sink, context, error);
}

/* ---- the claims ---- */

typedef struct list {
  const sl_model_t *model;
  sl_trace_t *trace;
  size_t room;
  bool failed;
} list_t;

/* Whether some figure of some arrangement may hold it: a claim of an earlier year that was paid
 * long ago is in none. */
static bool matters(const sl_model_t *model, const sl_seen_claim_t *seen)
{
  const sl_paid_claim_t claim = {seen->incurred, seen->paid, seen->service, seen->plan_paid};
  bool any = false;
  for (size_t c = 0; c < model->n_covers && !any; c++) {
    const sl_coverage_t *coverage = &model->covers[c];
    any = sl_coverage_counts(coverage, &claim);
    for (size_t i = 0; i < coverage->n_takes && !any; i++) {
      any = sl_cover_holds(&coverage->take[i].cover, &claim);
    }
  }
  return any;
}

static void see(void *context, const sl_seen_claim_t *seen)
{
  list_t *list = context;
  sl_trace_t *trace = list->trace;
  const sl_dating_t *dating = list->model->dating;
  const bool in_year =
      dating == NULL || sl_window_holds(&dating->counted, seen->incurred, seen->paid);
  if (list->failed || (!in_year && !matters(list->model, seen))) {
    return;
  }
  if (trace->n_claims == list->room) {
    const size_t room = 2 * list->room + 1024;
    sl_trace_claim_t *more = realloc(trace->claim, room * sizeof *more);
    list->failed = more == NULL;
    if (more == NULL) {
      return;
    }
    trace->claim = more;
    list->room = room;
  }
  trace->claim[trace->n_claims++] = (sl_trace_claim_t){.seen = *seen, .in_year = in_year};
}

/* ---- persons ---- */

static int by_person_and_day(const void *left, const void *right)
{
  const sl_seen_claim_t *a = &((const sl_trace_claim_t *)left)->seen;
  const sl_seen_claim_t *b = &((const sl_trace_claim_t *)right)->seen;
  const int64_t keys[][2] = {{a->person, b->person},
                             {a->incurred, b->incurred},
                             {a->paid, b->paid},
                             {a->service, b->service},
                             {a->condition, b->condition}};
  for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
    if (keys[i][0] != keys[i][1]) {
      return keys[i][0] < keys[i][1] ? -1 : 1;
    }
  }
  return (a->allowed > b->allowed) - (a->allowed < b->allowed);
}

static int dearest_first(const void *left, const void *right)
{
  const sl_trace_person_t *a = left, *b = right;
  if (a->plan_paid != b->plan_paid) {
    return a->plan_paid > b->plan_paid ? -1 : 1;
  }
  return (a->person > b->person) - (a->person < b->person);
}

static void find_persons(sl_trace_t *trace)
{
  for (size_t c = 0; c < trace->n_claims; c++) {
    const sl_trace_claim_t *claim = &trace->claim[c];
    if (c == 0 || claim->seen.person != claim[-1].seen.person) {
      trace->person[trace->n_persons++] =
          (sl_trace_person_t){.person = claim->seen.person, .first = c};
    }
    sl_trace_person_t *person = &trace->person[trace->n_persons - 1];
    person->n++;
    person->allowed += claim->in_year ? claim->seen.allowed : 0.0;
    person->plan_paid += claim->in_year ? claim->seen.plan_paid : 0.0;
  }
}

/* Persons by what they cost, and their claims with them. */
static int order_claims(sl_trace_t *trace, sl_error_t *error)
{
  sl_trace_claim_t *ordered = malloc((trace->n_claims + 1) * sizeof *ordered);
  trace->person = malloc((trace->n_claims + 1) * sizeof *trace->person);
  if (ordered == NULL || trace->person == NULL) {
    free(ordered);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claims", trace->n_claims);
  }
  if (trace->n_claims > 0) {
    qsort(trace->claim, trace->n_claims, sizeof *trace->claim, by_person_and_day);
  }
  find_persons(trace);
  qsort(trace->person, trace->n_persons, sizeof *trace->person, dearest_first);
  size_t at = 0;
  for (size_t p = 0; p < trace->n_persons; p++) {
    sl_trace_person_t *person = &trace->person[p];
    memcpy(ordered + at, trace->claim + person->first, person->n * sizeof *ordered);
    person->first = at;
    at += person->n;
  }
  free(trace->claim);
  trace->claim = ordered;
  return SL_OK;
}

/* ---- the trial's figures ---- */

static int allocate(sl_trace_t *trace, sl_error_t *error)
{
  const size_t n = trace->n_arrangements + 1;
  bool have = true;
  trace->share = calloc((trace->n_claims + 1) * n, sizeof *trace->share);
  trace->cover = calloc((trace->n_persons + 1) * n, sizeof *trace->cover);
  trace->budget = calloc(n, sizeof *trace->budget);
  trace->attachment = calloc(n, sizeof *trace->attachment);
  for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
    trace->cost[v] = calloc(n, sizeof *trace->cost[v]);
    have = have && trace->cost[v] != NULL;
  }
  return have && trace->share != NULL && trace->cover != NULL && trace->budget != NULL &&
                 trace->attachment != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claims", trace->n_claims);
}

static void take_figures(const sl_tracer_t *tracer, size_t at, sl_trace_t *trace)
{
  for (size_t v = 0; v < SL_N_TRIAL_VARIABLES; v++) {
    trace->trial_value[v] = tracer->block->trial[v][at];
  }
  for (size_t a = 0; a < trace->n_arrangements; a++) {
    for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
      trace->cost[v][a] = tracer->block->cost[v][at * trace->n_arrangements + a];
    }
    if (!sl_dating_tells_run_out(tracer->scenario, &tracer->scenario->arrangements->list[a])) {
      /* As in the run, whose path may know no days. */
      trace->cost[SL_COST_RUN_OUT][a] = trace->cost[SL_COST_TERMINAL_LIABILITY][a] = (double)NAN;
    }
    trace->budget[a] = tracer->prices[a].budget.value;
    trace->attachment[a] = tracer->prices[a].attachment.value;
  }
}

/* ---- sums ---- */

static void add_share(sl_trace_share_t *sum, const sl_trace_share_t *share)
{
  sum->specific += share->specific;
  sum->aggregate += share->aggregate;
  sum->captive += share->captive;
  sum->insured += share->insured;
  sum->retained += share->retained;
  sum->excess += share->excess;
  sum->eligible += share->eligible;
}

sl_trace_share_t sl_trace_person_sum(const sl_trace_t *trace, size_t person, size_t arrangement)
{
  const sl_trace_person_t *of = &trace->person[person];
  sl_trace_share_t sum = {0};
  for (size_t c = of->first; c < of->first + of->n; c++) {
    add_share(&sum, sl_trace_share(trace, c, arrangement));
  }
  return sum;
}

sl_trace_share_t sl_trace_sum(const sl_trace_t *trace, size_t arrangement)
{
  sl_trace_share_t sum = {0};
  for (size_t c = 0; c < trace->n_claims; c++) {
    add_share(&sum, sl_trace_share(trace, c, arrangement));
  }
  return sum;
}

typedef struct pair {
  const char *name;
  double told, stored;
} pair_t;

static int check_pairs(const sl_trace_t *trace, const char *whose, size_t n, const pair_t *pairs,
                       sl_error_t *error)
{
  for (size_t i = 0; i < n; i++) {
    const double scale = fabs(pairs[i].stored) > 1e9 ? fabs(pairs[i].stored) * 1e-9 : 1.0;
    if (!(fabs(pairs[i].told - pairs[i].stored) <= SL_TRACE_TOLERANCE * scale)) {
      return sl_fail(error, SL_ERR_INTERNAL,
                     "trial %" PRIu64 ", %s: the claims come to %.17g in %s, the trial has %.17g",
                     trace->trial, whose, pairs[i].told, pairs[i].name, pairs[i].stored);
    }
  }
  return SL_OK;
}

static int check_arrangement(const sl_trace_t *trace, size_t a, sl_error_t *error)
{
  const sl_trace_share_t sum = sl_trace_sum(trace, a);
  double captive = 0.0;
  for (size_t c = 0; c < trace->n_claims; c++) {
    const sl_trace_share_t *share = sl_trace_share(trace, c, a);
    captive += share->counted ? share->captive : 0.0;
  }
  const pair_t pairs[] = {
      {"retained claims", sum.retained, trace->cost[SL_COST_RETAINED_CLAIMS][a]},
      {"specific", sum.specific, trace->cost[SL_COST_SPECIFIC_REIMBURSEMENT][a]},
      {"aggregate", sum.aggregate, trace->cost[SL_COST_AGGREGATE_REIMBURSEMENT][a]},
      {"captive", captive, trace->cost[SL_COST_CAPTIVE_CLAIMS][a]},
      {"insured claims", sum.insured, trace->cost[SL_COST_INSURED_CLAIMS][a]},
      {"cost",
       sum.retained + trace->cost[SL_COST_FEES][a] + trace->cost[SL_COST_PREMIUMS][a] +
           trace->cost[SL_COST_TAXES][a] + trace->cost[SL_COST_HSA_CONTRIBUTIONS][a] -
           trace->cost[SL_COST_REFUNDS][a],
       trace->cost[SL_COST_COST][a]}};
  return check_pairs(trace, trace->scenario->arrangements->list[a].name,
                     sizeof pairs / sizeof pairs[0], pairs, error);
}

static int check(const sl_trace_t *trace, sl_error_t *error)
{
  double allowed = 0.0, plan_paid = 0.0, largest = 0.0;
  for (size_t p = 0; p < trace->n_persons; p++) {
    allowed += trace->person[p].allowed;
    plan_paid += trace->person[p].plan_paid;
    largest = fmax(largest, trace->person[p].plan_paid);
  }
  const pair_t pairs[] = {
      {"allowed", allowed, trace->trial_value[SL_TRIAL_ALLOWED]},
      {"plan paid", plan_paid, trace->trial_value[SL_TRIAL_PLAN_PAID]},
      {"member paid", allowed - plan_paid, trace->trial_value[SL_TRIAL_MEMBER_PAID]},
      {"the largest claimant", largest, trace->trial_value[SL_TRIAL_LARGEST_CLAIMANT]}};
  int code = check_pairs(trace, "all claims", sizeof pairs / sizeof pairs[0], pairs, error);
  for (size_t a = 0; code == SL_OK && a < trace->n_arrangements; a++) {
    code = check_arrangement(trace, a, error);
  }
  return code;
}

/* ---- a year ---- */

static int tell(sl_tracer_t *tracer, uint32_t trial, sl_trace_t *trace, sl_error_t *error)
{
  const sl_model_t *model = sl_one_trial_model(tracer->one);
  list_t list = {.model = model, .trace = trace};
  const sl_observer_t observer = {.trial = trial, .see = see, .context = &list};
  size_t at;
  int code =
      sl_one_trial_simulate(tracer->one, &observer, tracer->prices, tracer->block, &at, error);
  if (code == SL_OK && list.failed) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claims", 2 * trace->n_claims);
  }
  code = code == SL_OK ? order_claims(trace, error) : code;
  code = code == SL_OK ? allocate(trace, error) : code;
  if (code == SL_OK) {
    trace->group_factor = sl_one_trial_group_factor(tracer->one);
    take_figures(tracer, at, trace);
    code = sl_trace_allot(model, tracer->prices, trace, error);
  }
  return code == SL_OK ? check(trace, error) : code;
}

int sl_trace_take(sl_tracer_t *tracer, uint32_t trial, sl_trace_t **trace, sl_error_t *error)
{
  *trace = calloc(1, sizeof **trace);
  if (*trace == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a trial");
  }
  (*trace)->scenario = tracer->scenario;
  (*trace)->trial = trial;
  (*trace)->by_year = tracer->scenario->simulation->sampler == SL_SAMPLE_TOTALS;
  (*trace)->n_arrangements = tracer->scenario->arrangements->n;
  const int code = tell(tracer, trial, *trace, error);
  if (code != SL_OK) {
    sl_trace_free(*trace);
    *trace = NULL;
  }
  return code;
}

void sl_trace_free(sl_trace_t *trace)
{
  if (trace != NULL) {
    for (size_t v = 0; v < SL_N_COST_VARIABLES; v++) {
      free(trace->cost[v]);
    }
    free(trace->claim);
    free(trace->person);
    free(trace->share);
    free(trace->cover);
    free(trace->budget);
    free(trace->attachment);
    free(trace);
  }
}
