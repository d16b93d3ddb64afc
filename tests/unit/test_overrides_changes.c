/* Values that change a number, reach every item, or add one. */
#include "sim/input/overrides/overrides.h"
#include "sim/input/read/yaml_tree.h"
#include "tests/support/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCENARIO                                                                                   \
  "stoploss: 1\nname: Test\nclaims: {risk_factor: 0.85, trend: 8%}\n"                              \
  "plans: [{name: PPO, deductible: 500}]\n"                                                        \
  "arrangements:\n"                                                                                \
  "  - name: A\n    kind: aso\n"                                                                   \
  "    fees: [{name: f, amount: 40, per: PEPM}, {name: g, tiers: {employee: 10, family: 2.5}}]\n"  \
  "    specific: {deductible: 75k, premium: {loss_ratio: 0.7}}\n"                                  \
  "  - {name: B, kind: aso, fees: [{name: f, amount: 1.5k, per: year}]}\n"                         \
  "  - {name: C, kind: fully_insured, premium: {amount: 9, per: year}}\n"

static sl_tree_t *tree_of(const char *text)
{
  sl_faults_t faults;
  sl_tree_t *tree = NULL;
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL_FATAL(sl_tree_parse("test.yaml", text, strlen(text), &tree, &faults), SL_OK);
  sl_faults_free(&faults);
  return tree;
}

static const char *scalar_at(const sl_tree_t *tree, const char *path)
{
  char copy[200];
  const sl_node_t *node = &tree->root;
  snprintf(copy, sizeof copy, "%s", path);
  for (char *part = strtok(copy, " "); part != NULL && node != NULL; part = strtok(NULL, " ")) {
    if (node->kind == SL_NODE_LIST) {
      node = (size_t)atoi(part) < node->n ? &node->items[atoi(part)] : NULL;
    } else {
      node = sl_node_get(node, part);
    }
  }
  return node != NULL && node->kind == SL_NODE_SCALAR ? node->text : "(none)";
}

/* Numbers by hand; what a person would write is what comes out. */
static void numbers_are_changed(void)
{
  static const struct {
    const char *path, *value, *place, *text;
  } cases[] = {
      {"claims.trend+", "0.02", "claims trend", "0.1"},
      {"claims.trend+", "2%", "claims trend", "0.1"},
      {"claims.risk_factor*", "110%", "claims risk_factor", "0.935"},
      {"claims.area_factor*", "1.1", "claims area_factor", "1.1"}, /* its default is 1 */
      {"claims.uncertainty+", "0.1", "claims uncertainty", "0.1"},
      {"enrolment.change+", "-0.1", "enrolment change", "-0.1"},
      {"arrangements.A.specific.deductible*", "2", "arrangements 0 specific deductible", "150000"},
      {"arrangements.A.specific.deductible+", "25k", "arrangements 0 specific deductible",
       "100000"},
      {"arrangements.0.fees.1.tiers*", "2", "arrangements 0 fees 1 tiers family", "5"},
      {"arrangements.*.fees.*.amount*", "2", "arrangements 0 fees 0 amount", "80"},
      {"arrangements.*.fees.*.amount*", "2", "arrangements 1 fees 0 amount", "3000"},
      {"arrangements.*.fees.*.amount", "7", "arrangements 1 fees 0 amount", "7"},
      {"arrangements.*.fees.f.amount+", "1", "arrangements 0 fees 0 amount", "41"},
      {"plans.+", "{name: HMO}", "plans 1 name", "HMO"},
      {"claims.claimants.+", "{member: 2}", "claims claimants 0 member", "2"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const sl_override_t one = {cases[i].path, cases[i].value};
    const sl_overrides_t overrides = {&one, 1};
    sl_faults_t faults;
    sl_tree_t *tree = tree_of(SCENARIO);
    sl_faults_init(&faults);
    CU_ASSERT_EQUAL(sl_overrides_apply(&overrides, tree, &faults), SL_OK);
    CU_ASSERT_EQUAL(faults.n, 0);
    const char *found = scalar_at(tree, cases[i].place);
    CU_ASSERT_STRING_EQUAL(found, cases[i].text);
    if (faults.n > 0 || strcmp(found, cases[i].text) != 0) {
      printf("\n    %s=%s: %s %s\n", one.path, one.value, found,
             faults.n > 0 ? faults.list[0].text : "");
    }
    sl_tree_free(tree);
    sl_faults_free(&faults);
  }
}

static void what_cannot_be_changed_is_a_fault(void)
{
  static const struct {
    const char *path, *value, *part;
  } cases[] = {
      {"claims.trend+", "much", "no number"},
      {"claims.trend+", "{a: 1}", "no number"},
      {"plans.PPO*", "2", "no number that could be changed"},
      {"name+", "2", "no number that could be changed"},
      {"claims.conditions_factor*", "2", "has no default"},
      {"arrangements.*.fees.*.amont*", "2", "no item has such a number"},
      {"arrangements.*.aggregate", "{}", "no item has what it says"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const sl_override_t one = {cases[i].path, cases[i].value};
    const sl_overrides_t overrides = {&one, 1};
    sl_faults_t faults;
    sl_tree_t *tree = tree_of(SCENARIO);
    sl_faults_init(&faults);
    CU_ASSERT_EQUAL(sl_overrides_apply(&overrides, tree, &faults), SL_OK);
    const bool good = faults.n == 1 && strstr(faults.list[0].text, cases[i].part) != NULL;
    CU_ASSERT_TRUE(good);
    if (!good) {
      printf("\n    %s=%s: %s\n", one.path, one.value, faults.n > 0 ? faults.list[0].text : "none");
    }
    sl_tree_free(tree);
    sl_faults_free(&faults);
  }
}

static void places_are_counted(void)
{
  sl_tree_t *tree = tree_of(SCENARIO);
  CU_ASSERT_EQUAL(sl_overrides_places(tree, "arrangements.*.fees.*.amount*"), 2);
  CU_ASSERT_EQUAL(sl_overrides_places(tree, "arrangements.*.fees.*.tiers*"), 1);
  CU_ASSERT_EQUAL(sl_overrides_places(tree, "arrangements.*.kind"), 3);
  CU_ASSERT_EQUAL(sl_overrides_places(tree, "arrangements.*.kind*"), 0);
  CU_ASSERT_EQUAL(sl_overrides_places(tree, "arrangements.C.premium.amount*"), 1);
  CU_ASSERT_EQUAL(sl_overrides_places(tree, "wellness.fee.amount*"), 0);
  sl_tree_free(tree);
}

SL_SUITE(overrides_changes, "unit/overrides_changes", {"numbers are changed", numbers_are_changed},
         {"what cannot be changed is a fault", what_cannot_be_changed_is_a_fault},
         {"places are counted", places_are_counted});
