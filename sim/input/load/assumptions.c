#include "sim/input/load/assumptions.h"

#include "sim/input/scenario/scenario.h"
#include "sim/input/schema/schema.h"

#include <math.h>

static sl_cursor_t root_of(const sl_scenario_t *scenario)
{
  return (sl_cursor_t){sl_schema_scenario(), scenario->tree != NULL ? &scenario->tree->root : NULL};
}

static void take_basis(sl_assumptions_t *assumptions, const sl_node_t *node)
{
  if (node->kind == SL_NODE_SCALAR) {
    if (assumptions->bases < SL_BASES_TOLD) {
      assumptions->basis[assumptions->bases] = node->text;
    }
    assumptions->bases++;
  }
}

sl_assumptions_t sl_assumptions_of(const sl_scenario_t *scenario)
{
  const sl_cursor_t root = root_of(scenario);
  const sl_cursor_t claims = sl_cursor_child(root, "claims");
  const sl_node_t *basis = sl_node_get(claims.node, "basis");
  sl_assumptions_t made = {
      .trend = sl_cursor_number(claims, "trend"),
      .risk_factor = sl_cursor_number(claims, "risk_factor"),
      .area_factor = sl_cursor_number(claims, "area_factor"),
      .uncertainty = sl_cursor_number(claims, "uncertainty"),
      .plans = sl_cursor_length(sl_cursor_child(root, "plans")),
  };
  if (basis != NULL && basis->kind == SL_NODE_LIST) {
    for (size_t i = 0; i < basis->n; i++) {
      take_basis(&made, &basis->items[i]);
    }
  } else if (basis != NULL) {
    take_basis(&made, basis);
  }
  return made;
}

/* A limit is a person's amount, or a map of both. */
static void read_limit(sl_cursor_t plan, const char *name, double *person, double *family)
{
  const sl_cursor_t limit = sl_cursor_child(plan, name);
  const bool is_map = sl_cursor_is_map(limit);
  *person = is_map ? sl_cursor_number(limit, "person") : sl_cursor_number(plan, name);
  *family = is_map ? sl_cursor_number(limit, "family") : (double)INFINITY;
}

sl_plan_terms_t sl_plan_terms_of(const sl_scenario_t *scenario, size_t i)
{
  const sl_cursor_t plan = sl_cursor_item(sl_cursor_child(root_of(scenario), "plans"), i);
  sl_plan_terms_t terms = {.name = sl_cursor_text(plan, "name"),
                           .coinsurance = sl_cursor_number(plan, "coinsurance")};
  read_limit(plan, "deductible", &terms.deductible, &terms.family_deductible);
  read_limit(plan, "out_of_pocket_max", &terms.most, &terms.family_most);
  return terms;
}
