#include "models/claims/service.h"
#include "models/plan/design.h"
#include "sim/input/read/number.h"
#include "sim/input/rules/limits.h"
#include "sim/input/rules/warnings.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SELF_ONLY, FAMILY };

/* One plan and the limits of its year. */
typedef struct looked_at {
  const sl_warner_t *warner;
  const sl_plan_t *plan;
  sl_cursor_t item;
  const sl_plan_limits_t *limits;
  bool has_families; /* persons are enrolled with dependents */
} looked_at_t;

static const sl_node_t *node_of(const looked_at_t *at, const char *name)
{
  const sl_node_t *node = sl_node_get(at->item.node, name);
  return node != NULL ? node : at->item.node;
}

/* "10600", "no limit" */
static const char *amount_text(double amount, char text[SL_NUMBER_TEXT])
{
  if (isinf(amount)) {
    snprintf(text, SL_NUMBER_TEXT, "no limit");
    return text;
  }
  return sl_number_format(amount, text);
}

/* ---- what a member can come to pay for essential benefits ---- */

/* Dental, vision and disability are no essential health benefits of an adult plan. */
static bool is_essential(const sl_service_t *service)
{
  return service->line == SL_LINE_MEDICAL || service->line == SL_LINE_PHARMACY ||
         service->line == SL_LINE_MENTAL_HEALTH || service->line == SL_LINE_TELEMEDICINE;
}

static bool costs_member(const sl_benefit_t *benefit, const sl_service_rule_t *rule)
{
  if (!isnan(rule->copay)) {
    return rule->copay > 0.0;
  }
  const double coinsurance = isnan(rule->coinsurance) ? benefit->coinsurance : rule->coinsurance;
  const bool deductible = benefit->deductible.person > 0.0 || benefit->deductible.not_embedded;
  return coinsurance > 0.0 || (deductible && !rule->deductible_waived);
}

/* The out-of-pocket maximums of all benefits with essential services, added up, as one limit. */
static sl_limit_t total_maximum(const looked_at_t *at)
{
  const sl_scenario_t *s = at->warner->build->scenario;
  sl_limit_t total = {.person = 0.0};
  for (size_t b = 0; b < at->plan->n_benefits; b++) {
    const sl_benefit_t *benefit = &at->plan->benefit[b];
    bool counts = false;
    for (size_t i = 0; i < s->claims->n_services; i++) {
      const sl_service_rule_t *rule = &at->plan->rule[i];
      counts = counts || (rule->benefit == b && is_essential(&s->claims->services[i]) &&
                          !rule->not_covered && costs_member(benefit, rule));
    }
    if (counts) {
      total.person += benefit->out_of_pocket_max.person;
      total.family += benefit->out_of_pocket_max.family;
      total.not_embedded = total.not_embedded || benefit->out_of_pocket_max.not_embedded;
    }
  }
  return total;
}

/* ---- ACA ---- */

static void look_at_maximum(const looked_at_t *at)
{
  const double *most = at->limits->aca_maximum;
  const sl_limit_t total = total_maximum(at);
  const double self_only = fmin(total.person, total.family);
  char text[SL_NUMBER_TEXT];
  const sl_node_t *node = node_of(at, "out_of_pocket_max");
  if (self_only > most[SELF_ONLY]) {
    sl_source_fault(&at->warner->source, node,
                    "out-of-pocket maximum of a person, %s, is over the ACA's for self-only "
                    "coverage in %d: %.15g " SL_WARN_VERIFY,
                    amount_text(self_only, text), at->limits->year, most[SELF_ONLY]);
  }
  if (!at->has_families) {
    return;
  }
  if (total.family > most[FAMILY]) {
    sl_source_fault(&at->warner->source, node,
                    "out-of-pocket maximum of a family, %s, is over the ACA's in %d: "
                    "%.15g " SL_WARN_VERIFY,
                    amount_text(total.family, text), at->limits->year, most[FAMILY]);
  }
  if (total.not_embedded && total.family > most[SELF_ONLY]) {
    sl_source_fault(&at->warner->source, node,
                    "one person of a family can come to pay %s, over the ACA's maximum for one "
                    "person in %d: %.15g; embed a person's limit of at most that " SL_WARN_VERIFY,
                    amount_text(total.family, text), at->limits->year, most[SELF_ONLY]);
  }
}

/* ---- high deductible health plans ---- */

static bool has_hsa(const sl_plan_t *plan)
{
  bool has = false;
  for (size_t tier = 0; tier < SL_TIERS; tier++) {
    has = has || plan->hsa[tier] > 0.0;
  }
  return has;
}

