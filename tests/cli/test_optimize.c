/* stoploss optimize: beside a brute-force search by single runs, and by hand. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* More than a block, but in a slice. */
static const char *trials(void) { return sl_test_slice() ? "64" : "600"; }

/* It is the same premiums that are looked for, not good ones. */
#define FEW_PRICED "--set", "simulation.pricing_trials=200"

static json_t *json_of(const sl_program_t *program)
{
  json_t *root = json_loads(program->out, JSON_REJECT_DUPLICATES, NULL);
  if (program->status != 0 || root == NULL) {
    printf("\n    status %d; stderr:\n%s\n", program->status, program->err);
  }
  CU_ASSERT_EQUAL(program->status, 0);
  CU_ASSERT_PTR_NOT_NULL_FATAL(root);
  return root;
}

static const json_t *choice_named(const json_t *root, const char *name)
{
  const json_t *choices = json_object_get(root, "choices");
  for (size_t i = 0; i < json_array_size(choices); i++) {
    const json_t *choice = json_array_get(choices, i);
    if (strcmp(json_string_value(json_object_get(choice, "name")), name) == 0) {
      return choice;
    }
  }
  printf("\n    no choice is named %s\n", name);
  CU_FAIL_FATAL("a choice is missing");
  return NULL;
}

static double value_of(const json_t *object, const char *name)
{
  return json_number_value(json_object_get(json_object_get(object, name), "value"));
}

static const char *name_of(const json_t *object, const char *key)
{
  const char *name = json_string_value(json_object_get(object, key));
  return name != NULL ? name : "";
}

/* ---- the machine shop, point by point ---- */

enum { SPECIFICS = 3, CORRIDORS = 2 };
static const char *const specific_text[SPECIFICS] = {"50000", "100000", "150000"};
static const char *const specific_name[SPECIFICS] = {"50,000", "100,000", "150,000"};
static const char *const corridor_text[CORRIDORS] = {"1.15", "1.25"};
static const char *const corridor_name[CORRIDORS] = {"115%", "125%"};

/* One run of the scenario with the combination in place of the first arrangement's terms. */
static json_t *run_of(size_t s, size_t c)
{
  char scenario[SL_PATH_MAX], result[SL_PATH_MAX], deductible[100], aggregate[200];
  sl_program_t program;
  sl_source_path(scenario, "scenarios/machine-shop.yaml");
  sl_scratch_path(result, "point.h5");
  snprintf(deductible, sizeof deductible, "arrangements.ASO.specific.deductible=%s",
           specific_text[s]);
  snprintf(aggregate, sizeof aggregate,
           "arrangements.ASO.aggregate={corridor: %s, contract: 12/15, accommodation: true, "
           "premium: {loss_ratio: 0.7}}",
           corridor_text[c]);
  SL_RUN(&program, NULL, "run", scenario, "-t", trials(), "-o", result, "--json", FEW_PRICED,
         "--no-band", "--no-levers", "--set", deductible, "--set", aggregate, "--set",
         "arrangements.ASO.specific.premium={loss_ratio: 0.75}");
  json_t *root = json_of(&program);
  sl_program_free(&program);
  return root;
}

static const json_t *first_arrangement(const json_t *run)
{
  return json_array_get(json_object_get(run, "arrangements"), 0);
}

/* The search: the lowest mean of all combinations and of the scenario's own arrangements, whose
 * costs no override changes. */
static void search(const json_t *optimum, char best[100])
{
  double lowest = INFINITY;
  static const char *const own[] = {"ASO", "ASO at 100,000", "Fully insured"};
  for (size_t i = 0; i < 3; i++) {
    const double cost = value_of(choice_named(optimum, own[i]), "cost");
    if (cost < lowest) {
      lowest = cost;
      snprintf(best, 100, "%s", own[i]);
    }
  }
  for (size_t p = 0; p < SPECIFICS * CORRIDORS; p++) {
    const size_t s = p / CORRIDORS, c = p % CORRIDORS;
    char name[100];
    json_t *run = run_of(s, c);
    const double cost = value_of(first_arrangement(run), "expected_cost");
    snprintf(name, sizeof name, "ASO at %s and %s", specific_name[s], corridor_name[c]);
    CU_ASSERT_EQUAL(cost, value_of(choice_named(optimum, name), "cost"));
    if (cost < lowest) {
      lowest = cost;
      snprintf(best, 100, "%s", name);
    }
    json_decref(run);
  }
}

static void the_best_is_that_of_a_brute_force_search(void)
{
  char scenario[SL_PATH_MAX], best[100];
  sl_program_t program;
  sl_source_path(scenario, "scenarios/machine-shop.yaml");
  SL_RUN(&program, NULL, "optimize", scenario, "-t", trials(), FEW_PRICED, "--specific",
         "50k,100k,150k", "--corridor", "1.15,1.25", "--specific-loss-ratio", "0.75",
         "--aggregate-loss-ratio", "0.7", "--json");
  json_t *root = json_of(&program);
  search(root, best);
  CU_ASSERT_STRING_EQUAL(name_of(root, "best"), best);
  CU_ASSERT_EQUAL(json_array_size(json_object_get(root, "choices")), 3 + SPECIFICS * CORRIDORS);
  json_decref(root);
  sl_program_free(&program);
}

