#include "sim/study/sweep/terms.h"

#include "sim/engine/compile/dating.h"
#include "sim/input/read/nearest.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- which arrangement ---- */

static int refuse_name(const sl_scenario_t *scenario, const char *name, sl_error_t *error)
{
  const char *nearest = NULL;
  char hint[SL_HINT_TEXT];
  const char **names = malloc((scenario->arrangements->n + 1) * sizeof *names);
  for (size_t a = 0; names != NULL && a < scenario->arrangements->n; a++) {
    names[a] = scenario->arrangements->list[a].name;
  }
  if (names != NULL) {
    nearest = sl_nearest(name, names, scenario->arrangements->n);
  }
  free(names);
  return sl_fail(error, SL_ERR_INPUT, "the scenario has no arrangement '%.200s'%s", name,
                 sl_did_you_mean(nearest, hint));
}

int sl_sweep_find(const sl_scenario_t *scenario, const char *name, size_t *found, sl_error_t *error)
{
  for (*found = 0; *found < scenario->arrangements->n; (*found)++) {
    const sl_arrangement_t *arrangement = &scenario->arrangements->list[*found];
    if (name != NULL ? strcmp(arrangement->name, name) == 0
                     : arrangement->has_specific || arrangement->has_aggregate) {
      return SL_OK;
    }
  }
  return name != NULL ? refuse_name(scenario, name, error)
                      : sl_fail(error, SL_ERR_INPUT,
                                "no arrangement of the scenario has stop-loss to sweep");
}

/* ---- checks ---- */

static int check_specific(const sl_arrangement_t *arrangement, const sl_sweep_terms_t *terms,
                          sl_error_t *error)
{
  if (terms->n_specific == 0) {
    return SL_OK;
  }
  if (!arrangement->has_specific) {
    return sl_fail(error, SL_ERR_INPUT,
                   "'%s' has no specific stop-loss whose deductible could be swept",
                   arrangement->name);
  }
  for (size_t i = 0; i < terms->n_specific; i++) {
    if (!(terms->specific[i] >= 0.0 && terms->specific[i] <= SL_SWEEP_DEDUCTIBLE_MAX)) {
      return sl_fail(error, SL_ERR_INPUT,
                     "a specific deductible of %.15g is out of range; allowed: from 0 to %g",
                     terms->specific[i], SL_SWEEP_DEDUCTIBLE_MAX);
    }
    if (arrangement->has_captive && terms->specific[i] >= arrangement->captive.limit) {
      return sl_fail(error, SL_ERR_INPUT,
                     "a specific deductible of %.15g leaves the captive of '%s' nothing to pay; "
                     "allowed: less than its limit, %.15g",
                     terms->specific[i], arrangement->name, arrangement->captive.limit);
    }
  }
  return SL_OK;
}

static int check_corridor(const sl_arrangement_t *arrangement, const sl_sweep_terms_t *terms,
                          sl_error_t *error)
{
  if (terms->n_corridor > 0 && !arrangement->has_aggregate) {
    return sl_fail(error, SL_ERR_INPUT,
                   "'%s' has no aggregate stop-loss whose corridor could be swept",
                   arrangement->name);
  }
  for (size_t i = 0; i < terms->n_corridor; i++) {
    if (!(terms->corridor[i] > 0.0 && terms->corridor[i] <= SL_SWEEP_CORRIDOR_MAX)) {
      return sl_fail(error, SL_ERR_INPUT,
                     "a corridor of %.15g is out of range; allowed: over 0 and up to %g, where "
                     "1.25 is 125%% of expected eligible claims",
                     terms->corridor[i], SL_SWEEP_CORRIDOR_MAX);
    }
  }
  return SL_OK;
}

static int check_premiums(const sl_arrangement_t *arrangement, const sl_sweep_terms_t *terms,
                          sl_error_t *error)
{
  const bool specific = terms->specific_premium.rule != SL_SWEEP_AS_GIVEN;
  const bool aggregate = terms->aggregate_premium.rule != SL_SWEEP_AS_GIVEN;
  if ((specific && !arrangement->has_specific) || (aggregate && !arrangement->has_aggregate)) {
    return sl_fail(error, SL_ERR_INPUT, "'%s' has no %s stop-loss that a loss ratio could price",
                   arrangement->name,
                   specific && !arrangement->has_specific ? "specific" : "aggregate");
  }
  return SL_OK;
}

