#include "models/plan/design.h"
#include "sim/input/build/names.h"
#include "sim/input/build/plan_limit.h"
#include "sim/input/build/plan_parts.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/schema/common.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The plan's own, the one out of network and that of disability income are among them. */
#define BENEFITS_GIVEN_MAX (SL_BENEFITS_MAX - 3)

/* A new benefit without cost sharing; its index, 0 without memory. */
static unsigned add_benefit(sl_plan_t *plan, const char *name)
{
  sl_benefit_t *benefit = &plan->benefit[plan->n_benefits];
  *benefit = sl_benefit_default();
  benefit->name = sl_text_copy(name);
  return benefit->name != NULL ? (unsigned)plan->n_benefits++ : 0;
}

static void refuse_second_benefit(const sl_build_t *build, const sl_node_t *node,
                                  const sl_plan_t *plan, unsigned benefit)
{
  char excerpt[SL_EXCERPT_TEXT], other[SL_EXCERPT_TEXT];
  sl_source_fault(&build->source, node,
                  "service is in two benefits: %s; also in %s; allowed: each service in one",
                  sl_text_excerpt(node->text, excerpt),
                  sl_text_excerpt(plan->benefit[benefit].name, other));
}

/* Puts the masked services under the benefit. */
static void place_services(const sl_build_t *build, sl_cursor_t names, const bool *mask,
                           unsigned benefit, sl_plan_t *plan)
{
  for (size_t n = 0; n < sl_cursor_length(names); n++) {
    const sl_node_t *node = &names.node->items[n];
    bool told = false;
    for (size_t i = 0; node->kind == SL_NODE_SCALAR && i < plan->n_rules; i++) {
      if (!mask[i] || !sl_build_is_service(build, i, node->text)) {
        continue;
      }
      const unsigned before = plan->rule[i].benefit;
      if (before != 0 && before != benefit && !told) {
        refuse_second_benefit(build, node, plan, before);
        told = true;
      }
      plan->rule[i].benefit = benefit;
    }
  }
}

static int bind_benefit(const sl_build_t *build, sl_cursor_t item, sl_plan_t *plan)
{
  const char *name = sl_cursor_text(item, "name");
  const sl_cursor_t names = sl_cursor_child(item, "services");
  bool *mask = NULL;
  const unsigned index = add_benefit(plan, name != NULL ? name : "");
  const int code =
      index == 0 ? SL_ERR_MEMORY : sl_build_service_mask(build, names, "a benefit covers", &mask);
  if (code == SL_OK) {
    sl_benefit_t *benefit = &plan->benefit[index];
    benefit->deductible = sl_build_limit(build, item, "deductible");
    benefit->coinsurance = sl_cursor_number(item, "coinsurance");
    benefit->out_of_pocket_max = sl_build_limit(build, item, "out_of_pocket_max");
    benefit->maximum = sl_cursor_number(item, "maximum");
  }
  if (mask != NULL) {
    place_services(build, names, mask, index, plan);
  }
  free(mask);
  return code;
}

int sl_build_benefits(const sl_build_t *build, sl_cursor_t item, sl_plan_t *plan)
{
  const sl_cursor_t list = sl_cursor_child(item, "benefits");
  const size_t n = sl_cursor_length(list);
  if (n > BENEFITS_GIVEN_MAX) {
    sl_source_fault(&build->source, list.node, "too many benefits: %zu; allowed: %d in a plan", n,
                    BENEFITS_GIVEN_MAX);
    return SL_OK;
  }
  int code = sl_schema_unique_names(&build->source, list);
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    const sl_cursor_t benefit = sl_cursor_item(list, i);
    if (sl_cursor_is_map(benefit)) {
      code = bind_benefit(build, benefit, plan);
    }
  }
  return code;
}

int sl_build_out_of_network(const sl_build_t *build, sl_cursor_t item, sl_plan_t *plan)
{
  const sl_cursor_t map = sl_cursor_child(item, "out_of_network");
  plan->recognised = 1.0;
  if (!sl_cursor_is_map(map)) {
    return SL_OK;
  }
  const unsigned index = add_benefit(plan, "out of network");
  if (index == 0) {
    return SL_ERR_MEMORY;
  }
  sl_benefit_t *benefit = &plan->benefit[index];
  const sl_benefit_t *own = &plan->benefit[0];
  const bool deductible = sl_node_get(map.node, "deductible") != NULL;
  const bool coinsurance = sl_node_get(map.node, "coinsurance") != NULL;
  const bool maximum = sl_node_get(map.node, "out_of_pocket_max") != NULL;
  benefit->deductible = deductible ? sl_build_limit(build, map, "deductible") : own->deductible;
  benefit->coinsurance = coinsurance ? sl_cursor_number(map, "coinsurance") : own->coinsurance;
  benefit->out_of_pocket_max =
      maximum ? sl_build_limit(build, map, "out_of_pocket_max") : own->out_of_pocket_max;
  plan->out_of_network = sl_cursor_number(map, "share");
  plan->recognised = sl_cursor_number(map, "recognised");
  plan->out_of_network_benefit = index;
  return SL_OK;
}

int sl_build_disability_benefit(const sl_build_t *build, sl_plan_t *plan)
{
  const sl_scenario_t *s = build->scenario;
  unsigned index = 0;
  for (size_t i = 0; i < s->claims->n_services; i++) {
    if (s->claims->services[i].disability == NULL) {
      continue;
    }
    if (index == 0 && (index = add_benefit(plan, "disability income")) == 0) {
      return SL_ERR_MEMORY;
    }
    plan->rule[i].benefit = index;
  }
  return SL_OK;
}
