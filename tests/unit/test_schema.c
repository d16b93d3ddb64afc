#include "models/funding/arrangement.h"
#include "sim/input/schema/schema.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdlib.h>
#include <string.h>

/* Every row can be reached from its parent by its name, and stands behind it. */
static void every_key_has_a_parent(void)
{
  size_t n;
  const sl_schema_key_t *keys = sl_schema_keys(&n);
  for (size_t i = 0; i < n; i++) {
    size_t parents = 0;
    for (size_t j = 0; j < i; j++) {
      const sl_schema_key_t *child = sl_schema_child(&keys[j], sl_schema_name(&keys[i]));
      parents += child == &keys[i] && keys[j].like == NULL;
      parents += child == &keys[i] && keys[j].like != NULL &&
                 strncmp(keys[i].path, keys[j].path, strlen(keys[j].path)) == 0;
    }
    const bool root = sl_schema_name(&keys[i])[0] == '\0';
    CU_ASSERT_EQUAL(parents, root ? 0 : 1);
  }
}

static void children_fit_their_array(void)
{
  size_t n;
  const sl_schema_key_t *keys = sl_schema_keys(&n), *children[SL_SCHEMA_CHILDREN];
  for (size_t i = 0; i < n; i++) {
    CU_ASSERT_TRUE(sl_schema_children(&keys[i], children, SL_SCHEMA_CHILDREN) < SL_SCHEMA_CHILDREN);
    CU_ASSERT_TRUE(keys[i].doc != NULL && strlen(keys[i].doc) > 3);
    CU_ASSERT_TRUE(!(keys[i].types & SL_TYPE_CHOICE) || keys[i].choice(0) != NULL);
    CU_ASSERT_FALSE(keys[i].required && keys[i].fallback != NULL);
  }
}

/* A default that the row itself would refuse could never be written down. */
static void defaults_are_allowed_values(void)
{
  size_t n;
  const sl_schema_key_t *keys = sl_schema_keys(&n);
  for (size_t i = 0; i < n; i++) {
    if (keys[i].fallback == NULL || strchr("[{", keys[i].fallback[0]) != NULL) {
      continue;
    }
    char *text = malloc(strlen(keys[i].fallback) + 1);
    sl_faults_t faults;
    sl_faults_init(&faults);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    strcpy(text, keys[i].fallback);
    const sl_node_t node = {.kind = SL_NODE_SCALAR, .text = text, .line = 1, .column = 1};
    CU_ASSERT_TRUE(sl_schema_check_value(&keys[i], &node, "default", &faults));
    sl_faults_free(&faults);
    free(text);
  }
}

static void like_rows_share_children(void)
{
  const sl_schema_key_t *scenario = sl_schema_scenario();
  const sl_schema_key_t *arrangements = sl_schema_child(scenario, "arrangements");
  const sl_schema_key_t *specific = sl_schema_child(arrangements, "specific");
  const sl_schema_key_t *premium = sl_schema_child(specific, "premium");
  const sl_schema_key_t *services = sl_schema_child(sl_schema_basis(), "services");
  CU_ASSERT_PTR_EQUAL(sl_schema_child(premium, "tiers"),
                      sl_schema_child(sl_schema_child(arrangements, "premium"), "tiers"));
  CU_ASSERT_PTR_NOT_NULL(sl_schema_child(services, "frequency"));
  CU_ASSERT_PTR_NOT_NULL(sl_schema_child(services, "age_curve"));
  const sl_schema_key_t *claims = sl_schema_child(scenario, "claims");
  CU_ASSERT_PTR_NULL(sl_schema_child(sl_schema_child(claims, "services"), "age_curve"));
  CU_ASSERT_PTR_NULL(sl_schema_child(scenario, "claims.basis"));
  CU_ASSERT_PTR_NULL(sl_schema_child(scenario, ""));
  char longest[4096];
  memset(longest, 'a', sizeof longest - 1);
  longest[sizeof longest - 1] = '\0';
  CU_ASSERT_PTR_NULL(sl_schema_child(scenario, longest));
}

static void premiums_are_not_charged_on_claims(void)
{
  const sl_schema_key_t *arrangements = sl_schema_child(sl_schema_scenario(), "arrangements");
  const sl_schema_key_t *premium = sl_schema_child(arrangements, "premium");
  const sl_schema_key_t *fees = sl_schema_child(arrangements, "fees");
  CU_ASSERT_TRUE(sl_schema_choice(sl_schema_child(premium, "per"), "year") >= 0);
  CU_ASSERT_EQUAL(sl_schema_choice(sl_schema_child(premium, "per"), "claim"), -1);
  CU_ASSERT_EQUAL(sl_schema_choice(sl_schema_child(premium, "per"), "paid_claims"), -1);
  CU_ASSERT_EQUAL(sl_schema_choice(sl_schema_child(fees, "per"), "claim"), SL_PER_CLAIM);
}

