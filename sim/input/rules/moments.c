#include "models/claims/service.h"
#include "models/frequency/frequency.h"
#include "models/funding/uncovered.h"
#include "models/plan/design.h"
#include "models/severity/severity.h"
#include "sim/input/build/build.h"
#include "sim/input/build/exposure.h"
#include "sim/input/read/text.h"
#include "sim/input/rules/rules.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/simulation.h"

#include <math.h>
#include <stdlib.h>

/* Which moments of an amount are finite. */
typedef enum moments { NO_MEAN, MEAN_ALONE, MEAN_AND_VARIANCE } moments_t;

/* What of an arrangement may rest on an expectation. */
typedef enum use { USE_COST, USE_SPECIFIC, USE_AGGREGATE, USE_ELIGIBLE } use_t;

typedef struct looking {
  const sl_build_t *build;
  size_t service;
  moments_t amount; /* of the service's claims */
  moments_t paid;   /* of what the plans pay of them for a person */
  moments_t member; /* of what members pay of them */
  int longest_lag;
} looking_t;

static moments_t moments_of(const sl_service_t *service)
{
  if (service->disability != NULL || isfinite(service->severity.limit)) {
    return MEAN_AND_VARIANCE;
  }
  return isinf(sl_severity_mean(&service->severity))       ? NO_MEAN
         : isinf(sl_severity_variance(&service->severity)) ? MEAN_ALONE
                                                           : MEAN_AND_VARIANCE;
}

/* ---- plans ---- */

/* The member's share of an amount without end, its copay aside. */
static double last_share(const sl_plan_t *plan, const sl_service_rule_t *rule)
{
  const sl_benefit_t *benefit = &plan->benefit[rule->benefit];
  if (isfinite(benefit->out_of_pocket_max.person) || isfinite(benefit->out_of_pocket_max.family) ||
      !isnan(rule->copay)) {
    return 0.0;
  }
  if (isinf(benefit->deductible.person) && !rule->deductible_waived) {
    return 1.0;
  }
  return isnan(rule->coinsurance) ? benefit->coinsurance : rule->coinsurance;
}

static bool has_end(const sl_plan_t *plan, const sl_service_rule_t *rule)
{
  return rule->not_covered || isfinite(rule->maximum) ||
         isfinite(plan->benefit[rule->benefit].maximum);
}

static void look_at_plan(looking_t *at, const sl_plan_t *plan)
{
  const sl_service_rule_t *rule = &plan->rule[at->service];
  const bool network = plan->out_of_network > 0.0 && rule->benefit == 0;
  const double share = last_share(plan, rule);
  if (!has_end(plan, rule) && (share < 1.0 || network)) {
    at->paid = at->amount;
  }
  if (has_end(plan, rule) || share > 0.0 || network) {
    at->member = at->amount;
  }
}

/* Nothing is said of a service that nobody has. */
static void look_at_persons(looking_t *at)
{
  const sl_scenario_t *s = at->build->scenario;
  const sl_service_t *service = &s->claims->services[at->service];
  bool any = false;
  for (size_t p = 0; p < s->group->n_persons && sl_frequency_mean(&service->frequency) > 0.0; p++) {
    const sl_enrolled_t enrolled = sl_person_enrolled(&s->calendar, &s->group->persons[p], 0);
    if (sl_exposure(s, &s->group->persons[p], service, &enrolled) > 0.0) {
      any = true;
      look_at_plan(at, &s->plans->list[s->group->families[s->group->persons[p].family].plan]);
    }
  }
  at->amount = any ? at->amount : MEAN_AND_VARIANCE;
}

/* ---- arrangements ---- */

static bool covers(const bool *services, size_t service)
{
  return services == NULL || services[service];
}

/* Whether every claim of C lies in the window of a cover that is alone in this copy. */
static bool holds_all(const looking_t *at, sl_arrangement_t alone)
{
  const sl_scenario_t *s = at->build->scenario;
  return alone.kind->insurer_runs_out ||
         sl_arrangement_leaves(&alone, &s->calendar, s->arrangements->accounting, 0,
                               at->longest_lag) == 0;
}

