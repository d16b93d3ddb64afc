#include "sim/input/scenario/plans.h"
#include "models/plan/design.h"
#include "sim/input/build/build.h"
#include "sim/input/build/plan_limit.h"
#include "sim/input/build/plan_parts.h"
#include "sim/input/build/prices.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/schema/common.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PLANS_MAX 1000

/* A census says `waived` of those who are in no plan. */
static void check_name(const sl_build_t *build, sl_cursor_t item, const char *name)
{
  if (name != NULL && strcmp(name, "waived") == 0) {
    sl_source_fault(&build->source, sl_node_get(item.node, "name"),
                    "name of a plan is taken: waived; allowed: another, since a census says waived "
                    "of persons without a plan");
  }
}

static int new_rules(const sl_scenario_t *s, sl_plan_t *plan)
{
  plan->n_rules = s->claims->n_services;
  plan->rule = malloc((s->claims->n_services + 1) * sizeof *plan->rule);
  for (size_t i = 0; plan->rule != NULL && i < s->claims->n_services; i++) {
    plan->rule[i] = sl_service_rule_default();
  }
  return plan->rule != NULL ? SL_OK : SL_ERR_MEMORY;
}

static int bind_plan(const sl_build_t *build, sl_cursor_t item, sl_plan_t *plan)
{
  const char *name = sl_cursor_text(item, "name");
  check_name(build, item, name);
  plan->name = sl_text_copy(name != NULL ? name : "");
  if (plan->name == NULL || new_rules(build->scenario, plan) != SL_OK) {
    return SL_ERR_MEMORY;
  }
  plan->n_benefits = 1;
  plan->benefit[0] = sl_benefit_default();
  plan->benefit[0].deductible = sl_build_limit(build, item, "deductible");
  plan->benefit[0].coinsurance = sl_cursor_number(item, "coinsurance");
  plan->benefit[0].out_of_pocket_max = sl_build_limit(build, item, "out_of_pocket_max");
  plan->benefit[0].maximum = sl_cursor_number(item, "annual_maximum");
  int code = sl_build_benefits(build, item, plan);
  if (code == SL_OK) {
    code = sl_build_service_rules(build, item, plan);
  }
  if (code == SL_OK) {
    code = sl_build_out_of_network(build, item, plan);
  }
  return code == SL_OK ? sl_build_disability_benefit(build, plan) : code;
}

int sl_build_plans(sl_build_t *build)
{
  const sl_cursor_t list = sl_cursor_child(build->root, "plans");
  sl_scenario_t *s = build->scenario;
  const size_t n = sl_cursor_length(list);
  if (n > PLANS_MAX) {
    sl_source_fault(&build->source, list.node, "too many plans: %zu; allowed: %d", n, PLANS_MAX);
    return SL_OK;
  }
  int code = sl_schema_unique_names(&build->source, list);
  build->parts.plans->list = calloc(n + 1, sizeof *s->plans->list);
  if (s->plans->list == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    const sl_cursor_t item = sl_cursor_item(list, i);
    if (sl_cursor_is_map(item)) {
      code = bind_plan(build, item, &build->parts.plans->list[build->parts.plans->n++]);
    }
  }
  return code;
}

static void bind_hsa(const sl_build_t *build, sl_cursor_t hsa, uint32_t index)
{
  sl_scenario_t *s = build->scenario;
  sl_plan_t *plan = &s->plans->list[index];
  double months[SL_TIERS] = {0};
  sl_build_tiers(build, hsa, plan->hsa);
  for (size_t f = 0; f < s->group->n_families; f++) {
    for (size_t tier = 0; tier < SL_TIERS && s->group->families[f].plan == index; tier++) {
      months[tier] += s->group->families[f].tier_months[tier];
    }
  }
  for (size_t tier = 0; tier < SL_TIERS; tier++) {
    if (isnan(plan->hsa[tier]) && months[tier] > 0.0 &&
        sl_node_get(hsa.node, sl_tier_names[tier]) == NULL) {
      sl_source_fault(&build->source, hsa.node,
                      "hsa: no value for tier %s, in which %.15g contract months are enrolled; "
                      "allowed: one for each tier enrolled in the plan, 0 included",
                      sl_tier_names[tier], months[tier]);
    }
    plan->hsa[tier] = isnan(plan->hsa[tier]) ? 0.0 : plan->hsa[tier];
    build->parts.group->enrolment.hsa_contributions +=
        months[tier] * plan->hsa[tier] / SL_MONTHS_PER_YEAR;
  }
}

void sl_build_hsa(sl_build_t *build)
{
  const sl_cursor_t list = sl_cursor_child(build->root, "plans");
  uint32_t plan = 0;
  for (size_t i = 0; i < sl_cursor_length(list) && plan < build->scenario->plans->n; i++) {
    const sl_cursor_t item = sl_cursor_item(list, i);
    if (sl_cursor_is_map(item)) {
      const sl_cursor_t hsa = sl_cursor_child(item, "hsa");
      if (sl_cursor_is_map(hsa)) {
        bind_hsa(build, hsa, plan);
      }
      plan++;
    }
  }
}
