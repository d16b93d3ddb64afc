#include "models/plan/design.h"
#include "sim/input/build/names.h"
#include "sim/input/build/plan_parts.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/schema/common.h"

#include <math.h>
#include <string.h>

/* Whether the plan's cost sharing may speak of a service of this name. */
static bool takes_rule(const sl_build_t *build, const sl_node_t *node, const char *what)
{
  if (!sl_build_known_service(build, node, node->text, what)) {
    return false;
  }
  for (size_t i = 0; i < build->scenario->claims->n_services; i++) {
    if (sl_build_is_service(build, i, node->text) &&
        build->scenario->claims->services[i].disability != NULL) {
      char excerpt[SL_EXCERPT_TEXT];
      sl_source_fault(&build->source, node,
                      "%s disability income: %s; allowed: other services, since a disability "
                      "benefit is paid as it is, without deductible, coinsurance or limits",
                      what, sl_text_excerpt(node->text, excerpt));
      return false;
    }
  }
  return true;
}

/* Whether a rule says anything by the key: a default that is written down says nothing. */
static bool is_said(sl_cursor_t item, const char *name)
{
  const sl_cursor_t child = sl_cursor_child(item, name);
  return child.node != NULL && child.node->kind == SL_NODE_SCALAR &&
         (child.key->fallback == NULL || strcmp(child.node->text, child.key->fallback) != 0);
}

static void refuse_key(const sl_build_t *build, sl_cursor_t item, const char *name, const char *why)
{
  if (is_said(item, name)) {
    sl_source_fault(&build->source, sl_node_get(item.node, name), "%s says nothing %s", name, why);
  }
}

/* Keys of a rule that contradict one another. */
static void check_rule(const sl_build_t *build, sl_cursor_t item)
{
  static const char *const others[] = {"coinsurance", "deductible", "copay",
                                       "visits",      "maximum",    "waiting_months"};
  if (is_said(item, "covered")) {
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
      refuse_key(build, item, others[i], "of a service that is not covered; leave it out");
    }
  } else if (is_said(item, "copay")) {
    refuse_key(build, item, "coinsurance",
               "beside a copay, which is without deductible or coinsurance; allowed: one of them");
  }
}

static sl_service_rule_t read_rule(sl_cursor_t item)
{
  const uint64_t visits = sl_cursor_whole(item, "visits");
  return (sl_service_rule_t){.copay = sl_cursor_number(item, "copay"),
                             .coinsurance = sl_cursor_number(item, "coinsurance"),
                             .deductible_waived = sl_cursor_choice(item, "deductible") == 1,
                             .not_covered = !sl_cursor_flag(item, "covered"),
                             .visits = visits > 0 ? (double)visits : (double)INFINITY,
                             .maximum = sl_cursor_number(item, "maximum"),
                             .waiting_months = (unsigned)sl_cursor_whole(item, "waiting_months")};
}

static void bind_rule(const sl_build_t *build, sl_cursor_t item, sl_plan_t *plan)
{
  const sl_node_t *name = sl_node_get(item.node, "name");
  if (name == NULL || name->kind != SL_NODE_SCALAR ||
      !takes_rule(build, name, "a plan's rule for")) {
    return;
  }
  check_rule(build, item);
  unsigned first = 0;
  for (size_t i = 0; i < plan->n_rules; i++) {
    if (sl_build_is_service(build, i, name->text)) {
      const unsigned benefit = plan->rule[i].benefit;
      plan->rule[i] = read_rule(item);
      plan->rule[i].benefit = benefit;
      plan->rule[i].same_limits = first;
      first = first > 0 ? first : (unsigned)i + 1;
    }
  }
}

/* Whether a rule of this service says something that a copay contradicts. */
static bool is_cost_shared(sl_cursor_t rules, const char *name)
{
  for (size_t i = 0; i < sl_cursor_length(rules); i++) {
    const sl_cursor_t item = sl_cursor_item(rules, i);
    const char *other = sl_cursor_is_map(item) ? sl_cursor_text(item, "name") : NULL;
    if (other != NULL && strcmp(other, name) == 0) {
      return is_said(item, "copay") || is_said(item, "coinsurance") ||
             is_said(item, "deductible") || is_said(item, "covered");
    }
  }
  return false;
}

static void bind_copay(const sl_build_t *build, sl_cursor_t copays, size_t index, sl_cursor_t rules,
                       sl_plan_t *plan)
{
  const sl_node_t *key = &copays.node->keys[index];
  double copay = NAN;
  sl_schema_number(copays.key, &copays.node->items[index], &copay);
  if (!takes_rule(build, key, "copay for")) {
    return;
  }
  if (is_cost_shared(rules, key->text)) {
    char excerpt[SL_EXCERPT_TEXT];
    sl_source_fault(&build->source, key,
                    "copay for a service whose cost sharing is in services too: %s; allowed: "
                    "either of them",
                    sl_text_excerpt(key->text, excerpt));
  }
  for (size_t i = 0; i < plan->n_rules; i++) {
    if (sl_build_is_service(build, i, key->text)) {
      plan->rule[i].copay = copay;
    }
  }
}

int sl_build_service_rules(const sl_build_t *build, sl_cursor_t item, sl_plan_t *plan)
{
  const sl_cursor_t rules = sl_cursor_child(item, "services");
  const sl_cursor_t copays = sl_cursor_child(item, "copays");
  const int code = sl_schema_unique_names(&build->source, rules);
  for (size_t i = 0; i < sl_cursor_length(rules) && code == SL_OK; i++) {
    const sl_cursor_t rule = sl_cursor_item(rules, i);
    if (sl_cursor_is_map(rule)) {
      bind_rule(build, rule, plan);
    }
  }
  for (size_t i = 0; sl_cursor_is_map(copays) && i < copays.node->n; i++) {
    bind_copay(build, copays, i, rules, plan);
  }
  return code;
}
