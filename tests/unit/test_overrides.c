/* Values at paths: where they go, what stands in their place, and the one fault of each that goes
 * nowhere. */
#include "sim/input/load/load.h"
#include "sim/input/overrides/overrides.h"
#include "sim/input/read/tree_edit.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCENARIO                                                                                   \
  "stoploss: 1\nname: Test\nstart: 2026-01-01\ncensus: census.csv\n" SL_TEXT_CLAIMS                \
  "plans: [{name: PPO, deductible: 500}]\n"                                                        \
  "arrangements:\n"                                                                                \
  "  - {name: ASO, kind: aso}\n"                                                                   \
  "  - {name: With 100.5, kind: aso, specific: {deductible: 9000, premium: {loss_ratio: 0.7}}}\n"

static sl_tree_t *tree_of(const char *text)
{
  sl_faults_t faults;
  sl_tree_t *tree = NULL;
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL_FATAL(sl_tree_parse("test.yaml", text, strlen(text), &tree, &faults), SL_OK);
  sl_faults_free(&faults);
  return tree;
}

static size_t apply_one(sl_tree_t *tree, const char *path, const char *value, sl_faults_t *faults)
{
  const sl_override_t one = {path, value};
  const sl_overrides_t overrides = {&one, 1};
  sl_faults_init(faults);
  CU_ASSERT_EQUAL(sl_overrides_apply(&overrides, tree, faults), SL_OK);
  return faults->n;
}

/* The scalar at a path of keys with blanks between; digits are an index. */
static const char *scalar_at(const sl_tree_t *tree, const char *path)
{
  char copy[200];
  const sl_node_t *node = &tree->root;
  snprintf(copy, sizeof copy, "%s", path);
  for (char *part = strtok(copy, " "); part != NULL && node != NULL; part = strtok(NULL, " ")) {
    node = node->kind == SL_NODE_LIST ? &node->items[atoi(part)] : sl_node_get(node, part);
  }
  return node != NULL && node->kind == SL_NODE_SCALAR ? node->text : "(none)";
}

