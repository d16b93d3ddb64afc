/* The words of the field: every one is found, and every key that it names is one. */
#include "sim/input/reference/glossary.h"
#include "sim/input/reference/reference.h"
#include "sim/input/schema/schema.h"
#include "tests/support/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether "arrangements.fees.per: PEPM" is a key, and PEPM one of its words. */
static bool is_key(const char *words)
{
  char path[100];
  const char *value = strstr(words, ": ");
  const sl_schema_key_t *key = sl_schema_scenario();
  snprintf(path, sizeof path, "%.*s", (int)strcspn(words, ":"), words);
  for (char *part = strtok(path, "."); part != NULL && key != NULL; part = strtok(NULL, ".")) {
    key = sl_schema_child(key, part);
  }
  return key != NULL && (value == NULL ||
                         (key->choice != NULL && sl_schema_choice(key, value + strlen(": ")) >= 0));
}

static void every_key_is_one(void)
{
  size_t n;
  const sl_glossary_entry_t *entries = sl_glossary(&n);
  CU_ASSERT_FALSE(is_key("arrangements.fees.par"));
  CU_ASSERT_FALSE(is_key("arrangements.fees.per: PEPN"));
  for (size_t i = 0; i < n; i++) {
    CU_ASSERT_PTR_NOT_NULL(entries[i].keys[0]);
    for (size_t k = 0; entries[i].keys[k] != NULL; k++) {
      const bool known = is_key(entries[i].keys[k]);
      if (!known) {
        printf("\n    %s: %s\n", entries[i].word, entries[i].keys[k]);
      }
      CU_ASSERT_TRUE(known);
    }
  }
}

/* No word is two entries'. */
static void every_word_finds_its_entry(void)
{
  size_t n;
  const sl_glossary_entry_t *entries = sl_glossary(&n);
  for (size_t i = 0; i < n; i++) {
    CU_ASSERT_PTR_EQUAL(sl_glossary_find(entries[i].word), &entries[i]);
    for (size_t a = 0; entries[i].also[a] != NULL; a++) {
      if (sl_glossary_find(entries[i].also[a]) != &entries[i]) {
        printf("\n    %s\n", entries[i].also[a]);
      }
      CU_ASSERT_PTR_EQUAL(sl_glossary_find(entries[i].also[a]), &entries[i]);
    }
  }
}

static void words_are_explained(void)
{
  static const char *const rows[][2] = {
      {"pepm", "Per employee per month"},
      {"PMPM", "Per member per month"},
      {"ibnr", "Incurred but not reported"},
      {"reserve", "keep aside beyond the budget"},
      {"laser", "see arrangements.specific.lasers"},
      {"12/15", "three months of run-out"},
      {"18/12", "three months of run-out"},
      {"rebate", "negative"},
      {"corridor", "\narrangements.aggregate.corridor\n"},
      {"run-in", "15/12"},
      {"run_out", "12/15"},
      {"attachment", "see arrangements.aggregate.factors"},
      {"aggregating specific", "see arrangements.specific.aggregating_deductible"},
      {"Aggregating-Specific", "see arrangements.specific.aggregating_deductible"},
      {"terminal liability", "see arrangements.specific.terminal_liability"},
      {"stop-loss", "see arrangements.aggregate"},
      {"aso", "(kind of arrangement)"},
      {"ASO", "Administrative services only"},
      {"deficit", "above the budget"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    bool known = false;
    const char *nearest = NULL;
    char *text = sl_reference_topic(rows[i][0], &known, &nearest);
    CU_ASSERT_TRUE(known);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    if (strstr(text, rows[i][1]) == NULL) {
      printf("\n    %s: %s\n", rows[i][0], text);
    }
    CU_ASSERT_PTR_NOT_NULL(strstr(text, rows[i][1]));
    free(text);
  }
}

static void a_mistyped_word_is_guessed(void)
{
  static const char *const rows[][2] = {{"pepn", "PEPM"},
                                        {"lazer", "laser"},
                                        {"terminal liablity", "terminal liability"},
                                        {"deductable", "deductible"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const char *nearest = NULL;
    bool known = true;
    CU_ASSERT_PTR_NULL(sl_reference_topic(rows[i][0], &known, &nearest));
    CU_ASSERT_FALSE(known);
    CU_ASSERT_PTR_NOT_NULL_FATAL(nearest);
    CU_ASSERT_STRING_EQUAL(nearest, rows[i][1]);
  }
}

SL_SUITE(glossary, "unit/glossary", {"every key is one", every_key_is_one},
         {"every word finds its entry", every_word_finds_its_entry},
         {"words are explained", words_are_explained},
         {"a mistyped word is guessed", a_mistyped_word_is_guessed});