static int check(const sl_scenario_t *scenario, const sl_sweep_terms_t *terms, sl_error_t *error)
{
  if (terms->arrangement >= scenario->arrangements->n) {
    return sl_fail(error, SL_ERR_ARGUMENT, "there is no arrangement %zu", terms->arrangement);
  }
  const sl_arrangement_t *arrangement = &scenario->arrangements->list[terms->arrangement];
  const size_t rows = terms->n_specific > 0 ? terms->n_specific : 1;
  const size_t columns = terms->n_corridor > 0 ? terms->n_corridor : 1;
  if (rows > SL_SWEEP_VALUES_MAX || columns > SL_SWEEP_VALUES_MAX ||
      rows * columns > SL_SWEEP_POINTS_MAX) {
    return sl_fail(error, SL_ERR_ARGUMENT,
                   "%zu deductibles and %zu corridors are too many; allowed: up to %d of each and "
                   "%d combinations",
                   rows, columns, SL_SWEEP_VALUES_MAX, SL_SWEEP_POINTS_MAX);
  }
  int code = check_specific(arrangement, terms, error);
  code = code == SL_OK ? check_corridor(arrangement, terms, error) : code;
  return code == SL_OK ? check_premiums(arrangement, terms, error) : code;
}

/* ---- the points ---- */

static double *values_or(const double *values, size_t n, double own)
{
  double *copy = malloc((n + 1) * sizeof *copy);
  if (copy != NULL && n > 0) {
    memcpy(copy, values, n * sizeof *copy);
  } else if (copy != NULL) {
    copy[0] = own;
  }
  return copy;
}

static int allocate(sl_sweep_plan_t *plan, const sl_sweep_terms_t *terms, sl_error_t *error)
{
  const sl_arrangement_t *own = plan->own;
  const bool corridor = own->has_aggregate && own->aggregate.kind == SL_ATTACHMENT_CORRIDOR;
  plan->n_specific = terms->n_specific > 0 ? terms->n_specific : 1;
  plan->n_corridor = terms->n_corridor > 0 ? terms->n_corridor : 1;
  plan->specific = values_or(terms->specific, terms->n_specific,
                             own->has_specific ? own->specific.deductible : (double)INFINITY);
  plan->corridor = values_or(terms->corridor, terms->n_corridor,
                             corridor ? own->aggregate.corridor : (double)NAN);
  plan->point = calloc(plan->n_specific * plan->n_corridor, sizeof *plan->point);
  return plan->specific != NULL && plan->corridor != NULL && plan->point != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu combinations",
                       plan->n_specific * plan->n_corridor);
}

static sl_arrangement_t arrangement_at(const sl_sweep_plan_t *plan, const sl_sweep_terms_t *terms,
                                       size_t s, size_t c)
{
  sl_arrangement_t arrangement = *plan->own;
  if (terms->n_specific > 0) {
    arrangement.specific.deductible = plan->specific[s];
  }
  if (terms->n_corridor > 0) {
    arrangement.aggregate.kind = SL_ATTACHMENT_CORRIDOR;
    arrangement.aggregate.corridor = plan->corridor[c];
  }
  return arrangement;
}

/* The given scenario with these arrangements (copied) in place of its own, and no months of a cash
 * flow: whoever runs it says whether it goes claim by claim. */
static int with_arrangements(const sl_scenario_t *given, const sl_arrangement_t *const *list,
                             size_t n, sl_scenario_t **made, sl_error_t *error)
{
  sl_parts_t parts;
  *made = sl_scenario_new(given, SL_ALL_PARTS & ~(1U << SL_PART_ARRANGEMENTS), &parts);
  sl_arrangements_t *arrangements = parts.arrangements;
  int code = *made != NULL ? SL_OK : SL_ERR_MEMORY;
  if (code == SL_OK) {
    arrangements->accounting = given->arrangements->accounting;
    arrangements->list = calloc(n, sizeof *arrangements->list);
    code = arrangements->list != NULL ? SL_OK : SL_ERR_MEMORY;
  }
  while (code == SL_OK && arrangements->n < n) {
    const size_t a = arrangements->n++;
    code = sl_arrangement_copy(list[a], given->claims->n_services, &arrangements->list[a]);
  }
  if (code != SL_OK) {
    sl_scenario_free(*made);
    *made = NULL;
    return sl_fail(error, code, "no memory for %zu deductibles", n);
  }
  return SL_OK;
}

