#include "sim/study/sweep/terms.h"

#include "sim/engine/compile/dating.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

static int allocate(sl_sweep_plan_t *plan, const sl_arrangement_t *own,
                    const sl_sweep_terms_t *terms, sl_error_t *error)
{
  const bool corridor = own->has_aggregate && own->aggregate.kind == SL_ATTACHMENT_CORRIDOR;
  plan->n_specific = terms->n_specific > 0 ? terms->n_specific : 1;
  plan->n_corridor = terms->n_corridor > 0 ? terms->n_corridor : 1;
  plan->specific = values_or(terms->specific, terms->n_specific,
                             own->has_specific ? own->specific.deductible : (double)INFINITY);
  plan->corridor = values_or(terms->corridor, terms->n_corridor,
                             corridor ? own->aggregate.corridor : (double)NAN);
  plan->arrangements.list = calloc(plan->n_specific + 1, sizeof *plan->arrangements.list);
  plan->point = calloc(plan->n_specific * plan->n_corridor, sizeof *plan->point);
  return plan->specific != NULL && plan->corridor != NULL && plan->arrangements.list != NULL &&
                 plan->point != NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu combinations",
                       plan->n_specific * plan->n_corridor);
}

static sl_arrangement_t arrangement_at(const sl_sweep_plan_t *plan, const sl_arrangement_t *own,
                                       const sl_sweep_terms_t *terms, size_t s, size_t c)
{
  sl_arrangement_t arrangement = *own;
  if (terms->n_specific > 0) {
    arrangement.specific.deductible = plan->specific[s];
  }
  if (terms->n_corridor > 0) {
    arrangement.aggregate.kind = SL_ATTACHMENT_CORRIDOR;
    arrangement.aggregate.corridor = plan->corridor[c];
  }
  return arrangement;
}

/* Whether a run of the scenario takes the claim-by-claim path, so that the sweep does too. */
static void keep_path(sl_sweep_plan_t *plan, const sl_scenario_t *scenario)
{
  plan->scenario.claim_by_claim = sl_dating_is_needed(scenario);
  plan->arrangements.cash_flow.aside = true;
}

int sl_sweep_plan_init(sl_sweep_plan_t *plan, const sl_scenario_t *scenario,
                       const sl_sweep_terms_t *terms, sl_error_t *error)
{
  *plan = (sl_sweep_plan_t){.specific_premium = terms->specific_premium,
                            .aggregate_premium = terms->aggregate_premium};
  int code = check(scenario, terms, error);
  if (code != SL_OK) {
    return code;
  }
  const sl_arrangement_t *own = &scenario->arrangements->list[terms->arrangement];
  plan->scenario = *scenario;
  plan->arrangements = *scenario->arrangements;
  plan->arrangements.list = NULL;
  plan->simulation = *scenario->simulation;
  plan->scenario.arrangements = &plan->arrangements;
  plan->scenario.simulation = &plan->simulation;
  code = allocate(plan, own, terms, error);
  if (code != SL_OK) {
    return code;
  }
  for (size_t p = 0; p < plan->n_specific * plan->n_corridor; p++) {
    plan->point[p] = arrangement_at(plan, own, terms, p / plan->n_corridor, p % plan->n_corridor);
  }
  plan->arrangements.n = plan->n_specific + 1;
  for (size_t s = 0; s < plan->n_specific; s++) {
    plan->arrangements.list[s] = plan->point[s * plan->n_corridor];
  }
  plan->arrangements.list[plan->n_specific] = *own;
  /* Corridors and loss ratios rest on the pricing pass, even where the scenario itself does not. */
  plan->simulation.price_anyway = true;
  keep_path(plan, scenario);
  return SL_OK;
}

void sl_sweep_plan_free(sl_sweep_plan_t *plan)
{
  free(plan->arrangements.list);
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
  sl_scenario_t alone = plan->scenario;
  sl_arrangements_t last = plan->arrangements;
  last.list += plan->n_specific;
  last.n = 1;
  alone.arrangements = &last;
  return sl_run_facts_new(&alone, own, facts, error);
}
