#include "sim/input/scenario_build.h"
#include "sim/input/scenario_names.h"
#include "sim/input/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PLANS_MAX 1000

/* A number is the person's, without a family limit. */
static sl_limit_t bind_limit(const sl_build_t *build, sl_cursor_t plan, const char *name)
{
  const sl_cursor_t map = sl_cursor_child(plan, name);
  if (!sl_cursor_is_map(map)) {
    const sl_limit_t limit = {.person = sl_cursor_number(plan, name), .family = INFINITY};
    return limit;
  }
  const sl_limit_t limit = {.person = sl_cursor_number(map, "person"),
                            .family = sl_cursor_number(map, "family")};
  if (limit.person == 0.0 && sl_node_get(map.node, "person") == NULL &&
      sl_node_get(map.node, "family") != NULL) {
    sl_source_fault(&build->source, map.node,
                    "%s: the family's says nothing while the person's is 0, its default; allowed: "
                    "{person: AMOUNT, family: AMOUNT}, or person: .inf where only the family's "
                    "counts",
                    name);
  }
  return limit;
}

/* A census says `waived` of those who are in no plan. */
static void check_name(const sl_build_t *build, sl_cursor_t item, const char *name)
{
  if (name != NULL && strcmp(name, "waived") == 0) {
    sl_source_fault(&build->source, sl_node_get(item.node, "name"),
                    "name of a plan is taken: waived; allowed: another, since a census says waived "
                    "of persons without a plan");
  }
}

static int bind_copays(const sl_build_t *build, sl_cursor_t copays, sl_plan_t *plan)
{
  const sl_scenario_t *s = build->scenario;
  plan->n_rules = s->n_services;
  plan->rule = malloc((s->n_services + 1) * sizeof *plan->rule);
  if (plan->rule == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < s->n_services; i++) {
    plan->rule[i] = sl_service_rule_default();
  }
  for (size_t c = 0; sl_cursor_is_map(copays) && c < copays.node->n; c++) {
    const sl_node_t *key = &copays.node->keys[c];
    double copay = NAN;
    sl_schema_number(copays.key, &copays.node->items[c], &copay);
    if (!sl_build_known_service(build, key, key->text, "copay for")) {
      continue;
    }
    for (size_t i = 0; i < s->n_services; i++) {
      if (sl_build_is_service(build, i, key->text)) {
        plan->rule[i].copay = copay;
      }
    }
  }
  return SL_OK;
}

static int bind_plan(const sl_build_t *build, sl_cursor_t item, sl_plan_t *plan)
{
  const char *name = sl_cursor_text(item, "name");
  check_name(build, item, name);
  plan->name = sl_text_copy(name != NULL ? name : "");
  if (plan->name == NULL) {
    return SL_ERR_MEMORY;
  }
  plan->n_benefits = 1;
  plan->benefit[0] = sl_benefit_default();
  plan->benefit[0].deductible = bind_limit(build, item, "deductible");
  plan->benefit[0].coinsurance = sl_cursor_number(item, "coinsurance");
  plan->benefit[0].out_of_pocket_max = bind_limit(build, item, "out_of_pocket_max");
  return bind_copays(build, sl_cursor_child(item, "copays"), plan);
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
  int code = sl_build_unique_names(&build->source, list);
  s->plans = calloc(n + 1, sizeof *s->plans);
  if (s->plans == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    const sl_cursor_t item = sl_cursor_item(list, i);
    if (sl_cursor_is_map(item)) {
      code = bind_plan(build, item, &s->plans[s->n_plans++]);
    }
  }
  return code;
}