static int make_scenario(sl_sweep_plan_t *plan, sl_error_t *error)
{
  const size_t n = plan->n_specific + 1;
  const sl_arrangement_t **list = malloc(n * sizeof *list);
  if (list == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu deductibles", n);
  }
  for (size_t s = 0; s < plan->n_specific; s++) {
    list[s] = &plan->point[s * plan->n_corridor];
  }
  list[plan->n_specific] = plan->own;
  const int code = with_arrangements(plan->given, list, n, &plan->scenario, error);
  free(list);
  return code;
}

int sl_sweep_plan_init(sl_sweep_plan_t *plan, const sl_scenario_t *scenario,
                       const sl_sweep_terms_t *terms, sl_error_t *error)
{
  *plan = (sl_sweep_plan_t){.given = scenario,
                            .specific_premium = terms->specific_premium,
                            .aggregate_premium = terms->aggregate_premium};
  int code = check(scenario, terms, error);
  if (code != SL_OK) {
    return code;
  }
  plan->own = &scenario->arrangements->list[terms->arrangement];
  code = allocate(plan, terms, error);
  if (code != SL_OK) {
    return code;
  }
  for (size_t p = 0; p < plan->n_specific * plan->n_corridor; p++) {
    plan->point[p] = arrangement_at(plan, terms, p / plan->n_corridor, p % plan->n_corridor);
  }
  return make_scenario(plan, error);
}

sl_engine_options_t sl_sweep_plan_options(const sl_sweep_plan_t *plan,
                                          const sl_engine_options_t *options)
{
  sl_engine_options_t own = *options;
  own.claim_by_claim = own.claim_by_claim || sl_dating_is_needed(plan->given);
  own.price_anyway = true;
  return own;
}

void sl_sweep_plan_free(sl_sweep_plan_t *plan)
{
  sl_scenario_free(plan->scenario);
  free(plan->point);
  free(plan->specific);
  free(plan->corridor);
}

/* ---- premiums ---- */

static int settle_rule(sl_sweep_premium_t *premium, double quoted, const char *cover,
                       sl_error_t *error)
{
  if (premium->rule == SL_SWEEP_AS_QUOTED) {
    premium->loss_ratio = quoted;
    if (!(quoted > 0.0)) {
      return sl_fail(error, SL_ERR_INPUT,
                     "the %s premium as the scenario has it comes to no loss ratio: there is no "
                     "premium, or it is expected to pay nothing; give the loss ratio as a number",
                     cover);
    }
  }
  return SL_OK;
}

static void apply_rule(const sl_sweep_premium_t *rule, sl_premium_t *premium)
{
  if (rule->rule != SL_SWEEP_AS_GIVEN) {
    *premium = (sl_premium_t){.kind = SL_PREMIUM_LOSS_RATIO, .loss_ratio = rule->loss_ratio};
  }
}

int sl_sweep_plan_premiums(sl_sweep_plan_t *plan, const sl_price_t *own, sl_error_t *error)
{
  int code =
      settle_rule(&plan->specific_premium, own->specific_loss_ratio.value, "specific", error);
  if (code == SL_OK) {
    code =
        settle_rule(&plan->aggregate_premium, own->aggregate_loss_ratio.value, "aggregate", error);
  }
  for (size_t p = 0; code == SL_OK && p < plan->n_specific * plan->n_corridor; p++) {
    apply_rule(&plan->specific_premium, &plan->point[p].specific_premium);
    apply_rule(&plan->aggregate_premium, &plan->point[p].aggregate_premium);
  }
  return code;
}

bool sl_sweep_plan_keeps(const sl_sweep_plan_t *plan, bool specific)
{
  const sl_arrangement_t *point = &plan->point[0];
  const sl_premium_t *premium = specific ? &point->specific_premium : &point->aggregate_premium;
  return (specific ? point->has_specific : point->has_aggregate) &&
         premium->kind != SL_PREMIUM_NONE && premium->kind != SL_PREMIUM_LOSS_RATIO;
}

int sl_sweep_plan_facts(const sl_sweep_plan_t *plan, const sl_price_t *own, sl_run_facts_t **facts,
                        sl_error_t *error)
{
  sl_scenario_t *alone = NULL;
  int code = with_arrangements(plan->given, &plan->own, 1, &alone, error);
  code = code == SL_OK ? sl_run_facts_new(alone, own, facts, error) : code;
  if (code == SL_OK) {
    (*facts)->cash_flow = plan->given->arrangements->cash_flow;
  }
  sl_scenario_free(alone);
  return code;
}