/* ---- by hand ---- */

/* One claim of 0 or 10,000 with chance 1/2 for one person; nothing is shared by the member. B costs
 * 100 more than A in every year. C, insured, costs 6,000 always. D keeps half the risk for a
 * premium of 2,600: cost 2,600 or 7,600, mean 5,100. E is last year's price, 4,000 a year less than
 * A. */
static const char *const by_hand =
    "stoploss: 1\nname: By hand\nstart: 2026-01-01\ncensus: one.csv\n"
    "claims:\n  services:\n    - name: all\n"
    "      frequency: {distribution: bernoulli, probability: 0.5}\n"
    "      severity: {distribution: constant, value: 10000}\n"
    "plans: [{name: P}]\n"
    "arrangements:\n"
    "  - {name: A, kind: aso, budget: {amount: 8000},\n"
    "     fees: [{name: fee, amount: 100, per: year}]}\n"
    "  - {name: B, kind: aso, fees: [{name: fee, amount: 200, per: year}]}\n"
    "  - {name: C, kind: fully_insured, premium: {amount: 6000, per: year}}\n"
    "  - {name: D, kind: aso, specific: {deductible: 5000, premium: {amount: 2600, per: year}}}\n"
    "  - {name: E, kind: aso, quote: {role: current},\n"
    "     fees: [{name: fee, amount: -3900, per: year}]}\n"
    "simulation: {trials: 4096}\n";

static void write_by_hand(char path[SL_PATH_MAX])
{
  char census[SL_PATH_MAX];
  static const char rows[] = "employee,relationship,age,sex\n1,employee,40,F\n";
  sl_scratch_path(path, "by-hand.yaml");
  sl_scratch_path(census, "one.csv");
  CU_ASSERT(sl_file_write(path, by_hand, strlen(by_hand)));
  CU_ASSERT(sl_file_write(census, rows, strlen(rows)));
}

static bool flag_of(const json_t *root, const char *name, const char *key)
{
  return json_is_true(json_object_get(choice_named(root, name), key));
}

static void what_is_dominated_is_named(void)
{
  char scenario[SL_PATH_MAX];
  sl_program_t program;
  write_by_hand(scenario);
  SL_RUN(&program, NULL, "optimize", scenario, "--json");
  json_t *root = json_of(&program);
  const json_t *a = choice_named(root, "A"), *b = choice_named(root, "B");
  CU_ASSERT_STRING_EQUAL(name_of(b, "dominated_by"), "A");
  CU_ASSERT_DOUBLE_EQUAL(value_of(b, "cost") - value_of(a, "cost"), 100.0, 1e-9);
  CU_ASSERT_STRING_EQUAL(name_of(a, "dominated_by"), "");
  CU_ASSERT_STRING_EQUAL(name_of(choice_named(root, "C"), "dominated_by"), "");
  CU_ASSERT_STRING_EQUAL(name_of(choice_named(root, "D"), "dominated_by"), "");
  CU_ASSERT_FALSE(flag_of(root, "E", "offered"));
  CU_ASSERT_FALSE(flag_of(root, "E", "frontier"));
  CU_ASSERT_FALSE(flag_of(root, "B", "frontier"));
  CU_ASSERT_TRUE(flag_of(root, "C", "frontier"));
  CU_ASSERT_TRUE(flag_of(root, "D", "frontier"));
  /* means about 5,100, 5,200, 6,000, 5,100: A and D are told apart by chance alone, in pairs of
   * +-2,500 */
  const char *best = name_of(root, "best");
  CU_ASSERT(strcmp(best, "A") == 0 || strcmp(best, "D") == 0);
  CU_ASSERT_EQUAL(value_of(choice_named(root, "D"), "tail95"), 7600.0);
  CU_ASSERT_EQUAL(value_of(a, "tail95"), 10100.0);
  json_decref(root);
  sl_program_free(&program);
}

static void limits_are_kept(void)
{
  char scenario[SL_PATH_MAX];
  sl_program_t program;
  write_by_hand(scenario);
  SL_RUN(&program, NULL, "optimize", scenario, "--max-deficit-chance", "10%", "--json");
  json_t *root = json_of(&program);
  CU_ASSERT_STRING_EQUAL(name_of(root, "best"), "D");
  CU_ASSERT_FALSE(flag_of(root, "A", "allowed"));
  CU_ASSERT_EQUAL(value_of(choice_named(root, "D"), "deficit_probability"), 0.0);
  json_decref(root);
  sl_program_free(&program);
  SL_RUN(&program, NULL, "optimize", scenario, "--budget", "6k", "--max-reserve", "1.5k", "--json");
  root = json_of(&program);
  CU_ASSERT_STRING_EQUAL(name_of(root, "best"), "C");
  CU_ASSERT_EQUAL(value_of(choice_named(root, "D"), "reserve95"), 1600.0);
  json_decref(root);
  sl_program_free(&program);
  SL_RUN(&program, NULL, "optimize", scenario, "--budget", "5k", "--max-reserve", "0.5k");
  CU_ASSERT_EQUAL(program.status, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.out, "No choice that is offered keeps the limits."));
  sl_program_free(&program);
}

