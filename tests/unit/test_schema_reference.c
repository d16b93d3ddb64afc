#include "models/frequency/frequency.h"
#include "models/funding/arrangement.h"
#include "models/severity/severity.h"
#include "sim/input/reference/reference.h"
#include "sim/input/schema/schema.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_page(void)
{
  char path[1024];
  snprintf(path, sizeof path, "%s/scenarios/SCENARIO.md", sl_test_source_dir());
  FILE *file = fopen(path, "rb");
  char *text = calloc(1, 1 << 20);
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  CU_ASSERT_TRUE(fread(text, 1, (1 << 20) - 1, file) > 1000);
  fclose(file);
  return text;
}

/* Where this fails: stoploss explain --markdown > scenarios/SCENARIO.md */
static void the_page_is_what_the_program_prints(void)
{
  char *printed = sl_reference_markdown(), *page = read_page();
  CU_ASSERT_PTR_NOT_NULL_FATAL(printed);
  CU_ASSERT_STRING_EQUAL(printed, page);
  free(printed);
  free(page);
}

static void every_key_and_model_has_a_topic(void)
{
  size_t n;
  const char *nearest;
  const sl_schema_key_t *keys = sl_schema_keys(&n);
  for (size_t i = 0; i < n; i++) {
    if (sl_schema_name(&keys[i])[0] != '\0') {
      char *text = sl_reference_topic(sl_schema_name(&keys[i]), NULL, &nearest);
      CU_ASSERT_PTR_NOT_NULL_FATAL(text);
      CU_ASSERT_PTR_NOT_NULL(strstr(text, sl_schema_name(&keys[i])));
      free(text);
    }
  }
  const sl_severity_family_t *const *severities = sl_severity_families(&n);
  for (size_t i = 0; i < n; i++) {
    char *text = sl_reference_topic(severities[i]->name, NULL, &nearest);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    free(text);
  }
}

static void expect_topic(const char *name, const char *part)
{
  const char *nearest;
  char *text = sl_reference_topic(name, NULL, &nearest);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  CU_ASSERT_PTR_NOT_NULL(strstr(text, part));
  free(text);
}

static void topics_are_found_by_path_word_and_model(void)
{
  expect_topic("arrangements.specific.deductible", "amount per person");
  expect_topic("arrangements[].specific.deductible", "amount per person");
  expect_topic("deductible", "plans.deductible\n");
  expect_topic("deductible", "arrangements.specific.lasers.deductible\n");
  expect_topic("lognormal", "sigma: standard deviation");
  expect_topic("lognormal", "  or\n");
  expect_topic("table", "(frequency)");
  expect_topic("table", "(severity)");
  expect_topic("sigma", "lognormal");
  expect_topic("fully_insured", "takes premium: required");
  expect_topic("mean", "poisson");
  expect_topic("lag", "medical                  59.3 days (1.95 months), the last after 533");
  expect_topic("claims.services.lag", "pharmacy");
  expect_topic("stoploss_basis", "claims basis file");
}

static void a_path_gives_one_topic(void)
{
  const char *nearest;
  char *text = sl_reference_topic("plans.deductible", NULL, &nearest);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  CU_ASSERT_PTR_NULL(strstr(text, "specific"));
  free(text);
}

static void unknown_topics_name_the_nearest(void)
{
  const char *nearest = NULL;
  CU_ASSERT_PTR_NULL(sl_reference_topic("arrangements.specific.deductable", NULL, &nearest));
  CU_ASSERT_STRING_EQUAL(nearest, "deductible");
  CU_ASSERT_PTR_NULL(sl_reference_topic("lognormall", NULL, &nearest));
  CU_ASSERT_STRING_EQUAL(nearest, "lognormal");
  CU_ASSERT_PTR_NULL(sl_reference_topic("", NULL, &nearest));
  CU_ASSERT_PTR_NULL(nearest);
  CU_ASSERT_PTR_NULL(sl_reference_topic("zzzzzzzzzz", NULL, &nearest));
  CU_ASSERT_PTR_NULL(nearest);
}

static void the_tree_has_every_key_and_short_lines(void)
{
  size_t n;
  char *tree = sl_reference_tree();
  const sl_schema_key_t *keys = sl_schema_keys(&n);
  CU_ASSERT_PTR_NOT_NULL_FATAL(tree);
  for (size_t i = 0; i < n; i++) {
    CU_ASSERT_PTR_NOT_NULL(strstr(tree, sl_schema_name(&keys[i])));
  }
  for (const char *line = tree; *line != '\0'; line += strcspn(line, "\n") + 1) {
    CU_ASSERT_TRUE(strcspn(line, "\n") <= 79);
  }
  free(tree);
}

/* The page and the reader of a census know the same columns: an unknown one lists all of them. */
static void the_page_has_the_columns_of_a_census(void)
{
  const sl_schema_key_t *columns[SL_SCHEMA_CHILDREN];
  const size_t n = sl_schema_children(sl_schema_census(), columns, SL_SCHEMA_CHILDREN);
  sl_loaded_t l = sl_test_load(SL_TEXT_HEAD SL_TEXT_CLAIMS SL_TEXT_TAIL,
                               "employee,relationship,age,sex,hat size\nA,employee,40,F,7\n");
  const char *list = l.faults.n == 1 ? strstr(l.faults.list[0].text, "use one of ") : NULL;
  CU_ASSERT_PTR_NOT_NULL(list);
  size_t commas = 0;
  for (const char *p = list; p != NULL && *p != '\0'; p++) {
    commas += *p == ',';
  }
  CU_ASSERT_EQUAL(n, 14);
  CU_ASSERT_EQUAL(commas + 2, n); /* "age or birth_date" has none */
  for (size_t i = 0; i < n && list != NULL; i++) {
    CU_ASSERT_PTR_NOT_NULL(strstr(list, sl_schema_name(columns[i])));
  }
  sl_test_unload(&l);
}

SL_SUITE(schema_reference, "unit/schema_reference",
         {"the page is what the program prints", the_page_is_what_the_program_prints},
         {"every key and model has a topic", every_key_and_model_has_a_topic},
         {"topics are found by path, word and model", topics_are_found_by_path_word_and_model},
         {"a path gives one topic", a_path_gives_one_topic},
         {"unknown topics name the nearest", unknown_topics_name_the_nearest},
         {"the tree has every key and short lines", the_tree_has_every_key_and_short_lines},
         {"the page has the columns of a census", the_page_has_the_columns_of_a_census});