static bool specific_caps(const looking_t *at, const sl_arrangement_t *a)
{
  const sl_specific_t *specific = &a->specific;
  sl_arrangement_t alone = *a;
  alone.has_aggregate = false;
  bool caps = a->has_specific && covers(specific->services, at->service) &&
              isfinite(specific->deductible) && specific->coinsurance >= 1.0 &&
              isinf(specific->maximum) && isfinite(specific->aggregating_deductible) &&
              holds_all(at, alone);
  for (size_t i = 0; i < specific->n_lasers; i++) {
    caps = caps && !specific->lasers[i].excluded && isfinite(specific->lasers[i].deductible);
  }
  return caps;
}

static bool aggregate_caps(const looking_t *at, const sl_arrangement_t *a)
{
  sl_arrangement_t alone = *a;
  alone.has_specific = false;
  return a->has_aggregate && !a->has_specific && isinf(a->aggregate.maximum) &&
         covers(a->aggregate.services, at->service) && holds_all(at, alone);
}

static bool is_charged_on_claims(const sl_arrangement_t *a)
{
  bool charged = false;
  for (size_t i = 0; i < a->n_fees; i++) {
    charged = charged || (a->fees[i].per == SL_PER_PAID_CLAIMS && a->fees[i].amount != 0.0);
  }
  for (size_t i = 0; i < a->n_taxes; i++) {
    charged = charged || ((a->taxes[i].on & SL_TAX_ON_PAID_CLAIMS) && a->taxes[i].rate != 0.0);
  }
  return charged;
}

/* Of the service's part in what a use is of. */
static moments_t moments_in(const looking_t *at, const sl_arrangement_t *a, use_t use)
{
  const bool insured = a->insured != NULL && a->insured[at->service];
  const bool self_funded = a->kind->retains_claims && !insured;
  const bool capped = specific_caps(at, a) || aggregate_caps(at, a);
  const bool below_d = a->has_specific && isfinite(a->specific.deductible);
  const bool eligible =
      self_funded && a->has_aggregate && !below_d && covers(a->aggregate.services, at->service);
  bool without_end = false;
  switch (use) {
  case USE_COST:
    without_end = (self_funded && !capped) || (!insured && is_charged_on_claims(a));
    break;
  case USE_SPECIFIC:
    without_end = self_funded && a->has_specific && isinf(a->specific.maximum) &&
                  covers(a->specific.services, at->service);
    break;
  case USE_AGGREGATE:
    without_end = eligible && isinf(a->aggregate.maximum);
    break;
  case USE_ELIGIBLE:
    without_end = eligible;
    break;
  }
  return without_end ? at->paid : MEAN_AND_VARIANCE;
}

/* ---- what rests on a mean ---- */

typedef struct asking {
  const looking_t *at;
  const sl_arrangement_t *arrangement;
  sl_text_t *list; /* of what rests on a mean that is infinite */
} asking_t;

static void rest(const asking_t *ask, bool asked, moments_t moments, const char *what)
{
  if (asked && moments == NO_MEAN) {
    char excerpt[SL_EXCERPT_TEXT];
    sl_text_append(ask->list, "%s%s of %s", ask->list->length > 0 ? ", " : "", what,
                   sl_text_excerpt(ask->arrangement->name, excerpt));
  }
}

static bool by_ratio(const sl_premium_t *premium) { return premium->kind == SL_PREMIUM_LOSS_RATIO; }

static void ask_premium(const asking_t *ask)
{
  const sl_arrangement_t *a = ask->arrangement;
  const bool point = a->has_pooling && isfinite(a->pooling.deductible);
  const sl_build_up_t *built = &a->premium.build_up;
  const bool built_up = a->premium.kind == SL_PREMIUM_BUILT_UP;
  const moments_t paid = ask->at->paid;
  rest(ask, by_ratio(&a->premium), paid, "the premium by loss ratio");
  rest(ask, built_up && isnan(built->manual_claims), point ? MEAN_AND_VARIANCE : paid,
       "the manual claims");
  rest(ask, (built_up && point && isnan(built->pooling_charge)) || by_ratio(&a->pooling_charge),
       paid, "the pooling charge");
}