static void look_at_deductible(const looked_at_t *at)
{
  const sl_limit_t *deductible = &at->plan->benefit[0].deductible;
  const double *least = at->limits->hdhp_deductible;
  const sl_node_t *node = node_of(at, "deductible");
  if (deductible->person < least[SELF_ONLY]) {
    sl_source_fault(&at->warner->source, node,
                    "deductible of a person, %.15g, is under the least of a high deductible health "
                    "plan in %d, which the HSA contribution makes this one: %.15g " SL_WARN_VERIFY,
                    deductible->person, at->limits->year, least[SELF_ONLY]);
  }
  if (at->has_families && deductible->family < least[FAMILY]) {
    sl_source_fault(&at->warner->source, node,
                    "deductible of a family, %.15g, is under the least of a high deductible health "
                    "plan in %d: %.15g " SL_WARN_VERIFY,
                    deductible->family, at->limits->year, least[FAMILY]);
  }
  if (at->has_families && !deductible->not_embedded && deductible->person >= least[SELF_ONLY] &&
      deductible->person < least[FAMILY]) {
    sl_source_fault(&at->warner->source, node,
                    "in a family a person's embedded deductible, %.15g, is under the least family "
                    "deductible of a high deductible health plan in %d: %.15g; raise it, or say "
                    "embedded: false " SL_WARN_VERIFY,
                    deductible->person, at->limits->year, least[FAMILY]);
  }
}

static void look_at_hdhp_maximum(const looked_at_t *at)
{
  const double *most = at->limits->hdhp_maximum;
  const sl_limit_t total = total_maximum(at);
  const double values[] = {fmin(total.person, total.family), total.family};
  static const char *const whose[] = {"person", "family"};
  for (size_t i = SELF_ONLY; i <= (at->has_families ? FAMILY : SELF_ONLY); i++) {
    char text[SL_NUMBER_TEXT];
    if (values[i] > most[i]) {
      sl_source_fault(&at->warner->source, node_of(at, "out_of_pocket_max"),
                      "out-of-pocket maximum of a %s, %s, is over that of a high deductible health "
                      "plan in %d: %.15g " SL_WARN_VERIFY,
                      whose[i], amount_text(values[i], text), at->limits->year, most[i]);
    }
  }
}

/* Preventive care and telehealth (26 U.S.C. 223(c)(2)(C) and (E)) may be paid before the
 * deductible; dental, vision and disability are disregarded coverage (223(c)(1)(B)). */
static bool may_skip_deductible(const sl_service_t *service)
{
  return strncmp(service->name, "preventive", strlen("preventive")) == 0 ||
         service->line == SL_LINE_TELEMEDICINE || !is_essential(service);
}

static void look_at_first_dollars(const looked_at_t *at)
{
  const sl_scenario_t *s = at->warner->build->scenario;
  sl_text_t names = {0};
  for (size_t i = 0; i < s->claims->n_services; i++) {
    const sl_service_rule_t *rule = &at->plan->rule[i];
    const bool early = !isnan(rule->copay) || rule->deductible_waived || rule->benefit != 0;
    if (early && !rule->not_covered && s->claims->services[i].only_row == 0 &&
        !may_skip_deductible(&s->claims->services[i])) {
      sl_text_append(&names, "%s%s", names.length > 0 ? ", " : "", s->claims->services[i].name);
    }
  }
  const bool found = names.length > 0;
  char *list = sl_text_take(&names);
  if (found && list != NULL) {
    sl_source_fault(&at->warner->source, at->item.node,
                    "a high deductible health plan pays nothing but preventive care before its "
                    "deductible, but this one has copays, waivers or benefits of their own for: "
                    "%.300s " SL_WARN_VERIFY,
                    list);
  }
  free(list);
}

static void look_at_contributions(const looked_at_t *at)
{
  static const char *const whose[] = {"for an employee alone", "for a family"};
  double given[2] = {0.0, 0.0};
  for (size_t tier = 0; tier < SL_TIERS; tier++) {
    const size_t coverage = tier == SL_TIER_EMPLOYEE ? SELF_ONLY : FAMILY;
    given[coverage] = fmax(given[coverage], at->plan->hsa[tier]);
  }
  for (size_t i = SELF_ONLY; i <= FAMILY; i++) {
    if (given[i] > at->limits->hsa[i]) {
      sl_source_fault(&at->warner->source, node_of(at, "hsa"),
                      "HSA contribution %s, %.15g, is over the year's limit in %d: "
                      "%.15g " SL_WARN_VERIFY,
                      whose[i], given[i], at->limits->year, at->limits->hsa[i]);
    }
  }
}

/* ---- all plans ---- */

static bool enrols_families(const sl_scenario_t *s, size_t plan)
{
  for (size_t f = 0; f < s->group->n_families; f++) {
    if (s->group->families[f].plan == plan && s->group->families[f].n_persons > 1) {
      return true;
    }
  }
  return false;
}

void sl_warn_plans(const sl_warner_t *warner)
{
  const sl_scenario_t *s = warner->build->scenario;
  const sl_cursor_t root = warner->build->root;
  const sl_plan_limits_t limits = sl_limits_of_plans(s->start.year);
  if (limits.year != s->start.year) {
    sl_source_fault(&warner->source, sl_node_get(root.node, "start"),
                    "limits for plan years that start in %d are not on file: those of %d were "
                    "used",
                    s->start.year, limits.year);
  }
  for (size_t i = 0; i < s->plans->n; i++) {
    const looked_at_t at = {warner, &s->plans->list[i],
                            sl_cursor_item(sl_cursor_child(root, "plans"), i), &limits,
                            enrols_families(s, i)};
    look_at_maximum(&at);
    if (has_hsa(at.plan)) {
      look_at_deductible(&at);
      look_at_hdhp_maximum(&at);
      look_at_first_dollars(&at);
      look_at_contributions(&at);
    }
  }
}
