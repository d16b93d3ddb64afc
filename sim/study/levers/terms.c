#include "sim/study/levers/terms.h"

#include "models/funding/since.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdio.h>

#define LOWEST 0.4 /* times the run's own deductible */
#define HIGHEST 5.0

static const double corridors[] = {1.10, 1.15, 1.20, 1.25, 1.30, 1.40, 1.50};
#define N_CORRIDORS (sizeof corridors / sizeof corridors[0])

/* Round numbers of one decade, as brokers ask for them. */
static const double round_numbers[] = {1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5};
#define N_ROUND (sizeof round_numbers / sizeof round_numbers[0])

size_t sl_lever_arrangement(const sl_scenario_t *scenario)
{
  size_t a = 0;
  while (a < scenario->arrangements->n && !(scenario->arrangements->list[a].has_specific &&
                                            scenario->arrangements->list[a].kind->retains_claims)) {
    a++;
  }
  return a;
}

bool sl_lever_is_quoted(const sl_premium_t *premium)
{
  return premium->kind != SL_PREMIUM_NONE && premium->kind != SL_PREMIUM_LOSS_RATIO;
}

/* ---- reasons ---- */

/* Whether all claims that a contract holds are claims of the year's cost. */
static bool is_of_the_year(const sl_scenario_t *scenario, const sl_arrangement_t *own,
                           const sl_contract_t *contract)
{
  const sl_accounting_t accounting = scenario->arrangements->accounting;
  const sl_window_t window = sl_arrangement_window(own, contract, &scenario->calendar, accounting);
  const sl_window_t counted = sl_arrangement_counted(own, &scenario->calendar, accounting);
  return window.incurred_from >= counted.incurred_from &&
         window.incurred_to <= counted.incurred_to && window.paid_from >= counted.paid_from &&
         window.paid_to <= counted.paid_to;
}

static bool holds_other_years(const sl_scenario_t *scenario, const sl_arrangement_t *own)
{
  return !is_of_the_year(scenario, own, &own->specific.contract) ||
         (own->has_aggregate && !is_of_the_year(scenario, own, &own->aggregate.contract));
}

/* A premium of the arrangement's own that is priced by what the stop-loss pays. */
static bool premium_pays_for(const sl_arrangement_t *own, const sl_premium_t *cover)
{
  return own->kind->premium_pays != NULL && sl_premium_needs_pricing(&own->premium) &&
         cover->kind == SL_PREMIUM_NONE;
}

static const char *why_one_deductible(const sl_scenario_t *scenario, const sl_arrangement_t *own)
{
  const bool order_counts = own->has_aggregate || own->specific.aggregating_deductible > 0.0;
  if (own->has_captive) {
    return "The captive's layer begins at the deductible, and its premium is for that layer: "
           "nothing in the scenario says what another layer would cost.";
  }
  if (own->specific_premium.kind == SL_PREMIUM_NONE) {
    return "The scenario has no premium for the specific cover: nothing says what another "
           "deductible would cost.";
  }
  if (own->has_aggregate && premium_pays_for(own, &own->aggregate_premium)) {
    return "The minimum premium is priced by what the aggregate pays, which changes with the "
           "deductible.";
  }
  if (scenario->arrangements->accounting == SL_ACCOUNT_INCURRED && order_counts &&
      holds_other_years(scenario, own)) {
    return "The contract also holds claims of earlier years, and what it pays is settled day by "
           "day: too much to keep for several deductibles.";
  }
  return isfinite(own->specific.deductible) && own->specific.deductible > 0.0
             ? NULL
             : "The deductible is no amount that others could be compared with.";
}

