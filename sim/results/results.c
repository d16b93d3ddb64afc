#include "sim/results/results.h"

#include "models/funding/beyond.h"
#include "models/funding/maximum_cost.h"
#include "models/funding/since.h"
#include "models/severity/severity.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double *sl_price_field(sl_arrangement_facts_t *facts, sl_price_variable_t variable)
{
  return sl_variable_at(&sl_price_variables[variable], facts, 0);
}

double *sl_group_field(sl_enrolment_t *enrolment, sl_group_variable_t variable)
{
  return sl_variable_at(&sl_group_variables[variable], enrolment, 0);
}

double *sl_tier_field(sl_enrolment_t *enrolment, sl_tier_variable_t variable)
{
  return sl_variable_at(&sl_tier_variables[variable], enrolment, 0);
}

static char *copy_text(const char *text)
{
  const size_t size = strlen(text) + 1;
  char *copy = malloc(size);
  return copy != NULL ? memcpy(copy, text, size) : NULL;
}

sl_date_t sl_month_first_day(const sl_run_facts_t *facts, size_t month)
{
  return sl_date_add_months(facts->start, (int)month);
}

static bool is_infinite(const sl_severity_t *severity)
{
  return severity->family != NULL && isinf(sl_severity_variance(severity));
}

static bool has_infinite_variance(const sl_scenario_t *scenario)
{
  const sl_claims_t *claims = scenario->claims;
  bool infinite = false;
  for (size_t s = 0; s < claims->n_services; s++) {
    infinite = infinite || isinf(sl_severity_variance(&claims->services[s].severity));
  }
  for (size_t c = 0; c < claims->n_conditions; c++) {
    infinite = infinite || is_infinite(&claims->conditions[c].severity) ||
               is_infinite(&claims->conditions[c].mother_severity);
  }
  return infinite;
}

/* Replace texts and arrangements, still another's, by copies; all or none: on failure the struct
 * holds nothing of the other's. */
static bool own_members(sl_run_facts_t *facts)
{
  const sl_run_facts_t other = *facts;
  facts->title = copy_text(other.title);
  facts->currency = copy_text(other.currency);
  facts->resolved = copy_text(other.resolved);
  facts->jurisdiction = copy_text(other.jurisdiction);
  facts->notes = copy_text(other.notes);
  facts->arrangements = calloc(other.n_arrangements + 1, sizeof *facts->arrangements);
  facts->n_arrangements = facts->arrangements != NULL ? other.n_arrangements : 0;
  int complete = facts->title != NULL && facts->currency != NULL && facts->resolved != NULL &&
                 facts->jurisdiction != NULL && facts->notes != NULL && facts->arrangements != NULL;
  for (size_t a = 0; a < facts->n_arrangements; a++) {
    facts->arrangements[a] = other.arrangements[a];
    facts->arrangements[a].name = copy_text(other.arrangements[a].name);
    complete &= facts->arrangements[a].name != NULL;
  }
  return complete;
}

int sl_run_facts_copy(const sl_run_facts_t *facts, sl_run_facts_t **copy, sl_error_t *error)
{
  sl_run_facts_t *c = malloc(sizeof *c);
  *copy = NULL;
  if (c != NULL) {
    *c = *facts;
    if (own_members(c)) {
      *copy = c;
      return SL_OK;
    }
  }
  sl_run_facts_free(c);
  return sl_fail(error, SL_ERR_MEMORY, "no memory for the facts of the run");
}

/* A sum of salaries of a handful of people tells what each of them earns. */
static sl_enrolment_t without_few_salaries(sl_enrolment_t enrolment)
{
  const bool is_told = enrolment.employees >= SL_PAYROLL_EMPLOYEES && enrolment.payroll > 0.0;
  enrolment.payroll = is_told ? enrolment.payroll : (double)NAN;
  return enrolment;
}

/* Facts that borrow the scenario's texts. */
static sl_run_facts_t borrow_facts(const sl_scenario_t *scenario)
{
  static char none[] = "";
  return (sl_run_facts_t){
      .title = scenario->name,
      .currency = scenario->currency,
      .resolved = scenario->resolved,
      .trials = scenario->simulation->trials,
      .seed = scenario->simulation->seed,
      .pricing_trials = scenario->simulation->pricing_trials,
      .start = scenario->start,
      .accounting = scenario->arrangements->accounting,
      .sampler = scenario->simulation->sampler,
      .jurisdiction = scenario->jurisdiction != NULL ? scenario->jurisdiction : none,
      .notes = scenario->notes != NULL ? scenario->notes : none,
      .n_months = sl_cash_flow_months(scenario),
      .cash_flow = scenario->arrangements->cash_flow,
      .n_years = scenario->ahead.years,
      .discount = scenario->ahead.discount,
      .enrolment = without_few_salaries(scenario->group->enrolment),
      .infinite_variance = has_infinite_variance(scenario),
      .n_arrangements = scenario->arrangements->n,
  };
}

