#include "sim/study/exact/reasons.h"

#include "models/claims/service.h"
#include "sim/engine/compile/coverage.h"
#include "sim/engine/compile/dating.h"
#include "sim/engine/compile/model.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/scenario.h"
#include "sim/study/exact/laws.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SENTENCE_MAX 600 /* bytes: what is longer, by a name in it, is cut */

int sl_exact_say(sl_exact_reasons_t *reasons, sl_error_t *error, const char *format, ...)
{
  char sentence[SENTENCE_MAX];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(sentence, sizeof sentence, format, arguments);
  va_end(arguments);
  char **text = realloc(reasons->text, (reasons->n + 1) * sizeof *text);
  if (text != NULL) {
    reasons->text = text;
    text[reasons->n] = malloc(strlen(sentence) + 1);
  }
  if (text == NULL || text[reasons->n] == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a sentence");
  }
  memcpy(text[reasons->n], sentence, strlen(sentence) + 1);
  reasons->n++;
  return SL_OK;
}

void sl_exact_reasons_free(sl_exact_reasons_t *reasons)
{
  for (size_t i = 0; i < reasons->n; i++) {
    free(reasons->text[i]);
  }
  free(reasons->text);
  *reasons = (sl_exact_reasons_t){0};
}

/* ---- plans ---- */

/* Whether some family is large enough to meet the family's limit before its members meet theirs. */
static bool family_can_bind(const sl_scenario_t *scenario, uint32_t plan, const sl_limit_t *limit)
{
  bool can = false;
  for (size_t f = 0; f < scenario->group->n_families; f++) {
    const sl_family_t *family = &scenario->group->families[f];
    can = can || (family->plan == plan && sl_limit_family_binds(limit, family->n_persons));
  }
  return can;
}

static bool has_members(const sl_scenario_t *scenario, uint32_t plan)
{
  bool has = false;
  for (size_t f = 0; f < scenario->group->n_families; f++) {
    has = has || scenario->group->families[f].plan == plan;
  }
  return has;
}

static int copay_reason(const sl_plan_t *plan, sl_exact_reasons_t *reasons, sl_error_t *error)
{
  bool any = false;
  for (size_t s = 0; s < plan->n_rules; s++) {
    any = any || !isnan(plan->rule[s].copay);
  }
  return any && !sl_exact_plan_is_additive(plan)
             ? sl_exact_say(reasons, error,
                            "Plan '%s' has copays beside a deductible or an out-of-pocket maximum: "
                            "what the member pays then depends on more than the annual total.",
                            plan->name)
             : SL_OK;
}

static int plan_reasons(const sl_scenario_t *scenario, uint32_t index, sl_exact_reasons_t *reasons,
                        sl_error_t *error)
{
  const sl_plan_t *plan = &scenario->plans->list[index];
  const sl_benefit_t *own = &plan->benefit[0];
  if (!sl_plan_is_annual(plan)) {
    return sl_exact_say(reasons, error,
                        "Plan '%s' depends on the order or the service of claims (limits, waivers, "
                        "benefits of their own, out of network or family limits that are not "
                        "embedded).",
                        plan->name);
  }
  int code = copay_reason(plan, reasons, error);
  if (code == SL_OK && family_can_bind(scenario, index, &own->deductible)) {
    code = sl_exact_say(reasons, error,
                        "Plan '%s' has a family deductible that a family may meet before its "
                        "members meet theirs: then its members are not independent, and the order "
                        "of claims decides who fills it.",
                        plan->name);
  }
  if (code == SL_OK && family_can_bind(scenario, index, &own->out_of_pocket_max)) {
    code = sl_exact_say(reasons, error,
                        "Plan '%s' has a family out-of-pocket maximum that a family may meet "
                        "before its members meet theirs: then its members are not independent, and "
                        "the order of claims decides who fills it.",
                        plan->name);
  }
  return code;
}

/* ---- services ---- */

static double largest_exposure(const sl_scenario_t *scenario, const sl_service_t *service)
{
  double largest = 0.0;
  for (size_t p = 0; p < scenario->group->n_persons; p++) {
    const sl_person_t *person = &scenario->group->persons[p];
    const sl_enrolled_t enrolled = sl_person_enrolled(&scenario->calendar, person, 0);
    largest = fmax(largest, sl_exposure(scenario, person, service, &enrolled));
  }
  return largest;
}