static const char *why_one_corridor(const sl_scenario_t *scenario, const sl_arrangement_t *own)
{
  if (!own->has_aggregate) {
    return "The arrangement has no aggregate cover.";
  }
  if (own->kind->cost_of_retained != NULL) {
    return "The attachment point is the claims fund, whose level the payments follow.";
  }
  if (own->aggregate_premium.kind == SL_PREMIUM_NONE) {
    return "The scenario has no premium for the aggregate cover: nothing says what another "
           "corridor would cost.";
  }
  if (own->aggregate.terminal_months > 0 &&
      sl_premium_needs_pricing(&own->aggregate_terminal_premium)) {
    return "The terminal liability option of the aggregate is priced by its attachment point.";
  }
  return is_of_the_year(scenario, own, &own->aggregate.contract)
             ? NULL
             : "The aggregate also holds claims that are not in the year's cost, in the order of "
               "their payment.";
}

/* ---- lists ---- */

static void put_deductible(sl_levers_t *levers, double value)
{
  if (levers->n_deductibles < SL_LEVER_DEDUCTIBLES_MAX) {
    levers->deductible[levers->n_deductibles++] = value;
  }
}

/* Ascending, the run's own at its place: where there are too many the largest are left out. */
static void list_deductibles(sl_levers_t *levers, double own)
{
  bool placed = false;
  double decade = 0.01;
  while (10.0 * decade <= LOWEST * own) {
    decade *= 10.0;
  }
  for (; decade <= HIGHEST * own; decade *= 10.0) {
    for (size_t i = 0; i < N_ROUND; i++) {
      const double value = round_numbers[i] * decade;
      if (!placed && value >= own) {
        levers->own_deductible = levers->n_deductibles;
        put_deductible(levers, own);
        placed = true;
      }
      if (value >= LOWEST * own && value <= HIGHEST * own && value != own) {
        put_deductible(levers, value);
      }
    }
  }
}

static void list_corridors(sl_levers_t *levers, double own)
{
  bool placed = false;
  for (size_t i = 0; i < N_CORRIDORS; i++) {
    if (!placed && !(corridors[i] < own)) { /* NaN: first of all */
      levers->own_corridor = levers->n_corridors;
      levers->corridor[levers->n_corridors++] = own;
      placed = true;
    }
    if (corridors[i] != own) {
      levers->corridor[levers->n_corridors++] = corridors[i];
    }
  }
  if (!placed) {
    levers->own_corridor = levers->n_corridors;
    levers->corridor[levers->n_corridors++] = own;
  }
}

static double own_corridor(const sl_arrangement_t *own)
{
  return own->has_aggregate && own->aggregate.kind == SL_ATTACHMENT_CORRIDOR
             ? own->aggregate.corridor
             : (double)NAN;
}

int sl_lever_one_corridor(sl_levers_t *levers, const char *why, sl_error_t *error)
{
  levers->corridor[0] = levers->corridor[levers->own_corridor];
  levers->n_corridors = 1;
  levers->own_corridor = 0;
  return sl_levers_say(&levers->no_corridor, why, error);
}

int sl_lever_terms(const sl_scenario_t *scenario, const sl_arrangement_t *own, sl_levers_t *levers,
                   sl_error_t *error)
{
  const char *one_deductible = why_one_deductible(scenario, own);
  const char *one_corridor = why_one_corridor(scenario, own);
  int code = SL_OK;
  if (one_deductible == NULL) {
    list_deductibles(levers, own->specific.deductible);
  } else {
    put_deductible(levers, own->specific.deductible);
    code = sl_levers_say(&levers->no_deductible, one_deductible, error);
  }
  list_corridors(levers, own_corridor(own));
  levers->has_eligible = one_corridor == NULL;
  levers->aggregate_maximum = own->has_aggregate ? own->aggregate.maximum : (double)INFINITY;
  return code == SL_OK && one_corridor != NULL ? sl_lever_one_corridor(levers, one_corridor, error)
                                               : code;
}

sl_aggregate_t sl_lever_aggregate(const sl_levers_t *levers, const sl_aggregate_t *own, size_t c)
{
  sl_aggregate_t aggregate = *own;
  if (c != levers->own_corridor) {
    aggregate.kind = SL_ATTACHMENT_CORRIDOR;
    aggregate.corridor = levers->corridor[c];
  }
  return aggregate;
}