static void ask_covers(const asking_t *ask)
{
  const sl_arrangement_t *a = ask->arrangement;
  sl_simulation_t *simulation = ask->at->build->parts.simulation;
  const moments_t specific = moments_in(ask->at, a, USE_SPECIFIC);
  const moments_t aggregate = moments_in(ask->at, a, USE_AGGREGATE);
  rest(ask, a->has_specific && by_ratio(&a->specific_premium), specific,
       "the specific premium by loss ratio");
  rest(ask, a->has_specific && by_ratio(&a->specific_terminal_premium), specific,
       "the specific's terminal premium by loss ratio");
  rest(ask, a->has_specific && simulation->exhibit_asked, specific,
       "the exhibit's specific reimbursement");
  if (a->has_specific && specific == NO_MEAN) {
    simulation->exhibit = false; /* where nobody asks for it, it has no line to show */
  }
  rest(ask, a->has_aggregate && by_ratio(&a->aggregate_premium), aggregate,
       "the aggregate premium by loss ratio");
  rest(ask, a->has_aggregate && by_ratio(&a->aggregate_terminal_premium), aggregate,
       "the aggregate's terminal premium by loss ratio");
  rest(ask, a->has_aggregate && a->aggregate.kind == SL_ATTACHMENT_CORRIDOR,
       moments_in(ask->at, a, USE_ELIGIBLE), "the corridor");
}

static void ask_arrangement(const asking_t *ask)
{
  const sl_arrangement_t *a = ask->arrangement;
  ask_premium(ask);
  if (a->kind->retains_claims) {
    ask_covers(ask);
  }
  for (size_t i = 0; i < a->n_insured_lines; i++) {
    rest(ask,
         a->insured_lines[i].services[ask->at->service] && by_ratio(&a->insured_lines[i].premium),
         ask->at->paid, "the premium by loss ratio of an insured line");
  }
  rest(ask, true, moments_in(ask->at, a, USE_COST), "the expected cost");
}

/* ---- words ---- */

/* "lomax, shape 0.9, scale 10000": of a mixture or splice the part that has no such moment. */
static void append_law(sl_text_t *text, const sl_severity_t *severity, bool mean)
{
  const size_t parts = severity->family->shape == SL_SEVERITY_MIXTURE  ? severity->n
                       : severity->family->shape == SL_SEVERITY_SPLICE ? 2
                                                                       : 0;
  for (size_t i = 0; i < parts; i++) {
    const sl_severity_t *part = &severity->parts[i];
    if (isinf(mean ? sl_severity_mean(part) : sl_severity_variance(part))) {
      sl_text_append(text, "%s, its part ", severity->family->name);
      append_law(text, part, mean);
      return;
    }
  }
  sl_text_append(text, "%s", severity->family->name);
  for (size_t i = 0; i < severity->family->n_parameters; i++) {
    sl_text_append(text, ", %s %.10g", severity->family->parameters[i].name,
                   severity->parameter[i]);
  }
}

static void refuse(const looking_t *at, sl_text_t *list)
{
  const sl_service_t *service = &at->build->scenario->claims->services[at->service];
  char excerpt[SL_EXCERPT_TEXT];
  sl_text_t law = {0};
  append_law(&law, &service->severity, true);
  char *laws = sl_text_take(&law), *uses = sl_text_take(list);
  const sl_node_t *node = at->build->service_nodes[at->service];
  if (laws != NULL && uses != NULL) {
    sl_source_fault(
        &at->build->source, node != NULL ? node : at->build->root.node,
        "service %s: the mean of its amounts is infinite (%s), and these rest on it: "
        "%.500s; allowed: a severity with a finite mean, a limit, or covers and maximums "
        "that leave nothing without end",
        sl_text_excerpt(service->name, excerpt), laws, uses);
  }
  free(laws);
  free(uses);
}