static int service_reasons(const sl_scenario_t *scenario, const sl_service_t *service,
                           sl_exact_reasons_t *reasons, sl_error_t *error)
{
  const sl_exposure_rule_t rule = service->frequency.family->exposure;
  const bool random =
      scenario->claims->uncertainty > 0.0 || isfinite(scenario->claims->frailty_shape);
  if (service->disability != NULL) {
    return sl_exact_say(reasons, error, "Service '%s' is disability, paid by its duration.",
                        service->name);
  }
  if (rule != SL_EXPOSURE_MEAN && random && largest_exposure(scenario, service) > 0.0) {
    return sl_exact_say(reasons, error,
                        "Service '%s' has a %s frequency, whose probability is capped at 1, under "
                        "a random exposure (frailty or uncertainty).",
                        service->name, service->frequency.family->name);
  }
  if (rule == SL_EXPOSURE_THINNING && largest_exposure(scenario, service) > 1.0) {
    return sl_exact_say(reasons, error, "Service '%s': its %s frequency takes no exposure above 1.",
                        service->name, service->frequency.family->name);
  }
  return SL_OK;
}

/* ---- conditions ---- */

static bool is_possible(const sl_scenario_t *scenario, const sl_condition_t *condition)
{
  bool is = false;
  for (size_t p = 0; !is && p < scenario->group->n_persons; p++) {
    const sl_person_t *person = &scenario->group->persons[p];
    const sl_enrolled_t enrolled = sl_person_enrolled(&scenario->calendar, person, 0);
    is = sl_condition_chance(scenario, condition, person, &enrolled) > 0.0;
  }
  return is;
}

static int condition_reasons(const sl_scenario_t *scenario, const sl_condition_t *condition,
                             sl_exact_reasons_t *reasons, sl_error_t *error)
{
  return condition->follows_frailty && isfinite(scenario->claims->frailty_shape) &&
                 is_possible(scenario, condition)
             ? sl_exact_say(reasons, error,
                            "Condition '%s' follows the frailty: the amount of its case then "
                            "depends on the services' claims.",
                            condition->name)
             : SL_OK;
}

int sl_exact_scenario_reasons(const sl_scenario_t *scenario, sl_exact_reasons_t *reasons,
                              sl_error_t *error)
{
  int code = SL_OK;
  if (scenario->arrangements->accounting == SL_ACCOUNT_PAID) {
    code = sl_exact_say(reasons, error,
                        "The year's cost counts claims by the day they are paid (accounting: "
                        "paid); annual totals know no days.");
  }
  for (uint32_t i = 0; code == SL_OK && i < scenario->plans->n; i++) {
    if (has_members(scenario, i)) {
      code = plan_reasons(scenario, i, reasons, error);
    }
  }
  for (size_t s = 0; code == SL_OK && s < scenario->claims->n_services; s++) {
    code = service_reasons(scenario, &scenario->claims->services[s], reasons, error);
  }
  for (size_t c = 0; code == SL_OK && c < scenario->claims->n_conditions; c++) {
    code = condition_reasons(scenario, &scenario->claims->conditions[c], reasons, error);
  }
  return code;
}

/* ---- arrangements ---- */

int sl_exact_arrangement_reasons(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement,
                                 sl_exact_reasons_t *reasons, sl_error_t *error)
{
  int code = SL_OK;
  const sl_arrangement_kind_t *kind = arrangement->kind;
  if (sl_coverage_needs_claims(scenario, arrangement, sl_dating_longest_lag_of(scenario))) {
    code = sl_exact_say(reasons, error,
                        "It asks when claims are incurred or paid, of which service or certificate "
                        "they are, or for an insured line, a captive or a pooling point; annual "
                        "totals by person do not tell.");
  }
  if (code == SL_OK && arrangement->has_specific &&
      arrangement->specific.aggregating_deductible > 0.0) {
    code = sl_exact_say(reasons, error,
                        "Its specific has an aggregating deductible, which ties the persons' "
                        "excess together.");
  }
  if (code == SL_OK && kind->settles_balance) {
    code =
        sl_exact_say(reasons, error, "Its kind, %s, settles a balance after the year.", kind->name);
  }
  if (code == SL_OK && arrangement->premium.kind == SL_PREMIUM_BUILT_UP) {
    code = sl_exact_say(reasons, error, "Its premium is built up from experience.");
  }
  return code;
}