static void values_go_where_the_path_leads(void)
{
  static const struct {
    const char *path, *value, *place, *text;
  } cases[] = {
      {"name", "Other", "name", "Other"},
      {"name", "\"a: b\"", "name", "a: b"},
      {"simulation.seed", "7", "simulation seed", "7"},
      {"arrangements.1.specific.deductible", "75000", "arrangements 1 specific deductible",
       "75000"},
      {"arrangements.ASO.kind", "fully_insured", "arrangements 0 kind", "fully_insured"},
      {"arrangements.0.specific.premium.loss_ratio", "0.5",
       "arrangements 0 specific premium loss_ratio", "0.5"},
      {"arrangements.0.specific", "{deductible: 5, lasers: [{row: 2, deductible: 9}]}",
       "arrangements 0 specific lasers 0 deductible", "9"},
      {"plans.PPO.deductible", "{person: 1, family: 2}", "plans 0 deductible family", "2"},
      {"plans", "[{name: HMO}]", "plans 0 name", "HMO"},
      {"claims.services.medical.frequency.mean", "2", "claims services 0 frequency mean", "2"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    sl_faults_t faults;
    sl_tree_t *tree = tree_of(SCENARIO);
    CU_ASSERT_EQUAL(apply_one(tree, cases[i].path, cases[i].value, &faults), 0);
    CU_ASSERT_STRING_EQUAL(scalar_at(tree, cases[i].place), cases[i].text);
    sl_tree_free(tree);
    sl_faults_free(&faults);
  }
}

static void the_later_one_counts(void)
{
  const sl_override_t list[] = {{"simulation.seed", "7"},
                                {"simulation", "{trials: 9}"},
                                {"simulation.trials", "11"},
                                {"arrangements.ASO.name", "Own"},
                                {"arrangements.Own.kind", "level_funded"}};
  const sl_overrides_t overrides = {list, sizeof list / sizeof list[0]};
  sl_faults_t faults;
  sl_tree_t *tree = tree_of(SCENARIO);
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL(sl_overrides_apply(&overrides, tree, &faults), SL_OK);
  CU_ASSERT_EQUAL(faults.n, 0);
  CU_ASSERT_STRING_EQUAL(scalar_at(tree, "simulation seed"), "(none)");
  CU_ASSERT_STRING_EQUAL(scalar_at(tree, "simulation trials"), "11");
  CU_ASSERT_STRING_EQUAL(scalar_at(tree, "arrangements 0 kind"), "level_funded");
  sl_tree_free(tree);
}

/* Load with one override: exactly one fault, of this file and text. */
static void expect_fault(const char *path, const char *value, const char *part)
{
  char file[600], origin[512];
  const sl_override_t one = {path, value};
  const sl_overrides_t overrides = {&one, 1};
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  sl_test_write("overridden.yaml", SCENARIO);
  sl_test_write("census.csv", SL_TEXT_CENSUS);
  snprintf(file, sizeof file, "%s/overridden.yaml", sl_test_scratch_dir());
  snprintf(origin, sizeof origin, "--set %s=%s", path, value);
  sl_faults_init(&faults);
  CU_ASSERT_NOT_EQUAL(sl_scenario_load(file, &overrides, &scenario, &faults), SL_OK);
  CU_ASSERT_PTR_NULL(scenario);
  const bool good = faults.n == 1 && strcmp(faults.list[0].file, origin) == 0 &&
                    faults.list[0].line == 0 && strstr(faults.list[0].text, part) != NULL;
  CU_ASSERT_TRUE(good);
  for (size_t i = 0; !good && i < faults.n; i++) {
    printf("\n    %s: %s (wanted %s: %s)\n", faults.list[i].file, faults.list[i].text, origin,
           part);
  }
  sl_faults_free(&faults);
}

static void a_path_that_leads_nowhere_is_one_fault(void)
{
  expect_fault("", "1", "a part of the path is empty");
  expect_fault("plans..name", "x", "a part of the path is empty");
  expect_fault("plans.", "x", "a part of the path is empty");
  expect_fault("arrangements.2.name", "x",
               "arrangements has no item 2; allowed: an index from 0 to 1 "
               "or the name of an item");
  expect_fault("plans.1", "x", "plans has no item 1; allowed: the index 0 or the name");
  expect_fault("plans.99999999999999999999999.name", "x", "has no item");
  expect_fault("arrangements.ASA.name", "x", "has no item ASA; did you mean ASO?");
  expect_fault("plans.PPO.deductible.person", "5",
               "plans.PPO.deductible is 500, which has no parts");
  expect_fault("arrangements.0.specific.lasers.0.deductible", "5",
               "arrangements.0.specific.lasers is not given and has no items");
  expect_fault("a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a", "1",
               "too many parts");
}

static void what_the_schema_refuses_names_the_override(void)
{
  expect_fault("arrangements.1.specific.deductible", "abc", "deductible is not a number: abc");
  expect_fault("arrangements.1.specific.deductibel", "5",
               "unknown key: deductibel; did you mean deductible?");
  expect_fault("simulatoin.seed", "5", "unknown key: simulatoin; did you mean simulation?");
  expect_fault("arrangements.0.specific.premium.loss_ratio", "0.5",
               "a required key is missing: deductible");
  expect_fault("simulation.trials", "0", "trials is not a whole number in the range: 0");
  expect_fault("start", "2026-13-01", "start is not a date");
  expect_fault("claims.services.0.severity", "{distribution: constan, value: 1}",
               "did you mean constant?");
  expect_fault("name", "", "the value is missing");
  expect_fault("name", " # nothing", "the value is missing");
  expect_fault("name", "~", "a value is missing");
  expect_fault("plans", "[{name: A", "not valid YAML");
  expect_fault("plans", "[&a {name: PPO}]", "anchors");
}

static void an_item_given_twice_names_both_places(void)
{
  char file[600];
  const sl_override_t one = {"arrangements.0.name", "With 100.5"};
  const sl_overrides_t overrides = {&one, 1};
  sl_scenario_t *scenario = NULL;
  sl_faults_t faults;
  sl_test_write("overridden.yaml", SCENARIO);
  snprintf(file, sizeof file, "%s/overridden.yaml", sl_test_scratch_dir());
  sl_faults_init(&faults);
  CU_ASSERT_NOT_EQUAL(sl_scenario_load(file, &overrides, &scenario, &faults), SL_OK);
  CU_ASSERT_EQUAL_FATAL(faults.n, 1);
  CU_ASSERT_EQUAL(faults.list[0].line, 10);
  CU_ASSERT_PTR_NOT_NULL(
      strstr(faults.list[0].text, "also by --set arrangements.0.name=With 100.5; allowed"));
  sl_faults_free(&faults);
}

/* What the file itself gets wrong is told once, at its place. */
static void a_faulty_file_keeps_its_own_faults(void)
{
  static const struct {
    const char *text;
    size_t faults;
  } cases[] = {{SCENARIO "simulation: 5\n", 1},
               {SCENARIO "simulation: ~\n", 1},
               {"employee,age\n1,40\n", 1}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char file[600];
    const sl_override_t one = {"simulation.trials", "5"};
    const sl_overrides_t overrides = {&one, 1};
    sl_scenario_t *scenario = NULL;
    sl_faults_t faults;
    sl_test_write("overridden.yaml", cases[i].text);
    snprintf(file, sizeof file, "%s/overridden.yaml", sl_test_scratch_dir());
    sl_faults_init(&faults);
    CU_ASSERT_NOT_EQUAL(sl_scenario_load(file, &overrides, &scenario, &faults), SL_OK);
    CU_ASSERT_EQUAL(faults.n, cases[i].faults);
    CU_ASSERT_TRUE(faults.n > 0 && strstr(faults.list[0].file, "overridden.yaml") != NULL);
    sl_faults_free(&faults);
  }
}

static void a_copied_tree_owns_what_it_has(void)
{
  sl_faults_t faults;
  sl_tree_t *tree = tree_of(SCENARIO);
  CU_ASSERT_EQUAL(apply_one(tree, "arrangements.1.specific.deductible", "8", &faults), 0);
  sl_tree_t *copy = sl_tree_copy(tree);
  sl_tree_free(tree);
  CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
  CU_ASSERT_STRING_EQUAL(scalar_at(copy, "arrangements 1 specific deductible"), "8");
  CU_ASSERT_STRING_EQUAL(scalar_at(copy, "arrangements 1 specific premium loss_ratio"), "0.7");
  const sl_node_t *list = sl_node_get(&copy->root, "arrangements");
  const sl_node_t *put = sl_node_get(sl_node_get(&list->items[1], "specific"), "deductible");
  CU_ASSERT_STRING_EQUAL(put->origin, "--set arrangements.1.specific.deductible=8");
  CU_ASSERT_EQUAL(list->line, 9);
  sl_tree_free(copy);
}

SL_SUITE(overrides, "unit/overrides",
         {"values go where the path leads", values_go_where_the_path_leads},
         {"the later one counts", the_later_one_counts},
         {"a path that leads nowhere is one fault", a_path_that_leads_nowhere_is_one_fault},
         {"what the schema refuses names the override", what_the_schema_refuses_names_the_override},
         {"an item given twice names both places", an_item_given_twice_names_both_places},
         {"a faulty file keeps its own faults", a_faulty_file_keeps_its_own_faults},
         {"a copied tree owns what it has", a_copied_tree_owns_what_it_has});