/* A quoted premium that does not follow the deductible would name a false winner. */
static void premiums_that_stay_have_no_winner(void)
{
  char scenario[SL_PATH_MAX], result[SL_PATH_MAX];
  sl_program_t program;
  sl_source_path(scenario, "tests/cli/good.yaml");
  sl_scratch_path(result, "no-winner.h5");
  SL_RUN(&program, NULL, "optimize", scenario, "--corridor", "1.1,1.25");
  CU_ASSERT_EQUAL(program.status, 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "the aggregate premium is a quoted amount"));
  sl_program_free(&program);
  SL_RUN(&program, NULL, "sweep", scenario, "--corridor", "1.1,1.25", "-o", result);
  CU_ASSERT_EQUAL(program.status, 0);
  CU_ASSERT_PTR_NULL(strstr(program.out, "lowest)"));
  CU_ASSERT_PTR_NULL(strstr(program.out, "Lowest"));
  sl_program_free(&program);
  SL_RUN(&program, NULL, "sweep", scenario, "--corridor", "1.1,1.25", "-o", result, "--json");
  json_t *root = json_of(&program);
  CU_ASSERT_TRUE(json_is_null(json_object_get(root, "lowest")));
  json_decref(root);
  sl_program_free(&program);
}

static void pages_are_written_by_their_ending(void)
{
  static const struct {
    const char *name, *begins;
  } forms[] = {
      {"page.html", "<!DOCTYPE"}, {"page.xlsx", "PK"}, {"page.csv", ""}, {"page.txt", "By hand"}};
  char scenario[SL_PATH_MAX], path[SL_PATH_MAX];
  sl_program_t program;
  write_by_hand(scenario);
  for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
    size_t length = 0;
    sl_scratch_path(path, "%s", forms[i].name);
    SL_RUN(&program, NULL, "optimize", scenario, "-o", path);
    CU_ASSERT_EQUAL(program.status, 0);
    sl_program_free(&program);
    char *bytes = sl_file_read(path, &length);
    CU_ASSERT(bytes != NULL && length > 100);
    CU_ASSERT(bytes != NULL && strncasecmp(bytes, forms[i].begins, strlen(forms[i].begins)) == 0);
    free(bytes);
  }
  SL_RUN(&program, NULL, "optimize", scenario, "-o", "page.docx");
  CU_ASSERT_EQUAL(program.status, 64);
  sl_program_free(&program);
  SL_RUN(&program, NULL, "optimize", scenario, "-o", scenario);
  CU_ASSERT_EQUAL(program.status, 64);
  sl_program_free(&program);
}

/* The options of a comparison in the place of the scenario's arrangements, as `import quotes
 * --into` and a run of what it writes. */
static void quotes_of_a_file(void)
{
  char folder[SL_PATH_MAX], quotes[SL_PATH_MAX], scenario[SL_PATH_MAX];
  sl_program_t program;
  CU_ASSERT_FATAL(sl_scratch_folder(folder, "optimize-quotes"));
  sl_source_path(quotes, "tests/cli/quotes/q3-deductible-matrix.csv");
  sl_source_path(scenario, "scenarios/machine-shop.yaml");
  SL_RUN(&program, folder, "optimize", scenario, "--quotes", quotes, "-t", trials(), FEW_PRICED,
         "--json");
  json_t *direct = json_of(&program);
  sl_program_free(&program);
  SL_RUN(&program, folder, "import", "quotes", quotes, "--into", scenario, "-o", "quoted.yaml");
  CU_ASSERT_EQUAL(program.status, 0);
  sl_program_free(&program);
  SL_RUN(&program, folder, "optimize", "quoted.yaml", "-t", trials(), FEW_PRICED, "--json");
  json_t *written = json_of(&program);
  sl_program_free(&program);
  CU_ASSERT_EQUAL(json_array_size(json_object_get(direct, "choices")), 4);
  CU_ASSERT_TRUE(json_equal(direct, written));
  json_decref(direct);
  json_decref(written);
  SL_RUN(&program, folder, "optimize", scenario, "--quotes", "nobody.csv");
  CU_ASSERT_EQUAL(program.status, 66);
  sl_program_free(&program);
}

SL_SUITE(optimize, "cli/optimize",
         {"the best is that of a brute-force search", the_best_is_that_of_a_brute_force_search},
         {"what is dominated is named", what_is_dominated_is_named},
         {"limits are kept", limits_are_kept},
         {"premiums that stay have no winner", premiums_that_stay_have_no_winner},
         {"quotes of a file", quotes_of_a_file},
         {"pages are written by their ending", pages_are_written_by_their_ending});