static void unknown_keys_get_advice(void)
{
  CU_ASSERT_TRUE(sl_test_one_fault(SL_TEXT_HEAD "curency: USD\n" SL_TEXT_CLAIMS SL_TEXT_TAIL, 5, 1,
                                   "unknown key: curency; did you mean currency?"));
  CU_ASSERT_TRUE(sl_test_one_fault(SL_TEXT_HEAD "claimants: []\n" SL_TEXT_CLAIMS SL_TEXT_TAIL, 5, 1,
                                   "it belongs elsewhere: claims.claimants"));
  CU_ASSERT_TRUE(sl_test_one_fault(SL_TEXT_HEAD "zzz: 1\n" SL_TEXT_CLAIMS SL_TEXT_TAIL, 5, 1,
                                   "unknown key: zzz; allowed here: stoploss, name, currency"));
  CU_ASSERT_TRUE(sl_test_one_fault(SL_TEXT_HEAD SL_TEXT_CLAIMS
                                   "plans: [{name: PPO, dedutible: 5}]\n" SL_TEXT_ARRANGEMENTS,
                                   7, 21, "did you mean deductible?"));
}

static void values_out_of_range_are_named(void)
{
  static const struct {
    const char *plan;
    const char *part;
  } rows[] = {
      {"coinsurance: 1.5", "coinsurance is out of range: 1.5; allowed: a number from 0 to 1"},
      {"coinsurance: \"0.2\"", "coinsurance is a text in quotes: 0.2"},
      {"coinsurance: 20 %", "coinsurance is not a number: 20 %; write it as 5% or 0.05"},
      {"coinsurance: 120%", "coinsurance is out of range: 120%"},
      {"coinsurance: .inf", "coinsurance is not a number: .inf"},
      {"coinsurance: {a: 1}", "coinsurance is not of the right form: a map"},
      {"deductible: [1]", "deductible is not of the right form: a list"},
      {"deductible: -.inf", "deductible is not a number: -.inf"},
      {"deductible: -1", "deductible is out of range: -1; allowed: a number from 0 to 1e+15 (also "
                         "as 175k or 2.5M), or "
                         ".inf"},
      {"copays: {medical: x}", "medical is not a number: x; allowed: a number from 0"},
      {"copays: 20", "copays is not of the right form: 20"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char yaml[1024];
    snprintf(yaml, sizeof yaml, "%s%splans: [{name: PPO, %s}]\n%s", SL_TEXT_HEAD, SL_TEXT_CLAIMS,
             rows[i].plan, SL_TEXT_ARRANGEMENTS);
    CU_ASSERT_TRUE(sl_test_one_fault(yaml, 7, 0, rows[i].part));
  }
}

static void every_missing_key_is_reported(void)
{
  sl_loaded_t loaded = sl_test_load("{}", NULL);
  static const char *const required[] = {"stoploss", "name",  "start",       "census",
                                         "claims",   "plans", "arrangements"};
  CU_ASSERT_EQUAL(loaded.faults.n, sizeof required / sizeof required[0]);
  for (size_t i = 0; i < sizeof required / sizeof required[0]; i++) {
    char part[64];
    snprintf(part, sizeof part, "a required key is missing: %s", required[i]);
    CU_ASSERT_TRUE(sl_test_has_fault(&loaded, 1, 1, part));
  }
  sl_test_unload(&loaded);
}

static void all_faults_come_at_once(void)
{
  sl_loaded_t loaded = sl_test_load("stoploss: 2\n"
                                    "name: \"\"\n"
                                    "start: 2026-02-29\n"
                                    "census: none.csv\n"
                                    "claims: {trend: lots, services: []}\n"
                                    "plans: []\n"
                                    "arrangements: [{name: A, kind: asso}]\n"
                                    "simulation: {trials: 0, seed: -1}\n",
                                    NULL);
  CU_ASSERT_EQUAL(loaded.code, SL_ERR_MISSING);
  CU_ASSERT_TRUE(sl_test_has_fault(&loaded, 1, 11, "2; allowed: a whole number: 1 only"));
  CU_ASSERT_TRUE(sl_test_has_fault(&loaded, 2, 7, "empty"));
  CU_ASSERT_TRUE(sl_test_has_fault(&loaded, 3, 8, "not a date: 2026-02-29"));
  CU_ASSERT_TRUE(sl_test_has_fault(&loaded, 4, 9, "none.csv"));
  CU_ASSERT_TRUE(sl_test_has_fault(&loaded, 5, 17, "trend is not a number: lots"));
  CU_ASSERT_TRUE(sl_test_has_fault(&loaded, 5, 0, "there are no claims"));
  CU_ASSERT_TRUE(sl_test_has_fault(&loaded, 6, 8, "the list is empty: plans"));
  CU_ASSERT_TRUE(sl_test_has_fault(&loaded, 7, 32, "asso; did you mean aso?"));
  CU_ASSERT_TRUE(sl_test_has_fault(&loaded, 8, 22, "trials is not a whole number"));
  CU_ASSERT_TRUE(sl_test_has_fault(&loaded, 8, 31, "seed is not a whole number"));
  sl_test_unload(&loaded);
}

static void names_are_printable_lines(void)
{
  static const char *const bad[] = {"\"a\\tb\"",   "\"a\\nb\"", "\"\\e[31m\"", "\"a\\u202Eb\"",
                                    "\"\\u2028\"", "\"\\x7f\"", "\"\\x85\"",   "\"\\uFEFF\""};
  static const char *const good[] = {"'`rm`'", "\"<script>\"", "'{/=40 x}'", "Größe",
                                     "日本",   "a \\ b",       "\"q\\\"q\"", "2026",
                                     "'null'", "\"yes\"",      "'a: b # c'"};
  char yaml[1024];
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    snprintf(yaml, sizeof yaml,
             "stoploss: 1\nname: %s\nstart: 2026-01-01\ncensus: census.csv\n%s%s", bad[i],
             SL_TEXT_CLAIMS, SL_TEXT_TAIL);
    CU_ASSERT_TRUE(sl_test_one_fault(yaml, 2, 7, "control"));
  }
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    snprintf(yaml, sizeof yaml,
             "stoploss: 1\nname: %s\nstart: 2026-01-01\ncensus: census.csv\n%s%s", good[i],
             SL_TEXT_CLAIMS, SL_TEXT_TAIL);
    CU_ASSERT_TRUE(sl_test_no_fault(yaml));
  }
}