static void describe_since(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement,
                           char text[SL_SINCE_TEXT])
{
  const int32_t day =
      sl_arrangement_since(arrangement, &scenario->calendar, scenario->arrangements->accounting);
  if (day != INT32_MIN) {
    const sl_date_t date = sl_calendar_date(&scenario->calendar, day);
    snprintf(text, SL_SINCE_TEXT, "%04d-%02d-%02d", date.year % 10000, date.month % 100,
             date.day % 100);
  }
}

void sl_promise_describe(const sl_run_facts_t *facts, const sl_promise_t *promise,
                         char text[SL_PROMISE_TEXT])
{
  snprintf(text, SL_PROMISE_TEXT, "%s: %.*s", sl_promise_names[promise->kind], SL_PROMISE_TEXT - 32,
           facts->arrangements[promise->arrangement].name);
}

void sl_exceeded_describe(const sl_price_t *price, char text[SL_EXCEEDED_TEXT])
{
  size_t used = 0;
  text[0] = '\0';
  if (price->maximum_by == SL_BOUND_NONE) {
    snprintf(text, SL_EXCEEDED_TEXT, "no contract bounds the claims that the employer keeps");
    return;
  }
  for (size_t r = 0; r < SL_N_BEYOND; r++) {
    if ((price->exceeded_by >> r & 1U) != 0U) {
      used += (size_t)snprintf(text + used, SL_EXCEEDED_TEXT - used, "%s%s (%s)",
                               used > 0 ? "; " : "", sl_beyond_words((sl_beyond_t)r),
                               sl_cost_variables[SL_COST_BEYOND_CONTRACT + r].name);
    }
  }
  if (used == 0) {
    snprintf(text, SL_EXCEEDED_TEXT, "nothing");
  }
}

unsigned sl_exceeded_read(const char *text)
{
  unsigned bits = 0;
  for (size_t r = 0; r < SL_N_BEYOND; r++) {
    char name[64];
    snprintf(name, sizeof name, "(%s)", sl_cost_variables[SL_COST_BEYOND_CONTRACT + r].name);
    bits |= strstr(text, name) != NULL ? 1U << r : 0U;
  }
  return bits;
}

static sl_ahead_facts_t ahead_of(const sl_arrangement_t *arrangement, size_t own)
{
  const sl_then_t *then = &arrangement->then;
  return (sl_ahead_facts_t){.opening_reserve = arrangement->opening_reserve,
                            .then_year = (double)then->year,
                            .then_arrangement = (double)(then->year > 0 ? then->arrangement : own)};
}

static sl_arrangement_facts_t borrow_arrangement(const sl_scenario_t *scenario, size_t a,
                                                 const sl_price_t *price)
{
  const sl_arrangement_t *arrangement = &scenario->arrangements->list[a];
  sl_arrangement_facts_t facts = {
      .name = arrangement->name,
      .kind = arrangement->kind->name,
      .has_specific = arrangement->has_specific,
      .specific_deductible = (double)NAN,
      .has_aggregate = arrangement->has_aggregate,
      .price = *price,
      .cost_is_fixed = sl_scenario_cost_can_vary(scenario, a) ? 0.0 : 1.0,
  };
  if (scenario->ahead.years > 1) {
    facts.ahead = ahead_of(arrangement, a);
  }
  describe_since(scenario, arrangement, facts.since);
  sl_exceeded_describe(price, facts.exceeded_by);
  if (arrangement->has_specific) {
    facts.specific_deductible = arrangement->specific.deductible;
    facts.per_certificate = arrangement->specific.per_certificate;
    sl_contract_describe(&arrangement->specific.contract, facts.specific_contract,
                         SL_CONTRACT_TEXT);
  }
  if (arrangement->has_aggregate) {
    sl_contract_describe(&arrangement->aggregate.contract, facts.aggregate_contract,
                         SL_CONTRACT_TEXT);
  }
  return facts;
}

int sl_run_facts_new(const sl_scenario_t *scenario, const sl_price_t *prices,
                     sl_run_facts_t **facts, sl_error_t *error)
{
  const size_t n = scenario->arrangements->n;
  sl_run_facts_t borrowed = borrow_facts(scenario);
  *facts = NULL;
  borrowed.arrangements = calloc(n + 1, sizeof *borrowed.arrangements);
  if (borrowed.arrangements == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the facts of the run");
  }
  for (size_t a = 0; a < n; a++) {
    borrowed.arrangements[a] = borrow_arrangement(scenario, a, &prices[a]);
  }
  const int code = sl_run_facts_copy(&borrowed, facts, error);
  free(borrowed.arrangements);
  return code;
}

void sl_run_facts_ask(sl_run_facts_t *facts, const sl_precision_t *precision)
{
  facts->precision = *precision;
  facts->most_trials = precision->goal != SL_PRECISION_NONE ? facts->trials : 0;
}

void sl_run_facts_free(sl_run_facts_t *facts)
{
  if (facts == NULL) {
    return;
  }
  for (size_t a = 0; a < facts->n_arrangements; a++) {
    free(facts->arrangements[a].name);
  }
  free(facts->arrangements);
  free(facts->title);
  free(facts->currency);
  free(facts->resolved);
  free(facts->jurisdiction);
  free(facts->notes);
  free(facts);
}