static looking_t look_at(const sl_build_t *build, size_t service, int longest_lag)
{
  looking_t at = {.build = build,
                  .service = service,
                  .amount = moments_of(&build->scenario->claims->services[service]),
                  .paid = MEAN_AND_VARIANCE,
                  .member = MEAN_AND_VARIANCE,
                  .longest_lag = longest_lag};
  if (at.amount < MEAN_AND_VARIANCE) {
    look_at_persons(&at);
  }
  return at;
}

void sl_build_check_moments(sl_build_t *build)
{
  const sl_scenario_t *s = build->scenario;
  const int lag = sl_build_longest_lag(s);
  for (size_t i = 0; i < s->claims->n_services; i++) {
    const looking_t at = look_at(build, i, lag);
    sl_text_t list = {0};
    for (size_t a = 0; a < s->arrangements->n && at.amount == NO_MEAN; a++) {
      ask_arrangement(&(asking_t){&at, &s->arrangements->list[a], &list});
    }
    if (list.length > 0) {
      refuse(&at, &list);
    }
    sl_text_free(&list);
  }
}

/* ---- notes ---- */

static void append_figure(sl_text_t *text, moments_t moments, moments_t wanted, const char *what,
                          const char *name)
{
  if (moments == wanted) {
    char excerpt[SL_EXCERPT_TEXT];
    sl_text_append(text, "%s%s%s%s", text->length > 0 ? ", " : "", what, name != NULL ? " of " : "",
                   name != NULL ? sl_text_excerpt(name, excerpt) : "");
  }
}

/* The figures whose moments are these and no more. */
static char *figures_of(const looking_t *at, moments_t wanted)
{
  const sl_scenario_t *s = at->build->scenario;
  sl_text_t text = {0};
  append_figure(&text, at->amount, wanted, "allowed amounts", NULL);
  append_figure(&text, at->member, wanted, "what members pay", NULL);
  append_figure(&text, at->paid, wanted, "what the plan pays and the largest claimant", NULL);
  for (size_t i = 0; i < s->arrangements->n && text.length < 1000; i++) {
    const sl_arrangement_t *a = &s->arrangements->list[i];
    append_figure(&text, moments_in(at, a, USE_COST), wanted, "the cost", a->name);
    append_figure(&text, moments_in(at, a, USE_SPECIFIC), wanted,
                  "the specific reimbursement with its loss ratio", a->name);
    append_figure(&text, moments_in(at, a, USE_AGGREGATE), wanted,
                  "the aggregate reimbursement with its loss ratio", a->name);
  }
  return sl_text_take(&text);
}

static void append_note(const looking_t *at, sl_text_t *notes)
{
  const sl_service_t *service = &at->build->scenario->claims->services[at->service];
  const bool mean = at->amount == NO_MEAN;
  char excerpt[SL_EXCERPT_TEXT];
  char *figures = figures_of(at, at->amount);
  sl_text_append(notes, "%sThe amounts of service %s have no finite %s (",
                 notes->length > 0 ? " " : "", sl_text_excerpt(service->name, excerpt),
                 mean ? "mean" : "variance");
  append_law(notes, &service->severity, mean);
  sl_text_append(notes, "): %s means nothing of %s. Chances and quantiles are not affected.",
                 mean ? "the average with its standard error" : "the standard error of the average",
                 figures != NULL ? figures : "");
  free(figures);
}

void sl_build_moments_note(sl_build_t *build, sl_text_t *notes)
{
  const int lag = sl_build_longest_lag(build->scenario);
  for (size_t i = 0; i < build->scenario->claims->n_services; i++) {
    const looking_t at = look_at(build, i, lag);
    if (at.amount < MEAN_AND_VARIANCE) {
      append_note(&at, notes);
    }
  }
}