static void long_values_are_cut(void)
{
  char yaml[2048], name[600];
  memset(name, 'x', sizeof name - 1);
  name[sizeof name - 1] = '\0';
  snprintf(yaml, sizeof yaml, "stoploss: 1\nname: %s\nstart: 2026-01-01\ncensus: census.csv\n%s%s",
           name, SL_TEXT_CLAIMS, SL_TEXT_TAIL);
  sl_loaded_t loaded = sl_test_load(yaml, NULL);
  CU_ASSERT_TRUE(sl_test_has_fault(&loaded, 2, 7, "longer than 200 characters: xxxx"));
  CU_ASSERT_TRUE(strlen(loaded.faults.list[0].text) < 250);
  sl_test_unload(&loaded);
}

/* A file full of nonsense costs neither time nor a flood of messages. */
static void many_unknown_keys_are_counted(void)
{
  const size_t room = 1024 * 1024;
  char *yaml = malloc(room);
  size_t size = 0;
  CU_ASSERT_PTR_NOT_NULL_FATAL(yaml);
  for (size_t i = 0; size + 32 < room; i++) {
    size += (size_t)sprintf(yaml + size, "curency%zu: x\n", i);
  }
  sl_loaded_t loaded = sl_test_load(yaml, NULL);
  CU_ASSERT_EQUAL(loaded.faults.n, SL_FAULTS_MAX);
  CU_ASSERT_TRUE(loaded.faults.suppressed > 10000);
  sl_test_unload(&loaded);
  free(yaml);
}

SL_SUITE(schema, "unit/schema", {"every key has a parent", every_key_has_a_parent},
         {"children fit their array", children_fit_their_array},
         {"defaults are allowed values", defaults_are_allowed_values},
         {"like rows share children", like_rows_share_children},
         {"premiums are not charged on claims", premiums_are_not_charged_on_claims},
         {"unknown keys get advice", unknown_keys_get_advice},
         {"values out of range are named", values_out_of_range_are_named},
         {"every missing key is reported", every_missing_key_is_reported},
         {"all faults come at once", all_faults_come_at_once},
         {"names are printable lines", names_are_printable_lines},
         {"long values are cut", long_values_are_cut},
         {"many unknown keys are counted", many_unknown_keys_are_counted});
