#include "models/claims/condition.h"
#include "models/claims/service.h"
#include "models/frequency/frequency.h"
#include "models/funding/uncovered.h"
#include "models/plan/design.h"
#include "models/severity/severity.h"
#include "sim/input/build/build.h"
#include "sim/input/build/exposure.h"
#include "sim/input/build/mother.h"
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

/* What falls on one service. */
typedef struct part {
  size_t service;
  moments_t paid;   /* of what the plans pay of it for a person */
  moments_t member; /* of what members pay of it */
} part_t;

/* A service, or a condition whose amounts fall on several, or what such a one brings to mothers. */
typedef struct looking {
  const sl_build_t *build;
  const sl_service_t *service;     /* NULL: the condition */
  const sl_condition_t *condition; /* NULL: the service */
  bool mother;
  const sl_severity_t *severity;
  const sl_node_t *place;
  moments_t amount; /* of its claims */
  part_t parts[SL_CONDITION_EVENTS_MAX];
  size_t n;
  int longest_lag;
} looking_t;

static moments_t least(moments_t a, moments_t b) { return a < b ? a : b; }

static moments_t moments_of(const looking_t *at)
{
  if ((at->service != NULL && at->service->disability != NULL) || isfinite(at->severity->limit)) {
    return MEAN_AND_VARIANCE;
  }
  return isinf(sl_severity_mean(at->severity))       ? NO_MEAN
         : isinf(sl_severity_variance(at->severity)) ? MEAN_ALONE
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

static void look_at_plan(looking_t *at, part_t *part, const sl_plan_t *plan)
{
  const sl_service_rule_t *rule = &plan->rule[part->service];
  const bool network = plan->out_of_network > 0.0 && rule->benefit == 0;
  const double share = last_share(plan, rule);
  if (!has_end(plan, rule) && (share < 1.0 || network)) {
    part->paid = at->amount;
  }
  if (has_end(plan, rule) || share > 0.0 || network) {
    part->member = at->amount;
  }
}

/* Whether a person may have such claims, or bring them to a mother. */
static bool may_have(const looking_t *at, const sl_person_t *person, const sl_enrolled_t *enrolled)
{
  const sl_scenario_t *s = at->build->scenario;
  if (at->service != NULL) {
    return sl_exposure(s, person, at->service, enrolled) > 0.0;
  }
  return sl_condition_chance(s, at->condition, person, enrolled) > 0.0 &&
         (!at->mother ||
          (person->relationship == SL_CHILD &&
           sl_mother_of(s->group, &s->group->families[person->family]) != SL_NO_MOTHER));
}

/* Nothing is said of what nobody has. */
static void look_at_persons(looking_t *at)
{
  const sl_scenario_t *s = at->build->scenario;
  const bool never = at->service != NULL && sl_frequency_mean(&at->service->frequency) <= 0.0;
  bool any = false;
  sl_enrolling_t enrolling = SL_ENROLLING_NOBODY;
  for (size_t p = 0; p < s->group->n_persons && !never; p++) {
    const sl_person_t *person = &s->group->persons[p];
    if (may_have(at, person, sl_enrolling(&enrolling, &s->calendar, person, 0))) {
      any = true;
      for (size_t i = 0; i < at->n; i++) {
        look_at_plan(at, &at->parts[i], &s->plans->list[s->group->families[person->family].plan]);
      }
    }
  }
  at->amount = any ? at->amount : MEAN_AND_VARIANCE;
}

static moments_t paid_of(const looking_t *at)
{
  moments_t paid = MEAN_AND_VARIANCE;
  for (size_t i = 0; i < at->n; i++) {
    paid = least(paid, at->parts[i].paid);
  }
  return paid;
}

static moments_t paid_by_members(const looking_t *at)
{
  moments_t paid = MEAN_AND_VARIANCE;
  for (size_t i = 0; i < at->n; i++) {
    paid = least(paid, at->parts[i].member);
  }
  return paid;
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

static bool specific_caps(const looking_t *at, size_t service, const sl_arrangement_t *a)
{
  const sl_specific_t *specific = &a->specific;
  sl_arrangement_t alone = *a;
  alone.has_aggregate = false;
  bool caps = a->has_specific && covers(specific->services, service) &&
              isfinite(specific->deductible) && specific->coinsurance >= 1.0 &&
              isinf(specific->maximum) && isfinite(specific->aggregating_deductible) &&
              holds_all(at, alone);
  for (size_t i = 0; i < specific->n_lasers; i++) {
    caps = caps && !specific->lasers[i].excluded && isfinite(specific->lasers[i].deductible);
  }
  return caps;
}

static bool aggregate_caps(const looking_t *at, size_t service, const sl_arrangement_t *a)
{
  sl_arrangement_t alone = *a;
  alone.has_specific = false;
  return a->has_aggregate && !a->has_specific && isinf(a->aggregate.maximum) &&
         covers(a->aggregate.services, service) && holds_all(at, alone);
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

/* Of one service's part in what a use is of. */
static moments_t moments_of_part(const looking_t *at, const part_t *part, const sl_arrangement_t *a,
                                 use_t use)
{
  const bool insured = a->insured != NULL && a->insured[part->service];
  const bool self_funded = a->kind->retains_claims && !insured;
  const bool capped = specific_caps(at, part->service, a) || aggregate_caps(at, part->service, a);
  const bool below_d = a->has_specific && isfinite(a->specific.deductible);
  const bool eligible =
      self_funded && a->has_aggregate && !below_d && covers(a->aggregate.services, part->service);
  bool without_end = false;
  switch (use) {
  case USE_COST:
    without_end = (self_funded && !capped) || (!insured && is_charged_on_claims(a));
    break;
  case USE_SPECIFIC:
    without_end = self_funded && a->has_specific && isinf(a->specific.maximum) &&
                  covers(a->specific.services, part->service);
    break;
  case USE_AGGREGATE:
    without_end = eligible && isinf(a->aggregate.maximum);
    break;
  case USE_ELIGIBLE:
    without_end = eligible;
    break;
  }
  return without_end ? part->paid : MEAN_AND_VARIANCE;
}

static moments_t moments_in(const looking_t *at, const sl_arrangement_t *a, use_t use)
{
  moments_t moments = MEAN_AND_VARIANCE;
  for (size_t i = 0; i < at->n; i++) {
    moments = least(moments, moments_of_part(at, &at->parts[i], a, use));
  }
  return moments;
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
  const moments_t paid = paid_of(ask->at);
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

/* Of what an insured line pays. */
static moments_t insured_by(const looking_t *at, const sl_insured_line_t *line)
{
  moments_t paid = MEAN_AND_VARIANCE;
  for (size_t i = 0; i < at->n; i++) {
    paid = line->services[at->parts[i].service] ? least(paid, at->parts[i].paid) : paid;
  }
  return paid;
}

static void ask_arrangement(const asking_t *ask)
{
  const sl_arrangement_t *a = ask->arrangement;
  ask_premium(ask);
  if (a->kind->retains_claims) {
    ask_covers(ask);
  }
  for (size_t i = 0; i < a->n_insured_lines; i++) {
    rest(ask, by_ratio(&a->insured_lines[i].premium), insured_by(ask->at, &a->insured_lines[i]),
         "the premium by loss ratio of an insured line");
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

/* "service visits"; "condition cancer". */
static void append_subject(sl_text_t *text, const looking_t *at)
{
  char excerpt[SL_EXCERPT_TEXT];
  sl_text_append(
      text, "%s %s", at->service != NULL ? "service" : "condition",
      sl_text_excerpt(at->service != NULL ? at->service->name : at->condition->name, excerpt));
}

static void refuse(const looking_t *at, sl_text_t *list)
{
  sl_text_t law = {0}, subject = {0};
  append_law(&law, at->severity, true);
  append_subject(&subject, at);
  char *laws = sl_text_take(&law), *whose = sl_text_take(&subject), *uses = sl_text_take(list);
  if (laws != NULL && whose != NULL && uses != NULL) {
    sl_source_fault(
        &at->build->source, at->place != NULL ? at->place : at->build->root.node,
        "%s: the mean of its %samounts is infinite (%s), and these rest on it: "
        "%.500s; allowed: a severity with a finite mean, a limit, or covers and maximums "
        "that leave nothing without end",
        whose, at->mother ? "mothers' " : "", laws, uses);
  }
  free(laws);
  free(whose);
  free(uses);
}

/* ---- what there is to look at ---- */

/* The services; then of each condition its own part and the mothers'. */
static size_t n_subjects(const sl_build_t *build)
{
  const sl_claims_t *claims = build->scenario->claims;
  return claims->n_services + 2 * claims->n_conditions;
}

static void look_at_service(const sl_build_t *build, size_t index, looking_t *at)
{
  at->service = &build->scenario->claims->services[index];
  at->severity = &at->service->severity;
  at->place = build->service_nodes[index];
  at->parts[at->n++] = (part_t){index, MEAN_AND_VARIANCE, MEAN_AND_VARIANCE};
}

static void look_at_condition(const sl_build_t *build, size_t index, bool mother, looking_t *at)
{
  const sl_condition_t *condition = &build->scenario->claims->conditions[index];
  const sl_condition_spread_t *spread = mother ? &condition->mother_spread : &condition->spread;
  at->condition = condition;
  at->mother = mother;
  at->severity = mother ? &condition->mother_severity : &condition->severity;
  at->place = build->condition_nodes[index];
  for (size_t i = 0; i < spread->n; i++) {
    at->parts[at->n++] = (part_t){spread->parts[i].service, MEAN_AND_VARIANCE, MEAN_AND_VARIANCE};
  }
}

/* A condition that brings nothing to mothers has all moments there. */
static void look_at(const sl_build_t *build, size_t subject, int longest_lag, looking_t *at)
{
  const size_t n_services = build->scenario->claims->n_services;
  *at = (looking_t){.build = build, .longest_lag = longest_lag, .amount = MEAN_AND_VARIANCE};
  if (subject < n_services) {
    look_at_service(build, subject, at);
  } else {
    const size_t after = subject - n_services;
    look_at_condition(build, after / 2, after % 2 == 1, at);
  }
  if (at->severity->family != NULL) {
    at->amount = moments_of(at);
  }
  if (at->amount < MEAN_AND_VARIANCE) {
    look_at_persons(at);
  }
}

void sl_build_check_moments(sl_build_t *build)
{
  const sl_scenario_t *s = build->scenario;
  const int lag = sl_build_longest_lag(s);
  for (size_t i = 0; i < n_subjects(build); i++) {
    looking_t at;
    sl_text_t list = {0};
    look_at(build, i, lag, &at);
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
  append_figure(&text, paid_by_members(at), wanted, "what members pay", NULL);
  append_figure(&text, paid_of(at), wanted, "what the plan pays and the largest claimant", NULL);
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
  const bool mean = at->amount == NO_MEAN;
  char *figures = figures_of(at, at->amount);
  sl_text_append(notes, "%sThe %samounts of ", notes->length > 0 ? " " : "",
                 at->mother ? "mothers' " : "");
  append_subject(notes, at);
  sl_text_append(notes, " have no finite %s (", mean ? "mean" : "variance");
  append_law(notes, at->severity, mean);
  sl_text_append(notes, "): %s means nothing of %s. Chances and quantiles are not affected.",
                 mean ? "the average with its standard error" : "the standard error of the average",
                 figures != NULL ? figures : "");
  free(figures);
}

void sl_build_moments_note(sl_build_t *build, sl_text_t *notes)
{
  const int lag = sl_build_longest_lag(build->scenario);
  for (size_t i = 0; i < n_subjects(build); i++) {
    looking_t at;
    look_at(build, i, lag, &at);
    if (at.amount < MEAN_AND_VARIANCE) {
      append_note(&at, notes);
    }
  }
}
